//! Long secrets behind their name, which no sign parts from it: `here is my API key …`,
//! `setx API_KEY …`, `#define API_KEY "…"`, and those behind a name in marks: `**API key**: …`.

use crate::boundary::is_escape_letter;
use crate::class::{JOINER, POINT, TOKEN, WORD, is, run_start};
use crate::detect::key::{Key, MAX_KEY, longer_name};
use crate::detect::said::{Name, is_value, spoken};
use crate::detect::secret::{is_account_secret, is_placeholder, is_secret};
use crate::detect::token::{Found, sentence_token_end};
use crate::detect::value::given;
use crate::entity::Entity;
use crate::look::Look;
use crate::meaning::whole_of;
use crate::words::words;

/// Letters in small.
const SMALL: u32 = 0x0020_2020;
/// How names of secrets end, the links behind them, and colons behind marks of Markdown.
static ENDS: [u32; 16] = {
    let ends = b"key ken ord ret ase ass pwd uth  is  es ist est tet **: __: swd ";
    let mut out = [0; 16];
    let mut index = 0;
    while index < out.len() {
        let at = index * 4;
        out[index] = u32::from_le_bytes([ends[at], ends[at + 1], ends[at + 2], 0]) | SMALL;
        index += 1;
    }
    out
};

/// What is told behind its name before `start`. All is looked at before the one branch.
#[inline]
pub(crate) fn told(look: &mut Look<'_>, start: usize) -> Option<Found> {
    let [first, second, third, fourth, last] = *look.text[..start].last_chunk()?;
    let is_quote = matches!(last, b'"' | b'\'' | b'`');
    let (gap, name) = if is_quote {
        (fourth, [first, second, third, 0])
    } else {
        (last, [second, third, fourth, 0])
    };
    let is_gap = gap == b' ' || gap == b'\t';
    let name = u32::from_le_bytes(name) | SMALL;
    let is_name = ENDS.iter().filter(|end| **end == name).count() > 0;
    (is_gap & is_name).then(|| behind_name(look, start, start - 1 - usize::from(is_quote)))?
}

/// The secret that begins with the token at `start`, whose name, or a link behind it, ends before
/// `end`.
#[inline(never)]
fn behind_name(look: &mut Look<'_>, start: usize, end: usize) -> Option<Found> {
    let text = look.text;
    match (text[end], text[end - 1]) {
        (b'\t', _) => tabbed(look, start, end),
        (_, b':') => marked(look, end),
        _ => after_name(text, start).or_else(|| {
            let (start, end) = spoken(look, end)?;
            let secret = &text[start..end];
            look.until = end;
            let is_account = is_account_secret(secret) && look.says(start, Entity::AwsKey);
            let entity = if is_account {
                Entity::AwsKey
            } else {
                Entity::SecretKv
            };
            Some((entity, start, end))
        }),
    }
}

fn after_name(text: &[u8], start: usize) -> Option<Found> {
    const OF: [&[u8]; 7] = [
        b"api", b"secret", b"access", b"auth", b"signing", b"bot", b"my",
    ];
    const ONES: [&[u8]; 5] = [b"this", b"use", b"with", b"your", b"new"];
    let before = text[..start].strip_suffix(b" ")?;
    let name = run_start(text, before.len(), WORD, 6);
    if !matches!(&before[name..], b"key" | b"Key" | b"KEY") && !before.ends_with(b"ken") {
        return None;
    }
    let owner = text[..name].strip_suffix(b" ")?;
    let owner = &owner[run_start(text, owner.len(), WORD, 8)..];
    let is_token = before.ends_with(b"oken");
    let is_one = |known: &[&[u8]]| known.iter().any(|of| of.eq_ignore_ascii_case(owner));
    if !(is_one(&OF) || is_token && is_one(&ONES)) {
        return None;
    }
    let end = sentence_token_end(text, start);
    let value = &text[start..end];
    let entity = if is_account_secret(value) && words(before).has(Entity::AwsKey) {
        Entity::AwsKey
    } else {
        Entity::SecretKv
    };
    is_value(value, Name::Token).then_some((entity, start, end))
}

/// A name, a tab and a value alone in a line.
fn tabbed(look: &mut Look<'_>, start: usize, end: usize) -> Option<Found> {
    let text = look.text;
    let from = run_start(text, end, TOKEN | POINT, MAX_KEY);
    let from = from + usize::from(is_escape_letter(text, from));
    let is_first =
        from == 0 || matches!(text[from - 1], b'\n' | b'"') || from > 1 && text[from - 2] == b'\\';
    let entity = whole_of(&text[from..end]).filter(|_| is_first)?;
    let (start, end) = given(look, start);
    let is_last = matches!(text.get(end), None | Some(b'\n' | b'\r' | b'\\' | b'"'));
    let value = &text[start..end];
    (is_last && is_secret(value) && !is_placeholder(value)).then_some((entity, start, end))
}

/// A value behind a name in marks of Markdown, whose colon ends before the blank at `gap`.
fn marked(look: &mut Look<'_>, gap: usize) -> Option<Found> {
    let text = look.text;
    let marks = text[..gap - 1].iter().rev().take(3);
    let end = gap - 1 - marks.take_while(|byte| b"*_`".contains(byte)).count();
    let start = run_start(text, end, TOKEN, MAX_KEY);
    let lead = text[start..end]
        .iter()
        .take_while(|&&byte| is(byte, JOINER));
    let key = Key {
        start: start + lead.count(),
        end,
        quote: None,
    };
    let entity = whole_of(&text[key.start..end]).or_else(|| whole_of(longer_name(text, &key)?))?;
    let (start, end) = given(look, gap + 1);
    let value = text.get(start..end)?;
    (is_secret(value) && !is_placeholder(value)).then_some((entity, start, end))
}
