//! Values of headers that prove who somebody is.

use crate::boundary::closes_text;
use crate::class::{BASE64, POINT, TOKEN, run_end};
use crate::detect::expression::is_named_as;
use crate::detect::key::{Key, backslashes_from, closed_level};
use crate::detect::secret::{head, is_placeholder, is_scrambled, is_secret};
use crate::detect::value::{end_of, is_type, run_of_blanks};
use crate::look::Look;

/// Schemes before one value. Source: IANA, HTTP Authentication Schemes.
const SCHEMES: [&[u8]; 6] = [
    b"bearer",
    b"basic",
    b"token",
    b"apikey",
    b"negotiate",
    b"ntlm",
];
/// Schemes before a list of names and values.
const LISTED: [&[u8]; 15] = [
    b"digest",
    b"aws4-hmac-sha256",
    b"aws4-ecdsa-p256-sha256",
    b"goog4-rsa-sha256",
    b"goog4-hmac-sha256",
    b"tc3-hmac-sha256",
    b"scram-sha-1",
    b"scram-sha-256",
    b"hawk",
    b"oauth",
    b"signature",
    b"vapid",
    b"gnap",
    b"hoba",
    b"mac",
];
/// Longest list of a scheme.
const MAX_LIST: usize = 2048;

/// The rest of a header: the scheme's name stays, what follows goes.
pub(crate) fn header(look: &mut Look<'_>, start: usize, key: &Key) -> Option<(usize, usize)> {
    let text = look.text;
    let scheme = run_end(text, start, TOKEN, 24);
    // A shell escapes the blank: `-H authorization:Bearer\ …`.
    let blank = scheme + backslashes_from(text, scheme);
    let is_parted = text.get(blank) == Some(&b' ');
    let is_one_of = |known: &[&[u8]]| {
        is_parted
            && known
                .iter()
                .any(|name| name.eq_ignore_ascii_case(&text[start..scheme]))
    };
    if is_one_of(&LISTED) {
        let end = listed(text, blank + 1)?;
        let value = &text[blank + 1..end];
        let is_list = value.contains(&b'=') || is_secret(value);
        return (is_list && !is_placeholder(value)).then_some((blank + 1, end));
    }
    let is_scheme = is_one_of(&SCHEMES) || is_other_scheme(text, start, scheme, key);
    let from = if is_scheme {
        run_of_blanks(text, blank)
    } else {
        start
    };
    let name = &text[key.start..key.end];
    let is_cookie = name
        .windows(6)
        .any(|part| part.eq_ignore_ascii_case(b"cookie"));
    let end = end_of(look, 1 + usize::from(is_cookie), from, |&byte| match byte {
        b' ' | b',' => !is_cookie,
        _ => byte < b' ' || b"\"'\\`<>".contains(&byte),
    });
    let end = end - usize::from(end > from && text[end - 1] == b';');
    let value = &text[from..end];
    let is_list = is_cookie && text.get(run_end(text, from, TOKEN, 64)) == Some(&b'=');
    // What is behind the first word is none of a cookie without a name.
    let word = head(value).split(|byte| matches!(byte, b' ' | b';')).next();
    let is_secret = |word: &[u8]| is_secret(word) || is_scrambled(word);
    let is_sure = is_scheme || is_list || word.is_some_and(is_secret);
    let word = from + word.map_or(0, <[u8]>::len);
    let is_code = is_named_as(value, name) || is_type(text, from, word);
    (is_sure && value.len() >= 4 && !is_code && !is_placeholder(value)).then_some((from, end))
}

/// True for a word before one value that looks like a secret: vendors have schemes of their own.
fn is_other_scheme(text: &[u8], start: usize, end: usize, key: &Key) -> bool {
    let word = &text[start..end];
    let is_word = (2..=16).contains(&word.len()) && word.iter().all(u8::is_ascii_alphanumeric);
    let name = &text[key.start..key.end];
    let tail = name.last_chunk::<12>();
    let is_own = tail.is_some_and(|tail| tail.eq_ignore_ascii_case(b"uthorization"));
    let from = run_of_blanks(text, end);
    if !(is_word && is_own && from > end) {
        return false;
    }
    let name = run_end(text, from, TOKEN | POINT, 64);
    let name = name + usize::from(text.get(name) == Some(&b':'));
    let value = run_end(text, name, TOKEN | BASE64 | POINT, 512);
    is_secret(&text[from..value])
}

/// One behind the list from `start` on: the end of the line, or of the text around it. Quotes in
/// it stand behind a sign of equality, and close no text.
fn listed(text: &[u8], start: usize) -> Option<usize> {
    let (mut run, mut inner) = (0, None);
    let rest = text.get(start..)?;
    let rest = &rest[..rest.len().min(MAX_LIST)];
    for (index, &byte) in rest.iter().enumerate() {
        let is_end = match (byte, inner) {
            (b'"', Some(depth)) => {
                let level = closed_level(run, depth);
                inner = inner.filter(|_| level != Some(depth));
                level.is_some_and(|level| level < depth)
            }
            (b'"', None) => {
                inner = Some(run);
                !rest[..index - run].ends_with(b"=") || closes_text(text, start + index)
            }
            (b'r' | b'n', _) => run > 0,
            _ => byte < b' ' || matches!(byte, b'\'' | b'`' | b'<' | b'>'),
        };
        if is_end {
            return (index > run).then_some(start + index - run);
        }
        run = if byte == b'\\' { run + 1 } else { 0 };
    }
    Some(start + rest.len() - run)
}
