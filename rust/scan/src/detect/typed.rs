//! Secrets that programs type into fields and give to calls behind other arguments:
//! `getByLabel("Password").fill("…")`, `- textbox "Password" [ref=e3]: …`,
//! `getConnection(url, "app", "…")`, `jwt.sign(claims, "…")`.

use crate::class::{JOINER, LOWER, TOKEN, UPPER, WORD, ends_like, is, run_start};
use crate::detect::keyed::closes_pair;
use crate::detect::secret::{is_placeholder, is_secret, is_strong};
use crate::detect::value::{marks_end, opened, plain, run_of_blanks};
use crate::entity::Entity;
use crate::look::Look;
use crate::meaning::{may_be_secret, whole_of};

/// How far before a call the name of its field may stand, and the bracket of a call before an
/// argument.
const REACH: usize = 96;

/// Shortest secret among the arguments of a call.
const MIN_TAKEN: usize = 8;
/// Longest name of a call.
const MAX_CALL: usize = 24;

/// Calls that type their first argument into a field.
const TYPISTS: [&[u8]; 7] = [
    b".fill",
    b".type",
    b".send_keys",
    b".sendKeys",
    b".pressSequentially",
    b".setValue",
    b".set_value",
];
/// Calls that make a hash of their first argument, or compare one with it.
const HASHERS: [&[u8]; 4] = [
    b"bcrypt.hash",
    b"bcrypt.compare",
    b"password_hash",
    b"argon2.hash",
];
/// Calls that take a secret as a later argument, behind nothing that says so.
const TAKERS: [&[u8]; 12] = [
    b"getConnection",
    b"mysqli_connect",
    b"mysql_connect",
    b"pymysql.connect",
    b"MySQLdb.connect",
    b"new PDO",
    b"new mysqli",
    b"jwt.sign",
    b"jwt.encode",
    b"jwt.verify",
    b"createHmac",
    b"Credentials",
];

/// The secret in the bracket at `sign` behind the name of a call.
pub(super) fn typed(text: &[u8], sign: usize) -> Option<(usize, usize)> {
    let lead = &text[..sign];
    let name = &text[run_start(text, sign, WORD | JOINER, MAX_CALL).saturating_sub(7)..sign];
    // Names have a sign before or in them.
    if !name.contains(&b'.') && !name.contains(&b'_') {
        return None;
    }
    let is_one = |known: &&&[u8]| lead.ends_with(known);
    let call = TYPISTS.iter().find(is_one);
    let is_hash = || HASHERS.iter().any(|known| lead.ends_with(known));
    let value = match call {
        Some(call) => names_field(&lead[..lead.len() - call.len()]).then(|| opened(text, sign + 1)),
        None => is_hash().then(|| opened(text, sign + 1)),
    };
    value?.filter(|&(start, end)| is_value(&text[start..end]))
}

/// True where the arguments of the call that ends `text` name a field of secrets.
fn names_field(text: &[u8]) -> bool {
    let near = &text[text.len().saturating_sub(REACH)..];
    let own = near
        .strip_suffix(b")")
        .and_then(|near| Some(&near[near.iter().rposition(|&byte| byte == b'(')?..]));
    own.is_some_and(has_name)
}

/// True where one of the words of `near` names a secret.
fn has_name(near: &[u8]) -> bool {
    let mut words = near.split(|&byte| !is(byte, TOKEN) && byte < 0x80);
    words.any(|word| {
        let is_likely = word.last_chunk().is_some_and(|last| may_be_secret(*last));
        is_likely && whole_of(word) == Some(Entity::SecretKv)
    })
}

fn is_value(value: &[u8]) -> bool {
    is_secret(value) && !value.contains(&b' ') && !is_placeholder(value)
}

/// What stands in a field of a page, as programs list them: `textbox "Password" [ref=e3]: …`.
pub(super) fn listed(look: &mut Look<'_>, colon: usize) -> Option<(usize, usize)> {
    let number = run_start(look.text, colon.checked_sub(1)?, WORD, 8);
    if !look.text[..number].ends_with(b"[ref=") {
        return None;
    }
    let near = &look.text[colon.saturating_sub(REACH)..colon];
    let line = near.iter().rposition(|byte| matches!(byte, b'\n' | b'-'))?;
    let is_box = near[line..].windows(8).any(|part| part == b"textbox ");
    let name = near[line..].iter().position(|&byte| byte == b'"')?;
    if !is_box || !has_name(&near[line + name..]) {
        return None;
    }
    let (start, end) = plain(look, run_of_blanks(look.text, colon + 1));
    let end = marks_end(look.text, end);
    let value = look.text.get(start..end)?;
    is_value(value).then_some((start, end))
}

/// The secret behind the comma at `sign`, of a call that takes one as a later argument.
pub(super) fn taken(text: &[u8], sign: usize) -> Option<(usize, usize)> {
    // A text and the end of a list stand behind few calls only.
    let (start, end) = opened(text, run_of_blanks(text, sign + 1))?;
    let value = &text[start..end];
    if value.len() < MIN_TAKEN || !is_strong(value) {
        return None;
    }
    let is_last = closes_pair(text, end) || text[end + 1..].starts_with(b",");
    let near = &text[sign.saturating_sub(REACH)..sign];
    let open = near.iter().rposition(|byte| matches!(byte, b'(' | b'\n'))?;
    let lead = &near[..open];
    let is_call = near[open] == b'(' && is(*lead.last()?, UPPER | LOWER);
    let is_taker = || TAKERS.iter().any(|known| ends_like(lead, known));
    let is_fill = || TYPISTS.iter().any(|known| lead.ends_with(known)) && has_name(&near[open..]);
    let is_one = is_call && is_last && is_value(value) && (is_taker() || is_fill());
    is_one.then_some((start, end))
}
