//! What a number is, by its digits, its groups, and what is said beside it; the surest kind first.

use crate::boundary::is_escape_letter;
use crate::class::{DIGIT, HEX, JOINER, LOWER, UPPER, WORD, at, is};
use crate::detect::cluster::{Group, is_wide};
use crate::detect::number::MAX_PARTS;
use crate::detect::{card, check, date, national, phone};
use crate::entity::Entity;
use crate::look::Look;

/// What `groups` of this shape are, with their digits as numbers.
pub(crate) fn kind(
    look: &Look<'_>,
    groups: &[Group],
    digits: &[u8],
    shape: &Shape,
    is_whole: bool,
) -> Option<Entity> {
    let text = look.text;
    let start = groups[0].start;
    // Nothing else of this form passes its check but by a rare chance, so that no word is asked.
    if look.wants(Entity::FrNir) && shape.is_nir() && !shape.is_wide() && check::is_nir(digits) {
        return Some(Entity::FrNir);
    }
    let is_weak = matches!(digits.len(), 12..=15)
        && !look.context(start).is_empty()
        && !look.says(start, Entity::CreditCard);
    // Beside a word for another number a card of so many digits is none but by chance.
    if is_weak && let Some(entity) = national::told(look, digits, start) {
        return Some(entity);
    }
    if is_weak && look.wants(Entity::UsBankAccount) && look.says(start, Entity::UsBankAccount) {
        return None;
    }
    let is_free = match shape.lens() {
        [4, 4, 4] => !is_part(text, groups),
        [4, 4, 4, 4] => !is_beside(text, groups, is_half_hex),
        _ => true,
    };
    if look.wants(Entity::CreditCard)
        && card::begins(digits[0] + b'0')
        && shape.is_card()
        && is_free
        && !(shape.is_wide() && is_in_row(text, groups))
        && card::is_card(digits)
        && !is_aadhaar(look, digits, shape)
        && is_meant(look, groups, digits)
    {
        return Some(Entity::CreditCard);
    }
    let state = if is_free {
        national::find(look, digits, shape, start)
    } else {
        national::told(look, digits, start)
    };
    if state.is_some() {
        return state;
    }
    match digits.len() {
        6..=8 if !shape.is_wide() && date::is_birth(look, groups) => {
            return Some(Entity::DateOfBirth);
        }
        9 => {
            if let Some(entity) = social(look, digits, shape, start) {
                return Some(entity);
            }
        }
        _ => (),
    }
    is_phone(look, groups, shape, is_whole).then_some(Entity::Phone)
}

fn is_phone(look: &Look<'_>, groups: &[Group], shape: &Shape, is_whole: bool) -> bool {
    look.wants(Entity::Phone)
        && (!shape.is_wide() && phone::is_formatted(look.text, groups, shape.lens(), is_whole)
            || (is_whole || groups.len() == 1)
                && phone::is_possible(look.text, groups)
                && look.says(groups[0].start, Entity::Phone))
}

/// Cards of 13 to 15 digits that begin with 5 or 6, and of 19 that begin as few do, are rare and
/// ids of these lengths are not: they need a word, groups, or the number of an issuer of debit
/// cards. Two groups of eight need a word, as no card is printed so.
fn is_meant(look: &Look<'_>, groups: &[Group], digits: &[u8]) -> bool {
    let is_rare = match digits {
        _ if groups.len() == 2 && groups[0].len() == 8 => true,
        _ if groups.len() > 1 || card::is_debit(digits) => false,
        [first, second, ..] if digits.len() == 19 => *first != 4 && (*first, *second) != (6, 2),
        [first, ..] => matches!(digits.len(), 13..=15) && *first >= 5,
        [] => false,
    };
    let start = groups[0].start;
    !is_named(look.text, groups) && (!is_rare || look.says(start, Entity::CreditCard))
}

fn is_aadhaar(look: &Look<'_>, digits: &[u8], shape: &Shape) -> bool {
    shape.lens() == [4, 4, 4]
        && look.wants(Entity::InAadhaar)
        && digits[0] >= 2
        && check::is_verhoeff(digits)
}

/// True where further cells of a table stand beside the groups: cells have any length.
fn is_in_row(text: &[u8], groups: &[Group]) -> bool {
    let (start, end) = (groups[0].start, groups[groups.len() - 1].end);
    let before = text[..start].ends_with(b"\t") && at(text, start.saturating_sub(2), DIGIT);
    before || text.get(end) == Some(&b'\t') && at(text, end + 1, DIGIT)
}

/// True for three groups of a longer number in fours, and for what the word before it names.
fn is_part(text: &[u8], groups: &[Group]) -> bool {
    let is_four = |four: &[u8]| four.iter().all(u8::is_ascii_digit) || is_half_hex(four);
    is_beside(text, groups, is_four) || is_named(text, groups)
}

/// True where four such bytes stand before the groups or behind them, parted as these are.
fn is_beside(text: &[u8], groups: &[Group], is_four: impl Fn(&[u8]) -> bool) -> bool {
    let (start, end) = (groups[0].start, groups[groups.len() - 1].end);
    let sign = text[groups[0].end];
    let before = start.checked_sub(5).map(|from| &text[from..start]);
    let is_behind = before.is_some_and(|near| near[4] == sign && is_four(&near[..4]));
    let next = text.get(end..end + 5);
    is_behind || next.is_some_and(|near| near[0] == sign && is_four(&near[1..]))
}

/// True for hexadecimal digits that are letters and digits, as tables of characters have them.
fn is_half_hex(four: &[u8]) -> bool {
    let has = |class: u8| four.iter().any(|byte| is(*byte, class));
    has(DIGIT) && has(UPPER | LOWER) && four.iter().all(|&byte| is(byte, HEX))
}

/// Words before a number of a thing for sale, or on its way.
const GOODS: [&[u8]; 9] = [
    b"ean",
    b"gtin",
    b"upc",
    b"isbn",
    b"barcode",
    b"sku",
    b"tracking",
    b"parcel",
    b"shipment",
];
/// Words before a number that counts or names a record.
const RECORDS: [&[u8]; 24] = [
    b"id",
    b"ids",
    b"uid",
    b"row",
    b"order",
    b"offset",
    b"seq",
    b"sequence",
    b"hash",
    b"seed",
    b"snowflake",
    b"timestamp",
    b"ts",
    b"count",
    b"nonce",
    b"cursor",
    b"trace",
    b"span",
    b"event",
    b"uint64",
    b"int64",
    b"job",
    b"guild",
    b"tweet",
];
/// The same where a blank or a slash and no sign of a value stands behind, in the plural as well.
const TALKED: [&[u8]; 6] = [
    b"message", b"channel", b"server", b"post", b"status", b"emoji",
];
/// How a person, a role or a channel is named in a message of a chat.
const MENTIONS: [&[u8]; 4] = [b"<@", b"<@!", b"<@&", b"<#"];

/// True for the number of an account in the name of a resource, `arn:aws:iam::123456789012:role`,
/// of a part of a message, `--===============…==`, of a thing for sale, of a record where ids are
/// as long, and for one below zero.
fn is_named(text: &[u8], groups: &[Group]) -> bool {
    let before = &text[..groups[0].start];
    if before.ends_with(b":") && is_resource(before) || before.ends_with(b"====") {
        return true;
    }
    let near = &before[before.len().saturating_sub(16)..];
    let is_negative = || match near {
        [.., far, b'-'] => groups.len() == 1 && !is(*far, WORD),
        [b'-'] => groups.len() == 1,
        _ => false,
    };
    let is_id = groups.len() == 1 && matches!(groups[0].len(), 12..=13 | 17..=19);
    let mut words = near.rsplit(|byte| !is(*byte, WORD));
    let word = words.find(|word| !word.is_empty()).unwrap_or_default();
    // The letter of an escape such as `\n` is none of the word's.
    let lead = near.len()
        - near
            .iter()
            .rev()
            .take_while(|byte| !is(**byte, WORD))
            .count();
    let is_escaped = is_escape_letter(near, lead - word.len());
    let word = &word[usize::from(is_escaped)..];
    let is_word = |known: &&[u8]| known.eq_ignore_ascii_case(word);
    let is_talked = || {
        let one = word.strip_suffix(b"s").unwrap_or(word);
        let is_known = TALKED
            .iter()
            .any(|known| known.eq_ignore_ascii_case(word) || known.eq_ignore_ascii_case(one));
        is_known && matches!(near[lead..], [b' ' | b'/'])
    };
    let is_mention = || MENTIONS.iter().any(|lead| near.ends_with(lead));
    let is_listed = || RECORDS.iter().any(is_word) || word.ends_with(b"Id");
    let is_record = is_id && (is_listed() || is_talked() || is_mention());
    is_negative() || is_record || GOODS.iter().any(is_word)
}

/// True for the name of a resource of Amazon up to the number of its account.
fn is_resource(before: &[u8]) -> bool {
    let near = &before[before.len().saturating_sub(48)..];
    let word = near
        .rsplit(|byte| !is(*byte, WORD | JOINER) && *byte != b':')
        .next();
    word.unwrap_or_default()
        .windows(4)
        .any(|part| part == b"arn:")
}

/// False where the first of the groups begin no number that is known without a word beside it,
/// whatever other groups stand beside them, by how long they are.
#[inline]
pub(crate) fn may_tell(groups: &[Group]) -> bool {
    let len = |index: usize| groups.get(index).map_or(0, |group| group.len());
    match (len(0), len(1), len(2)) {
        // A letter may be behind them.
        (6, 3, 0) | (1 | 2 | 6, _, 3) if len(3) == 0 => true,
        (3, 3, 3) => len(3) == 2,
        (1 | 2, 3, 3) => len(3) == 4,
        (4, 4 | 6, 4 | 5)
        | (6, 4, 0 | 5 | 6)
        | (4 | 6, 8..=13, _)
        | (1, 2, 2)
        | (3, 2 | 3, 4)
        | (6, 7, _)
        | (9, 2, _) => true,
        (first, ..) => matches!(first, 8 | 12..),
    }
}

/// Lengths of groups, and the one separator between them.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    lens: [u8; MAX_PARTS],
    count: usize,
    separator: u8,
    /// How many of the first groups have one separator between them.
    even: usize,
    /// How many of the first groups have none between them that only cards have.
    narrow: usize,
}

impl Shape {
    pub fn new(groups: &[Group]) -> Self {
        let separator = groups.get(1).map_or(b' ', |group| group.separator);
        let (mut even, mut narrow) = (groups.len(), groups.len());
        let mut lens = [0; MAX_PARTS];
        for (index, (len, group)) in lens.iter_mut().zip(groups).enumerate() {
            *len = u8::try_from(group.len()).unwrap_or(u8::MAX);
            if index > 0 && group.separator != separator {
                even = even.min(index);
            }
            if index > 0 && is_wide(group.separator) {
                narrow = narrow.min(index);
            }
        }
        Self {
            lens,
            count: groups.len().min(MAX_PARTS),
            separator,
            even,
            narrow,
        }
    }

    /// The shape of the first `count` groups.
    pub fn first(mut self, count: usize) -> Self {
        self.count = count;
        self
    }

    /// True where one sign stands between all groups.
    fn is_even(&self) -> bool {
        self.count <= self.even
    }

    /// Lengths of the groups.
    pub fn lens(&self) -> &[u8] {
        &self.lens[..self.count]
    }

    /// True where one sign of these stands between all groups.
    pub fn is_tied(&self, signs: &[u8]) -> bool {
        self.is_even() && signs.contains(&self.separator)
    }

    fn is_wide(&self) -> bool {
        self.count > self.narrow
    }

    fn is_card(&self) -> bool {
        // A dot in the middle is that of a decimal.
        let is_decimal = self.count == 2 && self.separator == b'.';
        self.is_even() && !is_decimal && card::is_printed(self.lens())
    }

    fn is_nir(&self) -> bool {
        self.is_even() && matches!(self.lens(), [15] | [13, 2] | [1, 2, 2, 2, 3, 3, 2])
    }
}

/// United States numbers of nine digits: area, group and serial within what was ever issued.
/// Source: SSA, POMS RM 10201; IRS, Publication 1915.
fn social(look: &Look<'_>, digits: &[u8], shape: &Shape, start: usize) -> Option<Entity> {
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
    let is_tied = is_written && shape.is_tied(b"- ");
    // Beside a word any sign may stand between the groups.
    let is_said = |entity| (is_written || shape.count == 1) && look.says(start, entity);
    if is_ssn && look.wants(Entity::UsSsn) && (is_tied || is_said(Entity::UsSsn)) {
        return Some(Entity::UsSsn);
    }
    (is_itin && look.wants(Entity::UsItin) && is_said(Entity::UsItin)).then_some(Entity::UsItin)
}
