//! One value of a planned column.

use std::sync::Arc;

use crate::block::{Block, Range};
use crate::wire::Extent;

/// What a cell holds; the numbers are those of `attribute_kind`.
pub mod tag {
    /// No attribute of that key.
    pub const ABSENT: u8 = 0;
    /// UTF-8 text.
    pub const TEXT: u8 = 1;
    /// A boolean.
    pub const BOOL: u8 = 2;
    /// A signed integer.
    pub const INT: u8 = 3;
    /// A double.
    pub const DOUBLE: u8 = 4;
    /// An array of values.
    pub const ARRAY: u8 = 5;
    /// A list of key-value pairs.
    pub const KVLIST: u8 = 6;
    /// Raw bytes.
    pub const BYTES: u8 = 7;
    /// An attribute without a value.
    pub const EMPTY: u8 = 8;
}

/// A value as the walk finds it, with positions in the buffer under the walk.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// UTF-8 text.
    Text(Extent),
    /// A boolean.
    Bool(bool),
    /// A signed integer.
    Int(i64),
    /// A double.
    Double(f64),
    /// An array. It may be spread over several fields, so the cell keeps the whole `KeyValue`.
    Array,
    /// A list of pairs, likewise.
    KvList,
    /// Raw bytes.
    Bytes(Extent),
    /// No value.
    Empty,
}

/// A cell: 16 bytes a row and column. Values that are bytes point into a block of the batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The bits of a number, or offset and length of bytes.
    pub payload: u64,
    /// Length of a text as it arrived; edits keep it.
    pub orig_len: u32,
    /// Block of the bytes.
    pub block: u16,
    /// One of `tag`.
    pub tag: u8,
    /// Which key of an ordered list this value came from.
    pub rank: u8,
}

impl Default for Cell {
    fn default() -> Self {
        Self {
            payload: 0,
            orig_len: 0,
            block: 0,
            tag: tag::ABSENT,
            rank: u8::MAX,
        }
    }
}

impl Cell {
    /// The cell of `value`, found in the `KeyValue` at `pair` of `block`.
    #[must_use]
    pub fn new(value: Value, rank: u8, block: u16, pair: Extent) -> Self {
        let (tag, payload, text) = match value {
            Value::Text(at) => (tag::TEXT, pack(at), at.len()),
            Value::Bool(value) => (tag::BOOL, u64::from(value), 0),
            Value::Int(value) => (tag::INT, value.cast_unsigned(), 0),
            Value::Double(value) => (tag::DOUBLE, value.to_bits(), 0),
            Value::Array => (tag::ARRAY, pack(pair), 0),
            Value::KvList => (tag::KVLIST, pack(pair), 0),
            Value::Bytes(at) => (tag::BYTES, pack(at), 0),
            Value::Empty => (tag::EMPTY, 0, 0),
        };
        let orig_len = u32::try_from(text).unwrap_or(u32::MAX);
        Self {
            payload,
            orig_len,
            block,
            tag,
            rank,
        }
    }

    /// True where a value of `rank` takes this cell: lower ranks win, and of equal ones the last.
    #[must_use]
    #[inline]
    pub fn yields_to(&self, rank: u8) -> bool {
        self.tag == tag::ABSENT || rank <= self.rank
    }

    /// True where the payload is a position in a block.
    #[must_use]
    #[inline]
    pub fn points(&self) -> bool {
        matches!(self.tag, tag::TEXT | tag::ARRAY | tag::KVLIST | tag::BYTES)
    }

    /// Where the bytes lie; meaningful where `points()`.
    #[must_use]
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "two halves of 32 bits")]
    pub fn range(&self) -> Range {
        Range {
            block: self.block,
            off: (self.payload >> 32) as u32,
            len: self.payload as u32,
        }
    }

    /// The text; None where the value is of another kind.
    #[must_use]
    #[inline]
    pub fn text<'a>(&self, blocks: &'a [Arc<Block>]) -> Option<&'a [u8]> {
        (self.tag == tag::TEXT).then(|| self.range().of(blocks))
    }
}

#[inline]
fn pack(at: Extent) -> u64 {
    (at.start as u64) << 32 | at.len() as u64
}
