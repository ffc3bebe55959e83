//! What the name of a key says of its value.

use std::sync::LazyLock;

use crate::class::{WORD, is};
use crate::entity::{Entity, EntitySet};
use crate::words::{add_word, words};

/// What a key says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Meaning {
    /// The whole value is of this kind, whatever it looks like.
    pub whole: Option<Entity>,
    /// Numbers in the value may be of these kinds, which need a word beside them.
    pub context: EntitySet,
}

/// Longest key that is looked at; of a longer one it is the end.
const MAX_KEY: usize = 64;

/// Endings of keys whose value is a secret, separators left out.
const SECRETS: [&[u8]; 40] = [
    b"passwort",
    b"senha",
    b"kennwort",
    b"passe",
    b"sharedkey",
    b"licensekey",
    b"contrasena",
    b"password",
    b"passwd",
    b"passphrase",
    b"pwd",
    b"secret",
    b"apikey",
    b"secretkey",
    b"accesskey",
    b"privatekey",
    b"signingkey",
    b"encryptionkey",
    b"authkey",
    b"masterkey",
    b"accountkey",
    b"sharedaccesskey",
    b"accesskeysecret",
    b"accesstoken",
    b"refreshtoken",
    b"authtoken",
    b"idtoken",
    b"sessiontoken",
    b"bearertoken",
    b"apitoken",
    b"securitytoken",
    b"csrftoken",
    b"xsrftoken",
    b"credential",
    b"credentials",
    b"clientsecret",
    b"storagekey",
    b"connectionstring",
    b"sessionkey",
    b"xamzsignature",
];

/// Keys whose value is a secret only where nothing stands before the word.
const ALONE: [&[u8]; 8] = [
    b"token",
    b"pass",
    b"pin",
    b"cvv",
    b"cvc",
    b"sessionid",
    b"sig",
    b"otp",
];

/// Headers whose value proves who somebody is.
const HEADERS: [&[u8]; 5] = [
    b"authorization",
    b"proxyauthorization",
    b"cookie",
    b"cookies",
    b"setcookie",
];

/// Which keys end with two letters: bit `n` for word `n` of `HEADERS`, then `SECRETS`, then
/// `ALONE`, and `OTHER` for the rest. Nearly every key of a text ends as none of them.
static ENDINGS: LazyLock<[[u64; 26]; 26]> = LazyLock::new(|| {
    let mut endings = [[0; 26]; 26];
    let ranked = HEADERS.iter().chain(&SECRETS).chain(&ALONE);
    let ranked = ranked.enumerate().map(|(bit, word)| (word, 1 << bit));
    for (word, bit) in ranked.chain(OTHERS.iter().map(|word| (word, OTHER))) {
        if let Some((row, column)) = word.last_chunk().copied().and_then(ending) {
            endings[row][column] |= bit;
        }
    }
    endings
});

/// Last three letters of keys: bit of the third last in the place of the last two.
static TRIPLES: [u32; 1024] = {
    let mut triples = [0; 1024];
    add_triples(&HEADERS, &mut triples);
    add_triples(&SECRETS, &mut triples);
    add_triples(&ALONE, &mut triples);
    add_triples(&OTHERS, &mut triples);
    triples
};

const fn add_triples(words: &[&[u8]], triples: &mut [u32; 1024]) {
    let mut index = 0;
    while index < words.len() {
        let word = words[index];
        let last = [
            word[word.len() - 3],
            word[word.len() - 2],
            word[word.len() - 1],
        ];
        triples[place(last)] |= 1 << (last[0] & 31);
        index += 1;
    }
}

/// Where the third last letter stands with these last two.
#[inline]
const fn place(last: [u8; 3]) -> usize {
    (last[1] as usize & 31) << 5 | last[2] as usize & 31
}

/// Bit of the keys that are no word of a secret by themselves.
const OTHER: u64 = 1 << 63;

/// Words that end with these two letters.
#[inline]
fn words_ending(last: [u8; 2]) -> u64 {
    ending(last).map_or(0, |(row, column)| ENDINGS[row][column])
}

/// Keys whose value may be one that a sibling names: `{"name": "db_password", "value": "…"}`.
pub const SIBLINGS: [&[u8]; 2] = [b"value", b"val"];
/// Keys that are no word of a secret by themselves.
const OTHERS: [&[u8]; 2] = SIBLINGS;

#[inline]
fn ending(last: [u8; 2]) -> Option<(usize, usize)> {
    let [first, second] = last.map(|byte| usize::from((byte | 0x20).wrapping_sub(b'a')));
    (first < 26 && second < 26).then_some((first, second))
}

/// False where a key that ends with these three letters names no secret.
#[inline]
pub fn may_be_secret(last: [u8; 3]) -> bool {
    TRIPLES[place(last)] >> (last[0] & 31) & 1 == 1
}

/// The kind that the whole value of `key` is, whatever it looks like.
pub fn whole_of(key: &[u8]) -> Option<Entity> {
    let mut squeezed = [0; MAX_KEY];
    let key = &key[key.len().saturating_sub(MAX_KEY)..];
    let len = squeeze(key, &mut squeezed);
    whole(&squeezed[..len], key)
}

/// Letters and digits of `key` in lower case, without what separates them.
fn squeeze(key: &[u8], out: &mut [u8; MAX_KEY]) -> usize {
    let bytes = key.iter().filter(|byte| is(**byte, WORD));
    out.iter_mut()
        .zip(bytes)
        .map(|(to, from)| *to = from.to_ascii_lowercase())
        .count()
}

/// What `key` says of its value.
#[must_use]
pub fn meaning(key: &[u8]) -> Meaning {
    let mut squeezed = [0; MAX_KEY];
    let key = &key[key.len().saturating_sub(MAX_KEY)..];
    let len = squeeze(key, &mut squeezed);
    let mut context = words(key);
    // `phone_number` is a word of its own.
    add_word(&squeezed[..len], &mut context);
    let last = last_word(key);
    let parts = last.iter().filter(|byte| is(**byte, WORD)).count();
    add_word(&squeezed[len - parts..len], &mut context);
    Meaning {
        whole: whole(&squeezed[..len], key),
        context,
    }
}

/// The part of a dotted key behind the last dot, and of a path behind the last slash.
fn last_word(key: &[u8]) -> &[u8] {
    key.rsplit(|byte| matches!(byte, b'.' | b'/'))
        .next()
        .unwrap_or_default()
}

fn whole(squeezed: &[u8], key: &[u8]) -> Option<Entity> {
    let mut words = words_ending(*squeezed.last_chunk()?) & !OTHER;
    while words != 0 {
        let index = words.trailing_zeros() as usize;
        words &= words - 1;
        if let Some(word) = HEADERS.get(index) {
            if squeezed.ends_with(word) {
                return Some(Entity::AuthHeader);
            }
        } else if let Some(word) = SECRETS.get(index - HEADERS.len()) {
            if squeezed.ends_with(word) {
                return Some(Entity::SecretKv);
            }
        } else if is_alone(ALONE[index - HEADERS.len() - SECRETS.len()], key) {
            return Some(Entity::SecretKv);
        }
    }
    None
}

/// True where the last word of `key` is `word` and nothing else.
fn is_alone(word: &[u8], key: &[u8]) -> bool {
    let name = last_word(key);
    let letters = name.iter().filter(|byte| is(**byte, WORD));
    name.len() <= word.len() + 1 && letters.map(u8::to_ascii_lowercase).eq(word.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_secrets_are_told_from_keys_about_tokens() {
        for key in [
            "password",
            "db_password",
            "api-key",
            "OPENAI_API_KEY",
            "auth.token",
            "clientSecret",
        ] {
            assert_eq!(
                meaning(key.as_bytes()).whole,
                Some(Entity::SecretKv),
                "{key}"
            );
        }
        for key in [
            "gen_ai.usage.input_tokens",
            "max_tokens",
            "next_page_token",
            "tokenizer",
            "public_key",
            "monkey",
            "secret_name",
        ] {
            assert_eq!(meaning(key.as_bytes()).whole, None, "{key}");
        }
        assert_eq!(
            meaning(b"http.request.header.authorization").whole,
            Some(Entity::AuthHeader)
        );
    }

    #[test]
    fn words_are_found_in_every_spelling_of_a_key() {
        for key in [
            "phone",
            "user.phone_number",
            "homePhone",
            "Phone:",
            "phones",
        ] {
            assert!(meaning(key.as_bytes()).context.has(Entity::Phone), "{key}");
        }
        assert!(!meaning(b"microphone").context.has(Entity::Phone));
        assert!(meaning(b"dateOfBirth").context.has(Entity::DateOfBirth));
    }
}
