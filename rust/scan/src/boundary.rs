//! Where a finding may begin and end: beside something that its own class does not hold, escapes
//! counted as separators.

use crate::class::{DIGIT, JOINER, LOWER, UPPER, WORD, at, is, run_start};

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
    begins_word(text, start) && ends_word(text, end)
}

#[inline]
fn begins_word(text: &[u8], start: usize) -> bool {
    let is_behind = start > 0 && text.get(start - 1) == Some(&b'_');
    begins(text, start, WORD) && !(is_behind && at_word(text, start.checked_sub(2)))
}

#[inline]
fn ends_word(text: &[u8], end: usize) -> bool {
    let is_before = text.get(end) == Some(&b'_');
    !(at(text, end, WORD) || is_before && at(text, end + 1, WORD))
}

#[inline]
fn at_word(text: &[u8], index: Option<usize>) -> bool {
    index.is_some_and(|index| at(text, index, WORD) && !is_escape_letter(text, index))
}

/// True where a number in `start..end` stands by itself: no part of a word, of a decimal or of a
/// longer dashed id.
#[inline]
pub fn is_number_between(text: &[u8], start: usize, end: usize) -> bool {
    begins_number(text, start) && ends_number(text, end)
}

/// True where a number may begin at `start`, whatever follows.
#[inline(always)]
#[expect(clippy::inline_always, reason = "asked of every number")]
pub fn begins_number(text: &[u8], start: usize) -> bool {
    begins_word(text, start) && !joins_left(text, start)
}

/// True where `end` is the end of a number that may have a path or the length of a network behind
/// it.
#[inline]
pub fn ends_host(text: &[u8], end: usize) -> bool {
    ends_word(text, end) && (text.get(end) == Some(&b'/') || !joins_right(text, end))
}

/// True where a number may end before `end`, whatever it is.
#[inline]
pub fn ends_number(text: &[u8], end: usize) -> bool {
    ends_word(text, end) && !joins_right(text, end)
}

/// One behind the `.0` of a number of nine digits or more in `start..end`, which was read as a
/// decimal on its way through a table: `820335340.0`. `end` where it has none.
#[inline]
pub fn float_end(text: &[u8], start: usize, end: usize) -> usize {
    let is_float = end - start >= 9
        && matches!(text.get(end..end + 2), Some(b".0"))
        && !at(text, end + 2, WORD)
        && !(text.get(end + 2) == Some(&b'.') && at(text, end + 3, DIGIT));
    let is_open = || start > 0 && b"./-(+_".contains(&text[start - 1]);
    end + if is_float && !is_open() { 2 } else { 0 }
}

/// True where a part of a path may begin at `start`, behind one of letters alone: `/users/…`.
pub fn begins_segment(text: &[u8], start: usize) -> bool {
    let Some((b'/', before)) = text[..start].split_last() else {
        return false;
    };
    let from = run_start(text, before.len(), UPPER | LOWER | JOINER, 24);
    from < before.len() && from > 0 && text[from - 1] == b'/'
}

/// True where a number in `start..end` stands by itself, or as a part of a path.
pub fn is_number_or_segment(text: &[u8], start: usize, end: usize) -> bool {
    (begins_number(text, start) || begins_segment(text, start))
        && (ends_number(text, end) || ends_segment(text, end))
}

/// True where a part of a path may end before `end`, with one that begins with a letter behind it.
pub fn ends_segment(text: &[u8], end: usize) -> bool {
    text.get(end) == Some(&b'/') && at(text, end + 1, UPPER | LOWER)
}

/// `text` without the backslashes at its end.
pub fn without_run(text: &[u8]) -> &[u8] {
    let run = text
        .iter()
        .rev()
        .take(16)
        .take_while(|byte| **byte == b'\\');
    &text[..text.len() - run.count()]
}

/// True where the quote at `at` may close a text of JSON at any depth, and opens nothing: behind
/// blanks stand what parts values, a quote that is escaped less, or the end of the line. Source:
/// RFC 8259, 2.
pub fn closes_text(text: &[u8], at: usize) -> bool {
    const MAX_BLANKS: usize = 64;
    let rest = text.get(at + 1..).unwrap_or_default();
    let blanks = rest.iter().take(MAX_BLANKS);
    let blanks = blanks.take_while(|byte| matches!(byte, b' ' | b'\t'));
    let rest = &rest[blanks.count()..];
    let run = rest.iter().take(MAX_BLANKS);
    let run = run.take_while(|byte| **byte == b'\\').count();
    let own = at - without_run(&text[..at]).len();
    match rest.get(run) {
        Some(b'"') => run < own,
        Some(b'n' | b'r' | b't') => run > 0,
        Some(b',' | b':' | b'}' | b']' | b'\n' | b'\r') => run == 0,
        Some(_) => false,
        None => true,
    }
}

/// True where a text of JSON may close within `start..end`.
pub fn closes_within(text: &[u8], start: usize, end: usize) -> bool {
    (start..end).any(|at| text[at] == b'"' && closes_text(text, at))
}

/// Where a value begins in a run of its bytes from `run` on that goes on at `to`: behind an escape,
/// and behind the last sign of equality, before which a key stands.
pub fn value_in_run(text: &[u8], run: usize, to: usize) -> usize {
    let begin = run + usize::from(is_escape_letter(text, run));
    let key = text[begin..to].iter().rposition(|&byte| byte == b'=');
    key.map_or(begin, |sign| begin + sign + 1)
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
