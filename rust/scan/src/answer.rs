//! What the sentence before speaks of, where a pronoun stands for it: `What is your SSN? It is
//! 820335340`.

use crate::boundary::is_escape_letter;
use crate::class::{DIGIT, is};
use crate::entity::EntitySet;
use crate::words::{Shape, words_in};

/// How far before a value the sentence may end that it belongs to, and how long that may be.
const REACH: usize = 64;
/// How many words of the sentence count.
const COUNT: u32 = 12;

/// What stands for something that was spoken of before, with its verb.
const PRONOUNS: [&str; 26] = [
    "it is",
    "it was",
    "it's",
    "its",
    "it should be",
    "it must be",
    "that is",
    "that was",
    "that's",
    "this is",
    "told me",
    "gave me",
    "you said",
    "answer is",
    "answer was",
    "es ist",
    "das ist",
    "es war",
    "c'est",
    "c'était",
    "het is",
    "dat is",
    "det är",
    "det er",
    "told you",
    "gave you",
];

/// Kinds of which the sentence before the value behind `text` speaks.
#[inline]
pub fn words_before_sentence(text: &[u8]) -> EntitySet {
    let last: [u8; 4] = text.last_chunk().copied().unwrap_or_default();
    if last[3] == b' ' && is_verb([last[0], last[1], last[2]]) {
        asked(&text[..text.len() - 1])
    } else {
        EntitySet::default()
    }
}

/// True for the last letters of what may be one of them.
#[inline]
fn is_verb(last: [u8; 3]) -> bool {
    match last[2] {
        b's' => matches!(&last, b" is" | b"was" | b"t's" | b"its"),
        b'e' => matches!(&last, b" be" | b" me"),
        b't' => matches!(&last, b"ist" | b"est" | b"ait"),
        b'r' => matches!(&last, b"war" | b" er" | b"\xc3\xa4r"),
        b'd' => last == *b"aid",
        b'u' => last == *b"you",
        _ => false,
    }
}

#[cold]
fn asked(text: &[u8]) -> EntitySet {
    let lead = |known: &&str| {
        let from = text.len().checked_sub(known.len())?;
        let is_known = text[from..].eq_ignore_ascii_case(known.as_bytes());
        (is_known && is_alone(text, from)).then_some(&text[..from])
    };
    let Some(lead) = PRONOUNS.iter().find_map(lead) else {
        return EntitySet::default();
    };
    let near = &lead[lead.len().saturating_sub(REACH)..];
    let Some(end) = near.iter().rposition(|byte| b"?.!\n".contains(byte)) else {
        return EntitySet::default();
    };
    let end = near[..=end]
        .iter()
        .rposition(|&byte| byte == b'?')
        .unwrap_or(end);
    let sentence = &lead[..lead.len() - near.len() + end];
    let sentence = &sentence[sentence.len().saturating_sub(REACH)..];
    let last = sentence.rsplit(|byte| b"?!\n;".contains(byte)).next();
    let last = last.unwrap_or_default();
    // A sentence with a number of its own has its answer.
    if last.iter().filter(|byte| is(**byte, DIGIT)).count() > 2 {
        return EntitySet::default();
    }
    words_in(last, Shape::new(last), COUNT)
}

/// True where no letter stands before `at` but that of an escape.
fn is_alone(text: &[u8], at: usize) -> bool {
    at == 0 || !text[at - 1].is_ascii_alphanumeric() || is_escape_letter(text, at - 1)
}
