//! Addresses of cryptocurrencies, each with its checksum.
//!
//! Source: Bitcoin wiki, `Base58Check`; BIP 173 and BIP 350 for Bech32 and Bech32m; EIP-55 for the
//! case of Ethereum's letters.

use sha2::{Digest, Sha256};
use sha3::Keccak256;

static BASE58: [u8; 256] = values(b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz");
static BASE32: [u8; 256] = values(b"qpzry9x8gf2tvdw0s3jn54khce6mua7l");
/// The value of what is not in an alphabet.
const NONE: u8 = 0xff;

/// Values of the letters of an alphabet.
const fn values(alphabet: &[u8]) -> [u8; 256] {
    let mut table = [NONE; 256];
    let mut value = 0;
    while value < alphabet.len() {
        #[expect(clippy::cast_possible_truncation, reason = "alphabets are short")]
        let short = value as u8;
        table[alphabet[value] as usize] = short;
        value += 1;
    }
    table
}

/// True where `word` is a Bitcoin address.
pub fn is_bitcoin(word: &[u8]) -> bool {
    match word {
        [b'1' | b'3', ..] if (25..=35).contains(&word.len()) => {
            has_checksum::<7, 25>(word, |bytes| matches!(bytes[0], 0 | 5))
        }
        [b'b' | b'B', b'c' | b'C', b'1', data @ ..] if matches!(word.len(), 42 | 62) => {
            is_bech32(data)
        }
        _ => false,
    }
}

/// Most parts of what is written in base58, four bytes each.
const MAX_LIMBS: usize = 21;

/// True where `word` is base58 for `N` bytes, which `LIMBS` of four bytes hold, that `is_kind` says
/// yes to, and the last four of them are the checksum of the others.
pub(super) fn has_checksum<const LIMBS: usize, const N: usize>(
    word: &[u8],
    is_kind: impl Fn(&[u8; N]) -> bool,
) -> bool {
    let mut limbs = [0u32; LIMBS];
    // Five letters at a time: as many as there is room for beside a limb.
    for letters in word.chunks(5) {
        let (mut carry, mut base) = (0, 1);
        for &letter in letters {
            let value = BASE58[usize::from(letter)];
            if value == NONE {
                return false;
            }
            carry = carry * 58 + u64::from(value);
            base *= 58;
        }
        for limb in limbs.iter_mut().rev() {
            carry += u64::from(*limb) * base;
            *limb = low_half(carry);
            carry >>= 32;
        }
        if carry > 0 {
            return false;
        }
    }
    let mut whole = [0; MAX_LIMBS * 4];
    for (bytes, limb) in whole.chunks_exact_mut(4).zip(limbs) {
        bytes.copy_from_slice(&limb.to_be_bytes());
    }
    let Some((over, bytes)) = whole[..LIMBS * 4].split_last_chunk::<N>() else {
        return false;
    };
    let (body, check) = bytes.split_at(N - 4);
    over.iter().all(|&byte| byte == 0)
        && is_kind(bytes)
        && Sha256::digest(Sha256::digest(body))[..4] == *check
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the low half is what is meant"
)]
fn low_half(value: u64) -> u32 {
    value as u32
}

fn is_bech32(data: &[u8]) -> bool {
    let is_mixed =
        data.iter().any(u8::is_ascii_uppercase) && data.iter().any(u8::is_ascii_lowercase);
    let values = data.iter().map(|byte| {
        let value = BASE32[usize::from(byte.to_ascii_lowercase())];
        (value != NONE).then_some(u32::from(value))
    });
    // The part before the separator, `bc`, expanded.
    let mut check = [3, 3, 0, 2, 3].into_iter().fold(1, polymod);
    for value in values {
        let Some(value) = value else { return false };
        check = polymod(check, value);
    }
    !is_mixed && matches!(check, 1 | 0x2bc8_30a3)
}

fn polymod(check: u32, value: u32) -> u32 {
    const GENERATOR: [u32; 5] = [
        0x3b6a_57b2,
        0x2650_8e6d,
        0x1ea1_19fa,
        0x3d42_33dd,
        0x2a14_62b3,
    ];
    let top = check >> 25;
    let next = (check & 0x01ff_ffff) << 5 ^ value;
    let terms = GENERATOR
        .iter()
        .enumerate()
        .filter(|(bit, _)| top >> bit & 1 == 1);
    terms.fold(next, |next, (_, term)| next ^ term)
}

/// How sure a word is an Ethereum address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ethereum {
    /// The case of its letters is right.
    Checked,
    /// Letters of one case carry no checksum.
    Plain,
    /// It is none.
    Not,
}

/// Look at `0x` and forty digits.
pub fn ethereum(word: &[u8]) -> Ethereum {
    let Some(digits) = word.strip_prefix(b"0x").filter(|digits| digits.len() == 40) else {
        return Ethereum::Not;
    };
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return Ethereum::Not;
    }
    let has = |is: fn(&u8) -> bool| digits.iter().any(is);
    if !(has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase)) {
        return Ethereum::Plain;
    }
    let hash = Keccak256::digest(digits.to_ascii_lowercase());
    let is_right = |(index, digit): (usize, &u8)| {
        let nibble = hash[index / 2] >> (4 - index % 2 * 4) & 0xf;
        digit.is_ascii_digit() || digit.is_ascii_uppercase() == (nibble >= 8)
    };
    if digits.iter().enumerate().all(is_right) {
        Ethereum::Checked
    } else {
        Ethereum::Not
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn official_vectors_hold() {
        assert!(is_bitcoin(b"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"));
        assert!(is_bitcoin(b"3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"));
        assert!(is_bitcoin(b"bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"));
        assert!(is_bitcoin(
            b"bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr"
        ));
        assert_eq!(
            ethereum(b"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"),
            Ethereum::Checked
        );
        assert_eq!(
            ethereum(b"0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359"),
            Ethereum::Plain
        );
    }

    #[test]
    fn a_changed_letter_is_noticed() {
        assert!(!is_bitcoin(b"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb"));
        assert!(!is_bitcoin(b"bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdp"));
        assert_eq!(
            ethereum(b"0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed"),
            Ethereum::Not
        );
    }
}
