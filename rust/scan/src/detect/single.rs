//! Digits that are said or boxed one by one beside a word: `4 1 1 1 …`, `2-9-4-…`, `[4, 1, 1, …]`.

use crate::boundary::begins_number;
use crate::class::{DIGIT, WORD, at, run_end};
use crate::detect::{card, national};
use crate::entity::Entity::{self, CreditCard, Phone, UsBankAccount, UsSsn};
use crate::look::Look;

/// Fewest and most digits of a row: of a social security number, and of a card.
const MIN: usize = 9;
const MAX: usize = 19;
/// Most parts of a card.
const MAX_PARTS: usize = 5;

/// Verify the digit at `start` as the first of a row. True where there is one, whatever it is.
#[inline]
pub(crate) fn row(look: &mut Look<'_>, start: usize) -> bool {
    let text = look.text;
    let step = match text.get(start + 1..start + 3) {
        Some([b' ' | b'-' | b'.', _]) => 2,
        Some([b',', b' ']) => 3,
        _ => return false,
    };
    at(text, start + (MIN - 1) * step, DIGIT) && verify(look, start, step)
}

#[inline(never)]
fn verify(look: &mut Look<'_>, start: usize, step: usize) -> bool {
    let text = look.text;
    let sign = &text[start + 1..start + step];
    let mut digits = [0; MAX];
    let (mut count, mut end) = (0, start);
    // A longer row is a table, and is passed as a whole.
    while at(text, end, DIGIT) && !at(text, end + 1, DIGIT) {
        if let Some(place) = digits.get_mut(count) {
            *place = text[end] - b'0';
        }
        count += 1;
        end += 1;
        let goes_on = text[end..].starts_with(sign) && at(text, end + sign.len(), DIGIT);
        if !goes_on {
            break;
        }
        end += sign.len();
    }
    if count < MIN {
        return false;
    }
    look.done.number = end;
    let digits = digits.get(..count);
    let is_alone = begins_number(text, start) && !at(text, end, WORD);
    if let Some(digits) = digits.filter(|_| is_alone) {
        look.until = end;
        if let Some(entity) = kind(look, digits, start).filter(|&entity| look.wants(entity)) {
            look.found(entity, start, end);
        }
    }
    true
}

/// What the digits are, by the words beside them.
fn kind(look: &Look<'_>, digits: &[u8], start: usize) -> Option<Entity> {
    if look.says(start, CreditCard) && card::is_card(digits) {
        return Some(CreditCard);
    }
    let known = national::told(look, digits, start);
    let fits = |entity, lens: std::ops::RangeInclusive<usize>| {
        (lens.contains(&digits.len()) && look.says(start, entity)).then_some(entity)
    };
    known
        .or_else(|| fits(UsSsn, 9..=9))
        .or_else(|| fits(Phone, 10..=15))
        .or_else(|| fits(UsBankAccount, 9..=17))
}

/// Verify the four digits at `start` as the first of a card in a list or on lines of its own:
/// `4111, 1111, 1111, 1111`.
#[inline]
pub(crate) fn listed(look: &mut Look<'_>, start: usize) -> bool {
    match look.text.get(start + 4) {
        Some(b',' | b'\n' | b'\\') => is_listed(look, start),
        _ => false,
    }
}

#[inline(never)]
fn is_listed(look: &mut Look<'_>, start: usize) -> bool {
    let text = look.text;
    let sign = sign_at(text, start + 4);
    let (mut digits, mut lens) = ([0; MAX], [0; MAX_PARTS]);
    let (mut count, mut parts, mut end) = (0, 0, start);
    loop {
        let len = run_end(text, end, DIGIT, MAX) - end;
        let places = digits.get_mut(count..count + len);
        let (Some(places), Some(part)) = (places, lens.get_mut(parts)) else {
            return false;
        };
        for (place, byte) in places.iter_mut().zip(&text[end..end + len]) {
            *place = byte - b'0';
        }
        *part = u8::try_from(len).unwrap_or(0);
        (count, parts, end) = (count + len, parts + 1, end + len);
        if !text[end..].starts_with(sign) || !at(text, end + sign.len(), DIGIT) {
            break;
        }
        end += sign.len();
    }
    look.until = end;
    let is_found = parts > 2
        && card::is_printed(&lens[..parts])
        && card::is_card(&digits[..count])
        && begins_number(text, start)
        && !at(text, end, WORD)
        && look.wants(CreditCard)
        && look.says(start, CreditCard);
    if is_found {
        look.done.number = end;
        look.found(CreditCard, start, end);
    }
    is_found
}

/// What parts two items of a list: a comma or an end of line, and blanks behind it.
fn sign_at(text: &[u8], from: usize) -> &[u8] {
    const LONGEST: usize = 9;
    let rest = &text[from..text.len().min(from + LONGEST)];
    let run = rest.iter().take_while(|byte| **byte == b'\\').count();
    let mark = run + usize::from(run == 0 || rest.get(run) == Some(&b'n'));
    let blanks = rest[mark..].iter().take_while(|byte| **byte == b' ');
    &rest[..mark + blanks.count()]
}
