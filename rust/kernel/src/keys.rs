//! Which attributes an edit means: by exact key, or by regular expression over the key.

use std::collections::{HashMap, HashSet};

use regex::bytes::{RegexSet, RegexSetBuilder};

use crate::dialect::from_go;

/// Answers are remembered for this many keys; senders choose keys, so there must be an end.
const MAX_REMEMBERED: usize = 4096;

/// Largest compiled program of all patterns, in bytes.
const SIZE_LIMIT: usize = 1 << 20;

/// A set of keys and patterns. Patterns match anywhere in the key unless they are anchored.
#[derive(Clone, Debug)]
pub struct KeyMatcher {
    keys: HashSet<Vec<u8>>,
    patterns: RegexSet,
    remembered: HashMap<Box<[u8]>, bool>,
}

impl KeyMatcher {
    /// Compile the patterns.
    ///
    /// # Errors
    /// What is wrong with a pattern, in words.
    pub fn new(keys: &[String], patterns: &[String]) -> Result<Self, String> {
        let compiled = RegexSetBuilder::new(patterns.iter().map(|text| from_go(text)))
            .size_limit(SIZE_LIMIT)
            .build();
        Ok(Self {
            keys: keys.iter().map(|key| key.as_bytes().to_vec()).collect(),
            patterns: compiled.map_err(|error| error.to_string())?,
            remembered: HashMap::new(),
        })
    }

    /// True where `key` is one of the keys or fits a pattern.
    pub fn matches(&mut self, key: &[u8]) -> bool {
        if self.keys.contains(key) {
            return true;
        }
        if self.patterns.is_empty() {
            return false;
        }
        if let Some(&known) = self.remembered.get(key) {
            return known;
        }
        let matched = self.patterns.is_match(key);
        if self.remembered.len() < MAX_REMEMBERED {
            self.remembered.insert(key.into(), matched);
        }
        matched
    }
}
