//! A message written anew field by field. Nothing is copied until a field changes.
#![deny(clippy::indexing_slicing)]

use crate::wire::{LEN, Reader, put_bytes};

/// What becomes of a field.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It stays byte for byte.
    Keep,
    /// It goes.
    Drop,
    /// Its bytes are replaced under the same number.
    Replace(Vec<u8>),
    /// This whole field, with tag and length, stands in its place.
    Instead(Vec<u8>),
}

/// Show every field of `message` to `visit`: its tag, and its bytes without tag and length. Returns
/// the new message where a field changes.
pub fn rewrite(message: &[u8], mut visit: impl FnMut(u32, &[u8]) -> Outcome) -> Option<Vec<u8>> {
    let mut out: Option<Vec<u8>> = None;
    let mut from = 0;
    let mut reader = Reader::whole(message);
    while !reader.is_done() {
        let start = reader.pos();
        // These bytes were walked when they came in, so no fault can be found here.
        let Ok(tag) = reader.tag() else { break };
        let body = reader.pos();
        let at = if tag & 7 == LEN {
            reader.extent().map(|at| at.start)
        } else {
            reader.skip(tag, 0).map(|()| body)
        };
        let Ok(at) = at else { break };
        let end = reader.pos();
        let outcome = visit(tag, message.get(at..end).unwrap_or_default());
        if outcome == Outcome::Keep {
            continue;
        }
        let out = out.get_or_insert_with(|| Vec::with_capacity(message.len() + 64));
        out.extend_from_slice(message.get(from..start).unwrap_or_default());
        match outcome {
            Outcome::Replace(bytes) => put_bytes(out, tag >> 3, &bytes),
            Outcome::Instead(field) => out.extend_from_slice(&field),
            Outcome::Keep | Outcome::Drop => (),
        }
        from = end;
    }
    let mut out = out?;
    out.extend_from_slice(message.get(from..).unwrap_or_default());
    Some(out)
}
