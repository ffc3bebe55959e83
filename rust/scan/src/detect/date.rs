//! Dates with a word of birth beside them, in digits or with the month by its name.

use crate::boundary::is_escape_letter;
use crate::class::{DIGIT, LOWER, UPPER, WORD, at, is, run_end, run_start};
use crate::detect::cluster::Group;
use crate::entity::Entity;
use crate::look::Look;

/// Beginnings of months in the languages whose words of birth are known.
const MONTHS: [&[u8]; 22] = [
    b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec",
    b"okt", b"dez", b"mai", b"ene", b"abr", b"ago", b"dic", b"avr", b"gen", b"set",
];

fn number(text: &[u8], group: &Group) -> u32 {
    text[group.start..group.end]
        .iter()
        .fold(0u32, |value, &byte| value * 10 + u32::from(byte & 0xf))
}

/// True where `groups` are a date of the calendar that a word of birth announces.
pub(crate) fn is_birth(look: &Look<'_>, groups: &[Group]) -> bool {
    if !look.wants(Entity::DateOfBirth) {
        return false;
    }
    let text = look.text;
    let (year, rest) = match groups {
        [only] if only.len() == 8 => {
            let value = number(text, only);
            (value / 10_000, [value / 100 % 100, value % 100])
        }
        [first, second, third] => match (first.len(), second.len(), third.len()) {
            (4, 1 | 2, 1 | 2) => (
                number(text, first),
                [number(text, second), number(text, third)],
            ),
            (1 | 2, 1 | 2, 4) => (
                number(text, third),
                [number(text, first), number(text, second)],
            ),
            (1 | 2, 1 | 2, 2) => (
                1900 + number(text, third),
                [number(text, first), number(text, second)],
            ),
            _ => return false,
        },
        _ => return false,
    };
    let [low, high] = [rest[0].min(rest[1]), rest[0].max(rest[1])];
    let is_calendar = is_year(year) && (1..=12).contains(&low) && high <= 31;
    is_calendar && look.says(groups[0].start, Entity::DateOfBirth)
}

fn is_year(year: u32) -> bool {
    (1900..=2100).contains(&year)
}

/// Verify the year at `at` as the end of a date with a month's name: `12 March 1985`, `March 12,
/// 1985`, `12-Mar-1985`.
pub(crate) fn written(look: &mut Look<'_>, at: usize, end: usize) -> bool {
    let text = look.text;
    let is_first = text.get(end) == Some(&b'-') && self::at(text, end + 1, DIGIT);
    let is_year = matches!(&text[at..at + 2], b"19" | b"20") && !is_first;
    if !is_year || !look.wants(Entity::DateOfBirth) {
        return false;
    }
    let eastern = eastern(text, end);
    look.until = eastern.unwrap_or(end);
    if let Some(end) = eastern
        && look.says(at, Entity::DateOfBirth)
    {
        look.found(Entity::DateOfBirth, at, end);
        look.done.number = end;
        return true;
    }
    let first = back_over(text, at);
    let second = first.and_then(|word| back_over(text, word.0));
    let (Some(first), Some(second)) = (first, second) else {
        return false;
    };
    let (day, month) = if is(text[first.0], DIGIT) {
        (first, second)
    } else {
        (second, first)
    };
    let name = &text[month.0..month.1];
    let is_month = name.len() >= 3
        && MONTHS
            .iter()
            .any(|known| name[..3].eq_ignore_ascii_case(known));
    let start = first.0.min(second.0);
    let is_day = day.1 - day.0 <= 4 && is(text[day.0], DIGIT);
    let fits = is_month && is_day && look.says(start, Entity::DateOfBirth);
    if fits {
        look.found(Entity::DateOfBirth, start, end);
        look.done.number = end;
    }
    fits
}

/// One behind `年4月26日`, or the same in Korean, at `start`.
fn eastern(text: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    for (index, marks) in [["年", "년"], ["月", "월"], ["日", "일"]]
        .into_iter()
        .enumerate()
    {
        if index > 0 {
            let blanks = usize::from(text.get(at) == Some(&b' '));
            let end = run_end(text, at + blanks, DIGIT, 2);
            at = (end > at + blanks).then_some(end)?;
        }
        let rest = text.get(at..)?;
        at += marks
            .into_iter()
            .find(|mark| rest.starts_with(mark.as_bytes()))?
            .len();
    }
    Some(at)
}

/// The same without the little words between the parts: `17th of February`, `17 de febrero de`.
fn back_over(text: &[u8], to: usize) -> Option<(usize, usize)> {
    let word = back(text, to)?;
    match &text[word.0..word.1] {
        b"of" | b"de" | b"del" => back(text, word.0),
        _ => Some(word),
    }
}

/// The word before `to`, and before what separates parts of a date.
fn back(text: &[u8], to: usize) -> Option<(usize, usize)> {
    let gap = text[..to]
        .iter()
        .rev()
        .take(3)
        .take_while(|byte| matches!(byte, b' ' | b',' | b'-' | b'.' | b'/'))
        .count();
    let end = to - gap;
    let start = run_start(text, end, WORD, 12);
    let start = start + usize::from(is_escape_letter(text, start));
    let is_one = at(text, start, DIGIT) || run_end(text, start, UPPER | LOWER, 12) == end;
    (gap > 0 && start < end && is_one).then_some((start, end))
}
