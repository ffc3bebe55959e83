//! The rewriting walk over one span or header. Bytes of fields without a finding are copied as they
//! are.

use std::collections::BTreeSet;

use spanmill_scan::Entity;

use crate::redact::{Counts, Location, NUM_KINDS};
use crate::redact_policy::{Found, MASK, Operator, Policy, Rule, UNREAD};
use crate::values::key_at;
use crate::wire::{Extent, Reader, put_bytes};

/// A replacement can bring what stood beside it into view, so texts are read again; then the value
/// goes whole.
const MAX_ROUNDS: usize = 4;
/// Attributes that the walk itself writes on spans.
const OWN: [&[u8]; 6] = [
    b"spanmill.redaction.count",
    b"spanmill.redaction.entities",
    b"redaction.masked.count",
    b"redaction.masked.keys",
    b"redaction.redacted.count",
    b"redaction.redacted.keys",
];

/// Messages that hold text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Span,
    Event,
    Link,
    Status,
    ResourceHeader,
    Resource,
    ScopeHeader,
    Scope,
    TopPair,
    Pair,
    Any,
    Array,
    List,
}

enum Edit {
    Keep,
    Remove,
    Replace(Vec<u8>),
}

/// A walk; what it finds in one message is in the fields until `begin`.
pub(crate) struct Redactor<'a> {
    policy: &'a Policy,
    pub counts: Counts,
    pub errors: u64,
    location: Location,
    pub hits: u32,
    pub kinds: [bool; NUM_KINDS],
    masked: BTreeSet<Vec<u8>>,
    removed: BTreeSet<Vec<u8>>,
}

impl<'a> Redactor<'a> {
    pub(crate) fn new(policy: &'a Policy) -> Self {
        Self {
            policy,
            counts: Counts::default(),
            errors: 0,
            location: Location::Attribute,
            hits: 0,
            kinds: [false; NUM_KINDS],
            masked: BTreeSet::new(),
            removed: BTreeSet::new(),
        }
    }

    /// Rewrite a message of the outermost kind. None where nothing changes.
    pub(crate) fn rewrite(&mut self, bytes: &[u8], kind: Kind, at: Location) -> Option<Vec<u8>> {
        self.location = at;
        self.hits = 0;
        self.kinds = [false; NUM_KINDS];
        self.masked.clear();
        self.removed.clear();
        self.message(bytes, kind, false)
    }

    fn message(&mut self, bytes: &[u8], kind: Kind, is_masked: bool) -> Option<Vec<u8>> {
        let (mut out, mut from, mut is_changed) = (Vec::new(), 0, false);
        let mut reader = Reader::whole(bytes);
        while !reader.is_done() {
            let start = reader.pos();
            // These bytes were walked when they came in, so no fault can be found here.
            let Ok(tag) = reader.tag() else { break };
            let edit = if tag & 7 == 2 {
                let Ok(at) = reader.extent() else { break };
                self.field(kind, tag, at.of(bytes), is_masked)
            } else {
                if reader.skip(tag, 0).is_err() {
                    break;
                }
                self.scalar(kind, tag, is_masked)
            };
            let number = if matches!(tag, 0x10 | 0x18 | 0x21) && kind == Kind::Any {
                1
            } else {
                tag >> 3
            };
            match edit {
                Edit::Keep => continue,
                Edit::Remove => out.extend_from_slice(bytes.get(from..start).unwrap_or_default()),
                Edit::Replace(new) => {
                    out.extend_from_slice(bytes.get(from..start).unwrap_or_default());
                    put_bytes(&mut out, number, &new);
                }
            }
            (from, is_changed) = (reader.pos(), true);
        }
        out.extend_from_slice(bytes.get(from..).filter(|_| is_changed)?);
        Some(out)
    }

    /// A number under a blocked key becomes the mask: it could be guessed from nothing else.
    fn scalar(&mut self, kind: Kind, tag: u32, is_masked: bool) -> Edit {
        if !is_masked || kind != Kind::Any || !matches!(tag, 0x10 | 0x18 | 0x21) {
            return Edit::Keep;
        }
        self.note(Counts::BLOCKED_KEY);
        Edit::Replace(MASK.to_vec())
    }

    fn field(&mut self, kind: Kind, tag: u32, bytes: &[u8], is_masked: bool) -> Edit {
        let inner = match (kind, tag) {
            (Kind::Span, 0x2a) => return self.text_at(Location::Name, bytes),
            (Kind::Status, 0x12) => return self.text_at(Location::Status, bytes),
            (Kind::Event, 0x12) | (Kind::Scope, 0x0a | 0x12) => return self.text(bytes, false),
            (Kind::Any, 0x0a) => return self.text(bytes, is_masked),
            (Kind::Any, 0x3a) => return self.raw(bytes, is_masked),
            (Kind::Span, 0x5a) => return self.inside(Location::Event, Kind::Event, bytes),
            (Kind::Span, 0x6a) => return self.inside(Location::Link, Kind::Link, bytes),
            (Kind::Span, 0x4a)
            | (Kind::Event | Kind::Scope, 0x1a)
            | (Kind::Link, 0x22)
            | (Kind::Resource, 0x0a) => return self.pair(bytes, true, false),
            (Kind::List, 0x0a) => return self.pair(bytes, false, is_masked),
            (Kind::Span, 0x7a) => Kind::Status,
            (Kind::ResourceHeader, 0x0a) => Kind::Resource,
            (Kind::ScopeHeader, 0x0a) => Kind::Scope,
            (Kind::TopPair | Kind::Pair, 0x12) | (Kind::Array, 0x0a) => Kind::Any,
            (Kind::Any, 0x2a) => Kind::Array,
            (Kind::Any, 0x32) => Kind::List,
            _ => return Edit::Keep,
        };
        self.message(bytes, inner, is_masked)
            .map_or(Edit::Keep, Edit::Replace)
    }

    fn inside(&mut self, location: Location, kind: Kind, bytes: &[u8]) -> Edit {
        let before = std::mem::replace(&mut self.location, location);
        let new = self.message(bytes, kind, false);
        self.location = before;
        new.map_or(Edit::Keep, Edit::Replace)
    }

    fn text_at(&mut self, location: Location, bytes: &[u8]) -> Edit {
        let before = std::mem::replace(&mut self.location, location);
        let edit = self.text(bytes, false);
        self.location = before;
        edit
    }

    fn pair(&mut self, bytes: &[u8], is_top: bool, is_masked: bool) -> Edit {
        let key = key_at(
            bytes,
            Extent {
                start: 0,
                end: bytes.len(),
            },
        )
        .of(bytes);
        if is_top && OWN.contains(&key) {
            return Edit::Keep;
        }
        let rule = if is_masked {
            Rule::Mask
        } else {
            self.policy.rule(key, is_top)
        };
        let kind = if is_top { Kind::TopPair } else { Kind::Pair };
        match rule {
            Rule::Keep => Edit::Keep,
            Rule::Remove => {
                self.removed.insert(key.to_vec());
                Edit::Remove
            }
            Rule::Mask | Rule::Scan => match self.message(bytes, kind, rule == Rule::Mask) {
                None => Edit::Keep,
                Some(new) => {
                    if is_top {
                        self.masked.insert(key.to_vec());
                    }
                    Edit::Replace(new)
                }
            },
        }
    }

    /// Bytes are read where they are text.
    fn raw(&mut self, bytes: &[u8], is_masked: bool) -> Edit {
        if is_masked || std::str::from_utf8(bytes).is_ok() {
            return self.text(bytes, is_masked);
        }
        Edit::Keep
    }

    fn text(&mut self, text: &[u8], is_masked: bool) -> Edit {
        if text.is_empty() || is_masked && text == MASK {
            return Edit::Keep;
        }
        if is_masked {
            self.note(Counts::BLOCKED_KEY);
            return Edit::Replace(MASK.to_vec());
        }
        if text.len() > self.policy.spec.max_value_bytes {
            return self.unread();
        }
        let mut current: Option<Vec<u8>> = None;
        for round in 0..MAX_ROUNDS {
            let source = current.as_deref().unwrap_or(text);
            let Some(found) = self.policy.find(source, round == 0) else {
                return self.unread();
            };
            if found.is_empty() {
                return current.map_or(Edit::Keep, Edit::Replace);
            }
            for each in &found {
                self.note(
                    each.entity
                        .map_or(Counts::BLOCKED_VALUE, |entity| entity as usize),
                );
            }
            if self.policy.spec.operator == Operator::Detect {
                return Edit::Keep;
            }
            current = Some(self.replaced(source, &found));
        }
        self.unread()
    }

    fn unread(&mut self) -> Edit {
        self.errors += 1;
        self.note(Counts::UNREAD);
        Edit::Replace(UNREAD.to_vec())
    }

    fn replaced(&self, text: &[u8], found: &[Found]) -> Vec<u8> {
        let mut out = Vec::with_capacity(text.len());
        let mut from = 0;
        for each in found {
            out.extend_from_slice(text.get(from..each.start).unwrap_or_default());
            match each.entity {
                Some(entity) if self.policy.spec.operator == Operator::Placeholder => {
                    out.extend_from_slice(placeholder(entity).as_bytes());
                }
                _ => out.extend_from_slice(MASK),
            }
            from = each.end;
        }
        out.extend_from_slice(text.get(from..).unwrap_or_default());
        out
    }

    fn note(&mut self, kind: usize) {
        self.hits = self.hits.saturating_add(1);
        self.counts.add(kind, self.location);
        if let Some(seen) = self.kinds.get_mut(kind) {
            *seen = true;
        }
    }

    /// Append the attributes that say what was done to a span.
    pub(crate) fn put_summary(&self, out: &mut Vec<u8>) {
        if self.hits > 0 {
            put_attribute(out, OWN[0], &int(u64::from(self.hits)));
            let mut array = Vec::new();
            for (kind, _) in self.kinds.iter().enumerate().filter(|(_, seen)| **seen) {
                put_bytes(&mut array, 1, &text(Counts::name(kind).as_bytes()));
            }
            let mut value = Vec::new();
            put_bytes(&mut value, 5, &array);
            put_attribute(out, OWN[1], &value);
        }
        for (keys, count, names) in [(&self.masked, 2, 3), (&self.removed, 4, 5)] {
            if keys.is_empty() {
                continue;
            }
            if self.policy.spec.counts {
                put_attribute(out, OWN[count], &int(keys.len() as u64));
            }
            if self.policy.spec.keys {
                let joined = keys
                    .iter()
                    .map(Vec::as_slice)
                    .collect::<Vec<_>>()
                    .join(&b","[..]);
                put_attribute(out, OWN[names], &text(&joined));
            }
        }
    }

    /// True for an attribute that `put_summary` writes.
    pub(crate) fn is_own(key: &[u8]) -> bool {
        OWN.contains(&key)
    }
}

fn placeholder(entity: Entity) -> String {
    format!("[{}]", entity.name().to_ascii_uppercase())
}

fn int(value: u64) -> Vec<u8> {
    let mut out = vec![0x18];
    crate::wire::put_varint(&mut out, value);
    out
}

fn text(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    put_bytes(&mut out, 1, text);
    out
}

fn put_attribute(out: &mut Vec<u8>, key: &[u8], value: &[u8]) {
    let mut pair = Vec::new();
    put_bytes(&mut pair, 1, key);
    put_bytes(&mut pair, 2, value);
    put_bytes(out, 9, &pair);
}
