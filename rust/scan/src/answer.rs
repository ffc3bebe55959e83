//! What the sentence before speaks of, where a pronoun or a word of talk stands for it: `What is
//! your SSN? It is 820335340`, `your SSN? Sure, 820335340`; and what people call a telephone: `my
//! number is 820335340`.

use crate::boundary::is_escape_letter;
use crate::class::{DIGIT, is};
use crate::entity::{Entity, EntitySet};
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

/// What an answer to a question begins with.
const ANSWERS: [&str; 6] = ["sure,", "yes,", "yeah,", "yep,", "okay,", "ok,"];
/// What is said while a number is looked for, and how many of it.
const PAUSES: [&str; 5] = ["uh,", "um,", "er,", "erm,", "it's,"];
const MOST_PAUSES: usize = 3;

/// Said directly before a telephone.
const CALLED: [&str; 17] = [
    "my number is",
    "my number's",
    "my new number is",
    "mi numero es",
    "mi número es",
    "meu numero é",
    "meu número é",
    "mon numéro est",
    "mon numéro est le",
    "mio numero è",
    "meine nummer ist",
    "mijn nummer is",
    "mitt nummer är",
    "mit nummer er",
    "mitt nummer er",
    "mój numer to",
    "moje číslo je",
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
        b's' => matches!(&last, b" is" | b"was" | b"t's" | b"its" | b"r's" | b" es"),
        b'e' => matches!(&last, b" be" | b" me" | b" le" | b" je"),
        b't' => matches!(&last, b"ist" | b"est" | b"ait"),
        b'r' => matches!(&last, b"war" | b" er" | b"\xc3\xa4r"),
        b'd' => last == *b"aid",
        b'u' => last == *b"you",
        b'o' => last == *b" to",
        b',' => ENDS.contains(&[last[0], last[1]]),
        0xa8 | 0xa9 => last[..2] == *b" \xc3",
        _ => false,
    }
}

/// How answers and pauses end before their comma.
const ENDS: [[u8; 2]; 10] = [
    *b"re", *b"es", *b"ah", *b"ep", *b"ay", *b"ok", *b"uh", *b"um", *b"er", *b"rm",
];

#[cold]
fn asked(text: &[u8]) -> EntitySet {
    if behind(text, &CALLED).is_some() {
        return EntitySet::of(&[Entity::Phone]);
    }
    if let Some(lead) = behind(text, &PRONOUNS) {
        let end = last_of(lead, b"?").or_else(|| last_of(lead, b".!\n"));
        return end.map(|end| said_in(&lead[..end])).unwrap_or_default();
    }
    if let Some(lead) = behind(text, &ANSWERS) {
        let end = last_of(lead, b"?");
        return end.map(|end| said_in(&lead[..end])).unwrap_or_default();
    }
    let mut lead = text;
    for _ in 0..MOST_PAUSES {
        lead = behind(lead, &PAUSES).map_or(lead, <[u8]>::trim_ascii_end);
    }
    // The sentence names itself what it stops before; who speaks stands before a colon.
    let start = last_of(lead, b":").map_or(0, |colon| colon + 1);
    if lead.len() < text.len() {
        said_in(&lead[start..])
    } else {
        EntitySet::default()
    }
}

/// What stands before the one of `known` that ends `text`.
fn behind<'t>(text: &'t [u8], known: &[&str]) -> Option<&'t [u8]> {
    known.iter().find_map(|known| {
        let from = text.len().checked_sub(known.len())?;
        let is_known = text[from..].eq_ignore_ascii_case(known.as_bytes());
        (is_known && is_alone(text, from)).then_some(&text[..from])
    })
}

/// Where the last of `signs` stands among the last bytes of `text`.
fn last_of(text: &[u8], signs: &[u8]) -> Option<usize> {
    let from = text.len().saturating_sub(REACH);
    let sign = text[from..].iter().rposition(|byte| signs.contains(byte))?;
    Some(from + sign)
}

/// Kinds of which the sentence that ends `text` speaks.
fn said_in(text: &[u8]) -> EntitySet {
    let near = &text[text.len().saturating_sub(REACH)..];
    let last = near.rsplit(|byte| b"?!\n;".contains(byte)).next();
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
