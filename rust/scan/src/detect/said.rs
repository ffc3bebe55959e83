//! Secrets in talk and in commands of databases: `my password is …`, `IDENTIFIED BY '…'`.

use crate::class::{DIGIT, JOINER, LOWER, UPPER, WORD, at, begins_like, ends_like, is};
use crate::detect::announced::{is_announced, is_compound, is_setting, is_variable};
use crate::detect::key::native_key;
use crate::detect::keyed::is_account;
use crate::detect::link::{Sort, becomes, link, may_be_link};
use crate::detect::placed::{self, may_be_second, next_at, second};
use crate::detect::secret::{ends, is_measure, is_placeholder, is_secret, is_strong};
use crate::detect::shown::{behind_sign, is_behind_sign};
use crate::detect::value::{bangs_end, given, marks_end};
use crate::entity::Entity;
use crate::look::Look;
use crate::masks::{BLOCK, Masks, from_last, last_block, marks};
use crate::meaning::{makes_code, may_be_secret};
use crate::places::{THREE, Threes, has_three, letters_at};
use crate::words::ending;

/// The last letters of words that a secret may stand behind.
static LAST: Threes = {
    let mut bits = placed::LAST;
    let mut place = 0;
    while place < THREE {
        let [first, second, third] = letters_at(place);
        let is_by = second == b'b' & 31 && third == b'y' & 31;
        let last = [first, second, third];
        if is_by || may_be_secret(last) || may_be_link(last) {
            bits[place >> 6] |= 1 << (place & 63);
        }
        place += 1;
    }
    bits
};

/// How far before `is` the name of the secret may stand.
const REACH: usize = 48;
/// How many words before it are read.
const MAX_WORDS: usize = 7;
/// Shortest value.
const MIN_VALUE: usize = 3;
/// Shortest value of which only `token` or `key` is said.
const MIN_TOKEN: usize = 12;

/// Quotes that ASCII has not, before a value.
const MARKS: [&str; 6] = ["「", "『", "“", "„", "«", "‹"];

/// What a name of a secret lets through.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Name {
    /// What people choose.
    Password,
    /// A few digits as well.
    Number,
    /// What is long and random.
    Token,
}

/// Names of secrets in talk, in small letters; `pass` counts behind `de`.
const NAMES: [(&[u8], Name); 43] = [
    (b"pw", Name::Password),
    (b"losenord", Name::Password),
    (b"losenordet", Name::Password),
    (b"password", Name::Password),
    (b"passwords", Name::Password),
    (b"passwd", Name::Password),
    (b"pwd", Name::Password),
    (b"passphrase", Name::Password),
    (b"passwort", Name::Password),
    (b"kennwort", Name::Password),
    (b"passe", Name::Password),
    (b"contrasena", Name::Password),
    (b"clave", Name::Password),
    (b"senha", Name::Password),
    (b"wachtwoord", Name::Password),
    (b"parola", Name::Password),
    (b"sifre", Name::Password),
    (b"haslo", Name::Password),
    (b"mdp", Name::Password),
    (b"jelszo", Name::Password),
    (b"jelszavam", Name::Password),
    (b"parolam", Name::Password),
    (b"sifrem", Name::Password),
    (b"sandi", Name::Password),
    (b"heslo", Name::Password),
    (b"geslo", Name::Password),
    (b"lozinka", Name::Password),
    (b"passord", Name::Password),
    (b"passordet", Name::Password),
    (b"adgangskode", Name::Password),
    (b"adgangskoden", Name::Password),
    (b"salasana", Name::Password),
    (b"salasanani", Name::Password),
    (b"kodeord", Name::Password),
    (b"passcode", Name::Number),
    (b"pin", Name::Number),
    (b"otp", Name::Number),
    (b"cvv", Name::Number),
    (b"cvc", Name::Number),
    (b"pass", Name::Token),
    (b"secret", Name::Token),
    (b"token", Name::Token),
    (b"key", Name::Token),
];

/// Verify the blank at `gap`, before a quote or a word with a digit, or the last byte there of a
/// script without blanks between words.
#[inline]
pub(crate) fn said(look: &mut Look<'_>, gap: usize) {
    let text = look.text;
    let is_other = text[..gap].last_chunk::<3>().is_some_and(|last| {
        let is_word = is(last[2], LOWER | UPPER) && last[1] < 0x80 && text[gap] == b' ';
        is_word && !has_three(&LAST, *last)
    });
    if !is_other {
        verify(look, gap);
    } else if may_be_second(look, gap) {
        let found = second(look, gap);
        add(look, found);
    }
}

fn add(look: &mut Look<'_>, found: Option<(usize, usize)>) {
    if let Some((start, end)) = found {
        let entity = sort_of(look, start, end);
        look.found(entity, start, end);
    }
}

#[inline(never)]
fn verify(look: &mut Look<'_>, gap: usize) {
    let text = look.text;
    if is_behind_sign(text, gap) {
        return behind_sign(look, gap);
    }
    let found = spoken(look, gap).or_else(|| next_at(look, gap));
    // A name may end as the words before a secret do.
    let behind = |look: &mut Look<'_>| may_be_second(look, gap).then(|| second(look, gap))?;
    let found = found.or_else(|| behind(look));
    add(look, found);
}

/// The kind of the secret in `start..end` by what it looks like and the words beside it.
pub(crate) fn sort_of(look: &mut Look<'_>, start: usize, end: usize) -> Entity {
    look.until = end;
    if is_account(look, start..end) {
        Entity::AwsKey
    } else {
        Entity::SecretKv
    }
}

/// The secret behind `gap`, where its name or a link stands before it.
pub(crate) fn spoken(look: &mut Look<'_>, gap: usize) -> Option<(usize, usize)> {
    let text = look.text;
    let value = gap + 1;
    let mut blank = gap + usize::from(text[gap] != b' ');
    if blank > gap && !at(text, value, WORD) {
        return None;
    }
    if text[..blank].last() >= Some(&0x80)
        && let Some(lead) = MARKS
            .iter()
            .find_map(|mark| text[..blank].strip_suffix(mark.as_bytes()))
    {
        blank = lead.trim_ascii_end().len();
    }
    let last = text[..blank].last_chunk::<3>()?;
    let is_before = may_be_secret(*last) || last[1] | 0x20 == b'b' && last[2] | 0x20 == b'y';
    if !(is_before || may_be_link(*last)) || is_short(text, gap) {
        return None;
    }
    let is_variable = is_before && is_variable(text, blank);
    let is_quote = || matches!(text.get(value), Some(b'"' | b'\'' | b'`' | b'\\'));
    let is_named = || is_announced(text, blank) || is_quote() && is_compound(text, blank);
    let is_sql = is_variable || is_before && is_named();
    let name = if is_sql {
        Some(Name::Password)
    } else {
        linked(look, blank).or_else(|| native_before(text, blank))
    };
    let name = name.filter(|_| look.wants(Entity::SecretKv))?;
    let (start, end) = given(look, value);
    let is_opened = start > value;
    // Without a blank before a value there is none behind it.
    let end = if text[gap] == b' ' || is_opened {
        end
    } else {
        start
            + text[start..end]
                .iter()
                .take_while(|byte| byte.is_ascii())
                .count()
    };
    // Of a value that is set it is a part.
    let end = if is_variable {
        marks_end(text, end)
    } else {
        end
    };
    let value = text.get(start..end).unwrap_or_default();
    let whole = if is_opened { end } else { bangs_end(text, end) };
    // What is between quotes behind a capital `PASSWORD` is one.
    let is_told = !is_sql || is_opened || is_variable || is_setting(text, blank, value);
    let is_quoted = is_sql && is_opened && is(last[2], UPPER) && value.len() >= 4;
    let is_one = is_quoted || is_told && is_value(value, name);
    (is_one && !is_placeholder(value)).then_some((start, whole))
}

/// True where the value behind `gap` is too short for any name: no quote opens it.
fn is_short(text: &[u8], gap: usize) -> bool {
    let is_end = |byte: &u8| ends(*byte) || text[gap] != b' ' && !byte.is_ascii();
    let value = text[gap + 1..].iter().take(MIN_VALUE);
    !text.get(gap + 1).is_some_and(|first| ends(*first)) && value.skip(1).any(is_end)
}

/// The name of a secret in another script that stands directly before `blank`.
fn native_before(text: &[u8], blank: usize) -> Option<Name> {
    native_key(&text[..blank]).map(|_| Name::Password)
}

/// The name of the secret before `end` with a link behind.
pub(crate) fn linked(look: &mut Look<'_>, end: usize) -> Option<Name> {
    let (len, sort) = link(&look.text[..end])?;
    let name = end - len;
    match sort {
        Sort::Is => named(look, name).or_else(|| asked(look, name)),
        Sort::To => {
            let near = &look.text[name.saturating_sub(REACH)..look.text.len().min(end + REACH)];
            let is_set = !look.text[name.saturating_sub(2)..name].is_ascii() || becomes(near);
            named(look, name).filter(|_| is_set)
        }
    }
}

/// The name of a secret in the line before, where a word that stands for it ends before `end`:
/// `What is the password?`, `Caller: it is …`.
fn asked(look: &mut Look<'_>, end: usize) -> Option<Name> {
    const WORDS: [&[u8]; 6] = [b"it", b"that", b"this", b"es", b"das", b"c'"];
    let text = &look.text[..end];
    if !WORDS.iter().any(|word| ends_like(text, word)) {
        return None;
    }
    let near = &text[text.len().saturating_sub(REACH)..];
    let line = near
        .iter()
        .rposition(|&byte| matches!(byte, b'\n' | b'.' | b'?'))?;
    let before = text[..end - near.len() + line].trim_ascii_end();
    let before = before.strip_suffix(b"\\").unwrap_or(before);
    let before = before
        .strip_suffix(b".")
        .or_else(|| before.strip_suffix(b"?"));
    named(look, before?.len())
}

/// The name of a secret in the sentence that ends before `end`.
pub(crate) fn named(look: &mut Look<'_>, end: usize) -> Option<Name> {
    let text = &look.text[..end];
    let mut short = [0; BLOCK];
    let near = last_block(text, &mut short);
    // Of what was said before the sentence nothing counts.
    let ends = marks(near, [b'.', b';', b'!', b'\n', b'\\']);
    let start = from_last(ends).next().map_or(0, |at| at + 1);
    let start = start.max(BLOCK - REACH.min(end));
    let letters = look.before(end, Masks::letter) & ending(BLOCK - start);
    let is_ascii = near[start..].is_ascii();
    word_in(near, letters).or_else(|| {
        let from = end - (BLOCK - start);
        let is_native = !is_ascii && look.done.natives.has(look.text, from, end);
        is_native.then_some(Name::Password)
    })
}

/// The last name of a secret among the last words that `letters` of `near` make.
fn word_in(near: &[u8; BLOCK], mut letters: u64) -> Option<Name> {
    let (mut is_code, mut next): (bool, &[u8]) = (false, b"");
    for _ in 0..MAX_WORDS {
        let last = letters.checked_ilog2()?;
        let run = (letters << (63 - last)).leading_ones();
        let first = last + 1 - run;
        letters &= !(u64::MAX << first);
        let word = &near[first as usize..=last as usize];
        if is_code && makes_code(word) {
            return Some(Name::Number);
        }
        is_code = word.eq_ignore_ascii_case(b"code");
        if let Some(name) = name_of(word) {
            return (!is_about(next)).then_some(name);
        }
        next = word;
    }
    None
}

/// The last name of a secret in another script, and how far it was looked for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Natives {
    last: Option<usize>,
    until: usize,
}

impl Natives {
    /// True where one stands in `start..end`.
    fn has(&mut self, text: &[u8], start: usize, end: usize) -> bool {
        if !(start..=end).contains(&self.until) {
            *self = Self {
                last: None,
                until: start,
            };
        }
        for to in self.until + 1..=end {
            self.last = self.last.max(native_key(&text[..to]));
        }
        self.until = end;
        self.last >= Some(start)
    }
}

/// True for a word behind the name of a secret that makes another name of it.
fn is_about(word: &[u8]) -> bool {
    const WORDS: [&[u8]; 12] = [
        b"manager",
        b"policy",
        b"hash",
        b"hashing",
        b"reset",
        b"length",
        b"field",
        b"hint",
        b"generator",
        b"format",
        b"encoder",
        b"expiry",
    ];
    WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// What `word` names.
pub(super) fn name_of(word: &[u8]) -> Option<Name> {
    let is_name = |known: &&(&[u8], Name)| known.0.eq_ignore_ascii_case(word);
    let known = may_name(word).then(|| NAMES.iter().find(is_name))??;
    Some(known.1)
}

/// False for a word that is no name of a secret, by its length and its first letter.
fn may_name(word: &[u8]) -> bool {
    let first = word.first().map_or(0, |first| first | 0x20);
    matches!(
        (word.len(), first),
        (2 | 4, b'p')
            | (3, b'p' | b'o' | b'c' | b'k' | b'm')
            | (
                5..=12,
                b'p' | b'c' | b's' | b't' | b'k' | b'w' | b'h' | b'l' | b'j' | b'g' | b'a'
            )
    )
}

/// True where `value` may be the secret of this name, and no word about it: `sha256`, `8-digit`.
pub(crate) fn is_value(value: &[u8], name: Name) -> bool {
    let digits = value.iter().filter(|byte| is(**byte, DIGIT)).count();
    let is_method = ABOUT.iter().any(|about| begins_like(value, about));
    let is_measure = is_measure(value);
    match name {
        Name::Number if digits == value.len() => (3..=8).contains(&digits),
        Name::Token => {
            let has = |class: u8| value.iter().any(|byte| is(*byte, class));
            let is_hex = value.len() >= 20 && !has(JOINER);
            let is_random = digits >= 2 && has(LOWER) && (has(UPPER) || is_hex);
            let is_long = value.len() >= MIN_TOKEN && is_random && is_secret(value);
            (is_long || is_strong(value)) && !is_method
        }
        _ => is_secret(value) && !is_method && !is_measure,
    }
}

/// How words begin that are said about secrets.
const ABOUT: [&[u8]; 16] = [
    b"sha", b"md5", b"base64", b"bcrypt", b"utf", b"x509", b"argon2", b"pbkdf2", b"aes", b"oauth",
    b"ed25519", b"hs256", b"rs256", b"es256", b"hs512", b"v1",
];
