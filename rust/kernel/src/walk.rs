//! The strict walk over one span: its fixed fields, its planned attributes, and every byte below
//! them.
#![deny(clippy::indexing_slicing)]
#![allow(
    clippy::inline_always,
    reason = "called once an attribute; without it a value goes through memory"
)]

use crate::cell::{Cell, tag};
use crate::plan::Keys;
use crate::values::{Pair, Walker};
use crate::wire::{Extent, Fault, Reader};

/// Level of a span below the request, by number of messages around it.
const SPAN_DEPTH: usize = 3;

/// The fixed fields of one span; positions are in the buffer under the walk.
#[derive(Clone, Copy, Debug, Default)]
pub struct SpanRow {
    /// Trace id.
    pub trace_id: [u8; 16],
    /// Span id.
    pub span_id: [u8; 8],
    /// Parent, zero for a root.
    pub parent: [u8; 8],
    /// Start in nanoseconds since the epoch.
    pub start: u64,
    /// End in nanoseconds since the epoch.
    pub end: u64,
    /// Kind as OTLP, 0 where it does not fit a byte.
    pub kind: u8,
    /// Status code, 0 where it does not fit a byte.
    pub status: u8,
    /// Flags.
    pub flags: u32,
    /// Name.
    pub name: Extent,
    /// Status message.
    pub message: Extent,
    /// Trace state.
    pub trace_state: Extent,
    /// Events.
    pub num_events: u32,
    /// Links.
    pub num_links: u32,
    /// Attributes that the sender dropped.
    pub dropped_attributes: u32,
    /// Events that the sender dropped.
    pub dropped_events: u32,
    /// Links that the sender dropped.
    pub dropped_links: u32,
}

/// A row of cells, one a column, and which of them have a value.
#[derive(Debug, Default)]
pub struct RowCells {
    cells: Vec<Cell>,
    filled: Vec<usize>,
}

impl RowCells {
    /// An empty row of `width` columns.
    #[must_use]
    pub fn new(width: usize) -> Self {
        Self {
            cells: vec![Cell::default(); width],
            filled: Vec::new(),
        }
    }

    /// Empty it.
    #[inline]
    pub fn clear(&mut self) {
        for column in self.filled.drain(..) {
            if let Some(cell) = self.cells.get_mut(column) {
                *cell = Cell::default();
            }
        }
    }

    /// The columns with a value, in order of appearance.
    #[inline]
    pub fn filled(&self) -> impl Iterator<Item = (usize, Cell)> {
        let cell = |&column: &usize| Some((column, *self.cells.get(column)?));
        self.filled.iter().filter_map(cell)
    }

    /// The cell of a column.
    #[inline]
    #[must_use]
    pub fn cell(&self, column: usize) -> Cell {
        self.cells.get(column).copied().unwrap_or_default()
    }
}

/// Where the walk puts planned attributes.
#[derive(Debug)]
pub struct Sink<'a> {
    /// The columns.
    pub keys: &'a Keys,
    /// Block that the cells will point into.
    pub block: u16,
    /// One cell a column.
    pub cells: &'a mut RowCells,
}

impl Sink<'_> {
    /// Take note of an attribute where a column wants its key.
    #[inline(always)]
    pub(crate) fn put(&mut self, buffer: &[u8], pair: Pair, at: Extent) {
        for used in self.keys.uses(pair.key.of(buffer)) {
            if let Some(cell) = self.cells.cells.get_mut(used.column)
                && cell.yields_to(used.rank)
            {
                if cell.tag == tag::ABSENT {
                    self.cells.filled.push(used.column);
                }
                *cell = Cell::new(pair.value, used.rank, self.block, at);
            }
        }
    }
}

/// Ids as the walk finds them, checked once the span is read because the last of several counts.
#[derive(Default)]
struct Ids {
    trace: Extent,
    span: Extent,
    parent: Extent,
}

impl Walker<'_> {
    /// Walk the span at `at`. A fault of the span alone is left in `soft`.
    ///
    /// # Errors
    /// Any framing fault.
    pub fn span(&mut self, at: Extent, sink: &mut Sink<'_>) -> Result<SpanRow, Fault> {
        self.soft = None;
        sink.cells.clear();
        let mut row = SpanRow::default();
        let mut ids = Ids::default();
        let mut reader = Reader::new(self.buffer, at);
        while !reader.is_done() {
            match reader.tag()? {
                0x4a => {
                    let at = reader.extent()?;
                    let pair = self.pair(at, SPAN_DEPTH + 1)?;
                    sink.put(self.buffer, pair, at);
                }
                0x0a => ids.trace = reader.extent()?,
                0x12 => ids.span = reader.extent()?,
                0x22 => ids.parent = reader.extent()?,
                tag => self.span_field(tag, &mut reader, &mut row)?,
            }
        }
        self.check_ids(&ids, &mut row);
        Ok(row)
    }

    #[inline]
    fn span_field(
        &mut self,
        tag: u32,
        reader: &mut Reader<'_>,
        row: &mut SpanRow,
    ) -> Result<(), Fault> {
        match tag {
            0x1a => row.trace_state = self.read_text(reader)?,
            0x2a => row.name = self.read_text(reader)?,
            0x30 => row.kind = small(reader.varint()?),
            0x39 => row.start = reader.fixed64()?,
            0x41 => row.end = reader.fixed64()?,
            0x5a => {
                row.num_events += 1;
                self.event(reader.extent()?)?;
            }
            0x6a => {
                row.num_links += 1;
                self.link(reader.extent()?)?;
            }
            0x7a => self.status(reader.extent()?, row)?,
            0x85 => row.flags = reader.fixed32()?,
            tag => return span_count(tag, reader, row),
        }
        Ok(())
    }

    #[inline]
    fn read_text(&mut self, reader: &mut Reader<'_>) -> Result<Extent, Fault> {
        let text = reader.extent()?;
        self.text(text);
        Ok(text)
    }

    /// A status given twice is merged field by field, which is what reading both in turn does.
    fn status(&mut self, at: Extent, row: &mut SpanRow) -> Result<(), Fault> {
        let mut reader = Reader::new(self.buffer, at);
        while !reader.is_done() {
            match reader.tag()? {
                0x12 => row.message = self.read_text(&mut reader)?,
                0x18 => row.status = small(reader.varint()?),
                tag => reader.skip(tag, SPAN_DEPTH + 1)?,
            }
        }
        Ok(())
    }

    fn event(&mut self, at: Extent) -> Result<(), Fault> {
        let mut reader = Reader::new(self.buffer, at);
        while !reader.is_done() {
            match reader.tag()? {
                0x12 => _ = self.read_text(&mut reader)?,
                0x1a => _ = self.pair(reader.extent()?, SPAN_DEPTH + 2)?,
                tag => reader.skip(tag, SPAN_DEPTH + 1)?,
            }
        }
        Ok(())
    }

    /// Backends in Go refuse a whole request for a link whose ids have another length.
    fn link(&mut self, at: Extent) -> Result<(), Fault> {
        let mut ids = Ids::default();
        let mut reader = Reader::new(self.buffer, at);
        while !reader.is_done() {
            match reader.tag()? {
                0x0a => ids.trace = reader.extent()?,
                0x12 => ids.span = reader.extent()?,
                0x1a => _ = self.read_text(&mut reader)?,
                0x22 => _ = self.pair(reader.extent()?, SPAN_DEPTH + 2)?,
                tag => reader.skip(tag, SPAN_DEPTH + 1)?,
            }
        }
        if !matches!((ids.trace.len(), ids.span.len()), (0 | 16, 0 | 8)) {
            self.note(Fault::BadLinkId);
        }
        Ok(())
    }

    fn check_ids(&mut self, ids: &Ids, row: &mut SpanRow) {
        match ids.trace.of(self.buffer).try_into() {
            Ok(id) if id != [0; 16] => row.trace_id = id,
            _ => self.note(Fault::BadTraceId),
        }
        match ids.span.of(self.buffer).try_into() {
            Ok(id) if id != [0; 8] => row.span_id = id,
            _ => self.note(Fault::BadSpanId),
        }
        match ids.parent.of(self.buffer) {
            [] => (),
            bytes => match bytes.try_into() {
                Ok(id) => row.parent = id,
                Err(_) => self.note(Fault::BadParentId),
            },
        }
    }
}

fn span_count(tag: u32, reader: &mut Reader<'_>, row: &mut SpanRow) -> Result<(), Fault> {
    match tag {
        0x50 => row.dropped_attributes = low32(reader.varint()?),
        0x60 => row.dropped_events = low32(reader.varint()?),
        0x70 => row.dropped_links = low32(reader.varint()?),
        tag => reader.skip(tag, SPAN_DEPTH)?,
    }
    Ok(())
}

/// A 32-bit field given as a longer varint is cut to its low bits.
#[expect(
    clippy::cast_possible_truncation,
    reason = "protobuf's rule for 32-bit fields"
)]
fn low32(value: u64) -> u32 {
    value as u32
}

fn small(value: u64) -> u8 {
    u8::try_from(low32(value)).unwrap_or(0)
}
