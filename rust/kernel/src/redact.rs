//! Taking personal data and secrets out of a batch. Only rows that change are written anew.

use std::sync::Arc;

use spanmill_scan::Entity;

use crate::batch::{Batch, BatchError};
use crate::block::Range;
use crate::cell::{Cell, tag};
use crate::edit::{ATTRIBUTE, SpanWriter, pieces_without};
use crate::headers::Level;
pub use crate::redact_policy::{Operator, Policy, PolicySpec};
use crate::redact_walk::{Kind, Redactor};
use crate::values::{Walker, key_at};
use crate::walk::Sink;
use crate::wire::Extent;

/// Where a finding was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// An attribute of a span.
    Attribute,
    /// Name or attribute of an event.
    Event,
    /// Attribute of a link.
    Link,
    /// Attribute of a resource.
    Resource,
    /// Name, version or attribute of a scope.
    Scope,
    /// Name of a span.
    Name,
    /// Message of a status.
    Status,
}

const LOCATIONS: [&str; 7] = [
    "attribute",
    "event",
    "link",
    "resource",
    "scope",
    "name",
    "status",
];

/// Entities, and three kinds of findings that are none.
pub(crate) const NUM_KINDS: usize = Entity::ALL.len() + 3;

/// Findings by kind and location.
#[derive(Clone, Debug, Default)]
pub struct Counts([[u64; LOCATIONS.len()]; NUM_KINDS]);

impl Counts {
    pub(crate) const BLOCKED_KEY: usize = Entity::ALL.len();
    pub(crate) const BLOCKED_VALUE: usize = Entity::ALL.len() + 1;
    pub(crate) const UNREAD: usize = Entity::ALL.len() + 2;

    pub(crate) fn add(&mut self, kind: usize, location: Location) {
        let row = self.0.get_mut(kind);
        if let Some(count) = row.and_then(|row| row.get_mut(location as usize)) {
            *count += 1;
        }
    }

    pub(crate) fn name(kind: usize) -> &'static str {
        match kind {
            Self::BLOCKED_KEY => "blocked_key",
            Self::BLOCKED_VALUE => "blocked_value",
            _ => Entity::ALL
                .get(kind)
                .map_or("unread", |entity| entity.name()),
        }
    }

    /// Counts above 0 with the names of kind and location.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &'static str, u64)> {
        let named = |(kind, row): (usize, &[u64; LOCATIONS.len()])| {
            let row = LOCATIONS.into_iter().zip(*row);
            row.map(move |(location, count)| (Self::name(kind), location, count))
        };
        self.0
            .iter()
            .enumerate()
            .flat_map(named)
            .filter(|(.., count)| *count > 0)
    }
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Report {
    /// Findings by kind and location.
    pub counts: Counts,
    /// Values replaced because they could not be read.
    pub errors: u64,
    /// Findings by row, without those of its resource and scope.
    pub rows: Vec<u32>,
}

impl Batch {
    /// Apply a policy to all text of spans, events, links, resources and scopes.
    ///
    /// # Errors
    /// `TooLarge`.
    pub fn redact(&self, policy: &Policy) -> Result<(Self, Report), BatchError> {
        let mut redactor = Redactor::new(policy);
        let mut hits = vec![0; self.num_spans()];
        let mut writer = SpanWriter::new(self, 0)?;
        let (mut pieces, mut tail, mut changed) = (Vec::new(), Vec::new(), Vec::new());
        for (row, count) in hits.iter_mut().enumerate() {
            let new = redactor.rewrite(self.span(row), Kind::Span, Location::Attribute);
            *count = redactor.hits;
            let Some(new) = new else { continue };
            tail.clear();
            redactor.put_summary(&mut tail);
            let whole = Extent {
                start: 0,
                end: new.len(),
            };
            pieces_without(&new, whole, &mut pieces, |tag, at| {
                tag == ATTRIBUTE && Redactor::is_own(key_at(&new, at).of(&new))
            });
            writer.write(row, &new, &pieces, &tail)?;
            changed.push(row);
        }
        let batch = writer
            .finish(self)
            .map_or_else(|| self.clone(), |batch| batch.seen(&changed));
        let batch = batch.redact_headers(&mut redactor, Level::Resource);
        let batch = batch.redact_headers(&mut redactor, Level::Scope);
        let Redactor { counts, errors, .. } = redactor;
        Ok((
            batch,
            Report {
                counts,
                errors,
                rows: hits,
            },
        ))
    }

    fn redact_headers(self, redactor: &mut Redactor<'_>, level: Level) -> Self {
        let (kind, location) = match level {
            Level::Resource => (Kind::ResourceHeader, Location::Resource),
            Level::Scope => (Kind::ScopeHeader, Location::Scope),
        };
        let table = match level {
            Level::Resource => &self.resources,
            Level::Scope => &self.scopes,
        };
        let new: Vec<Option<Vec<u8>>> = table
            .iter()
            .map(|header| redactor.rewrite(header, kind, location))
            .collect();
        if new.iter().all(Option::is_none) {
            return self;
        }
        self.with_headers(level, |row, old, out| {
            let header = new.get(row).and_then(Option::as_deref);
            out.extend_from_slice(header.unwrap_or(old));
        })
    }

    /// Walk the rewritten rows again, so that no column shows what was taken out.
    fn seen(mut self, changed: &[usize]) -> Self {
        let plan = Arc::clone(&self.plan);
        let mut fresh = vec![Cell::default(); self.columns.len()];
        let all: Vec<u32> = (0..).take(self.num_spans()).collect();
        let mut rows = self.rows.gather(&all);
        let mut names = self.names.to_vec();
        for &row in changed {
            let range = self.spans[row];
            let Some(block) = self.blocks.get(usize::from(range.block)) else {
                continue;
            };
            let at = Extent {
                start: range.off as usize,
                end: range.end() as usize,
            };
            let mut sink = Sink {
                keys: &plan.span,
                block: range.block,
                cells: &mut fresh,
            };
            // Made of bytes that were walked before and of valid text, so no fault can be found
            // here.
            let Ok(walked) = Walker::new(block.bytes()).span(at, &mut sink) else {
                continue;
            };
            names[row] = Range::new(range.block, walked.name);
            rows.message[row] = Range::new(range.block, walked.message);
            rows.trace_state[row] = Range::new(range.block, walked.trace_state);
            for (column, new) in self.columns.iter_mut().zip(&fresh) {
                let cell = &mut Arc::make_mut(column)[row];
                let old = *cell;
                *cell = *new;
                if (old.tag, new.tag, old.rank) == (tag::TEXT, tag::TEXT, new.rank) {
                    cell.orig_len = old.orig_len;
                }
            }
        }
        Self {
            rows: Arc::new(rows),
            names: Arc::new(names),
            ..self
        }
    }
}
