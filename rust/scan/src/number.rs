//! Findings that begin with a digit or `+`: addresses, social security numbers, cards, phones.

use crate::boundary::is_number_alone;

/// Groups of digits of a card with separators.
const SHAPES: [&[usize]; 4] = [&[4, 4, 4, 4, 3], &[4, 4, 4, 4], &[4, 6, 5], &[4, 6, 4]];
const MAX_CARD: usize = 19;

fn digit(text: &[u8], at: usize) -> Option<u8> {
    text.get(at)
        .filter(|byte| byte.is_ascii_digit())
        .map(|byte| byte - b'0')
}

fn digits(text: &[u8], from: usize, max: usize) -> usize {
    (0..max)
        .take_while(|&by| digit(text, from + by).is_some())
        .count()
}

fn value(text: &[u8]) -> u32 {
    text.iter().fold(0, |sum, byte| {
        sum * 10 + u32::from(byte.saturating_sub(b'0'))
    })
}

/// Four numbers up to 255. Private, loopback and link-local ones are left out where `is_public`
/// asks for it.
pub fn ipv4(text: &[u8], start: usize, is_public: bool) -> Option<usize> {
    let mut at = start;
    let mut parts = [0u32; 4];
    for (index, part) in parts.iter_mut().enumerate() {
        if index > 0 {
            (text.get(at) == Some(&b'.')).then_some(())?;
            at += 1;
        }
        let len = digits(text, at, 4);
        let spelled = text.get(at..at + len)?;
        let is_padded = len > 1 && spelled.first() == Some(&b'0');
        if len == 0 || len > 3 || is_padded || value(spelled) > 255 {
            return None;
        }
        *part = value(spelled);
        at += len;
    }
    let is_local = matches!(
        parts,
        [0 | 10 | 127 | 255, ..] | [192, 168, ..] | [172, 16..=31, ..] | [169, 254, ..]
    );
    (is_number_alone(text, start, at) && !(is_public && is_local)).then_some(at)
}

/// `AAA-GG-SSSS` with one kind of separator, by the rules of the office.
pub fn ssn(text: &[u8], start: usize) -> Option<usize> {
    let separator = *text
        .get(start + 3)
        .filter(|byte| matches!(byte, b'-' | b' '))?;
    let has_shape = digits(text, start, 4) == 3
        && digits(text, start + 4, 3) == 2
        && text.get(start + 6) == Some(&separator)
        && digits(text, start + 7, 5) == 4;
    let end = start + 11;
    let area = value(text.get(start..start + 3)?);
    let group = value(text.get(start + 4..start + 6)?);
    let serial = value(text.get(start + 7..end).filter(|_| has_shape)?);
    let is_issued = !matches!(area, 0 | 666 | 900..) && group != 0 && serial != 0;
    (is_issued && is_number_alone(text, start, end)).then_some(end)
}

/// A card: an issuer's prefix of the right length, and the check digit.
pub fn card(text: &[u8], start: usize) -> Option<usize> {
    let bare = digits(text, start, MAX_CARD + 1);
    if bare > 4 {
        let end = start + bare;
        return (is_card(text.get(start..end)?) && is_number_alone(text, start, end))
            .then_some(end);
    }
    let separator = *text
        .get(start + 4)
        .filter(|byte| matches!(byte, b'-' | b' '))?;
    SHAPES
        .iter()
        .find_map(|shape| grouped(text, start, separator, shape))
}

fn grouped(text: &[u8], start: usize, separator: u8, shape: &[usize]) -> Option<usize> {
    let mut spelled = Vec::with_capacity(MAX_CARD);
    let mut at = start;
    for (index, &len) in shape.iter().enumerate() {
        if index > 0 {
            (text.get(at) == Some(&separator)).then_some(())?;
            at += 1;
        }
        (digits(text, at, len + 1) == len).then_some(())?;
        spelled.extend_from_slice(text.get(at..at + len)?);
        at += len;
    }
    (is_card(&spelled) && is_number_alone(text, start, at)).then_some(at)
}

fn is_card(spelled: &[u8]) -> bool {
    is_issued(spelled) && passes_luhn(spelled)
}

fn is_issued(spelled: &[u8]) -> bool {
    let Some(prefix) = spelled.get(..4).map(value) else {
        return false;
    };
    match spelled.len() {
        12 => matches!(prefix, 5000..=5099 | 5600..=5899 | 6304 | 6759..=6769),
        13 => matches!(prefix, 4000..=4999),
        14 => matches!(prefix, 3000..=3059 | 3600..=3699 | 3800..=3999),
        15 => matches!(prefix, 3400..=3499 | 3700..=3799),
        16 => matches!(
            prefix,
            4000..=4999 | 5100..=5599 | 2221..=2720 | 6011 | 6440..=6599 | 3528..=3589
                | 6200..=6299 | 5000..=5099 | 5600..=5899 | 6304 | 6759..=6769
        ),
        19 => matches!(
            prefix,
            4000..=4999 | 6011 | 6440..=6599 | 6200..=6299 | 5000..=5099 | 5600..=5899
                | 6304 | 6759..=6769
        ),
        _ => false,
    }
}

fn passes_luhn(spelled: &[u8]) -> bool {
    let sum: u32 = spelled
        .iter()
        .rev()
        .enumerate()
        .map(|(index, byte)| {
            let digit = u32::from(byte - b'0') << (index % 2);
            if digit > 9 { digit - 9 } else { digit }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// `+`, a country code and 8 to 15 digits in groups.
pub fn phone(text: &[u8], start: usize) -> Option<usize> {
    let first = digit(text, start + 1).filter(|&first| first != 0)?;
    let most = if first == 1 { 11 } else { 15 };
    let (mut count, mut end, mut gap) = (0, start, 0);
    for at in start + 1..start + 32 {
        if digit(text, at).is_some() {
            count += 1;
            (end, gap) = (at + 1, 0);
        } else if matches!(text.get(at), Some(b' ' | b'-' | b'.' | b'(' | b')')) && gap < 2 {
            gap += 1;
        } else {
            break;
        }
        if count == most {
            break;
        }
    }
    (count >= 8 && is_number_alone(text, start, end)).then_some(end)
}
