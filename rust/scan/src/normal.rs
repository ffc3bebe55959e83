//! The plain form of a text: bytes that stand for others, written as those others, with the way
//! back.
//!
//! JSON escapes at any depth (`\u0040`, `\\u0040`), percent encoding at any depth (`%40`, `%2540`),
//! references of HTML (`&#64;`), blanks of forms (`a=1+2`), dashes, blanks and digits of other
//! scripts' typography, characters of no width, and colours of terminals. Everything else stays as
//! it is.

use crate::class::{LOCAL, WORD, at, is};
use crate::forms::Forms;
use crate::masks::ESCAPE;
use crate::scanner::Hit;
use crate::spelled::{self, Plain, stands_for};

/// Bytes that what stands for something else begins with.
static LEADS: [bool; 256] = leads();

const fn leads() -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < table.len() {
        table[byte] = byte >= 0x80;
        byte += 1;
    }
    table[b'\\' as usize] = true;
    table[b'%' as usize] = true;
    table[b'+' as usize] = true;
    table[b'&' as usize] = true;
    table[ESCAPE as usize] = true;
    table
}

/// A text in its plain form.
#[derive(Debug, Default)]
pub struct Normal {
    text: Vec<u8>,
    /// Where the plain text goes on: its position, and that of the original, after each
    /// replacement.
    steps: Vec<Step>,
}

/// What the plain form of a text is to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlainForm {
    /// The same.
    Same,
    /// Nothing is found in the text but what is found in its plain form.
    Instead,
    /// Both have to be looked at: a percent sign may stand for itself, and what is joined in the
    /// plain form may be apart in the text.
    Beside,
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
    /// True where the byte at `index`, which may stand for another, does. `forms` is asked in
    /// order.
    pub fn is_needed(text: &[u8], index: usize, forms: &mut Forms) -> bool {
        match text.get(index) {
            Some(b'+') => forms.has_blank(text, index),
            _ => spelled::is_needed(text, index),
        }
    }

    /// The plain text.
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// Make the plain form of `text`.
    pub fn make(&mut self, text: &[u8]) -> PlainForm {
        self.text.clear();
        self.steps.clear();
        let mut form = PlainForm::Same;
        let mut forms = Forms::default();
        let mut from = 0;
        let mut index = 0;
        while let Some(skipped) = text[index..].iter().position(|&byte| LEADS[byte as usize]) {
            index += skipped;
            let found = match text[index] {
                b'+' => forms
                    .has_blank(text, index)
                    .then_some((Plain::Byte(b' '), 1)),
                _ => stands_for(text, index),
            };
            let Some((plain, len)) = found else {
                index += 1;
                continue;
            };
            if form != PlainForm::Beside {
                form = form_of(text, index, plain, len);
            }
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
        form
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

/// What the plain form is where `plain` is written for the `len` bytes at `index`.
fn form_of(text: &[u8], index: usize, plain: Plain, len: usize) -> PlainForm {
    let is_sure = match (text[index], plain) {
        (b'%' | b'+', _) | (_, Plain::Nothing | Plain::Byte(b'-')) => false,
        // What is said before the colon may be no key, and where it ends counts.
        (0x80.., Plain::Byte(b':')) => !at(text, index + len, WORD),
        // Bytes that are not ASCII end a word, and so has what is written for them.
        (0x80.., Plain::Byte(byte)) => !is(byte, WORD | LOCAL),
        _ => true,
    };
    if is_sure {
        PlainForm::Instead
    } else {
        PlainForm::Beside
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
