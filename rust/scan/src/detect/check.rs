//! Check digits.

/// Remainder by 97 of an account number whose first four characters count last. Source: ISO 13616,
/// ISO 7064 MOD 97-10.
pub fn mod_97(account: &[u8]) -> u64 {
    let (head, tail) = account.split_at(account.len().min(4));
    let next = |rest: u64, &byte: &u8| {
        // Divided only where it would run over.
        let rest = if rest >> 56 == 0 { rest } else { rest % 97 };
        match byte {
            b'0'..=b'9' => rest * 10 + u64::from(byte - b'0'),
            _ => rest * 100 + u64::from(byte.wrapping_sub(b'A')) + 10,
        }
    };
    tail.iter().chain(head).fold(0, next) % 97
}

/// Control letter of a Spanish identity number; `lead` stands before the digits. Source: Orden
/// INT/2058/2008.
pub fn nif_letter(digits: &[u8], lead: usize) -> u8 {
    let number = digits
        .iter()
        .fold(lead, |value, &byte| value * 10 + usize::from(byte & 0xf));
    b"TRWAGMYFPDXBNJZSQVHLCKE"[number % 23]
}

/// Check of the dihedral group of order ten. Source: J. Verhoeff, Error Detecting Decimal Codes,
/// 1969.
pub fn is_verhoeff(digits: &[u8]) -> bool {
    let next = |check: usize, (place, &digit): (usize, &u8)| {
        let permuted = PERMUTED[place % 8][usize::from(digit)];
        usize::from(DIHEDRAL[check][usize::from(permuted)])
    };
    digits.iter().rev().enumerate().fold(0, next) == 0
}

/// Digits permuted as often as the number of the row says.
static PERMUTED: [[u8; 10]; 8] = {
    const ONCE: [u8; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    let mut rows = [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]; 8];
    let mut row = 1;
    while row < 8 {
        let mut digit = 0;
        while digit < 10 {
            rows[row][digit] = ONCE[rows[row - 1][digit] as usize];
            digit += 1;
        }
        row += 1;
    }
    rows
};

/// The group's table.
static DIHEDRAL: [[u8; 10]; 10] = {
    let mut table = [[0; 10]; 10];
    let mut at = 0;
    while at < 100 {
        table[at as usize / 10][at as usize % 10] = dihedral(at / 10, at % 10);
        at += 1;
    }
    table
};

const fn dihedral(left: u8, right: u8) -> u8 {
    match (left < 5, right < 5) {
        (true, true) => (left + right) % 5,
        (true, false) => 5 + (left + right - 5) % 5,
        (false, true) => 5 + (left - right) % 5,
        (false, false) => (5 + left - right) % 5,
    }
}

/// Weights 10 to 2, modulo 11. Source: NHS Data Dictionary, NHS Number.
pub fn is_nhs(digits: &[u8]) -> bool {
    let Some((&last, rest)) = digits.split_last() else {
        return false;
    };
    let weighted = rest
        .iter()
        .zip((2..=10).rev())
        .map(|(&digit, weight)| u32::from(digit) * weight);
    let check = 11 - weighted.sum::<u32>() % 11;
    digits.len() == 10 && u32::from(last) == check % 11 && check != 10
}

/// Key of a French number: 97 less the remainder of the first 13 digits. Source: INSEE.
pub fn is_nir(digits: &[u8]) -> bool {
    let number = |part: &[u8]| {
        part.iter()
            .fold(0u64, |value, &digit| value * 10 + u64::from(digit))
    };
    let Some((body, key)) = digits.split_at_checked(13) else {
        return false;
    };
    let month = number(&body[3..5]);
    let is_month = matches!(month, 1..=12 | 20 | 30..=42 | 50..=99);
    key.len() == 2 && matches!(body[0], 1 | 2) && is_month && 97 - number(body) % 97 == number(key)
}

/// CRC-32 of the first part of a token, as GitHub appends it in base 62.
/// Source: GitHub, Behind GitHub's new authentication token formats, 2021.
pub fn is_github(token: &[u8]) -> bool {
    let Some((body, tail)) = token.split_at_checked(30) else {
        return false;
    };
    let value = |byte: u8| match byte {
        b'0'..=b'9' => u64::from(byte - b'0'),
        b'A'..=b'Z' => u64::from(byte - b'A') + 10,
        _ => u64::from(byte.wrapping_sub(b'a')) + 36,
    };
    let sum = tail.iter().fold(0u64, |sum, &byte| {
        sum.wrapping_mul(62).wrapping_add(value(byte))
    });
    sum == u64::from(crc_32(body))
}

fn crc_32(bytes: &[u8]) -> u32 {
    let bit = |crc: u32, _| crc >> 1 ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 };
    !bytes
        .iter()
        .fold(!0, |crc, &byte| (0..8).fold(crc ^ u32::from(byte), bit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Vec<u8> {
        text.bytes().map(|byte| byte - b'0').collect()
    }

    #[test]
    fn official_vectors_hold() {
        assert_eq!(mod_97(b"GB82WEST12345698765432"), 1);
        assert_eq!(mod_97(b"DE89370400440532013000"), 1);
        assert_eq!(nif_letter(b"12345678", 0), b'Z');
        assert_eq!(nif_letter(b"1234567", 0), b'L');
        assert!(is_verhoeff(&digits("2363")));
        assert!(is_verhoeff(&digits("123451")));
        assert!(is_nhs(&digits("9434765919")));
        assert!(is_nir(&digits("255081416802538")));
        assert_eq!(crc_32(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn a_changed_digit_is_noticed() {
        assert_ne!(mod_97(b"GB82WEST12345698765433"), 1);
        assert!(!is_verhoeff(&digits("2364")));
        assert!(!is_nhs(&digits("9434765918")));
        assert!(!is_nir(&digits("255081416802539")));
    }
}
