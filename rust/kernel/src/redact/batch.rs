//! Redaction of a whole batch.

use std::sync::Arc;

use super::policy::Policy;
use super::report::Report;
use super::walk::Redactor;
use crate::batch::{Batch, BatchError};
use crate::block::Range;
use crate::cell::{Cell, tag};
use crate::edit::SpanWriter;
use crate::headers::Level;
use crate::rows::Rows;
use crate::values::Walker;
use crate::walk::Sink;
use crate::wire::Extent;

impl Batch {
    /// Apply `policy` to all text of spans, events, links, resources and scopes. Rows without a
    /// finding stay byte for byte.
    ///
    /// # Errors
    /// `TooLarge`.
    pub fn redact(&self, policy: &Policy) -> Result<(Self, Report), BatchError> {
        let mut redactor = Redactor::new(policy, self.num_spans());
        let mut writer = SpanWriter::new(self, 0)?;
        let mut changed = Vec::new();
        for row in 0..self.num_spans() {
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
        let batch = batch.redact_headers(&mut redactor, Level::Resource);
        let batch = batch.redact_headers(&mut redactor, Level::Scope);
        Ok((batch, redactor.report))
    }

    fn redact_headers(self, redactor: &mut Redactor<'_>, level: Level) -> Self {
        let table = match level {
            Level::Resource => &self.resources,
            Level::Scope => &self.scopes,
        };
        let mut news: Vec<Option<Vec<u8>>> = table
            .iter()
            .map(|header| redactor.header(header, level))
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
        let mut columns: Vec<Vec<Cell>> =
            self.columns.iter().map(|column| column.to_vec()).collect();
        let mut cells = vec![Cell::default(); columns.len()];
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
            for (column, cell) in columns.iter_mut().zip(&cells) {
                column[row] = with_length(*cell, column[row]);
            }
        }
        self.rows = Arc::new(rows);
        self.names = Arc::new(names);
        self.columns = columns.into_iter().map(Arc::new).collect();
        self
    }
}

fn with_length(mut cell: Cell, old: Cell) -> Cell {
    if (old.tag, cell.tag) == (tag::TEXT, tag::TEXT) && old.rank == cell.rank {
        cell.orig_len = old.orig_len;
    }
    cell
}
