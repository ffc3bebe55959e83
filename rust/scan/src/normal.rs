//! The plain form of a text: bytes that stand for others, written as those others, with the way
//! back.
//!
//! JSON escapes at any depth (`\u0040`, `\\u0040`), percent encoding at any depth (`%40`, `%2540`),
//! dashes, blanks and digits of other scripts' typography, characters of no width, and colours of
//! terminals. Everything else stays as it is.

use crate::boundary::without_run;
use crate::class::{HEX, LOCAL, WORD, at, is};
use crate::masks::ESCAPE;
use crate::scanner::Hit;

/// What a character stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Plain {
    Byte(u8),
    /// A letter or sign that is not ASCII.
    Other(char),
    /// It has no width.
    Nothing,
}

/// What stands for a character that no finding has: it is a boundary on both sides.
const BETWEEN: Plain = Plain::Byte(1);

/// A text in its plain form.
#[derive(Debug, Default)]
pub struct Normal {
    text: Vec<u8>,
    /// Where the plain text goes on: its position, and that of the original, after each
    /// replacement.
    steps: Vec<Step>,
}

/// From `plain` on the texts run side by side, the original from `origin`; `before` is where the
/// replaced bytes began.
#[derive(Clone, Copy, Debug)]
struct Step {
    plain: u32,
    origin: u32,
    before: u32,
    /// Bytes that were put in.
    width: u32,
}

impl Normal {
    /// True where the byte at `index`, which may stand for another, does.
    #[inline]
    pub fn is_needed(text: &[u8], index: usize) -> bool {
        let is_escape = text.get(index) == Some(&b'u');
        let index = if is_escape {
            index - 1
        } else {
            lead(text, index)
        };
        match stands_for(text, index) {
            // What is no part of a value matters only where a value begins behind it.
            Some((BETWEEN, len)) => is_before(text, index + len),
            Some((Plain::Other(_), len)) => {
                is_before(text, index + len) || is_of_word(text, index, index + len)
            }
            Some(_) => true,
            None => false,
        }
    }

    /// The plain text.
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// Make the plain form of `text`. False where it is the same.
    pub fn make(&mut self, text: &[u8]) -> bool {
        self.text.clear();
        self.steps.clear();
        let mut from = 0;
        let mut index = 0;
        while index < text.len() {
            let is_lead = matches!(text[index], b'\\' | b'%' | ESCAPE) || text[index] >= 0x80;
            let Some((plain, len)) = is_lead.then(|| stands_for(text, index)).flatten() else {
                index += 1;
                continue;
            };
            let before = without_backslashes(text, index, from);
            self.text.extend_from_slice(&text[from..before]);
            let from_here = self.text.len();
            match plain {
                Plain::Byte(byte) => self.text.push(byte),
                Plain::Other(other) => {
                    let mut bytes = [0; 4];
                    self.text
                        .extend_from_slice(other.encode_utf8(&mut bytes).as_bytes());
                }
                Plain::Nothing => (),
            }
            index += len;
            from = index;
            self.steps.push(Step {
                plain: short(self.text.len()),
                origin: short(index),
                before: short(before),
                width: short(self.text.len() - from_here),
            });
        }
        self.text.extend_from_slice(&text[from..]);
        !self.steps.is_empty()
    }

    /// Turn findings in the plain text, in order and without overlap, into findings in the
    /// original.
    pub fn map_back(&self, hits: &mut [Hit]) {
        let mut next = 0;
        for hit in hits {
            hit.start = self.origin(hit.start, false, &mut next);
            hit.end = self.origin(hit.end, true, &mut next);
        }
    }

    /// Take findings in the original beside those that were mapped back, both in order and without
    /// overlap. None of them begins or ends within what stands for another byte, but for a percent
    /// sign that may stand for itself: there one begins where nothing was found in the plain text.
    pub fn add_original(&self, text: &[u8], original: &mut Vec<Hit>, hits: &mut Vec<Hit>) {
        let (count, mut known, mut step) = (hits.len(), 0, 0);
        for mut hit in original.drain(..) {
            while known < count && hits[known].end <= hit.start {
                known += 1;
            }
            let is_known = known < count && hits[known].start < hit.end;
            if let Some(step) = self.step_around(hit.start, &mut step)
                && (is_known || text.get(step.before as usize) != Some(&b'%'))
            {
                hit.start = step.origin as usize;
            }
            if let Some(step) = self.step_around(hit.end, &mut step) {
                hit.end = step.origin as usize;
            }
            if hit.start < hit.end {
                hits.push(hit);
            }
        }
    }

    /// The replacement of which `at` is neither the first byte nor the one behind, from `next` on.
    fn step_around(&self, at: usize, next: &mut usize) -> Option<&Step> {
        let at = short(at);
        let rest = self.steps.get(*next..).unwrap_or_default();
        *next += rest.iter().take_while(|step| step.origin <= at).count();
        self.steps.get(*next).filter(|step| step.before < at)
    }

    /// The original position of a position in the plain text: of a byte that was replaced, its
    /// beginning or, for the end of a finding, its end. Replacements before `next` lie before it.
    fn origin(&self, plain: usize, is_end: bool, next: &mut usize) -> usize {
        let at = short(plain);
        let rest = self.steps.get(*next..).unwrap_or_default();
        *next += rest.iter().take_while(|step| step.plain <= at).count();
        let base = next.checked_sub(1).and_then(|index| self.steps.get(index));
        let (from, origin) = base.map_or((0, 0), |step| (step.plain, step.origin));
        // The bytes before a step are those that were put in for others.
        let found = match (self.steps.get(*next), is_end) {
            (Some(step), false) if at + step.width >= step.plain => step.before,
            _ => origin + (at - from),
        };
        found as usize
    }
}

/// A place in a text. Half the size, because a hostile text has a step every other byte; a text is
/// never as long as that.
fn short(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// Where the run of backslashes before `index` begins, not before `from`.
fn without_backslashes(text: &[u8], index: usize, from: usize) -> usize {
    if text[index] != b'\\' {
        return index;
    }
    let run = text[from..index]
        .iter()
        .rev()
        .take_while(|&&byte| byte == b'\\')
        .count();
    index - run
}

/// Where the character begins of which the byte at `index` is one.
fn lead(text: &[u8], index: usize) -> usize {
    let back = (0..3).find(|back| {
        let byte = index.checked_sub(*back).and_then(|at| text.get(at));
        byte.is_none_or(|byte| !(0x80..0xc0).contains(byte))
    });
    index - back.unwrap_or(0).min(index)
}

/// What the bytes at `index` stand for, and how many they are.
#[inline]
fn stands_for(text: &[u8], index: usize) -> Option<(Plain, usize)> {
    match text.get(index)? {
        b'\\' => escape(text, index),
        b'%' => percent(text, index),
        &ESCAPE => colour(text, index, 1),
        0x80.. => typography(text, index),
        _ => None,
    }
}

/// A command to a terminal behind its control character, which has `len` bytes at `index`: `[`,
/// numbers, a letter. Source: ECMA-48, 5.4.
fn colour(text: &[u8], index: usize, len: usize) -> Option<(Plain, usize)> {
    let numbers = text.get(index + len..)?.strip_prefix(b"[")?;
    let is_number = |byte: &&u8| matches!(byte, b'0'..=b'9' | b';' | b':' | b'?');
    let count = numbers.iter().take(20).take_while(is_number).count();
    let last = numbers.get(count)?;
    last.is_ascii_alphabetic()
        .then_some((BETWEEN, len + count + 2))
}

fn escape(text: &[u8], index: usize) -> Option<(Plain, usize)> {
    match text.get(index + 1..index + 4)? {
        [b'u', ..] => (),
        [b'x' | b'X', b'1', b'b' | b'B'] | b"033" => return colour(text, index, 4),
        _ => return None,
    }
    let digits = text.get(index + 2..index + 6)?;
    let mut code = 0;
    for &digit in digits {
        code = code << 4 | char::from(digit).to_digit(16)?;
    }
    if let Some(colour) = (code == u32::from(ESCAPE))
        .then(|| colour(text, index, 6))
        .flatten()
    {
        return Some(colour);
    }
    let plain = plain_of(code).or_else(|| other(code));
    Some((plain.unwrap_or(BETWEEN), 6))
}

/// A letter of another script, of which words beside numbers are made.
fn other(code: u32) -> Option<Plain> {
    char::from_u32(code)
        .filter(|_| code >= 0xa1)
        .map(Plain::Other)
}

/// True where the letter of another script in `start..end` may be of a word beside a value: the
/// last one, with a digit not far behind it, or the first one, behind what leads from a value to
/// its name.
fn is_of_word(text: &[u8], start: usize, end: usize) -> bool {
    let mut near = text[end..].iter().take(32);
    let is_last = text.get(end) != Some(&b'\\') || text.get(end + 1) != Some(&b'u');
    let is_first = [&b"the "[..], b"my ", b"("]
        .iter()
        .any(|lead| without_run(&text[..start]).ends_with(lead));
    is_first || is_last && near.any(u8::is_ascii_digit)
}

/// True where a value begins at `index`, or a number behind one or two signs.
fn is_before(text: &[u8], index: usize) -> bool {
    let signs = text[index.min(text.len())..].iter().take(3);
    let gap = signs
        .take_while(|byte| matches!(byte, b' ' | b':' | b'#' | b'+' | b'('))
        .count();
    at(text, index, WORD | LOCAL) || gap < 3 && at(text, index + gap, WORD)
}

fn percent(text: &[u8], index: usize) -> Option<(Plain, usize)> {
    let mut digits = index + 1;
    while text.get(digits..digits + 2) == Some(b"25") && at(text, digits + 2, HEX) {
        digits += 2;
    }
    let high = char::from(*text.get(digits)?).to_digit(16)?;
    let low = char::from(*text.get(digits + 1)?).to_digit(16)?;
    let plain = plain_of(high << 4 | low).filter(|_| high < 8);
    Some((plain.unwrap_or(BETWEEN), digits + 2 - index))
}

fn typography(text: &[u8], index: usize) -> Option<(Plain, usize)> {
    let rest = text.get(index..)?;
    let (code, len) = match rest {
        [lead @ 0xc2..=0xdf, low, ..] => (u32::from(lead & 0x1f) << 6 | tail(*low), 2),
        [lead @ 0xe0..=0xef, middle, low, ..] => (
            u32::from(lead & 0xf) << 12 | tail(*middle) << 6 | tail(*low),
            3,
        ),
        _ => return None,
    };
    let plain = plain_of(code)?;
    // A full-width form is always meant, and what has no width never; a dash or a blank only
    // between parts of one value.
    let is_digit = matches!(plain, Plain::Byte(b'0'..=b'9'));
    let is_full = is_digit || code >= 0xff00 && code != 0xfeff;
    let before = index.checked_sub(1).and_then(|at| text.get(at));
    let is_behind = before.is_some_and(|&byte| is(byte, WORD) || byte == b')');
    let is_inside =
        is_behind && (at(text, index + len, WORD) || text.get(index + len) == Some(&b'('));
    (is_full || is_inside || plain == Plain::Nothing).then_some((plain, len))
}

fn tail(byte: u8) -> u32 {
    u32::from(byte & 0x3f)
}

fn digit(value: u32) -> Option<u8> {
    u8::try_from(value).ok().map(|value| b'0' + value)
}

/// The ASCII byte that a character stands for in a value.
fn plain_of(code: u32) -> Option<Plain> {
    let byte = match code {
        0xad | 0x200b..=0x200d | 0x2060 | 0xfeff => return Some(Plain::Nothing),
        0x20 | 0xa0 | 0x2000..=0x200a | 0x202f | 0x205f | 0x3000 => b' ',
        0x2010..=0x2015 | 0x2212 | 0xfe58 | 0xfe63 => b'-',
        0x21..=0x7e if code != 0x5c && code != 0x22 => u8::try_from(code).ok()?,
        0xff01..=0xff5e => u8::try_from(code - 0xfee0).ok()?,
        // Digits of Arabic, Persian, Hindi, Bengali and Thai.
        0x660..=0x669 | 0x6f0..=0x6f9 | 0xe50..=0xe59 => digit(code & 0xf)?,
        0x966..=0x96f | 0x9e6..=0x9ef => digit((code - 6) & 0xf)?,
        _ => return None,
    };
    Some(Plain::Byte(byte))
}
