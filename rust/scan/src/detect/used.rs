//! Secrets of which is told behind them what they are: `use … as my password`, `… to log in`,
//! `it's … (the password)`.

use crate::class::{LOWER, UPPER, begins_like, is};
use crate::detect::said::{Name, is_value, name_of};
use crate::detect::secret::{is_placeholder, is_strong};
use crate::detect::value::{bangs_end, given, marks_end};
use crate::look::Look;

/// How far behind a secret its name may end, and how many words may stand before that.
const REACH: usize = 48;
const MAX_WORDS: usize = 4;

/// What stands between a secret and its name.
const LINKS: [&[u8]; 9] = [
    b" as ", b" for ", b" als ", b" como ", b" comme ", b" come ", b" jako ", b" is ", b" (",
];
/// What is said behind a secret that is used, whatever its name.
const USES: [&[u8]; 4] = [b" to log in", b" to login", b" to sign in", b" to log on"];
/// Words behind a name that is not a part of a longer one.
const BEHIND: [&[u8]; 16] = [
    b"for",
    b"on",
    b"in",
    b"at",
    b"and",
    b"but",
    b"please",
    b"to",
    b"so",
    b"everywhere",
    b"of",
    b"again",
    b"it",
    b"now",
    b"thanks",
    b"when",
];

/// The secret from `start` on, behind which its name or its use is told.
pub(super) fn used(look: &mut Look<'_>, start: usize) -> Option<(usize, usize)> {
    let (from, end) = given(look, start);
    let text = look.text;
    let is_opened = from > start;
    let end = if is_opened { end } else { bangs_end(text, end) };
    let value = text.get(from..end)?;
    let rest = &text[end + usize::from(is_opened)..];
    let rest = if is_opened {
        rest
    } else {
        &text[marks_end(text, end)..]
    };
    let is_used = || USES.iter().any(|phrase| rest.starts_with(phrase)) && is_strong(value);
    let is_one = match named(rest) {
        Some(Name::Number) => is_value(value, Name::Number),
        Some(name) => is_value(value, name),
        None => is_used(),
    };
    (is_one && !is_placeholder(value)).then_some((from, end))
}

/// What the words at the beginning of `rest` name.
fn named(rest: &[u8]) -> Option<Name> {
    let link = LINKS.iter().find(|link| rest.starts_with(link))?;
    let near = &rest[link.len()..rest.len().min(REACH)];
    let is_end = |byte: &u8| matches!(byte, b'.' | b',' | b';' | b'\n' | b'"' | b')' | b'\\');
    let sentence = near.split(is_end).next()?;
    let mut words = sentence.split(|&byte| !is(byte, LOWER | UPPER) && byte < 0x80);
    let name = words.by_ref().take(MAX_WORDS).find_map(name_of)?;
    let next = words.next().unwrap_or_default();
    let is_free = next.is_empty() || BEHIND.iter().any(|word| begins_like(next, word));
    is_free.then_some(name)
}
