//! The strict walk over `KeyValue` and `AnyValue`, without recursion.
//!
//! Semantics are protobuf's: of two keys the last counts; of two `value` fields, or of two members
//! of the oneof, the last
//! counts, except that arrays and lists given twice in a row are one longer array or list.
#![deny(clippy::indexing_slicing)]
#![allow(
    clippy::inline_always,
    reason = "called once an attribute; without it a value goes through memory"
)]

use crate::cell::Value;
use crate::wire::{Extent, Fault, MAX_DEPTH, Reader, is_utf8};

/// One attribute as the walk finds it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// Where the key lies.
    pub key: Extent,
    /// The value.
    pub value: Value,
}

/// A walk over one buffer. Framing faults end it; bad text is noted, and the walk goes on to check
/// the framing behind it.
#[derive(Debug)]
pub struct Walker<'a> {
    pub(crate) buffer: &'a [u8],
    pub(crate) soft: Option<Fault>,
    open: Vec<(Extent, Kind)>,
}

/// Messages that nest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Any,
    Array,
    List,
    Pair,
}

impl<'a> Walker<'a> {
    /// Begin a walk over `buffer`.
    #[must_use]
    pub fn new(buffer: &'a [u8]) -> Self {
        Self {
            buffer,
            soft: None,
            open: Vec::new(),
        }
    }

    /// Note a fault of the span under the walk; the first one counts.
    #[inline]
    pub(crate) fn note(&mut self, fault: Fault) {
        self.soft.get_or_insert(fault);
    }

    /// Check that the text at `at` is UTF-8.
    #[inline]
    pub(crate) fn text(&mut self, at: Extent) {
        if !is_utf8(at.of(self.buffer)) {
            self.note(Fault::BadUtf8);
        }
    }

    /// Read the `KeyValue` at `at`, which is at level `depth`.
    ///
    /// # Errors
    /// Any framing fault.
    #[inline(always)]
    pub(crate) fn pair(&mut self, at: Extent, depth: usize) -> Result<Pair, Fault> {
        if let Some(pair) = usual_pair(self.buffer, at) {
            self.text(pair.key);
            if let Value::Text(text) = pair.value {
                self.text(text);
            }
            return Ok(pair);
        }
        self.any_pair(at, depth)
    }

    #[cold]
    fn any_pair(&mut self, at: Extent, depth: usize) -> Result<Pair, Fault> {
        let mut pair = Pair {
            key: Extent {
                start: at.start,
                end: at.start,
            },
            value: Value::Empty,
        };
        let mut reader = Reader::new(self.buffer, at);
        while !reader.is_done() {
            match reader.tag()? {
                0x0a => {
                    pair.key = reader.extent()?;
                    self.text(pair.key);
                }
                0x12 => {
                    let value = reader.extent()?;
                    self.value(value, depth + 1, &mut pair.value)?;
                }
                tag => reader.skip(tag, depth)?,
            }
        }
        Ok(pair)
    }

    /// Read the `AnyValue` at `at` into `value`, which holds what earlier fields have set.
    fn value(&mut self, at: Extent, depth: usize, value: &mut Value) -> Result<(), Fault> {
        let mut reader = Reader::new(self.buffer, at);
        while !reader.is_done() {
            let tag = reader.tag()?;
            *value = match tag {
                0x0a | 0x3a => {
                    let bytes = reader.extent()?;
                    if tag == 0x0a {
                        self.checked(bytes)
                    } else {
                        Value::Bytes(bytes)
                    }
                }
                0x10 => Value::Bool(reader.varint()? != 0),
                0x18 => Value::Int(reader.varint()?.cast_signed()),
                0x21 => Value::Double(f64::from_bits(reader.fixed64()?)),
                0x2a => {
                    self.nested(reader.extent()?, Kind::Array, depth + 1)?;
                    Value::Array
                }
                0x32 => {
                    self.nested(reader.extent()?, Kind::List, depth + 1)?;
                    Value::KvList
                }
                // The index into a string table is a member of the oneof, but has no meaning in a
                // trace.
                0x40 => {
                    reader.varint()?;
                    Value::Empty
                }
                tag => {
                    reader.skip(tag, depth)?;
                    continue;
                }
            };
        }
        Ok(())
    }

    fn checked(&mut self, bytes: Extent) -> Value {
        self.text(bytes);
        Value::Text(bytes)
    }

    /// Check everything below an array or a list; `depth` is the level of the message at `at`.
    fn nested(&mut self, at: Extent, kind: Kind, depth: usize) -> Result<(), Fault> {
        self.open.clear();
        self.open.push((at, kind));
        while let Some((at, kind)) = self.open.pop() {
            let level = depth + self.open.len();
            if level > MAX_DEPTH {
                return Err(Fault::TooDeep);
            }
            if let Some((inner, inner_kind, pos)) = self.until_inner(at, kind, level)? {
                self.open.push((
                    Extent {
                        start: pos,
                        end: at.end,
                    },
                    kind,
                ));
                self.open.push((inner, inner_kind));
            }
        }
        Ok(())
    }

    /// Read on until a message begins inside this one. Gives it, and where this one goes on behind
    /// it.
    fn until_inner(
        &mut self,
        at: Extent,
        kind: Kind,
        level: usize,
    ) -> Result<Option<(Extent, Kind, usize)>, Fault> {
        let mut reader = Reader::new(self.buffer, at);
        while !reader.is_done() {
            let tag = reader.tag()?;
            let inner = match (kind, tag) {
                (Kind::Array, 0x0a) | (Kind::Pair, 0x12) => Kind::Any,
                (Kind::List, 0x0a) => Kind::Pair,
                (Kind::Any, 0x2a) => Kind::Array,
                (Kind::Any, 0x32) => Kind::List,
                (Kind::Any | Kind::Pair, 0x0a) => {
                    let text = reader.extent()?;
                    self.text(text);
                    continue;
                }
                _ => {
                    reader.skip(tag, level)?;
                    continue;
                }
            };
            return Ok(Some((reader.extent()?, inner, reader.pos())));
        }
        Ok(None)
    }
}

/// Read the shape that every SDK emits: a short key, then a value with exactly one member. None for
/// any other shape, sound
/// or not.
#[inline(always)]
fn usual_pair(buffer: &[u8], at: Extent) -> Option<Pair> {
    let bytes = buffer.get(at.start..at.end)?;
    let [0x0a, key_len @ ..0x80, rest @ ..] = bytes else {
        return None;
    };
    let key_len = usize::from(*key_len);
    let (_, value) = rest.split_at_checked(key_len)?;
    let key = Extent {
        start: at.start + 2,
        end: at.start + 2 + key_len,
    };
    let [0x12, ..] = value else { return None };
    let mut reader = Reader::new(
        buffer,
        Extent {
            start: key.end + 1,
            end: at.end,
        },
    );
    let inner = reader.extent().ok()?;
    if inner.end != at.end {
        return None;
    }
    let value = usual_value(buffer, inner)?;
    Some(Pair { key, value })
}

#[inline(always)]
fn usual_value(buffer: &[u8], at: Extent) -> Option<Value> {
    let mut reader = Reader::new(
        buffer,
        Extent {
            start: at.start + 1,
            end: at.end,
        },
    );
    let value = match buffer.get(at.start..at.end)?.first()? {
        0x0a => Value::Text(reader.extent().ok()?),
        0x10 => Value::Bool(reader.varint().ok()? != 0),
        0x18 => Value::Int(reader.varint().ok()?.cast_signed()),
        0x21 => Value::Double(f64::from_bits(reader.fixed64().ok()?)),
        _ => return None,
    };
    (reader.pos() == at.end).then_some(value)
}

/// Where the key of the `KeyValue` at `at` lies, in bytes that were walked before. The last of
/// several counts.
#[must_use]
#[inline]
pub fn key_at(buffer: &[u8], at: Extent) -> Extent {
    let none = Extent {
        start: at.start,
        end: at.start,
    };
    usual_key(buffer, at).unwrap_or_else(|| last_key(buffer, at).unwrap_or(none))
}

/// The key of the usual shape, where a value follows that fills the rest.
#[inline]
fn usual_key(buffer: &[u8], at: Extent) -> Option<Extent> {
    let [0x0a, key_len @ ..0x80, ..] = buffer.get(at.start..at.end)? else {
        return None;
    };
    let end = at.start + 2 + usize::from(*key_len);
    if *buffer.get(end)? != 0x12 || end >= at.end {
        return None;
    }
    let mut reader = Reader::new(
        buffer,
        Extent {
            start: end + 1,
            end: at.end,
        },
    );
    (reader.extent().ok()?.end == at.end).then_some(Extent {
        start: at.start + 2,
        end,
    })
}

#[cold]
fn last_key(buffer: &[u8], at: Extent) -> Option<Extent> {
    let mut key = None;
    let mut reader = Reader::new(buffer, at);
    while !reader.is_done() {
        match reader.tag().ok()? {
            0x0a => key = Some(reader.extent().ok()?),
            tag => reader.skip(tag, 0).ok()?,
        }
    }
    key
}
