//! Numbers that have no check of their own and are found only beside a word: passports, driving
//! licences, accounts; and vehicles and patients, whose words are not numbers.

use crate::boundary::{begins, is_escape_letter, is_word_between};
use crate::class::{DIGIT, JOINER, LOWER, UPPER, WORD, is, is_small_hex, run_start};
use crate::detect::checks;
use crate::detect::cluster::Group;
use crate::detect::date::is_time;
use crate::entity::Entity::{
    self, BrCnpj, DriverLicense, Passport, UsBankAccount, UsDea, UsMbi, Vin,
};
use crate::entity::EntitySet;
use crate::look::Look;
use crate::masks::Masks;

/// Longest number.
const MAX_WORD: usize = 24;

/// What `groups` are, by the word beside them.
pub(crate) fn numeric(look: &Look<'_>, groups: &[Group], is_whole: bool) -> Option<Entity> {
    if !is_whole {
        return None;
    }
    let count: usize = groups.iter().map(|group| group.len()).sum();
    let start = groups[0].start;
    let is_tied = groups
        .iter()
        .skip(1)
        .all(|group| matches!(group.separator, b'-' | b' '))
        && !is_time(look.text, groups);
    let fits = |entity: Entity, lens: std::ops::RangeInclusive<usize>| {
        look.wants(entity) && lens.contains(&count) && look.says(start, entity)
    };
    let is_one = groups.len() == 1;
    let is_polish =
        groups.len() == 3 && [5, 2, 4] == [0, 1, 2].map(|index: usize| groups[index].len());
    if is_polish && groups[1].separator == b'/' && fits(DriverLicense, 11..=11) {
        return Some(DriverLicense);
    }
    if !is_tied {
        return None;
    }
    let lens = [groups[0].len(), groups[groups.len() - 1].len()];
    let is_russian = matches!((groups.len(), lens), (2, [2, 7] | [4, 6]) | (3, [2, 6]));
    if is_one && fits(Passport, 8..=9) || is_russian && fits(Passport, 9..=10) {
        return Some(Passport);
    }
    if fits(UsBankAccount, 6..=17) {
        return Some(UsBankAccount);
    }
    if groups.len() > 4 || !(7..=15).contains(&count) || !look.wants(DriverLicense) {
        return None;
    }
    let is_behind = || {
        let lead = licence_start(look.text, start);
        lead < start && look.says(lead, DriverLicense)
    };
    (fits(DriverLicense, 7..=15) || is_behind()).then_some(DriverLicense)
}

/// Where a licence begins whose digits begin at `digits`: some have letters before them, as in
/// `R 283 840 657 689` and `MH12 20110012998`.
pub(crate) fn licence_start(text: &[u8], digits: usize) -> usize {
    const WORDS: [&[u8]; 5] = [b"DL", b"NO", b"ID", b"LIC", b"CDL"];
    let sign = digits.checked_sub(1);
    let Some(gap) = sign.filter(|&at| matches!(text[at], b' ' | b'-')) else {
        return digits;
    };
    let start = run_start(text, gap, UPPER | DIGIT, 6);
    let word = &text[start..gap];
    let is_lead = matches!(word.len(), 1..=5) && is(word[0], UPPER) && !WORDS.contains(&word);
    if is_lead && begins(text, start, WORD) {
        start
    } else {
        digits
    }
}

/// Verify the word of letters and digits at `start`.
pub(crate) fn mixed(look: &mut Look<'_>, start: usize) {
    const KINDS: EntitySet = EntitySet::of(&[Passport, DriverLicense, UsDea, UsMbi, Vin, BrCnpj]);
    if look.options.entities.and(KINDS).is_empty() || look.taken.has(start) {
        return;
    }
    let text = look.text;
    // The letter of an escape is none of the word behind it.
    if is_escape_letter(text, start) {
        return;
    }
    let run = look.ahead(start, Masks::token).trailing_ones() as usize;
    if run == 4 {
        return parted_beneficiary(look, start);
    }
    let digits = look.ahead(start, |masks| masks.digit) & !(!0 << run.min(63));
    let digits = digits.count_ones();
    if digits < 2 || !(7..MAX_WORD).contains(&run) {
        return;
    }
    let mut end = start + run;
    while end > start && is(text[end - 1], JOINER) {
        end -= 1;
    }
    let word = &text[start..end];
    // Licences and passports have five digits, and so have patients, whatever lies between them.
    let has_length = digits >= 5 && (word.len() <= 20 || is_beneficiary(word))
        || word.len() == 17
        || is_company(word)
        || is_loud(word);
    if word.len() < 7 || !has_length || !is_word_between(text, start, end) {
        return;
    }
    if is_other_id(text, start, word) {
        return;
    }
    look.until = end;
    let said = look.context(start);
    if said.and(KINDS).is_empty() {
        return;
    }
    let fits =
        |entity: &&Entity| said.has(**entity) && look.wants(**entity) && is_kind(**entity, word);
    if let Some(&entity) = [Vin, BrCnpj, UsMbi, UsDea, Passport, DriverLicense]
        .iter()
        .find(fits)
    {
        look.taken.add(start, end);
        look.found(entity, start, end);
    }
}

/// Verify the four bytes at `start` as the first part of a number of Medicare as cards show it,
/// with blanks: `1EG4 TE5 MK73`.
#[inline(never)]
fn parted_beneficiary(look: &mut Look<'_>, start: usize) {
    let (text, end) = (look.text, start + 13);
    let word = text.get(start..end).unwrap_or_default();
    let is_parted = word.get(4) == Some(&b' ') && word[8] == b' ' && is_beneficiary(word);
    if !is_parted || !is_word_between(text, start, end) || !look.wants(UsMbi) {
        return;
    }
    look.until = end;
    if look.says(start, UsMbi) {
        look.taken.add(start, end);
        look.found(UsMbi, start, end);
    }
}

/// True for the word at `start` that is a part of another id: the end of a UUID, the version of a
/// model, the id of a span, a number of code.
#[inline]
fn is_other_id(text: &[u8], start: usize, word: &[u8]) -> bool {
    let in_uuid = || {
        let part = text[..start].last_chunk();
        part.is_some_and(|[first, part @ .., last]: &[u8; 6]| {
            (first, last) == (&b'-', &b'-') && part.iter().all(|&byte| is_small_hex(byte))
        })
    };
    let is_version = || {
        let day = word.last_chunk();
        day.is_some_and(|day: &[u8; 11]| {
            day.starts_with(b"-20") && (day[5], day[8]) == (b'-', b'-')
        })
    };
    let is_span = || word.len() == 16 && word.iter().all(|&byte| is_small_hex(byte));
    // `7055u32`, `\U0001f6c2`.
    let is_code = || {
        const TYPES: [&[u8]; 6] = [b"u16", b"u32", b"u64", b"i32", b"i64", b"usize"];
        let digits = word.iter().take_while(|byte| is(**byte, DIGIT)).count();
        let is_escape = matches!(word[0], b'U' | b'u' | b'x') && text[..start].ends_with(b"\\");
        is_escape || TYPES.contains(&&word[digits..])
    };
    match word[..2] {
        [b'0', b'x' | b'o' | b'b'] => true,
        _ if is_code() => true,
        _ if text[..start].ends_with(b"-") => in_uuid() || is_version(),
        _ => is_span(),
    }
}

/// True where `word` has the form of the kind.
fn is_kind(entity: Entity, word: &[u8]) -> bool {
    let digits = word.iter().filter(|byte| is(**byte, DIGIT)).count();
    let is_plain = word.iter().all(|&byte| is(byte, WORD));
    match entity {
        Vin => checks::is_vin(&word.to_ascii_uppercase()),
        UsMbi => is_beneficiary(word),
        BrCnpj => is_company(word),
        UsDea => is_prescriber(word),
        Passport => {
            is_plain && (matches!(word.len(), 8..=9) && digits >= 5)
                || is_loud(word) && word.len() == 9
        }
        DriverLicense => digits >= 5 && (7..=20).contains(&word.len()) || is_loud(word),
        _ => false,
    }
}

/// Capitals and digits, two digits at least: German passports, licences of Washington and Wales.
fn is_loud(word: &[u8]) -> bool {
    let digits = word.iter().filter(|byte| is(**byte, DIGIT)).count();
    digits >= 2
        && (9..=18).contains(&word.len())
        && word.iter().all(|&byte| is(byte, UPPER | DIGIT))
}

/// Twelve capitals and digits, and two digits that check them. Source: Receita Federal, Instrução
/// Normativa 2.229/2024.
fn is_company(word: &[u8]) -> bool {
    let values: Option<[u8; 14]> = word.try_into().ok();
    let is_plain = word.iter().all(|&byte| is(byte, UPPER | DIGIT));
    values.is_some_and(|values| is_plain && checks::is_cnpj(&values.map(|byte| byte - b'0')))
}

/// Two letters, or a letter and 9, then seven digits.
fn is_prescriber(word: &[u8]) -> bool {
    let mut digits = [0; 7];
    let Some((lead, rest)) = word.split_at_checked(2) else {
        return false;
    };
    if rest.len() != 7 || !rest.iter().all(u8::is_ascii_digit) || !is(lead[0], UPPER | LOWER) {
        return false;
    }
    for (digit, byte) in digits.iter_mut().zip(rest) {
        *digit = byte - b'0';
    }
    checks::is_dea(&digits)
}

/// Eleven places: digits, and letters without S, L, O, I, B and Z. Source: CMS, Understanding the
/// Medicare Beneficiary Identifier format.
fn is_beneficiary(word: &[u8]) -> bool {
    const FORM: &[u8; 11] = b"9AX9AX9AA99";
    let places = word.iter().filter(|byte| !matches!(byte, b'-' | b' '));
    let letter =
        |byte: u8| is(byte, UPPER | LOWER) && !b"SLOIBZ".contains(&byte.to_ascii_uppercase());
    let fits = |(byte, form): (&u8, &u8)| match form {
        b'9' => is(*byte, DIGIT),
        b'A' => letter(*byte),
        _ => is(*byte, DIGIT) || letter(*byte),
    };
    places.clone().count() == FORM.len() && word[0] != b'0' && places.zip(FORM).all(fits)
}
