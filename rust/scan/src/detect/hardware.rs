//! Hardware addresses: twelve hexadecimal digits in pairs, in fours, or together. What
//! other things are written as needs a word beside it.
//!
//! Source: IEEE 802, 8.1, for pairs between dashes; what routers and switches print for the others.

use crate::absent::head;
use crate::boundary::{begins, is_number_or_segment};
use crate::class::{DIGIT, HEX, JOINER, LOWER, UPPER, WORD, at, is};
use crate::detect::address::{is_first, is_pair};
use crate::entity::Entity;
use crate::look::Look;

/// Digits of an address.
const DIGITS: usize = 12;

/// Words before what has as many digits as an address: `container 3f4e8d2c1b0a`.
const OTHERS: [&[u8]; 22] = [
    b"container",
    b"image",
    b"commit",
    b"sha",
    b"docker",
    b"digest",
    b"layer",
    b"node",
    b"pod",
    b"build",
    b"rev",
    b"revision",
    b"hash",
    b"checksum",
    b"etag",
    b"request",
    b"trace",
    b"span",
    b"session",
    b"object",
    b"head",
    b"tree",
];

/// Verify the address in pairs or fours whose first sign is at `sign`. True where there is one.
#[inline]
pub(super) fn written(look: &mut Look<'_>, sign: usize) -> bool {
    // Times have fewer groups.
    let is_like = |by: usize| look.text.get(sign + by) == look.text.get(sign);
    (is_like(12) || is_like(5)) && is_written(look, sign)
}

#[inline(never)]
fn is_written(look: &mut Look<'_>, sign: usize) -> bool {
    let text = look.text;
    let found = parted::<2>(text, sign).or_else(|| parted::<4>(text, sign));
    let Some((start, end)) = found else {
        return false;
    };
    look.until = end;
    let is_found = is_sure(text, start, end, sign) || look.says(start, Entity::Mac);
    if is_found {
        add(look, start, end);
    }
    is_found
}

/// Groups of so many digits with the sign at `sign` between them.
fn parted<const WIDTH: usize>(text: &[u8], sign: usize) -> Option<(usize, usize)> {
    let start = sign.checked_sub(WIDTH)?;
    let end = start + DIGITS + DIGITS / WIDTH - 1;
    let bytes = text.get(start..end)?;
    let is_part = |(index, &byte): (usize, &u8)| match index % (WIDTH + 1) {
        place if place == WIDTH => byte == text[sign],
        _ => is(byte, HEX),
    };
    // Fours between colons are of an address of the internet where more follows.
    let is_inner = match text[sign] {
        b' ' => is_pair(text, end + 1),
        sign => WIDTH == 4 && sign == b':' || at(text, end + 1, HEX),
    };
    let goes_on = text.get(end) == Some(&text[sign]) && is_inner;
    let is_alone = begins(text, start, WORD)
        && !at(text, end, WORD)
        && !goes_on
        && is_first(text, start, text[sign]);
    (is_alone && bytes.iter().enumerate().all(is_part) && !is_flat(bytes)).then_some((start, end))
}

/// True for pairs between colons or dashes, and for others with a digit and a letter among them,
/// but for fours between dashes, which keys of licences are written in, and for what blanks part.
fn is_sure(text: &[u8], start: usize, end: usize, sign: usize) -> bool {
    let is_paired = sign - start == 2;
    let has = |classes: u8| text[start..end].iter().any(|&byte| is(byte, classes));
    match text[sign] {
        b'.' => has(DIGIT) && has(LOWER | UPPER),
        b'-' => is_paired,
        b' ' => false,
        _ => is_paired || has(DIGIT) && has(LOWER | UPPER),
    }
}

/// Verify the twelve digits at `start` beside their word.
#[inline(never)]
pub(super) fn together(look: &mut Look<'_>, start: usize) {
    let (text, end) = (look.text, start + DIGITS);
    let is_alone = is_number_or_segment(text, start, end) || is_named(text, start);
    if !look.wants(Entity::Mac) || !is_alone || is_flat(&text[start..end]) {
        return;
    }
    look.until = end;
    if look.says(start, Entity::Mac) && !is_other(text, start) {
        add(look, start, end);
    }
}

/// True behind `mac_` and `mac-`.
fn is_named(text: &[u8], start: usize) -> bool {
    let Some((sign, before)) = text[..start].split_last() else {
        return false;
    };
    let last: Option<&[u8; 3]> = before.last_chunk();
    is(*sign, JOINER) && last.is_some_and(|last| last.eq_ignore_ascii_case(b"mac"))
}

/// True where the word before `start` names another thing.
fn is_other(text: &[u8], start: usize) -> bool {
    let word = head(&text[start.saturating_sub(24)..start]).unwrap_or_default();
    OTHERS.iter().any(|other| other.eq_ignore_ascii_case(word))
}

/// True for the address of all and the one of none.
fn is_flat(bytes: &[u8]) -> bool {
    bytes
        .iter()
        .all(|byte| matches!(byte, b'0' | b':' | b'-' | b'.' | b'f' | b'F'))
}

fn add(look: &mut Look<'_>, start: usize, end: usize) {
    look.done.address = end;
    look.taken.add(start, end);
    look.found(Entity::Mac, start, end);
}
