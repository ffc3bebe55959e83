//! Secrets that stand where a command or a file of settings has them, behind words and no sign:
//! `enable secret 0 …`, `net user name … /add`, `user name on >…`, `echo … | chpasswd`.
//!
//! Source: Cisco IOS Security Command Reference; Redis, ACL SETUSER; RFC 4954 for `AUTH PLAIN`;
//! RFC 959 for `PASS`; and the manuals of the commands.

use crate::class::{LOWER, TOKEN, UPPER, ends_like, is, run_end};
use crate::detect::secret::{ends, is_placeholder, is_secret, is_strong};
use crate::detect::used::used;
use crate::detect::value::{bangs_end, given};
use crate::look::Look;
use crate::places::{Chains, THREE, TWO, Threes, has_three, three, two};

/// How far before its word the command may stand, or what else belongs to it.
const REACH: usize = 64;
/// Longest name between a command and the secret.
const MAX_NAME: usize = 48;

/// Where the secret stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Take {
    /// Behind the word.
    Next,
    /// The same, and it must be one that no name of a thing is.
    Strong,
    /// The same, between quotes.
    Quoted,
    /// Behind the word and a name.
    Second,
    /// The same, and it must be one that no name of a thing is.
    StrongSecond,
    /// Behind the word, a name and this sign.
    Pair(u8),
    /// Behind the word and this sign.
    Sign(u8),
    /// Behind the word, and its name behind it.
    Used,
}

use Take::{Next, Pair, Quoted, Second, Sign, Strong, StrongSecond, Used};

/// A word, what stands not far before it, and where the secret is.
type Place = (&'static [u8], &'static [u8], Take);

static PLACES: [Place; 71] = [
    (b"masterauth", b"", Next),
    (b"primaryauth", b"", Next),
    (b"bindpw", b"", Next),
    (b"rootpw", b"", Next),
    (b"auth_pass", b"", Next),
    (b"plaintext", b"rootpw", Next),
    (b"psksecret", b"set ", Next),
    (b"key-string", b"", Next),
    (b"community", b"snmp", Next),
    (b"key", b"-server ", Next),
    (b"key", b"isakmp ", Next),
    (b"key", b"ikev2 ", Next),
    (b"sha", b" auth ", Next),
    (b"authentication-key", b"", Next),
    (b"secret", b"username ", Next),
    (b"secret", b"enable ", Strong),
    (b"secret", b"algorithm ", Quoted),
    (b"password", b"username ", Next),
    (b"password", b"neighbor ", Next),
    (b"password", b" chap ", Next),
    (b"password", b"machine ", Next),
    (b"password", b" wifi ", Next),
    (b"password", b"\nline ", Next),
    (b"password", b"write ", Next),
    (b"local", b"pre-shared-key ", Next),
    (b"remote", b"pre-shared-key ", Next),
    (b"ascii", b"-psk ", Next),
    (b"ascii-text", b"pre-shared-key ", Next),
    (b"plain-text-password-value", b"", Next),
    (b"PASS", b"USER ", Next),
    (b"PASS", b"quote ", Next),
    (b"pass", b"user ", Strong),
    (b"pass", b"username ", Strong),
    (b"pass", b"login ", Strong),
    (b"pass", b"poll ", Quoted),
    (b"AUTH", b"", Strong),
    (b"AUTH", b"", StrongSecond),
    (b"LOGIN", b"", StrongSecond),
    (b"PLAIN", b"AUTH", Strong),
    (b"LOGIN", b"AUTH", Strong),
    (b"on", b"SETUSER ", Sign(b'>')),
    (b"on", b"user ", Sign(b'>')),
    (b"_authToken", b"config set ", Next),
    (b"login", b"vault ", Next),
    (b"login", b"", Pair(b'/')),
    (b"as", b"og in ", Pair(b'/')),
    (b"set", b"secrets ", Pair(b'=')),
    (b"set", b"config:", Pair(b'=')),
    (b"from", b"password ", Strong),
    (b"send", b"assword", Quoted),
    (b"send", b"assphrase", Quoted),
    (b"user", b"net ", Second),
    (b"user", b"ftp> ", Second),
    (b"use", b"net ", Second),
    (b"add_user", b"rabbitmqctl ", Second),
    (b"change_password", b"rabbitmqctl ", Second),
    (b"wpa_passphrase", b"", Second),
    (b"auth", b"cf ", Second),
    (b"create", b"tool user ", Second),
    (b"agent-token", b"consul ", Second),
    (b"use", b"", Used),
    (b"Use", b"", Used),
    (b"used", b"", Used),
    (b"set", b"", Used),
    (b"Set", b"", Used),
    (b"try", b"", Used),
    (b"Try", b"", Used),
    (b"Benutze", b"", Used),
    (b"benutze", b"", Used),
    (b"It's", b"", Used),
    (b"it's", b"", Used),
];

/// Words of which the secret may stand behind the level that says how it is kept.
const LEVELLED: [&[u8]; 3] = [b"password", b"secret", b"key-string"];

/// Commands that print what stands behind them, and their options.
pub(super) const PRINTERS: [&[u8]; 7] = [
    b"echo",
    b"echo -n",
    b"echo -e",
    b"printf",
    b"printf '%s'",
    b"printf \"%s\"",
    b"Write-Output",
];
/// Commands that take a secret from what is piped into them, and whether a name and a colon stand
/// before it.
const TAKERS: [(&[u8], bool); 9] = [
    (b"chpasswd", true),
    (b"kinit ", false),
    (b"passwd", false),
    (b"smbpasswd", false),
    (b"vncpasswd", false),
    (b"cryptsetup ", false),
    (b"secret create ", false),
    (b"password=-", false),
    (b"--with-token", false),
];

/// The words by their last two letters.
static BY_END: Chains<TWO, { PLACES.len() }> = {
    let mut ends = [0; PLACES.len()];
    let mut index = 0;
    while index < PLACES.len() {
        let word = PLACES[index].0;
        ends[index] = two([word[word.len() - 2], word[word.len() - 1]]);
        index += 1;
    }
    Chains::of(&ends)
};

/// The last three letters of the words before a secret, and of those before a name and a secret.
pub(super) static LAST: Threes = last_of(false);
static SECOND: Threes = last_of(true);

const fn last_of(is_second: bool) -> Threes {
    let mut bits = [0; THREE / 64];
    let mut index = 0;
    while index < PLACES.len() {
        let (word, _, take) = PLACES[index];
        if matches!(take, Second | StrongSecond) == is_second {
            let len = word.len();
            // A blank stands before a short word.
            let first = if len > 2 { word[len - 3] } else { b' ' };
            let place = three([first, word[len - 2], word[len - 1]]);
            bits[place >> 6] |= 1 << (place & 63);
        }
        index += 1;
    }
    if !is_second {
        let others = b"cho ntf ";
        let mut at = 0;
        while at + 2 < others.len() {
            let place = three([others[at], others[at + 1], others[at + 2]]);
            bits[place >> 6] |= 1 << (place & 63);
            at += 4;
        }
    }
    bits
}

/// True where the words before the blank at `gap` are those before a name and a secret.
#[inline]
pub(super) fn may_be_second(look: &Look<'_>, gap: usize) -> bool {
    // What begins with two digits is nearly always a number.
    let first = look.text.get(gap + 1..gap + 3).unwrap_or_default();
    if first.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let blanks = look.before(gap, |masks| masks.blank);
    let word = gap.checked_sub(blanks.leading_zeros() as usize + 1);
    let last = word.and_then(|end| look.text[..end].last_chunk());
    last.is_some_and(|last| has_three(&SECOND, *last))
}

/// The secret behind the blank at `gap`, by the word before it, and a level.
#[inline]
pub(super) fn next_at(look: &mut Look<'_>, gap: usize) -> Option<(usize, usize)> {
    match *look.text[..gap].last_chunk::<3>()? {
        [_, b' ', b'0'..=b'9'] => levelled(look, gap),
        last => has_three(&LAST, last).then(|| next(look, gap))?,
    }
}

/// The secret behind the level at `gap` that says how it is kept, or its word.
#[cold]
fn levelled(look: &mut Look<'_>, gap: usize) -> Option<(usize, usize)> {
    let lead = &look.text[..gap - 2];
    if LEVELLED.iter().any(|word| ends_with_word(lead, word)) {
        return value(look, gap + 1, Next);
    }
    let take = take_of(look.text, gap - 2, gap + 1, is_next)?;
    value(look, gap + 1, take)
}

#[cold]
fn next(look: &mut Look<'_>, gap: usize) -> Option<(usize, usize)> {
    let take = take_of(look.text, gap, gap + 1, is_next);
    let found = take.and_then(|take| value(look, gap + 1, take));
    found.or_else(|| piped(look, gap))
}

/// The secret behind a name and the blank at `gap`.
#[cold]
pub(super) fn second(look: &mut Look<'_>, gap: usize) -> Option<(usize, usize)> {
    let name = &look.text[gap.saturating_sub(MAX_NAME)..gap];
    let len = name.iter().rev().position(|&byte| byte == b' ')?;
    let take = take_of(look.text, gap - len - 1, gap + 1, |take| !is_next(take))?;
    value(look, gap + 1, take)
}

fn is_next(take: Take) -> bool {
    !matches!(take, Second | StrongSecond)
}

/// True where `text` ends with `word`, and no letter before it.
fn ends_with_word(text: &[u8], word: &[u8]) -> bool {
    let lead = text.strip_suffix(word);
    lead.is_some_and(|lead| match lead {
        [] | [.., b'\\', b'n' | b't'] => true,
        [.., last] => !is(*last, LOWER | UPPER),
    })
}

/// True where `word` stands in `text`. Most places are told apart by its first letter.
fn has(text: &[u8], word: &[u8]) -> bool {
    let mut parts = text.windows(word.len());
    parts.any(|part| part[0] == word[0] && part == word)
}

/// What may stand in a line before that of the secret.
const ABOVE: [&[u8]; 4] = [b"USER ", b"machine ", b"\nline ", b"algorithm "];

/// True where `near` stands in `text`, in its last line or, if it may, in those before.
fn is_near(text: &[u8], near: &[u8]) -> bool {
    let from = if near.starts_with(b"ass") {
        text.len().saturating_sub(16)
    } else if ABOVE.contains(&near) {
        0
    } else {
        let line = text.iter().rposition(|&byte| byte == b'\n');
        line.map_or(0, |line| line + 1)
    };
    has(&text[from..], near)
}

/// Where the secret stands of the word that ends before `end`, of those that `is_one`, where what
/// stands at `start` may be one.
fn take_of(text: &[u8], end: usize, start: usize, is_one: fn(Take) -> bool) -> Option<Take> {
    let lead = &text[..end];
    let mut known = BY_END.first(two(*lead.last_chunk()?));
    while let Some(index) = known {
        let (word, near, take) = PLACES[index];
        if is_one(take) && ends_with_word(lead, word) && fits(text, start, take) {
            let before = &lead[..end - word.len()];
            let before = &before[before.len().saturating_sub(REACH)..];
            if near.is_empty() || is_near(before, near) {
                return Some(take);
            }
        }
        known = BY_END.next(index);
    }
    None
}

/// False where no secret stands at `start`, by its first byte, or by its sorts of letters.
fn fits(text: &[u8], start: usize, take: Take) -> bool {
    let rest = text.get(start..).unwrap_or_default();
    let len = rest.iter().take(MAX_NAME).take_while(|byte| **byte != b' ');
    let len = len.count();
    let value = without_quotes(&rest[..len]);
    match take {
        Sign(sign) => value.first() == Some(&sign),
        Pair(b'/') => value.contains(&b'/') || rest[value.len()..].starts_with(b" / "),
        Pair(sign) => value.contains(&sign),
        Quoted => value.len() < rest.len() && matches!(rest[0], b'"' | b'\'' | b'\\'),
        Strong | StrongSecond => is_strong(value),
        Next | Second => is_secret(value),
        Used => rest.len() > len && is_secret(value),
    }
}

fn without_quotes(value: &[u8]) -> &[u8] {
    let is_quote = |byte: &&u8| matches!(byte, b'"' | b'\'' | b'\\');
    let from = value.iter().take_while(is_quote).count();
    let value = &value[from..];
    &value[..value.len() - value.iter().rev().take_while(is_quote).count()]
}

/// The secret in the value from `start` on.
fn value(look: &mut Look<'_>, start: usize, take: Take) -> Option<(usize, usize)> {
    let text = look.text;
    if take == Used {
        return used(look, start);
    }
    let lead = match take {
        Sign(sign) => (*text.get(start)? == sign).then_some(1)?,
        Pair(sign) => behind_name(text, start, sign)? - start,
        _ => 0,
    };
    let (from, end) = given(look, start + lead);
    let is_opened = from > start + lead;
    let end = if is_opened { end } else { bangs_end(text, end) };
    let value = text.get(from..end)?;
    let is_strict = matches!(take, Strong | StrongSecond | Pair(b'/'));
    let is_other = matches!(value.first(), Some(b'/' | b'-' | b'$' | b'%'))
        || take == Quoted && !is_opened
        || is_strict && !is_strong(value);
    (!is_other && is_secret(value) && !is_placeholder(value)).then_some((from, end))
}

/// One behind the name from `start` on and the sign behind it, which may have blanks around it.
fn behind_name(text: &[u8], start: usize, sign: u8) -> Option<usize> {
    let end = run_end(text, start, TOKEN, MAX_NAME);
    let rest = text.get(end..).filter(|_| end > start)?;
    match rest {
        [own, ..] if *own == sign => Some(end + 1),
        [b' ', own, b' ', ..] if *own == sign => Some(end + 3),
        _ => None,
    }
}

/// The secret behind the blank at `gap`, which a command prints into one that takes it.
pub(super) fn piped(look: &mut Look<'_>, gap: usize) -> Option<(usize, usize)> {
    let text = look.text;
    if !matches!(text[..gap], [.., b'o' | b'n' | b'e' | b'f']) {
        return None;
    }
    PRINTERS.iter().find(|word| ends_like(&text[..gap], word))?;
    let (start, end) = given(look, gap + 1);
    let rest = &text[end..text.len().min(end + 2 * REACH)];
    let pipe = rest.iter().position(|byte| matches!(byte, b'|' | b';'))?;
    let command = rest[pipe..].strip_prefix(b"|")?;
    let command = &command[..command.len().min(REACH)];
    let line = command.split(|&byte| matches!(byte, b'\n' | b';')).next()?;
    let (_, is_named) = TAKERS.iter().find(|taker| has(line, taker.0))?;
    let value = text[start..end].split(|&byte| byte == b'\n').next()?;
    let name = value.iter().position(|&byte| byte == b':');
    let lead = if *is_named { name? + 1 } else { 0 };
    let secret = &value[lead..];
    let is_one = is_secret(secret) && !secret.iter().any(|&byte| ends(byte));
    (is_one && !is_placeholder(secret)).then_some((start + lead, start + value.len()))
}
