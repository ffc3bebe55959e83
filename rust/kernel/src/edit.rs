//! Edits of spans. One primitive does them all: the span as it was, without some of its fields,
//! with bytes appended.
//!
//! Cells of keys that an edit leaves alone keep pointing into the old blocks, so nothing is walked
//! again.

use std::sync::Arc;

use crate::attribute::Upsert;
use crate::batch::{Batch, BatchError};
use crate::block::{Block, Range, take_buffer};
use crate::cell::{Cell, Value, tag};
use crate::headers::Level;
use crate::plan::Use;
use crate::values::key_at;
use crate::wire::{Extent, Reader, put_len};

/// Tag of `Span.attributes`.
pub(crate) const ATTRIBUTE: u32 = 0x4a;
/// Number of `Span.attributes`.
pub(crate) const ATTRIBUTE_NUMBER: u32 = 9;
/// Offsets in a block are 32 bits.
const MAX_BLOCK_BYTES: usize = 0xffff_ffff;

/// Pieces of the message at `at` without the fields that `drop` names by tag and place of the
/// value. True if any is left out.
pub(crate) fn pieces_without(
    buffer: &[u8],
    at: Extent,
    pieces: &mut Vec<Extent>,
    mut drop: impl FnMut(u32, Extent) -> bool,
) -> bool {
    pieces.clear();
    let mut reader = Reader::new(buffer, at);
    let mut from = at.start;
    let mut dropped = false;
    while !reader.is_done() {
        let start = reader.pos();
        // These bytes were walked when they came in, so no fault can be found here.
        let Ok(tag) = reader.tag() else { break };
        if tag & 7 != 2 {
            if reader.skip(tag, 0).is_err() {
                break;
            }
            continue;
        }
        let Ok(value) = reader.extent() else { break };
        if drop(tag, value) {
            dropped = true;
            if start > from {
                pieces.push(Extent {
                    start: from,
                    end: start,
                });
            }
            from = value.end;
        }
    }
    if at.end > from {
        pieces.push(Extent {
            start: from,
            end: at.end,
        });
    }
    dropped
}

/// Writes edited spans into a block of their own, as span fields.
pub(crate) struct SpanWriter {
    out: Vec<u8>,
    pub(crate) block: u16,
    spans: Vec<Range>,
    touched: bool,
}

impl SpanWriter {
    pub(crate) fn new(batch: &Batch, capacity: usize) -> Result<Self, BatchError> {
        let block = u16::try_from(batch.blocks.len()).map_err(|_| BatchError::TooLarge)?;
        Ok(Self {
            out: take_buffer(capacity.min(MAX_BLOCK_BYTES)),
            block,
            spans: batch.spans.to_vec(),
            touched: false,
        })
    }

    /// Write `row` as pieces of `old` and a tail. Gives where the tail begins.
    #[inline]
    pub(crate) fn write(
        &mut self,
        row: usize,
        old: &[u8],
        pieces: &[Extent],
        tail: &[u8],
    ) -> Result<usize, BatchError> {
        let len = pieces.iter().map(|piece| piece.len()).sum::<usize>() + tail.len();
        if self.out.len() + len > MAX_BLOCK_BYTES - 16 {
            return Err(BatchError::TooLarge);
        }
        put_len(&mut self.out, 2, len);
        let start = self.out.len();
        for piece in pieces {
            self.out.extend_from_slice(piece.of(old));
        }
        let tail_start = self.out.len();
        self.out.extend_from_slice(tail);
        self.spans[row] = Range::new(
            self.block,
            Extent {
                start,
                end: self.out.len(),
            },
        );
        self.touched = true;
        Ok(tail_start)
    }

    /// The batch with the rewritten spans; None where no row was written.
    pub(crate) fn finish(self, batch: &Batch) -> Option<Batch> {
        let touched = self.touched;
        let mut batch = batch.clone();
        self.put_into(&mut batch);
        touched.then_some(batch)
    }

    /// Let a batch that shares everything with the old one have the rewritten spans.
    fn put_into(self, batch: &mut Batch) {
        if !self.touched {
            crate::block::give_back(self.out);
            return;
        }
        batch.blocks.push(Block::seal(self.out));
        batch.spans = Arc::new(self.spans);
    }
}

/// Columns under change: one is copied when its first cell is wanted.
pub(crate) struct CellWriter<'a> {
    batch: &'a Batch,
    own: Vec<Option<Vec<Cell>>>,
}

impl<'a> CellWriter<'a> {
    pub(crate) fn new(batch: &'a Batch) -> Self {
        Self {
            batch,
            own: vec![None; batch.columns.len()],
        }
    }

    #[inline]
    fn cell(&mut self, column: usize, row: usize) -> &mut Cell {
        let batch = self.batch;
        let own = self.own[column].get_or_insert_with(|| {
            let mut cells = batch.present_cells(column).to_vec();
            cells.resize(batch.num_spans(), Cell::default());
            cells
        });
        &mut own[row]
    }

    /// The batch with these cells and the rewritten spans.
    pub(crate) fn finish(self, spans: SpanWriter) -> Batch {
        let mut batch = self.batch.clone();
        for (column, own) in batch.columns.iter_mut().zip(self.own) {
            if let Some(cells) = own {
                *column = Arc::new(cells);
            }
        }
        spans.put_into(&mut batch);
        batch
    }
}

/// What `upsert` knows of one edit before it looks at rows.
struct Planned<'a> {
    edit: &'a Upsert,
    /// Edits of the same key further on, which win where they are valid.
    later: Vec<&'a Upsert>,
    uses: &'a [Use],
    /// Column of this key alone, which tells where there is nothing to replace.
    column: Option<usize>,
}

impl<'a> Planned<'a> {
    fn all(batch: &'a Batch, edits: &'a [Upsert]) -> Vec<Self> {
        let keys = &batch.plan.span;
        let plan = |(index, edit): (usize, &'a Upsert)| Self {
            edit,
            later: edits[index + 1..]
                .iter()
                .filter(|other| other.key() == edit.key())
                .collect(),
            uses: keys.uses(edit.key().as_bytes()),
            column: keys.column(&[edit.key().to_owned()]),
        };
        edits.iter().enumerate().map(plan).collect()
    }

    #[inline]
    fn sets(&self, row: usize) -> bool {
        self.edit.sets(row) && !self.later.iter().any(|later| later.sets(row))
    }

    #[inline]
    fn is_absent(&self, batch: &Batch, row: usize) -> bool {
        self.column
            .is_some_and(|column| batch.columns[column][row].tag == tag::ABSENT)
    }
}

impl Batch {
    /// Add or replace attributes, all in one pass. Rows without a valid value stay byte for byte as
    /// they are.
    ///
    /// `level` None edits spans, with a value a span; else headers, with a value a row of their
    /// table.
    ///
    /// # Errors
    /// `Length`, `Code`, `TooLarge`.
    pub fn upsert(&self, edits: &[Upsert], level: Option<Level>) -> Result<Self, BatchError> {
        let rows = self.num_rows(level);
        edits.iter().try_for_each(|edit| edit.check(rows))?;
        match level {
            Some(level) => Ok(self.upsert_headers(edits, level)),
            None => self.upsert_spans(edits),
        }
    }

    fn upsert_spans(&self, edits: &[Upsert]) -> Result<Self, BatchError> {
        let planned = Planned::all(self, edits);
        let room = usize::try_from(self.size_bytes()).unwrap_or(usize::MAX);
        let mut writer = SpanWriter::new(self, room + self.num_spans() * edits.len() * 64)?;
        let mut cells = CellWriter::new(self);
        let (mut tail, mut pieces, mut set) = (Vec::new(), Vec::new(), Vec::new());
        for row in 0..self.num_spans() {
            tail.clear();
            set.clear();
            for each in planned.iter().filter(|each| each.sets(row)) {
                let (value, pair) = each.edit.encode(row, ATTRIBUTE_NUMBER, &mut tail);
                set.push((each, value, pair));
            }
            if set.is_empty() {
                continue;
            }
            let old = self.span(row);
            self.pieces_of_upsert(row, &set, &mut pieces);
            let base = writer.write(row, old, &pieces, &tail)?;
            for (each, value, pair) in &set {
                let found = Found {
                    value: *value,
                    pair: *pair,
                    base,
                    block: writer.block,
                };
                found.put(each.uses, row, &mut cells);
            }
        }
        Ok(cells.finish(writer))
    }

    #[inline]
    fn pieces_of_upsert(
        &self,
        row: usize,
        set: &[(&Planned<'_>, Value, Extent)],
        pieces: &mut Vec<Extent>,
    ) {
        let old = self.span(row);
        let whole = Extent {
            start: 0,
            end: old.len(),
        };
        if set.iter().all(|(each, ..)| each.is_absent(self, row)) {
            pieces.clear();
            pieces.push(whole);
            return;
        }
        pieces_without(old, whole, pieces, |tag, at| {
            let replaced = |key: &[u8]| {
                set.iter()
                    .any(|(each, ..)| each.edit.key().as_bytes() == key)
            };
            tag == ATTRIBUTE && replaced(key_at(old, at).of(old))
        });
    }
}

/// A value that was just written: positions are in the tail, which begins at `base` of `block`.
pub(crate) struct Found {
    pub(crate) value: Value,
    pub(crate) pair: Extent,
    pub(crate) base: usize,
    pub(crate) block: u16,
}

impl Found {
    /// Put the value into the columns that want its key, unless a key of higher priority is there.
    #[inline]
    pub(crate) fn put(&self, uses: &[Use], row: usize, cells: &mut CellWriter<'_>) {
        let shift = |at: Extent| Extent {
            start: at.start + self.base,
            end: at.end + self.base,
        };
        let value = match self.value {
            Value::Text(at) => Value::Text(shift(at)),
            Value::Bytes(at) => Value::Bytes(shift(at)),
            other => other,
        };
        for used in uses {
            let cell = cells.cell(used.column, row);
            if !cell.yields_to(used.rank) {
                continue;
            }
            let old = *cell;
            *cell = Cell::new(value, used.rank, self.block, shift(self.pair));
            if (old.tag, cell.tag, old.rank) == (tag::TEXT, tag::TEXT, used.rank) {
                cell.orig_len = old.orig_len;
            }
        }
    }
}
