//! How the words beside numbers begin: nearly every text is dismissed by three letters a word.

use crate::masks::BLOCK;

/// A bit for each three letters that a word begins with, five bits a letter; zero stands for what
/// is no letter.
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
        // The plural of two letters has three.
        let third = if end - start > 2 {
            five(words[start + 2])
        } else {
            five(b's')
        };
        let ways = [
            index(first, second, third),
            index(first, second, 0),
            index(first, 0, 0),
        ];
        let mut way = 0;
        while way < ways.len() {
            self.0[ways[way] >> 6] |= 1 << (ways[way] & 63);
            way += 1;
        }
        self
    }

    /// Those of the last `count` of `starts` at which a word may begin, which is of `letters`; the
    /// highest bit stands for the last byte of `text`.
    #[inline]
    pub fn begin(&self, text: &[u8], letters: u64, mut starts: u64, count: u32) -> u64 {
        /// What of three letters belongs to a word of none, one, two or three.
        const PARTS: [usize; 4] = [0, 0x7c00, 0x7fe0, 0x7fff];
        let mut short = [0; BLOCK];
        let near = text.last_chunk::<BLOCK>().unwrap_or_else(|| {
            short[BLOCK - text.len().min(BLOCK)..].copy_from_slice(text);
            &short
        });
        let mut seen = 0;
        for _ in 0..count {
            let Some(bit) = starts.checked_ilog2() else {
                break;
            };
            let at = bit as usize;
            starts ^= 1 << bit;
            let letter = |by: usize| near.get(at + by).map_or(0, |byte| usize::from(byte & 31));
            // Behind one letter alone the next word may begin anywhere.
            let len = (letters >> at).trailing_ones().min(3) as usize;
            let index = index(letter(0), letter(1), letter(2)) & PARTS[len];
            seen |= (self.0[index >> 6] >> (index & 63) & 1) << at;
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
        let found = LEADS.begin(text.as_bytes(), letters, starts.iter().map(bit).sum(), 6);
        starts.iter().map(|start| found & bit(start) != 0).collect()
    }

    #[test]
    fn words_whole_and_in_parts_are_taken() {
        assert_eq!(begin("phone ", &[0]), [true]);
        assert_eq!(begin("a DL ", &[0, 2]), [false, true]);
        assert_eq!(begin("Dl", &[0]), [true]);
        assert_eq!(begin("d.o.b: p  hone", &[0, 2, 7]), [true, false, true]);
        assert_eq!(begin("da-teofbirth", &[0]), [true]);
    }

    #[test]
    fn other_words_are_dismissed() {
        assert_eq!(begin("photo plone dark", &[6, 12]), [false, false]);
    }
}
