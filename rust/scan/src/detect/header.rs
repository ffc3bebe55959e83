//! Values of headers that prove who somebody is.

use crate::class::{BASE64, POINT, TOKEN, run_end};
use crate::detect::key::Key;
use crate::detect::keyed::{end_of, run_of_blanks};
use crate::detect::secret::{is_placeholder, is_secret};
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
const LISTED: [&[u8]; 6] = [
    b"digest",
    b"aws4-hmac-sha256",
    b"hawk",
    b"oauth",
    b"signature",
    b"vapid",
];
/// Longest list of a scheme.
const MAX_LIST: usize = 2048;

/// The rest of a header: the scheme's name stays, what follows goes.
pub(crate) fn header(look: &mut Look<'_>, start: usize, key: &Key) -> Option<(usize, usize)> {
    let text = look.text;
    let scheme = run_end(text, start, TOKEN, 24);
    let is_one_of = |known: &[&[u8]]| {
        text.get(scheme) == Some(&b' ')
            && known
                .iter()
                .any(|name| name.eq_ignore_ascii_case(&text[start..scheme]))
    };
    if is_one_of(&LISTED) {
        let end = listed(text, scheme + 1)?;
        let is_new = !is_placeholder(&text[scheme + 1..end]);
        return is_new.then_some((scheme + 1, end));
    }
    let is_scheme = is_one_of(&SCHEMES) || is_other_scheme(text, start, scheme, key);
    let from = if is_scheme {
        run_of_blanks(text, scheme)
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
    let is_sure = is_scheme || is_list || is_secret(value);
    (is_sure && value.len() >= 4 && !is_placeholder(value)).then_some((from, end))
}

/// True for a word before one value that looks like a secret: vendors have schemes of their own.
fn is_other_scheme(text: &[u8], start: usize, end: usize, key: &Key) -> bool {
    let word = &text[start..end];
    let is_word = (2..=16).contains(&word.len()) && word.iter().all(u8::is_ascii_alphanumeric);
    let name = &text[key.start..key.end];
    let tail = name.last_chunk::<12>();
    let is_own = tail.is_some_and(|tail| tail.eq_ignore_ascii_case(b"uthorization"));
    let from = run_of_blanks(text, end);
    let value = run_end(text, from, TOKEN | BASE64 | POINT, 512);
    is_word && is_own && from > end && is_secret(&text[from..value])
}

/// One behind the list from `start` on: the end of the line, or of the quotes around it, which are
/// escaped less than those in it.
fn listed(text: &[u8], start: usize) -> Option<usize> {
    let (mut run, mut inner) = (0, None);
    let rest = text.get(start..)?;
    for (index, &byte) in rest.iter().take(MAX_LIST).enumerate() {
        let is_end = match byte {
            b'"' => run < *inner.get_or_insert(run) || index == run,
            b'r' | b'n' => run > 0,
            _ => byte < b' ' || matches!(byte, b'\'' | b'`' | b'<' | b'>'),
        };
        if is_end {
            return (index > run).then_some(start + index - run);
        }
        run = if byte == b'\\' { run + 1 } else { 0 };
    }
    Some(start + rest.len().min(MAX_LIST))
}
