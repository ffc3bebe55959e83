//! Secrets before the option that says what they are: `echo '…' | docker login --password-stdin`,
//! `ConvertTo-SecureString '…' -AsPlainText`.

use crate::class::ends_like;
use crate::detect::placed::PRINTERS;
use crate::detect::secret::{is_placeholder, is_secret};

/// How far before an option the value may stand.
const REACH: usize = 160;
/// What a text is given to that becomes a secret, as a value or by its name.
const MAKERS: [&[u8]; 2] = [b"ConvertTo-SecureString", b"-String"];

/// The secret that is piped into the command of the option at `dash`.
pub(super) fn piped(text: &[u8], dash: usize) -> Option<(usize, usize)> {
    let from = dash.saturating_sub(REACH);
    let near = &text[from..dash];
    let pipe = near
        .iter()
        .rposition(|&byte| matches!(byte, b'|' | b'\n'))?;
    let (from, to) = (near[pipe] == b'|').then(|| last_value(text, from, from + pipe))??;
    behind(text, from, &PRINTERS).then_some((from, to))
}

/// The secret before the option at `dash` that says that it is plain text.
pub(super) fn plain_text(text: &[u8], dash: usize) -> Option<(usize, usize)> {
    let (from, to) = last_value(text, dash.saturating_sub(REACH), dash)?;
    behind(text, from, &MAKERS).then_some((from, to))
}

/// The last value before `to`, between quotes or without a blank.
fn last_value(text: &[u8], from: usize, to: usize) -> Option<(usize, usize)> {
    let near = text[from..to].trim_ascii_end();
    let end = from + near.len();
    let (start, end) = match near.last()? {
        &quote @ (b'"' | b'\'') => {
            let inner = &near[..near.len() - 1];
            let inner = inner.strip_suffix(b"\\").unwrap_or(inner);
            let open = inner.iter().rposition(|&byte| byte == quote)?;
            (from + open + 1, from + inner.len())
        }
        _ => (from + near.iter().rposition(|&byte| byte == b' ')? + 1, end),
    };
    let value = &text[start..end];
    let is_one = is_secret(value) && !is_placeholder(value);
    is_one.then_some((start, end))
}

/// True where one of `words` stands before the value at `start`.
fn behind(text: &[u8], start: usize, words: &[&[u8]]) -> bool {
    let lead = &text[start.saturating_sub(REACH)..start];
    let lead = lead
        .strip_suffix(b"\"")
        .or_else(|| lead.strip_suffix(b"'"))
        .unwrap_or(lead);
    let lead = lead.strip_suffix(b"\\").unwrap_or(lead).trim_ascii_end();
    words.iter().any(|word| ends_like(lead, word))
}
