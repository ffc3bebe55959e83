//! Taking traces out whose wait is over.

use super::runs::{Run, Runs};
use super::slots::Slot;
use super::waits::NONE;
use super::{Decision, TraceTable};

/// Traces whose wait is over, one row each, the one that was due first first.
#[derive(Debug, Default)]
pub struct DueTraces {
    /// Trace ids.
    pub trace_ids: Vec<[u8; 16]>,
    /// Spans.
    pub num_spans: Vec<u32>,
    /// Bytes of the span messages.
    pub num_bytes: Vec<u64>,
    /// Smallest start.
    pub starts: Vec<u64>,
    /// Largest end.
    pub ends: Vec<u64>,
    /// All flags joined by or.
    pub flags: Vec<u64>,
    /// Aggregates by value column; NaN where no span had a value.
    pub values: Vec<Vec<f64>>,
    /// Where the spans lie.
    pub runs: Runs,
}

/// An empty table that once held more slots than this gives its memory back.
const KEEP_BYTES: usize = 16 << 20;

impl TraceTable {
    /// Take the traces out whose wait is over at `now`, and those above `max_traces`; at most
    /// `limit`, unless it is 0.
    ///
    /// `everything` takes all that waits.
    pub fn due(&mut self, now: f64, limit: usize, everything: bool) -> DueTraces {
        let now = self.clock.tick(now);
        let mut due = DueTraces {
            values: vec![Vec::new(); self.operations.len()],
            ..DueTraces::default()
        };
        while limit == 0 || due.trace_ids.len() < limit {
            let Some(slot) = self.waits.front(&self.slots) else {
                break;
            };
            let Some(&entry) = self.slots.get(slot) else {
                break;
            };
            let crowded = self.num_traces() > self.limits.max_traces;
            if entry.deadline > now && !crowded && !everything {
                break;
            }
            self.take_out(slot, &entry, &mut due);
        }
        if self.index.is_empty() && self.slots.size_bytes() > KEEP_BYTES {
            self.shrink();
        }
        due
    }

    /// Record the decisions of traces that were due.
    pub fn remember_due(&mut self, due: &DueTraces, decisions: impl Iterator<Item = Decision>) {
        for (trace_id, decision) in due.trace_ids.iter().zip(decisions) {
            self.remember(trace_id, decision);
        }
    }

    fn take_out(&mut self, slot: u32, entry: &Slot, due: &mut DueTraces) {
        let trace_id = self.slots.id(slot);
        self.waits.remove(&mut self.slots, slot);
        let hash = self.keys.fingerprint(&trace_id);
        if let Ok(found) = self.index.find_entry(hash, |&known| known == slot) {
            found.remove();
        }
        due.trace_ids.push(trace_id);
        due.num_spans.push(entry.spans);
        due.num_bytes.push(entry.bytes);
        due.starts.push(entry.start);
        due.ends.push(entry.end);
        due.flags.push(entry.flags);
        for (column, &value) in due.values.iter_mut().zip(self.slots.values(slot)) {
            column.push(value);
        }
        self.take_runs(entry.first_run, &mut due.runs);
        self.slots.remove(slot);
        self.num_spans -= u64::from(entry.spans);
    }

    fn take_runs(&mut self, first: u32, runs: &mut Runs) {
        let trace = runs.num_traces;
        runs.num_traces += 1;
        let mut next = first;
        while next != NONE {
            let Some(run) = self.runs.remove(next) else {
                break;
            };
            let header = runs.header_row(&self.headers, run.header);
            self.headers.release(run.header);
            self.records.release(run.position);
            runs.list.push(Run {
                position: run.position,
                len: run.len,
                spans: run.spans,
                header,
                trace,
            });
            next = run.next;
        }
    }

    fn shrink(&mut self) {
        self.slots = super::Slots::new(self.operations.len());
        self.runs = super::RunPool::default();
        self.index = hashbrown::HashTable::new();
    }
}
