//! Identity numbers that begin with a date of birth.

use crate::detect::card::is_luhn;
use crate::detect::checks::sum;

fn pair(digits: &[u8], at: usize) -> u32 {
    u32::from(digits[at]) * 10 + u32::from(digits[at + 1])
}

/// Month and day of the calendar at `at`.
fn is_day(digits: &[u8], at: usize) -> bool {
    matches!(pair(digits, at), 1..=12) && matches!(pair(digits, at + 2), 1..=31)
}

/// Polish number; the century is added to the month. Source: Ministry of the Interior, PESEL.
pub fn is_pesel(digits: &[u8]) -> bool {
    let total = sum(digits, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]);
    let is_month = matches!(pair(digits, 2) % 20, 1..=12);
    is_month && matches!(pair(digits, 4), 1..=31) && total.is_multiple_of(10)
}

/// Swedish number of ten digits; 60 is added to the day of a coordination number. Source:
/// Skatteverket, SKV 704.
pub fn is_personnummer(digits: &[u8]) -> bool {
    let day = pair(digits, 4);
    let is_month = matches!(pair(digits, 2), 1..=12);
    is_month && matches!(day, 1..=31 | 61..=91) && is_luhn(digits)
}

/// Korean number; those of October 2020 and after have no check digit. Source: Resident
/// Registration Act, enforcement rules.
pub fn is_rrn(digits: &[u8]) -> bool {
    let total = sum(digits, &[2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]);
    // Foreigners' numbers end two higher.
    let base = if matches!(digits[6], 5..=8) { 13 } else { 11 };
    let is_checked = (base - total % 11) % 10 == u32::from(digits[12]);
    let is_new = matches!(digits[6], 3 | 4 | 7 | 8) && pair(digits, 0) >= 20;
    is_day(digits, 2) && matches!(digits[6], 1..=8) && (is_checked || is_new)
}

/// South African number by Luhn. Source: Identification Act 68 of 1997, regulations.
pub fn is_za(digits: &[u8]) -> bool {
    is_day(digits, 2) && digits[10] <= 1 && is_luhn(digits)
}

/// Chinese number of 18 digits. Source: GB 11643-1999, ISO 7064 MOD 11-2.
pub fn is_ric(digits: &[u8]) -> bool {
    digits.len() == 18 && ric_check(digits) == Some(u32::from(digits[17]))
}

/// Provinces, what counts as one, and foreigners with leave to stay. Source: GB/T 2260-2007.
const REGIONS: [u32; 36] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
    53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83, 91,
];

/// The check digit of seventeen, 10 for `X`; none where they hold no region and date.
pub fn ric_check(digits: &[u8]) -> Option<u32> {
    let total = sum(
        digits,
        &[7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2],
    );
    let is_dated = matches!(pair(digits, 6), 19 | 20) && is_day(digits, 10);
    let is_region = REGIONS.contains(&pair(digits, 0));
    (is_dated && is_region).then_some((12 - total % 11) % 11)
}

/// Finnish code: date, century, number, letter. Source: Digital and Population Data Services
/// Agency, personal identity code.
pub fn is_hetu(word: &[u8]) -> bool {
    let Some((date, [century, number @ .., letter])) = word.split_at_checked(6) else {
        return false;
    };
    let digits = date.iter().chain(number);
    if number.len() != 3 || !digits.clone().all(u8::is_ascii_digit) {
        return false;
    }
    let value = digits.fold(0u32, |value, byte| value * 10 + u32::from(byte & 0xf));
    let day = u32::from(date[0] & 0xf) * 10 + u32::from(date[1] & 0xf);
    let month = u32::from(date[2] & 0xf) * 10 + u32::from(date[3] & 0xf);
    matches!(century, b'+' | b'-' | b'A'..=b'F' | b'U'..=b'Y')
        && matches!(day, 1..=31)
        && matches!(month, 1..=12)
        && value % 1000 >= 2
        && b"0123456789ABCDEFHJKLMNPRSTUVWXY"[(value % 31) as usize] == *letter
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Vec<u8> {
        let digits = text.bytes().filter(u8::is_ascii_digit);
        digits.map(|byte| byte - b'0').collect()
    }

    #[test]
    fn published_examples_hold() {
        assert!(is_pesel(&digits("44051401359")));
        assert!(is_personnummer(&digits("811218-9876")));
        assert!(is_za(&digits("8001015009087")));
        assert!(
            is_ric(&digits("110101199003070011"))
                || ric_check(&digits("11010519491231002")) == Some(10)
        );
        assert!(is_hetu(b"131052-308T"));
        assert!(is_rrn(&digits("210101-3000000")));
    }

    #[test]
    fn a_changed_digit_is_noticed() {
        assert!(!is_pesel(&digits("44051401358")));
        assert!(!is_personnummer(&digits("811218-9875")));
        assert!(!is_za(&digits("8001015009086")));
        assert!(!is_hetu(b"131052-308U"));
        assert!(!is_rrn(&digits("901332-1000000")));
    }
}
