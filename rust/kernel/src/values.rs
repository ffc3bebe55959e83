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
use crate::wire::{Extent, Fault, MAX_DEPTH, Reader, SHORT_TEXT, is_ascii, is_utf8};

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
            self.texts(pair, at);
            return Ok(pair);
        }
        self.any_pair(at, depth)
    }

    /// Check the texts of the usual pair at `at`. Its tags and lengths are ASCII where its length
    /// is, so that most pairs are checked as one text.
    #[inline(always)]
    fn texts(&mut self, pair: Pair, at: Extent) {
        let Value::Text(text) = pair.value else {
            return self.text(pair.key);
        };
        if at.len() > SHORT_TEXT || !is_ascii(at.of(self.buffer)) {
            self.text(pair.key);
            self.text(text);
        }
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
/// any other shape, sound or not.
#[inline(always)]
fn usual_pair(buffer: &[u8], at: Extent) -> Option<Pair> {
    let (key, value) = usual_parts(buffer, at)?;
    let value = match value {
        [0x0a, text @ ..] => Value::Text(Extent {
            start: at.end - all_of(text)?.len(),
            end: at.end,
        }),
        [0x10, number @ ..] => Value::Bool(only_varint(number)? != 0),
        [0x18, number @ ..] => Value::Int(only_varint(number)?.cast_signed()),
        [0x21, number @ ..] => Value::Double(f64::from_le_bytes(number.try_into().ok()?)),
        _ => return None,
    };
    Some(Pair { key, value })
}

/// Where the key of the usual shape lies, and the bytes of its value.
#[inline(always)]
fn usual_parts(buffer: &[u8], at: Extent) -> Option<(Extent, &[u8])> {
    let [0x0a, key_len @ ..0x80, rest @ ..] = buffer.get(at.start..at.end)? else {
        return None;
    };
    let key_len = usize::from(*key_len);
    let [0x12, value @ ..] = rest.get(key_len..)? else {
        return None;
    };
    let start = at.start + 2;
    let key = Extent {
        start,
        end: start + key_len,
    };
    Some((key, all_of(value)?))
}

/// What a length of one or two bytes is followed by, where that is all there is.
#[inline(always)]
fn all_of(bytes: &[u8]) -> Option<&[u8]> {
    match bytes {
        [len @ ..0x80, rest @ ..] if rest.len() == usize::from(*len) => Some(rest),
        [low, high @ 1..0x80, rest @ ..]
            if *low >= 0x80
                && rest.len() == usize::from(*low & 0x7f) + (usize::from(*high) << 7) =>
        {
            Some(rest)
        }
        _ => None,
    }
}

/// The varint that is all there is.
#[inline(always)]
fn only_varint(bytes: &[u8]) -> Option<u64> {
    let mut reader = Reader::whole(bytes);
    let value = reader.varint().ok()?;
    reader.is_done().then_some(value)
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
    match usual_parts(buffer, at) {
        Some((key, _)) => key,
        None => last_key(buffer, at).unwrap_or(none),
    }
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
