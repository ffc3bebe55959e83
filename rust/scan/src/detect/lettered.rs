//! Numbers with letters in them: Spanish, Finnish, Chinese, and French ones of Corsica.

use crate::boundary::{is_number_between, is_number_or_segment};
use crate::class::{DIGIT, LOWER, UPPER, WORD, at, is, run_start};
use crate::detect::cluster::{Group, digits_of};
use crate::detect::{calendar, check, checks, document};
use crate::entity::Entity;
use crate::look::Look;

/// Verify the digits at `at` that a letter follows at `end`. Gives one behind the finding.
pub(crate) fn verify(look: &mut Look<'_>, at: usize, end: usize) -> Option<usize> {
    let text = look.text;
    let letter = text[end].to_ascii_uppercase();
    let found = match (end - at, letter) {
        (6, b'A'..=b'F' | b'U'..=b'Y') => hetu(text, at),
        (8, _) => nif(text, at, end),
        (17, b'X') => ric(text, at, end),
        _ => None,
    };
    let place = || {
        matches!(letter, b'A' | b'B')
            .then(|| corsican(text, end))
            .flatten()
    };
    let is_free = |found: &Found| match found.0 {
        // One of twenty-three ids of this form passes its check.
        Entity::EsNif => is_number_between(text, found.1, found.2),
        _ => is_number_or_segment(text, found.1, found.2),
    };
    let found = found.filter(is_free).or_else(|| place().filter(is_free));
    let found = found.or_else(|| grouped_nif(text, at, end).filter(is_free));
    if let Some((entity, start, end)) = found
        && look.wants(entity)
    {
        look.found(entity, start, end);
        return Some(end);
    }
    document::mixed(look, at);
    None
}

/// Numbers of `groups` that end with a letter behind a sign: a kind, and one behind it.
pub(crate) fn ending(look: &Look<'_>, groups: &[Group]) -> Option<(Entity, usize)> {
    let text = look.text;
    let lens = [groups.first()?, groups.last()?].map(|group| group.len());
    let start = groups[0].start;
    let end = groups[groups.len() - 1].end;
    let found = match (groups.len(), lens) {
        (1, [8, _]) | (3, [1 | 2, 3]) => nif_in_groups(text, groups),
        (2, [6, 3 | 4]) => hetu(text, start),
        (3, [6, 3]) if at(text, end, WORD) => spaced_ric(text, groups),
        _ => None,
    };
    let (entity, _, end) = found?;
    (look.wants(entity) && is_number_between(text, start, end)).then_some((entity, end))
}

type Found = (Entity, usize, usize);

fn nif(text: &[u8], start: usize, end: usize) -> Option<Found> {
    let letter = text.get(end)?.to_ascii_uppercase();
    (check::nif_letter(&text[start..end], 0) == letter).then_some((Entity::EsNif, start, end + 1))
}

/// `12.345.678Z`, of which the last group begins at `at`.
fn grouped_nif(text: &[u8], at: usize, end: usize) -> Option<Found> {
    let start = at.checked_sub(7)?;
    let lead = &text[start..at];
    if lead[2] != b'.' || lead[6] != b'.' {
        return None;
    }
    let mut digits = [0; 8];
    digits[..2].copy_from_slice(&lead[..2]);
    digits[2..5].copy_from_slice(&lead[3..6]);
    digits[5..].copy_from_slice(text.get(at..end).filter(|last| last.len() == 3)?);
    let letter = text[end].to_ascii_uppercase();
    let fits = digits.iter().all(u8::is_ascii_digit) && check::nif_letter(&digits, 0) == letter;
    fits.then_some((Entity::EsNif, start, end + 1))
}

/// Eight digits, a dash, and the letter; a zero before seven in groups is often left out.
fn nif_in_groups(text: &[u8], groups: &[Group]) -> Option<Found> {
    let (digits, count) = digits_of(text, groups);
    let end = groups[groups.len() - 1].end;
    let sign = usize::from(matches!(text.get(end), Some(b'-' | b' ')));
    let letter = *text.get(end + sign)?;
    // Behind a blank a small letter is a word.
    let is_word = text[end] == b' ' && is(letter, LOWER);
    let letter = letter.to_ascii_uppercase();
    let is_dotted = groups.iter().skip(1).all(|group| group.separator == b'.');
    let has_length = count == 8 || count == 7 && groups.len() == 3;
    let fits = has_length && is_dotted && !is_word;
    let fits = fits && check::nif_letter(&digits[..count], 0) == letter;
    fits.then_some((Entity::EsNif, groups[0].start, end + sign + 1))
}

fn hetu(text: &[u8], start: usize) -> Option<Found> {
    let word = text.get(start..start + 11)?;
    calendar::is_hetu(word).then_some((Entity::FiHetu, start, start + 11))
}

fn ric(text: &[u8], start: usize, end: usize) -> Option<Found> {
    let group = Group {
        start,
        end,
        separator: 0,
    };
    let (digits, count) = digits_of(text, &[group]);
    (calendar::ric_check(&digits[..count]) == Some(10)).then_some((Entity::CnRic, start, end + 1))
}

fn spaced_ric(text: &[u8], groups: &[Group]) -> Option<Found> {
    let (digits, count) = digits_of(text, groups);
    let end = groups[2].end;
    let fits = count == 17
        && text[end].eq_ignore_ascii_case(&b'X')
        && calendar::ric_check(&digits[..17]) == Some(10);
    fits.then_some((Entity::CnRic, groups[0].start, end + 1))
}

/// A French number whose place of birth is `2A` or `2B`, with the letter at `letter`: it counts as
/// 19 or 18.
fn corsican(text: &[u8], letter: usize) -> Option<Found> {
    let mut digits = [0; 15];
    let start = back_over(text, letter, &mut digits[..6])?;
    digits[6] = match text[letter] {
        b'A' | b'a' => 9,
        _ => 8,
    };
    // 2A counts as 19 and 2B as 18.
    if std::mem::replace(&mut digits[5], 1) != 2 {
        return None;
    }
    let mut index = letter + 1;
    for place in &mut digits[7..] {
        if matches!(text.get(index), Some(b' ' | b'-' | b'.')) {
            index += 1;
        }
        let byte = *text.get(index).filter(|byte| is(**byte, DIGIT))?;
        *place = byte - b'0';
        index += 1;
    }
    check::is_nir(&digits).then_some((Entity::FrNir, start, index))
}

/// Fill `digits` with those before `to`, single signs between them left out; gives where they
/// begin.
fn back_over(text: &[u8], to: usize, digits: &mut [u8]) -> Option<usize> {
    let mut index = to;
    for place in digits.iter_mut().rev() {
        let mut before = index.checked_sub(1)?;
        if matches!(text[before], b' ' | b'-' | b'.') {
            before = before.checked_sub(1)?;
        }
        *place = Some(text[before]).filter(u8::is_ascii_digit)? - b'0';
        index = before;
    }
    Some(index)
}

/// Verify `2A` or `2B` before the digits at `at` as the place of birth of a French number.
pub(crate) fn behind_place(look: &mut Look<'_>, at: usize) -> bool {
    let text = look.text;
    let Some(letter) = at.checked_sub(2) else {
        return false;
    };
    let is_place =
        matches!(text[letter], b'A' | b'B') && run_start(text, letter, DIGIT, 2) < letter;
    let found = is_place.then(|| corsican(text, letter)).flatten();
    let Some((entity, start, end)) =
        found.filter(|found| is_number_or_segment(text, found.1, found.2))
    else {
        return false;
    };
    look.done.number = end;
    look.found(entity, start, end);
    true
}

/// Verify the dash at `dash` as the one before the check digits of a Brazilian company, whose
/// number may have letters: `12.ABC.345/01DE-35`. Source: Receita Federal, Instrução Normativa
/// 2.229/2024.
pub(crate) fn company(look: &mut Look<'_>, dash: usize) {
    let text = look.text;
    let (Some(start), end) = (dash.checked_sub(15), dash + 3) else {
        return;
    };
    let Some(word) = text.get(start..end) else {
        return;
    };
    let mut values = [0; 14];
    let letters = word.iter().filter(|byte| is(**byte, DIGIT | UPPER));
    let count = values
        .iter_mut()
        .zip(letters)
        .map(|(value, byte)| *value = byte - b'0')
        .count();
    let is_form = word[15] == b'-'
        && word[2] == b'.'
        && word[6] == b'.'
        && word[10] == b'/'
        && count == values.len();
    if is_form && checks::is_cnpj(&values) && is_number_or_segment(text, start, end) {
        look.taken.add(start, end);
        look.found(Entity::BrCnpj, start, end);
    }
}
