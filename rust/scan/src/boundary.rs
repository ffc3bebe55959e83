//! Where words begin and end, in plain text and inside JSON strings.

use crate::class::{HEX, WORD, at, is};

fn is_escape_letter(byte: u8) -> bool {
    matches!(byte, b'n' | b't' | b'r' | b'b' | b'f')
}

/// The place behind the JSON escape that `from` lies in; `from` itself where it lies in none.
pub fn behind_escape(text: &[u8], from: usize) -> usize {
    let byte = |at: usize| text.get(at).copied().unwrap_or_default();
    if from > 0 && byte(from - 1) == b'\\' && is_escape_letter(byte(from)) {
        return from + 1;
    }
    for back in 1..=5.min(from) {
        let slash = from - back;
        let is_unicode = byte(slash) == b'\\' && byte(slash + 1) == b'u';
        if is_unicode && (2..6).all(|digit| at(text, slash + digit, HEX)) {
            return slash + 6;
        }
    }
    from
}

/// True where the byte before `from` is in `classes` and not the end of an escape such as `\n` or
/// `\u003c`.
pub fn is_inside(text: &[u8], from: usize, classes: u8) -> bool {
    let Some(&before) = from.checked_sub(1).and_then(|at| text.get(at)) else {
        return false;
    };
    is(before, classes) && behind_escape(text, from - 1) != from
}

/// True where a number at `start..end` stands alone: it is no part of a word, of an id or of a
/// decimal.
pub fn is_number_alone(text: &[u8], start: usize, end: usize) -> bool {
    let byte = |at: Option<usize>| at.and_then(|at| text.get(at)).copied().unwrap_or_default();
    let (before, behind) = (byte(start.checked_sub(1)), byte(Some(end)));
    if is_inside(text, start, WORD) || is(behind, WORD) {
        return false;
    }
    if (before == b'_') != (behind == b'_') {
        return false;
    }
    let hex_before = start >= 5 && (start - 5..start - 1).all(|place| at(text, place, HEX));
    let hex_behind = (end + 1..end + 5).all(|place| at(text, place, HEX));
    let decimal_before = before == b'.' && start >= 2 && at(text, start - 2, HEX);
    let decimal_behind = behind == b'.' && byte(Some(end + 1)).is_ascii_digit();
    !(before == b'-' && hex_before
        || behind == b'-' && hex_behind
        || decimal_before
        || decimal_behind)
}
