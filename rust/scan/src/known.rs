//! The vocabulary by the forms of its words, so that a word is compared with few.

use crate::entity::Entity::{self, UsSsn};
use crate::entity::EntitySet;
use crate::places::{TWO, two};
use crate::vocabulary::WORDS;

/// Longest word.
const MAX_WORD: usize = 31;

/// A word, and what it lets through.
type Known = (&'static [u8], Entity);

/// Words with what they let through, those of a form in a row.
static KNOWN: [Known; count()] = {
    let mut known: [Known; count()] = [(b"", UsSsn); count()];
    let mut places = [0; FORMS];
    let mut form = 0;
    while form < FORMS {
        places[form] = BY_FORM[form].0;
        form += 1;
    }
    let mut next = Next::new();
    while let Some((word, entity)) = next.word() {
        let form = form_of(word);
        known[places[form] as usize] = (word, entity);
        places[form] += 1;
    }
    known
};

/// Where the words of a form are: the first one, and one behind the last one.
static BY_FORM: [(u16, u16); FORMS] = {
    let mut counts = [0; FORMS];
    let mut next = Next::new();
    while let Some((word, _)) = next.word() {
        counts[form_of(word)] += 1;
    }
    let mut places = [(0, 0); FORMS];
    let (mut form, mut first) = (0, 0);
    while form < FORMS {
        places[form] = (first, first + counts[form]);
        first += counts[form];
        form += 1;
    }
    places
};

const fn count() -> usize {
    let (mut next, mut count) = (Next::new(), 0);
    while next.word().is_some() {
        count += 1;
    }
    count
}

/// Forms of words: the first two letters and the length, of which few share one.
const FORMS: usize = 1024;

#[inline]
const fn form(place: usize, len: usize) -> usize {
    (place + 37 * len) % FORMS
}

const fn form_of(word: &[u8]) -> usize {
    form(two([word[0], word[1]]), word.len())
}

/// Goes through the vocabulary word by word.
struct Next {
    list: usize,
    at: usize,
}

impl Next {
    const fn new() -> Self {
        Self { list: 0, at: 0 }
    }

    const fn word(&mut self) -> Option<Known> {
        while self.list < WORDS.len() {
            let (entity, list) = WORDS[self.list];
            let (_, rest) = list.as_bytes().split_at(self.at);
            let mut len = 0;
            while len < rest.len() && rest[len] != b' ' {
                len += 1;
            }
            self.at += len + 1;
            if self.at > list.len() {
                (self.list, self.at) = (self.list + 1, 0);
            }
            if len > 0 {
                return Some((rest.split_at(len).0, entity));
            }
        }
        None
    }
}

/// Lengths of the words that begin with two letters, bit `n` for `n` bytes, the plural's too:
/// nearly all words are dismissed by it.
static LENGTHS: [u32; TWO] = lengths();

const fn lengths() -> [u32; TWO] {
    let mut lengths = [0; TWO];
    let mut next = Next::new();
    while let Some((word, _)) = next.word() {
        lengths[two([word[0], word[1]])] |= 3 << word.len();
    }
    lengths
}

/// Let through what `word` does.
#[inline]
pub fn add_word(word: &[u8], found: &mut EntitySet) {
    if let Some(index) = place_of(word) {
        add_known(word, &[], index, found);
    }
}

/// Where a word would be; none for most words, by how they begin and how long they are.
#[inline]
pub fn place_of(word: &[u8]) -> Option<usize> {
    let [first, second, ..] = word else {
        return None;
    };
    let index = two([*first, *second]);
    // Two letters are an abbreviation only in capitals.
    let is_word = word.len() > 2 || first.is_ascii_uppercase() && second.is_ascii_uppercase();
    let is_known = is_word && word.len() <= MAX_WORD && LENGTHS[index] >> word.len() & 1 == 1;
    is_known.then_some(index)
}

/// Let through what two words do that are one.
#[inline]
pub fn add_pair(first: &[u8], second: &[u8], found: &mut EntitySet) {
    let len = first.len() + second.len();
    let (Some(&lead), Some(&next)) = (first.first(), first.get(1).or(second.first())) else {
        return;
    };
    let index = two([lead, next]);
    if len <= MAX_WORD && LENGTHS[index] >> len & 1 == 1 {
        add_known(first, second, index, found);
    }
}

/// Let through what the word in two parts does, which would be at `index`.
pub fn add_known(first: &[u8], second: &[u8], index: usize, found: &mut EntitySet) {
    let len = first.len() + second.len();
    let is_many = second.last().or(first.last()) == Some(&b's');
    for len in len - usize::from(is_many)..=len {
        let (from, to) = BY_FORM[form(index, len)];
        let known = KNOWN[usize::from(from)..usize::from(to)].iter();
        for (known, entity) in known.filter(|known| known.0.len() == len) {
            let (head, tail) = known.split_at(first.len().min(len));
            if is_same(head, first) && is_same(tail, second) {
                found.insert(*entity);
            }
        }
    }
}

/// True where `known`, of small letters, is how `word` begins.
#[inline]
fn is_same(known: &[u8], word: &[u8]) -> bool {
    known
        .iter()
        .zip(word)
        .all(|(known, byte)| *known == byte | 0x20)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_lets_through_each_of_its_kinds_whole_in_two_and_in_the_plural() {
        for (entity, list) in WORDS {
            for word in list.split_ascii_whitespace().filter(|word| word.len() > 2) {
                let (first, second) = word.split_at(2);
                let mut found = [EntitySet::default(); 3];
                add_word(word.to_ascii_uppercase().as_bytes(), &mut found[0]);
                add_word(format!("{word}s").as_bytes(), &mut found[1]);
                add_pair(first.as_bytes(), second.as_bytes(), &mut found[2]);
                assert!(found.iter().all(|found| found.has(entity)), "{word}");
            }
        }
    }

    #[test]
    fn other_words_let_nothing_through() {
        for word in ["phon", "phonesx", "phane", "dl", "xx", "p", ""] {
            let mut found = EntitySet::default();
            add_word(word.as_bytes(), &mut found);
            assert!(found.is_empty(), "{word}");
        }
    }
}
