//! Reading columns: whole vectors for numpy and Arrow, never one value at a time.

use hashbrown::HashTable;
use std::sync::Arc;

use crate::absent::is_absent;
use crate::batch::{Batch, BatchError};
use crate::block::{Block, Range};
use crate::cell::{Cell, tag};
use crate::hash::hash_bytes;
use crate::headers::Level;

/// A planned column with what its cells point into.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    cells: &'a [Cell],
    blocks: &'a [Arc<Block>],
}

/// Codes by row, -1 for none, and the distinct values in order of appearance.
pub type Dictionary = (Vec<i32>, Vec<String>);

/// Arrow utf8: offsets (one more than rows), data, validity bitmap.
pub type ArrowText = (Vec<i32>, Vec<u8>, Vec<u8>);

/// A text field of the span itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextField {
    /// The name.
    Name,
    /// The message of the status.
    StatusMessage,
    /// The trace state.
    TraceState,
}

impl Batch {
    /// The planned column of exactly these keys; None where the plan lacks it.
    #[must_use]
    pub fn view(&self, keys: &[String], level: Option<Level>) -> Option<View<'_>> {
        let table = match level {
            None => {
                let index = self.plan.span.column(keys)?;
                return Some(View {
                    cells: self.cells(index),
                    blocks: &self.blocks,
                });
            }
            Some(Level::Resource) => (&self.plan.resource, &self.resources),
            Some(Level::Scope) => (&self.plan.scope, &self.scopes),
        };
        let index = table.0.column(keys)?;
        Some(View {
            cells: table.1.column(index),
            blocks: table.1.blocks(),
        })
    }

    /// The cells of a planned column, by row.
    pub(crate) fn cells(&self, column: usize) -> &[Cell] {
        self.columns
            .get(column)
            .and_then(|cells| cells.get(..self.num_spans()))
            .unwrap_or_default()
    }

    /// The cells of a planned column, by row; none at all where no row has a value.
    pub(crate) fn present_cells(&self, column: usize) -> &[Cell] {
        match self.columns.get(column) {
            Some(cells) if !is_absent(cells, self.num_spans()) => cells,
            _ => &[],
        }
    }

    /// Whether some row has a value in a planned column.
    #[must_use]
    pub fn has_values(&self, column: usize) -> bool {
        let mut cells = self.present_cells(column).iter();
        cells.any(|cell| cell.tag != tag::ABSENT)
    }

    /// A text field by row, None where it is empty.
    pub fn texts(&self, field: TextField) -> impl Iterator<Item = Option<&[u8]>> {
        let ranges: &[Range] = match field {
            TextField::Name => &self.names,
            TextField::StatusMessage => &self.rows.message,
            TextField::TraceState => &self.rows.trace_state,
        };
        ranges
            .iter()
            .map(|range| (range.len > 0).then(|| range.of(&self.blocks)))
    }
}

impl<'a> View<'a> {
    /// Kind by row, one of `tag`.
    #[must_use]
    pub fn kinds(self) -> Vec<u8> {
        self.cells.iter().map(|cell| cell.tag).collect()
    }

    /// Integers and where they are.
    #[must_use]
    pub fn ints(self) -> (Vec<i64>, Vec<u8>) {
        let is_int = |cell: &Cell| cell.tag == tag::INT;
        let value = |cell: &Cell| {
            if is_int(cell) {
                cell.payload.cast_signed()
            } else {
                0
            }
        };
        let values = self.cells.iter().map(value);
        (
            values.collect(),
            self.cells
                .iter()
                .map(|cell| u8::from(is_int(cell)))
                .collect(),
        )
    }

    /// Numbers as doubles, NaN where there is none.
    ///
    /// Every NaN is the same quiet one: a signalling one from the wire would raise a fault in the
    /// arithmetic of whoever reads the column.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "a double is what the caller asked for"
    )]
    pub fn doubles(self) -> Vec<f64> {
        let number = |cell: &Cell| match cell.tag {
            tag::INT => cell.payload.cast_signed() as f64,
            tag::DOUBLE => f64::from_bits(cell.payload),
            _ => f64::NAN,
        };
        let quiet = |value: f64| if value.is_nan() { f64::NAN } else { value };
        self.cells.iter().map(number).map(quiet).collect()
    }

    /// Booleans and where they are.
    #[must_use]
    pub fn bools(self) -> (Vec<u8>, Vec<u8>) {
        let is_bool = |cell: &Cell| cell.tag == tag::BOOL;
        let values = self
            .cells
            .iter()
            .map(|cell| u8::from(is_bool(cell) && cell.payload != 0));
        (
            values.collect(),
            self.cells
                .iter()
                .map(|cell| u8::from(is_bool(cell)))
                .collect(),
        )
    }

    /// Length of the text as it arrived, 0 where there is none.
    #[must_use]
    pub fn lengths(self) -> Vec<u32> {
        let length = |cell: &Cell| {
            if cell.tag == tag::TEXT {
                cell.orig_len
            } else {
                0
            }
        };
        self.cells.iter().map(length).collect()
    }

    /// Texts by row.
    pub fn texts(self) -> impl Iterator<Item = Option<&'a [u8]>> {
        self.cells.iter().map(move |cell| cell.text(self.blocks))
    }

    /// Cells by row, for values of any kind.
    #[must_use]
    pub fn cells(self) -> &'a [Cell] {
        self.cells
    }

    /// What the cells point into.
    #[must_use]
    pub fn blocks(self) -> &'a [Arc<Block>] {
        self.blocks
    }
}

/// Number distinct texts by first appearance.
pub fn dictionary<'a>(texts: impl Iterator<Item = Option<&'a [u8]>>) -> Dictionary {
    let mut codes = Vec::with_capacity(texts.size_hint().0);
    let mut values: Vec<&[u8]> = Vec::new();
    let mut index: HashTable<i32> = HashTable::new();
    let mut last: Option<(&[u8], i32)> = None;
    for text in texts {
        let Some(text) = text else {
            codes.push(-1);
            continue;
        };
        let code = match last {
            Some((seen, code)) if seen == text => code,
            _ => code_of(text, &mut values, &mut index),
        };
        last = Some((text, code));
        codes.push(code);
    }
    (
        codes,
        values
            .into_iter()
            .map(|text| String::from_utf8_lossy(text).into_owned())
            .collect(),
    )
}

fn code_of<'a>(text: &'a [u8], values: &mut Vec<&'a [u8]>, index: &mut HashTable<i32>) -> i32 {
    let value = |values: &[&'a [u8]], code: i32| {
        usize::try_from(code)
            .ok()
            .and_then(|code| values.get(code))
            .copied()
            .unwrap_or_default()
    };
    let hash = hash_bytes(text);
    if let Some(&code) = index.find(hash, |&code| value(values, code) == text) {
        return code;
    }
    let code = i32::try_from(values.len()).unwrap_or(i32::MAX);
    values.push(text);
    index.insert_unique(hash, code, |&code| hash_bytes(value(values, code)));
    code
}

/// Copy texts into Arrow's layout.
///
/// # Errors
/// `TooLarge` where the data would exceed the 2 GiB that 32-bit offsets reach.
pub fn arrow_text<'a>(
    texts: impl Iterator<Item = Option<&'a [u8]>>,
) -> Result<ArrowText, BatchError> {
    let mut builder = TextBuilder::default();
    for text in texts {
        builder.push(text)?;
    }
    Ok(builder.finish())
}

/// Arrow utf8 under construction.
#[derive(Debug)]
pub struct TextBuilder {
    offsets: Vec<i32>,
    data: Vec<u8>,
    validity: Vec<u8>,
}

impl Default for TextBuilder {
    fn default() -> Self {
        Self {
            offsets: vec![0],
            data: Vec::new(),
            validity: Vec::new(),
        }
    }
}

impl TextBuilder {
    /// Number of rows so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// True where there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Append one row.
    ///
    /// # Errors
    /// `TooLarge`.
    pub fn push(&mut self, text: Option<&[u8]>) -> Result<(), BatchError> {
        self.push_with(|data| match text {
            Some(text) => {
                data.extend_from_slice(text);
                true
            }
            None => false,
        })
    }

    /// Append one row by writing it; `write` tells whether it is valid.
    ///
    /// # Errors
    /// `TooLarge`.
    pub fn push_with(
        &mut self,
        write: impl FnOnce(&mut Vec<u8>) -> bool,
    ) -> Result<(), BatchError> {
        let row = self.len();
        if row.is_multiple_of(8) {
            self.validity.push(0);
        }
        if write(&mut self.data) {
            self.validity[row / 8] |= 1 << (row % 8);
        }
        self.offsets
            .push(i32::try_from(self.data.len()).map_err(|_| BatchError::TooLarge)?);
        Ok(())
    }

    /// Offsets, data and validity.
    #[must_use]
    pub fn finish(self) -> ArrowText {
        (self.offsets, self.data, self.validity)
    }
}
