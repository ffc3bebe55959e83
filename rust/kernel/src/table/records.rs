//! Which records of the log hold spans of undecided traces.

use std::collections::VecDeque;

#[derive(Debug, Clone, Copy)]
struct Record {
    position: u64,
    sequence: u64,
    /// Runs of undecided traces in it.
    live: u32,
}

/// Records in order, with the count of live runs; those at the front without any are dropped.
#[derive(Debug, Default)]
pub(crate) struct LiveRecords {
    records: VecDeque<Record>,
}

impl LiveRecords {
    /// Note that `live` runs lie in the record that begins at `position`.
    pub fn add(&mut self, position: u64, sequence: u64, live: u32) {
        if live == 0 {
            return;
        }
        let row = self
            .records
            .partition_point(|record| record.position < position);
        match self.records.get_mut(row) {
            Some(record) if record.position == position => record.live += live,
            _ => self.records.insert(
                row,
                Record {
                    position,
                    sequence,
                    live,
                },
            ),
        }
    }

    /// Note that the run at `position` lives no more.
    pub fn release(&mut self, position: u64) {
        let row = self
            .records
            .partition_point(|record| record.position <= position);
        if let Some(record) = row.checked_sub(1).and_then(|row| self.records.get_mut(row)) {
            record.live = record.live.saturating_sub(1);
        }
        while self.records.front().is_some_and(|record| record.live == 0) {
            self.records.pop_front();
        }
    }

    pub fn oldest(&self) -> Option<u64> {
        self.records.front().map(|record| record.sequence)
    }

    pub fn size_bytes(&self) -> usize {
        self.records.capacity() * size_of::<Record>()
    }
}
