//! Secrets that what stands around them shows: a cell behind its label, what a sentence ends with,
//! what a type stands before.

use crate::boundary::closes_within;
use crate::class::{TOKEN, WORD, run_start};
use crate::detect::key::{MAX_KEY, key_before};
use crate::detect::keyed::{opened, plain, run_of_blanks};
use crate::detect::said::{is_value, linked};
use crate::detect::secret::{is_placeholder, is_secret};
use crate::entity::Entity;
use crate::look::Look;
use crate::meaning::whole_of;

/// Longest cell.
const MAX_CELL: usize = 256;
/// Types of texts.
const TYPES: [&[u8]; 5] = [b"str", b"string", b"String", b"SecretStr", b"SecretString"];

/// Verify the `:`, `=` or `>` at `sign`, before which no name of a secret stands.
#[inline]
pub(crate) fn shown(look: &mut Look<'_>, sign: usize) {
    let last = sign.checked_sub(1).map_or(0, |at| look.text[at]);
    match (last, look.text[sign]) {
        (b'd', b'>') | (b's', b':') | (b' ', b'=') => by_lead(look, sign),
        _ => (),
    }
}

#[cold]
fn by_lead(look: &mut Look<'_>, sign: usize) {
    let Some(lead) = look.text[..sign].last_chunk::<3>() else {
        return;
    };
    let found = match (lead, look.text[sign]) {
        (b"<td" | b"<dd", b'>') => cell(look.text, sign),
        (b" is", b':') => sentence(look, sign),
        (b"tr " | b"ng ", b'=') => typed(look.text, sign),
        _ => None,
    };
    if let Some((start, end)) = found
        && !is_placeholder(&look.text[start..end])
    {
        look.found(Entity::SecretKv, start, end);
    }
}

/// `<td>Password</td><td>…</td>`, and the same of a list.
fn cell(text: &[u8], sign: usize) -> Option<(usize, usize)> {
    let label = text[..sign - 3].trim_ascii_end();
    let label = label
        .strip_suffix(b"</td>")
        .or_else(|| label.strip_suffix(b"</dt>"))?;
    let label = label.strip_suffix(b":").unwrap_or(label);
    let name = label.get(run_start(text, label.len(), TOKEN, MAX_KEY)..)?;
    let start = sign + 1;
    let rest = text[start..].iter().take(MAX_CELL);
    let end = start + rest.take_while(|&&byte| byte != b'<').count();
    let is_closed = text.get(end) == Some(&b'<') && !closes_within(text, start, end);
    let is_closed = is_closed && is_secret(&text[start..end]);
    (is_closed && whole_of(name) == Some(Entity::SecretKv)).then_some((start, end))
}

/// `The password is: …`.
fn sentence(look: &mut Look<'_>, colon: usize) -> Option<(usize, usize)> {
    let name = linked(&look.text[..colon])?;
    let start = run_of_blanks(look.text, colon + 1);
    let (start, end) = opened(look.text, start).unwrap_or_else(|| plain(look, start));
    is_value(look.text.get(start..end)?, name).then_some((start, end))
}

/// `password: &str = "…"`.
fn typed(text: &[u8], sign: usize) -> Option<(usize, usize)> {
    let before = text[..sign].trim_ascii_end();
    let kind = run_start(text, before.len(), WORD, 16);
    let is_text = TYPES.contains(&&before[kind..]);
    let lead = before[..kind].trim_ascii_end();
    let lead = lead.strip_suffix(b"&'static").unwrap_or(lead);
    let lead = lead.strip_suffix(b"&").unwrap_or(lead).trim_ascii_end();
    let colon = lead.strip_suffix(b":").filter(|_| is_text)?.len();
    let key = key_before(text, colon)?;
    let value = opened(text, run_of_blanks(text, sign + 1))?;
    let is_known = whole_of(&text[key.start..key.end]) == Some(Entity::SecretKv);
    (is_known && is_secret(&text[value.0..value.1])).then_some(value)
}
