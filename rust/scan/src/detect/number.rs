//! Numbers in groups: each cluster of digits is offered to each kind of number.

use crate::boundary::{
    begins_number, begins_segment, ends_number, ends_segment, float_end, is_escape_letter,
};
use crate::class::{DIGIT, LOWER, UPPER, WORD, at, is, run_end};
use crate::detect::cluster::{Cluster, Group, MAX_GROUP, MAX_GROUPS, digits_of, is_wide, part_end};
use crate::detect::{capitals, card, date, document, kinds, lettered, phone, single};
use crate::entity::{Entity, EntitySet};
use crate::look::Look;

/// How many groups of a cluster that is cut are done with.
const CUT: usize = MAX_GROUPS - 5;
/// Most groups of one number: a French one has seven.
pub(crate) const MAX_PARTS: usize = 7;

/// Verify the digits at `at`, or the `+` before them.
pub(crate) fn number(look: &mut Look<'_>, cluster: &mut Cluster, at: usize) {
    if at < look.done.number || look.taken.has(at) {
        return;
    }
    let text = look.text;
    if text[at] == b'+' && !phone::may_follow(text, at) {
        return;
    }
    let end = at + look.ahead(at, |masks| masks.digit).trailing_ones() as usize;
    if end - at < 3 && text[at] != b'+' {
        if end - at == 1 && single::row(look, at) || date::short(look, end - 1) {
            return;
        }
        look.until = date::day_end(text, end);
        if is_short(look, at, end) {
            return;
        }
    }
    if text[at] == b'+' && is_lettered(text, at + 1) {
        return;
    }
    let is_word = text.get(end).is_some_and(|&next| is(next, WORD));
    if is_word && !(end - at >= 9 && has_extension(text, end)) {
        look.done.number = lettered::verify(look, at, end).unwrap_or(end);
        return;
    }
    if is_plain(look, at, end) {
        return;
    }
    if end - at == 4 && is_written(look, at, end) || lettered::behind_place(look, at) {
        return;
    }
    if is_single(text, at, end) || float_end(text, at, end) > end {
        look.done.number = end;
        look.until = end;
        let group = Group {
            start: at,
            end,
            separator: 0,
        };
        if may_be(look, text[at], group.len()) && is_told(look, group) {
            let digits = digits_of(text, &[group]).0;
            from_first(look, &[group], &digits, true);
        }
        return;
    }
    cluster.fill(look, at);
    grouped(look, at, cluster);
}

fn grouped(look: &mut Look<'_>, at: usize, cluster: &Cluster) {
    // A cluster that is cut is looked at again from its last groups on, which may begin a number.
    let read = match cluster.groups() {
        [] => return,
        groups if groups.len() == MAX_GROUPS => groups[CUT].start,
        // A letter of the number may follow the last group.
        [.., last] if self::at(look.text, last.end, WORD) => last.start,
        [.., last] => last.end,
    };
    look.done.number = read.max(at + 1);
    look.until = part_end(cluster.groups());
    if look.text[look.until..].starts_with(b"T00:00") {
        look.until = date::time_end(look.text, look.until);
    }
    if is_parcel(look.text, cluster.groups()) {
        return;
    }
    let mut rest = cluster.groups();
    if look.text[at] == b'+' && !is_added(look, at, cluster) {
        rest = international(look, at, rest);
    }
    let digits = cluster.digits();
    let whole = cluster.groups().len();
    let mut first: usize = cluster.groups()[..whole - rest.len()]
        .iter()
        .map(|group| group.kept())
        .sum();
    // The last groups of one that is cut are looked at with what follows them.
    let left = if whole == MAX_GROUPS {
        MAX_GROUPS - CUT
    } else {
        0
    };
    // In a long row with no letter near nothing is said of any number.
    let is_silent = |group: &Group| look.is_bare(group.start) && is_silent(look, group.start);
    let is_row = whole == MAX_GROUPS && rest.first().is_some_and(is_silent);
    while rest.len() > left {
        let is_first = rest.len() == whole;
        if rest[0].start >= look.until {
            look.until = part_end(rest);
        }
        let is_passed = match rest[0].separator {
            b'-' | b'.' | b'/' => true,
            b' ' => is_row && !kinds::may_tell(rest),
            _ => false,
        };
        let taken = if is_passed && !is_first {
            1
        } else {
            from_first(look, rest, &digits[first..], is_first)
        };
        first += rest[..taken]
            .iter()
            .map(|group| group.kept())
            .sum::<usize>();
        rest = &rest[taken..];
    }
}

/// True for four digits that are the year of a day, the middle of a number in letters, or the first
/// of a card whose parts are a list.
#[inline]
fn is_written(look: &mut Look<'_>, at: usize, end: usize) -> bool {
    date::written(look, at, end) || capitals::parted(look, at, end) || single::listed(look, at)
}

/// True for the number of a parcel: 9, and twenty or twenty-two digits in fours. Source: USPS,
/// Publication 199.
fn is_parcel(text: &[u8], groups: &[Group]) -> bool {
    let inner = groups.get(1..).unwrap_or_default();
    let is_fours = groups.iter().take(5).all(|group| group.len() == 4);
    let has_end = groups.len() == 5 || groups.len() == 6 && groups[5].len() == 2;
    let is_even = inner
        .iter()
        .all(|group| group.separator == inner[0].separator);
    has_end && is_fours && is_even && text[groups[0].start] == b'9'
}

/// True for what may only be a day, and is none: no other number begins with one or two digits and
/// then fewer than three more pairs.
#[inline]
fn is_short(look: &Look<'_>, start: usize, end: usize) -> bool {
    let text = look.text;
    let is_pair = |by: usize| at(text, start + by, DIGIT) && at(text, start + by + 1, DIGIT);
    let is_pairs = end - start == 2 && is_pair(3) && is_pair(6) && is_pair(9);
    let is_day = || look.wants(Entity::DateOfBirth) && look.says(start, Entity::DateOfBirth);
    text[start] != b'+' && !is_pairs && !is_day()
}

/// Passes a date of ISO 8601 that is no day of birth, and the digits of a decimal.
#[inline]
fn is_plain(look: &mut Look<'_>, at: usize, end: usize) -> bool {
    let text = look.text;
    let is_date = end - at == 4
        && text.get(end..end + 6).is_some_and(|rest| {
            rest[0] == b'-' && rest[3] == b'-' && is(rest[1], DIGIT) && is(rest[4], DIGIT)
        })
        && (!look.wants(Entity::DateOfBirth) || date::is_moment(text, end + 6));
    let is_decimal = end - at >= 5 && at > 1 && text[at - 1] == b'.' && is(text[at - 2], DIGIT);
    let end = if is_date { end + 6 } else { end };
    if is_date || is_decimal {
        look.done.number = end;
    }
    is_date || is_decimal
}

/// False where no number of one group has so many digits, or that many behind this first one: times
/// and ids do.
#[inline]
fn may_be(look: &Look<'_>, first: u8, len: usize) -> bool {
    match len {
        // Seconds since 1970 are no telephone.
        10 if first == b'1' => look.wants_plain(),
        7..=14 | 18 => true,
        13..=19 if card::begins(first) => true,
        6 | 15..=17 => look.wants_plain() || len == 15,
        _ => false,
    }
}

/// False where nothing but a word would tell what the digits are, and there is none.
#[inline]
fn is_told(look: &Look<'_>, group: Group) -> bool {
    let first = look.text[group.start];
    let is_sure = match group.len() {
        8 | 15 | 18 => true,
        12..=19 => card::begins(first),
        _ => false,
    };
    is_sure || begins_number(look.text, group.start) && !look.context(group.start).is_empty()
}

/// True where no other group of digits can stand beside the one in `at..end`, which is nearly
/// always.
#[inline]
fn is_single(text: &[u8], at: usize, end: usize) -> bool {
    let is_gap = |byte: &u8| b" \t-./()+_\\".contains(byte);
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    let is_open = before.is_some_and(is_gap)
        && text[at.saturating_sub(3)..at]
            .iter()
            .any(|byte| is(*byte, DIGIT) || *byte == b'(');
    let is_near = || {
        let near = &text[end..text.len().min(end + 5)];
        near[0] == b'\\' || near.iter().any(|byte| is(*byte, DIGIT))
    };
    let is_followed = text.get(end).is_some_and(is_gap) && is_near();
    text[at] != b'+' && !is_open && !is_followed
}

/// True for the digits at `at` with a letter of a number behind them: the `+` before them is the
/// sign of a line.
#[cold]
fn is_lettered(text: &[u8], at: usize) -> bool {
    let end = run_end(text, at, DIGIT, 18);
    matches!(end - at, 6 | 8 | 17) && self::at(text, end, UPPER | LOWER)
}

/// True where the `+` at `plus` is the sign of a line that was added, before a number that its
/// digits check, and of no telephone.
#[cold]
fn is_added(look: &mut Look<'_>, plus: usize, cluster: &Cluster) -> bool {
    let text = look.text;
    let is_line = plus == 0
        || text[plus - 1] == b'\n'
        || text[plus - 1] == b'n' && is_escape_letter(text, plus - 1);
    let groups = cluster.groups();
    let len = groups.iter().map(|group| group.len()).sum::<usize>();
    if !is_line || groups.len() < 2 && len < 15 {
        return false;
    }
    let count = look.hits.len();
    from_first(look, groups, cluster.digits(), true);
    let hit = look.hits.get(count).copied();
    look.hits.truncate(count);
    let end = groups[groups.len() - 1].end;
    hit.is_some_and(|hit| hit.entity != Entity::Phone && hit.end >= end)
}

/// Take a number in international form off `groups`.
fn international<'g>(look: &mut Look<'_>, plus: usize, groups: &'g [Group]) -> &'g [Group] {
    let Some(count) = phone::international(look.text, plus, groups) else {
        return groups;
    };
    let end = phone::extension_end(look.text, groups[count - 1].end);
    if !at(look.text, end, WORD) {
        look.found(Entity::Phone, plus, end);
        return &groups[count..];
    }
    groups
}

/// Offer the numbers that begin with the first group, whose digits are `digits`, to each kind.
/// Gives how many groups are done with.
fn from_first(look: &mut Look<'_>, groups: &[Group], digits: &[u8], is_first: bool) -> usize {
    let longest = &groups[..groups.len().min(MAX_PARTS)];
    let is_segment =
        (groups.len() > 1 || groups[0].len() == 18) && begins_segment(look.text, groups[0].start);
    if !is_segment && !begins_number(look.text, groups[0].start) {
        return 1;
    }
    let mut shape = None;
    let mut left: usize = longest.iter().map(|group| group.len()).sum();
    // With other groups beside them few forms tell by themselves what they are.
    let is_possible = is_first && may_be_whole(groups) || kinds::may_tell(longest);
    if left >= 6 && !is_possible && is_untold(look, groups[0].start, left, is_first) {
        return 1;
    }
    for count in (1..=longest.len()).rev() {
        let part = &groups[..count];
        let len = left;
        left -= part[count - 1].len();
        let (start, end) = (part[0].start, part[count - 1].end);
        if len > MAX_GROUP {
            continue;
        }
        if count == 3 && is_day(look, part, len) {
            look.found(Entity::DateOfBirth, start, end);
            return count;
        }
        if len < 6 {
            if count <= 3 {
                return 1;
            }
            continue;
        }
        if matches!((count, groups[0].len()), (1, 8) | (2, 6) | (3, 1 | 2 | 6))
            && let Some((entity, end)) = lettered::ending(look, part)
        {
            look.found(entity, start, end);
            return count;
        }
        let is_parted = || groups.get(count).is_some_and(|next| next.separator == b' ');
        let is_whole = is_first && groups.get(count).is_none_or(|next| is_wide(next.separator));
        if !may_tell(digits[0], len) && is_untold(look, start, len, is_whole) {
            continue;
        }
        let is_extended = !is_parted() && !is_over(look.text, groups, end);
        if is_extended && !has_extension(look.text, end) {
            continue;
        }
        let shape = shape.get_or_insert_with(|| kinds::Shape::new(longest));
        let kind = kinds::kind(look, part, &digits[..len], &shape.first(count), is_whole)
            .or_else(|| document::numeric(look, part, is_whole))
            .filter(|&entity| entity == Entity::Phone || !is_extended);
        if let Some(entity) = kind {
            let (start, end) = bounds(look.text, part, entity);
            look.found(entity, start, end);
            return count;
        }
    }
    1
}

/// True where the number that begins with the first of the groups may end before `end`.
#[inline]
fn is_over(text: &[u8], groups: &[Group], end: usize) -> bool {
    let is_float = || groups.len() == 1 && float_end(text, groups[0].start, end) > end;
    ends_number(text, end) || ends_segment(text, end) || is_float()
}

/// What of the text the number in groups is, with what belongs to one of its kind.
fn bounds(text: &[u8], part: &[Group], entity: Entity) -> (usize, usize) {
    let (start, end) = (part[0].start, part[part.len() - 1].end);
    let float = float_end(text, start, end);
    if part.len() == 1 && float > end {
        return (start, float);
    }
    match entity {
        Entity::DriverLicense => (document::licence_start(text, start), end),
        Entity::Phone => (opened(text, part), phone::extension_end(text, end)),
        _ => (opened(text, part), end),
    }
}

/// True where the first of the groups may be all that stand beside each other.
#[inline]
fn may_be_whole(groups: &[Group]) -> bool {
    let mut inner = groups.iter().take(MAX_PARTS + 1).skip(1);
    groups.len() <= MAX_PARTS || inner.any(|group| is_wide(group.separator))
}

/// True where nothing is said of the number at `start`.
#[inline]
fn is_silent(look: &Look<'_>, start: usize) -> bool {
    look.context(start).is_empty() && !date::is_born(&look.text[..start])
}

/// True where nothing is said of the number of so many digits at `start`: with other groups beside
/// it a short one is of few kinds.
#[inline]
fn is_untold(look: &Look<'_>, start: usize, len: usize, is_whole: bool) -> bool {
    const PARTS: EntitySet = EntitySet::of(&[Entity::AuTfn, Entity::DateOfBirth, Entity::Phone]);
    let is_part = len <= 8 && !is_whole && look.context(start).and(PARTS).is_empty();
    is_silent(look, start) || is_part && !date::is_born(&look.text[..start])
}

/// True where an extension begins right behind a number: `579-2713x238`.
#[inline]
fn has_extension(text: &[u8], end: usize) -> bool {
    let is_word = |byte: &u8| matches!(byte, b'x' | b'X' | b'e' | b'E');
    text.get(end).is_some_and(is_word) && phone::extension_end(text, end) > end
}

/// True for a day that its year of two digits makes short, and for one with a time behind it.
#[inline]
fn is_day(look: &Look<'_>, part: &[Group], len: usize) -> bool {
    let end = part[2].end;
    let is_short = len < 6 && part[2].len() == 2 && ends_number(look.text, end);
    let is_timed =
        part[0].len() == 4 && look.text.get(end) == Some(&b'T') && at(look.text, end + 1, DIGIT);
    (is_short || is_timed) && date::is_birth(look, part)
}

/// False where no number of so many digits is known without a word beside it, in whatever groups.
#[inline]
fn may_tell(first: u8, len: usize) -> bool {
    match len {
        6..=8 => false,
        12 => first != 1,
        16 => first == 0 || card::begins(first + b'0'),
        17 | 19 => card::begins(first + b'0'),
        _ => true,
    }
}

/// The bracket around an area code belongs to the number.
fn opened(text: &[u8], groups: &[Group]) -> usize {
    let start = groups[0].start;
    let is_closed = groups.get(1).is_some_and(|group| group.separator == b')');
    let is_open = start > 0 && text[start - 1] == b'(';
    start - usize::from(is_closed && is_open)
}
