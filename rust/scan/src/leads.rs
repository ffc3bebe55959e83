//! How the words beside numbers begin: nearly every text is dismissed by three letters a word.

use crate::masks::BLOCK;

/// What stands for the third letter of a word of two, whose plural has it.
const SHORT: usize = five(b's');

/// A bit for each three letters that a word begins with, five bits a letter, and for each two with
/// zero behind them.
pub struct Leads([u64; 512]);

impl Leads {
    /// And of words between blanks, in small letters; parts of them count as well: `my-number`.
    pub const fn with(mut self, words: &str) -> Self {
        let words = words.as_bytes();
        let mut start = 0;
        while start < words.len() {
            let mut end = start;
            while end < words.len() && words[end] != b' ' {
                end += 1;
            }
            self = self.with_word(words, start, end);
            start = end + 1;
            while start < words.len() && words[start] == b' ' {
                start += 1;
            }
        }
        self
    }

    /// Of no word.
    pub const fn new() -> Self {
        Self([0; 512])
    }

    const fn with_word(mut self, words: &[u8], start: usize, end: usize) -> Self {
        let (first, second) = (five(words[start]), five(words[start + 1]));
        let third = if end - start > 2 {
            five(words[start + 2])
        } else {
            SHORT
        };
        let ways = [index(first, second, third), index(first, second, 0)];
        let mut way = 0;
        while way < ways.len() {
            self.0[ways[way] >> 6] |= 1 << (ways[way] & 63);
            way += 1;
        }
        self
    }

    /// Those of the last `count` of `starts` at which a word may begin, which is of `letters`,
    /// alone or with the word behind it; bit `n` stands for byte `n` of `near`.
    #[inline]
    pub fn begin(&self, near: &[u8; BLOCK], letters: u64, mut starts: u64, count: u32) -> u64 {
        let has = |first, second, third| {
            let index = index(first, second, third);
            self.0[index >> 6] >> (index & 63) & 1
        };
        // The first letter of the word behind; no word has this one.
        let mut next = 31;
        let mut seen = 0;
        for _ in 0..count {
            let Some(bit) = starts.checked_ilog2() else {
                break;
            };
            let at = bit as usize;
            starts ^= 1 << bit;
            // What lies behind the end means nothing, for no word does.
            let letter = |by: usize| usize::from(near[(at + by) % BLOCK] & 31);
            let len = (letters >> at).trailing_ones();
            let second = if len > 1 { letter(1) } else { next };
            let third = match len {
                1 => 0,
                2 => next,
                _ => letter(2),
            };
            let first = letter(0);
            let is_short = u64::from(len == 2) & has(first, second, SHORT);
            seen |= (has(first, second, third) | is_short) << at;
            next = first;
        }
        seen
    }
}

/// A letter in five bits, small ones as capitals; zero for every other byte.
#[inline]
const fn five(byte: u8) -> usize {
    let small = byte | 0x20;
    if small.is_ascii_lowercase() {
        (small & 31) as usize
    } else {
        0
    }
}

#[inline]
const fn index(first: usize, second: usize, third: usize) -> usize {
    (first << 10 | second << 5 | third) & 0x7fff
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEADS: Leads = Leads::new().with("phone dl  dateofbirth");

    /// Which of the words that begin at `starts` of a text may be known ones.
    fn begin(text: &str, starts: &[usize]) -> Vec<bool> {
        let bit = |start: &usize| 1 << (BLOCK - text.len() + start);
        let is_letter = |at: &usize| text.as_bytes()[*at].is_ascii_alphabetic();
        let letters = (0..text.len()).filter(is_letter);
        let letters = letters.map(|at| bit(&at)).sum();
        let mut near = [0; BLOCK];
        near[BLOCK - text.len()..].copy_from_slice(text.as_bytes());
        let found = LEADS.begin(&near, letters, starts.iter().map(bit).sum(), 6);
        starts.iter().map(|start| found & bit(start) != 0).collect()
    }

    #[test]
    fn words_whole_and_in_parts_are_taken() {
        assert_eq!(begin("phone ", &[0]), [true]);
        assert_eq!(begin("a DL ", &[0, 2]), [false, true]);
        assert_eq!(begin("Dl", &[0]), [true]);
        assert_eq!(
            begin("d.a.b: p  hone", &[0, 2, 4, 7, 10]),
            [true, false, false, true, false]
        );
        assert_eq!(begin("da-teofbirth", &[0, 3]), [true, false]);
    }

    #[test]
    fn other_words_are_dismissed() {
        assert_eq!(begin("photo plone dark", &[6, 12]), [false, false]);
    }
}
