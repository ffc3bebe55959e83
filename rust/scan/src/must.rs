//! Bytes without which a text holds nothing of the kinds that are asked for: most texts are
//! dismissed by them at once.

use crate::entity::Entity::{
    AuthHeader, AwsKey, CloudToken, Email, GithubToken, Ipv6, ItCodiceFiscale, Jwt, LlmKey, Mac,
    PrivateKey, SecretKv, SwiftBic, UrlCredentials,
};
use crate::entity::EntitySet;

/// Kinds of which each finding has an `@`.
const SIGNED: EntitySet = EntitySet::of(&[Email, UrlCredentials]);
/// Kinds that may be letters and signs alone.
const LETTERED: EntitySet = EntitySet::of(&[
    AuthHeader,
    AwsKey,
    CloudToken,
    GithubToken,
    Ipv6,
    ItCodiceFiscale,
    Jwt,
    LlmKey,
    Mac,
    PrivateKey,
    SecretKv,
    SwiftBic,
]);

/// A range of bytes, two more, and all that are not ASCII, for among them are other scripts' digits
/// and signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Must {
    /// First byte of the range.
    pub first: u8,
    /// How far its last one is from it.
    pub span: u8,
    /// Bytes beside it.
    pub others: [u8; 2],
}

/// What stands for a digit in an escape or behind `%` has a digit in it, and so has what stands for
/// an `@`.
const DIGITS: Must = Must {
    first: b'0',
    span: 9,
    others: [b'@'; 2],
};

/// `@`, and what may stand for it: `%40`, `&#64;`, `\u0040`.
const SIGN: Must = Must {
    first: b'%',
    span: 1,
    others: [b'@', b'\\'],
};

impl Must {
    /// What a text must have one of, so that something of `kinds` may be in it; nothing in
    /// particular where they may be of letters alone.
    #[inline]
    pub fn of(kinds: EntitySet) -> Option<Self> {
        if kinds.without(SIGNED).is_empty() {
            return Some(SIGN);
        }
        kinds.and(LETTERED).is_empty().then_some(DIGITS)
    }

    /// True where `byte` is one of them.
    #[inline]
    pub fn has(self, byte: u8) -> bool {
        byte >= 0x80 || byte.wrapping_sub(self.first) <= self.span || self.others.contains(&byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simd::{self, Width};
    use crate::{Options, Scanner};

    #[test]
    fn what_may_be_letters_alone_is_found_alone() {
        let texts = [
            (SwiftBic, "bic DEUTDEFF"),
            (Mac, "aa:bb:cc:dd:ee:fe"),
            (Ipv6, "abcd:ef::aaaa"),
            (SecretKv, r#""password": "hunter""#),
        ];
        for (entity, text) in texts {
            let options = Options::new(EntitySet::of(&[entity]));
            let found = Scanner::new().scan(text.as_bytes(), &options).len();
            assert_eq!(found, 1, "{text}");
        }
    }

    #[test]
    fn a_byte_counts_wherever_it_stands() {
        for must in [DIGITS, SIGN] {
            let wanted = (0..=255).filter(|&byte| must.has(byte));
            let wanted: Vec<u8> = wanted.collect();
            let mut text = [b'a'; 200];
            for width in [simd::widest(), Width::Scalar] {
                assert!(!simd::has(&text, must, width));
                for at in 0..text.len() {
                    for &byte in &wanted {
                        text[at] = byte;
                        assert!(simd::has(&text, must, width), "{byte} at {at}");
                    }
                    text[at] = b'a';
                }
            }
        }
    }
}
