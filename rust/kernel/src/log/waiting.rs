//! Waiting for records: an append wakes those for whom there is enough now, and nobody else.

use std::sync::PoisonError;
use std::time::{Duration, Instant};

use super::{Log, State};

/// What is worth waking for, whichever comes first; one record at least.
#[derive(Debug, Clone, Copy)]
pub struct Enough {
    /// Bytes that the records take.
    pub bytes: u64,
    /// Spans in the records.
    pub spans: u64,
}

impl Enough {
    /// One record.
    pub const ANY: Self = Self { bytes: 0, spans: 0 };
}

/// The least that somebody waits for, in bytes and spans appended since the log was opened.
#[derive(Debug)]
pub(super) struct Awaited {
    bytes: u64,
    spans: u64,
}

impl Awaited {
    pub(super) const NOTHING: Self = Self {
        bytes: u64::MAX,
        spans: u64::MAX,
    };
}

impl Log {
    /// Block until the records after `sequence` are enough; false after the timeout, or when the
    /// log is closed.
    #[must_use]
    pub fn wait(&self, sequence: u64, enough: Enough, timeout: Duration) -> bool {
        let until = Instant::now().checked_add(timeout);
        let mut state = self.state();
        loop {
            let missing = state.missing(sequence, enough);
            let Some(missing) = missing else {
                return true;
            };
            let left = until.map_or(timeout, |at| at.saturating_duration_since(Instant::now()));
            if left.is_zero() || state.lock.is_none() {
                return false;
            }
            state.awaited.bytes = state
                .awaited
                .bytes
                .min(state.grown_bytes.saturating_add(missing.bytes));
            state.awaited.spans = state
                .awaited
                .spans
                .min(state.total.saturating_add(missing.spans));
            let waited = self.grown.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

impl State {
    /// What lacks after `sequence`; None when there is enough.
    fn missing(&self, sequence: u64, enough: Enough) -> Option<Enough> {
        if self.head <= sequence {
            // Records without spans count too.
            let bytes = enough.bytes.max(1);
            return Some(Enough { bytes, ..enough });
        }
        let bytes = enough.bytes.saturating_sub(self.bytes_after(sequence));
        let spans = self.total - self.total_at(sequence);
        let spans = enough.spans.saturating_sub(spans);
        (bytes > 0 && spans > 0).then_some(Enough { bytes, spans })
    }

    /// Note what was appended. Whether somebody waits for no more than that.
    pub(super) fn grow(&mut self, bytes: u64) -> bool {
        self.grown_bytes += bytes;
        let reached = self.grown_bytes >= self.awaited.bytes || self.total >= self.awaited.spans;
        if reached {
            self.awaited = Awaited::NOTHING;
        }
        reached
    }
}
