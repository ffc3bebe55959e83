//! An immutable view of N spans over wire bytes.

use std::collections::HashMap;
use std::sync::Arc;

use crate::block::{Block, Range, take_buffer};
use crate::cell::Cell;
use crate::headers::{HeaderBuilder, Headers, Level};
use crate::plan::{Keys, Plan};
use crate::rows::{Rows, gather};
use crate::values::Walker;
use crate::walk::Sink;
use crate::wire::{Extent, field_len, put_bytes};

/// Span names by row.
pub type Names = Arc<Vec<Range>>;

/// N spans. A clone shares everything; an edit shares what it does not change.
#[derive(Clone, Debug)]
pub struct Batch {
    pub(crate) plan: Arc<Plan>,
    pub(crate) blocks: Vec<Arc<Block>>,
    pub(crate) rows: Arc<Rows>,
    /// The span messages as they are now.
    pub(crate) spans: Arc<Vec<Range>>,
    pub(crate) names: Names,
    pub(crate) resource_of: Arc<Vec<u32>>,
    pub(crate) scope_of: Arc<Vec<u32>>,
    pub(crate) columns: Vec<Arc<Vec<Cell>>>,
    pub(crate) resources: Arc<Headers>,
    pub(crate) scopes: Arc<Headers>,
    pub(crate) num_requests: u32,
}

/// A call that cannot be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchError {
    /// A mask or column whose length is not the number of rows.
    Length {
        /// Rows of the batch or table.
        expected: usize,
        /// Rows of the argument.
        got: usize,
    },
    /// A row number behind the last row.
    Row(u32),
    /// Batches of different plans.
    PlanMismatch,
    /// Nothing to join.
    NoBatch,
    /// A code that no value belongs to.
    Code(i32),
    /// More than 2 GiB in one column or buffer.
    TooLarge,
}

impl std::fmt::Display for BatchError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Length { expected, got } => write!(out, "expected {expected} rows, got {got}"),
            Self::Row(row) => write!(out, "row {row} is out of range"),
            Self::PlanMismatch => write!(out, "expected batches of one plan"),
            Self::NoBatch => write!(out, "expected at least one batch"),
            Self::Code(code) => write!(out, "code {code} has no value"),
            Self::TooLarge => write!(out, "more than 2 GiB at once: split the batch"),
        }
    }
}

impl Batch {
    /// Number of rows.
    #[must_use]
    pub fn num_spans(&self) -> usize {
        self.spans.len()
    }

    /// Number of requests that rows may come from.
    #[must_use]
    pub fn num_requests(&self) -> u32 {
        self.num_requests
    }

    /// The plan whose columns are filled.
    #[must_use]
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// The columns that no edit changes.
    #[must_use]
    pub fn rows(&self) -> &Arc<Rows> {
        &self.rows
    }

    /// Trace ids by row.
    #[must_use]
    pub fn trace_ids(&self) -> &[[u8; 16]] {
        &self.rows.trace_id
    }

    /// Parent span ids by row, zero for a root.
    #[must_use]
    pub fn parents(&self) -> &[[u8; 8]] {
        &self.rows.parent
    }

    /// Starts by row, in nanoseconds since the epoch.
    #[must_use]
    pub fn starts(&self) -> &[u64] {
        &self.rows.start
    }

    /// Ends by row, in nanoseconds since the epoch.
    #[must_use]
    pub fn ends(&self) -> &[u64] {
        &self.rows.end
    }

    /// Number of the request by row.
    #[must_use]
    pub fn requests(&self) -> &[u32] {
        &self.rows.request
    }

    /// Row in the table of resources by row.
    #[must_use]
    pub fn resource_of(&self) -> &Arc<Vec<u32>> {
        &self.resource_of
    }

    /// Row in the table of scopes by row.
    #[must_use]
    pub fn scope_of(&self) -> &Arc<Vec<u32>> {
        &self.scope_of
    }

    /// The distinct resource headers. Rows may be there that no span belongs to.
    #[must_use]
    pub fn resources(&self) -> &Headers {
        &self.resources
    }

    /// The distinct scope headers, likewise.
    #[must_use]
    pub fn scopes(&self) -> &Headers {
        &self.scopes
    }

    /// Bytes of one resource header: a `ResourceSpans` without its `scope_spans`.
    #[must_use]
    pub fn resource_header(&self, row: u32) -> &[u8] {
        self.resources.bytes(row)
    }

    /// Bytes of one scope header: a `ScopeSpans` without its `spans`.
    #[must_use]
    pub fn scope_header(&self, row: u32) -> &[u8] {
        self.scopes.bytes(row)
    }

    /// Bytes of one span message; empty where the row does not exist.
    #[must_use]
    pub fn span(&self, row: usize) -> &[u8] {
        self.spans
            .get(row)
            .map_or(&[], |range| range.of(&self.blocks))
    }

    /// Bytes of the span message by row.
    #[must_use]
    pub fn sizes(&self) -> Vec<u32> {
        self.spans.iter().map(|range| range.len).collect()
    }

    /// Duration by row in nanoseconds, 0 where the span ends before it starts.
    #[must_use]
    pub fn durations(&self) -> Vec<i64> {
        let duration = |(start, end): (&u64, &u64)| {
            i64::try_from(end.saturating_sub(*start)).unwrap_or(i64::MAX)
        };
        self.rows
            .start
            .iter()
            .zip(&self.rows.end)
            .map(duration)
            .collect()
    }

    /// Sum of the span messages.
    #[must_use]
    pub fn size_bytes(&self) -> u64 {
        self.spans.iter().map(|range| u64::from(range.len)).sum()
    }

    /// Rows of the table that `level` names, or of the batch for None.
    #[must_use]
    pub fn num_rows(&self, level: Option<Level>) -> usize {
        match level {
            None => self.num_spans(),
            Some(Level::Resource) => self.resources.len(),
            Some(Level::Scope) => self.scopes.len(),
        }
    }

    /// Keep rows where `mask` is not 0.
    ///
    /// # Errors
    /// `Length`.
    pub fn filter(&self, mask: &[u8]) -> Result<Self, BatchError> {
        self.expect_rows(mask.len())?;
        let kept: Vec<u32> = (0..)
            .zip(mask)
            .filter(|(_, keep)| **keep != 0)
            .map(|(row, _)| row)
            .collect();
        if kept.len() == mask.len() {
            return Ok(self.clone());
        }
        Ok(self.gather(&kept))
    }

    /// Rows by number, in that order.
    ///
    /// # Errors
    /// `Row`.
    pub fn take(&self, rows: &[u32]) -> Result<Self, BatchError> {
        match rows.iter().find(|row| **row as usize >= self.num_spans()) {
            Some(row) => Err(BatchError::Row(*row)),
            None => Ok(self.gather(rows)),
        }
    }

    /// Cut into batches of at most `max_spans` rows and `max_bytes` of span messages; a larger span is alone.
    #[must_use]
    pub fn split(&self, max_spans: usize, max_bytes: u64) -> Vec<Self> {
        let mut cuts = vec![0u32];
        let (mut count, mut bytes) = (0, 0);
        for (row, range) in (0u32..).zip(self.spans.iter()) {
            let size = u64::from(range.len);
            if count > 0 && (count >= max_spans || bytes + size > max_bytes) {
                cuts.push(row);
                (count, bytes) = (0, 0);
            }
            count += 1;
            bytes += size;
        }
        if let [_] = cuts.as_slice() {
            return vec![self.clone()];
        }
        cuts.push(u32::try_from(self.num_spans()).unwrap_or(u32::MAX));
        cuts.windows(2)
            .map(|cut| self.gather(&(cut[0]..cut[1]).collect::<Vec<u32>>()))
            .collect()
    }

    pub(crate) fn expect_rows(&self, got: usize) -> Result<(), BatchError> {
        let expected = self.num_spans();
        if got == expected {
            Ok(())
        } else {
            Err(BatchError::Length { expected, got })
        }
    }

    fn gather(&self, rows: &[u32]) -> Self {
        Self {
            rows: Arc::new(self.rows.gather(rows)),
            spans: Arc::new(gather(&self.spans, rows)),
            names: Arc::new(gather(&self.names, rows)),
            resource_of: Arc::new(gather(&self.resource_of, rows)),
            scope_of: Arc::new(gather(&self.scope_of, rows)),
            columns: self
                .columns
                .iter()
                .map(|column| Arc::new(gather(column, rows)))
                .collect(),
            ..self.clone()
        }
    }

    /// Join batches of the same plan; request numbers go on where those of the batch before end.
    ///
    /// # Errors
    /// `NoBatch`, `PlanMismatch`, `TooLarge`.
    pub fn concat(batches: &[Self]) -> Result<Self, BatchError> {
        let Some(first) = batches.first() else {
            return Err(BatchError::NoBatch);
        };
        if batches
            .iter()
            .any(|batch| !same_plan(&first.plan, &batch.plan))
        {
            return Err(BatchError::PlanMismatch);
        }
        match batches {
            [only] => Ok(only.clone()),
            _ => match Joined::new(batches) {
                Some(joined) => Ok(joined.finish()),
                None => {
                    let compact: Result<Vec<Self>, BatchError> =
                        batches.iter().map(Self::compact).collect();
                    Joined::new(&compact?)
                        .map(Joined::finish)
                        .ok_or(BatchError::TooLarge)
                }
            },
        }
    }

    /// The same spans in one block of their own.
    fn compact(&self) -> Result<Self, BatchError> {
        let total: usize = self
            .spans
            .iter()
            .map(|range| field_len(range.len as usize))
            .sum();
        if total > 0xffff_ffff {
            return Err(BatchError::TooLarge);
        }
        let mut buffer = take_buffer(total);
        let mut extents = Vec::with_capacity(self.num_spans());
        for range in self.spans.iter() {
            put_bytes(&mut buffer, 2, range.of(&self.blocks));
            extents.push(Extent {
                start: buffer.len() - range.len as usize,
                end: buffer.len(),
            });
        }
        Ok(self.rebase(buffer, &extents))
    }

    /// Read the same spans again where they lie in `buffer` now.
    fn rebase(&self, buffer: Vec<u8>, extents: &[Extent]) -> Self {
        let mut cells = vec![Cell::default(); self.columns.len()];
        let mut walker = Walker::new(&buffer);
        let mut rows = Rows::default();
        let mut names = Vec::with_capacity(extents.len());
        let mut columns: Vec<Vec<Cell>> = vec![Vec::with_capacity(extents.len()); cells.len()];
        for (row, at) in extents.iter().enumerate() {
            let mut sink = Sink {
                keys: &self.plan.span,
                block: 0,
                cells: &mut cells,
            };
            // The bytes were walked when they came in, so no fault can be found here.
            let span = walker.span(*at, &mut sink).unwrap_or_default();
            rows.push(&span, 0, self.rows.request[row]);
            names.push(Range::new(0, span.name));
            for ((column, cell), old) in columns.iter_mut().zip(&cells).zip(&self.columns) {
                column.push(Cell {
                    orig_len: old[row].orig_len,
                    ..*cell
                });
            }
        }
        Self {
            blocks: vec![Block::seal(buffer)],
            rows: Arc::new(rows),
            spans: Arc::new(extents.iter().map(|at| Range::new(0, *at)).collect()),
            names: Arc::new(names),
            columns: columns.into_iter().map(Arc::new).collect(),
            ..self.clone()
        }
    }
}

fn same_plan(left: &Arc<Plan>, right: &Arc<Plan>) -> bool {
    let same = |left: &Keys, right: &Keys| left.columns() == right.columns();
    Arc::ptr_eq(left, right)
        || (same(&left.span, &right.span)
            && same(&left.resource, &right.resource)
            && same(&left.scope, &right.scope))
}

/// Batches on the way to become one.
struct Joined<'a> {
    batches: &'a [Batch],
    blocks: Vec<Arc<Block>>,
    /// By batch: its blocks' places among all.
    places: Vec<Vec<u16>>,
}

impl<'a> Joined<'a> {
    /// Number the blocks; None where there are more than 65,536.
    fn new(batches: &'a [Batch]) -> Option<Self> {
        let mut blocks: Vec<Arc<Block>> = Vec::new();
        let mut known: HashMap<*const Block, u16> = HashMap::new();
        let mut places = Vec::with_capacity(batches.len());
        for batch in batches {
            let mut own = Vec::with_capacity(batch.blocks.len());
            for block in &batch.blocks {
                let next = u16::try_from(blocks.len()).ok()?;
                own.push(*known.entry(Arc::as_ptr(block)).or_insert_with(|| {
                    blocks.push(Arc::clone(block));
                    next
                }));
            }
            places.push(own);
        }
        Some(Self {
            batches,
            blocks,
            places,
        })
    }

    fn finish(self) -> Batch {
        let first = &self.batches[0];
        let (resources, resource_of) = self.headers(Level::Resource);
        let (scopes, scope_of) = self.headers(Level::Scope);
        let width = first.columns.len();
        Batch {
            rows: Arc::new(self.rows()),
            spans: Arc::new(self.ranges(|batch| &batch.spans)),
            names: Arc::new(self.ranges(|batch| &batch.names)),
            resource_of: Arc::new(resource_of),
            scope_of: Arc::new(scope_of),
            columns: (0..width)
                .map(|index| Arc::new(self.column(index)))
                .collect(),
            resources,
            scopes,
            num_requests: self.batches.iter().map(|batch| batch.num_requests).sum(),
            plan: Arc::clone(&first.plan),
            blocks: self.blocks,
        }
    }

    fn rows(&self) -> Rows {
        let mut rows = Rows::default();
        rows.reserve(self.batches.iter().map(Batch::num_spans).sum());
        let mut requests = 0;
        for (batch, places) in self.batches.iter().zip(&self.places) {
            let start = rows.len();
            rows.extend(&batch.rows);
            rows.request[start..]
                .iter_mut()
                .for_each(|request| *request += requests);
            rows.message[start..]
                .iter_mut()
                .for_each(|range| moved(range, places));
            rows.trace_state[start..]
                .iter_mut()
                .for_each(|range| moved(range, places));
            requests += batch.num_requests;
        }
        rows
    }

    fn ranges(&self, column: impl Fn(&Batch) -> &Arc<Vec<Range>>) -> Vec<Range> {
        let mut joined = Vec::with_capacity(self.batches.iter().map(Batch::num_spans).sum());
        for (batch, places) in self.batches.iter().zip(&self.places) {
            let start = joined.len();
            joined.extend_from_slice(column(batch));
            joined[start..]
                .iter_mut()
                .for_each(|range| moved(range, places));
        }
        joined
    }

    fn column(&self, index: usize) -> Vec<Cell> {
        let mut joined = Vec::with_capacity(self.batches.iter().map(Batch::num_spans).sum());
        for (batch, places) in self.batches.iter().zip(&self.places) {
            joined.extend(batch.columns[index].iter().map(|cell| match cell.points() {
                true => Cell {
                    block: places[usize::from(cell.block)],
                    ..*cell
                },
                false => *cell,
            }));
        }
        joined
    }

    fn headers(&self, level: Level) -> (Arc<Headers>, Vec<u32>) {
        let parts = |batch: &'a Batch| match level {
            Level::Resource => (&batch.resources, &batch.resource_of),
            Level::Scope => (&batch.scopes, &batch.scope_of),
        };
        let (shared, _) = parts(&self.batches[0]);
        if self
            .batches
            .iter()
            .all(|batch| Arc::ptr_eq(parts(batch).0, shared))
        {
            let of = self
                .batches
                .iter()
                .flat_map(|batch| parts(batch).1.iter().copied())
                .collect();
            return (Arc::clone(shared), of);
        }
        let plan = &self.batches[0].plan;
        let keys = if level == Level::Resource {
            &plan.resource
        } else {
            &plan.scope
        };
        let mut builder = HeaderBuilder::new(level, keys);
        let mut of = Vec::new();
        for batch in self.batches {
            let (table, rows) = parts(batch);
            let places = builder.intern_all(table);
            of.extend(rows.iter().map(|row| places[*row as usize]));
        }
        (builder.finish(), of)
    }
}

#[inline]
fn moved(range: &mut Range, places: &[u16]) {
    // A field that the span lacks has an empty range in block 0, which every batch with rows has.
    range.block = places[usize::from(range.block)];
}
