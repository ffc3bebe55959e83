//! Values in statements and commands of databases.

use super::report::Kind;
use super::sanitize::VALUE;
use super::text::Finding;

/// Sanitizers, bit `n` for the one of number `n` in the order of the configuration.
pub type Dialects = u8;

/// All of them.
pub const ALL: Dialects = Dialects::MAX;

const SQL: Dialects = 1;
const REDIS: Dialects = 1 << 1;
const VALKEY: Dialects = 1 << 2;
const MEMCACHED: Dialects = 1 << 3;
const MONGO: Dialects = 1 << 4;
const OPENSEARCH: Dialects = 1 << 5;
const ELASTICSEARCH: Dialects = 1 << 6;

/// The sanitizer for a system as `db.system` names it. Systems without one speak SQL.
/// Source: OpenTelemetry semantic conventions 1.37, `db.system.name`.
#[must_use]
pub fn of_system(name: &[u8]) -> Dialects {
    match name.to_ascii_lowercase().as_slice() {
        b"redis" => REDIS,
        b"valkey" => VALKEY,
        b"memcached" => MEMCACHED,
        b"mongodb" => MONGO,
        b"opensearch" => OPENSEARCH,
        b"elasticsearch" => ELASTICSEARCH,
        _ => SQL,
    }
}

/// What the sanitizers of `dialects` replace in a text.
pub fn find(text: &[u8], dialects: Dialects, findings: &mut Vec<Finding>) {
    if dialects & SQL != 0 {
        literals(text, findings);
    }
    if dialects & (REDIS | VALKEY) != 0 {
        arguments(text, findings);
    }
    if dialects & MEMCACHED != 0 {
        let line = text.iter().position(|&byte| byte == b'\n');
        add(
            text,
            line.map_or(text.len(), |line| line + 1),
            text.len(),
            findings,
        );
    }
    if dialects & (MONGO | OPENSEARCH | ELASTICSEARCH) != 0 {
        members(text, findings);
    }
}

/// Add what stands between two places, but for blanks around it and for what says nothing.
fn add(text: &[u8], start: usize, end: usize, findings: &mut Vec<Finding>) {
    let whole = text.get(start..end).unwrap_or_default();
    let start = end - whole.trim_ascii_start().len();
    let end = start + whole.trim_ascii().len();
    if start < end && text.get(start..end) != Some(VALUE) {
        findings.push(Finding {
            start,
            end,
            kind: Kind::Sanitized,
        });
    }
}

/// All of a command but its name, line by line.
fn arguments(text: &[u8], findings: &mut Vec<Finding>) {
    let mut start = 0;
    for line in text.split(|&byte| byte == b'\n') {
        let end = start + line.len();
        let blank = line.len() - line.trim_ascii_start().len();
        let name = line.iter().skip(blank).position(u8::is_ascii_whitespace);
        let name = name.map_or(end, |length| start + blank + length);
        add(text, name, end, findings);
        start = end + 1;
    }
}

/// Texts and numbers of JSON that are no keys.
fn members(text: &[u8], findings: &mut Vec<Finding>) {
    if !matches!(text.trim_ascii_start().first(), Some(b'{' | b'[')) {
        return;
    }
    let mut index = 0;
    while let Some(&byte) = text.get(index) {
        index = match byte {
            b'"' => {
                let end = string_end(text, index);
                if !is_key(text, end) {
                    add(text, index + 1, end.saturating_sub(1), findings);
                }
                end
            }
            b'-' | b'0'..=b'9' => {
                let end = number_end(text, index);
                add(text, index, end, findings);
                end
            }
            _ => index + 1,
        };
    }
}

fn is_key(text: &[u8], end: usize) -> bool {
    let behind = text.get(end..).unwrap_or_default();
    behind.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b':')
}

/// One behind the closing quote of JSON.
fn string_end(text: &[u8], from: usize) -> usize {
    let mut index = from + 1;
    while let Some(&byte) = text.get(index) {
        match byte {
            b'"' => return index + 1,
            b'\\' => index += 2,
            _ => index += 1,
        }
    }
    text.len()
}

/// Quoted texts and numbers of SQL.
fn literals(text: &[u8], findings: &mut Vec<Finding>) {
    let mut index = 0;
    while let Some(&byte) = text.get(index) {
        let end = match byte {
            b'\'' | b'"' => quoted_end(text, index, byte),
            b'0'..=b'9' if !is_in_word(text, index) => number_end(text, index),
            _ => {
                index += 1;
                continue;
            }
        };
        // Between double quotes stands a name.
        if byte != b'"' {
            add(text, index, end, findings);
        }
        index = end;
    }
}

fn is_in_word(text: &[u8], index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|at| text.get(at));
    before.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$'))
}

fn number_end(text: &[u8], from: usize) -> usize {
    let rest = text.get(from + 1..).unwrap_or_default();
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'.';
    from + 1 + rest.iter().take_while(|byte| is_part(byte)).count()
}

/// One behind the closing quote; a quote given twice is a quote of the text.
fn quoted_end(text: &[u8], from: usize, quote: u8) -> usize {
    let mut index = from + 1;
    while let Some(&byte) = text.get(index) {
        match (byte == quote, text.get(index + 1) == Some(&quote)) {
            (true, false) => return index + 1,
            (true, true) => index += 2,
            _ if byte == b'\\' => index += 2,
            _ => index += 1,
        }
    }
    text.len()
}
