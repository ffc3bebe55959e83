//! The digits around a candidate, cut into groups once.

use crate::boundary::{begins, is_escape_letter};
use crate::class::{DIGIT, WORD, at, run_start};
use crate::look::Look;
use crate::taken::Taken;

/// Groups of one cluster; what is longer is a table of numbers and is cut.
pub(crate) const MAX_GROUPS: usize = 16;
const MAX_DIGITS: usize = 24;
/// Most digits of a group that may be of a number.
pub(crate) const MAX_GROUP: usize = 19;
/// Bytes that are read as the digits of a group, at once.
const ROOM: usize = MAX_GROUP + 1;
/// Stands for a gap that only cards have: `_`, a dash between blanks.
pub(crate) const WIDE: u8 = b'_';
/// Stands for one that also parts columns: a tab, several blanks.
pub(crate) const GAP: u8 = b'\t';

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

    /// How many of its digits are in those of the cluster.
    pub fn kept(self) -> usize {
        self.len().min(MAX_GROUP)
    }
}

/// Groups of digits with single separators between them. One is made for all numbers of all texts.
#[derive(Debug)]
pub(crate) struct Cluster {
    groups: [Group; MAX_GROUPS],
    count: usize,
    digits: [u8; MAX_GROUPS * MAX_GROUP],
}

impl Default for Cluster {
    fn default() -> Self {
        Self {
            groups: [Group::default(); MAX_GROUPS],
            count: 0,
            digits: [0; MAX_GROUPS * MAX_GROUP],
        }
    }
}

impl Cluster {
    pub fn groups(&self) -> &[Group] {
        &self.groups[..self.count]
    }

    /// Digits of all groups as numbers, in a row; of a longer group its first ones.
    pub fn digits(&self) -> &[u8] {
        &self.digits
    }

    fn read(&mut self, text: &[u8]) {
        let mut count = 0;
        for group in &self.groups[..self.count] {
            let places = &mut self.digits[count..];
            let bytes = &text[group.start..];
            // More than there are is faster than as many: the next group is put over the rest.
            match (
                places.first_chunk_mut::<ROOM>(),
                bytes.first_chunk::<ROOM>(),
            ) {
                (Some(places), Some(bytes)) => {
                    *places = bytes.map(|byte| byte.wrapping_sub(b'0'));
                }
                _ => {
                    for (place, byte) in places.iter_mut().zip(&bytes[..group.kept()]) {
                        *place = byte.wrapping_sub(b'0');
                    }
                }
            }
            count += group.kept();
        }
    }

    fn push(&mut self, group: Group) -> bool {
        let Some(place) = self.groups.get_mut(self.count) else {
            return false;
        };
        *place = group;
        self.count += 1;
        true
    }

    /// Be the groups around the digits at `at`, or behind the `+` there.
    pub fn fill(&mut self, look: &Look<'_>, at: usize) {
        self.count = 0;
        self.find(look, at);
        self.read(look.text);
    }

    fn find(&mut self, look: &Look<'_>, at: usize) {
        let (text, taken) = (look.text, &*look.taken);
        let mut start = match text[at] {
            b'+' if text.get(at + 1) == Some(&b'(') => at + 2,
            b'+' => at + 1,
            _ => leftmost(text, at, taken),
        };
        let mut separator = 0;
        loop {
            let len = look.ahead(start, |masks| masks.digit).trailing_ones();
            let end = start + len as usize;
            let group = Group {
                start,
                end,
                separator,
            };
            if end == start || !self.push(group) {
                return;
            }
            let Some((next, sign)) = next_group(text, end).filter(|next| !taken.has(next.0)) else {
                return;
            };
            separator = sign;
            start = next;
        }
    }
}

/// True for what stands between groups of cards alone.
pub(crate) fn is_wide(separator: u8) -> bool {
    matches!(separator, WIDE | GAP)
}

/// One behind the groups before the first gap as between columns.
pub(crate) fn part_end(groups: &[Group]) -> usize {
    let own = groups
        .iter()
        .skip(1)
        .take_while(|group| group.separator != GAP);
    own.last().map_or(groups[0].end, |last| last.end)
}

/// Digits as numbers, of the groups that have room, with their count; 0 where not all have.
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

/// Where the next group begins, and what separates it.
fn next_group(text: &[u8], end: usize) -> Option<(usize, u8)> {
    let gap = text.get(end..)?;
    let (len, sign) = match gap {
        [
            sign @ (b' ' | b'-' | b'.' | b'/' | b')' | b'('),
            b'0'..=b'9',
            ..,
        ] => {
            return Some((end + 1, *sign));
        }
        [b' ', b'(', ..] => (2, b' '),
        [b')', b' ' | b'-', ..] => (2, b')'),
        [b' ', b'/', b' ', ..] => (3, b'/'),
        [b' ', b'-', b' ', ..] => (3, WIDE),
        [b' ', b' ', b' ', ..] => (3, GAP),
        [b' ', b' ', ..] => (2, GAP),
        [b'_', ..] => (1, WIDE),
        [b'\t', ..] => (1, GAP),
        [b'\\', ..] => {
            let run = gap
                .iter()
                .take(16)
                .take_while(|byte| **byte == b'\\')
                .count();
            (gap.get(run) == Some(&b't')).then_some((run + 1, GAP))?
        }
        _ => return None,
    };
    at(text, end + len, DIGIT).then_some((end + len, sign))
}

/// First digit of short groups before `at` that may belong to the same number.
fn leftmost(text: &[u8], at: usize, taken: &Taken) -> usize {
    let mut start = at;
    for _ in 0..4 {
        let Some(gap) = start.checked_sub(1) else {
            break;
        };
        let gap = match text[gap] {
            b' ' | b'-' if gap > 0 && text[gap - 1] == b')' => gap - 1,
            b' ' | b'-' | b'.' | b'/' | b')' => gap,
            b'(' if gap > 0 && text[gap - 1] == b' ' => gap - 1,
            _ => break,
        };
        let first = run_start(text, gap, DIGIT, 3);
        let is_inside = is_escape_letter(text, first) || !begins(text, first, WORD);
        if first == gap || gap - first > 2 || is_inside || taken.has(first) {
            break;
        }
        start = first;
    }
    start
}
