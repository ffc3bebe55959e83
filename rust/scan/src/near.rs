//! Words before a value that let kinds through, one by one: of the values of a row, between which
//! no letter stands, they are the same.

use std::cell::Cell;

use crate::absent::statement;
use crate::entity::EntitySet;
use crate::masks::{BLOCK, last_block};
use crate::native::each_native;
use crate::words::{NEAR, Shape, each_word, ending, words_in};

/// How many words are kept.
const MAX_WORDS: usize = 6;

/// A word that lets something through.
#[derive(Clone, Copy, Debug, Default)]
struct Word {
    start: usize,
    kinds: EntitySet,
    /// It has letters that ASCII has not.
    is_native: bool,
}

/// What was read before the last value.
#[derive(Debug, Default)]
pub(crate) struct NearWords {
    /// Where the value begins, and how many bytes and words before it were read.
    reach: Cell<(usize, usize, u32)>,
    words: [Cell<Word>; MAX_WORDS],
    /// How many there are.
    len: Cell<usize>,
}

impl NearWords {
    /// Begin another text.
    pub fn clear(&self) {
        self.reach.take();
    }

    /// What the last `count` words of `text` let through, in so many bytes, of which `shape` tells;
    /// what stands before the statement that the value behind belongs to is not said of it.
    #[inline(never)]
    pub fn say(&self, text: &[u8], shape: Shape, bytes: usize, count: u32) -> EntitySet {
        let near = shape.reaching(bytes);
        if !self.are_of(text.len(), shape, bytes, count) {
            self.read(text, near, count);
            self.reach.set((text.len(), bytes, count));
        }
        let said = self.said(text, near, count);
        if said.is_empty() {
            return said;
        }
        match statement(last_block(text, &mut [0; BLOCK])) {
            Some(from) => self.said(text, near.reaching(BLOCK - from), count.min(NEAR.1)),
            None => said,
        }
    }

    /// True where the words before the value at `start` are those before another one, behind which
    /// no letter stands, and were read as far.
    #[inline]
    fn are_of(&self, start: usize, shape: Shape, bytes: usize, count: u32) -> bool {
        let (at, reach, most) = self.reach.get();
        let behind = start.wrapping_sub(at);
        behind < BLOCK
            && (shape.letters | shape.high) & ending(behind + 1) == 0
            && bytes <= reach + behind
            && count <= most
    }

    #[inline]
    fn read(&self, text: &[u8], shape: Shape, count: u32) {
        let mut len = 0;
        let mut keep = |start, kinds, is_native| {
            if let Some(word) = self.words.get(len) {
                word.set(Word {
                    start,
                    kinds,
                    is_native,
                });
            }
            len += 1;
        };
        if let Some(from) = shape.natives(text.len()) {
            each_native(&text[from..], &mut |at, kind| {
                keep(from + at, EntitySet::of(&[kind]), true);
            });
        }
        each_word(text, shape, count, &mut |bit, kinds| {
            keep(
                (text.len() + bit as usize).saturating_sub(BLOCK),
                kinds,
                false,
            );
        });
        self.len.set(len);
    }

    /// What the last `count` words that `shape` has let through.
    #[inline]
    fn said(&self, text: &[u8], shape: Shape, count: u32) -> EntitySet {
        let Some(known) = self.words.get(..self.len.get()) else {
            return words_in(text, shape, count);
        };
        let mut said = EntitySet::default();
        if known.is_empty() {
            return said;
        }
        let starts = shape.starts(count);
        let natives = shape.natives(text.len()).unwrap_or(usize::MAX);
        for word in known.iter().map(Cell::get) {
            let back = text.len() - word.start;
            let is_near = || back <= BLOCK && starts >> (BLOCK - back) & 1 == 1;
            if word.is_native && word.start >= natives || !word.is_native && is_near() {
                said = said.or(word.kinds);
            }
        }
        said
    }
}
