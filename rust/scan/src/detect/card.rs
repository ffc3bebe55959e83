//! Numbers of payment cards: issuer and length, then the check digit.
//!
//! Source: ISO/IEC 7812-1 annex B for the check digit; issuer ranges as the networks publish them.

/// Lengths of 12 to 16.
const SHORT: u32 = 0x1f << 12;
/// Lengths of 17 to 19, which ids have too: only under issuers that are known to use them.
const LONG: u32 = 0x7 << 17;

/// Issuers: first and last value of the leading four digits, and the lengths in use, bit `n` for
/// `n` digits.
const ISSUERS: [(u16, u16, u32); 25] = [
    (3000, 3059, 1 << 14),
    (3095, 3095, 1 << 14),
    (3400, 3499, 1 << 15),
    (3528, 3589, 1 << 16 | 1 << 19),
    (3600, 3699, 1 << 14 | 1 << 16),
    (3700, 3799, 1 << 15),
    (3800, 3999, 1 << 14),
    (4000, 4999, 1 << 13 | 1 << 16 | 1 << 19),
    (5000, 5099, SHORT),
    (5018, 5018, LONG),
    (5020, 5020, LONG),
    (5038, 5038, LONG),
    (5100, 5599, 1 << 16),
    (5600, 5899, SHORT),
    (5893, 5893, LONG),
    (2200, 2204, 1 << 16 | LONG),
    (2221, 2720, 1 << 16),
    (5060, 5061, LONG),
    (6200, 6299, LONG),
    (8100, 8171, 1 << 16 | LONG),
    (9792, 9792, 1 << 16),
    (6000, 6999, SHORT),
    (6011, 6599, 1 << 16 | 1 << 19),
    (6304, 6304, LONG),
    (6759, 6763, LONG),
];

/// True where a card may begin with this digit.
#[inline]
pub fn begins(first: u8) -> bool {
    matches!(first, b'2'..=b'6' | b'8' | b'9')
}

/// Issuers of debit cards, whose numbers have any length. Source: Mastercard, Maestro.
const DEBIT: [[u8; 4]; 8] = [
    [5, 0, 1, 8],
    [5, 0, 2, 0],
    [5, 0, 3, 8],
    [5, 8, 9, 3],
    [6, 3, 0, 4],
    [6, 7, 5, 9],
    [6, 7, 6, 1],
    [6, 7, 6, 2],
];

/// True where `digits` begin as those of an issuer of debit cards.
pub fn is_debit(digits: &[u8]) -> bool {
    digits
        .first_chunk()
        .is_some_and(|lead| DEBIT.contains(lead))
}

/// True where `digits`, as numbers, are a card.
pub fn is_card(digits: &[u8]) -> bool {
    let Some(&[a, b, c, d]) = digits.first_chunk::<4>() else {
        return false;
    };
    let lead = u16::from(a) * 1000 + u16::from(b) * 100 + u16::from(c) * 10 + u16::from(d);
    let length = u32::try_from(digits.len()).unwrap_or(0);
    let fits = |&(first, last, lengths): &(u16, u16, u32)| {
        (first..=last).contains(&lead) && lengths & 1 << length != 0
    };
    (12..=19).contains(&length) && ISSUERS.iter().any(fits) && is_luhn(digits) && is_varied(digits)
}

/// Check digit by Luhn's formula.
pub fn is_luhn(digits: &[u8]) -> bool {
    let sum = |(index, &digit): (usize, &u8)| {
        let doubled = u32::from(digit) << (index & 1);
        doubled / 10 + doubled % 10
    };
    digits.iter().rev().enumerate().map(sum).sum::<u32>() % 10 == 0
}

/// A run of one digit is filling and no number.
pub fn is_varied(digits: &[u8]) -> bool {
    digits.iter().any(|digit| Some(digit) != digits.first())
}

/// True where groups of these lengths are how cards are printed.
pub fn is_printed(groups: &[u8]) -> bool {
    let Some((last, before)) = groups.split_last() else {
        return false;
    };
    match before {
        [] => true,
        [4, 4 | 6] => (4..=5).contains(last),
        [6, 4] => (5..=6).contains(last),
        [4 | 6] => (8..=13).contains(last),
        [8] => *last == 8,
        [4, 4, 4] => (1..=7).contains(last),
        [4, 4, 4, 4] => (1..=3).contains(last),
        _ => false,
    }
}
