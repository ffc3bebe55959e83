//! Findings that are numbers of JSON, which text in their place would make invalid.

use std::ops::Range;

use super::report::Kind;
use super::text::Finding;

/// Digits of `\u0040`.
const HEX: usize = 4;

/// What to put on both sides of the replacement: nothing inside a string, quotes for the value of a
/// key, escaped as deep as the key's own quotes. None where a number must stay a number: in an
/// array the depth of quotes is not known.
pub fn quote_of_number<'t>(text: &'t [u8], finding: &Finding) -> Option<&'t [u8]> {
    let value = text.get(finding.start..finding.end).unwrap_or_default();
    if !is_number(value) {
        return Some(b"");
    }
    let before = trimmed_end(text.get(..finding.start).unwrap_or_default());
    let behind = text
        .get(finding.end..)
        .unwrap_or_default()
        .trim_ascii_start();
    if !ends_value(behind) {
        return Some(b"");
    }
    match before.split_last() {
        Some((b':', key)) => Some(key_quote(key)),
        Some((b'[' | b',', rest)) if is_json(text) && is_array(rest, before) => None,
        _ => Some(b""),
    }
}

/// True for what stands for a number that must stay one.
pub fn is_zero(text: &[u8], finding: &Finding) -> bool {
    text.get(finding.start..finding.end) == Some(b"0") && quote_of_number(text, finding).is_none()
}

/// What a user's expression found, without half an escape at either end and without a part of a
/// number of JSON: of them nothing can be replaced but the whole.
pub fn blocked(text: &[u8], start: usize, end: usize) -> Finding {
    let (before, last) = (run(text, start), run(text, end));
    let begin = start - if before % 2 == 1 { before } else { 0 };
    let start = unicode_at(text, start).map_or(begin, |escape| escape.start);
    let cut = if last % 2 == 1 { last } else { 0 };
    let finish = if end - cut > start { end - cut } else { end };
    let end = unicode_at(text, end).map_or(finish, |escape| escape.end);
    let kind = Kind::BlockedValue;
    whole_number(text, Finding { start, end, kind })
}

/// The `\u0040` among whose digits a place lies, with all backslashes before it.
fn unicode_at(text: &[u8], at: usize) -> Option<Range<usize>> {
    let before = text.get(..at)?.iter().rev();
    let back = before.take(HEX).position(|&byte| byte == b'u')?;
    let letter = at - back - 1;
    let (end, slashes) = (letter + 1 + HEX, run(text, letter));
    let digits = text.get(letter + 1..end)?;
    let is_escape = slashes % 2 == 1 && digits.iter().all(u8::is_ascii_hexdigit);
    is_escape.then(|| letter - slashes..end)
}

/// Number of backslashes before a place, as far as 64.
fn run(text: &[u8], to: usize) -> usize {
    let before = text.get(..to).unwrap_or_default().iter().rev();
    before.take(64).take_while(|&&byte| byte == b'\\').count()
}

/// The whole number of JSON around a finding in one: in the place of a part no text can stand.
fn whole_number(text: &[u8], finding: Finding) -> Finding {
    const REACH: usize = 64;
    let is_part = |byte: &&u8| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'-');
    let before = text.get(..finding.start).unwrap_or_default().iter().rev();
    let behind = text.get(finding.end..).unwrap_or_default().iter();
    let whole = Finding {
        start: finding.start - before.take(REACH).take_while(is_part).count(),
        end: finding.end + behind.take(REACH).take_while(is_part).count(),
        ..finding
    };
    let is_value = quote_of_number(text, &whole).is_none_or(|quote| !quote.is_empty());
    if is_value { whole } else { finding }
}

/// True for a number as JSON writes it, and for one without its sign.
fn is_number(value: &[u8]) -> bool {
    let rest = value.strip_prefix(b"-").unwrap_or(value);
    let mut parts = rest.splitn(2, |byte| byte | 0x20 == b'e');
    let digits = parts.next().unwrap_or_default();
    let power = parts.next().unwrap_or_default();
    let power = match power {
        [b'+' | b'-', power @ ..] => power,
        _ => power,
    };
    let is_part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'.');
    digits.iter().all(is_part)
        && digits.split(|&byte| byte == b'.').count() <= 2
        && power.iter().all(u8::is_ascii_digit)
}

/// True where a value of JSON may end before `behind`: behind blanks, and behind their escapes in
/// JSON inside JSON. The escape of a quote stands within a text.
fn ends_value(behind: &[u8]) -> bool {
    const REACH: usize = 256;
    let mut rest = behind.get(..REACH).unwrap_or(behind);
    loop {
        rest = rest.trim_ascii_start();
        let run = rest.iter().take_while(|byte| **byte == b'\\').count();
        match rest.get(run) {
            Some(b'n' | b'r' | b't') if run > 0 => rest = rest.get(run + 1..).unwrap_or_default(),
            Some(b',' | b'}' | b']') | None => return run == 0,
            _ => return false,
        }
    }
}

/// True where a text may be JSON as a whole.
fn is_json(text: &[u8]) -> bool {
    matches!(text.trim_ascii_start().first(), Some(b'[' | b'{' | b'"'))
}

/// Text before the blanks that JSON allows between a key and its value.
fn trimmed_end(text: &[u8]) -> &[u8] {
    const REACH: usize = 64;
    let from = text.len().saturating_sub(REACH);
    let near = text.get(from..).unwrap_or_default();
    let trimmed = near.trim_ascii_end();
    text.get(..from + trimmed.len()).unwrap_or_default()
}

/// The closing quote of a key with its backslashes; empty where `key` does not end with one.
fn key_quote(key: &[u8]) -> &[u8] {
    let key = trimmed_end(key);
    if key.last() != Some(&b'"') {
        return b"";
    }
    let quote = key.len() - 1;
    let before = key.get(..quote).unwrap_or_default();
    let run = run(before, quote);
    // Backslashes of the key itself, of twice as many bytes as its quotes are deep, may end it.
    let run = ((run + 1) & (run + 1).wrapping_neg()) - 1;
    key.get(quote - run..).unwrap_or_default()
}

/// True where the comma or bracket before a number looks like an array: numbers, strings or nothing
/// before it.
fn is_array(rest: &[u8], before: &[u8]) -> bool {
    let last = trimmed_end(rest).last().copied();
    let is_open = before.last() == Some(&b'[');
    is_open || matches!(last, Some(b'0'..=b'9' | b'"' | b'}' | b']' | b'l' | b'e'))
}
