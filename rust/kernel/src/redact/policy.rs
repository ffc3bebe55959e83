//! A policy, compiled: what to find under which key, and what becomes of it.

use regex::bytes::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};
use spanmill_scan::{Entity, EntitySet};

use super::allow::Allowed;
use super::hash::Hasher;
use super::keep::Keep;
use super::rules::Rules;
use super::statement::{self, Dialects};
use crate::dialect::from_go;

/// Largest compiled program of one expression, in bytes.
const SIZE_LIMIT: usize = 1 << 20;
/// Longest expression, in bytes.
const LENGTH_LIMIT: usize = 2048;

/// What becomes of a finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Operator {
    /// `[EMAIL]`.
    #[default]
    Placeholder,
    /// `****`.
    Mask,
    /// `[EMAIL:…]`, keyed.
    Hash,
    /// The attribute goes.
    Drop,
    /// Only counted.
    Detect,
}

impl Operator {
    /// How little an operator leaves of a finding.
    pub(super) fn strictness(self) -> u8 {
        match self {
            Self::Detect => 0,
            Self::Hash => 1,
            Self::Placeholder | Self::Mask => 2,
            Self::Drop => 3,
        }
    }
}

/// Operator for some kinds or keys.
#[derive(Clone, Debug, Default)]
pub struct Rule {
    /// Kinds; empty is all.
    pub entities: Vec<Entity>,
    /// Keys, with `*` for any bytes; empty is all, and texts that are no attributes.
    pub keys: Vec<String>,
    /// Attributes of the resource, each with values that fit, `*` for any bytes. Empty is all.
    pub resource: Vec<(String, Vec<String>)>,
    /// Names of spans, with `*` for any bytes; empty is all. Such a rule is for spans alone.
    pub span_names: Vec<String>,
    /// Kinds of spans by number; empty is all. Such a rule is for spans alone.
    pub span_kinds: Vec<u64>,
    /// What becomes of a finding.
    pub operator: Operator,
    /// What operator `mask` leaves.
    pub keep: Keep,
}

/// The hash that stands for a value of the user's own rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HashFunction {
    /// `****` instead.
    #[default]
    None,
    /// MD5.
    Md5,
    /// SHA-1.
    Sha1,
    /// SHA3-256.
    Sha3,
    /// HMAC with SHA-256.
    HmacSha256,
    /// HMAC with SHA-512.
    HmacSha512,
}

/// What is written into the attributes about what was done to them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Summary {
    /// Nothing.
    #[default]
    Silent,
    /// Counts.
    Info,
    /// Counts and keys.
    Debug,
}

/// A policy as configured. Field names are those of the `redaction` processor.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "documented where they are configured")]
#[expect(clippy::struct_excessive_bools, reason = "as configured")]
pub struct Spec {
    pub only_counts: bool,
    pub allow_all_keys: bool,
    pub allowed_keys: Vec<String>,
    pub ignored_keys: Vec<String>,
    pub ignored_key_patterns: Vec<String>,
    pub blocked_key_patterns: Vec<String>,
    pub blocked_values: Vec<String>,
    pub allowed_values: Vec<String>,
    pub allowed_texts: Vec<String>,
    pub allowed_domains: Vec<String>,
    pub allowed_networks: Vec<String>,
    pub redact_all_types: bool,
    pub hash_function: HashFunction,
    pub hmac_key: Vec<u8>,
    pub hmac_previous_key: Vec<u8>,
    pub summary: Summary,
    pub url_attributes: Vec<String>,
    pub url_names: bool,
    pub statements: Vec<Option<Vec<String>>>,
    pub statement_names: bool,
    pub entities: Vec<Entity>,
    pub operator: Operator,
    pub keep: Keep,
    pub rules: Vec<Rule>,
    pub allow_private_ips: bool,
    pub mark_blobs: bool,
    pub max_value_bytes: usize,
}

/// A compiled policy.
#[derive(Debug)]
pub struct Policy {
    pub(super) spec: Spec,
    pub(super) entities: EntitySet,
    pub(super) ignored: RegexSet,
    pub(super) blocked_keys: RegexSet,
    pub(super) blocked_values: Vec<Regex>,
    /// Which of `blocked_values` can match at all: one pass for all of them.
    pub(super) blocked_any: RegexSet,
    pub(super) allowed: Allowed,
    pub(super) globs: Vec<Vec<Regex>>,
    pub(super) rules: Rules,
    pub(super) hasher: Hasher,
}

impl Spec {
    /// Sanitizers of statements that run on names of spans.
    pub(super) fn name_dialects(&self) -> Dialects {
        let blocks = self.statements.iter().enumerate();
        let on = blocks.filter(|(_, block)| block.is_some());
        let all = on.fold(0, |found, (index, _)| found | statement::of_block(index));
        if self.statement_names { all } else { 0 }
    }

    /// True where the kind of a span and the database it calls decide about its texts.
    pub(super) fn asks_of_calls(&self) -> bool {
        self.url_names || self.statements.iter().any(Option::is_some)
    }
}

impl Policy {
    /// What operator `mask` leaves under the rule of this number, or without one.
    pub(super) fn keep(&self, rule: Option<u8>) -> Keep {
        let rule = rule.and_then(|index| self.spec.rules.get(usize::from(index)));
        rule.map_or(self.spec.keep, |rule| rule.keep)
    }

    /// Compile a policy.
    ///
    /// # Errors
    /// What is wrong with an expression, in words.
    pub fn new(spec: Spec) -> Result<Self, String> {
        let globs = |rule: &Rule| rule.keys.iter().map(|key| glob(key)).collect();
        Ok(Self {
            entities: spec.entities.iter().copied().collect(),
            ignored: set(&spec.ignored_key_patterns)?,
            blocked_keys: set(&spec.blocked_key_patterns)?,
            blocked_values: spec
                .blocked_values
                .iter()
                .map(|text| regex(text))
                .collect::<Result<_, _>>()?,
            blocked_any: set(&spec.blocked_values)?,
            allowed: Allowed::new(&spec)?,
            globs: spec.rules.iter().map(globs).collect::<Result<_, _>>()?,
            rules: Rules::new(&spec.rules)?,
            hasher: Hasher::new(spec.hash_function, &spec.hmac_key, &spec.hmac_previous_key),
            spec,
        })
    }
}

fn regex(text: &str) -> Result<Regex, String> {
    if text.len() > LENGTH_LIMIT {
        return Err(format!("{text:.40}…: longer than {LENGTH_LIMIT} bytes"));
    }
    let compiled = RegexBuilder::new(&from_go(text))
        .size_limit(SIZE_LIMIT)
        .build();
    let compiled = compiled.map_err(|fault| reason(text, &fault))?;
    if compiled.is_match(b"") {
        return Err(format!("{text}: matches the empty text"));
    }
    Ok(compiled)
}

/// The expression, for a text that it matches from end to end.
pub(super) fn whole(text: &str) -> Result<Regex, String> {
    regex(text)?;
    let anchored = format!(r"\A(?:{})\z", from_go(text));
    let compiled = RegexBuilder::new(&anchored).size_limit(SIZE_LIMIT).build();
    compiled.map_err(|fault| reason(text, &fault))
}

fn set(texts: &[String]) -> Result<RegexSet, String> {
    texts.iter().try_for_each(|text| regex(text).map(drop))?;
    let compiled = RegexSetBuilder::new(texts.iter().map(|text| from_go(text)))
        .size_limit(4 * SIZE_LIMIT)
        .build();
    compiled.map_err(|fault| reason("all together", &fault))
}

/// An expression for texts in which `*` stands for any bytes.
pub(super) fn glob(text: &str) -> Result<Regex, String> {
    let parts: Vec<String> = text.split('*').map(regex::escape).collect();
    Regex::new(&format!(r"(?s)\A{}\z", parts.join(".*"))).map_err(|fault| reason(text, &fault))
}

fn reason(text: &str, fault: &regex::Error) -> String {
    match fault {
        regex::Error::CompiledTooBig(_) => format!("{text}: too large once compiled"),
        other => format!("{text}: {other}"),
    }
}
