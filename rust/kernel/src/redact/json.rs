//! Findings that are numbers of JSON, which text in their place would make invalid.

use super::text::Finding;

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

/// True for a number as JSON writes it, and for one without its sign.
fn is_number(value: &[u8]) -> bool {
    let rest = value.strip_prefix(b"-").unwrap_or(value);
    let is_part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E');
    rest.iter().all(is_part) && rest.split(|&byte| byte == b'.').count() <= 2
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
    let run = before
        .iter()
        .rev()
        .take(64)
        .take_while(|&&byte| byte == b'\\')
        .count();
    key.get(quote - run..).unwrap_or_default()
}

/// True where the comma or bracket before a number looks like an array: numbers, strings or nothing
/// before it.
fn is_array(rest: &[u8], before: &[u8]) -> bool {
    let last = trimmed_end(rest).last().copied();
    let is_open = before.last() == Some(&b'[');
    is_open || matches!(last, Some(b'0'..=b'9' | b'"' | b'}' | b']' | b'l' | b'e'))
}
