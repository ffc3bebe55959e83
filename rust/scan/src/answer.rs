//! What the sentence before speaks of, where a pronoun or a word of talk stands for it: `What is
//! your SSN? It is 820335340`, `your SSN? Sure, 820335340`; and what people call a telephone: `my
//! number is 820335340`.

use crate::boundary::{is_escape_letter, without_run};
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
    let statement = behind(text, &PRONOUNS);
    if let Some(lead) = statement.or_else(|| behind(text, &ANSWERS)) {
        if lead.ends_with(b"\"") {
            return words_before_message(lead);
        }
        let told = || statement.and_then(|lead| last_of(lead, b".!\n"));
        let end = last_of(lead, b"?").or_else(told);
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

/// How far before a message the one before may end, and the quotes around what is between them.
const MESSAGE: usize = 256;
const MAX_QUOTES: usize = 24;
/// Keys of messages that hold what somebody says.
const SAYS: [&[u8]; 2] = [b"content", b"text"];
/// What stands between what is said in two messages, beside signs. Source: OpenTelemetry, semantic
/// conventions for generative AI, `gen_ai.input.messages`; the chat formats of `OpenAI`,
/// Anthropic and Google.
const BETWEEN: [&[u8]; 11] = [
    b"content",
    b"text",
    b"type",
    b"input_text",
    b"output_text",
    b"parts",
    b"role",
    b"user",
    b"human",
    b"finish_reason",
    b"stop",
];
/// Who answers.
const USERS: [&[u8]; 2] = [b"user", b"human"];

/// Kinds of which the message before speaks, where the message of a user begins behind `text`:
/// `"content":"Please tell your SSN."},{"role":"user","content":"`.
pub fn words_before_message(text: &[u8]) -> EntitySet {
    let near = &text[text.len().saturating_sub(12)..];
    let is_said = SAYS.iter().any(|key| {
        let mut parts = near.windows(key.len());
        parts.any(|part| part == *key)
    });
    if is_said {
        message_before(text)
    } else {
        EntitySet::default()
    }
}

#[cold]
fn message_before(text: &[u8]) -> EntitySet {
    let near = &text[text.len().saturating_sub(MESSAGE)..];
    let mut is_answer = false;
    for (count, part) in near
        .rsplit(|byte| *byte == b'"')
        .take(MAX_QUOTES)
        .enumerate()
    {
        let is_sign = part.iter().all(|byte| b"\\ ,:[]{}\n".contains(byte));
        let word = without_run(part);
        if is_sign || count == 0 {
            continue;
        }
        is_answer |= USERS.contains(&word);
        if !BETWEEN.contains(&word) {
            return if is_answer {
                said_in(without_mark(word.trim_ascii_end()))
            } else {
                EntitySet::default()
            };
        }
    }
    EntitySet::default()
}

/// `text` without the mark that ends its sentence.
fn without_mark(text: &[u8]) -> &[u8] {
    match text {
        [lead @ .., b'.' | b'?' | b'!' | b':'] => lead,
        _ => text,
    }
}

/// What stands before the one of `known` that ends `text`.
fn behind<'t>(text: &'t [u8], known: &[&str]) -> Option<&'t [u8]> {
    let last = text.last()? | 0x20;
    known
        .iter()
        .map(|known| known.as_bytes())
        .find_map(|known| {
            let from = text.len().checked_sub(known.len())?;
            // Most end otherwise, whatever the case of letters.
            let is_like = known.last()? | 0x20 == last && known[0] | 0x20 == text[from] | 0x20;
            let is_known = is_like && text[from..].eq_ignore_ascii_case(known);
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
