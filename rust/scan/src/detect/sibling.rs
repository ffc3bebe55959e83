//! Names of values that stand in a key beside theirs, and values within objects of their own.

use crate::class::{POINT, TOKEN, ends_like, is, run_end};
use crate::detect::key::{Key, backslashes_from};
use crate::detect::value::run_of_blanks;
use crate::meaning::{SIBLINGS, may_be_secret};

/// How far from a value its sibling's name may stand.
const REACH: usize = 64;
/// How far from a value the name of its block may stand.
const BLOCK_REACH: usize = 160;
/// Longest value behind which a sibling is looked for.
const MAX_VALUE: usize = 160;
/// Most objects and lists around a value.
const MAX_DEPTH: usize = 6;

/// Keys of objects that hold a value and its type, or what a value is compared with. Source: OTLP,
/// JSON Protobuf Encoding; Amazon `DynamoDB`, Data type descriptors; `MongoDB`, Comparison query
/// operators; Avro, JSON Encoding.
const WRAPPERS: [&[u8]; 14] = [
    b"$eq",
    b"$in",
    b"eq",
    b"in",
    b"query",
    b"string",
    b"stringValue",
    b"string_value",
    b"arrayValue",
    b"array_value",
    b"values",
    b"value",
    b"S",
    b"SS",
];

/// The name in a key beside `key`, where that is `value` or the like and the name ends as those of
/// secrets do: in an object of JSON, an element of XML, or an entry of YAML.
#[inline]
pub(crate) fn sibling_name<'t>(text: &'t [u8], sign: usize, key: &Key) -> Option<&'t [u8]> {
    let own = &text[key.start..key.end];
    let is_value = |sibling: &&[u8]| own.eq_ignore_ascii_case(sibling);
    let is_short = own.len() < 8 && SIBLINGS.iter().any(is_value);
    let is_typed =
        own != b"text" || has(&text[key.start.saturating_sub(REACH)..key.start], *b"swo");
    ((is_short || ends_like(own, b"value")) && is_typed).then(|| name_beside(text, sign, key))?
}

/// The name of the block of Terraform that `key` is in, behind no more than other settings:
/// `variable "db_password" {`. Source: Terraform, Input Variables.
#[cold]
fn block_name<'t>(text: &'t [u8], key: &Key) -> Option<&'t [u8]> {
    const WORDS: [&[u8]; 2] = [b"variable", b"output"];
    let before = &text[key.start.saturating_sub(BLOCK_REACH)..key.start];
    let open = before
        .iter()
        .rposition(|byte| matches!(byte, b'{' | b'}'))?;
    let mut words = before[..open]
        .rsplit(|byte| !is(*byte, TOKEN | POINT))
        .filter(|word| !word.is_empty());
    let (name, kind) = (words.next()?, words.next()?);
    (before[open] == b'{' && WORDS.contains(&kind)).then_some(name)
}

#[inline(never)]
fn name_beside<'t>(text: &'t [u8], sign: usize, key: &Key) -> Option<&'t [u8]> {
    let before = &text[key.start.saturating_sub(REACH)..key.start];
    let behind_last = |open: &[u8]| {
        let at = before.windows(open.len()).rposition(|part| part == open)?;
        may_name(before).then(|| &before[at + open.len()..])
    };
    match (key.quote, text[sign]) {
        (Some(_), _) => behind_last(b"{").and_then(named).or_else(|| {
            let behind = behind_value(text, sign);
            let object = behind.split(|&byte| byte == b'}').next();
            object.filter(|_| may_name(behind)).and_then(named)
        }),
        (None, b'=') => {
            let open = before.iter().rev().find(|byte| matches!(byte, b'<' | b'{'));
            let beside = open.and_then(|open| behind_last(&[*open]));
            let is_set = text[..sign].ends_with(b" ");
            let block = || is_set.then(|| block_name(text, key))?;
            beside.and_then(named).or_else(block)
        }
        (None, _) if before.ends_with(b" ") => behind_last(b"- ").and_then(named),
        _ => None,
    }
}

/// What stands behind the value of the key whose sign is at `sign`, near enough for a sibling.
fn behind_value(text: &[u8], sign: usize) -> &[u8] {
    let rest = text[sign..].iter().take(MAX_VALUE).enumerate();
    let mut quotes = rest
        .filter(|(_, byte)| **byte == b'"')
        .map(|(at, _)| sign + at);
    let end = quotes.nth(1).unwrap_or(sign);
    &text[end..text.len().min(end + REACH)]
}

/// False where none of `name`, `key`, `field`, `type`, `element`, `selector`, `label`, `title`,
/// `id=` and `path` stands in `near`:
/// all bytes are looked at, which takes less time than to stop at the first.
fn may_name(near: &[u8]) -> bool {
    const PARTS: [[u8; 3]; 9] = [
        *b"ame", *b"key", *b"eld", *b"ype", *b"ele", *b"bel", *b"tle", *b"id=", *b"ath",
    ];
    PARTS.iter().any(|part| has(near, *part))
}

/// True where `near` has these letters, small or large.
fn has(near: &[u8], word: [u8; 3]) -> bool {
    let [first, second, third] = [0, 1, 2].map(|by| near.get(by..).unwrap_or_default());
    let places = first.iter().zip(second).zip(third);
    let other = |byte: &u8, of: usize| (byte | 0x20) ^ word[of];
    places.fold(u8::MAX, |least, ((first, second), third)| {
        least.min(other(first, 0) | other(second, 1) | other(third, 2))
    }) == 0
}

/// What `"name": "…"` or the like in `near` holds, and `"type": "password"`, as fields of forms
/// have it.
pub(crate) fn named(near: &[u8]) -> Option<&[u8]> {
    const NAMES: [&[u8]; 9] = [
        b"name",
        b"key",
        b"field",
        b"element",
        b"selector",
        b"label",
        b"title",
        b"id",
        b"path",
    ];
    let (mut is_name, mut is_type) = (false, false);
    for word in near
        .split(|byte| !is(*byte, TOKEN | POINT))
        .filter(|word| !word.is_empty())
    {
        let is_likely = word.last_chunk().is_some_and(|last| may_be_secret(*last));
        if is_name && (is_likely || is_cookie(word)) {
            return Some(word);
        }
        if is_type && word.eq_ignore_ascii_case(b"password") {
            return Some(word);
        }
        is_type = word.eq_ignore_ascii_case(b"type");
        is_name = NAMES.iter().any(|name| name.eq_ignore_ascii_case(word));
    }
    None
}

/// True for the name of a cookie that proves who somebody is, as programs write their jars:
/// `{"name": "session", "value": "…", "domain": "…"}`.
pub(crate) fn is_cookie(name: &[u8]) -> bool {
    const NAMES: [&[u8]; 8] = [
        b"session",
        b"sid",
        b"ssid",
        b"connect.sid",
        b"_session",
        b"remember_me",
        b"jwt",
        b"auth",
    ];
    NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Where the quote of the value is that objects and lists around it begin at `start`, and whether
/// there is a list: `{"stringValue": "…"}`, `["…"]`.
pub(crate) fn unwrapped(text: &[u8], start: usize) -> Option<(usize, bool)> {
    let (mut at, mut is_list) = (start, false);
    for _ in 0..MAX_DEPTH {
        match text.get(at)? {
            b'[' => is_list = true,
            b'{' => {
                let quote = run_of_blanks(text, at + 1);
                let word = behind_quote(text, quote)?;
                let is_sign = text.get(word) == Some(&b'$');
                let end = run_end(text, word + usize::from(is_sign), TOKEN, 16);
                WRAPPERS.iter().find(|known| ***known == text[word..end])?;
                at = run_of_blanks(text, behind_quote(text, end)?);
                text.get(at).filter(|&&byte| byte == b':')?;
            }
            _ => break,
        }
        at = run_of_blanks(text, at + 1);
    }
    let is_quote = behind_quote(text, at).is_some();
    (is_quote && at > start).then_some((at, is_list))
}

/// One behind the quote at `at` and the backslashes before it.
fn behind_quote(text: &[u8], at: usize) -> Option<usize> {
    let quote = at + backslashes_from(text, at);
    matches!(text.get(quote), Some(b'"' | b'\'')).then_some(quote + 1)
}
