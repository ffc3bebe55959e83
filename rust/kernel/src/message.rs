//! Small protobuf messages of our own making: the few writers they need, and a reader that trusts nothing.

/// The bytes are not a protobuf message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Malformed;

/// One field's value; groups do not occur.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Value<'a> {
    Varint(u64),
    Fixed64(u64),
    Fixed32(u32),
    Bytes(&'a [u8]),
}

pub(crate) fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push((value & 0x7f) as u8);
}

pub(crate) fn put_uint(out: &mut Vec<u8>, field: u32, value: u64) {
    if value != 0 {
        put_varint(out, u64::from(field) << 3);
        put_varint(out, value);
    }
}

pub(crate) fn put_bytes(out: &mut Vec<u8>, field: u32, value: &[u8]) {
    put_varint(out, u64::from(field) << 3 | 2);
    put_varint(out, value.len() as u64);
    out.extend_from_slice(value);
}

pub(crate) fn take_varint(input: &mut &[u8]) -> Result<u64, Malformed> {
    let mut value = 0_u64;
    for shift in (0..70).step_by(7) {
        let (&byte, rest) = input.split_first().ok_or(Malformed)?;
        *input = rest;
        value |= u64::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
        if byte < 0x80 {
            return Ok(value);
        }
    }
    Err(Malformed)
}

fn take_array<const N: usize>(input: &mut &[u8]) -> Result<[u8; N], Malformed> {
    let (head, rest) = input.split_first_chunk::<N>().ok_or(Malformed)?;
    *input = rest;
    Ok(*head)
}

fn take_bytes<'a>(input: &mut &'a [u8]) -> Result<&'a [u8], Malformed> {
    let len = usize::try_from(take_varint(input)?).map_err(|_| Malformed)?;
    let (head, rest) = input.split_at_checked(len).ok_or(Malformed)?;
    *input = rest;
    Ok(head)
}

/// Take the next field; None at the end.
pub(crate) fn next_field<'a>(input: &mut &'a [u8]) -> Result<Option<(u32, Value<'a>)>, Malformed> {
    if input.is_empty() {
        return Ok(None);
    }
    let tag = take_varint(input)?;
    let field = u32::try_from(tag >> 3).map_err(|_| Malformed)?;
    let value = match tag & 7 {
        0 => Value::Varint(take_varint(input)?),
        1 => Value::Fixed64(u64::from_le_bytes(take_array(input)?)),
        2 => Value::Bytes(take_bytes(input)?),
        5 => Value::Fixed32(u32::from_le_bytes(take_array(input)?)),
        _ => return Err(Malformed),
    };
    Ok(Some((field, value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every value of every kind reads back, and every cut of it is malformed or shorter, never a panic.
    #[test]
    fn fields_round_trip_and_cuts_are_refused() {
        let mut out = Vec::new();
        put_uint(&mut out, 1, u64::MAX);
        put_bytes(&mut out, 2, b"abc");
        let mut input = &out[..];
        assert_eq!(
            next_field(&mut input),
            Ok(Some((1, Value::Varint(u64::MAX))))
        );
        assert_eq!(next_field(&mut input), Ok(Some((2, Value::Bytes(b"abc")))));
        assert_eq!(next_field(&mut input), Ok(None));
        for cut in 1..11 {
            assert_eq!(next_field(&mut &out[..cut]), Err(Malformed), "cut at {cut}");
        }
    }
}
