//! Secrets in code and markup whose name stands before a bracket or a tag: `setPassword("…")`,
//! `auth=("name", "…")`, `<Password Type="…">…</Password>`, `password = String::from("…")`.

use crate::boundary::{closes_within, without_run};
use crate::class::{TOKEN, WORD, begins_like, ends_like, is, run_start};
use crate::detect::key::{Key, backslashes};
use crate::detect::keyed::closes_pair;
use crate::detect::secret::{is_placeholder, is_scrambled, is_secret, is_strong};
use crate::detect::sibling::named;
use crate::detect::value::{behind_lines, opened, run_of_blanks};
use crate::entity::Entity;
use crate::meaning::whole_of;

/// Longest tag, longest name of a login, and longest text of an element.
const MAX_TAG: usize = 128;
const MAX_LOGIN: usize = 64;
const MAX_TEXT: usize = 256;

/// How calls begin that ask for a secret, or say something of it.
const QUESTIONS: [&[u8]; 20] = [
    b"get",
    b"find",
    b"fetch",
    b"read",
    b"load",
    b"check",
    b"is",
    b"has",
    b"verify",
    b"validate",
    b"encode",
    b"decode",
    b"reset",
    b"generate",
    b"parse",
    b"lookup",
    b"from",
    b"ask",
    b"prompt",
    b"env",
];

/// Calls that make a text of one, and nothing else.
const MAKERS: [&[u8]; 24] = [
    b"String::from",
    b"[]byte",
    b"new String",
    b"String",
    b"SecretStr",
    b"SecretString",
    b"SecretString::new",
    b"SecretString::from",
    b"Secret",
    b"Secret::new",
    b"Some",
    b"Zeroizing::new",
    b"Buffer.from",
    b"SecureString",
    b"new SecureString",
    b"str",
    b"bytes",
    b"std::string",
    b"Optional.of",
    b"Optional",
    b"lower",
    b"upper",
    b"pulumi.String",
    b"pulumi.secret",
];

/// How the names of calls and arguments end that take a name and a secret.
const LOGINS: [&[u8]; 6] = [
    b"auth",
    b"login",
    b"logon",
    b"credentials",
    b"authentication",
    b"authenticate",
];

/// True where the key before the bracket at `sign` is a call that takes a secret, and what stands
/// in the bracket looks like one.
pub(crate) fn is_call_with(text: &[u8], sign: usize, key: &Key) -> bool {
    let name = &text[key.start..key.end];
    let is_question = QUESTIONS.iter().any(|word| begins_like(name, word));
    let value = opened(text, sign + 1);
    let is_one = |(start, end): (usize, usize)| {
        let value = &text[start..end];
        is_strong(value) && !is_placeholder(value)
    };
    key.quote.is_none() && key.end == sign && !is_question && value.is_some_and(is_one)
}

/// True for the name of a call whose argument proves who somebody is: `BearerAuth("…")`,
/// `bearer_auth("…")`, `withBearerToken("…")`.
pub(crate) fn is_bearer_call(name: &[u8]) -> bool {
    const NAMES: [&[u8]; 5] = [
        b"bearerauth",
        b"bearer_auth",
        b"bearertoken",
        b"bearer_token",
        b"tokenauth",
    ];
    NAMES.iter().any(|known| ends_like(name, known))
}

/// The value behind the comma at `sign`, whose scheme stands before it: `new("Bearer", "…")`,
/// `format!("Bearer {}", "…")`.
pub(crate) fn behind_scheme(text: &[u8], sign: usize) -> Option<(usize, usize)> {
    const SCHEMES: [&[u8]; 3] = [b"bearer", b"token", b"basic"];
    const FORMATS: [&[u8]; 4] = [b" {}", b" %s", b" {0}", b" "];
    let lead = text[..sign]
        .strip_suffix(b"\"")
        .or_else(|| text[..sign].strip_suffix(b"'"))?;
    let lead = without_run(lead);
    let scheme = FORMATS
        .iter()
        .find_map(|format| lead.strip_suffix(*format))
        .unwrap_or(lead);
    let word = run_start(text, scheme.len(), WORD, 8);
    let is_scheme = SCHEMES
        .iter()
        .any(|known| known.eq_ignore_ascii_case(&scheme[word..]));
    let is_first = is_scheme && matches!(text[..word].last(), Some(b'"' | b'\''));
    let value = opened(text, run_of_blanks(text, sign + 1)).filter(|_| is_first)?;
    (is_strong(&text[value.0..value.1]) && closes_pair(text, value.1)).then_some(value)
}

/// Where the quote is within a call at `start` that makes a text of one.
pub(crate) fn within_maker(text: &[u8], start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    let open = rest.iter().take(24).position(|&byte| byte == b'(')?;
    let quote = behind_lines(text, start + open + 1);
    let is_quote = matches!(text.get(quote), Some(b'"' | b'\'' | b'`' | b'\\'));
    (is_quote && MAKERS.contains(&&rest[..open])).then_some(quote)
}

/// The secret behind the comma at `sign`, of a login that takes it behind a name.
pub(crate) fn login(text: &[u8], sign: usize) -> Option<(usize, usize)> {
    let quote = sign.checked_sub(1)?;
    if !matches!(text[quote], b'"' | b'\'' | b'`') {
        return None;
    }
    let end = quote - backslashes(text, quote);
    let near = &text[end.saturating_sub(MAX_LOGIN)..end];
    let len = near.iter().rev().position(|&byte| byte == text[quote])?;
    let open = end - len - 1;
    let bracket = (open - backslashes(text, open)).checked_sub(1)?;
    if text[bracket] != b'(' {
        return None;
    }
    let name = text[..bracket].trim_ascii_end();
    let name = name.strip_suffix(b"=").or_else(|| name.strip_suffix(b":"));
    let name = name.unwrap_or(&text[..bracket]).trim_ascii_end();
    let is_login = LOGINS.iter().any(|known| ends_like(name, known));
    let value = opened(text, run_of_blanks(text, sign + 1)).filter(|_| is_login)?;
    (is_strong(&text[value.0..value.1]) && closes_pair(text, value.1)).then_some(value)
}

/// The text of the element whose tag ends with the sign at `sign`, behind its attributes.
pub(crate) fn element(text: &[u8], sign: usize) -> Option<(usize, usize)> {
    let near = &text[sign.saturating_sub(MAX_TAG)..sign];
    let open = near.iter().rposition(|&byte| matches!(byte, b'<' | b'>'))?;
    let tag = near[open..].strip_prefix(b"<")?;
    let is_end = |byte: &u8| !is(*byte, TOKEN) && *byte != b':';
    let name = tag
        .split(is_end)
        .next()?
        .rsplit(|&byte| byte == b':')
        .next()?;
    let (start, end) = inner_text(text, sign)?;
    let value = &text[start..end];
    let is_value = is_secret(value) || is_scrambled(value);
    let is_name = |name: &[u8]| whole_of(name) == Some(Entity::SecretKv);
    // An element that a key of its own names ends behind its text.
    let is_closed = || text[end..].starts_with(b"</") && !value.contains(&b' ');
    let is_known = || is_name(name) || is_closed() && named(tag).is_some_and(is_name);
    (is_value && is_known()).then_some((start, end))
}

/// The text between the tag that ends with the sign at `sign` and the next one.
pub(crate) fn inner_text(text: &[u8], sign: usize) -> Option<(usize, usize)> {
    let start = sign + 1;
    let rest = text[start..].iter().take(MAX_TEXT);
    let end = start + rest.take_while(|&&byte| byte != b'<').count();
    let is_closed = text.get(end) == Some(&b'<') && !closes_within(text, start, end);
    is_closed.then_some((start, end))
}
