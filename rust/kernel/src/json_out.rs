//! Protobuf bytes of a request to strict OTLP JSON: camel case, 64-bit integers as strings, enums
//! as numbers, ids in hex.
//!
//! The bytes were walked before, so nesting is bounded and recursion safe; what cannot be read is
//! left out.
#![deny(clippy::indexing_slicing)]

use std::borrow::Cow;

use crate::batch::Batch;
use crate::encoding::{put_base64, put_hex};
use crate::schema::{Field, Kind, Message, REQUEST};
use crate::wire::Reader;

impl Batch {
    /// The batch as strict OTLP JSON, in one line.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        let mut framed = Vec::new();
        self.frame(&mut framed, &mut Vec::new());
        let mut out = Vec::with_capacity(framed.len() * 2);
        put_message(&framed, &REQUEST, &mut out);
        out
    }
}

/// One field as read: a number's bits, or bytes.
#[derive(Clone, Copy)]
enum Raw<'a> {
    Bits(u64),
    Bytes(&'a [u8]),
}

impl<'a> Raw<'a> {
    fn bits(self) -> u64 {
        if let Self::Bits(bits) = self { bits } else { 0 }
    }

    fn bytes(self) -> &'a [u8] {
        if let Self::Bytes(bytes) = self {
            bytes
        } else {
            &[]
        }
    }

    fn is_default(self, kind: Kind) -> bool {
        match (self, kind) {
            // A 32-bit field given as a longer varint is cut to its low bits.
            (Self::Bits(bits), Kind::Int32 | Kind::Uint32 | Kind::Enum(_)) => bits << 32 == 0,
            (Self::Bits(bits), _) => bits == 0,
            (Self::Bytes(bytes), _) => bytes.is_empty(),
        }
    }
}

type Entry<'a> = (&'static Field, Raw<'a>);

/// Known fields of a message in the order of the wire.
fn entries<'a>(bytes: &'a [u8], message: &'static Message) -> Vec<Entry<'a>> {
    let mut found = Vec::new();
    let mut reader = Reader::whole(bytes);
    while !reader.is_done() {
        let Ok(tag) = reader.tag() else { break };
        let known = |field: &&Field| field.number == tag >> 3 && field.kind.wire_type() == tag & 7;
        let raw = match (tag & 7, message.fields.iter().find(known)) {
            (0, Some(_)) => reader.varint().map(Raw::Bits),
            (1, Some(_)) => reader.fixed64().map(Raw::Bits),
            (2, Some(_)) => reader.extent().map(|at| Raw::Bytes(at.of(bytes))),
            (5, Some(_)) => reader.fixed32().map(|value| Raw::Bits(u64::from(value))),
            _ => match reader.skip(tag, 0) {
                Ok(()) => continue,
                Err(_) => break,
            },
        };
        match (raw, message.fields.iter().find(known)) {
            (Ok(raw), Some(field)) => found.push((field, raw)),
            _ => break,
        }
    }
    if message.oneof {
        last_member(found)
    } else {
        found
    }
}

/// Of a oneof only the last member counts; its occurrences in a row are one value.
fn last_member(mut found: Vec<Entry<'_>>) -> Vec<Entry<'_>> {
    let Some((last, _)) = found.last() else {
        return found;
    };
    let number = last.number;
    let others = found.iter().rposition(|(field, _)| field.number != number);
    found.drain(..others.map_or(0, |index| index + 1));
    found
}

fn put_message(bytes: &[u8], message: &'static Message, out: &mut Vec<u8>) {
    let found = entries(bytes, message);
    out.push(b'{');
    let empty = out.len();
    for field in message.fields {
        let values: Vec<Raw<'_>> = found
            .iter()
            .filter(|(other, _)| other.number == field.number)
            .map(|(_, raw)| *raw)
            .collect();
        let Some(last) = values.last() else { continue };
        let is_message = matches!(field.kind, Kind::Message(_));
        if last.is_default(field.kind) && !(field.repeated || is_message || message.oneof) {
            continue;
        }
        if out.len() > empty {
            out.push(b',');
        }
        put_text(field.json.as_bytes(), out);
        out.push(b':');
        put_field(field, &values, *last, out);
    }
    out.push(b'}');
}

fn put_field(field: &'static Field, values: &[Raw<'_>], last: Raw<'_>, out: &mut Vec<u8>) {
    if !field.repeated {
        if let Kind::Message(message) = field.kind {
            return put_message(&joined(values), message, out);
        }
        return put_value(field.kind, last, out);
    }
    out.push(b'[');
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        put_value(field.kind, *value, out);
    }
    out.push(b']');
}

/// A message given several times is their bytes in a row.
fn joined<'a>(values: &[Raw<'a>]) -> Cow<'a, [u8]> {
    match values {
        [only] => Cow::Borrowed(only.bytes()),
        _ => Cow::Owned(
            values
                .iter()
                .flat_map(|value| value.bytes())
                .copied()
                .collect(),
        ),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "protobuf's rule for 32-bit fields"
)]
fn put_value(kind: Kind, raw: Raw<'_>, out: &mut Vec<u8>) {
    let bits = raw.bits();
    match kind {
        Kind::Text => put_text(raw.bytes(), out),
        Kind::Bytes => put_quoted(out, |out| put_base64(out, raw.bytes())),
        Kind::Id => put_quoted(out, |out| put_hex(out, raw.bytes())),
        Kind::Bool => out.extend_from_slice(if bits == 0 { b"false" } else { b"true" }),
        Kind::Double => put_double(f64::from_bits(bits), out),
        Kind::Int64 => put_quoted(out, |out| put_display(bits.cast_signed(), out)),
        Kind::Fixed64 => put_quoted(out, |out| put_display(bits, out)),
        Kind::Int32 | Kind::Enum(_) => put_display((bits as u32).cast_signed(), out),
        Kind::Uint32 | Kind::Fixed32 => put_display(bits as u32, out),
        Kind::Message(message) => put_message(raw.bytes(), message, out),
    }
}

fn put_quoted(out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
    out.push(b'"');
    write(out);
    out.push(b'"');
}

/// Append a number in its decimal spelling.
pub(crate) fn put_display(value: impl std::fmt::Display, out: &mut Vec<u8>) {
    out.extend_from_slice(value.to_string().as_bytes());
}

/// Append a double in its shortest spelling; JSON has no numbers for the infinities and NaN, so
/// those are strings.
pub(crate) fn put_double(value: f64, out: &mut Vec<u8>) {
    if value.is_finite() {
        out.extend_from_slice(format!("{value:?}").as_bytes());
        return;
    }
    put_quoted(out, |out| {
        out.extend_from_slice(not_finite(value).as_bytes());
    });
}

/// How protobuf's JSON spells a double that is no number.
pub(crate) fn not_finite(value: f64) -> &'static str {
    match value {
        f64::INFINITY => "Infinity",
        f64::NEG_INFINITY => "-Infinity",
        _ => "NaN",
    }
}

/// Append UTF-8 text as a JSON string.
pub(crate) fn put_text(text: &[u8], out: &mut Vec<u8>) {
    out.push(b'"');
    let mut rest = text;
    while let Some(at) = rest
        .iter()
        .position(|&byte| byte < 0x20 || byte == b'"' || byte == b'\\')
    {
        let (plain, tail) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        out.extend_from_slice(plain);
        let Some((&byte, tail)) = tail.split_first() else {
            break;
        };
        put_escape(byte, out);
        rest = tail;
    }
    out.extend_from_slice(rest);
    out.push(b'"');
}

fn put_escape(byte: u8, out: &mut Vec<u8>) {
    match byte {
        b'\n' => out.extend_from_slice(b"\\n"),
        b'\r' => out.extend_from_slice(b"\\r"),
        b'\t' => out.extend_from_slice(b"\\t"),
        b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
        _ => {
            out.extend_from_slice(b"\\u00");
            put_hex(out, &[byte]);
        }
    }
}
