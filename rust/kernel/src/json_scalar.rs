//! Scalars of OTLP JSON to protobuf fields.
#![deny(clippy::indexing_slicing)]

use std::borrow::Cow;

use crate::encoding::{read_base64, read_hex};
use crate::json_token::{JsonError, Tokens, number_len};
use crate::schema::{Field, Kind};
use crate::wire::{put_bytes, put_varint};

/// Read the next value as `field` and append the field.
///
/// # Errors
/// Where the value is of another type, or does not fit.
pub(crate) fn put_scalar(
    field: &Field,
    tokens: &mut Tokens<'_>,
    out: &mut Vec<u8>,
) -> Result<(), JsonError> {
    match field.kind {
        Kind::Text => put_bytes(out, field.number, &tokens.string()?),
        Kind::Bytes | Kind::Id => {
            let text = tokens.string()?;
            let mut bytes = Vec::with_capacity(text.len());
            let is_id = matches!(field.kind, Kind::Id);
            let read = if is_id { read_hex } else { read_base64 };
            let what = if is_id {
                "expected hex"
            } else {
                "expected base64"
            };
            read(&text, &mut bytes).ok_or_else(|| tokens.error(what))?;
            put_bytes(out, field.number, &bytes);
        }
        _ => put_number(field, tokens, out)?,
    }
    Ok(())
}

fn put_number(field: &Field, tokens: &mut Tokens<'_>, out: &mut Vec<u8>) -> Result<(), JsonError> {
    put_varint(out, u64::from(field.number << 3 | field.kind.wire_type()));
    match field.kind {
        Kind::Bool => put_varint(out, u64::from(boolean(tokens)?)),
        Kind::Double => out.extend_from_slice(&double(tokens)?.to_le_bytes()),
        Kind::Int64 => put_varint(out, integer::<i64>(tokens)?.cast_unsigned()),
        Kind::Int32 => put_varint(out, i64::from(integer::<i32>(tokens)?).cast_unsigned()),
        Kind::Uint32 => put_varint(out, u64::from(integer::<u32>(tokens)?)),
        Kind::Fixed32 => out.extend_from_slice(&integer::<u32>(tokens)?.to_le_bytes()),
        Kind::Fixed64 => out.extend_from_slice(&integer::<u64>(tokens)?.to_le_bytes()),
        Kind::Enum(names) => put_varint(out, i64::from(enumerated(names, tokens)?).cast_unsigned()),
        Kind::Text | Kind::Bytes | Kind::Id | Kind::Message(_) => (),
    }
    Ok(())
}

fn boolean(tokens: &mut Tokens<'_>) -> Result<bool, JsonError> {
    if tokens.literal("true") {
        return Ok(true);
    }
    if tokens.literal("false") {
        return Ok(false);
    }
    Err(tokens.error("expected true or false"))
}

/// A number, or a string of one.
fn numeral<'a>(tokens: &mut Tokens<'a>) -> Result<Cow<'a, [u8]>, JsonError> {
    if tokens.peek() == b'"' {
        return tokens.string();
    }
    tokens.number().map(|text| Cow::Borrowed(text.as_bytes()))
}

fn double(tokens: &mut Tokens<'_>) -> Result<f64, JsonError> {
    let text = numeral(tokens)?;
    match &*text {
        b"NaN" => return Ok(f64::NAN),
        b"Infinity" => return Ok(f64::INFINITY),
        b"-Infinity" => return Ok(f64::NEG_INFINITY),
        _ => (),
    }
    finite(&text).ok_or_else(|| tokens.error("expected a number"))
}

fn finite(text: &[u8]) -> Option<f64> {
    let is_number = number_len(text) == Some(text.len());
    let text = std::str::from_utf8(text).ok().filter(|_| is_number)?;
    text.parse::<f64>().ok().filter(|value| value.is_finite())
}

/// An integer; also one that is spelled with a fraction of zero or an exponent.
fn integer<T: TryFrom<i128>>(tokens: &mut Tokens<'_>) -> Result<T, JsonError> {
    let text = numeral(tokens)?;
    whole(&text)
        .and_then(|value| T::try_from(value).ok())
        .ok_or_else(|| tokens.error("expected an integer in range"))
}

#[expect(clippy::cast_possible_truncation, reason = "a whole number below 2^64")]
fn whole(text: &[u8]) -> Option<i128> {
    if let Some(value) = std::str::from_utf8(text)
        .ok()
        .and_then(|text| text.parse().ok())
    {
        return Some(value);
    }
    finite(text)
        .filter(|value| value.fract() == 0.0 && value.abs() < 2e19)
        .map(|value| value as i128)
}

fn enumerated(names: &[&str], tokens: &mut Tokens<'_>) -> Result<i32, JsonError> {
    if tokens.peek() != b'"' {
        return integer(tokens);
    }
    let mut ahead = *tokens;
    let text = ahead.string()?;
    match names.iter().position(|name| *name.as_bytes() == *text) {
        Some(index) => {
            *tokens = ahead;
            i32::try_from(index).map_err(|_| tokens.error("expected an enum"))
        }
        None => integer(tokens),
    }
}
