//! Redaction of a whole batch.

use std::sync::Arc;

use super::policy::Policy;
use super::report::Report;
use super::rules::Mask;
use super::walk::Redactor;
use crate::absent::own;
use crate::batch::{Batch, BatchError};
use crate::block::Range;
use crate::cell::{Cell, tag};
use crate::edit::SpanWriter;
use crate::headers::Level;
use crate::rows::Rows;
use crate::values::Walker;
use crate::walk::{RowCells, Sink};
use crate::wire::Extent;

impl Batch {
    /// Apply `policy` to all text of spans, events, links, resources and scopes. Rows without a
    /// finding stay byte for byte. `explain` asks for details of every finding.
    ///
    /// # Errors
    /// `TooLarge`.
    pub fn redact(&self, policy: &Policy, explain: bool) -> Result<(Self, Report), BatchError> {
        let mut redactor = Redactor::new(policy, self.num_spans());
        if explain {
            redactor.explain();
        }
        let places = Places::new(self, policy);
        let mut writer = SpanWriter::new(self, 0)?;
        let mut changed = Vec::new();
        for row in 0..self.num_spans() {
            places.enter_span(self, row, &mut redactor);
            if let Some(new) = redactor.span(row, self.span(row)) {
                let whole = Extent {
                    start: 0,
                    end: new.len(),
                };
                writer.write(row, &new, &[whole], &[])?;
                changed.push(row);
            }
        }
        let batch = writer.finish(self).unwrap_or_else(|| self.clone());
        let batch = batch.with_fresh(&changed);
        let batch = batch.redact_headers(&mut redactor, &places, Level::Resource);
        let batch = batch.redact_headers(&mut redactor, &places, Level::Scope);
        let batch = if policy.spec.only_counts {
            self.clone()
        } else {
            batch
        };
        Ok((batch, redactor.report))
    }

    fn redact_headers(
        self,
        redactor: &mut Redactor<'_>,
        places: &Places<'_>,
        level: Level,
    ) -> Self {
        let table = match level {
            Level::Resource => &self.resources,
            Level::Scope => &self.scopes,
        };
        let mut news: Vec<Option<Vec<u8>>> = table
            .iter()
            .enumerate()
            .map(|(row, header)| {
                places.enter_header(level, row, redactor);
                redactor.header(header, level)
            })
            .collect();
        if news.iter().all(Option::is_none) {
            return self;
        }
        self.with_headers(level, |row, old, out| {
            let new = news.get_mut(row).and_then(Option::take);
            out.extend_from_slice(new.as_deref().unwrap_or(old));
        })
    }

    /// Fill everything that points into `changed` rows again. Texts keep the length with which they
    /// arrived.
    fn with_fresh(mut self, changed: &[usize]) -> Self {
        if changed.is_empty() {
            return self;
        }
        let mut rows = Rows::default();
        rows.extend(&self.rows);
        let mut names = self.names.to_vec();
        let mut columns = self.columns.clone();
        let mut cells = RowCells::new(columns.len());
        for &row in changed {
            let range = self.spans[row];
            let Some(block) = self.blocks.get(usize::from(range.block)) else {
                continue;
            };
            let mut sink = Sink {
                keys: &self.plan.span,
                block: range.block,
                cells: &mut cells,
            };
            let at = Extent {
                start: range.off as usize,
                end: range.end() as usize,
            };
            // The span was walked when it came in and written anew field by field.
            let Ok(fresh) = Walker::new(block.bytes()).span(at, &mut sink) else {
                continue;
            };
            names[row] = Range::new(range.block, fresh.name);
            rows.message[row] = Range::new(range.block, fresh.message);
            rows.trace_state[row] = Range::new(range.block, fresh.trace_state);
            for (index, column) in columns.iter_mut().enumerate() {
                let (old, new) = (column[row], cells.cell(index));
                if (old.tag, new.tag) != (tag::ABSENT, tag::ABSENT) {
                    own(column, self.num_spans())[row] = with_length(new, old);
                }
            }
        }
        self.rows = Arc::new(rows);
        self.names = Arc::new(names);
        self.columns = columns;
        self
    }
}

/// Rules that hold for each header, where rules ask for a place at all.
struct Places<'p> {
    policy: &'p Policy,
    resources: Vec<Mask>,
    /// A scope's header may stand under several resources.
    scopes: Vec<Vec<Mask>>,
}

impl<'p> Places<'p> {
    fn new(batch: &Batch, policy: &'p Policy) -> Self {
        let mut places = Self {
            policy,
            resources: Vec::new(),
            scopes: Vec::new(),
        };
        if !policy.rules.is_conditional() {
            return places;
        }
        let resources = batch.resources.iter();
        places.resources = resources
            .map(|header| policy.rules.of_resource(header))
            .collect();
        places.scopes = vec![Vec::new(); batch.scopes.len()];
        let headers = policy.rules.of_headers();
        for (&scope, &resource) in batch.scope_of.iter().zip(batch.resource_of.iter()) {
            let mask = places.resource(resource) & headers;
            if let Some(masks) = places.scopes.get_mut(scope as usize)
                && !masks.contains(&mask)
            {
                masks.push(mask);
            }
        }
        places
    }

    fn resource(&self, row: u32) -> Mask {
        self.resources.get(row as usize).copied().unwrap_or(0)
    }

    fn enter_span(&self, batch: &Batch, row: usize, redactor: &mut Redactor<'_>) {
        if self.resources.is_empty() {
            return;
        }
        let resource = batch
            .resource_of
            .get(row)
            .map_or(0, |at| self.resource(*at));
        redactor
            .keys
            .enter(&[resource & self.policy.rules.of_span(batch.span(row))]);
    }

    fn enter_header(&self, level: Level, row: usize, redactor: &mut Redactor<'_>) {
        let headers = self.policy.rules.of_headers();
        let resource = self.resources.get(row).map(|mask| [mask & headers]);
        let masks = match level {
            Level::Resource => resource.as_ref().map(|masks| &masks[..]),
            Level::Scope => self.scopes.get(row).map(Vec::as_slice),
        };
        if let Some(masks) = masks.filter(|masks| !masks.is_empty()) {
            redactor.keys.enter(masks);
        }
    }
}

fn with_length(mut cell: Cell, old: Cell) -> Cell {
    if (old.tag, cell.tag) == (tag::TEXT, tag::TEXT) && old.rank == cell.rank {
        cell.orig_len = old.orig_len;
    }
    cell
}
