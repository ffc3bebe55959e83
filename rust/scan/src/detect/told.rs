//! Long secrets behind their name, which no sign parts from it: `here is my API key …`,
//! `setx API_KEY …`, `#define API_KEY "…"`, and those behind a name in marks: `__API_KEY__: …`.

use crate::boundary::is_escape_letter;
use crate::class::{BASE64, DIGIT, JOINER, POINT, TOKEN, WORD, is, run_end, run_start};
use crate::detect::key::{Key, MAX_KEY, longer_name};
use crate::detect::placed::next_at;
use crate::detect::said::{Name, is_value, sort_of, spoken};
use crate::detect::secret::{is_placeholder, is_secret};
use crate::detect::token::{Found, sentence_token_end};
use crate::detect::value::given;
use crate::entity::Entity;
use crate::look::Look;
use crate::meaning::whole_of;
use crate::places::{Threes, has_three, threes};

/// How names of secrets end, the links behind them, and colons behind marks of Markdown; and the
/// first of these before a blank and a quote.
const ENDS: &[u8; 104] =
    b"key ken ord pwd swd ret ist est tet ase ass  is  es uth __: ey  en  rd  et  ss  _:  \
    \x20to now  er  je  nu ";

/// Longest value of a cookie.
const MAX_COOKIE: usize = 4096;

static LAST: Threes = threes(ENDS);

/// What is told behind its name before `start`. All is looked at before the one branch.
#[inline]
pub(crate) fn told(look: &mut Look<'_>, start: usize) -> Option<Found> {
    let [near @ .., gap] = *look.text[..start].last_chunk::<4>()?;
    let is_name = has_three(&LAST, near);
    let is_gap = matches!(gap, b' ' | b'\t' | b'"' | b'\'' | b'`');
    (is_name && is_gap || gap == b'\t').then(|| behind_name(look, start))?
}

/// The secret that begins with the token at `start`, behind its name, or a link behind that, and
/// a blank, a tab, or a blank and a quote.
#[inline(never)]
fn behind_name(look: &mut Look<'_>, start: usize) -> Option<Found> {
    let text = look.text;
    let end = match text[..start].last_chunk()? {
        [_, b' ' | b'\t'] => start - 1,
        [b' ', _] => start - 2,
        _ => return None,
    };
    match (text[end], text[end - 1]) {
        (b'\t', _) => tabbed(look, start, end).or_else(|| of_jar(look, start, end)),
        (_, b':') => marked(look, end),
        _ => {
            let (start, end) = after_name(text, start)
                .or_else(|| spoken(look, end))
                .or_else(|| next_at(look, end))?;
            Some((sort_of(look, start, end), start, end))
        }
    }
}

/// The token from `start` on, behind a name of two words.
fn after_name(text: &[u8], start: usize) -> Option<(usize, usize)> {
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
    is_value(&text[start..end], Name::Token).then_some((start, end))
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

/// The value of a cookie from `start` on, in a line of a file of them; its name ends before `end`.
/// Source: Netscape, the format of `cookies.txt`.
fn of_jar(look: &mut Look<'_>, start: usize, end: usize) -> Option<Found> {
    let text = look.text;
    let name = run_start(text, end, TOKEN | POINT, MAX_KEY);
    let day = text[..name].strip_suffix(b"\t").filter(|_| name < end)?;
    let lead = &day[..run_start(text, day.len(), DIGIT, 12)];
    let is_line = lead.ends_with(b"TRUE\t") || lead.ends_with(b"FALSE\t");
    let to = run_end(text, start, TOKEN | BASE64 | POINT, MAX_COOKIE);
    (is_line && lead.len() < day.len()).then_some((Entity::AuthHeader, start, to))
}

/// A value behind a name in marks of Markdown, whose colon ends before the blank at `gap`.
fn marked(look: &mut Look<'_>, gap: usize) -> Option<Found> {
    let text = look.text;
    let marks = text[..gap - 1].iter().rev().take(3);
    let end = gap - 1 - marks.take_while(|byte| **byte == b'_').count();
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
