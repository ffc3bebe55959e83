//! Classes of bytes.

/// `0-9`.
pub const DIGIT: u8 = 1;
/// `A-Z`.
pub const UPPER: u8 = 2;
/// `a-z`.
pub const LOWER: u8 = 4;
/// `0-9`, `a-f`, `A-F`.
pub const HEX: u8 = 8;
/// `_` and `-`, which join the parts of a token.
pub const JOINER: u8 = 16;
/// Further bytes that the local part of an address may hold.
pub const LOCAL: u8 = 32;
/// `+`, `/`, `=`: base64 beside letters and digits.
pub const BASE64: u8 = 64;

/// `.` and `~`, which join the parts of some tokens.
pub const POINT: u8 = 128;

/// Letters and digits.
pub const WORD: u8 = DIGIT | UPPER | LOWER;
/// What a token is made of.
pub const TOKEN: u8 = WORD | JOINER;

/// Which bytes are among `bytes`.
pub const fn among(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut index = 0;
    while index < bytes.len() {
        table[bytes[index] as usize] = true;
        index += 1;
    }
    table
}

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut index = 0;
    while index < 128 {
        #[expect(clippy::cast_possible_truncation, reason = "below 128")]
        let byte = index as u8;
        table[index] = match byte {
            b'0'..=b'9' => DIGIT | HEX,
            b'a'..=b'f' => LOWER | HEX,
            b'A'..=b'F' => UPPER | HEX,
            b'g'..=b'z' => LOWER,
            b'G'..=b'Z' => UPPER,
            b'_' | b'-' => JOINER | LOCAL,
            b'+' => LOCAL | BASE64,
            b'.' => LOCAL | POINT,
            b'~' => POINT,
            b'%' | b'\'' | b'&' => LOCAL,
            b'/' | b'=' => BASE64,
            _ => 0,
        };
        index += 1;
    }
    table
}

static CLASSES: [u8; 256] = classes();

/// True where `byte` is in one of `classes`.
#[inline]
pub fn is(byte: u8, classes: u8) -> bool {
    CLASSES[byte as usize] & classes != 0
}

/// True where the byte at `at` exists and is in one of `classes`.
#[inline]
pub fn at(text: &[u8], at: usize, classes: u8) -> bool {
    text.get(at).is_some_and(|&byte| is(byte, classes))
}

/// True for a hexadecimal digit as hashes and ids are written: in small letters.
#[inline]
pub fn is_small_hex(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}

/// True where `text` begins with `head`, whatever the case of letters.
#[inline]
pub fn begins_like(text: &[u8], head: &[u8]) -> bool {
    let own = text.get(..head.len());
    own.is_some_and(|own| own.eq_ignore_ascii_case(head))
}

/// True where `text` ends with `tail`, whatever the case of letters.
#[inline]
pub fn ends_like(text: &[u8], tail: &[u8]) -> bool {
    let from = text.len().checked_sub(tail.len());
    from.is_some_and(|from| text[from..].eq_ignore_ascii_case(tail))
}

/// One behind the last byte from `from` on that is in `classes`, looking at no more than `max`.
#[inline]
pub fn run_end(text: &[u8], from: usize, classes: u8, max: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let rest = &rest[..rest.len().min(max)];
    if max < 32 {
        let end = rest.iter().position(|&byte| !is(byte, classes));
        return from + end.unwrap_or(rest.len());
    }
    // Long runs eight bytes at a time.
    let whole = rest.chunks_exact(8).take_while(|eight| {
        let members = eight.iter().filter(|byte| is(**byte, classes));
        members.count() == 8
    });
    let passed = whole.count() * 8;
    let last = rest[passed..].iter().position(|&byte| !is(byte, classes));
    from + last.map_or(rest.len(), |last| passed + last)
}

/// First byte of the run of `classes` that ends before `to`, looking at no more than `max`.
#[inline]
pub fn run_start(text: &[u8], to: usize, classes: u8, max: usize) -> usize {
    let before = text.get(to.saturating_sub(max)..to).unwrap_or_default();
    let run = before.iter().rev().position(|&byte| !is(byte, classes));
    to - run.unwrap_or(before.len())
}
