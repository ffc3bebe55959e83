//! Secrets of several words, and those behind other values: phrases that a wallet is recovered
//! with, logins with a name before the password, lines of files of logins.
//!
//! Source: BIP 39 for the number of words; `PostgreSQL`, The Password File; Wi-Fi Alliance, WPA3
//! Specification, 7 for `WIFI:`; the manuals of `net use` and `kubectl create secret`.

use crate::class::{LOWER, POINT, TOKEN, ends_like, is, run_end};
use crate::detect::key::{MAX_KEY, backslashes_from};
use crate::detect::secret::{ends, is_placeholder, is_secret, is_strong};
use crate::detect::value::{MAX_VALUE, behind_lines, run_of_blanks};
use crate::meaning::whole_of;

/// Lengths of the words of a phrase, and how many there are.
const WORD_LENGTHS: std::ops::RangeInclusive<usize> = 3..=8;
const COUNTS: [usize; 5] = [12, 15, 18, 21, 24];
/// Longest name before a password, and longest line of a file.
const MAX_NAME: usize = 64;
const MAX_LINE: usize = 256;

/// The secret behind the key before `sign`, of a field of a form or a key whose values have several
/// words.
pub(super) fn worded(text: &[u8], sign: usize) -> Option<(usize, usize)> {
    if let Some(value) = field(text, sign) {
        return Some(value);
    }
    let is_mark = |byte: &&u8| matches!(byte, b' ' | b'"' | b'\'' | b'`' | b'*' | b'\\');
    let marks = text[..sign].iter().rev().take(8).take_while(is_mark);
    let name = &text[..sign - marks.count()];
    match name {
        [.., b'c' | b'C'] if ends_like(name, b"mnemonic") => phrase(text, sign + 1),
        [.., b'e' | b'E'] if ends_like(name, b"phrase") => phrase(text, sign + 1),
        [.., b'e' | b'E', b'd' | b'D'] if ends_like(name, b"seed") => phrase(text, sign + 1),
        [.., b's' | b'n' | b'S' | b'N'] if is_login(name) => {
            behind_name(text, run_of_blanks(text, sign + 1))
        }
        _ => None,
    }
}

/// Twelve words or more, as many as a phrase has, from `start` on.
fn phrase(text: &[u8], start: usize) -> Option<(usize, usize)> {
    let mut from = behind_lines(text, start);
    let run = backslashes_from(text, from);
    if matches!(text.get(from + run), Some(b'"' | b'\'' | b'`')) {
        from += run + 1;
    }
    let (mut end, mut count) = (from, 0);
    loop {
        let word = run_end(text, end, LOWER, 9);
        if !WORD_LENGTHS.contains(&(word - end)) || count > 24 {
            return None;
        }
        (end, count) = (word, count + 1);
        match text.get(end..end + 2) {
            Some([b' ', next]) if is(*next, LOWER) => end += 1,
            _ => break,
        }
    }
    COUNTS.contains(&count).then_some((from, end))
}

/// True for the name of a login, of which a name and a password are told.
fn is_login(name: &[u8]) -> bool {
    const WORDS: [&[u8]; 6] = [
        b"creds",
        b"credentials",
        b"login",
        b"logins",
        b"zugangsdaten",
        b"identifiants",
    ];
    WORDS.iter().any(|word| ends_like(name, word))
}

/// The password behind a name at `start` and a slash.
fn behind_name(text: &[u8], start: usize) -> Option<(usize, usize)> {
    let name = run_end(text, start, TOKEN | POINT, MAX_NAME);
    let rest = text.get(name..).filter(|_| name > start)?;
    let from = match rest {
        [b'/', next, ..] if !ends(*next) => name + 1,
        [b' ', b'/', b' ', ..] => name + 3,
        _ => return None,
    };
    let end = value_end(text, from);
    is_strong(&text[from..end]).then_some((from, end))
}

/// One behind the value without quotes from `start` on, and without what ends a sentence.
fn value_end(text: &[u8], start: usize) -> usize {
    let rest = text[start..].iter().take(MAX_LINE);
    let mut end = start + rest.take_while(|&&byte| !ends(byte)).count();
    while end > start && matches!(text[end - 1], b'.' | b'?') {
        end -= 1;
    }
    end
}

/// The password of a wireless network, as pictures of codes have it, behind `WIFI:`.
pub(super) fn wireless(text: &[u8], sign: usize) -> Option<(usize, usize)> {
    let lead = text[..sign].strip_suffix(b"WIFI")?;
    let mut start = sign + 1;
    // A few fields, each with a letter and a colon.
    for _ in 0..6 {
        let rest = text.get(start..)?.iter().take(MAX_LINE);
        let len = rest.take_while(|byte| !b";\n\"".contains(byte)).count();
        let value = &text[start..start + len];
        if let Some(value) = value.strip_prefix(b"P:") {
            let is_one = !value.is_empty() && !lead.ends_with(b"_");
            return is_one.then_some((start + 2, start + len));
        }
        start += len + 1;
    }
    None
}

/// The password behind `/user:…`, which a share is used with.
pub(super) fn mounted(text: &[u8], sign: usize) -> Option<(usize, usize)> {
    let rest = text[sign + 1..].iter().take(MAX_NAME);
    let name = sign + 1 + rest.take_while(|byte| !b" \n".contains(byte)).count();
    let start = run_of_blanks(text, name);
    let start = start + usize::from(matches!(text.get(start), Some(b'"' | b'\'')));
    let end = value_end(text, start);
    let value = text.get(start..end)?;
    (start > name && is_secret(value) && value[0] != b'/').then_some((start, end))
}

/// The value behind `--from-literal=` and its name.
pub(super) fn literal(text: &[u8], sign: usize) -> Option<(usize, usize)> {
    let name = run_end(text, sign + 1, TOKEN | POINT, MAX_NAME);
    let rest = text.get(name..)?.strip_prefix(b"=")?;
    let start = text.len() - rest.len() + usize::from(matches!(rest.first(), Some(b'"' | b'\'')));
    let end = value_end(text, start);
    is_strong(text.get(start..end)?).then_some((start, end))
}

/// The password of a line of a file of logins, the colon behind whose host is at `sign`:
/// `host:5432:base:name:…`.
pub(super) fn line_of_logins(text: &[u8], sign: usize) -> Option<(usize, usize)> {
    let port = text.get(sign + 1..sign + 5)?;
    let rest = text[sign + 6..].iter().take(MAX_LINE);
    let len = rest
        .take_while(|byte| !b" \n\r\t\"\\".contains(byte))
        .count();
    let line = &text[sign + 6..sign + 6 + len];
    let mut parts = line.splitn(3, |&byte| byte == b':');
    let (base, name, value) = (parts.next()?, parts.next()?, parts.next()?);
    let is_word = |part: &[u8]| part == b"*" || part.first().is_some_and(u8::is_ascii_alphabetic);
    // A part of an address has hexadecimal digits alone.
    let is_hex = name.iter().all(u8::is_ascii_hexdigit);
    let is_line = port.iter().all(u8::is_ascii_digit) && is_word(base) && is_word(name) && !is_hex;
    let end = sign + 6 + len;
    let is_one = is_line && is_secret(value) && !value.contains(&b':');
    is_one.then_some((end - value.len(), end))
}

/// The value of a field of a form, behind two ends of lines: `name="password"`. Source: RFC 7578.
fn field(text: &[u8], sign: usize) -> Option<(usize, usize)> {
    let is_name = text[sign] == b'=' && text[..sign].ends_with(b"name");
    let start = sign + 1 + is_name.then(|| quote_len(text, sign + 1))??;
    let end = run_end(text, start, TOKEN, MAX_KEY);
    let known = whole_of(text.get(start..end)?);
    let lines = end + quote_len(text, end)?;
    let breaks = text[lines..].iter().take(32);
    let len = breaks.take_while(|byte| b"\r\n\\rn".contains(byte)).count();
    let is_break = |byte: &&u8| matches!(byte, b'\n' | b'n');
    let count = text[lines..lines + len].iter().filter(is_break).count();
    let value = lines + len;
    let rest = text[value..].iter().take(MAX_VALUE);
    let last = value + rest.take_while(|byte| !b"\r\n\\\"".contains(byte)).count();
    let is_new = last > value && !is_placeholder(&text[value..last]);
    (known.is_some() && count >= 2 && is_new).then_some((value, last))
}

/// How long the quote at `at` is with the backslashes before it.
fn quote_len(text: &[u8], at: usize) -> Option<usize> {
    let run = backslashes_from(text, at);
    (text.get(at + run) == Some(&b'"')).then_some(run + 1)
}
