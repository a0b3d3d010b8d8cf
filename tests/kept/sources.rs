//! The public types, as the sources declare them.

use std::{collections::BTreeMap, fs, path::Path};

/// Declared by a macro.
const IDS: [&str; 12] = [
    "CriterionId",
    "GradeId",
    "GroupId",
    "IndicatorId",
    "Kind",
    "Level",
    "ScaleId",
    "ScopeId",
    "SheetId",
    "TargetId",
    "TaskId",
    "UnitId",
];

/// What the sources say of a type.
#[derive(Debug, Default)]
pub(crate) struct Type {
    pub(crate) written: bool,
    pub(crate) read: bool,
}

pub(crate) struct Public {
    /// By path within the crate, such as `evaluate::outcome::Outcome`.
    pub(crate) types: BTreeMap<String, Type>,
}

impl Public {
    /// Every `pub struct` and `pub enum` of `src`: the lint `unreachable_pub` sees to it that all of them are reachable.
    pub(crate) fn of_the_sources() -> Self {
        let mut public = Self { types: BTreeMap::new() };
        let mut by_hand = Vec::new();
        public.folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "", &mut by_hand);
        for (what, module, name) in by_hand {
            // Mostly in the file of the type; what is in another one has a name that only one type has.
            let own = format!("{module}::{name}");
            let of = if public.types.contains_key(&own) {
                public.types.get_mut(&own)
            } else {
                let mut others =
                    public.types.iter_mut().filter(|(path, _)| path.rsplit("::").next() == Some(&*name));
                let found = others.next();
                assert!(found.is_none() || others.next().is_none(), "which {name}?");
                found.map(|(_, of)| of)
            };
            let Some(of) = of else { continue };
            match what {
                "Serialize" => of.written = true,
                _ => of.read = true,
            }
        }
        // What a macro declares or implements.
        for (path, of) in &mut public.types {
            if path == "time::schedule::Schedule" || path == "time::schedule::Timing" {
                (of.written, of.read) = (true, true);
            }
        }
        for id in IDS {
            public.types.insert(format!("id::{id}"), Type { written: true, read: true });
        }
        public.types.retain(|path, _| !path.ends_with("Error"));
        public
    }

    fn folder(&mut self, folder: &Path, module: &str, by_hand: &mut Vec<(&'static str, String, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let inner = if module.is_empty() { name.clone() } else { format!("{module}::{name}") };
            if path.is_dir() {
                self.folder(&path, &inner, by_hand);
            } else if path.extension().is_some_and(|extension| extension == "rs") && name != "tests" {
                let module = if name == "mod" || name == "lib" { module } else { &inner };
                self.file(&fs::read_to_string(&path).unwrap(), module, by_hand);
            }
        }
    }

    fn file(&mut self, text: &str, module: &str, by_hand: &mut Vec<(&'static str, String, String)>) {
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        let mut attributes = String::new();
        for line in text.lines() {
            if let Some(declared) =
                line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "))
            {
                let derived =
                    |name: &str| attributes.split(|c: char| !c.is_alphanumeric()).any(|word| word == name);
                let of = Type { written: derived("Serialize"), read: derived("Deserialize") };
                let inner = if module.is_empty() { String::new() } else { format!("{module}::") };
                assert!(self.types.insert(format!("{inner}{}", first_word(declared)), of).is_none());
            } else if let Some((head, of)) =
                line.split_once(" for ").filter(|(head, _)| head.starts_with("impl"))
            {
                let name = first_word(of.trim_start_matches("crate::"));
                for what in ["Serialize", "Deserialize"] {
                    if head.split(|c: char| !c.is_alphanumeric()).any(|word| word == what) {
                        by_hand.push((what, module.to_owned(), name.clone()));
                    }
                }
            }
            let goes_on = line.starts_with("#[") || line.starts_with("///") || line.starts_with("    ");
            if goes_on && (line.starts_with("#[") || !attributes.is_empty()) {
                attributes.push_str(if line.starts_with("///") { "" } else { line });
            } else if !goes_on && line != ")]" {
                attributes.clear();
            }
        }
    }
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}
