//! `KeyValue` and `AnyValue`: the key decides, texts are read, everything else keeps its bytes.

use super::keys::{Action, Decision, Reading};
use super::policy::Summary;
use super::report::{Kind, Location};
use super::rewrite::{Outcome, rewrite};
use super::text::Finding;
use super::walk::Redactor;
use crate::values::key_at;
use crate::wire::{Extent, MAX_DEPTH, Reader, put_bytes};

/// Smallest integer that can be a number of a card or a telephone.
const MIN_NUMBER: u64 = 100_000_000;

/// Where a value stands.
#[derive(Clone, Copy, Debug)]
pub struct Place<'r> {
    /// For the counts.
    pub location: Location,
    /// How texts are scanned.
    pub reading: &'r Reading,
    /// Everything below is replaced.
    pub is_masked: bool,
    /// Messages around it.
    pub depth: usize,
}

/// Key of the `KeyValue` in `pair`.
pub fn key_of(pair: &[u8]) -> &[u8] {
    key_at(
        pair,
        Extent {
            start: 0,
            end: pair.len(),
        },
    )
    .of(pair)
}

impl Redactor<'_> {
    /// An attribute at the top level of a list.
    pub(super) fn attribute(&mut self, pair: &[u8], location: Location) -> Outcome {
        let key = key_of(pair);
        if self.report.details.is_some() {
            self.key = self.shown(key);
        }
        let decision = self.keys.decision(key);
        match decision.action {
            Action::Ignore => {
                self.audit.ignored += 1;
                return Outcome::Keep;
            }
            Action::Remove => {
                self.note(Kind::RemovedKey, location);
                self.detail(&Finding::none(Kind::RemovedKey), None, location);
                let is_named = self.policy.spec.summary == Summary::Debug;
                let name = if is_named {
                    self.shown(key)
                } else {
                    Vec::new()
                };
                self.audit.removed.push(name);
                return Outcome::Drop;
            }
            Action::Mask | Action::Scan => (),
        }
        self.is_dropped = false;
        self.is_allowed = false;
        let place = Place {
            location,
            reading: &decision.reading,
            is_masked: decision.action == Action::Mask,
            depth: 0,
        };
        let new = self.pair(pair, place, &decision);
        self.key.clear();
        self.listed(key, new)
    }

    fn listed(&mut self, key: &[u8], new: Option<Vec<u8>>) -> Outcome {
        let name = new.as_deref().map_or(key, key_of);
        if self.is_allowed {
            self.audit.allowed.push(name.to_vec());
        }
        if std::mem::take(&mut self.is_dropped) {
            self.audit.removed.push(name.to_vec());
            return Outcome::Drop;
        }
        let Some(new) = new else { return Outcome::Keep };
        self.audit.masked.push(key_of(&new).to_vec());
        Outcome::Replace(new)
    }

    fn pair(&mut self, pair: &[u8], place: Place<'_>, decision: &Decision) -> Option<Vec<u8>> {
        let place = Place {
            depth: place.depth + 1,
            ..place
        };
        let is_clean = decision.is_clean.get();
        let known = is_clean.then(|| key_of(pair));
        let keyed = if is_clean {
            None
        } else {
            rewrite(pair, |tag, bytes| match tag {
                0x0a => self.key(bytes, place, decision),
                _ => Outcome::Keep,
            })
        };
        // What is left of the key may say something of the value, and would to a second pass.
        let left = keyed.as_deref().filter(|_| !place.is_masked);
        let both = left.map(|pair| {
            let left = self.keys.decision(key_of(pair));
            place.reading.with(&left.reading)
        });
        let place = Place {
            reading: both.as_ref().unwrap_or(place.reading),
            ..place
        };
        let valued = rewrite(keyed.as_deref().unwrap_or(pair), |tag, bytes| match tag {
            0x0a if !is_clean || known == Some(bytes) => Outcome::Keep,
            0x0a => self.key(bytes, place, decision),
            0x12 => changed(self.value(bytes, place)),
            _ => self.unknown(bytes, place.location),
        });
        valued.or(keyed)
    }

    /// A pair further in.
    fn inner_pair(&mut self, pair: &[u8], place: Place<'_>) -> Option<Vec<u8>> {
        let decision = self.keys.decision(key_of(pair));
        let both = (!decision.is_plain).then(|| place.reading.with(&decision.reading));
        let place = Place {
            reading: both.as_ref().unwrap_or(place.reading),
            is_masked: place.is_masked || decision.is_blocked,
            ..place
        };
        self.pair(pair, place, &decision)
    }

    /// Keys are text as well: a map by e-mail address has them.
    fn key(&mut self, key: &[u8], place: Place<'_>, decision: &Decision) -> Outcome {
        let plain = self.plain();
        let hits = self.hits();
        let outcome = self.text(key, &plain, place.location);
        decision.is_clean.set(self.hits() == hits);
        outcome
    }

    fn value(&mut self, value: &[u8], place: Place<'_>) -> Option<Vec<u8>> {
        if place.depth > MAX_DEPTH {
            self.note(Kind::Unread, place.location);
            return Some(text_value(super::text::UNREAD));
        }
        let place = Place {
            depth: place.depth + 1,
            ..place
        };
        rewrite(value, |tag, bytes| match tag {
            0x0a | 0x3a if place.is_masked => self.masked(tag, bytes, place.location),
            0x0a | 0x3a => self.text(bytes, place.reading, place.location),
            0x2a => changed(self.array(bytes, place)),
            0x32 => changed(self.list(bytes, place)),
            0x10 | 0x18 | 0x21 => self.scalar(tag, bytes, place),
            _ => self.unknown(bytes, place.location),
        })
    }

    fn array(&mut self, array: &[u8], place: Place<'_>) -> Option<Vec<u8>> {
        let place = Place {
            depth: place.depth + 1,
            ..place
        };
        rewrite(array, |tag, bytes| match tag {
            0x0a => changed(self.value(bytes, place)),
            _ => self.unknown(bytes, place.location),
        })
    }

    fn list(&mut self, list: &[u8], place: Place<'_>) -> Option<Vec<u8>> {
        let place = Place {
            depth: place.depth + 1,
            ..place
        };
        rewrite(list, |tag, bytes| match tag {
            0x0a => changed(self.inner_pair(bytes, place)),
            _ => self.unknown(bytes, place.location),
        })
    }

    /// A text or bytes under a blocked key.
    fn masked(&mut self, tag: u32, value: &[u8], location: Location) -> Outcome {
        let mut new = Vec::new();
        self.policy.hasher.put_masked(value, &mut new);
        if value.is_empty() || new == value {
            return Outcome::Keep;
        }
        self.note(Kind::BlockedKey, location);
        let whole = Finding {
            end: value.len(),
            ..Finding::none(Kind::BlockedKey)
        };
        self.detail(&whole, None, location);
        debug_assert!(tag & 7 == 2, "texts and bytes are delimited by length");
        Outcome::Replace(new)
    }

    /// Numbers and booleans; a replaced one becomes a text.
    fn scalar(&mut self, tag: u32, bytes: &[u8], place: Place<'_>) -> Outcome {
        if !place.is_masked && !self.reads_scalar(tag, bytes, place) {
            return Outcome::Keep;
        }
        let text = spelled(tag, bytes);
        let outcome = if place.is_masked {
            self.masked(0x0a, text.as_bytes(), place.location)
        } else {
            self.text(text.as_bytes(), place.reading, place.location)
        };
        match outcome {
            Outcome::Replace(new) => {
                let mut field = Vec::new();
                put_bytes(&mut field, 1, &new);
                Outcome::Instead(field)
            }
            other => other,
        }
    }

    fn reads_scalar(&self, tag: u32, bytes: &[u8], place: Place<'_>) -> bool {
        let spec = &self.policy.spec;
        let is_large = || {
            Reader::whole(bytes)
                .varint()
                .is_ok_and(|value| value.cast_signed().unsigned_abs() >= MIN_NUMBER)
        };
        spec.redact_all_types
            || tag == 0x18 && (place.reading.meaning.whole.is_some() || is_large())
    }
}

fn changed(new: Option<Vec<u8>>) -> Outcome {
    new.map_or(Outcome::Keep, Outcome::Replace)
}

fn text_value(text: &[u8]) -> Vec<u8> {
    let mut value = Vec::new();
    put_bytes(&mut value, 1, text);
    value
}

/// A scalar as it is written.
fn spelled(tag: u32, bytes: &[u8]) -> String {
    let mut reader = Reader::whole(bytes);
    match tag {
        0x10 => (reader.varint() != Ok(0)).to_string(),
        0x18 => reader.varint().unwrap_or(0).cast_signed().to_string(),
        _ => f64::from_bits(reader.fixed64().unwrap_or(0)).to_string(),
    }
}
