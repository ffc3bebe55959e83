//! What a character stands for in a value.

use crate::boundary::{is_escape_letter, without_run};
use crate::class::{DIGIT, HEX, LOCAL, POINT, WORD, at, is};
use crate::masks::ESCAPE;

/// What a character stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    /// An ASCII byte.
    Byte(u8),
    /// A letter or sign that is not ASCII.
    Other(char),
    /// It has no width.
    Nothing,
}

/// What stands for a character that no finding has: it is a boundary on both sides.
const BETWEEN: Plain = Plain::Byte(1);
/// How long a byte is as Python, Go and C write it: `\x00`.
const BYTE: usize = 4;

/// True where the character at `index`, or the one of which the byte there is a part, stands for
/// another one that matters.
pub fn is_needed(text: &[u8], index: usize) -> bool {
    let is_escape = text.get(index) == Some(&b'u');
    let index = if is_escape {
        index - 1
    } else {
        lead(text, index)
    };
    match stands_for(text, index) {
        // What is no part of a value matters only where a value begins behind it.
        Some((BETWEEN, BYTE)) => {
            at(text, index + BYTE, WORD) && at(text, index + BYTE + 1, WORD | POINT)
        }
        Some((BETWEEN, len)) => is_before(text, index + len),
        Some((Plain::Other(_), len)) => {
            is_before(text, index + len) || is_of_word(text, index, index + len)
        }
        Some(_) => true,
        None => holds_digit(text, index),
    }
}

/// True where the byte at `index` is the first of a run of bytes that are not ASCII, of which only
/// the ends are asked for, and a digit or an `＠` stands inside: `番号は４１１１…です`.
fn holds_digit(text: &[u8], index: usize) -> bool {
    let is_high = |at: usize| text.get(at).is_some_and(|byte| *byte >= 0x80);
    let is_first = is_high(index) && !index.checked_sub(1).is_some_and(is_high);
    let is_one = |near: &[u8]| {
        matches!(
            near,
            [0xef, 0xbc, 0x90..=0x99 | 0xa0]
                | [0x9d, 0x9f, 0x8e..=0xbf]
                | [0xd9, 0xa0..=0xa9, _]
                | [0xdb, 0xb0..=0xb9, _]
                | [0xe0, 0xa5 | 0xa7, 0xa6..=0xaf]
                | [0xe0, 0xb9, 0x90..=0x99]
        )
    };
    let inside = || text[index..].windows(3).take_while(|near| near[0] >= 0x80);
    is_first && inside().any(is_one)
}

/// Where the character begins of which the byte at `index` is one.
fn lead(text: &[u8], index: usize) -> usize {
    let back = (0..4).find(|back| {
        let byte = index.checked_sub(*back).and_then(|at| text.get(at));
        byte.is_none_or(|byte| !(0x80..0xc0).contains(byte))
    });
    index - back.unwrap_or(0).min(index)
}

/// What the bytes at `index` stand for, and how many they are.
#[inline]
pub fn stands_for(text: &[u8], index: usize) -> Option<(Plain, usize)> {
    match text.get(index)? {
        b'\\' => escape(text, index),
        b'%' => percent(text, index),
        b'&' => reference(text, index),
        &ESCAPE => colour(text, index, 1),
        0x80.. => typography(text, index),
        _ => None,
    }
}

/// A command to a terminal behind its control character, which has `len` bytes at `index`: `[`,
/// numbers, a letter. Source: ECMA-48, 5.4.
fn colour(text: &[u8], index: usize, len: usize) -> Option<(Plain, usize)> {
    let numbers = text.get(index + len..)?.strip_prefix(b"[")?;
    let is_number = |byte: &&u8| matches!(byte, b'0'..=b'9' | b';' | b':' | b'?');
    let count = numbers.iter().take(20).take_while(is_number).count();
    let last = numbers.get(count)?;
    last.is_ascii_alphabetic()
        .then_some((BETWEEN, len + count + 2))
}

fn escape(text: &[u8], index: usize) -> Option<(Plain, usize)> {
    match text.get(index + 1..index + 4)? {
        [b'u', ..] => (),
        [b'x' | b'X', b'1', b'b' | b'B'] | b"033" => return colour(text, index, 4),
        [b'x', first, second] => {
            let is_byte = is(*first, HEX) && is(*second, HEX);
            return is_byte.then_some((BETWEEN, BYTE));
        }
        _ => return None,
    }
    let digits = text.get(index + 2..index + 6)?;
    let mut code = 0;
    for &digit in digits {
        code = code << 4 | char::from(digit).to_digit(16)?;
    }
    if let Some(colour) = (code == u32::from(ESCAPE))
        .then(|| colour(text, index, 6))
        .flatten()
    {
        return Some(colour);
    }
    let plain = plain_of(code).or_else(|| other(code));
    // As where it is not escaped, a dash joins only parts of one value.
    let is_dash = code != 0x2d && plain == Some(Plain::Byte(b'-'));
    let is_apart =
        is_dash && !(is_joined(text, index) && (code != EM_DASH || is_ranged(text, index)));
    Some((plain.filter(|_| !is_apart).unwrap_or(BETWEEN), 6))
}

/// The dash between parts of a sentence, which parts digits alone.
const EM_DASH: u32 = 0x2014;

/// True where digits stand on both sides of the escape at `index`.
fn is_ranged(text: &[u8], index: usize) -> bool {
    let before = without_run(&text[..index]).last();
    before.is_some_and(|&byte| is(byte, DIGIT)) && at(text, index + 6, DIGIT)
}

/// True where parts of a value may stand on both sides of the escape at `index`.
fn is_joined(text: &[u8], index: usize) -> bool {
    let before = without_run(&text[..index]).len();
    let last = before.checked_sub(1);
    let is_behind = last
        .is_some_and(|at| (is(text[at], WORD) || text[at] == b')') && !is_escape_letter(text, at));
    is_behind && (at(text, index + 6, WORD) || text.get(index + 6) == Some(&b'('))
}

/// A reference to a character: `&nbsp;`, `&#64;`, `&#x40;`. Source: HTML, 13.1.4.
fn reference(text: &[u8], index: usize) -> Option<(Plain, usize)> {
    let rest = text.get(index + 1..)?;
    if rest.starts_with(b"nbsp;") {
        return Some((Plain::Byte(b' '), 6));
    }
    let number = rest.strip_prefix(b"#")?;
    let (number, base) = match number {
        [b'x' | b'X', number @ ..] => (number, 16),
        number => (number, 10),
    };
    let len = number.iter().take(7).position(|byte| *byte == b';')?;
    let digits = std::str::from_utf8(&number[..len]).ok()?;
    let code = u32::from_str_radix(digits, base).ok()?;
    let plain = plain_of(code).or_else(|| other(code));
    let end = text.len() - number.len() + len + 1;
    Some((plain.unwrap_or(BETWEEN), end - index))
}

/// A letter of another script, of which words beside numbers are made.
fn other(code: u32) -> Option<Plain> {
    char::from_u32(code)
        .filter(|_| code >= 0xa1)
        .map(Plain::Other)
}

/// True where the letter of another script in `start..end` may be of a word beside a value: the
/// last one, with a digit not far behind it, or the first one, behind what leads from a value to
/// its name.
fn is_of_word(text: &[u8], start: usize, end: usize) -> bool {
    let mut near = text[end..].iter().take(32);
    let is_escape = text.get(end) == Some(&b'\\') && text.get(end + 1) == Some(&b'u');
    let is_last = !is_escape && text.get(end) != Some(&b'%');
    let is_first = [&b"the "[..], b"my ", b"("]
        .iter()
        .any(|lead| without_run(&text[..start]).ends_with(lead));
    is_first || is_last && near.any(u8::is_ascii_digit)
}

/// True where a value begins at `index`, or a number behind one or two signs.
fn is_before(text: &[u8], index: usize) -> bool {
    let signs = text[index.min(text.len())..].iter().take(3);
    let gap = signs
        .take_while(|byte| matches!(byte, b' ' | b':' | b'#' | b'+' | b'('))
        .count();
    at(text, index, WORD | LOCAL) || gap < 3 && at(text, index + gap, WORD)
}

/// A byte, or a character of UTF-8 of two or three, each behind a percent sign.
fn percent(text: &[u8], index: usize) -> Option<(Plain, usize)> {
    let (first, mut end) = percent_byte(text, index)?;
    if first < 0x80 {
        return Some((plain_of(u32::from(first)).unwrap_or(BETWEEN), end - index));
    }
    let mut bytes = [first, 0, 0];
    let len = match first {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => 1,
    };
    for byte in &mut bytes[1..len] {
        let Some((next @ 0x80..=0xbf, behind)) = percent_byte(text, end) else {
            return Some((BETWEEN, end - index));
        };
        (*byte, end) = (next, behind);
    }
    let plain = character(&bytes, 0).and_then(|(code, _)| plain_of(code).or_else(|| other(code)));
    Some((plain.unwrap_or(BETWEEN), end - index))
}

/// The byte that `%40` or `%2540` stands for, and what is behind it.
fn percent_byte(text: &[u8], index: usize) -> Option<(u8, usize)> {
    if text.get(index) != Some(&b'%') {
        return None;
    }
    let mut digits = index + 1;
    while text.get(digits..digits + 2) == Some(b"25") && at(text, digits + 2, HEX) {
        digits += 2;
    }
    let digit = |at: usize| text.get(at).and_then(|&byte| char::from(byte).to_digit(16));
    let byte = digit(digits)? << 4 | digit(digits + 1)?;
    Some((u8::try_from(byte).ok()?, digits + 2))
}

/// The character of two or three bytes at `index`.
pub fn character(text: &[u8], index: usize) -> Option<(u32, usize)> {
    match *text.get(index..)? {
        [lead @ 0xc2..=0xdf, low, ..] => Some((u32::from(lead & 0x1f) << 6 | tail(low), 2)),
        [lead @ 0xe0..=0xef, middle, low, ..] => {
            let code = u32::from(lead & 0xf) << 12 | tail(middle) << 6 | tail(low);
            Some((code, 3))
        }
        [lead @ 0xf0..=0xf4, second, third, low, ..] => {
            let code = u32::from(lead & 0x7) << 18 | tail(second) << 12 | tail(third) << 6;
            Some((code | tail(low), 4))
        }
        _ => None,
    }
}

fn typography(text: &[u8], index: usize) -> Option<(Plain, usize)> {
    let (code, len) = character(text, index)?;
    let plain = plain_of(code)?;
    // A full-width form is always meant, and what has no width never; a dash or a blank only
    // between parts of one value, and a blank between a name and its value.
    let is_digit = matches!(plain, Plain::Byte(b'0'..=b'9'));
    let is_full = is_digit || code >= 0xff00 && code != 0xfeff;
    let behind = index + len;
    let is_inside = is_part_before(text, index)
        && (is_part(text, behind) || text.get(behind) == Some(&b'('))
        || plain == Plain::Byte(b' ') && is_named(text, index, behind);
    (is_full || is_inside || plain == Plain::Nothing).then_some((plain, len))
}

/// True where a part of a value begins at `index`.
fn is_part(text: &[u8], index: usize) -> bool {
    at(text, index, WORD)
        || character(text, index).is_some_and(|(code, _)| match plain_of(code) {
            Some(Plain::Byte(byte)) => is(byte, WORD),
            plain => plain == Some(Plain::Nothing),
        })
}

fn is_part_before(text: &[u8], index: usize) -> bool {
    let Some(last) = index.checked_sub(1) else {
        return false;
    };
    text.get(last) == Some(&b')') || is_part(text, lead(text, last))
}

/// True where the blank in `start..end` stands between a name and its value, or between the name
/// and the sign behind it, as in French.
fn is_named(text: &[u8], start: usize, end: usize) -> bool {
    let sign = |index: Option<usize>| {
        let byte = index.and_then(|index| text.get(index));
        matches!(byte, Some(b':' | b'='))
    };
    sign(start.checked_sub(1)) || sign(Some(end))
}

fn tail(byte: u8) -> u32 {
    u32::from(byte & 0x3f)
}

fn digit(value: u32) -> Option<u8> {
    u8::try_from(value).ok().map(|value| b'0' + value)
}

/// The ASCII byte that a character stands for in a value.
fn plain_of(code: u32) -> Option<Plain> {
    let byte = match code {
        // Characters of no width, and marks of the direction of writing.
        0xad | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060 | 0x2066..=0x2069 | 0xfeff => {
            return Some(Plain::Nothing);
        }
        0x20 | 0xa0 | 0x2000..=0x200a | 0x202f | 0x205f | 0x3000 => b' ',
        0x2010..=0x2015 | 0x2212 | 0xfe58 | 0xfe63 => b'-',
        0x21..=0x7e if code != 0x5c && code != 0x22 => u8::try_from(code).ok()?,
        // It ends a sentence.
        0xff01 => 1,
        0xff02..=0xff5e => u8::try_from(code - 0xfee0).ok()?,
        // Digits of Arabic, Persian, Hindi, Bengali and Thai.
        0x660..=0x669 | 0x6f0..=0x6f9 | 0xe50..=0xe59 => digit(code & 0xf)?,
        0x966..=0x96f | 0x9e6..=0x9ef => digit((code - 6) & 0xf)?,
        // Digits of formulas.
        0x1d7ce..=0x1d7ff => digit((code - 0x1d7ce) % 10)?,
        _ => return None,
    };
    Some(Plain::Byte(byte))
}
