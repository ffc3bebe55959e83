//! Protobuf wire format: reading within a frame, skipping what is unknown, writing fields.
//!
//! The limits are those of upb, so that what Spanmill takes any other receiver takes too: tags and
//! lengths of at most five
//! bytes, varints of at most ten, messages and groups at most 100 levels deep. Non-minimal varints
//! are legal.
#![deny(clippy::indexing_slicing)]
#![allow(
    clippy::inline_always,
    reason = "called once a field; without it a value goes through memory"
)]

/// Deepest nesting of messages and groups below the request, which is level 0.
pub const MAX_DEPTH: usize = 100;

/// Wire type of a length-delimited field.
pub const LEN: u32 = 2;

/// Why a request or a span is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A field ends behind its message.
    Truncated,
    /// A varint of more than ten bytes.
    BadVarint,
    /// A field number of 0, or a tag or length that does not fit its 32 bits.
    BadTag,
    /// Wire type 6 or 7.
    BadWireType,
    /// More than `MAX_DEPTH` messages inside each other.
    TooDeep,
    /// A group that ends without a start, or with another number.
    UnmatchedGroup,
    /// A string that is not UTF-8.
    BadUtf8,
    /// A trace id that is not 16 bytes, or zero.
    BadTraceId,
    /// A span id that is not 8 bytes, or zero.
    BadSpanId,
    /// A parent id that is neither empty nor 8 bytes.
    BadParentId,
    /// A link whose trace id is not empty or 16 bytes, or whose span id is not empty or 8.
    BadLinkId,
    /// A request of 2 GiB or more, which protobuf does not allow.
    TooLarge,
}

impl Fault {
    /// The stable name that metrics and answers use.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Truncated => "truncated",
            Self::BadVarint => "bad-varint",
            Self::BadTag => "bad-tag",
            Self::BadWireType => "bad-wire-type",
            Self::TooDeep => "too-deep",
            Self::UnmatchedGroup => "unmatched-group",
            Self::BadUtf8 => "bad-utf8",
            Self::BadTraceId => "bad-trace-id",
            Self::BadSpanId => "bad-span-id",
            Self::BadParentId => "bad-parent-id",
            Self::BadLinkId => "bad-link-id",
            Self::TooLarge => "too-large",
        }
    }
}

/// Bytes `start..end` of the buffer under the walk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// First byte.
    pub start: usize,
    /// One behind the last byte.
    pub end: usize,
}

impl Extent {
    /// The bytes in `buffer`; empty where they lie outside.
    #[must_use]
    #[inline]
    pub fn of(self, buffer: &[u8]) -> &[u8] {
        buffer.get(self.start..self.end).unwrap_or_default()
    }

    /// Number of bytes.
    #[must_use]
    #[inline]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// True where there is no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }
}

/// A position inside one message. Positions count from the start of the whole buffer, `bytes` ends
/// where the message ends.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    pos: usize,
}

impl<'a> Reader<'a> {
    /// Read the message at `at` of `buffer`.
    #[must_use]
    #[inline]
    pub fn new(buffer: &'a [u8], at: Extent) -> Self {
        Self {
            bytes: buffer.get(..at.end).unwrap_or_default(),
            pos: at.start,
        }
    }

    /// Read a message that is a buffer of its own.
    #[must_use]
    pub fn whole(bytes: &'a [u8]) -> Self {
        Self { bytes, pos: 0 }
    }

    /// Where the next byte is read.
    #[must_use]
    #[inline]
    pub fn pos(&self) -> usize {
        self.pos
    }

    /// True once the message is read.
    #[must_use]
    #[inline]
    pub fn is_done(&self) -> bool {
        self.pos >= self.bytes.len()
    }

    /// Read a varint.
    ///
    /// # Errors
    /// `Truncated`, `BadVarint`.
    #[inline(always)]
    pub fn varint(&mut self) -> Result<u64, Fault> {
        match self.bytes.get(self.pos) {
            Some(&byte) if byte < 0x80 => {
                self.pos += 1;
                Ok(u64::from(byte))
            }
            _ => self.long_varint(),
        }
    }

    #[cold]
    fn long_varint(&mut self) -> Result<u64, Fault> {
        let mut value = 0u64;
        for shift in (0..70).step_by(7) {
            let byte = *self.bytes.get(self.pos).ok_or(Fault::Truncated)?;
            self.pos += 1;
            // The tenth byte has room for one bit only; what lies above is cut off, as upb does.
            value |= u64::from(byte & 0x7f).wrapping_shl(shift);
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(Fault::BadVarint)
    }

    /// Read a varint of at most five bytes that must not exceed `max`.
    #[inline(always)]
    fn varint32(&mut self, max: u32) -> Result<u32, Fault> {
        match self.bytes.get(self.pos) {
            Some(&byte) if byte < 0x80 => {
                self.pos += 1;
                Ok(u32::from(byte))
            }
            _ => self.long_varint32(max),
        }
    }

    #[inline(never)]
    fn long_varint32(&mut self, max: u32) -> Result<u32, Fault> {
        let start = self.pos;
        let value = self.long_varint()?;
        match u32::try_from(value) {
            Ok(value) if value <= max && self.pos - start <= 5 => Ok(value),
            _ => Err(Fault::BadTag),
        }
    }

    /// Read a tag: field number times eight plus wire type.
    ///
    /// # Errors
    /// `Truncated`, `BadTag`.
    #[inline(always)]
    pub fn tag(&mut self) -> Result<u32, Fault> {
        let tag = self.varint32(u32::MAX)?;
        if tag < 8 { Err(Fault::BadTag) } else { Ok(tag) }
    }

    /// Read a length and step over that many bytes.
    ///
    /// # Errors
    /// `Truncated`, `BadTag`.
    #[inline(always)]
    pub fn extent(&mut self) -> Result<Extent, Fault> {
        let length = self.varint32(0x7fff_ffff)? as usize;
        let start = self.pos;
        if length > self.bytes.len() - start {
            return Err(Fault::Truncated);
        }
        self.pos = start + length;
        Ok(Extent {
            start,
            end: self.pos,
        })
    }

    /// Read eight little-endian bytes.
    ///
    /// # Errors
    /// `Truncated`.
    #[inline(always)]
    pub fn fixed64(&mut self) -> Result<u64, Fault> {
        let rest = self.bytes.get(self.pos..).unwrap_or_default();
        let bytes = rest.first_chunk::<8>().ok_or(Fault::Truncated)?;
        self.pos += 8;
        Ok(u64::from_le_bytes(*bytes))
    }

    /// Read four little-endian bytes.
    ///
    /// # Errors
    /// `Truncated`.
    #[inline]
    pub fn fixed32(&mut self) -> Result<u32, Fault> {
        let rest = self.bytes.get(self.pos..).unwrap_or_default();
        let bytes = rest.first_chunk::<4>().ok_or(Fault::Truncated)?;
        self.pos += 4;
        Ok(u32::from_le_bytes(*bytes))
    }

    /// Step over the value of a field that `tag` began, inside a message at level `depth`.
    ///
    /// # Errors
    /// Any framing fault.
    pub fn skip(&mut self, tag: u32, depth: usize) -> Result<(), Fault> {
        match tag & 7 {
            0 => self.varint().map(drop),
            1 => self.fixed64().map(drop),
            2 => self.extent().map(drop),
            3 => self.skip_group(tag >> 3, depth),
            4 => Err(Fault::UnmatchedGroup),
            5 => self.fixed32().map(drop),
            _ => Err(Fault::BadWireType),
        }
    }

    fn skip_group(&mut self, number: u32, depth: usize) -> Result<(), Fault> {
        let mut open = vec![number];
        while let Some(&innermost) = open.last() {
            if depth + open.len() > MAX_DEPTH {
                return Err(Fault::TooDeep);
            }
            let tag = self.tag()?;
            match tag & 7 {
                3 => open.push(tag >> 3),
                4 if tag >> 3 == innermost => drop(open.pop()),
                _ => self.skip(tag, depth)?,
            }
        }
        Ok(())
    }
}

/// Up to so many bytes the plain check for ASCII is the faster one.
pub(crate) const SHORT_TEXT: usize = 64;

/// True where `bytes` are UTF-8. Short strings are mostly ASCII keys, for which the plain check is
/// the faster one.
#[must_use]
#[inline]
pub fn is_utf8(bytes: &[u8]) -> bool {
    if bytes.len() > SHORT_TEXT {
        return simdutf8::basic::from_utf8(bytes).is_ok();
    }
    is_ascii(bytes) || std::str::from_utf8(bytes).is_ok()
}

/// Look for a high bit sixteen bytes at a time; the last sixteen may overlap those before.
#[inline]
pub(crate) fn is_ascii(bytes: &[u8]) -> bool {
    let Some(last) = bytes.last_chunk::<16>() else {
        return is_short_ascii(bytes);
    };
    let (chunks, _) = bytes.as_chunks::<16>();
    let all = chunks
        .iter()
        .fold(u128::from_le_bytes(*last), |all, chunk| {
            all | u128::from_le_bytes(*chunk)
        });
    all & u128::from_le_bytes([0x80; 16]) == 0
}

/// The same of fewer than sixteen bytes.
#[inline]
fn is_short_ascii(bytes: &[u8]) -> bool {
    let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) else {
        return bytes.iter().fold(0, |all, byte| all | byte) < 0x80;
    };
    let all = u64::from_le_bytes(*first) | u64::from_le_bytes(*last);
    all & u64::from_le_bytes([0x80; 8]) == 0
}

/// Bytes that `value` takes as a varint.
#[must_use]
#[inline]
pub fn varint_len(value: u64) -> usize {
    ((70 - (value | 1).leading_zeros()) / 7) as usize
}

/// Append a varint.
#[inline]
pub fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(low_byte(value) | 0x80);
        value >>= 7;
    }
    out.push(low_byte(value));
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the low byte is what is meant"
)]
fn low_byte(value: u64) -> u8 {
    value as u8
}

/// Append tag and length of a length-delimited field; the caller appends `length` bytes.
#[inline]
pub fn put_len(out: &mut Vec<u8>, number: u32, length: usize) {
    put_varint(out, u64::from(number << 3 | LEN));
    put_varint(out, length as u64);
}

/// Append a length-delimited field.
#[inline]
pub fn put_bytes(out: &mut Vec<u8>, number: u32, bytes: &[u8]) {
    put_len(out, number, bytes.len());
    out.extend_from_slice(bytes);
}

/// Bytes that a length-delimited field of a number below 16 takes.
#[must_use]
#[inline]
pub fn field_len(length: usize) -> usize {
    1 + varint_len(length as u64) + length
}
