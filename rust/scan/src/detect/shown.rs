//! Secrets that what stands around them shows: a cell behind its label, what a sentence ends with,
//! what a type stands before.

use crate::boundary::without_run;
use crate::class::{POINT, TOKEN, WORD, run_start};
use crate::detect::code::{behind_scheme, element, inner_text, login};
use crate::detect::key::{MAX_KEY, key_before, native_key};
use crate::detect::rows::{begin, names};
use crate::detect::said::{Name, is_value, linked, named};
use crate::detect::secret::{ends, is_placeholder, is_secret, is_strong};
use crate::detect::typed::{listed as listed_field, taken, typed as typed_in};
use crate::detect::value::{bangs_end, given, marks_end, opened, plain, run_of_blanks};
use crate::detect::worded::{line_of_logins, literal, mounted, wireless};
use crate::entity::Entity;
use crate::look::Look;
use crate::meaning::{names_token, whole_of};
use crate::table::is_upright;

/// Longest value behind a sentence and a colon.
const MAX_LABELLED: usize = 64;
/// Types of texts.
const TYPES: [&[u8]; 5] = [b"str", b"string", b"String", b"SecretStr", b"SecretString"];

/// Verify the `:`, `=`, `>`, `|`, `(` or `,` at `sign`, before which no name of a secret stands.
#[inline(always)]
#[expect(clippy::inline_always, reason = "asked of nearly every sign")]
pub(crate) fn shown(look: &mut Look<'_>, sign: usize) {
    let text = look.text;
    let before = |by: usize| sign.checked_sub(by).map_or(0, |at| text[at]);
    match (text[sign], before(1)) {
        (b':', b's') if before(2) == b'i' => by_lead(look, sign),
        // What `typed` looks for.
        (b'=', b' ') if matches!(before(2), b'r' | b'g') => by_lead(look, sign),
        // No blank stands behind the sign of CSV.
        (b',' | b';', _) if text.get(sign + 1) == Some(&b' ') => (),
        (b',' | b';' | b'|' | b'\t' | b't', _) => names(look, sign),
        (b'>', b'd' | b'"' | b'\'') => by_lead(look, sign),
        (b'(', b' ') if matches!(before(2) | 0x20, b'n' | b's') => by_lead(look, sign),
        (b':', b'I') => within(look, sign, wireless),
        (b':', b'r') if text[..sign].ends_with(b" /user") => within(look, sign, mounted),
        (b'=', b'l') if text[..sign].ends_with(b"-literal") => within(look, sign, literal),
        (b':', _) if text.get(sign + 5) == Some(&b':') => within(look, sign, line_of_logins),
        (b':', b']') | (b'>', b'e' | b'g') | (b'(', b'e' | b'h' | b'l' | b's') => {
            by_call(look, sign);
        }
        _ => (),
    }
}

/// What finds a value behind a sign.
type Find = fn(&[u8], usize) -> Option<(usize, usize)>;

/// Find what `find` finds behind `sign`.
#[cold]
fn within(look: &mut Look<'_>, sign: usize, find: Find) {
    let found = find(look.text, sign);
    add(look, found);
}

/// True where a colon, a comma or the line of a box stands before the blank at `gap`.
#[inline]
pub(crate) fn is_behind_sign(text: &[u8], gap: usize) -> bool {
    let is_line = || {
        text[..gap]
            .last_chunk()
            .is_some_and(|three| is_upright(*three))
    };
    match text[..gap].last() {
        Some(b':' | b',') => true,
        Some(0x80..) => text[gap] == b' ' && is_line(),
        _ => false,
    }
}

/// Verify the blank at `gap` behind a colon, or behind the comma between two quoted words, which a
/// word with a digit follows.
pub(crate) fn behind_sign(look: &mut Look<'_>, gap: usize) {
    let Some(sign) = gap.checked_sub(1) else {
        return;
    };
    if look.text[sign] == b','
        && let Some((start, end)) = behind_scheme(look.text, sign)
    {
        return look.found(Entity::AuthHeader, start, end);
    }
    let found = match look.text[sign] {
        b',' => login(look.text, sign)
            .or_else(|| taken(look.text, sign))
            .or_else(|| quoted_column(look, gap + 1)),
        0x80.. => given_column(look, gap + 1),
        b':' if is_labelled(look.text, sign) => label(look, sign),
        _ => None,
    };
    add(look, found);
}

fn add(look: &mut Look<'_>, found: Option<(usize, usize)>) {
    if let Some((start, end)) = found
        && !is_placeholder(&look.text[start..end])
    {
        look.found(Entity::SecretKv, start, end);
    }
}

/// The cell from `start` on, where the head of its column is the name of a secret.
fn given_column(look: &mut Look<'_>, start: usize) -> Option<(usize, usize)> {
    let cell = given(look, start);
    column(look, cell)
}

/// The same of a row of `VALUES`.
fn quoted_column(look: &mut Look<'_>, start: usize) -> Option<(usize, usize)> {
    let is_quoted = look.text.get(start) == Some(&b'\'');
    is_quoted.then(|| given_column(look, start))?
}

/// The cell, where the head of its column is the name of a secret; the rows of its table are read.
fn column(look: &mut Look<'_>, (start, end): (usize, usize)) -> Option<(usize, usize)> {
    let is_one = is_secret(look.text.get(start..end)?) && start >= look.done.rows.read();
    let place = is_one.then(|| look.tables.place(look.text, start, end))??;
    if !place.kinds.has(Entity::SecretKv) {
        return None;
    }
    let (heads, below) = look.tables.heads(place.sign)?;
    if heads.secrets == 0 {
        return Some((start, end));
    }
    let is_read = below < look.done.rows.read();
    let next = if is_read { place.row } else { below };
    begin(look, &heads, place.sign, next);
    None
}

/// `password IN ('…')`.
fn listed(text: &[u8], sign: usize) -> Option<(usize, usize)> {
    let lead = text[..sign - 3].trim_ascii_end();
    let name = &lead[run_start(lead, lead.len(), TOKEN, MAX_KEY)..];
    let (start, end) = opened(text, sign + 1)?;
    let is_known = whole_of(name) == Some(Entity::SecretKv);
    (is_known && is_secret(&text[start..end])).then_some((start, end))
}

/// True where a secret may stand behind the colon at `colon` and a blank.
fn is_labelled(text: &[u8], colon: usize) -> bool {
    let Some([b' ', value @ ..]) = text.get(colon + 1..) else {
        return false;
    };
    let rest = value.iter().take(MAX_LABELLED);
    let len = rest.take_while(|&&byte| !ends(byte)).count();
    is_strong(&value[..len])
}

/// `the password for the portal: …`.
#[cold]
fn label(look: &mut Look<'_>, colon: usize) -> Option<(usize, usize)> {
    let word = &look.text[run_start(look.text, colon, TOKEN, MAX_KEY)..colon];
    if whole_of(word).is_some() {
        return None;
    }
    let (start, end) = plain(look, colon + 2);
    let value = look.text.get(start..end)?;
    let is_one = is_strong(value) && is_value(value, Name::Password);
    let asked = |look: &mut Look<'_>| named(look, question_before(&look.text[..colon])?.len());
    let name = named(look, colon).or_else(|| asked(look));
    (is_one && name == Some(Name::Password)).then(|| (start, bangs_end(look.text, end)))
}

/// The question that the word with which `text` ends is the answer to, on a line of its own.
fn question_before(text: &[u8]) -> Option<&[u8]> {
    let lead = &text[..run_start(text, text.len(), WORD, 12)];
    // The letter of an escape was read as one of the word.
    let line = match lead.last()? {
        b'\n' => &lead[..lead.len() - 1],
        b'\\' => without_run(lead),
        _ => return None,
    };
    line.strip_suffix(b"?")
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
        ([.., b'"' | b'\''], b'>') => element(look.text, sign),
        (b"in " | b"IN ", b'(') => listed(look.text, sign),
        (b"ES " | b"es ", b'(') => given_column(look, sign + 1),
        _ => None,
    };
    add(look, found);
}

/// Find what stands behind the tag or in the bracket at `sign`.
#[cold]
#[inline(never)]
fn by_call(look: &mut Look<'_>, sign: usize) {
    let found = match look.text[sign] {
        b'(' => typed_in(look.text, sign),
        b':' => listed_field(look, sign),
        _ => labelled(look, sign),
    };
    add(look, found);
}

/// `<strong>Password:</strong> …`, `<key>password</key><string>…</string>`, and
/// `<name>db.password</name><value>…</value>`.
fn labelled(look: &mut Look<'_>, sign: usize) -> Option<(usize, usize)> {
    const MARKS: [(&[u8], bool); 3] = [(b"</strong", false), (b"<string", true), (b"<value", true)];
    let text = look.text;
    let is_own = |mark: &&(&[u8], bool)| text[..sign].ends_with(mark.0);
    let &(mark, is_element) = MARKS.iter().find(is_own)?;
    let lead = text[..sign - mark.len()].trim_ascii_end();
    let lead = if is_element {
        lead.strip_suffix(b"</key>")
            .or_else(|| lead.strip_suffix(b"</name>"))?
    } else {
        lead.strip_suffix(b":")?.trim_ascii_end()
    };
    let name = &lead[run_start(lead, lead.len(), TOKEN | POINT, MAX_KEY)..];
    let is_known = whole_of(name) == Some(Entity::SecretKv) || native_key(lead).is_some();
    if !is_known {
        return None;
    }
    let (start, end) = if is_element {
        inner_text(text, sign)?
    } else {
        plain(look, run_of_blanks(text, sign + 1))
    };
    let end = marks_end(look.text, end);
    is_secret(text.get(start..end)?).then_some((start, end))
}

/// `<td>Password</td><td>…</td>`, and the same of a list.
fn cell(text: &[u8], sign: usize) -> Option<(usize, usize)> {
    let label = text[..sign - 3].trim_ascii_end();
    let label = label
        .strip_suffix(b"</td>")
        .or_else(|| label.strip_suffix(b"</dt>"))
        .or_else(|| label.strip_suffix(b"</th>"))?;
    let label = label.strip_suffix(b":").unwrap_or(label);
    let name = label.get(run_start(text, label.len(), TOKEN, MAX_KEY)..)?;
    let (start, end) = inner_text(text, sign)?;
    let is_known = whole_of(name) == Some(Entity::SecretKv) || native_key(label).is_some();
    (is_known && is_secret(&text[start..end])).then_some((start, end))
}

/// `The password is: …`.
fn sentence(look: &mut Look<'_>, colon: usize) -> Option<(usize, usize)> {
    let name = linked(look, colon)?;
    let start = run_of_blanks(look.text, colon + 1);
    let (start, end) = given(look, start);
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
    let name = &text[key.start..key.end];
    let is_known = whole_of(name) == Some(Entity::SecretKv) || names_token(name);
    (is_known && is_secret(&text[value.0..value.1])).then_some(value)
}
