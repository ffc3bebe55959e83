//! Parts of URLs that change from call to call, and what stands for them and for values of
//! statements.

use super::report::Kind;
use super::text::Finding;

/// Shortest segment of letters and digits that is taken for an id.
const MIN_ID: usize = 8;

/// What stands for a value of a statement.
pub const VALUE: &[u8] = b"?";

/// What stands for a part of a URL or a statement.
pub fn stand_in(value: &[u8], is_url: bool) -> &'static [u8] {
    match value.first() {
        Some(b'?' | b'#') if is_url => b"",
        _ if is_url => b"*",
        _ => VALUE,
    }
}

fn found(start: usize, end: usize) -> Finding {
    Finding {
        start,
        end,
        kind: Kind::Sanitized,
    }
}

/// Ids and numbers among the segments of a path, and the query with what follows it.
pub fn url(text: &[u8], findings: &mut Vec<Finding>) {
    let path = path_start(text);
    let mut start = path;
    for end in path..=text.len() {
        let byte = text.get(end).copied();
        if !matches!(byte, None | Some(b'/' | b'?' | b'#')) {
            continue;
        }
        if is_id(text.get(start..end).unwrap_or_default()) {
            findings.push(found(start, end));
        }
        if matches!(byte, Some(b'?' | b'#')) {
            return findings.push(found(end, text.len()));
        }
        start = end + 1;
    }
}

fn path_start(text: &[u8]) -> usize {
    let scheme = text.windows(3).take(16).position(|bytes| bytes == b"://");
    let Some(scheme) = scheme else { return 0 };
    let host = text.get(scheme + 3..).unwrap_or_default();
    let slash = host
        .iter()
        .position(|&byte| matches!(byte, b'/' | b'?' | b'#'));
    scheme + 3 + slash.unwrap_or(host.len())
}

/// Digits alone or with signs between them, what is long and has a digit, and what has a parameter
/// or an address of mail in it.
fn is_id(segment: &[u8]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.~%:;=@,+!$&'()".contains(byte);
    if !segment.iter().all(is_part) {
        return false;
    }
    let has_digit = segment.iter().any(u8::is_ascii_digit);
    let has_letter = segment.iter().any(u8::is_ascii_alphabetic);
    has_digit && (!has_letter || segment.len() >= MIN_ID)
        || segment.iter().any(|byte| b";=@".contains(byte))
}
