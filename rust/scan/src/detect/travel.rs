//! The machine-readable zone of passports, visas and identity cards, which software reads from
//! pictures of them. Source: ICAO Doc 9303, parts 3 to 7.

use std::ops::Range;

use crate::class::{DIGIT, UPPER, is};

/// How long a line is: of passports, of cards of the middle size, and of small ones, which have
/// three.
const PASSPORT: usize = 44;
const MIDDLE: usize = 36;
const SMALL: usize = 30;
/// Longest gap between two lines: quotes, escapes and blanks.
const MAX_GAP: usize = 12;

/// The zone of which one line is around `at`. Fillers end what is in most lines.
pub(super) fn zone(text: &[u8], at: usize) -> Option<(usize, usize)> {
    let line = line_around(text, at);
    let (before, own) = (line_before(text, &line), &text[line.clone()]);
    if own.len() == SMALL {
        let first = before?;
        let is_card = is_person(own, 0) && is_whole(&text[first.clone()], own);
        let last = line_behind(text, &line).unwrap_or(line);
        return is_card.then_some((first.start, last.end));
    }
    let is_document = matches!(own.len(), PASSPORT | MIDDLE)
        && is_checked(&own[..9], own[9])
        && own[10..13].iter().all(|&byte| is_mark(byte, UPPER))
        && is_person(own, 13);
    is_document.then(|| (before.unwrap_or(line.clone()).start, line.end))
}

/// True where `line` has, from `at` on, a day of birth, a sex and the day of expiry.
fn is_person(line: &[u8], at: usize) -> bool {
    let [birth, expiry] = [at, at + 8].map(|at| &line[at..at + 6]);
    let is_day = |day: &[u8]| day.iter().all(|&byte| is_mark(byte, DIGIT));
    is_day(birth)
        && is_day(expiry)
        && matches!(line[at + 7], b'M' | b'F' | b'X' | b'<')
        && is_checked(birth, line[at + 6])
        && is_checked(expiry, line[at + 14])
}

/// True where the last digit of the second line checks both lines of a small card.
fn is_whole(first: &[u8], second: &[u8]) -> bool {
    let parts = [&first[5..], &second[..7], &second[8..15], &second[18..29]];
    is_checked(&parts.concat(), second[29])
}

/// True where `check` is the check digit of `value`: weights 7, 3, 1.
fn is_checked(value: &[u8], check: u8) -> bool {
    let weights = [7, 3, 1].into_iter().cycle();
    let number = |byte: u8| match byte {
        b'0'..=b'9' => byte - b'0',
        b'A'..=b'Z' => byte - b'A' + 10,
        _ => 0,
    };
    let products = value.iter().zip(weights);
    let sum: u32 = products
        .map(|(byte, by)| u32::from(number(*byte)) * by)
        .sum();
    check.is_ascii_digit() && sum % 10 == u32::from(check - b'0')
}

/// True for a byte of a class, or a filler.
fn is_mark(byte: u8, class: u8) -> bool {
    byte == b'<' || is(byte, class)
}

fn is_of_line(byte: u8) -> bool {
    is_mark(byte, DIGIT | UPPER)
}

/// What of the bytes of a line lies around `at`; longer than any line where there are too many.
fn line_around(text: &[u8], at: usize) -> Range<usize> {
    let before = text[..at].iter().rev().take(PASSPORT + 1);
    let behind = text[at..].iter().take(PASSPORT + 1);
    let start = at - before.take_while(|byte| is_of_line(**byte)).count();
    start..at + behind.take_while(|byte| is_of_line(**byte)).count()
}

/// The line before one that is as long.
fn line_before(text: &[u8], line: &Range<usize>) -> Option<Range<usize>> {
    let gap = text[..line.start].iter().rev().take(MAX_GAP);
    let end = line.start - gap.take_while(|byte| !is_of_line(**byte)).count();
    let last = end.checked_sub(1).filter(|_| end < line.start)?;
    let before = line_around(text, last);
    (before.len() == line.len() && before.end == end).then_some(before)
}

/// The line behind one that is as long.
fn line_behind(text: &[u8], line: &Range<usize>) -> Option<Range<usize>> {
    let gap = text[line.end..].iter().take(MAX_GAP);
    let start = line.end + gap.take_while(|byte| !is_of_line(**byte)).count();
    let behind = (start > line.end).then(|| line_around(text, start))?;
    (behind.len() == line.len() && behind.start == start).then_some(behind)
}
