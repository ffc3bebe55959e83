//! What to take out: the compiled policy and the texts that replace findings.

use std::collections::HashSet;

use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};
use spanmill_scan::{Entity, Hit, Scanner};

const SIZE_LIMIT: usize = 1 << 20;
/// More findings of users' expressions in one text than this are an exhausted budget.
const MAX_MATCHES: usize = 1000;
/// What stands for a value that could not be read.
pub(crate) const UNREAD: &[u8] = b"[REDACTED]";
/// What stands for a blocked value, as the Collector writes it.
pub(crate) const MASK: &[u8] = b"****";
/// Keys of identifiers and enumerations, in which nothing personal can be.
const SKIPPED: [&[u8]; 6] = [
    b"gen_ai.request.model",
    b"gen_ai.response.model",
    b"gen_ai.operation.name",
    b"gen_ai.provider.name",
    b"gen_ai.system",
    b"http.response.status_code",
];

/// What to do with a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `[EMAIL]`.
    Placeholder,
    /// `****`.
    Mask,
    /// Only count.
    Detect,
}

/// A policy before it is compiled.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a setting of its own"
)]
#[derive(Clone, Debug)]
pub struct PolicySpec {
    /// Keep all attributes.
    pub allow_all_keys: bool,
    /// Attributes to keep otherwise.
    pub allowed_keys: Vec<String>,
    /// Attributes that are not read.
    pub ignored_keys: Vec<String>,
    /// The same by expression.
    pub ignored_key_patterns: Vec<String>,
    /// Attributes whose value is replaced.
    pub blocked_key_patterns: Vec<String>,
    /// Texts to replace.
    pub blocked_values: Vec<String>,
    /// Findings to leave alone.
    pub allowed_values: Vec<String>,
    /// Kinds to find.
    pub entities: Vec<String>,
    /// What to do with findings.
    pub operator: Operator,
    /// Leave private addresses alone.
    pub allow_private_ips: bool,
    /// Longest text to read.
    pub max_value_bytes: usize,
    /// Write the Collector's counts.
    pub counts: bool,
    /// Write the Collector's lists of keys.
    pub keys: bool,
}

/// A compiled policy.
#[derive(Debug)]
pub struct Policy {
    pub(crate) spec: PolicySpec,
    allowed: HashSet<Vec<u8>>,
    ignored: HashSet<Vec<u8>>,
    ignored_patterns: RegexSet,
    blocked_keys: RegexSet,
    blocked_values: Vec<Regex>,
    allowed_values: RegexSet,
    scanner: Scanner,
}

/// What the policy says of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    Keep,
    Remove,
    Mask,
    Scan,
}

/// A finding: an entity, or None for a user's expression.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub start: usize,
    pub end: usize,
    pub entity: Option<Entity>,
}

impl Policy {
    /// Compile a policy.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn new(spec: PolicySpec) -> Result<Self, String> {
        let entity = |name: &String| {
            let known = Entity::ALL.into_iter().find(|entity| entity.name() == name);
            known.ok_or_else(|| format!("unknown entity {name:?}"))
        };
        let entities = spec
            .entities
            .iter()
            .map(entity)
            .collect::<Result<Vec<_>, _>>()?;
        let whole: Vec<String> = spec
            .allowed_values
            .iter()
            .map(|text| format!(r"\A(?:{text})\z"))
            .collect();
        Ok(Self {
            allowed: bytes_of(&spec.allowed_keys),
            ignored: bytes_of(&spec.ignored_keys),
            ignored_patterns: set(&spec.ignored_key_patterns)?,
            blocked_keys: set(&spec.blocked_key_patterns)?,
            blocked_values: spec
                .blocked_values
                .iter()
                .map(|pattern| one(pattern))
                .collect::<Result<_, _>>()?,
            allowed_values: set(&whole)?,
            scanner: Scanner::new(&entities, spec.allow_private_ips),
            spec,
        })
    }

    /// What to do with an attribute; `is_top` where it is one of a span, event, link or header
    /// itself.
    pub(crate) fn rule(&self, key: &[u8], is_top: bool) -> Rule {
        let text = std::str::from_utf8(key).unwrap_or_default();
        if self.ignored.contains(key) || self.ignored_patterns.is_match(text) {
            return Rule::Keep;
        }
        if is_top && !self.spec.allow_all_keys && !self.allowed.contains(key) {
            return Rule::Remove;
        }
        if self.blocked_keys.is_match(text) {
            return Rule::Mask;
        }
        if SKIPPED.contains(&key) || key.starts_with(b"gen_ai.usage.") {
            return Rule::Keep;
        }
        Rule::Scan
    }

    /// Findings of `text`, apart from each other. None where users' expressions find too many.
    pub(crate) fn find(&self, text: &[u8], is_first: bool) -> Option<Vec<Found>> {
        let mut hits: Vec<Hit> = Vec::new();
        self.scanner.scan(text, &mut hits);
        let own = hits.into_iter().map(|hit| Found {
            start: hit.start,
            end: hit.end,
            entity: Some(hit.entity),
        });
        let mut found: Vec<Found> = own.collect();
        if is_first && !self.blocked_values.is_empty() {
            let text = std::str::from_utf8(text).ok()?;
            for pattern in &self.blocked_values {
                let matches = pattern.find_iter(text).take(MAX_MATCHES + 1);
                let before = found.len();
                found.extend(matches.filter(|each| !each.is_empty()).map(|each| Found {
                    start: each.start(),
                    end: each.end(),
                    entity: None,
                }));
                if found.len() - before > MAX_MATCHES {
                    return None;
                }
            }
        }
        if !self.allowed_values.is_empty() {
            found.retain(|each| {
                let spelled = text.get(each.start..each.end).unwrap_or_default();
                !std::str::from_utf8(spelled).is_ok_and(|text| self.allowed_values.is_match(text))
            });
        }
        Some(apart(found))
    }
}

/// Join findings that overlap; the first one names the whole.
fn apart(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|each| (each.start, std::cmp::Reverse(each.end)));
    let mut out: Vec<Found> = Vec::with_capacity(found.len());
    for each in found {
        match out.last_mut() {
            Some(last) if each.start < last.end => last.end = last.end.max(each.end),
            _ => out.push(each),
        }
    }
    out
}

fn bytes_of(keys: &[String]) -> HashSet<Vec<u8>> {
    keys.iter().map(|key| key.as_bytes().to_vec()).collect()
}

fn set(patterns: &[String]) -> Result<RegexSet, String> {
    let built = RegexSetBuilder::new(patterns)
        .size_limit(SIZE_LIMIT)
        .build();
    built.map_err(|error| error.to_string())
}

fn one(pattern: &str) -> Result<Regex, String> {
    let built = RegexBuilder::new(pattern).size_limit(SIZE_LIMIT).build();
    built.map_err(|error| error.to_string())
}
