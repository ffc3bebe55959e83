//! Check digits of identity numbers.

/// Digits by their weights, summed.
pub fn sum(digits: &[u8], weights: &[u32]) -> u32 {
    digits
        .iter()
        .zip(weights)
        .map(|(&digit, weight)| u32::from(digit) * weight)
        .sum()
}

/// The last digit, and those before it.
fn split(digits: &[u8]) -> (u32, &[u8]) {
    digits
        .split_last()
        .map_or((u32::MAX, digits), |(last, rest)| (u32::from(*last), rest))
}

/// Australian Medicare: eight digits and their check. Source: Services Australia, Medicare card
/// number validation.
pub fn is_medicare(digits: &[u8]) -> bool {
    matches!(digits[0], 2..=6)
        && sum(&digits[..8], &[1, 3, 7, 9, 1, 3, 7, 9]) % 10 == u32::from(digits[8])
}

/// Australian business number, modulo 89 with the first digit less one. Source: Australian Business
/// Register, Format of the ABN.
pub fn is_abn(digits: &[u8]) -> bool {
    let total = sum(digits, &[10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]);
    digits[0] > 0 && (total - 10).is_multiple_of(89)
}

/// Dutch citizen service number, the eleven proof. Source: Logisch Ontwerp BSN.
pub fn is_bsn(digits: &[u8]) -> bool {
    let (last, rest) = split(digits);
    let total = sum(rest, &[9, 8, 7, 6, 5, 4, 3, 2]);
    total > 0 && total % 11 == last % 11 && last < 10
}

/// United States routing number, weights 3, 7, 1. Source: ABA, Routing Number Policy; its first two
/// digits name a district.
pub fn is_routing(digits: &[u8]) -> bool {
    let district = digits[0] * 10 + digits[1];
    let total = sum(digits, &[3, 7, 1, 3, 7, 1, 3, 7, 1]);
    total > 0 && total.is_multiple_of(10) && matches!(district, 0..=12 | 21..=32 | 61..=72 | 80)
}

/// Provider number, by Luhn with 80840 before it. Source: CMS, NPI check digit.
pub fn is_npi(digits: &[u8]) -> bool {
    let mut whole = [8, 0, 8, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    whole[5..].copy_from_slice(&digits[..10]);
    matches!(digits[0], 1 | 2) && crate::detect::card::is_luhn(&whole)
}

/// German tax identification: of the first ten digits one stands twice or three times, then ISO
/// 7064 MOD 11,10. Source: `BZSt`, Steuer-ID.
pub fn is_steuer(digits: &[u8]) -> bool {
    let mut counts = [0u8; 10];
    let (last, rest) = split(digits);
    for &digit in rest {
        counts[usize::from(digit)] += 1;
    }
    let repeated = counts.iter().filter(|count| **count > 1).count();
    let product = rest.iter().fold(10, |product, &digit| {
        let total = (u32::from(digit) + product) % 10;
        (if total == 0 { 10 } else { total }) * 2 % 11
    });
    digits[0] != 0
        && repeated == 1
        && counts.iter().all(|count| *count < 4)
        && (11 - product) % 10 == last
}

/// Brazilian number of persons, two check digits modulo 11. Source: Receita Federal.
pub fn is_cpf(digits: &[u8]) -> bool {
    let is_varied = digits.iter().any(|digit| *digit != digits[0]);
    let check = |count: usize, weights: &[u32]| {
        sum(&digits[..count], weights) * 10 % 11 % 10 == u32::from(digits[count])
    };
    is_varied
        && check(9, &[10, 9, 8, 7, 6, 5, 4, 3, 2])
        && check(10, &[11, 10, 9, 8, 7, 6, 5, 4, 3, 2])
}

/// Brazilian number of companies, two check digits modulo 11. Source: Receita Federal.
pub fn is_cnpj(digits: &[u8]) -> bool {
    const WEIGHTS: [u32; 13] = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
    let is_varied = digits.iter().any(|digit| *digit != digits[0]);
    let check = |count: usize| {
        let rest = sum(&digits[..count], &WEIGHTS[13 - count..]) % 11;
        (if rest < 2 { 0 } else { 11 - rest }) == u32::from(digits[count])
    };
    is_varied && check(12) && check(13)
}

/// Turkish identity number. Source: Nüfus ve Vatandaşlık İşleri, algorithm of the T.C. number.
pub fn is_tckn(digits: &[u8]) -> bool {
    let odd: u32 = digits[..9]
        .iter()
        .step_by(2)
        .map(|&digit| u32::from(digit))
        .sum();
    let even: u32 = digits[1..8]
        .iter()
        .step_by(2)
        .map(|&digit| u32::from(digit))
        .sum();
    let all: u32 = digits[..10].iter().map(|&digit| u32::from(digit)).sum();
    digits[0] != 0
        && (odd * 7 + 100 - even) % 10 == u32::from(digits[9])
        && all % 10 == u32::from(digits[10])
}

/// Thai identity number, modulo 11. Source: Department of Provincial Administration.
pub fn is_thai(digits: &[u8]) -> bool {
    let (last, rest) = split(digits);
    let total = sum(rest, &[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
    matches!(digits[0], 1..=8) && (11 - total % 11) % 10 == last
}

/// Japanese individual number, modulo 11. Source: Ordinance of the Ministry of Internal Affairs
/// 85 of 2014, article 5.
pub fn is_my_number(digits: &[u8]) -> bool {
    let (last, rest) = split(digits);
    let total = sum(rest, &[6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
    let check = if total % 11 <= 1 { 0 } else { 11 - total % 11 };
    total > 0 && check == last
}

/// Prescriber's registration behind its two letters. Source: DEA, 21 CFR 1301.
pub fn is_dea(digits: &[u8]) -> bool {
    let total = sum(digits, &[1, 2, 1, 2, 1, 2]);
    digits.len() == 7 && total % 10 == u32::from(digits[6])
}

/// Singaporean number: the letter behind seven digits. Source: Immigration and Checkpoints
/// Authority; the M series of 2022.
pub fn nric_letter(lead: u8, digits: &[u8]) -> Option<u8> {
    let total = sum(digits, &[2, 7, 6, 5, 4, 3, 2]) as usize;
    let (offset, letters): (usize, &[u8; 11]) = match lead {
        b'S' => (0, b"JZIHGFEDCBA"),
        b'T' => (4, b"JZIHGFEDCBA"),
        b'F' => (0, b"XWUTRQPNMLK"),
        b'G' => (4, b"XWUTRQPNMLK"),
        b'M' => (3, b"XWUTRQPNJLK"),
        _ => return None,
    };
    letters.get((total + offset) % 11).copied()
}

/// Vehicle of North America or China: the check digit in the ninth place. Source: 49 CFR 565.15.
pub fn is_vin(word: &[u8]) -> bool {
    const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    let value = |byte: u8| match byte {
        b'0'..=b'9' => Some(u32::from(byte - b'0')),
        b'A'..=b'H' => Some(u32::from(byte - b'A') + 1),
        b'J'..=b'N' => Some(u32::from(byte - b'J') + 1),
        b'P' => Some(7),
        b'R' => Some(9),
        b'S'..=b'Z' => Some(u32::from(byte - b'S') + 2),
        _ => None,
    };
    let mut total = 0;
    for (&byte, weight) in word.iter().zip(WEIGHTS) {
        let Some(value) = value(byte) else {
            return false;
        };
        total += value * weight;
    }
    let check = b"0123456789X"[(total % 11) as usize];
    // Other regions use the place for another purpose.
    word.len() == 17 && (word[8] == check || !matches!(word[0], b'1'..=b'5' | b'L'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Vec<u8> {
        let digits = text.bytes().filter(u8::is_ascii_digit);
        digits.map(|byte| byte - b'0').collect()
    }

    fn holds(is_right: fn(&[u8]) -> bool, text: &str) {
        let mut digits = digits(text);
        assert!(is_right(&digits), "{text}");
        let last = digits.len() - 1;
        digits[last] = (digits[last] + 1) % 10;
        assert!(!is_right(&digits), "{text} with another last digit");
    }

    #[test]
    fn published_examples_hold_and_a_changed_digit_is_noticed() {
        holds(is_abn, "51 824 753 556");
        holds(is_bsn, "111222333");
        holds(is_routing, "111000025");
        holds(is_npi, "1234567893");
        holds(is_steuer, "86095742719");
        holds(is_cpf, "529.982.247-25");
        holds(is_cnpj, "11.222.333/0001-81");
        holds(is_tckn, "10000000146");
        holds(is_thai, "1-2345-45678-78-1");
        holds(is_my_number, "1234 5678 9018");
        holds(is_dea, "1234563");
    }

    #[test]
    fn medicare_has_its_check_before_the_issue() {
        assert!(is_medicare(&digits("2123 45670 1")));
        assert!(!is_medicare(&digits("2123 45671 1")));
    }

    #[test]
    fn letters_of_checks_hold() {
        assert_eq!(nric_letter(b'S', &digits("0000001")), Some(b'I'));
        assert_eq!(nric_letter(b'T', &digits("1234567")), Some(b'J'));
        assert!(is_vin(b"1M8GDM9AXKP042788"));
        assert!(is_vin(b"11111111111111111"));
        assert!(!is_vin(b"1M8GDM9A1KP042788"));
    }
}
