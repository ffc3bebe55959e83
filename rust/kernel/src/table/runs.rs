//! Runs: adjacent spans of one trace under one header, by position in the log.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;

use super::headers::{Header, HeaderStore};
use crate::log::LogRead;
use crate::placed::SpanPlace;
use crate::split::Split;
use crate::wire::{Extent, Fault, Reader};

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

    /// Every span of a read as a run of its own, whose trace is its place in the batch.
    ///
    /// # Errors
    /// `InvalidData` for a payload that is no request.
    pub fn of_read(read: &LogRead) -> io::Result<Self> {
        let mut runs = Self::default();
        for (placed, payload) in read.placed()?.iter().zip(read.payloads()) {
            let walked = runs.walk(payload, &placed.places);
            walked.map_err(|fault| io::Error::new(io::ErrorKind::InvalidData, fault.slug()))?;
        }
        Ok(runs)
    }

    fn walk(&mut self, payload: &[u8], places: &[SpanPlace]) -> Result<(), Fault> {
        let mut places = places.iter();
        let mut reader = Reader::whole(payload);
        while !reader.is_done() {
            match reader.tag()? {
                0x0a => self.resource_spans(payload, reader.extent()?, &mut places)?,
                tag => reader.skip(tag, 0)?,
            }
        }
        Ok(())
    }

    fn resource_spans(
        &mut self,
        payload: &[u8],
        at: Extent,
        places: &mut std::slice::Iter<'_, SpanPlace>,
    ) -> Result<(), Fault> {
        let (mut outer, mut inner) = (Split::default(), Split::default());
        let (mut resource, mut scope) = (Vec::new(), Vec::new());
        outer.read(payload, at, 1)?;
        let resource = outer.header(payload, &mut resource);
        for child in &outer.children {
            inner.read(payload, *child, 2)?;
            self.open(resource, inner.header(payload, &mut scope));
            let spans = places.by_ref().take(inner.children.len());
            spans.for_each(|place| self.push(place));
        }
        Ok(())
    }

    /// Have what is pushed lie under this header.
    fn open(&mut self, resource: &[u8], scope: &[u8]) {
        let last = self.headers.last();
        if last.is_none_or(|last| *last.resource != *resource || *last.scope != *scope) {
            self.headers.push(Arc::new(Header {
                resource: resource.into(),
                scope: scope.into(),
            }));
        }
    }

    fn push(&mut self, place: &SpanPlace) {
        self.list.push(Run {
            position: place.position,
            len: place.len,
            spans: 1,
            header: u32::try_from(self.headers.len()).unwrap_or(u32::MAX) - 1,
            trace: self.num_traces,
        });
        self.num_traces += 1;
    }

    /// These end to end.
    #[must_use]
    pub fn joined(parts: &[&Self]) -> Self {
        let mut runs = Self::default();
        for part in parts {
            let headers = u32::try_from(runs.headers.len()).unwrap_or(u32::MAX);
            runs.list.extend(part.list.iter().map(|run| Run {
                header: run.header + headers,
                trace: run.trace + runs.num_traces,
                ..*run
            }));
            runs.headers.extend(part.headers.iter().map(Arc::clone));
            runs.num_traces += part.num_traces;
        }
        runs
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
