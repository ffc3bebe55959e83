//! Heads of columns: the names in the first row of a table, and the kinds that they speak of.

use std::ops::Range;

use crate::absent::{head, is_counted};
use crate::class::{DIGIT, TOKEN, is};
use crate::entity::{Entity, EntitySet};
use crate::meaning::{may_be_secret, whole_of};
use crate::table::row::{Sign, cell_end, content, first_cell, width};
use crate::words::words;

/// Columns whose heads are kept.
pub const COLUMNS: usize = 32;
/// Longest head of a column.
pub const MAX_HEAD: usize = 48;

/// From where to where a cell reaches, in places of its line.
pub type Span = (u16, u16);

/// What the heads of a table speak of.
#[derive(Clone, Copy, Debug, Default)]
pub struct Heads {
    pub kinds: [EntitySet; COLUMNS],
    /// Where they stand, where blanks align columns.
    pub spans: [Span; COLUMNS],
    /// How many signs stand between them.
    pub count: usize,
    /// A bit for each column of secrets.
    pub secrets: u32,
}

impl Heads {
    /// Add what the names in `row` speak of to those columns that have no kinds yet. False where a
    /// cell is no name.
    pub fn add(&mut self, text: &[u8], row: Range<usize>, sign: Sign) -> bool {
        let mut own = Self::default();
        let is_row = own.read(text, row, sign, |heads, index, name| {
            if !name.is_empty() && !head(name).is_some_and(is_counted) {
                heads.kinds[index] = words(name);
                heads.add_secret(index, name);
            }
        });
        if is_row.is_some() {
            self.join(&own);
        }
        is_row.is_some()
    }

    /// The same of secrets alone; where the row ends that begins at `start`.
    pub fn add_secrets(&mut self, text: &[u8], start: usize, sign: Sign) -> Option<usize> {
        let row = start..text.len();
        self.read(text, row, sign, Self::add_secret)
    }

    /// Visit the names in `row`; where it ends, and nothing where a cell is no name.
    fn read(
        &mut self,
        text: &[u8],
        row: Range<usize>,
        sign: Sign,
        visit: impl Fn(&mut Self, usize, &[u8]),
    ) -> Option<usize> {
        let (mut at, mut places, mut is_strict, mut values) =
            (first_cell(row.start, sign), 0, true, 0);
        for index in 0.. {
            let (mut end, mut len) = cell_end(text, at, sign);
            end = end.min(row.end);
            let mut name = content(text, at, end);
            if let Some(blank) = between(&text[name.clone()], sign) {
                (end, len) = (name.start + blank, 1);
                name.end = end;
            }
            let own = &text[name.clone()];
            if !is_name(own, sign) {
                return None;
            }
            is_strict &= own.iter().all(|&byte| is_part(byte));
            values += u32::from(own.iter().any(|&byte| is(byte, DIGIT)));
            if index < COLUMNS {
                if sign == Sign::Gap {
                    let from = places + width(&text[at..name.start]);
                    places = from + width(own);
                    self.spans[index] = (short(from), short(places));
                }
                visit(self, index, own);
            }
            self.count = index;
            if len == 0 || end + len > row.end {
                at = end;
                break;
            }
            if sign == Sign::Gap {
                places += width(&text[name.end..end + len]);
            }
            at = end + len;
        }
        // Two columns with a digit among their names are a name and its value.
        if !is_strict || self.count < 2 && values > 0 && sign != Sign::Comma {
            self.secrets = 0;
        }
        Some(at)
    }

    fn add_secret(&mut self, index: usize, name: &[u8]) {
        let may_be = name.last_chunk().is_some_and(|last| may_be_secret(*last));
        if may_be && whole_of(name) == Some(Entity::SecretKv) {
            self.kinds[index].insert(Entity::SecretKv);
            self.secrets |= 1 << index;
        }
    }

    fn join(&mut self, other: &Self) {
        for index in 0..COLUMNS {
            if self.kinds[index].is_empty() {
                self.kinds[index] = other.kinds[index];
            }
        }
        if self.count == 0 {
            (self.count, self.spans, self.secrets) = (other.count, other.spans, other.secrets);
        }
    }

    /// Which of the aligned columns a cell stands in.
    pub fn aligned(&self, span: Span) -> Option<usize> {
        let own = self.spans.iter().take(self.count + 1);
        own.clone()
            .position(|head| head.0 == span.0 || head.1 == span.1)
    }
}

/// The blank between two names of aligned columns, which are written as those of programs are.
fn between(name: &[u8], sign: Sign) -> Option<usize> {
    let is_code = || name.contains(&b'_') || !name.iter().any(u8::is_ascii_uppercase);
    let blank = name.iter().position(|&byte| byte == b' ')?;
    (sign == Sign::Gap && is_code()).then_some(blank)
}

/// A place in a line.
pub fn short(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}

/// True for what may be the name of a column, or nothing.
fn is_name(name: &[u8], sign: Sign) -> bool {
    // Names have no brackets and no signs of code.
    let is_code = |byte: &u8| b"={}[]<>:;".contains(byte);
    let digits = name.iter().filter(|byte| is(**byte, DIGIT)).count();
    let has_letter = name
        .iter()
        .any(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80);
    let may_be_code = matches!(sign, Sign::Pipe | Sign::Line);
    name.is_empty()
        || name.len() <= MAX_HEAD
            && digits <= 4
            && has_letter
            && (may_be_code || !name.iter().any(is_code))
}

/// True for what names of columns of secrets are made of.
#[inline]
pub fn is_part(byte: u8) -> bool {
    is(byte, TOKEN) || matches!(byte, b' ' | b'.') || byte >= 0x80
}
