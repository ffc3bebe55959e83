//! An immutable view of N spans over wire bytes.

use std::sync::Arc;

use crate::absent::{absent, is_absent};
use crate::block::{Block, Range};
use crate::cell::Cell;
use crate::headers::{Headers, Level};
use crate::plan::Plan;
use crate::rows::{Rows, gather};

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

    /// Cut into batches of at most `max_spans` rows and `max_bytes` of span messages; a larger span
    /// is alone.
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

    fn gather_column(&self, column: &Arc<Vec<Cell>>, rows: &[u32]) -> Arc<Vec<Cell>> {
        if is_absent(column, self.num_spans()) {
            return absent(rows.len());
        }
        Arc::new(gather(column, rows))
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
                .map(|column| self.gather_column(column, rows))
                .collect(),
            ..self.clone()
        }
    }
}
