//! Labels that have a word for a value, as in `SSN: not provided; order 151793916`: they say
//! nothing of the number behind it.

use crate::class::{LOWER, UPPER, is};
use crate::entity::EntitySet;
use crate::masks::BLOCK;
use crate::words::{NEAR, Shape, words_in};

/// How many words a label has.
const LABEL: u32 = 3;

/// Words for what is not there, which count before any sign.
const ABSENT: [&[u8]; 16] = [
    b"none",
    b"null",
    b"nil",
    b"not",
    b"no",
    b"n/a",
    b"na",
    b"unknown",
    b"missing",
    b"empty",
    b"undefined",
    b"declined",
    b"withheld",
    b"pending",
    b"redacted",
    b"absent",
];

/// What of `said` still counts at the end of `text`, which has this shape.
#[cold]
pub fn still_said(said: EntitySet, text: &[u8], shape: Shape) -> EntitySet {
    let near = &text[text.len().saturating_sub(BLOCK)..];
    let mut signs = (0..near.len())
        .rev()
        .filter(|&sign| matches!(near[sign], b':' | b'='));
    // One label: each costs as much as the words before the number.
    let Some((sign, end)) = signs.find_map(|sign| Some((sign, absent_end(near, sign + 1)?))) else {
        return said;
    };
    let spent = words_in(&near[..sign], shape.before(near.len() - sign), LABEL);
    let behind = words_in(near, shape.reaching(near.len() - end), NEAR.1);
    said.without(spent).or(behind)
}

/// One behind the value at `start` that is words alone: for what is not there, or up to a
/// semicolon.
fn absent_end(near: &[u8], start: usize) -> Option<usize> {
    let is_gap = |byte: &&u8| b" \"'\\".contains(byte);
    let from = start + near[start..].iter().take_while(is_gap).count();
    let is_part = |byte: &&u8| is(**byte, UPPER | LOWER) || b" /-'".contains(byte);
    let end = from + near[from..].iter().take_while(is_part).count();
    let value = near[from..end].trim_ascii();
    let word = value.split(|byte| *byte == b' ').next()?;
    let is_absent = ABSENT.iter().any(|known| known.eq_ignore_ascii_case(word));
    let is_closed = near.get(end) == Some(&b';') || is_absent && end < near.len();
    (word.first()?.is_ascii_alphabetic() && is_closed).then_some(end)
}
