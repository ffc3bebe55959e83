//! Where a finding may begin and end: beside something that its own class does not hold, escapes
//! counted as separators.

use crate::class::{WORD, at, is};

/// True where the byte at `at` is the letter of an escape such as `\n`, at any depth of JSON inside
/// JSON.
#[inline]
pub fn is_escape_letter(text: &[u8], at: usize) -> bool {
    at > 0
        && text.get(at - 1) == Some(&b'\\')
        && matches!(text.get(at), Some(b'n' | b'r' | b't' | b'b' | b'f'))
}

/// True where a finding whose bytes are of `classes` may begin at `start`.
#[inline]
pub fn begins(text: &[u8], start: usize, classes: u8) -> bool {
    start == 0 || !at(text, start - 1, classes) || is_escape_letter(text, start - 1)
}

/// True where a word may begin at `start`. `_` counts as part of a word where a word goes on
/// behind it, and else as markup.
#[inline]
pub fn is_word_between(text: &[u8], start: usize, end: usize) -> bool {
    if !begins(text, start, WORD) || at(text, end, WORD) {
        return false;
    }
    let left = start > 0 && text.get(start - 1) == Some(&b'_');
    let right = text.get(end) == Some(&b'_');
    !(left && at_word(text, start.checked_sub(2)) || right && at(text, end + 1, WORD))
}

#[inline]
fn at_word(text: &[u8], index: Option<usize>) -> bool {
    index.is_some_and(|index| at(text, index, WORD) && !is_escape_letter(text, index))
}

/// True where a number in `start..end` stands by itself: no part of a word, of a decimal or of a
/// longer dashed id.
#[inline]
pub fn is_number_between(text: &[u8], start: usize, end: usize) -> bool {
    is_word_between(text, start, end) && !joins_left(text, start) && !joins_right(text, end)
}

/// True where a number may begin at `start`, whatever follows.
#[inline]
pub fn begins_number(text: &[u8], start: usize) -> bool {
    begins(text, start, WORD) && !joins_left(text, start)
}

fn joins_left(text: &[u8], start: usize) -> bool {
    let before = |by: usize| start.checked_sub(by).and_then(|at| text.get(at)).copied();
    match (before(2), before(1)) {
        (Some(far), Some(b'.')) => far.is_ascii_digit(),
        (_, Some(b'-' | b'/')) => at_word(text, start.checked_sub(2)),
        _ => false,
    }
}

fn joins_right(text: &[u8], end: usize) -> bool {
    match (text.get(end), text.get(end + 1)) {
        (Some(b'.'), Some(next)) => next.is_ascii_digit(),
        (Some(b'-' | b'/'), Some(&next)) => is(next, WORD),
        _ => false,
    }
}
