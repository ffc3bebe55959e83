//! As much of the protobuf wire format as a generator and a sink need.

/// Append a varint.
pub fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    out.push(value.to_le_bytes()[0]);
}

/// Append an integer field.
pub fn put_uint(out: &mut Vec<u8>, field: u64, value: u64) {
    put_varint(out, field << 3);
    put_varint(out, value);
}

/// Append a `fixed64` field.
pub fn put_fixed64(out: &mut Vec<u8>, field: u64, value: u64) {
    put_varint(out, field << 3 | 1);
    out.extend(value.to_le_bytes());
}

/// Append a field of bytes, text or a message.
pub fn put_bytes(out: &mut Vec<u8>, field: u64, value: &[u8]) {
    put_varint(out, field << 3 | 2);
    put_varint(out, value.len() as u64);
    out.extend_from_slice(value);
}

/// Count the spans of an `ExportTraceServiceRequest`; none where it is malformed.
pub fn count_spans(request: &[u8]) -> Option<u64> {
    let mut found = 0;
    visit(request, &[1, 2, 2], &mut |_| found += 1)?;
    Some(found)
}

/// Hand out the id of each span; none where the request is malformed.
pub fn span_ids(request: &[u8], mut take: impl FnMut(&[u8])) -> Option<()> {
    visit(request, &[1, 2, 2, 2], &mut take)
}

/// Hand out the values at the end of a path of field numbers.
fn visit(mut message: &[u8], path: &[u64], take: &mut impl FnMut(&[u8])) -> Option<()> {
    let (first, rest) = path.split_first()?;
    while !message.is_empty() {
        let tag = take_varint(&mut message)?;
        let value = take_value(&mut message, tag & 7)?;
        if tag >> 3 != *first {
            continue;
        }
        if rest.is_empty() {
            take(value);
        } else {
            visit(value, rest, take)?;
        }
    }
    Some(())
}

fn take_value<'a>(message: &mut &'a [u8], kind: u64) -> Option<&'a [u8]> {
    let length = match kind {
        0 => {
            take_varint(message)?;
            0
        }
        1 => 8,
        2 => usize::try_from(take_varint(message)?).ok()?,
        5 => 4,
        _ => return None,
    };
    let (value, rest) = message.split_at_checked(length)?;
    *message = rest;
    Some(value)
}

fn take_varint(message: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = message.split_first()?;
        *message = rest;
        value |= u64::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}
