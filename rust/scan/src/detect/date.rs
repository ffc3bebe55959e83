//! Dates with a word of birth beside them, in digits or with the month by its name.

use crate::boundary::{begins, is_escape_letter};
use crate::class::{DIGIT, LOWER, UPPER, WORD, at, begins_like, is, run_end};
use crate::detect::cluster::Group;
use crate::entity::Entity;
use crate::look::Look;

/// Beginnings of months in the languages whose words of birth are known.
const MONTHS: [&str; 77] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "okt",
    "dez", "mai", "ene", "abr", "ago", "dic", "avr", "gen", "set", "mär", "maa", "mrt", "mei",
    "maj", "fev", "fév", "aoû", "déc", "jui", "out", "mag", "giu", "lug", "ott", "sty", "lut",
    "kwi", "cze", "lip", "sie", "wrz", "paź", "lis", "gru", "oca", "şub", "nis", "haz", "tem",
    "ağu", "eyl", "eki", "kas", "ara", "янв", "Янв", "фев", "Фев", "мар", "Мар", "апр", "Апр",
    "мая", "Мая", "июн", "Июн", "июл", "Июл", "авг", "сен", "окт", "ноя", "дек", "Дек",
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
    let is_calendar = is_calendar && !is_moment(text, groups[groups.len() - 1].end);
    let start = groups[0].start;
    is_calendar && (look.says(start, Entity::DateOfBirth) || is_born(&text[..start]))
}

/// True for the Polish abbreviation of a word of birth, which is too short for a word.
pub(crate) fn is_born(before: &[u8]) -> bool {
    let lead = before
        .strip_suffix(b"ur. ")
        .or_else(|| before.strip_suffix(b"ur."));
    lead.is_some_and(|lead| {
        lead.last()
            .is_none_or(|last| !is(*last, WORD) && *last < 0x80)
    })
}

/// True where a time with seconds stands behind a day that ends before `end`: people are born at
/// midnight, or at what it is elsewhere.
pub(crate) fn is_moment(text: &[u8], end: usize) -> bool {
    match text.get(end..end + 9) {
        Some([b'T' | b' ', _, _, b':', minutes @ .., b':', first, second]) => {
            let is_hour = matches!(minutes, b"00" | b"30") && (*first, *second) == (b'0', b'0');
            !is_hour && first.is_ascii_digit() && second.is_ascii_digit()
        }
        _ => false,
    }
}

/// One behind a day of digits whose first number ends before `first`: `d/d/dd`, `d/d/dddd`.
pub(crate) fn day_end(text: &[u8], first: usize) -> usize {
    let second = first + 2 + usize::from(at(text, first + 2, DIGIT));
    second + 3 + if at(text, second + 3, DIGIT) { 2 } else { 0 }
}

/// One behind the time that begins with the `T` at `start`. Source: ISO 8601.
pub(crate) fn time_end(text: &[u8], start: usize) -> usize {
    let is_part = |byte: &&u8| is(**byte, DIGIT) || b"T:.+-Z".contains(byte);
    start + text[start..].iter().take(32).take_while(is_part).count()
}

/// Verify the day at `day`, of whose number that is the last digit, as one with the name of its
/// month and a year of two digits: `9-Aug-02`.
pub(crate) fn short(look: &mut Look<'_>, day: usize) -> bool {
    let text = look.text;
    let Some([sign, month @ .., last, _, _]) = text.get(day + 1..day + 8) else {
        return false;
    };
    let is_parted = sign == last && matches!(sign, b'-' | b' ' | b'/' | b'.' | b'\'');
    if !is_parted || !is_month(month) || !look.wants(Entity::DateOfBirth) {
        return false;
    }
    let start = day - usize::from(day > 0 && is(text[day - 1], DIGIT));
    look.until = day + 8;
    let is_alone = !at(text, look.until, WORD) && begins(text, start, WORD);
    let fits = is_alone && look.says(start, Entity::DateOfBirth);
    if fits {
        look.found(Entity::DateOfBirth, start, look.until);
        look.done.number = look.until;
    }
    fits
}

fn is_month(name: &[u8]) -> bool {
    if let [b'1'..=b'9'] | [b'0', b'1'..=b'9'] | [b'1', b'0'..=b'2'] = name {
        return true;
    }
    let is_name = |first: &u8| is(*first, UPPER | LOWER) || !first.is_ascii();
    let mut months = MONTHS.iter();
    name.first().is_some_and(is_name) && months.any(|known| begins_like(name, known.as_bytes()))
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
    let eastern = eastern(text, end).or_else(|| spaced(text, end));
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
    let is_named = !is(text[second.0], DIGIT);
    let (day, month) = if is_named && is(text[first.0], DIGIT) {
        (first, second)
    } else {
        (second, first)
    };
    let name = &text[month.0..month.1];
    let start = first.0.min(second.0);
    let is_day = day.1 - day.0 <= 4 && is(text[day.0], DIGIT);
    let fits = is_day && is_month(name) && look.says(start, Entity::DateOfBirth);
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

/// One behind `. 12. 14.` at `start`.
fn spaced(text: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    for _ in 0..2 {
        let rest = text.get(at..)?.strip_prefix(b". ")?;
        let end = run_end(rest, 0, DIGIT, 3);
        at += 2 + Some(end).filter(|end| matches!(end, 1 | 2))?;
    }
    Some(at + usize::from(text.get(at) == Some(&b'.')))
}

/// The same without the little words between the parts: `17th of February`, `17 de febrero de`.
fn back_over(text: &[u8], to: usize) -> Option<(usize, usize)> {
    let word = back(text, to)?;
    match &text[word.0..word.1] {
        b"of" | b"de" | b"del" => back(text, word.0),
        _ => Some(word),
    }
}

/// Where the word begins that ends before `end`, with letters of Latin, Greek and Cyrillic.
fn word_start(text: &[u8], end: usize) -> usize {
    let mut start = end;
    while end - start < 18 {
        start -= match text[..start] {
            [.., last] if is(last, WORD) => 1,
            [.., 0xc3..=0xdf, 0x80..=0xbf] => 2,
            _ => break,
        };
    }
    start
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
    let start = word_start(text, end);
    let start = start + usize::from(is_escape_letter(text, start));
    let is_letter = |byte: &u8| is(*byte, UPPER | LOWER) || *byte >= 0x80;
    let is_one = at(text, start, DIGIT) || text[start..end].iter().all(is_letter);
    (gap > 0 && start < end && is_one).then_some((start, end))
}

/// True for what begins with a day of the calendar, `2026-03-04 05`, and for two years of which the
/// second is the later one, `2015-2020`.
pub(crate) fn is_time(text: &[u8], groups: &[Group]) -> bool {
    is_day(text, groups) || is_years(text, groups)
}

/// True for two years of which the second is the later one.
fn is_years(text: &[u8], groups: &[Group]) -> bool {
    let year = |group: &Group| {
        let digits = &text[group.start..group.end];
        (digits.len() == 4 && matches!(digits, [b'1', b'9', ..] | [b'2', b'0', ..]))
            .then_some(digits)
    };
    let [first, second] = groups else {
        return false;
    };
    matches!((year(first), year(second)), (Some(from), Some(to)) if from < to)
}

/// True for a day of the calendar, with or without the hour behind it: `2026-03-04 05`.
fn is_day(text: &[u8], groups: &[Group]) -> bool {
    let number = |group: &Group| {
        let digits = text[group.start..group.end].iter();
        digits.fold(0u32, |value, byte| value * 10 + u32::from(byte & 0xf))
    };
    let [first, second, third, ..] = groups else {
        return false;
    };
    let (year, rest) = match (first.len(), third.len()) {
        (4, 2) => (number(first), number(third)),
        (2, 4) => (number(third), number(first)),
        _ => return false,
    };
    let is_tied =
        second.separator == third.separator && matches!(third.separator, b'-' | b'.' | b'/');
    let is_month = second.len() == 2 && (1..=31).contains(&number(second));
    is_tied && is_month && (1900..2100).contains(&year) && (1..=31).contains(&rest)
}
