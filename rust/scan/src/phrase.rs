//! What is said of a value behind it: `820335340 is my SSN`, `820335340 (SSN)`.

use crate::class::among;
use crate::entity::EntitySet;
use crate::words::words;

/// Longest phrase.
const MAX_PHRASE: usize = 80;

/// What links a value and its name.
const LINKS: [&[u8]; 6] = [b"is ", b"was ", b"ist ", b"es ", b"est ", b"as "];

/// How they begin, behind a blank.
const STARTS: [[u8; 3]; 4] = [*b" is", *b" wa", *b" es", *b" as"];

/// Kinds of which the phrase behind `end` speaks, one behind a value.
#[inline]
pub fn words_behind(text: &[u8], end: usize) -> EntitySet {
    let near = text.get(end..).and_then(|rest| rest.first_chunk());
    if near.is_some_and(|near| near[0] == b' ' && (STARTS.contains(near) || near[1] == b'(')) {
        return linked(&text[end + 1..]);
    }
    EntitySet::default()
}

#[cold]
fn linked(rest: &[u8]) -> EntitySet {
    // A dot between brackets is that of an abbreviation.
    if let Some(phrase) = rest.strip_prefix(b"(") {
        return said(phrase, &ENDS);
    }
    let mut links = LINKS.iter();
    let phrase = links.find_map(|link| rest.strip_prefix(*link));
    phrase.map_or(EntitySet::default(), |phrase| said(phrase, &STOPS))
}

/// What ends a phrase.
static ENDS: [bool; 256] = among(b",;:!?\n\r\t\"\\()[]{}<>=|");
/// The same, and the end of a sentence.
static STOPS: [bool; 256] = among(b".,;:!?\n\r\t\"\\()[]{}<>=|");

fn said(phrase: &[u8], ends: &[bool; 256]) -> EntitySet {
    let bytes = phrase.iter().take(MAX_PHRASE);
    let len = bytes.take_while(|byte| !ends[usize::from(**byte)]);
    words(&phrase[..len.count()])
}
