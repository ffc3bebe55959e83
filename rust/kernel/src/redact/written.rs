//! What redaction wrote before, and values that say nothing: neither is a finding.

use spanmill_scan::Entity;

use super::text::Finding;

/// True where the value of a key that names a secret says nothing, or was replaced before.
pub fn is_harmless(text: &[u8]) -> bool {
    const WORDS: [&[u8]; 6] = [b"true", b"false", b"null", b"none", b"nil", b"****"];
    let text = text.trim_ascii();
    let is_word = |word: &&[u8]| text.eq_ignore_ascii_case(word);
    text.is_empty() || WORDS.iter().any(is_word) || is_bracketed(text)
}

/// True for what stands for a whole finding.
pub fn is_written(text: &[u8]) -> bool {
    text == b"****" || is_bracketed(text)
}

/// True for `[LABEL]` and `[LABEL:…]`.
fn is_bracketed(text: &[u8]) -> bool {
    let inner = text
        .strip_prefix(b"[")
        .and_then(|rest| rest.strip_suffix(b"]"));
    let label = inner.and_then(|inner| inner.split(|&byte| byte == b':').next());
    label.is_some_and(|label| label == b"UNREAD" || Entity::from_label(label).is_some())
}

/// True where a finding of the user's expressions lies in a placeholder that was put in before.
pub fn is_placeholder(text: &[u8], finding: &Finding) -> bool {
    const REACH: usize = 64;
    let from = finding.start.saturating_sub(REACH);
    let before = text.get(from..=finding.start).unwrap_or_default();
    let Some(open) = before.iter().rposition(|&byte| byte == b'[') else {
        return false;
    };
    let rest = text.get(from + open..).unwrap_or_default();
    let rest = rest.get(..REACH).unwrap_or(rest);
    let close = rest.iter().position(|&byte| byte == b']');
    close.is_some_and(|close| {
        finding.end <= from + open + close + 1
            && is_bracketed(rest.get(..=close).unwrap_or_default())
    })
}
