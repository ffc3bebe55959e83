//! Passwords as programs store them, and private keys of coins: hashes of `crypt`, of directories
//! and of frameworks, `WIF` and `xprv`.
//!
//! Source: crypt(5); PHC string format; RFC 2307, 5.3 for `{SSHA}`; RFC 5803 for `SCRAM`; Bitcoin
//! wiki, Wallet import format; BIP 32, Serialization format.

use crate::class::{BASE64, DIGIT, LOWER, POINT, TOKEN, UPPER, WORD, is, run_end};
use crate::detect::coin::has_checksum;
use crate::detect::token::Found;
use crate::entity::Entity;
use crate::look::Look;

/// What stands before the `$` behind the name of a way to hash.
const WAYS: [&[u8]; 19] = [
    b"$6",
    b"$5",
    b"$1",
    b"$8",
    b"$9",
    b"$y",
    b"$7",
    b"$2a",
    b"$2b",
    b"$2y",
    b"$apr1",
    b"$argon2id",
    b"$argon2i",
    b"$argon2d",
    b"$scrypt",
    b"pbkdf2_sha256",
    b"pbkdf2_sha1",
    b"bcrypt_sha256",
    b"SCRAM-SHA-256",
];
/// The same where colons and counts stand between.
const COUNTED: [&[u8]; 2] = [b"pbkdf2:sha", b"scrypt"];
/// The same in braces.
const BRACED: [&[u8]; 6] = [
    b"{SSHA}",
    b"{SHA}",
    b"{SSHA256}",
    b"{SSHA512}",
    b"{SHA256}",
    b"{SMD5}",
];
/// How far back a hash is read, and how many parts of it.
const REACH: usize = 176;
const PARTS: usize = 6;
/// Shortest last part, and longest one.
const MIN_HASH: usize = 22;
const MAX_HASH: usize = 256;
/// How far before a run of a hash its `$` may stand: twice as far as a run is that is too short to
/// be looked at.
const MAX_LEAD: usize = 34;
/// One more than the longest key of a coin has.
const MAX_KEY: usize = 112;

/// The stored password of which the run at `start` is a part.
#[inline]
pub(super) fn hashed(look: &Look<'_>, start: usize, len: u32) -> Option<Found> {
    let own = !u64::MAX.checked_shl(len).unwrap_or(0);
    let may_be = match look.text.get(start.checked_sub(1)?)? {
        b'$' | b'}' => true,
        // A sign within the last part; what has no capitals or no digits is a path.
        b'.' | b'/' | b'+' => {
            look.ahead(start, |masks| masks.digit) & own != 0
                && look.ahead(start, |masks| masks.upper) & own != 0
        }
        _ => false,
    };
    may_be.then(|| of_part(look.text, start))?
}

#[cold]
fn of_part(text: &[u8], start: usize) -> Option<Found> {
    let near = &text[start.saturating_sub(MAX_LEAD)..start];
    let from = start - near.len() + near.iter().rposition(|byte| matches!(byte, b'$' | b'}'))? + 1;
    match text.get(from.checked_sub(1)?)? {
        b'$' => parted(text, from),
        b'}' => braced(text, from),
        _ => None,
    }
}

/// True for the bytes of a hash and of what is said of it.
fn is_inner(byte: u8) -> bool {
    is(byte, TOKEN | BASE64 | POINT) || matches!(byte, b'$' | b',' | b':')
}

fn parted(text: &[u8], start: usize) -> Option<Found> {
    let mut at = start;
    let floor = start.saturating_sub(REACH);
    for _ in 0..PARTS {
        let near = text[floor..at].iter().rev();
        let inner = near.take_while(|byte| is_inner(**byte) && **byte != b'$');
        at = at.checked_sub(inner.count() + 1)?;
        if at < floor || text[at] != b'$' {
            return None;
        }
        if let Some((from, is_colon)) = way_before(text, at) {
            return whole(text, from, at + 1, is_colon);
        }
    }
    None
}

/// Where the name of a way begins that ends before the `$` at `at`, and whether colons part what
/// follows.
fn way_before(text: &[u8], at: usize) -> Option<(usize, bool)> {
    let lead = &text[..at];
    if let Some(way) = WAYS.iter().find(|way| lead.ends_with(way)) {
        let from = at - way.len();
        let is_free = way[0] == b'$' || !text[..from].last().is_some_and(|&byte| is(byte, WORD));
        return is_free.then_some((from, way[0] == b'S'));
    }
    let counts = lead.iter().rev().take(24);
    let len = counts.take_while(|byte| is(**byte, DIGIT) || **byte == b':');
    let name = &lead[..at - len.count()];
    let way = COUNTED.iter().find(|way| name.ends_with(way))?;
    Some((name.len() - way.len(), true))
}

/// The hash that begins at `from`, whose parts begin at `parts`.
fn whole(text: &[u8], from: usize, parts: usize, is_colon: bool) -> Option<Found> {
    let rest = text[parts..].iter().take(MAX_HASH);
    let is_own = |byte: &&u8| is_inner(**byte) && (is_colon || **byte != b':');
    let mut end = parts + rest.take_while(is_own).count();
    while matches!(text[end - 1], b'.' | b',' | b':') && end - parts > MIN_HASH {
        end -= 1;
    }
    // Salt or a count stands before the hash.
    let sign = text[parts..end].iter().rposition(|&byte| byte == b'$')?;
    let last = &text[parts + sign + 1..end];
    (last.len() >= MIN_HASH && is_random(last)).then_some((Entity::SecretKv, from, end))
}

fn braced(text: &[u8], start: usize) -> Option<Found> {
    let way = BRACED.iter().find(|way| text[..start].ends_with(way))?;
    let rest = text[start..].iter().take(MAX_HASH);
    let len = rest.take_while(|byte| is(**byte, WORD | BASE64)).count();
    let from = start - way.len();
    (len >= MIN_HASH).then_some((Entity::SecretKv, from, start + len))
}

/// True for letters of both cases, or hexadecimal digits, with a digit.
fn is_random(part: &[u8]) -> bool {
    let has = |class: u8| part.iter().any(|&byte| is(byte, class));
    has(UPPER) && has(LOWER) || has(DIGIT) && part.iter().all(u8::is_ascii_hexdigit)
}

/// The private key of a coin that begins at `start`, by its checksum.
#[inline(never)]
pub(super) fn coin_key(text: &[u8], start: usize) -> Option<Found> {
    if !matches!(text.get(start), Some(b'5' | b'K' | b'L' | b'x')) {
        return None;
    }
    let end = run_end(text, start, WORD, MAX_KEY);
    let word = &text[start..end];
    let is_one = match word {
        [b'5', ..] if word.len() == 51 => has_checksum::<10, 37>(word, |bytes| bytes[0] == 0x80),
        [b'K' | b'L', ..] if word.len() == 52 => {
            has_checksum::<10, 38>(word, |bytes| (bytes[0], bytes[33]) == (0x80, 1))
        }
        [b'x', b'p', b'r', b'v', ..] if word.len() == 111 => {
            has_checksum::<21, 82>(word, |bytes| bytes[..4] == [0x04, 0x88, 0xad, 0xe4])
        }
        _ => false,
    };
    is_one.then_some((Entity::PrivateKey, start, end))
}
