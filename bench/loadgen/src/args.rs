//! Options of the form `--name value`.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use crate::Fault;

/// The options that were given, and which of them somebody asked for.
pub struct Args {
    given: BTreeMap<String, String>,
    known: RefCell<BTreeSet<String>>,
}

impl Args {
    /// Read all words.
    pub fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, Fault> {
        let mut given = BTreeMap::new();
        while let Some(word) = words.next() {
            let name = word
                .strip_prefix("--")
                .ok_or_else(|| format!("expected an option, got {word:?}"))?;
            let value = words
                .next()
                .ok_or_else(|| format!("--{name} needs a value"))?;
            given.insert(name.to_owned(), value);
        }
        let known = RefCell::default();
        Ok(Self { given, known })
    }

    /// The value of an option, none where it was not given.
    pub fn find<T: FromStr>(&self, name: &str) -> Result<Option<T>, Fault> {
        self.known.borrow_mut().insert(name.to_owned());
        match self.given.get(name) {
            None => Ok(None),
            Some(text) => match text.parse() {
                Ok(value) => Ok(Some(value)),
                Err(_) => Err(format!("--{name} cannot be {text:?}").into()),
            },
        }
    }

    /// The value of an option, or `default`.
    pub fn get<T: FromStr>(&self, name: &str, default: T) -> Result<T, Fault> {
        Ok(self.find(name)?.unwrap_or(default))
    }

    /// Refuse options that nobody asked for.
    pub fn finish(&self) -> Result<(), Fault> {
        let known = self.known.borrow();
        match self.given.keys().find(|name| !known.contains(*name)) {
            None => Ok(()),
            Some(name) => Err(format!("unknown option --{name}").into()),
        }
    }
}
