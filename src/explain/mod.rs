//! Explanations: why a verdict, a status, a point, a grade or a rank is what it is, down to the report it came from.
//!
//! An [`Explanation`] is data first: nodes, each a [`Fact`] with the facts that it rests on. [`Explanation::text`] reads it in
//! Vietnamese or English; `serde` writes the same. It is built on request, by [`Evaluator::explain`](crate::Evaluator::explain)
//! and the like, and by no evaluation on its own. A figure in the text is a figure of the data.
//!
//! For the cells of a table and the lines of a list there are short words: [`InWords`].

mod build;
mod fact;
mod grades;
mod in_words;
mod note;
mod text;
mod words;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

pub use fact::{
    Demand, Exception, Fact, Figure, Instructed, Named, PassageSaid, PortionSaid, Recorded, RuleSaid,
    Standpoint, WorkingSaid,
};
pub use in_words::InWords;

use crate::language::Language;

/// A fact, with the places of those it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Node {
    /// The fact.
    pub fact: Fact,
    /// The nodes that it rests on, in order. Each comes later in the list than any node it is first met under.
    pub because: Vec<usize>,
}

impl Node {
    /// What it says by itself, without what it rests on.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        text::sentence(&words::Words { language }, &self.fact)
    }
}

/// Why something is so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Explanation {
    /// The nodes; the first is what is explained. One that several others rest on stands there once.
    pub nodes: Vec<Node>,
}

impl Explanation {
    /// What is explained.
    #[must_use]
    pub fn root(&self) -> Option<&Node> {
        self.nodes.first()
    }

    /// As plain text: each fact a line, what it rests on indented below it. A fact that several rest on is told in full once,
    /// and pointed to by its number elsewhere.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        text::text(self, language)
    }
}

/// Builds nodes, each shared one once.
#[derive(Debug, Default)]
struct Builder {
    nodes: Vec<Node>,
    /// Nodes that may be met again, by what they are about.
    known: HashMap<String, usize>,
}

impl Builder {
    /// A new node without anything it rests on yet.
    fn add(&mut self, fact: Fact) -> usize {
        self.nodes.push(Node { fact, because: Vec::new() });
        self.nodes.len().saturating_sub(1)
    }

    fn rests_on(&mut self, node: usize, because: usize) {
        if let Some(node) = self.nodes.get_mut(node) {
            node.because.push(because);
        }
    }

    fn finish(self) -> Explanation {
        Explanation { nodes: self.nodes }
    }
}
