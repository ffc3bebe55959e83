//! Tokens of vendors: by prefix, by what stands around them, and by the way that vendors build
//! prefixes.

mod around;
mod azure;
mod tables;

use std::sync::LazyLock;

use crate::class::{DIGIT, HEX, LOWER, TOKEN, UPPER, WORD, at, is, run_end};
use crate::detect::check::is_github;
use crate::detect::secret::is_worded;
use crate::detect::token::Found;
use crate::entity::Entity;
use crate::places::{THREE, Threes, has_three, three};
use tables::{AWS, CLOUD, CODE, Form, LLM};

pub(crate) use around::{find as find_around, whole};
pub(crate) use azure::{annotated, signed};

/// A form, with the first four bytes of its prefix, and which bits of four they are: they tell
/// nearly all words apart.
type Known = ([u32; 2], Entity, &'static Form);

/// Forms by first byte, longer prefixes first.
static BY_BYTE: LazyLock<Vec<Vec<Known>>> = LazyLock::new(|| {
    let mut forms: Vec<Vec<Known>> = (0..256).map(|_| Vec::new()).collect();
    for (entity, list) in KINDS {
        for form in list {
            let lead = [
                lead(form.prefix),
                lead(&[0xff; 4][..form.prefix.len().min(4)]),
            ];
            forms[usize::from(form.prefix[0])].push((lead, entity, form));
        }
    }
    for list in &mut forms {
        list.sort_by_key(|(.., form)| usize::MAX - form.prefix.len());
    }
    forms
});

/// The first four bytes; zero for those there are not.
#[inline]
fn lead(word: &[u8]) -> u32 {
    let byte = |at: usize| word.get(at).map_or(0, |byte| u32::from(*byte) << (8 * at));
    let whole = word.first_chunk().map(|four| u32::from_le_bytes(*four));
    whole.unwrap_or_else(|| byte(0) | byte(1) | byte(2))
}

static KINDS: [(Entity, &[Form]); 4] = [
    (Entity::LlmKey, LLM),
    (Entity::AwsKey, AWS),
    (Entity::GithubToken, CODE),
    (Entity::CloudToken, CLOUD),
];

/// First three bytes of prefixes, five bits of each, a bit for each three: most words begin with
/// none.
static STARTS: Threes = {
    let mut starts = [0; THREE / 64];
    let mut kind = 0;
    while kind < KINDS.len() {
        let list = KINDS[kind].1;
        let mut index = 0;
        while index < list.len() {
            let prefix = list[index].prefix;
            // Behind two letters alone any byte may follow.
            let (mut third, last) = match prefix {
                [_, _, third, ..] => (*third & 31, *third & 31),
                _ => (0, 31),
            };
            while third <= last {
                let place = three([prefix[0], prefix[1], third]);
                starts[place >> 6] |= 1 << (place & 63);
                third += 1;
            }
            index += 1;
        }
        kind += 1;
    }
    // Armour, small numbers and JSON in base64, and keys of wallets.
    let others = [
        three(*b"LS0"),
        three(*b"AAA"),
        three(*b"eyJ"),
        three(*b"xpr"),
    ];
    let mut index = 0;
    while index < others.len() {
        starts[others[index] >> 6] |= 1 << (others[index] & 63);
        index += 1;
    }
    starts
};

/// False where no prefix begins so.
#[inline]
fn may_begin(text: &[u8], start: usize) -> bool {
    let Some(&[first, second, third]) = text.get(start..).and_then(|rest| rest.first_chunk())
    else {
        return false;
    };
    has_three(&STARTS, [first, second, third])
}

/// False where no token of a vendor, no JSON web token and no private key begins so.
#[inline]
pub(crate) fn may_be(text: &[u8], start: usize, len: u32, joiners: u64) -> bool {
    let own = joiners & !u64::MAX.checked_shl(len).unwrap_or(0);
    may_begin(text, start) | may_be_generic(len, own)
}

/// The token of `len` bytes, or of more than a block, that begins at `start`, with the places of
/// `-` and `_` from there on.
pub(crate) fn find(text: &[u8], start: usize, len: u32, joiners: u64) -> Option<Found> {
    let own = joiners & !u64::MAX.checked_shl(len).unwrap_or(0);
    known(text, start).or_else(|| {
        let is_long = may_be_generic(len, own);
        is_long.then(|| generic(text, start, own)).flatten()
    })
}

/// The token of a known form.
fn known(text: &[u8], start: usize) -> Option<Found> {
    if !may_begin(text, start) {
        return None;
    }
    let rest = text.get(start..)?;
    let forms = BY_BYTE.get(usize::from(*rest.first()?))?;
    let lead = lead(rest);
    let fits = |(_, entity, form): &Known| {
        let end = tail_end(text, start, form)?;
        let tail = &text[start + form.prefix.len()..end];
        is_random(tail, form).then_some((*entity, start, end))
    };
    forms
        .iter()
        .filter(|([known, bits], _, form)| lead & bits == *known && rest.starts_with(form.prefix))
        .find_map(fits)
}

/// Words that vendors put before a secret.
const WORDS: [&[u8]; 30] = [
    b"sk",
    b"rk",
    b"pat",
    b"tok",
    b"tkn",
    b"token",
    b"key",
    b"apikey",
    b"secret",
    b"ak",
    b"auth",
    b"tk",
    b"live",
    b"test",
    b"prod",
    b"oauth",
    b"sat",
    b"aat",
    b"oat",
    b"pnu",
    b"api",
    b"pk",
    b"refresh",
    b"access",
    b"priv",
    b"private",
    b"bot",
    b"svc",
    b"sandbox",
    b"personal",
];
/// Longest word of a prefix.
const MAX_PREFIX: usize = 16;
/// Shortest secret of a vendor that is not known.
const MIN_TAIL: u32 = 20;

/// A token of a vendor that is not known: one to three short words of which the last before the
/// secret is one of `WORDS`, then a run that is random.
fn generic(text: &[u8], start: usize, mut joiners: u64) -> Option<Found> {
    let (mut word, mut last) = (start, start..start);
    for _ in 0..4 {
        let end = start + joiners.trailing_zeros() as usize;
        if end <= word || end - word > MAX_PREFIX || end >= text.len() {
            break;
        }
        last = word..end;
        joiners &= joiners - 1;
        word = end + 1;
    }
    if !is_prefix(&text[last]) {
        return None;
    }
    let end = run_end(text, word, WORD, 261);
    let tail = &text[word..end];
    // `Test_Murmur3Hash128Factory` is a function of Go.
    let fits = (MIN_TAIL as usize..=260).contains(&tail.len())
        && !at(text, end, TOKEN)
        && is_opaque(tail)
        && !is_worded(tail);
    fits.then_some((Entity::CloudToken, start, end))
}

/// False where what is behind the last joiner is no secret, for want of length.
#[inline]
fn may_be_generic(len: u32, joiners: u64) -> bool {
    let last = joiners.checked_ilog2();
    last.is_some_and(|last| len == u64::BITS || len - last > MIN_TAIL)
}

/// Lengths of `WORDS` by first letter.
static LENGTHS: [u16; 26] = {
    let mut lengths = [0; 26];
    let mut index = 0;
    while index < WORDS.len() {
        lengths[(WORDS[index][0] - b'a') as usize] |= 1 << WORDS[index].len();
        index += 1;
    }
    lengths
};

/// True for one of `WORDS`.
#[inline]
fn is_prefix(word: &[u8]) -> bool {
    let letter = word
        .first()
        .map_or(0xff, |first| (first | 0x20).wrapping_sub(b'a'));
    let lengths = LENGTHS.get(usize::from(letter)).copied().unwrap_or(0);
    word.len() < 16
        && lengths >> word.len() & 1 == 1
        && WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// True for what is random beyond doubt: capitals, small letters and several digits, or 32
/// hexadecimal digits.
fn is_opaque(tail: &[u8]) -> bool {
    let count = |classes: u8| tail.iter().filter(|byte| is(**byte, classes)).count();
    let (digits, upper, lower) = (count(DIGIT), count(UPPER), count(LOWER));
    let is_mixed = digits >= 2 && upper >= 2 && lower >= 2;
    let is_hex = tail.len() >= 32 && count(HEX) == tail.len();
    let is_long = tail.len() >= 24 && digits >= 4 && upper + lower >= 4;
    (is_mixed || is_hex || is_long) && varies(tail)
}

fn tail_end(text: &[u8], start: usize, form: &Form) -> Option<usize> {
    let tail = start + form.prefix.len();
    let run = run_end(text, tail, form.alphabet, form.longest + 1);
    // `_` may close markup and be no part of the token.
    let closes = run - tail > form.shortest && text[run - 1] == b'_' && !at(text, run, TOKEN);
    let end = run - usize::from(closes);
    let fits = (form.shortest..=form.longest).contains(&(end - tail));
    // A letter of another alphabet means another thing, and so do algorithms of OpenSSH, as
    // `sk-ssh-ed25519-cert-v01@openssh.com`.
    let is_algorithm = || text[end..].starts_with(b"@openssh.com");
    (fits && !at(text, end, WORD) && !is_algorithm()).then_some(end)
}

/// Placeholders repeat themselves, and words have no digits. Amazon's documents end examples so.
fn is_random(tail: &[u8], form: &Form) -> bool {
    let has_digit = || tail.iter().any(|&byte| is(byte, DIGIT));
    // 34 letters may lack a digit by chance; capitals inside tell them from words.
    let has_humps = || {
        let humps = tail
            .windows(2)
            .filter(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
        humps.count() >= 2
    };
    // Long words of one case without a gap are no language either.
    let is_solid = || tail.len() >= 30 && tail.iter().all(|&byte| is(byte, WORD));
    let is_aws = form.alphabet == UPPER | DIGIT;
    let is_id = form.alphabet == TOKEN && (form.shortest, form.longest) == (36, 36);
    if is_aws && tail.ends_with(b"EXAMPLE") || is_id && !is_uuid(tail) {
        return false;
    }
    // A field of `self` in Go: `s.CustomerManagedS3Storage`.
    if form.prefix == b"s." && is_worded(tail) {
        return false;
    }
    let is_checked = || form.prefix.starts_with(b"gh") && tail.len() == 36 && is_github(tail);
    varies(tail) && (is_aws || has_digit() || has_humps() || is_solid()) || is_checked()
}

/// True for hexadecimal digits in the groups of a UUID. Source: RFC 9562, 4.
fn is_uuid(tail: &[u8]) -> bool {
    let is_right = |(index, &byte): (usize, &u8)| match index {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => is(byte, HEX),
    };
    tail.len() == 36 && tail.iter().enumerate().all(is_right)
}

/// True where eight different bytes stand in it.
fn varies(tail: &[u8]) -> bool {
    let (mut low, mut high) = (0u64, 0u64);
    tail.chunks(12).any(|chunk| {
        for &byte in chunk {
            let bit = 1 << (byte & 0x3f);
            let is_high = u64::from(byte >> 6 & 1).wrapping_neg();
            high |= bit & is_high;
            low |= bit & !is_high;
        }
        low.count_ones() + high.count_ones() >= 8
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_of_a_hundred_vendors_are_known_and_each_is_in_the_documentation() {
        let page = include_str!("../../../../../docs/redaction.md");
        let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
        let lists = [LLM, AWS, CODE, CLOUD, tables::PARTED];
        let mut vendors: Vec<&str> = lists
            .iter()
            .flat_map(|list| list.iter())
            .map(|form| form.vendor)
            .collect();
        vendors.extend(around::VENDORS);
        vendors.sort_unstable();
        vendors.dedup();
        assert!(vendors.len() >= 100, "{}", vendors.len());
        for vendor in vendors {
            assert!(
                page.contains(vendor),
                "{vendor} is not in docs/redaction.md"
            );
        }
    }
}
