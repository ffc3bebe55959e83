//! The tables as Python hands them over, and their compiled form.

use super::field::{FIELDS, Field};
use super::tail::OutKeys;
use super::text_map::TextMap;

/// What a span is to a bill.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Class {
    /// Nothing that a provider bills.
    #[default]
    None,
    /// One call of a model.
    Call,
    /// A sum over the calls below it.
    Sum,
}

/// What a word of some dialect means.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The word, in lower case.
    pub word: String,
    /// What such a span is.
    pub class: Class,
    /// The standard's word; empty where it has none.
    pub standard: String,
}

/// How an instrumentation counts input.
#[derive(Clone, Debug)]
pub struct ScopeRule {
    /// Start of the scope's name.
    pub scope: String,
    /// Only these vendors: parts of the provider's or a model's name; empty is all of them.
    pub vendors: Vec<String>,
    /// Whether cached tokens are left out of the input.
    pub exclusive: bool,
}

/// An attribute that holds a JSON object.
#[derive(Clone, Debug)]
pub struct JsonSource {
    /// Its key.
    pub key: String,
    /// Dotted paths of members, each with its field.
    pub members: Vec<(String, Field)>,
    /// Its counts do not overlap.
    pub disjoint: bool,
    /// Only in scopes whose name starts with one of these; empty is every scope.
    pub scopes: Vec<String>,
}

impl JsonSource {
    /// Whether some member is inside the object at `path`.
    pub(crate) fn reaches_into(&self, path: &str) -> bool {
        let mut paths = self.members.iter().map(|(name, _)| name);
        paths.any(|name| {
            let rest = name.strip_prefix(path);
            rest.is_some_and(|rest| rest.starts_with('.'))
        })
    }
}

/// What is known of streams that tell a usage before the answer.
#[derive(Clone, Debug)]
pub struct Begun {
    /// Whose they are: parts of the provider's or a model's name.
    pub vendors: Vec<String>,
    /// The most output that is told at the beginning.
    pub max_output: i64,
    /// Starts of the names of scopes that tell of every whole answer why it ended.
    pub scopes: Vec<String>,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Unit {
    /// A duration, of which so many units are a second.
    Parts(f64),
    /// The time at which it ended, in RFC 3339.
    Timestamp,
}

/// What a reported cost is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reported {
    /// It is the total.
    Prefer,
    /// It is the total where none can be computed.
    Fallback,
    /// Nothing.
    Ignore,
}

/// Everything that a `Pricer` is made of.
#[derive(Clone, Debug)]
pub struct Spec {
    /// Keys of each field by priority; the first is the standard's.
    pub fields: Vec<(Field, Vec<String>)>,
    /// For each key of `Input`: whether its dialect's counts do not overlap.
    pub disjoint: Vec<bool>,
    /// For each key of `FirstChunk`: its unit.
    pub units: Vec<Unit>,
    /// Attributes that hold JSON.
    pub json: Vec<JsonSource>,
    /// Words for what a span is about.
    pub operations: Vec<Operation>,
    /// Instrumentations with a habit.
    pub scopes: Vec<ScopeRule>,
    /// Streams that tell a usage when they begin.
    pub begun: Begun,
    /// Whether input is exclusive, where the configuration says so.
    pub exclusive: Option<bool>,
    /// What a reported cost is worth.
    pub reported: Reported,
    /// Write the standard's names where a span has only others.
    pub normalize: bool,
    /// Write the total under the standard's names.
    pub write_total: bool,
    /// Names of the total: one, or amount, currency and source.
    pub total_keys: Vec<String>,
    /// Bytes a token, until it is learned; 0: no estimates.
    pub bytes_per_token: f64,
    /// Whether estimates are priced.
    pub estimate_cost: bool,
    /// Why there is no price, by code; 0 is none.
    pub reasons: Vec<String>,
    /// Where prices come from, by code.
    pub origins: Vec<String>,
}

/// Reasons that the kernel itself finds, by their place in `Spec::reasons`.
pub(crate) mod reason {
    pub(crate) const NONE: u8 = 0;
    pub(crate) const NO_USAGE: u8 = 4;
    pub(crate) const INCONSISTENT: u8 = 6;
    pub(crate) const DUPLICATE: u8 = 7;
    pub(crate) const INCOMPLETE: u8 = 8;
}

/// The compiled tables.
#[derive(Debug)]
pub(crate) struct Tables {
    pub(crate) spec: Spec,
    pub(crate) keys: [Vec<String>; FIELDS],
    pub(crate) out: OutKeys,
    words: TextMap,
}

impl Tables {
    pub(crate) fn new(spec: Spec) -> Self {
        let mut keys = [const { Vec::new() }; FIELDS];
        for (field, names) in &spec.fields {
            keys[*field as usize].clone_from(names);
        }
        let mut words = TextMap::default();
        for (number, operation) in (0..).zip(&spec.operations) {
            words.insert(operation.word.as_bytes(), number);
        }
        let out = OutKeys::new(&keys[Field::Own as usize], &spec.total_keys, &keys);
        Self {
            spec,
            keys,
            out,
            words,
        }
    }

    /// What a word means, in any case; None where no table has it.
    pub(crate) fn operation(&self, word: &[u8], scratch: &mut Vec<u8>) -> Option<&Operation> {
        scratch.clear();
        scratch.extend(word.iter().take(64).map(u8::to_ascii_lowercase));
        let number = self.words.get(scratch)?;
        self.spec.operations.get(number as usize)
    }
}
