//! Attribute values as text for people and columnar files: strings as they are, numbers and
//! booleans in JSON spelling, arrays
//! and lists as JSON, bytes as base64.
//!
//! The bytes were walked before, so nesting is bounded and recursion safe.
#![deny(clippy::indexing_slicing)]

use std::borrow::Cow;
use std::collections::HashMap;

use crate::cell::{Cell, tag};
use crate::columns::View;
use crate::encoding::put_base64;
use crate::json_out::{not_finite, put_display, put_double, put_text};
use crate::wire::{Fault, Reader};

/// A value with its bytes at hand.
#[derive(Debug)]
pub enum Spelled<'a> {
    /// UTF-8 text.
    Text(&'a [u8]),
    /// A boolean.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A double.
    Double(f64),
    /// An `ArrayValue`.
    Array(Cow<'a, [u8]>),
    /// A `KeyValueList`.
    List(Cow<'a, [u8]>),
    /// Raw bytes.
    Bytes(&'a [u8]),
    /// No value.
    Empty,
}

/// Key and value of a `KeyValue`.
#[must_use]
pub fn read_pair(pair: &[u8]) -> (&[u8], Spelled<'_>) {
    let mut key: &[u8] = &[];
    let mut value = Spelled::Empty;
    // The bytes were walked before; a fault would only end the reading early.
    let _: Result<(), Fault> = (|| {
        let mut reader = Reader::whole(pair);
        while !reader.is_done() {
            match reader.tag()? {
                0x0a => key = reader.extent()?.of(pair),
                0x12 => read_any(reader.extent()?.of(pair), &mut value)?,
                tag => reader.skip(tag, 0)?,
            }
        }
        Ok(())
    })();
    (key, value)
}

/// Read an `AnyValue` into `value`, which holds what earlier fields have set.
fn read_any<'a>(any: &'a [u8], value: &mut Spelled<'a>) -> Result<(), Fault> {
    let mut reader = Reader::whole(any);
    while !reader.is_done() {
        let tag = reader.tag()?;
        *value = match tag {
            0x0a => Spelled::Text(reader.extent()?.of(any)),
            0x10 => Spelled::Bool(reader.varint()? != 0),
            0x18 => Spelled::Int(reader.varint()?.cast_signed()),
            0x21 => Spelled::Double(f64::from_bits(reader.fixed64()?)),
            0x2a => Spelled::Array(match std::mem::replace(value, Spelled::Empty) {
                Spelled::Array(before) => longer(&before, reader.extent()?.of(any)),
                _ => Cow::Borrowed(reader.extent()?.of(any)),
            }),
            0x32 => Spelled::List(match std::mem::replace(value, Spelled::Empty) {
                Spelled::List(before) => longer(&before, reader.extent()?.of(any)),
                _ => Cow::Borrowed(reader.extent()?.of(any)),
            }),
            0x3a => Spelled::Bytes(reader.extent()?.of(any)),
            0x40 => {
                reader.varint()?;
                Spelled::Empty
            }
            tag => {
                reader.skip(tag, 0)?;
                continue;
            }
        };
    }
    Ok(())
}

/// A list given twice in a row is the bytes of both.
fn longer<'a>(before: &[u8], more: &[u8]) -> Cow<'a, [u8]> {
    Cow::Owned([before, more].concat())
}

impl Spelled<'_> {
    /// Append the value as text; false, and nothing appended, where there is none.
    pub fn put(&self, out: &mut Vec<u8>) -> bool {
        match self {
            Self::Text(text) => out.extend_from_slice(text),
            Self::Bytes(bytes) => put_base64(out, bytes),
            Self::Double(value) if !value.is_finite() => {
                out.extend_from_slice(not_finite(*value).as_bytes());
            }
            Self::Empty => return false,
            _ => self.put_json(out),
        }
        true
    }

    fn put_json(&self, out: &mut Vec<u8>) {
        match self {
            Self::Text(text) => put_text(text, out),
            Self::Bool(value) => put_display(value, out),
            Self::Int(value) => put_display(value, out),
            Self::Double(value) => put_double(*value, out),
            Self::Bytes(bytes) => {
                out.push(b'"');
                put_base64(out, bytes);
                out.push(b'"');
            }
            Self::Array(values) => put_array(values, out),
            Self::List(pairs) => put_object(pairs, out),
            Self::Empty => out.extend_from_slice(b"null"),
        }
    }
}

/// The items of a message whose field 1 is repeated.
fn items(message: &[u8]) -> Vec<&[u8]> {
    let mut found = Vec::new();
    let mut reader = Reader::whole(message);
    while !reader.is_done() {
        let Ok(tag) = reader.tag() else { break };
        if tag == 0x0a {
            let Ok(at) = reader.extent() else { break };
            found.push(at.of(message));
        } else if reader.skip(tag, 0).is_err() {
            break;
        }
    }
    found
}

fn put_array(values: &[u8], out: &mut Vec<u8>) {
    out.push(b'[');
    for (index, item) in items(values).into_iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        let mut value = Spelled::Empty;
        if read_any(item, &mut value).is_ok() {
            value.put_json(out);
        }
    }
    out.push(b']');
}

/// Of a key given twice the last counts, since a JSON object holds it once.
fn put_object(pairs: &[u8], out: &mut Vec<u8>) {
    let pairs: Vec<(&[u8], Spelled<'_>)> = items(pairs).into_iter().map(read_pair).collect();
    let last: HashMap<&[u8], usize> = pairs
        .iter()
        .enumerate()
        .map(|(index, (key, _))| (*key, index))
        .collect();
    out.push(b'{');
    let empty = out.len();
    for (index, (key, value)) in pairs.iter().enumerate() {
        if last.get(key) != Some(&index) {
            continue;
        }
        if out.len() > empty {
            out.push(b',');
        }
        put_text(key, out);
        out.push(b':');
        value.put_json(out);
    }
    out.push(b'}');
}

impl View<'_> {
    /// Every value as text, None where there is none.
    #[must_use]
    pub fn spelled(self) -> Vec<Option<String>> {
        let spell = |cell: &Cell| {
            let mut out = Vec::new();
            let is_there = self.value(cell).put(&mut out);
            is_there.then(|| String::from_utf8_lossy(&out).into_owned())
        };
        self.cells().iter().map(spell).collect()
    }

    fn value(&self, cell: &Cell) -> Spelled<'_> {
        let bytes = || cell.range().of(self.blocks());
        match cell.tag {
            tag::TEXT => Spelled::Text(bytes()),
            tag::BOOL => Spelled::Bool(cell.payload != 0),
            tag::INT => Spelled::Int(cell.payload.cast_signed()),
            tag::DOUBLE => Spelled::Double(f64::from_bits(cell.payload)),
            tag::BYTES => Spelled::Bytes(bytes()),
            // The cell of an array or list keeps its whole pair.
            tag::ARRAY | tag::KVLIST => read_pair(bytes()).1,
            _ => Spelled::Empty,
        }
    }
}
