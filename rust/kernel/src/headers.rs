//! Tables of the distinct resource and scope headers of a batch.
//!
//! A resource header is all bytes of a `ResourceSpans` except its `scope_spans` fields; a scope
//! header all bytes of a
//! `ScopeSpans` except its `spans`. The bytes are kept as they came, so that a message given twice
//! keeps its meaning:
//! attributes are read from every occurrence in turn, which is what merging them does.
#![deny(clippy::indexing_slicing)]

use std::sync::Arc;

use hashbrown::HashTable;

use crate::block::Block;
use crate::cell::{Cell, tag};
use crate::hash::hash_bytes;
use crate::plan::Keys;
use crate::values::Walker;
use crate::walk::{RowCells, Sink};
use crate::wire::{Extent, Fault, Reader};

/// Which of the two headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Of `ResourceSpans`.
    Resource,
    /// Of `ScopeSpans`.
    Scope,
}

impl Level {
    /// Level of the enclosing message below the request.
    pub(crate) fn depth(self) -> usize {
        match self {
            Self::Resource => 1,
            Self::Scope => 2,
        }
    }

    /// Tag of the attributes in `Resource` and `InstrumentationScope`.
    pub(crate) fn attribute_tag(self) -> u32 {
        match self {
            Self::Resource => 0x0a,
            Self::Scope => 0x1a,
        }
    }
}

/// Distinct headers, one row each, with their planned columns.
#[derive(Debug)]
pub struct Headers {
    blocks: [Arc<Block>; 1],
    at: Vec<Extent>,
    columns: Vec<Arc<Vec<Cell>>>,
}

impl Headers {
    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.at.len()
    }

    /// True where there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// The bytes of one header; empty where the row does not exist.
    #[must_use]
    pub fn bytes(&self, row: u32) -> &[u8] {
        let [block] = &self.blocks;
        self.at
            .get(row as usize)
            .map_or(&[], |at| at.of(block.bytes()))
    }

    /// All headers in order.
    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        let [block] = &self.blocks;
        self.at.iter().map(|at| at.of(block.bytes()))
    }

    /// One planned column.
    #[must_use]
    pub fn column(&self, index: usize) -> &[Cell] {
        self.columns.get(index).map_or(&[], |column| column)
    }

    /// What the cells point into.
    #[must_use]
    pub fn blocks(&self) -> &[Arc<Block>] {
        &self.blocks
    }
}

/// A table under construction.
#[derive(Debug)]
pub struct HeaderBuilder<'a> {
    level: Level,
    keys: &'a Keys,
    arena: Vec<u8>,
    at: Vec<Extent>,
    columns: Vec<Vec<Cell>>,
    cells: RowCells,
    index: HashTable<u32>,
    last: u32,
}

impl<'a> HeaderBuilder<'a> {
    /// An empty table.
    #[must_use]
    pub fn new(level: Level, keys: &'a Keys) -> Self {
        let width = keys.columns().len();
        Self {
            level,
            keys,
            arena: Vec::new(),
            at: Vec::new(),
            columns: vec![Vec::new(); width],
            cells: RowCells::new(width),
            index: HashTable::new(),
            last: u32::MAX,
        }
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.at.len()
    }

    /// True where there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    fn bytes(&self, row: u32) -> Option<&[u8]> {
        self.at.get(row as usize).map(|at| at.of(&self.arena))
    }

    /// The row of `header`, which is walked if it is new. The inner error is a fault of its text,
    /// and adds no row.
    ///
    /// # Errors
    /// Any framing fault.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "rows are fewer than bytes, which are below 4 GiB"
    )]
    pub fn intern(&mut self, header: &[u8]) -> Result<Result<u32, Fault>, Fault> {
        if self.bytes(self.last) == Some(header) {
            return Ok(Ok(self.last));
        }
        let hash = hash_bytes(header);
        if let Some(&row) = self
            .index
            .find(hash, |&row| self.bytes(row) == Some(header))
        {
            self.last = row;
            return Ok(Ok(row));
        }
        let start = self.arena.len();
        self.arena.extend_from_slice(header);
        let at = Extent {
            start,
            end: self.arena.len(),
        };
        let walked = walk_header(&self.arena, at, self.level, self.keys, &mut self.cells);
        if let Ok(None) = walked {
            let row = self.at.len() as u32;
            self.push(at, hash);
            self.last = row;
            return Ok(Ok(row));
        }
        self.arena.truncate(start);
        walked.map(|soft| Err(soft.unwrap_or(Fault::BadUtf8)))
    }

    #[expect(clippy::cast_possible_truncation, reason = "as above")]
    fn push(&mut self, at: Extent, hash: u64) {
        let row = self.at.len() as u32;
        self.at.push(at);
        for (index, column) in self.columns.iter_mut().enumerate() {
            column.push(self.cells.cell(index));
        }
        let Self {
            index, at, arena, ..
        } = self;
        let rehash = |&row: &u32| hash_bytes(at.get(row as usize).map_or(&[], |at| at.of(arena)));
        index.insert_unique(hash, row, rehash);
    }

    /// Forget all rows from `len` on.
    pub fn truncate(&mut self, len: usize) {
        if len == self.at.len() {
            return;
        }
        self.arena
            .truncate(self.at.get(len).map_or(0, |at| at.start));
        self.at.truncate(len);
        self.index.retain(|row| (*row as usize) < len);
        self.columns
            .iter_mut()
            .for_each(|column| column.truncate(len));
        self.last = u32::MAX;
    }

    /// Carry the original lengths of text over from `old`, whose row `n` became row `rows[n]`.
    pub(crate) fn keep_lengths(&mut self, old: &Headers, rows: &[u32]) {
        for (column, known) in self.columns.iter_mut().zip(&old.columns) {
            for (cell, &row) in known.iter().zip(rows) {
                match column.get_mut(row as usize) {
                    Some(new) if new.tag == tag::TEXT && cell.tag == tag::TEXT => {
                        new.orig_len = cell.orig_len;
                    }
                    _ => (),
                }
            }
        }
    }

    /// Seal the table.
    #[must_use]
    pub fn finish(self) -> Arc<Headers> {
        Arc::new(Headers {
            blocks: [Block::seal(self.arena)],
            at: self.at,
            columns: self.columns.into_iter().map(Arc::new).collect(),
        })
    }
}

/// Walk one header and fill a cell a column. Gives the fault of its text, if any.
///
/// # Errors
/// Any framing fault.
pub fn walk_header(
    buffer: &[u8],
    at: Extent,
    level: Level,
    keys: &Keys,
    cells: &mut RowCells,
) -> Result<Option<Fault>, Fault> {
    cells.clear();
    let mut sink = Sink {
        keys,
        block: 0,
        cells,
    };
    let mut walker = Walker::new(buffer);
    let mut reader = Reader::new(buffer, at);
    while !reader.is_done() {
        match reader.tag()? {
            0x0a => walker.header_message(reader.extent()?, level, &mut sink)?,
            0x1a => {
                let schema_url = reader.extent()?;
                walker.text(schema_url);
            }
            tag => reader.skip(tag, level.depth())?,
        }
    }
    Ok(walker.soft)
}

impl Walker<'_> {
    /// Walk a `Resource` or an `InstrumentationScope`.
    fn header_message(
        &mut self,
        at: Extent,
        level: Level,
        sink: &mut Sink<'_>,
    ) -> Result<(), Fault> {
        let depth = level.depth() + 1;
        let mut reader = Reader::new(self.buffer, at);
        while !reader.is_done() {
            let tag = reader.tag()?;
            match (level, tag) {
                (Level::Resource, 0x0a) | (Level::Scope, 0x1a) => {
                    let at = reader.extent()?;
                    let pair = self.pair(at, depth + 1)?;
                    sink.put(self.buffer, pair, at);
                }
                (Level::Resource, 0x1a) => self.entity(reader.extent()?, depth + 1)?,
                (Level::Scope, 0x0a | 0x12) => {
                    let text = reader.extent()?;
                    self.text(text);
                }
                _ => reader.skip(tag, depth)?,
            }
        }
        Ok(())
    }

    /// Check an `EntityRef`, whose fields 1 to 4 are all text.
    fn entity(&mut self, at: Extent, depth: usize) -> Result<(), Fault> {
        let mut reader = Reader::new(self.buffer, at);
        while !reader.is_done() {
            match reader.tag()? {
                0x0a | 0x12 | 0x1a | 0x22 => {
                    let text = reader.extent()?;
                    self.text(text);
                }
                tag => reader.skip(tag, depth)?,
            }
        }
        Ok(())
    }
}

impl HeaderBuilder<'_> {
    /// Intern every header of a table, with its original lengths. Gives the new row by old row.
    pub(crate) fn intern_all(&mut self, table: &Headers) -> Vec<u32> {
        // These headers were walked when they came in, so no fault can be found here.
        let rows: Vec<u32> = table
            .iter()
            .map(|header| {
                self.intern(header)
                    .ok()
                    .and_then(Result::ok)
                    .unwrap_or_default()
            })
            .collect();
        self.keep_lengths(table, &rows);
        rows
    }
}
