//! Spans of traces that were decided before.

use std::collections::HashMap;

use super::memory::Decision;
use super::runs::{Run, Runs};
use crate::placed::SpanPlace;

/// See the module; one row a trace.
#[derive(Debug, Default)]
pub struct LateSpans {
    /// Trace ids.
    pub trace_ids: Vec<[u8; 16]>,
    /// Spans by trace.
    pub num_spans: Vec<u32>,
    /// What was decided, by trace.
    pub decisions: Vec<Decision>,
    /// Where the spans lie.
    pub runs: Runs,
    rows: HashMap<[u8; 16], u32>,
    /// Last run by trace.
    last: Vec<usize>,
}

impl LateSpans {
    pub(super) fn row(&self, trace_id: &[u8; 16]) -> Option<u32> {
        if self.rows.is_empty() {
            None
        } else {
            self.rows.get(trace_id).copied()
        }
    }

    pub(super) fn enter(&mut self, trace_id: [u8; 16], decision: Decision) -> u32 {
        let row = self.runs.num_traces;
        self.rows.insert(trace_id, row);
        self.trace_ids.push(trace_id);
        self.num_spans.push(0);
        self.decisions.push(decision);
        self.last.push(usize::MAX);
        self.runs.num_traces += 1;
        row
    }

    /// Add one span; it joins the trace's last run where it lies right behind it.
    pub(super) fn add(&mut self, row: u32, place: SpanPlace, header: u32) {
        let SpanPlace { position, len } = place;
        let (Some(spans), Some(last)) = (
            self.num_spans.get_mut(row as usize),
            self.last.get_mut(row as usize),
        ) else {
            return;
        };
        *spans += 1;
        match self.runs.list.get_mut(*last) {
            Some(run) if run.header == header && run.position + u64::from(run.len) == position => {
                run.len += len;
                run.spans += 1;
            }
            _ => {
                *last = self.runs.list.len();
                self.runs.list.push(Run {
                    position,
                    len,
                    spans: 1,
                    header,
                    trace: row,
                });
            }
        }
    }
}
