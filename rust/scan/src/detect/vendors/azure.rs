//! Keys of Azure: secrets of clients, and keys with a mark of their service at a place of its own.
//!
//! Source: Microsoft, security-utilities, the patterns of identifiable keys.

use super::varies;
use crate::boundary::value_in_run;
use crate::class::{BASE64, POINT, TOKEN, WORD, is, run_end, run_start};
use crate::detect::token::Found;
use crate::entity::Entity;

/// Marks in a run of a token: where they stand, how long the run is, padding behind it.
const MARKS: [(&[u8], usize, usize, &[u8]); 3] = [
    (b"AzSe", 42, 52, b""),
    (b"AzCa", 33, 43, b"="),
    (b"AzFu", 44, 54, b"=="),
];
/// Marks of keys of any service, and of those of `DevOps`, where they stand, and how long keys are.
const COMMON: [(&[u8], usize, std::ops::RangeInclusive<usize>); 2] =
    [(b"JQQJ9", 52, 80..=86), (b"AZDO", 76, 84..=84)];
/// Marks in base64 that may have other signs: where they stand, and how long all is.
const SIGNED: [(&[u8], usize, usize); 11] = [
    (b"APIM", 76, 88),
    (b"ACDb", 76, 88),
    (b"+ABa", 76, 88),
    (b"+AMC", 76, 88),
    (b"+ASt", 76, 88),
    (b"AIoT", 33, 44),
    (b"+ASb", 33, 44),
    (b"+AEh", 33, 44),
    (b"+ARm", 33, 44),
    (b"AZEG", 33, 44),
    (b"+ACR", 42, 52),
];
const LONGEST: usize = 88;
/// Longest rest of a client's secret.
const MAX_REST: usize = 38;

/// The key that the run of `len` bytes at `start` is.
pub(crate) fn annotated(text: &[u8], start: usize, len: u32) -> Option<Found> {
    let begins = |(mark, at, _): &(&[u8], usize, _)| text.get(start + at) == Some(&mark[0]);
    if len == u64::BITS && !COMMON.iter().any(begins) {
        return None;
    }
    let end = run_end(text, start, TOKEN, LONGEST);
    let word = &text[start..end];
    let has = |mark: &[u8], at: usize| word.get(at..).is_some_and(|rest| rest.starts_with(mark));
    let fits = |(mark, at, len, pad): &&(&[u8], usize, usize, &[u8])| {
        end - start == *len && has(mark, *at) && text[end..].starts_with(pad)
    };
    let padding = MARKS.iter().find(fits).map(|mark| mark.3.len());
    let is_common = COMMON
        .iter()
        .any(|(mark, at, lens)| lens.contains(&(end - start)) && has(mark, *at));
    let padding = padding.or(is_common.then(|| run_end(text, end, BASE64, 2) - end))?;
    varies(word).then_some((Entity::CloudToken, start, end + padding))
}

/// The same in base64, of which the run at `start` is a part.
#[inline(never)]
pub(crate) fn signed(text: &[u8], start: usize) -> Option<Found> {
    let run = run_start(text, start, WORD | BASE64, LONGEST);
    let begin = value_in_run(text, run, start);
    let end = run_end(text, begin, WORD | BASE64, LONGEST + 1);
    let value = &text[begin..end];
    let fits = |(mark, at, len): &(&[u8], usize, usize)| {
        value.len() == *len && value[*at..].starts_with(mark)
    };
    (SIGNED.iter().any(fits) && varies(value)).then_some((Entity::CloudToken, begin, end))
}

/// A client's secret: three letters, a digit, `Q~`, and the rest, a run of which is at `start`:
/// dots and further `~` part it.
#[inline(never)]
pub(super) fn secret(text: &[u8], start: usize) -> Option<Found> {
    let near = start.saturating_sub(MAX_REST)..start;
    if !text[near.clone()].contains(&b'~') {
        return None;
    }
    let mark = text[near.clone()]
        .windows(2)
        .rposition(|two| two == b"Q~")?;
    let rest = near.start + mark + 2;
    let digit = text.get(rest.checked_sub(6)?..rest - 2)?.last()?;
    let bytes = text[rest..].iter().take(MAX_REST + 1);
    let is_part = |byte: &&u8| is(**byte, TOKEN | POINT) || **byte == b'~';
    let end = rest + bytes.take_while(is_part).count();
    let end = end - usize::from(text[..end].ends_with(b"."));
    let is_right = digit.is_ascii_digit() && (31..=MAX_REST).contains(&(end - rest));
    (is_right && start <= end && varies(&text[rest..end])).then_some((
        Entity::CloudToken,
        rest - 6,
        end,
    ))
}
