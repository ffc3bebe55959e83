//! From requests to a batch: splits them into headers and spans, and fills the columns in one pass.
#![deny(clippy::indexing_slicing)]

use std::sync::Arc;

use crate::absent::{append, seal};
use crate::batch::{Batch, Names};
use crate::block::{Block, Range, take_buffer};
use crate::cell::Cell;
use crate::headers::{HeaderBuilder, Level};
use crate::plan::Plan;
use crate::rows::Rows;
use crate::split::Split;
use crate::values::Walker;
use crate::walk::{RowCells, Sink};
use crate::wire::{Extent, Fault, Reader};

/// What the walk found in one request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Spans found, the rejected ones among them; 0 where the request is refused.
    pub num_spans: u32,
    /// Spans that are not in the batch.
    pub num_rejected: u32,
    /// The first fault.
    pub fault: Option<Fault>,
    /// The framing is broken: nothing of this request is in the batch.
    pub refused: bool,
}

impl Report {
    /// Slug of the first fault, empty where there is none.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        self.fault.map_or("", Fault::slug)
    }
}

/// The largest message of protobuf, and what offsets of 32 bits leave for a block.
const MAX_BODY_BYTES: usize = 0x7fff_ffff;
const MAX_BLOCK_BYTES: usize = 0xffff_ffff;
/// Room is made for spans of this size at the least; more of smaller ones get theirs as they come.
const LEAST_SPAN: usize = 256;

impl Batch {
    /// Walk whole requests, strictly and once. One report a body, in order.
    #[must_use]
    pub fn parse(bodies: &[&[u8]], plan: &Arc<Plan>) -> (Self, Vec<Report>) {
        let (buffer, extents) = joined(bodies);
        Self::parse_block(buffer, &extents, plan)
    }

    /// Like `parse`, of one body that the batch keeps. A body beyond the limit is refused.
    #[must_use]
    pub fn parse_own(body: Vec<u8>, plan: &Arc<Plan>) -> (Self, Vec<Report>) {
        if body.len() > MAX_BODY_BYTES {
            return Self::parse(&[&body], plan);
        }
        let whole = Extent {
            start: 0,
            end: body.len(),
        };
        Self::parse_block(body, &[whole], plan)
    }

    /// Like `parse`, of a buffer that already holds the bodies. The buffer must be below 4 GiB.
    #[must_use]
    pub fn parse_block(
        buffer: Vec<u8>,
        bodies: &[Extent],
        plan: &Arc<Plan>,
    ) -> (Self, Vec<Report>) {
        let mut parser = Parser::new(&buffer, plan);
        let reports = (0..)
            .zip(bodies)
            .map(|(request, body)| parser.request(*body, request))
            .collect();
        let parts = parser.finish();
        let batch = Self {
            plan: Arc::clone(plan),
            blocks: vec![Block::seal(buffer)],
            num_requests: u32::try_from(bodies.len()).unwrap_or(u32::MAX),
            ..parts
        };
        (batch, reports)
    }
}

/// Bodies end to end, and where each lies.
fn joined(bodies: &[&[u8]]) -> (Vec<u8>, Vec<Extent>) {
    let total = bodies
        .iter()
        .map(|body| body.len())
        .sum::<usize>()
        .min(MAX_BLOCK_BYTES);
    let mut buffer = take_buffer(total);
    let mut extents = Vec::with_capacity(bodies.len());
    for body in bodies {
        let start = buffer.len();
        if body.len() <= MAX_BODY_BYTES && body.len() <= MAX_BLOCK_BYTES - start {
            buffer.extend_from_slice(body);
            extents.push(Extent {
                start,
                end: buffer.len(),
            });
        } else {
            // An extent outside of the buffer is what `parse_block` refuses as too large.
            extents.push(Extent {
                start: usize::MAX,
                end: usize::MAX,
            });
        }
    }
    (buffer, extents)
}

struct Parser<'a> {
    buffer: &'a [u8],
    plan: &'a Arc<Plan>,
    walker: Walker<'a>,
    rows: Rows,
    spans: Vec<Range>,
    names: Vec<Range>,
    resource_of: Vec<u32>,
    scope_of: Vec<u32>,
    columns: Vec<Vec<Cell>>,
    cells: RowCells,
    resources: HeaderBuilder<'a>,
    scopes: HeaderBuilder<'a>,
    scratch: Vec<u8>,
}

/// Where the spans of a `ScopeSpans` belong; a fault of a header is one of all its spans.
#[derive(Clone, Copy)]
struct Place {
    request: u32,
    resource: u32,
    scope: u32,
    fault: Option<Fault>,
}

impl<'a> Parser<'a> {
    fn new(buffer: &'a [u8], plan: &'a Arc<Plan>) -> Self {
        let width = plan.span.columns().len();
        Self {
            buffer,
            plan,
            walker: Walker::new(buffer),
            rows: Rows::default(),
            spans: Vec::new(),
            names: Vec::new(),
            resource_of: Vec::new(),
            scope_of: Vec::new(),
            columns: vec![Vec::new(); width],
            cells: RowCells::new(width),
            resources: HeaderBuilder::new(Level::Resource, &plan.resource),
            scopes: HeaderBuilder::new(Level::Scope, &plan.scope),
            scratch: Vec::new(),
        }
    }

    fn request(&mut self, at: Extent, request: u32) -> Report {
        let before = (self.rows.len(), self.resources.len(), self.scopes.len());
        let mut report = Report::default();
        let walked = if at.end > self.buffer.len() {
            Err(Fault::TooLarge)
        } else {
            self.walk_request(at, request, &mut report)
        };
        let Err(fault) = walked else { return report };
        self.roll_back(before);
        Report {
            fault: Some(fault),
            refused: true,
            ..Report::default()
        }
    }

    fn roll_back(&mut self, (rows, resources, scopes): (usize, usize, usize)) {
        self.rows.truncate(rows);
        self.spans.truncate(rows);
        self.names.truncate(rows);
        self.resource_of.truncate(rows);
        self.scope_of.truncate(rows);
        self.columns
            .iter_mut()
            .for_each(|column| column.truncate(rows));
        self.resources.truncate(resources);
        self.scopes.truncate(scopes);
    }

    fn walk_request(&mut self, at: Extent, request: u32, report: &mut Report) -> Result<(), Fault> {
        let mut reader = Reader::new(self.buffer, at);
        while !reader.is_done() {
            match reader.tag()? {
                0x0a => self.resource_spans(reader.extent()?, request, report)?,
                tag => reader.skip(tag, 0)?,
            }
        }
        Ok(())
    }

    fn resource_spans(
        &mut self,
        at: Extent,
        request: u32,
        report: &mut Report,
    ) -> Result<(), Fault> {
        let mut split = Split::default();
        split.read(self.buffer, at, 1)?;
        let header = split.header(self.buffer, &mut self.scratch);
        let interned = self.resources.intern(header)?;
        let place = Place {
            request,
            resource: interned.unwrap_or_default(),
            scope: 0,
            fault: interned.err(),
        };
        let mut inner = Split::default();
        for child in &split.children {
            inner.read(self.buffer, *child, 2)?;
            self.scope_spans(&inner, place, report)?;
        }
        Ok(())
    }

    fn scope_spans(
        &mut self,
        split: &Split,
        place: Place,
        report: &mut Report,
    ) -> Result<(), Fault> {
        let header = split.header(self.buffer, &mut self.scratch);
        let interned = self.scopes.intern(header)?;
        let place = Place {
            scope: interned.unwrap_or_default(),
            fault: place.fault.or(interned.err()),
            ..place
        };
        self.reserve(&split.children);
        for span in &split.children {
            self.span(*span, place, report)?;
        }
        Ok(())
    }

    /// Make room for `spans`, the first time for as many of their size as the buffer may hold.
    fn reserve(&mut self, spans: &[Extent]) {
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
            return;
        };
        let mut count = spans.len();
        if self.rows.is_empty() {
            let bytes = (last.end - first.start).max(1);
            let expected = self.buffer.len().saturating_mul(count) / bytes;
            count = count.max(expected.min(self.buffer.len() / LEAST_SPAN));
        }
        self.rows.reserve(count);
        self.spans.reserve(count);
        self.names.reserve(count);
        self.resource_of.reserve(count);
        self.scope_of.reserve(count);
    }

    #[inline]
    fn span(&mut self, at: Extent, place: Place, report: &mut Report) -> Result<(), Fault> {
        let keys = &self.plan.span;
        let mut sink = Sink {
            keys,
            block: 0,
            cells: &mut self.cells,
        };
        let row = self.walker.span(at, &mut sink)?;
        report.num_spans += 1;
        if let Some(fault) = place.fault.or(self.walker.soft) {
            report.num_rejected += 1;
            report.fault.get_or_insert(fault);
            return Ok(());
        }
        self.rows.push(&row, 0, place.request);
        self.spans.push(Range::new(0, at));
        self.names.push(Range::new(0, row.name));
        self.resource_of.push(place.resource);
        self.scope_of.push(place.scope);
        let at = self.rows.len() - 1;
        for (column, cell) in self.cells.filled() {
            if let Some(column) = self.columns.get_mut(column) {
                append(column, at, cell, self.rows.room());
            }
        }
        Ok(())
    }

    fn finish(self) -> Batch {
        let rows = self.rows.len();
        let columns = self.columns.into_iter();
        Batch {
            plan: Arc::clone(self.plan),
            blocks: Vec::new(),
            rows: Arc::new(self.rows),
            spans: Arc::new(self.spans),
            names: Arc::new(self.names) as Names,
            resource_of: Arc::new(self.resource_of),
            scope_of: Arc::new(self.scope_of),
            columns: columns.map(|column| seal(column, rows)).collect(),
            resources: self.resources.finish(),
            scopes: self.scopes.finish(),
            num_requests: 0,
        }
    }
}
