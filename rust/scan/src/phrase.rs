//! What is said of a value behind it: `820335340 is my SSN`, `820335340 (SSN)`, and what names it
//! in a pair whose name stands last: `{"value": "820335340", "name": "ssn"}`.

use std::ops::Range;

use crate::absent::{head, is_counted};
use crate::boundary::{is_escape_letter, without_run};
use crate::class::{LOWER, TOKEN, UPPER, among, ends_like, is, run_end};
use crate::entity::EntitySet;
use crate::words::words;

/// Longest phrase.
const MAX_PHRASE: usize = 80;
/// How many words of it count from its beginning.
const MAX_WORDS: usize = 6;
/// Most words of a name.
const MAX_NAME: usize = 4;

/// What links a value and its name.
const LINKS: [&[u8]; 20] = [
    b"for key ",
    b"for field ",
    b"for column ",
    b"on field ",
    b"on column ",
    b"for my ",
    b"belongs to ",
    b"my ",
    b"is ",
    b"was ",
    b"ist ",
    b"es ",
    b"est ",
    b"as ",
    b"AS ",
    b"that's ",
    b"thats ",
    b"that is ",
    b"which is ",
    b"who's ",
];

/// How they begin, behind a blank.
const STARTS: [[u8; 3]; 10] = [
    *b" be",
    *b" is",
    *b" wa",
    *b" es",
    *b" as",
    *b" AS",
    *b" th",
    *b" wh",
    *b" ge",
    [b' ', b'f', b'o'],
];
/// What is said of a day behind it without a link.
const BORN: &[u8] = b"geboren";

/// How a key ends that names the value of its sibling.
const NAMES: [&[u8]; 16] = [
    b"name",
    b"key",
    b"label",
    b"question",
    b"field",
    b"id",
    b"type",
    b"kind",
    b"prompt",
    b"column",
    b"attribute",
    b"property",
    b"placeholder",
    b"header",
    b"caption",
    b"for",
];

/// The phrase behind `end`, one behind a value, that says what the value is.
#[inline]
pub fn phrase_behind(text: &[u8], end: usize) -> Option<Range<usize>> {
    let near = text.get(end..)?.first_chunk::<3>()?;
    match near {
        [b' ', b'(', _] => linked(text, end + 1),
        [b' ', b'-', b' '] => linked(text, end + 3),
        [b' ', ..] if STARTS.contains(near) => linked(text, end + 1),
        [b',', b' ', b't' | b'w' | b'm'] => {
            linked(text, end + 2).or_else(|| apposed(text, end + 2))
        }
        [b',', b' ', b'a'..=b'z' | b'A'..=b'Z'] => apposed(text, end + 2),
        [b'"' | b'\'' | b']', b' ', b'i' | b'f' | b'a' | b'A' | b'o'] => {
            linked(text, end + 2).or_else(|| sibling(text, end))
        }
        [b'"' | b'\'' | b'\\', ..] | [b',', b' ', b'"' | b'\\'] | [b',', b'"' | b'\\', _] => {
            sibling(text, end)
        }
        [0xe2, 0x80, 0x9d] if text[end + 3..].starts_with(b" is ") => linked(text, end + 4),
        _ => None,
    }
}

#[cold]
fn linked(text: &[u8], start: usize) -> Option<Range<usize>> {
    let rest = &text[start..];
    // A dot between brackets is that of an abbreviation.
    if rest.starts_with(b"(") {
        return Some(until(text, start + 1, &ENDS));
    }
    if rest.starts_with(BORN) {
        return Some(start..start + BORN.len());
    }
    let link = LINKS.iter().find(|link| rest.starts_with(link))?;
    let name = start + link.len();
    // A name between quotes.
    let quote = trimmed(&text[name..], |byte| b"'\"`\\".contains(&byte));
    let from = text.len() - quote.len();
    let ends = if from > name { &NAME_ENDS } else { &STOPS };
    Some(until(text, from, ends))
}

/// What ends the name in a pair.
static NAME_ENDS: [bool; 256] = among(b"\"'\\<>{}\n\r");
/// What ends a phrase.
static ENDS: [bool; 256] = among(b",;:!?\n\r\t\"\\()[]{}<>=|");
/// The same, and the end of a sentence.
static STOPS: [bool; 256] = among(b".,;:!?\n\r\t\"\\()[]{}<>=|");

/// The phrase from `start` on, up to one of `ends`.
fn until(text: &[u8], start: usize, ends: &[bool; 256]) -> Range<usize> {
    let bytes = text[start..].iter().take(MAX_PHRASE);
    let len = bytes.take_while(|byte| !ends[usize::from(**byte)]).count();
    start..start + len
}

/// Where to read a phrase from its end: the name stands before what is said of it.
pub fn cuts(phrase: &[u8]) -> (usize, usize) {
    let mut gaps = phrase.iter().enumerate().filter(|(_, byte)| **byte == b' ');
    let mut next = |count: usize| gaps.nth(count - 1).map_or(phrase.len(), |gap| gap.0);
    (next(MAX_WORDS), next(MAX_WORDS / 2))
}

/// True where a text, or a line or a bracket of it, ends before `rest`.
fn is_over(rest: &[u8]) -> bool {
    matches!(rest.first(), None | Some(b'"' | b'\n' | b')' | b'\\'))
}

/// A name that ends a sentence behind a value and a comma: `…, date of birth`.
#[cold]
fn apposed(text: &[u8], start: usize) -> Option<Range<usize>> {
    let rest = &text[start..];
    let letters = rest.iter().take(MAX_PHRASE / 2);
    let len = letters
        .take_while(|byte| is(**byte, UPPER | LOWER) || **byte == b' ')
        .count();
    let is_end = match &rest[len..] {
        [b'.', behind @ ..] => is_over(behind) || behind.starts_with(b" "),
        behind => is_over(behind),
    };
    let name = &rest[..len];
    let count = name.split(|byte| *byte == b' ').count();
    let is_name = is_end && count <= MAX_NAME && !head(name).is_some_and(is_counted);
    is_name.then_some(start..start + len)
}

/// The name in `", "name": "…"`, or in `" name="…"` in an element.
#[cold]
fn sibling(text: &[u8], end: usize) -> Option<Range<usize>> {
    let name = name_of(&text[end..])?;
    Some(until(text, text.len() - name.len(), &NAME_ENDS))
}

/// The text from the name on.
fn name_of(rest: &[u8]) -> Option<&[u8]> {
    let is_quote = |byte: u8| matches!(byte, b'"' | b'\'' | b'\\');
    let rest = trimmed(rest, is_quote);
    let own = trimmed(rest, |byte| byte == b'}');
    let (next, sign) = match own.first()? {
        b',' => (
            trimmed(&own[1..], |byte| byte == b' ' || is_quote(byte)),
            b':',
        ),
        b' ' => (own.trim_ascii_start(), b'='),
        _ => return None,
    };
    let end = run_end(next, 0, TOKEN, 24);
    let is_name = is_naming(&next[..end]);
    let value = is_name.then(|| trimmed(&next[end..], is_quote))?;
    let value = value.strip_prefix(&[sign])?;
    let value = trimmed(value, |byte| byte == b' ');
    let inner = trimmed(value, is_quote);
    (inner.len() < value.len()).then_some(inner)
}

/// True for a key that ends as those do whose value names the sibling.
fn is_naming(key: &[u8]) -> bool {
    NAMES.iter().any(|known| ends_like(key, known))
}

/// `text` without the first bytes that are `of` a sort, as many as quotes four levels deep have.
fn trimmed(text: &[u8], of: impl Fn(u8) -> bool) -> &[u8] {
    let run = text.iter().take(MAX_GAP).take_while(|byte| of(**byte));
    &text[run.count()..]
}

/// Keys whose value another key of the object names.
const VALUES: [&[u8]; 12] = [
    b"value",
    b"val",
    b"answer",
    b"content",
    b"stringvalue",
    b"text",
    b"number",
    b"data",
    b"old",
    b"new",
    b"before",
    b"after",
];
/// How they end.
const KEY_ENDS: [[u8; 2]; 9] = [
    *b"ue", *b"al", *b"er", *b"nt", *b"xt", *b"ta", *b"ld", *b"ew", *b"re",
];
/// How far before a value the name of its sibling may stand, beside the backslashes of twelve
/// quotes.
const MAX_OBJECT: usize = 160;
/// How far before the value of a field its name may stand in the fault.
const MAX_FAULT: usize = 256;
/// Most backslashes of a quote.
const MAX_RUN: usize = 1024;
/// Longest run of quotes, blanks and signs between two words of JSON.
const MAX_GAP: usize = 40;

/// What `{"name": "…", …, "value": "` speaks of, before a value.
#[inline]
pub fn sibling_before(text: &[u8]) -> EntitySet {
    let near = &text[text.len().saturating_sub(MAX_GAP)..];
    let end = near.iter().rposition(|byte| !b"\\\"' :{".contains(byte));
    let last = end.and_then(|end| near[..=end].last_chunk::<2>());
    let last = last.map(|last| last.map(|byte| byte | 0x20));
    if last.is_some_and(|last| !KEY_ENDS.contains(&last)) {
        return EntitySet::default();
    }
    named(text)
}

/// What the key speaks of that lies beyond the backslashes of a quote before a value, deep in JSON
/// within JSON.
#[inline]
pub fn deep_key_before(text: &[u8]) -> EntitySet {
    let is_deep = text
        .last_chunk::<8>()
        .is_some_and(|last| last == b"\\\\\\\\\\\\\\\"");
    if is_deep {
        words(key_before(text).unwrap_or_default())
    } else {
        EntitySet::default()
    }
}

/// What the field speaks of whose value a fault of Pydantic tells: the line before that of the
/// fault is its name. Source: Pydantic, Error Handling.
#[inline]
pub fn field_before(text: &[u8]) -> EntitySet {
    let lead = text.strip_suffix(b"'").unwrap_or(text);
    if lead.ends_with(b"input_value=") {
        faulty(lead)
    } else {
        EntitySet::default()
    }
}

#[cold]
fn faulty(text: &[u8]) -> EntitySet {
    let near = &text[text.len().saturating_sub(MAX_FAULT)..];
    let last = |end: &[u8]| near.windows(end.len()).rposition(|part| part == end);
    let line = last(b"\n  ").or_else(|| last(b"\\n  "));
    let name = line.map_or(b"".as_slice(), |line| without_run(&near[..line]));
    let end = name.iter().rposition(|byte| matches!(byte, b'\n' | b'\\'));
    let start = end.map_or(0, |at| at + 1);
    words(&name[start + usize::from(is_escape_letter(name, start))..])
}

#[cold]
fn key_before(text: &[u8]) -> Option<&[u8]> {
    let sign = plain(text.strip_suffix(b"\"")?).trim_ascii_end();
    let key = sign.strip_suffix(b":")?.trim_ascii_end();
    Some(plain(key.strip_suffix(b"\"")?))
}

#[cold]
fn named(text: &[u8]) -> EntitySet {
    let signs = text.iter().rev().take(MAX_GAP).skip(1);
    let depth = signs.take_while(|byte| **byte == b'\\').count();
    let near = &text[text.len().saturating_sub(MAX_OBJECT + 12 * depth)..];
    let mut parts = near.rsplit(|byte| matches!(byte, b'"' | b'\''));
    parts.next();
    let has_sign = parts.next().is_some_and(is_sign);
    let key = parts
        .next()
        .filter(|_| has_sign)
        .map(plain)
        .unwrap_or_default();
    if !VALUES.iter().any(|known| known.eq_ignore_ascii_case(key)) {
        return EntitySet::default();
    }
    let mut value: &[u8] = b"";
    while let Some(sign) = parts.next() {
        if sign.contains(&b'}') {
            break;
        }
        if is_sign(sign) {
            let name = plain(parts.next().unwrap_or_default());
            // A type stands between a name and its value as well.
            let said = is_naming(name).then(|| words(value));
            if let Some(said) = said.filter(|said| !said.is_empty()) {
                return said;
            }
        }
        value = plain(sign);
    }
    EntitySet::default()
}

/// A part between quotes without the backslashes of the quote behind it.
fn plain(part: &[u8]) -> &[u8] {
    let signs = part.iter().rev().take(MAX_RUN);
    let run = signs.take_while(|byte| **byte == b'\\');
    &part[..part.len() - run.count()]
}

/// True for the sign between a key and its value.
fn is_sign(part: &[u8]) -> bool {
    part.contains(&b':') && trimmed(part, is_gap).is_empty()
}

fn is_gap(byte: u8) -> bool {
    matches!(byte, b' ' | b':' | b'{' | b'[' | b',' | b'\\')
}

/// What is said before a value in the text of elements, without their tags: `<label>SSN</label>
/// <span class="v">`.
#[cold]
pub fn words_before_tags(text: &[u8]) -> EntitySet {
    const ROOM: usize = 48;
    let mut near = &text[text.len().saturating_sub(MAX_OBJECT)..];
    if !near.contains(&b'<') {
        return EntitySet::default();
    }
    let (mut plain, mut free) = ([b' '; ROOM], ROOM);
    while free > 0
        && let Some(tag) = near.iter().rposition(|&byte| byte == b'<')
    {
        let inner = near[..tag].iter().rposition(|&byte| byte == b'>');
        let start = inner.map_or(0, |at| at + 1);
        let last = &near[start.max(tag.saturating_sub(free))..tag];
        plain[free - last.len()..free].copy_from_slice(last);
        free -= last.len();
        near = &near[..start];
    }
    words(&plain)
}
