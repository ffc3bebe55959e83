//! Runs: adjacent spans of one trace under one header, by position in the log.

use std::collections::HashMap;
use std::sync::Arc;

use super::headers::{Header, HeaderStore};

/// One run of a trace that left the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    pub position: u64,
    pub len: u32,
    pub spans: u32,
    /// Row in the headers of [`Runs`].
    pub header: u32,
    /// Row of the trace.
    pub trace: u32,
}

/// Where the spans of decided traces lie in the log, with the headers that they lie under.
#[derive(Debug, Default)]
pub struct Runs {
    pub(crate) list: Vec<Run>,
    pub(crate) headers: Vec<Arc<Header>>,
    pub(crate) num_traces: u32,
    /// Number of a header in the store, to its row here.
    rows: HashMap<u32, u32>,
    /// The number asked for last, and its row: most runs lie under the header of the run before.
    last: Option<(u32, u32)>,
}

impl Runs {
    /// How many traces.
    #[must_use]
    pub fn num_traces(&self) -> u32 {
        self.num_traces
    }

    /// How many spans.
    #[must_use]
    pub fn num_spans(&self) -> u64 {
        self.list.iter().map(|run| u64::from(run.spans)).sum()
    }

    /// How many bytes of the log.
    #[must_use]
    pub fn num_bytes(&self) -> u64 {
        self.list.iter().map(|run| u64::from(run.len)).sum()
    }

    /// Spans by trace.
    #[must_use]
    pub fn spans_by_trace(&self) -> Vec<u32> {
        let mut spans = vec![0_u32; self.num_traces as usize];
        for run in &self.list {
            if let Some(sum) = spans.get_mut(run.trace as usize) {
                *sum += run.spans;
            }
        }
        spans
    }

    /// Row of a header that `store` knows as `id`.
    pub(crate) fn header_row(&mut self, store: &HeaderStore, id: u32) -> u32 {
        if let Some((known, row)) = self.last
            && known == id
        {
            return row;
        }
        let next = u32::try_from(self.headers.len()).unwrap_or(u32::MAX);
        let row = *self.rows.entry(id).or_insert(next);
        if row == next
            && let Some(header) = store.get(id)
        {
            self.headers.push(Arc::clone(header));
        }
        self.last = Some((id, row));
        row
    }
}
