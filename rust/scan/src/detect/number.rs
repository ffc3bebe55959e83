//! Numbers in groups: the digits around a candidate, cut into groups once, then offered to each
//! kind of number.

use crate::boundary::{begins_number, is_escape_letter, is_number_between};
use crate::class::{DIGIT, WORD, at, is, run_end, run_start};
use crate::detect::{card, check, phone};
use crate::entity::Entity;
use crate::meaning::words;
use crate::scanner::Look;

/// Groups of one cluster; what is longer is a table of numbers and is cut.
const MAX_GROUPS: usize = 12;
const MAX_DIGITS: usize = 24;

/// Digits of one group, and what stands before them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Group {
    pub start: usize,
    pub end: usize,
    pub separator: u8,
}

impl Group {
    pub fn len(self) -> usize {
        self.end - self.start
    }
}

/// Groups of digits with single separators between them.
#[derive(Debug, Default)]
pub(crate) struct Cluster {
    groups: [Group; MAX_GROUPS],
    count: usize,
}

impl Cluster {
    pub fn groups(&self) -> &[Group] {
        &self.groups[..self.count]
    }

    fn push(&mut self, group: Group) -> bool {
        let Some(place) = self.groups.get_mut(self.count) else {
            return false;
        };
        *place = group;
        self.count += 1;
        true
    }

    /// The groups around the digits at `at`, or behind the `+` there.
    fn fill(&mut self, text: &[u8], at: usize) {
        let mut start = if text[at] == b'+' {
            at + 1
        } else {
            leftmost(text, at)
        };
        let mut separator = 0;
        loop {
            let end = run_end(text, start, DIGIT, 64);
            let group = Group {
                start,
                end,
                separator,
            };
            if end == start || !self.push(group) {
                return;
            }
            let Some(next) = next_group(text, end) else {
                return;
            };
            separator = text[end];
            start = next;
        }
    }
}

/// Digits as numbers, with their count.
pub(crate) fn digits_of(text: &[u8], groups: &[Group]) -> ([u8; MAX_DIGITS], usize) {
    let mut digits = [0; MAX_DIGITS];
    let mut count = 0;
    for group in groups {
        let Some(places) = digits.get_mut(count..count + group.len()) else {
            return (digits, 0);
        };
        for (place, byte) in places.iter_mut().zip(&text[group.start..group.end]) {
            *place = byte.wrapping_sub(b'0');
        }
        count += group.len();
    }
    (digits, count)
}

/// Verify the digits at `at`, or the `+` before them.
pub(crate) fn number(look: &mut Look<'_>, at: usize) {
    if at < look.done.number {
        return;
    }
    if look.text[at] == b'+' && !phone::may_follow(look.text, at) {
        return;
    }
    let end = run_end(look.text, at, DIGIT, 64);
    if is_single(look.text, at, end) {
        look.done.number = end;
        let group = Group {
            start: at,
            end,
            separator: 0,
        };
        if may_be(look.text[at], group.len()) {
            from_first(look, &[group], true);
        }
        return;
    }
    let mut cluster = Cluster::default();
    cluster.fill(look.text, at);
    // A cluster that is cut is looked at again from its last groups on, which may begin a number.
    let read = match cluster.groups() {
        [] => return,
        groups if groups.len() == MAX_GROUPS => groups[MAX_GROUPS - 5].start,
        groups => groups[groups.len() - 1].end,
    };
    look.done.number = read.max(at + 1);
    let mut rest = cluster.groups();
    if look.text[at] == b'+' {
        rest = international(look, rest);
    }
    while !rest.is_empty() {
        let taken = from_first(look, rest, rest.len() == cluster.count);
        rest = &rest[taken..];
    }
}

/// False where no number of one group has so many digits, or that many behind this first one: times
/// and ids do.
#[inline]
fn may_be(first: u8, len: usize) -> bool {
    match len {
        7..=12 | 15 => true,
        13..=19 => card::begins(first),
        _ => false,
    }
}

/// True where no other group of digits can stand beside the one in `at..end`, which is nearly
/// always.
#[inline]
fn is_single(text: &[u8], at: usize, end: usize) -> bool {
    let is_gap = |byte: &u8| matches!(byte, b' ' | b'-' | b'.' | b'/' | b'(' | b')' | b'+');
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    let is_open = before.is_some_and(is_gap)
        && text[at.saturating_sub(3)..at]
            .iter()
            .any(|byte| is(*byte, DIGIT) || *byte == b'(');
    let is_followed = text.get(end).is_some_and(is_gap)
        && text[end..text.len().min(end + 3)]
            .iter()
            .any(|byte| is(*byte, DIGIT));
    text[at] != b'+' && !is_open && !is_followed
}

/// Take a number in international form off `groups`.
fn international<'g>(look: &mut Look<'_>, groups: &'g [Group]) -> &'g [Group] {
    let Some(count) = phone::international(look.text, groups) else {
        return groups;
    };
    let end = groups[count - 1].end;
    if !at(look.text, end, WORD) {
        look.found(Entity::Phone, groups[0].start - 1, end);
        return &groups[count..];
    }
    groups
}

/// Offer the numbers that begin with the first group to each kind. Gives how many groups are done
/// with.
fn from_first(look: &mut Look<'_>, groups: &[Group], is_first: bool) -> usize {
    let longest = groups.len().min(MAX_PARTS);
    if !begins_number(look.text, groups[0].start) {
        return 1;
    }
    for count in (1..=longest).rev() {
        let part = &groups[..count];
        let is_whole = is_first && count == groups.len();
        let digits: usize = part.iter().map(|group| group.len()).sum();
        if !(7..=19).contains(&digits) {
            continue;
        }
        let nif = usize::from(is_nif(look.text, part));
        if !is_number_between(look.text, start_of(part), end_of(part) + nif) {
            continue;
        }
        if let Some(entity) = kind(look, part, is_whole) {
            look.found(entity, opened(look.text, part), end_of(part) + nif);
            return count;
        }
    }
    1
}

/// Most groups of one number: a French one has seven.
const MAX_PARTS: usize = 7;

fn start_of(groups: &[Group]) -> usize {
    groups[0].start
}

/// The bracket around an area code belongs to the number.
fn opened(text: &[u8], groups: &[Group]) -> usize {
    let start = start_of(groups);
    let is_closed = groups.get(1).is_some_and(|group| group.separator == b')');
    let is_open = start > 0 && text[start - 1] == b'(';
    start - usize::from(is_closed && is_open)
}

fn end_of(groups: &[Group]) -> usize {
    groups[groups.len() - 1].end
}

/// What `groups` are, the surest kind first.
fn kind(look: &Look<'_>, groups: &[Group], is_whole: bool) -> Option<Entity> {
    let text = look.text;
    let (digits, count) = digits_of(text, groups);
    let digits = &digits[..count];
    let shape = Shape::new(groups);
    if look.wants(Entity::CreditCard) && shape.is_card() && card::is_card(digits) {
        return Some(Entity::CreditCard);
    }
    match count {
        8 if look.wants(Entity::EsNif) && is_nif(text, groups) => return Some(Entity::EsNif),
        8 if is_date(look, groups) => return Some(Entity::DateOfBirth),
        9 => {
            if let Some(entity) = social(look, digits, groups, &shape) {
                return Some(entity);
            }
        }
        10 if look.wants(Entity::UkNhs)
            && check::is_nhs(digits)
            && has_context(look, groups, Entity::UkNhs) =>
        {
            return Some(Entity::UkNhs);
        }
        12 if is_aadhaar(look, digits, groups, &shape) => return Some(Entity::InAadhaar),
        15 if look.wants(Entity::FrNir) && shape.is_nir() && check::is_nir(digits) => {
            return Some(Entity::FrNir);
        }
        _ => (),
    }
    let is_phone = look.wants(Entity::Phone)
        && (phone::is_formatted(text, groups, is_whole)
            || phone::is_possible(text, groups) && has_context(look, groups, Entity::Phone));
    is_phone.then_some(Entity::Phone)
}

/// Lengths of groups, and the one separator between them; 0 where separators differ.
struct Shape {
    lens: [usize; MAX_PARTS],
    count: usize,
    separator: u8,
}

impl Shape {
    fn new(groups: &[Group]) -> Self {
        let mut lens = [0; MAX_PARTS];
        for (len, group) in lens.iter_mut().zip(groups) {
            *len = group.len();
        }
        let inner = groups.get(1..).unwrap_or_default();
        let first = inner.first().map_or(b' ', |group| group.separator);
        let is_even = inner.iter().all(|group| group.separator == first);
        Self {
            lens,
            count: groups.len(),
            separator: if is_even { first } else { 0 },
        }
    }

    fn lens(&self) -> &[usize] {
        &self.lens[..self.count]
    }

    fn is_card(&self) -> bool {
        matches!(self.separator, b' ' | b'-' | b'.') && card::is_printed(self.lens())
    }

    fn is_nir(&self) -> bool {
        self.separator != 0 && matches!(self.lens(), [15] | [13, 2] | [1, 2, 2, 2, 3, 3, 2])
    }
}

/// Kinds that the words before the number, or the key, speak of.
fn has_context(look: &Look<'_>, groups: &[Group], entity: Entity) -> bool {
    look.options.context.has(entity) || {
        let start = groups[0].start;
        words(&look.text[start.saturating_sub(REACH)..start]).has(entity)
    }
}

/// How far before a number a word counts.
const REACH: usize = 40;

/// United States numbers of nine digits: area, group and serial within what was ever issued.
/// Source: SSA, POMS RM 10201; IRS, Publication 1915.
fn social(look: &Look<'_>, digits: &[u8], groups: &[Group], shape: &Shape) -> Option<Entity> {
    let number = |part: &[u8]| {
        part.iter()
            .fold(0u32, |value, &digit| value * 10 + u32::from(digit))
    };
    let (area, group, serial) = (
        number(&digits[..3]),
        number(&digits[3..5]),
        number(&digits[5..]),
    );
    let is_written = shape.lens() == [3, 2, 4];
    let is_ssn = !matches!(area, 0 | 666 | 900..) && group != 0 && serial != 0;
    let is_itin = area >= 900 && matches!(group, 50..=65 | 70..=88 | 90..=92 | 94..=99);
    let context = |entity| has_context(look, groups, entity);
    let is_tied = is_written && matches!(shape.separator, b'-' | b' ');
    if is_ssn
        && look.wants(Entity::UsSsn)
        && (is_tied || shape.count == 1 && context(Entity::UsSsn))
    {
        return Some(Entity::UsSsn);
    }
    let is_tax = is_itin && look.wants(Entity::UsItin) && context(Entity::UsItin);
    (is_tax && (is_tied || shape.count == 1)).then_some(Entity::UsItin)
}

fn next_group(text: &[u8], end: usize) -> Option<usize> {
    let next = match text.get(end)? {
        b' ' if text.get(end + 1) == Some(&b'(') => end + 2,
        b')' if matches!(text.get(end + 1), Some(b' ' | b'-')) => end + 2,
        b' ' | b'-' | b'.' | b'/' | b')' | b'(' => end + 1,
        _ => return None,
    };
    at(text, next, DIGIT).then_some(next)
}

/// First digit of short groups before `at` that may belong to the same number.
fn leftmost(text: &[u8], at: usize) -> usize {
    let mut start = at;
    for _ in 0..4 {
        let Some(gap) = start.checked_sub(1) else {
            break;
        };
        let gap = match text[gap] {
            b' ' | b'-' | b'.' | b'/' => gap,
            b'(' if gap > 0 && text[gap - 1] == b' ' => gap - 1,
            _ => break,
        };
        let first = run_start(text, gap, DIGIT, 3);
        if first == gap || gap - first > 2 || is_escape_letter(text, first) {
            break;
        }
        start = first;
    }
    start
}

fn is_aadhaar(look: &Look<'_>, digits: &[u8], groups: &[Group], shape: &Shape) -> bool {
    look.wants(Entity::InAadhaar)
        && digits[0] >= 2
        && check::is_verhoeff(digits)
        && match shape.lens() {
            [4, 4, 4] => matches!(shape.separator, b' ' | b'-'),
            [12] => has_context(look, groups, Entity::InAadhaar),
            _ => false,
        }
}

/// Eight digits and their control letter, which stands behind them.
fn is_nif(text: &[u8], groups: &[Group]) -> bool {
    let [group] = groups else { return false };
    if group.len() != 8 {
        return false;
    }
    let letter = text.get(group.end).copied().unwrap_or(0);
    check::nif_letter(&text[group.start..group.end], 0) == letter
}

/// A date of the calendar with a word of birth beside it.
fn is_date(look: &Look<'_>, groups: &[Group]) -> bool {
    let number = |group: &Group| {
        look.text[group.start..group.end]
            .iter()
            .fold(0u32, |value, &byte| value * 10 + u32::from(byte & 0xf))
    };
    let [first, second, third] = groups else {
        return false;
    };
    let (year, rest) = match (first.len(), third.len()) {
        (4, 2) => (number(first), [number(second), number(third)]),
        (2, 4) => (number(third), [number(first), number(second)]),
        _ => return false,
    };
    let [low, high] = [rest[0].min(rest[1]), rest[0].max(rest[1])];
    let is_calendar = (1900..=2100).contains(&year) && (1..=12).contains(&low) && high <= 31;
    is_calendar && look.wants(Entity::DateOfBirth) && has_context(look, groups, Entity::DateOfBirth)
}
