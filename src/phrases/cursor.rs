//! A place among the tokens of a text, and the few steps that every grammar here is made of.

use std::ops::Range;

use super::{
    note::Note,
    refusal::{Details, Expected, Refusal, Wrong},
    syllable::{Key, fold, one_mark_apart},
    table::Table,
    token::{Kind, Token, column},
};

/// Something read, nothing of the kind, or a refusal that no other reading could mend.
pub(super) type Read<T> = Result<Option<T>, Refusal>;

/// Where a cursor stood, to go back to.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    at: usize,
    notes: usize,
}

#[derive(Clone)]
pub(super) struct Cursor<'a> {
    pub(super) text: &'a str,
    tokens: &'a [Token],
    at: usize,
    from: usize,
    pub(super) notes: Vec<Note>,
    /// In running text single words are taken as they stand: only whole phrases forgive a slip there.
    running: bool,
    furthest: usize,
    expected: Vec<Expected>,
}

/// A single word whose slips are no words (`dười`). It is forgiven in running text too: what follows it would be read as a floor.
const LIKE_NO_OTHER: &str = "dưới";

/// Real words that are one mark away from a single-word keyword: never taken for it.
const REAL_WORDS: &[&str] = &[
    "thắng", "thẳng", "thăng", "thang", "trện", "dùng", "dừng", "đứng", "đừng", "bảng", "bang", "tặng",
    "tầng", "tang", "giám", "giam", "quả", "quà", "qua", "đặt", "dạt", "trược", "khống", "vượn", "hạng",
    "hãng", "ngay", "ngáy", "ngây", "chưa", "toán", "đền", "phân", "phần", "phản", "nâng", "nắng", "năng",
    "nặng", "đúng",
];

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, tokens: &'a [Token]) -> Self {
        Self {
            text,
            tokens,
            at: 0,
            from: 0,
            notes: Vec::new(),
            running: false,
            furthest: 0,
            expected: Vec::new(),
        }
    }

    /// A cursor at the token `at` of running text, that sees only tokens before `until`.
    pub(super) fn running(text: &'a str, tokens: &'a [Token], at: usize, until: usize) -> Self {
        let tokens = tokens.get(..until.min(tokens.len())).unwrap_or(tokens);
        Self { at, from: at, furthest: at, running: true, ..Self::new(text, tokens) }
    }

    pub(super) const fn is_running(&self) -> bool {
        self.running
    }

    pub(super) fn position(&self) -> usize {
        self.at
    }

    pub(super) fn mark(&self) -> Mark {
        Mark { at: self.at, notes: self.notes.len() }
    }

    pub(super) fn reset(&mut self, mark: Mark) {
        self.at = mark.at;
        self.notes.truncate(mark.notes);
    }

    pub(super) fn nth(&self, ahead: usize) -> Option<&'a Token> {
        self.tokens.get(self.at.saturating_add(ahead))
    }

    pub(super) fn peek(&self) -> Option<&'a Token> {
        self.nth(0)
    }

    pub(super) fn before(&self) -> Option<&'a Token> {
        self.tokens.get(self.at.checked_sub(1)?)
    }

    pub(super) fn is_end(&self) -> bool {
        self.peek().is_none()
    }

    pub(super) fn advance(&mut self) {
        self.at = self.at.saturating_add(1).min(self.tokens.len());
    }

    pub(super) fn word(&self) -> Option<&'a str> {
        self.peek().and_then(Token::word)
    }

    pub(super) fn is_digits(&self) -> bool {
        self.peek().is_some_and(|t| t.kind == Kind::Digits)
    }

    pub(super) fn typed(&self, token: &Token) -> &'a str {
        self.slice(token.span.clone())
    }

    pub(super) fn slice(&self, span: Range<usize>) -> &'a str {
        self.text.get(span).unwrap_or_default()
    }

    /// The bytes from the token at `mark` to the one before the cursor.
    pub(super) fn span_from(&self, mark: Mark) -> Range<usize> {
        self.span_of(mark.at, self.at)
    }

    fn span_of(&self, from: usize, to: usize) -> Range<usize> {
        let start = self.tokens.get(from).map_or(self.text.len(), |t| t.span.start);
        let end = to.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(start, |t| t.span.end);
        start..end.max(start)
    }

    /// The bytes read so far.
    pub(super) fn span(&self) -> Range<usize> {
        self.span_of(self.from, self.at)
    }

    pub(super) fn typed_from(&self, mark: Mark) -> String {
        self.slice(self.span_from(mark)).to_owned()
    }

    /// One sign, if it comes next.
    pub(super) fn sign(&mut self, sign: char) -> bool {
        let here = self.peek().is_some_and(|t| t.is_sign(sign));
        if here {
            self.advance();
        }
        here
    }

    /// One of several signs.
    pub(super) fn any_sign(&mut self, signs: &[char]) -> bool {
        signs.iter().any(|sign| self.sign(*sign))
    }

    /// [`Self::matches_all`], for phrases that stand in no table: almost all are ruled out by their first letter.
    #[inline]
    fn matches<'p>(&self, phrase: &'p str, slips: bool) -> Option<(usize, Option<(&'a Token, &'p str)>)> {
        let first = self.peek()?;
        let begins = if slips {
            first.key == Key::of(phrase)
        } else {
            phrase.as_bytes().first() == Some(&first.initial)
        };
        if begins { self.matches_all(phrase, slips) } else { None }
    }

    /// How many tokens `phrase` takes from here, and which word of it slipped.
    fn matches_all<'p>(&self, phrase: &'p str, slips: bool) -> Option<(usize, Option<(&'a Token, &'p str)>)> {
        let running = self.running && phrase != LIKE_NO_OTHER;
        if slips && running && !phrase.contains(' ') {
            return None;
        }
        let (mut count, mut slip) = (0_usize, None);
        for wanted in phrase.split(' ') {
            let token = self.nth(count)?;
            let word = token.word()?;
            if word != wanted {
                if !slips || slip.is_some() || !one_mark_apart(word, wanted) {
                    return None;
                }
                slip = Some((token, wanted));
            }
            count = count.saturating_add(1);
        }
        if let Some((token, wanted)) = slip {
            let lonely = count == 1
                && (running
                    || wanted.chars().count() < 4
                    || token.word().is_some_and(|w| REAL_WORDS.contains(&w)));
            if lonely {
                return None;
            }
        }
        Some((count, slip))
    }

    fn take(&mut self, count: usize, slip: Option<(&Token, &str)>) {
        if let Some((token, read)) = slip {
            self.notes.push(Note::Slip { typed: self.typed(token).to_owned(), read: read.to_owned() });
        }
        self.at = self.at.saturating_add(count).min(self.tokens.len());
    }

    /// The folded words of `phrase`, if they come next.
    pub(super) fn phrase(&mut self, phrase: &str) -> bool {
        for slips in [false, true] {
            if let Some((count, slip)) = self.matches(phrase, slips) {
                self.take(count, slip);
                return true;
            }
        }
        false
    }

    /// The same without forgiving a slip.
    pub(super) fn exact(&mut self, phrase: &str) -> bool {
        let found = self.matches(phrase, false);
        if let Some((count, slip)) = found {
            self.take(count, slip);
        }
        found.is_some()
    }

    /// The longest phrase of a table that comes next as it stands, or else with one slip.
    pub(super) fn first_of<T: Copy>(&mut self, table: &Table<T>) -> Option<T> {
        let key = self.peek()?.key;
        for slips in [false, true] {
            let mut best = None;
            for (phrase, meaning) in table.beginning(key) {
                if let Some((count, slip)) = self.matches_all(phrase, slips)
                    && best.as_ref().is_none_or(|(most, _, _)| count > *most)
                {
                    best = Some((count, slip, *meaning));
                }
            }
            if let Some((count, slip, meaning)) = best {
                self.take(count, slip);
                return Some(meaning);
            }
        }
        None
    }

    /// Whether a phrase of a table comes next as it stands, without taking it.
    pub(super) fn first_of_peek<T>(&self, table: &Table<T>) -> bool {
        self.peek().is_some_and(|token| {
            table.beginning(token.key).any(|(phrase, _)| self.matches_all(phrase, false).is_some())
        })
    }

    /// Whether one of `phrases` comes next, without taking it.
    pub(super) fn sees(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.matches(phrase, false).is_some())
    }

    /// Remembers what could have stood here.
    pub(super) fn missed(&mut self, expected: Expected) {
        // In running text no refusal is shown.
        if self.running {
            return;
        }
        if self.at > self.furthest {
            self.furthest = self.at;
            self.expected.clear();
        }
        if self.at == self.furthest && !self.expected.contains(&expected) {
            self.expected.push(expected);
        }
    }

    /// A refusal at the furthest place that any reading came to.
    pub(super) fn refuse(&self) -> Refusal {
        let at = self.furthest.max(self.at.min(self.furthest));
        let wrong = match self.tokens.get(at) {
            None if self.tokens.is_empty() => Wrong::Empty,
            None => Wrong::Unfinished,
            Some(_) => Wrong::Unexpected,
        };
        self.refusal(wrong, at..at.saturating_add(1), self.expected.clone())
    }

    /// A refusal of what stands between `mark` and the cursor.
    pub(super) fn wrong(&self, wrong: Wrong, mark: Mark) -> Refusal {
        let to = self.at.max(mark.at.saturating_add(1));
        self.refusal(wrong, mark.at..to, Vec::new())
    }

    /// A refusal of the next token, with what should stand there.
    pub(super) fn expecting(&self, wrong: Wrong, expected: Expected) -> Refusal {
        let mut refusal = self.wrong_here(wrong);
        refusal.0.expected.push(expected);
        refusal
    }

    /// A refusal of the next token.
    pub(super) fn wrong_here(&self, wrong: Wrong) -> Refusal {
        self.wrong(wrong, self.mark())
    }

    fn refusal(&self, wrong: Wrong, tokens: Range<usize>, expected: Vec<Expected>) -> Refusal {
        let to = tokens.end.min(self.tokens.len());
        let span = self.span_of(tokens.start, to.max(tokens.start));
        let read = self.span_of(self.from, tokens.start.min(self.tokens.len()));
        Refusal(Box::new(Details {
            wrong,
            // In running text a refusal is never shown, and counting columns for each would take too long.
            column: if self.running { 0 } else { column(self.text, span.start) },
            found: self.slice(span.clone()).to_owned(),
            read: if self.running { String::new() } else { self.slice(read).to_owned() },
            span,
            expected,
        }))
    }

    /// Notes on the letters of what was read, as far as the cursor came.
    pub(super) fn note_look_alikes(&mut self) {
        for token in self.tokens.iter().take(self.at).skip(self.from).filter(|t| t.look_alike) {
            let typed = self.slice(token.span.clone()).to_owned();
            self.notes.push(Note::LookAlike { typed });
        }
    }

    /// The tokens from the cursor on.
    pub(super) fn rest(&self) -> &'a [Token] {
        self.tokens.get(self.at..).unwrap_or_default()
    }
}

/// The words of a name, folded as tokens are.
pub(super) fn folded_words(name: &str) -> Vec<String> {
    name.split(|c: char| !c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(c))
        .filter(|word| !word.is_empty())
        .map(fold)
        .collect()
}
