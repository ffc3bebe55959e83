//! Which rules hold where: under a resource, in spans of a name or a kind.

use regex::bytes::Regex;

use super::policy::{Rule, glob};
use super::rewrite::{Outcome, rewrite};
use super::value::key_of;
use crate::wire::Reader;

/// Rules that hold, bit `n` for rule `n`.
pub type Mask = u64;

/// Most rules of a policy.
pub const MAX_RULES: usize = 64;

/// What a rule asks of the place.
#[derive(Debug)]
struct Conditions {
    /// Attributes of the resource, each with the values that fit.
    resource: Vec<(Vec<u8>, Vec<Regex>)>,
    names: Vec<Regex>,
    kinds: Vec<u64>,
}

impl Conditions {
    fn new(rule: &Rule) -> Result<Self, String> {
        let globs = |texts: &[String]| -> Result<Vec<Regex>, String> {
            texts.iter().map(|text| glob(text)).collect()
        };
        let attribute = |(key, values): &(String, Vec<String>)| {
            globs(values).map(|values| (key.clone().into_bytes(), values))
        };
        Ok(Self {
            resource: rule
                .resource
                .iter()
                .map(attribute)
                .collect::<Result<_, _>>()?,
            names: globs(&rule.span_names)?,
            kinds: rule.span_kinds.clone(),
        })
    }

    fn is_of_spans(&self) -> bool {
        !self.names.is_empty() || !self.kinds.is_empty()
    }

    fn fits_span(&self, name: &[u8], kind: u64) -> bool {
        (self.names.is_empty() || self.names.iter().any(|glob| glob.is_match(name)))
            && (self.kinds.is_empty() || self.kinds.contains(&kind))
    }

    fn fits_resource(&self, header: &[u8]) -> bool {
        self.resource.iter().all(|(key, globs)| {
            let mut is_met = false;
            each(header, 0x0a, |resource| {
                each(resource, 0x0a, |pair| {
                    is_met |= key_of(pair) == &key[..] && has_value(pair, globs);
                });
            });
            is_met
        })
    }
}

/// True where the value in `pair` is a text that fits.
fn has_value(pair: &[u8], globs: &[Regex]) -> bool {
    let mut is_met = false;
    each(pair, 0x12, |value| {
        each(value, 0x0a, |text| {
            is_met |= globs.iter().any(|glob| glob.is_match(text));
        });
    });
    is_met
}

/// Show every field of this tag to `visit`.
pub(super) fn each(message: &[u8], wanted: u32, mut visit: impl FnMut(&[u8])) {
    rewrite(message, |tag, bytes| {
        if tag == wanted {
            visit(bytes);
        }
        Outcome::Keep
    });
}

/// The conditions of all rules.
#[derive(Debug)]
pub struct Rules(Vec<Conditions>);

impl Rules {
    /// Compile the conditions.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn new(rules: &[Rule]) -> Result<Self, String> {
        if rules.len() > MAX_RULES {
            return Err(format!("{} rules, at most {MAX_RULES}", rules.len()));
        }
        Ok(Self(
            rules
                .iter()
                .map(Conditions::new)
                .collect::<Result<_, _>>()?,
        ))
    }

    /// True where any rule asks something of the place.
    pub fn is_conditional(&self) -> bool {
        self.0
            .iter()
            .any(|rule| rule.is_of_spans() || !rule.resource.is_empty())
    }

    /// Rules that hold under a resource.
    pub fn of_resource(&self, header: &[u8]) -> Mask {
        self.mask(|rule| rule.fits_resource(header))
    }

    /// Rules that hold in a span, whatever the resource.
    pub fn of_span(&self, span: &[u8]) -> Mask {
        let (mut name, mut kind) = (Vec::new(), 0);
        rewrite(span, |tag, bytes| {
            match tag {
                0x2a => name = bytes.to_vec(),
                0x30 => kind = Reader::whole(bytes).varint().unwrap_or(0),
                _ => (),
            }
            Outcome::Keep
        });
        self.mask(|rule| rule.fits_span(&name, kind))
    }

    /// Rules that hold in headers: those that ask nothing of spans.
    pub fn of_headers(&self) -> Mask {
        self.mask(|rule| !rule.is_of_spans())
    }

    fn mask(&self, holds: impl Fn(&Conditions) -> bool) -> Mask {
        self.0.iter().enumerate().fold(0, |mask, (index, rule)| {
            mask | u64::from(holds(rule)) << index
        })
    }
}
