//! Taking note of the spans of a batch.

use std::collections::HashMap;

use super::late::LateSpans;
use super::slots::{PooledRun, Slot};
use super::waits::{List, NONE};
use super::{Keys, TraceTable};
use crate::batch::Batch;
use crate::placed::{Placed, SpanPlace};

/// Columns of a committed batch, one row a span.
#[derive(Debug)]
pub struct Arrivals<'a> {
    /// Trace ids.
    pub trace_ids: &'a [[u8; 16]],
    /// Parent span ids, zero for a root.
    pub parents: &'a [[u8; 8]],
    /// Starts.
    pub starts: &'a [u64],
    /// Ends.
    pub ends: &'a [u64],
    /// Bytes of the span messages.
    pub sizes: Vec<u32>,
    /// Row in `headers`.
    pub header_of: Vec<u32>,
    /// Distinct (resource, scope) headers.
    pub headers: Vec<(&'a [u8], &'a [u8])>,
    /// Flags of the spans, or none.
    pub flags: Option<&'a [u64]>,
    /// Value columns, NaN where a span has none.
    pub values: &'a [Vec<f64>],
}

impl<'a> Arrivals<'a> {
    /// Take the columns of a batch.
    #[must_use]
    pub fn of(batch: &'a Batch, flags: Option<&'a [u64]>, values: &'a [Vec<f64>]) -> Self {
        let mut rows = HashMap::new();
        let mut headers = Vec::new();
        let mut header_of = Vec::with_capacity(batch.num_spans());
        let mut last = (None, NONE);
        for pair in batch.resource_of().iter().zip(batch.scope_of().iter()) {
            if last.0 != Some(pair) {
                let fresh = u32::try_from(headers.len()).unwrap_or(NONE);
                last = (Some(pair), *rows.entry(pair).or_insert(fresh));
                if last.1 == fresh {
                    headers.push((batch.resource_header(*pair.0), batch.scope_header(*pair.1)));
                }
            }
            header_of.push(last.1);
        }
        Self {
            trace_ids: batch.trace_ids(),
            parents: batch.parents(),
            starts: batch.starts(),
            ends: batch.ends(),
            sizes: batch.sizes(),
            header_of,
            headers,
            flags,
            values,
        }
    }

    /// Whether all columns have as many rows as there are spans, and as many value columns as
    /// wanted.
    #[must_use]
    pub fn is_consistent(&self, num_values: usize) -> bool {
        let rows = self.trace_ids.len();
        let columns = [self.parents.len(), self.starts.len(), self.ends.len()];
        columns.iter().all(|&len| len == rows)
            && self.sizes.len() == rows
            && self.header_of.len() == rows
            && self.flags.is_none_or(|flags| flags.len() == rows)
            && self.values.len() == num_values
            && self.values.iter().all(|column| column.len() == rows)
    }

    fn span(&self, row: usize) -> Option<Span> {
        Some(Span {
            trace_id: *self.trace_ids.get(row)?,
            is_root: *self.parents.get(row)? == [0; 8],
            start: *self.starts.get(row)?,
            end: *self.ends.get(row)?,
            size: *self.sizes.get(row)?,
            header: *self.header_of.get(row)?,
            flags: self
                .flags
                .map_or(Some(0), |flags| flags.get(row).copied())?,
        })
    }
}

struct Span {
    trace_id: [u8; 16],
    is_root: bool,
    start: u64,
    end: u64,
    size: u32,
    header: u32,
    flags: u64,
}

/// Where the spans of the trace at hand go.
#[derive(Clone, Copy)]
enum Target {
    Slot(u32),
    Late(u32),
}

/// One call of `update` under way.
struct Pass<'a> {
    now: f64,
    arrivals: &'a Arrivals<'a>,
    late: LateSpans,
    new_runs: u32,
}

impl TraceTable {
    /// Take note of every span. Spans of traces that were decided before are handed back, the table
    /// does not keep them.
    ///
    /// None where the columns do not fit each other or `placed`.
    pub fn update(
        &mut self,
        now: f64,
        arrivals: &Arrivals<'_>,
        placed: &Placed,
    ) -> Option<LateSpans> {
        let rows = arrivals.trace_ids.len();
        if !arrivals.is_consistent(self.operations.len()) || placed.places.len() != rows {
            return None;
        }
        let now = self.clock.tick(now);
        let hold = |&(resource, scope): &(&[u8], &[u8])| self.headers.hold(resource, scope);
        let headers: Vec<u32> = arrivals.headers.iter().map(hold).collect();
        let mut pass = Pass {
            now,
            arrivals,
            late: LateSpans::default(),
            new_runs: 0,
        };
        let mut at: Option<([u8; 16], Target)> = None;
        for row in placed.file_order() {
            let row = row as usize;
            let (Some(span), Some(&place)) = (arrivals.span(row), placed.places.get(row)) else {
                continue;
            };
            let target = match at {
                Some((trace_id, target)) if trace_id == span.trace_id => target,
                _ => self.target(now, &span.trace_id, &mut pass.late),
            };
            at = Some((span.trace_id, target));
            let header = headers.get(span.header as usize).copied().unwrap_or(NONE);
            self.arrive(&mut pass, target, row, &span, place, header);
        }
        self.records
            .add(placed.position, placed.sequence, pass.new_runs);
        for id in headers {
            self.headers.release(id);
        }
        Some(pass.late)
    }

    fn arrive(
        &mut self,
        pass: &mut Pass<'_>,
        target: Target,
        row: usize,
        span: &Span,
        place: SpanPlace,
        header: u32,
    ) {
        match target {
            Target::Late(trace) => {
                let header = pass.late.runs.header_row(&self.headers, header);
                pass.late.add(trace, place, header);
            }
            Target::Slot(slot) => {
                self.note(pass.now, slot, span);
                self.note_values(slot, row, pass.arrivals.values);
                pass.new_runs += u32::from(self.note_place(slot, place, header));
            }
        }
    }

    fn target(&mut self, now: f64, trace_id: &[u8; 16], late: &mut LateSpans) -> Target {
        if let Some(row) = late.row(trace_id) {
            return Target::Late(row);
        }
        let fingerprint = self.keys.fingerprint(trace_id);
        if !self.memory.is_empty()
            && let Some(decision) = self.memory.recall(fingerprint)
        {
            return Target::Late(late.enter(*trace_id, decision));
        }
        let known = self.find(trace_id, fingerprint);
        Target::Slot(known.unwrap_or_else(|| self.enter(now, trace_id, fingerprint)))
    }

    fn enter(&mut self, now: f64, trace_id: &[u8; 16], fingerprint: u64) -> u32 {
        let slot = self.slots.insert(
            *trace_id,
            Slot {
                start: u64::MAX,
                end: 0,
                flags: 0,
                bytes: 0,
                deadline: now + self.limits.wait_s,
                spans: 0,
                first_run: NONE,
                last_run: NONE,
                prev: NONE,
                next: NONE,
                list: List::FirstSeen,
            },
        );
        let (slots, keys): (_, Keys) = (&self.slots, self.keys);
        self.index
            .insert_unique(fingerprint, slot, |&slot| keys.fingerprint(&slots.id(slot)));
        self.waits.append(&mut self.slots, slot, List::FirstSeen);
        slot
    }

    fn note(&mut self, now: f64, slot: u32, span: &Span) {
        let Some(entry) = self.slots.get_mut(slot) else {
            return;
        };
        entry.start = entry.start.min(span.start);
        entry.end = entry.end.max(span.end);
        entry.flags |= span.flags;
        entry.bytes += u64::from(span.size);
        entry.spans += 1;
        self.num_spans += 1;
        let sooner = now + self.limits.root_wait_s;
        if span.is_root && self.limits.root_wait_s > 0.0 && sooner < entry.deadline {
            // A second root moves nothing: its deadline is not sooner than the one that the first
            // has set.
            entry.deadline = sooner;
            self.waits.remove(&mut self.slots, slot);
            self.waits.append(&mut self.slots, slot, List::RootSeen);
        }
    }

    fn note_values(&mut self, slot: u32, row: usize, columns: &[Vec<f64>]) {
        let sums = self.slots.values_mut(slot);
        for ((sum, operation), column) in sums.iter_mut().zip(&self.operations).zip(columns) {
            if let Some(value) = column.get(row).filter(|value| !value.is_nan()) {
                *sum = operation.join(*sum, *value);
            }
        }
    }

    /// Note where a span lies; true where that began a new run.
    fn note_place(&mut self, slot: u32, place: SpanPlace, header: u32) -> bool {
        let SpanPlace { position, len } = place;
        let Some(entry) = self.slots.get_mut(slot) else {
            return false;
        };
        let last = entry.last_run;
        if let Some(run) = self.runs.get_mut(last)
            && run.header == header
            && run.position + u64::from(run.len) == position
        {
            run.len += len;
            run.spans += 1;
            return false;
        }
        let run = self.runs.insert(PooledRun {
            position,
            len,
            spans: 1,
            header,
            next: NONE,
        });
        self.headers.hold_again(header);
        entry.last_run = run;
        match self.runs.get_mut(last) {
            Some(before) => before.next = run,
            None => entry.first_run = run,
        }
        true
    }
}
