//! What stands between the name of a secret and the secret in talk: `is`, `ist`, `changed to`.

use crate::class::{LOWER, UPPER, ends_like, is, run_start};
use crate::places::{Threes, has_three, threes};

/// How a secret is said to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// It is.
    Is,
    /// It becomes one, where a verb says so.
    To,
}

/// Verbs and what may stand for them.
fn is_verb(word: &[u8]) -> bool {
    matches!(
        word,
        b"is"
            | b"IS"
            | b"Is"
            | b"was"
            | b"es"
            | b"ist"
            | b"est"
            | b"er"
            | b"je"
            | b"este"
            | b"jest"
            | b"lautet"
            | b"adalah"
            | b"saya"
            | b"anda"
    )
}

/// Words behind them.
fn is_adverb(word: &[u8]) -> bool {
    matches!(
        word,
        b"now"
            | b"still"
            | b"nu"
            | b"jetzt"
            | b"ahora"
            | b"teraz"
            | b"currently"
            | b"actually"
            | b"just"
            | b"again"
    )
}

/// Words before what something becomes.
fn is_toward(word: &[u8]) -> bool {
    matches!(
        word,
        b"to" | b"auf" | b"til" | b"till" | b"naar" | b"na" | b"para"
    )
}

/// Links of scripts without blanks between words, and with letters that ASCII has not.
const OTHERS: [&str; 22] = [
    " là",
    " è",
    " é",
    "是",
    "为",
    "為",
    "改成",
    "换成",
    "設成",
    "设成",
    "は",
    "는",
    "은",
    "：",
    " —",
    " –",
    " היא",
    " הוא",
    " هي",
    " هو",
    " είναι",
    "คือ",
];

/// How they end: three bytes each, and a blank.
const ENDS: &[u8; 136] =
    b" is was  es ist est  er  je ste tet lah aya nda now ill  nu tzt ora raz \
    tly lly ust ain  to auf til aar  na ara  on e's n's d's y's t's ";

static LAST: Threes = threes(ENDS);

/// False where no link ends with these bytes.
#[inline]
pub(super) const fn may_be_link(last: [u8; 3]) -> bool {
    has_three(&LAST, last)
        || last[2] >= 0x80
        || (last[0] == 0xc3 && last[1] == 0xa4 && last[2] == b'r')
}

/// The link with which `text` ends, and how long it is with the blank before it.
#[inline]
pub(super) fn link(text: &[u8]) -> Option<(usize, Sort)> {
    match text.last()? {
        _ if !may_be_link(*text.last_chunk()?) => None,
        0x80.. => other(text).map(|len| (len, Sort::Is)),
        _ => word(text),
    }
}

/// How long the link is of another script, or the sign, with which `text` ends.
fn other(text: &[u8]) -> Option<usize> {
    let known = OTHERS.iter().find(|link| text.ends_with(link.as_bytes()));
    known.map(|link| link.len()).or(match text {
        // A picture, and an arrow.
        [.., 0xf0, 0x9f, _, _] => Some(4),
        [.., 0xe2, 0x86 | 0x87 | 0x9e, _] => Some(3),
        _ => None,
    })
}

/// The link of ASCII letters with which `text` ends.
fn word(text: &[u8]) -> Option<(usize, Sort)> {
    let start = run_start(text, text.len(), LOWER | UPPER, 10);
    let (lead, word) = (&text[..start], &text[start..]);
    let len = word.len() + 1;
    let sort = match lead.last()? {
        b'\'' if word == b"s" => Sort::Is,
        b'\'' if word == b"est" && ends_like(lead, b" c'") => return Some((len + 2, Sort::Is)),
        0xa4 if text.ends_with(" är".as_bytes()) => return Some((4, Sort::Is)),
        b' ' if is_verb(word) || word == b"on" && is_finnish(lead) => Sort::Is,
        b' ' if is_toward(word) => Sort::To,
        b' ' if is_adverb(word) => return Some((len + verb_len(&lead[..start - 1])?, Sort::Is)),
        _ => return None,
    };
    Some((len, sort))
}

/// True where a name of a secret in Finnish ends `lead`, whose `on` is `is`.
fn is_finnish(lead: &[u8]) -> bool {
    const NAMES: [&[u8]; 3] = [b"salasana ", b"salasanani ", b"salasanasi "];
    NAMES.iter().any(|name| ends_like(lead, name))
}

/// How long the verb is with which `text` ends, and the blank before it.
fn verb_len(text: &[u8]) -> Option<usize> {
    if text.ends_with(" är".as_bytes()) {
        return Some(4);
    }
    let verb = &text[run_start(text, text.len(), LOWER | UPPER, 4)..];
    is_verb(verb).then_some(verb.len() + 1)
}

/// True where a verb near a name and its value says that the one becomes the other, by how it
/// begins: `changed`, `geändert`.
pub(super) fn becomes(near: &[u8]) -> bool {
    let mut words = near.split(|&byte| !is(byte, LOWER | UPPER));
    words.any(|word| match *word {
        [s, e, t] => (s | 0x20, e, t) == (b's', b'e', b't'),
        [first, second, third, fourth, ..] => matches!(
            &[first | 0x20, second, third, fourth],
            b"chan"
                | b"rese"
                | b"upda"
                | b"rota"
                | b"make"
                | b"made"
                | b"swit"
                | b"nder"
                | b"gese"
                | b"camb"
                | b"muda"
                | b"alte"
                | b"endr"
                | b"ndra"
                | b"zmie"
                | b"vera"
                | b"wijz"
                | b"skif"
                | b"zmen"
        ),
        _ => false,
    })
}
