//! Parts of URLs and statements that change from call to call.

use super::report::Kind;
use super::text::Finding;

/// Shortest segment of letters and digits that is taken for an id.
const MIN_ID: usize = 8;

fn found(start: usize, end: usize) -> Finding {
    Finding {
        start,
        end,
        kind: Kind::Sanitized,
    }
}

/// Ids and numbers among the segments of a path, and the values of a query.
pub fn url(text: &[u8], findings: &mut Vec<Finding>) {
    let path = path_start(text);
    let mut start = path;
    for end in path..=text.len() {
        let byte = text.get(end).copied();
        if !matches!(byte, None | Some(b'/' | b'?' | b'&' | b'=' | b'#')) {
            continue;
        }
        let segment = text.get(start..end).unwrap_or_default();
        if is_id(segment) {
            findings.push(found(start, end));
        }
        start = end + 1;
    }
}

fn path_start(text: &[u8]) -> usize {
    let scheme = text.windows(3).take(16).position(|bytes| bytes == b"://");
    let Some(scheme) = scheme else { return 0 };
    let host = text.get(scheme + 3..).unwrap_or_default();
    let slash = host.iter().position(|&byte| matches!(byte, b'/' | b'?'));
    scheme + 3 + slash.unwrap_or(host.len())
}

fn is_id(segment: &[u8]) -> bool {
    let has_digit = segment.iter().any(u8::is_ascii_digit);
    let is_number = !segment.is_empty() && segment.iter().all(u8::is_ascii_digit);
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    is_number || has_digit && segment.len() >= MIN_ID && segment.iter().all(is_word)
}

/// Quoted texts and numbers of a statement.
pub fn statement(text: &[u8], findings: &mut Vec<Finding>) {
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
        let is_name = byte == b'"';
        if !is_name {
            findings.push(found(index, end));
        }
        index = end;
    }
}

fn is_in_word(text: &[u8], index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|at| text.get(at));
    before.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$'))
}

fn number_end(text: &[u8], from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'.';
    from + rest.iter().take_while(|byte| is_part(byte)).count()
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
