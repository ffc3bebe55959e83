//! What was found already, so that no number is looked for in it, and none goes on into it.

use crate::masks::{BLOCK, COUNT};
use crate::scanner::CHUNK;

/// Bytes of findings in the chunk under the look; the last block is the first of the next chunk.
#[derive(Debug)]
pub(crate) struct Taken {
    blocks: [u64; COUNT + 1],
    from: usize,
    is_any: bool,
}

impl Default for Taken {
    fn default() -> Self {
        Self {
            blocks: [0; COUNT + 1],
            from: 0,
            is_any: false,
        }
    }
}

impl Taken {
    /// Go to the chunk that begins at `from`; what reaches into it from the one before stays.
    pub fn go_to(&mut self, from: usize) {
        let is_next = from > 0 && from == self.from + CHUNK;
        let rest = if is_next { self.blocks[COUNT] } else { 0 };
        if self.is_any {
            self.blocks = [0; COUNT + 1];
        }
        self.blocks[0] = rest;
        self.is_any = rest != 0;
        self.from = from;
    }

    /// Bytes `start..end` are found.
    pub fn add(&mut self, start: usize, end: usize) {
        let [start, end] = [start, end].map(|at| at.saturating_sub(self.from));
        for (index, block) in self.blocks.iter_mut().enumerate().skip(start / BLOCK) {
            let from = index * BLOCK;
            if from >= end {
                break;
            }
            let first = start.saturating_sub(from);
            let last = (end - 1 - from).min(BLOCK - 1);
            *block |= u64::MAX << first & u64::MAX >> (BLOCK - 1 - last);
            self.is_any = true;
        }
    }

    /// True where the byte at `at` is found.
    #[inline]
    pub fn has(&self, at: usize) -> bool {
        let place = at.checked_sub(self.from).filter(|_| self.is_any);
        place.is_some_and(|place| {
            let block = self.blocks.get(place / BLOCK).copied().unwrap_or(0);
            block >> (place % BLOCK) & 1 == 1
        })
    }
}
