//! Index of undecided traces over a log, with what policies need of each, and a memory of
//! decisions.
//!
//! It holds no span: a trace is a slot of fixed size and a list of runs, a run is where adjacent
//! spans lie in the log.

use std::hash::{BuildHasher, RandomState};

use hashbrown::HashTable;

mod due;
mod headers;
mod late;
mod memory;
mod records;
mod runs;
mod slots;
#[cfg(test)]
mod tests;
mod update;
mod waits;

pub use due::DueTraces;
pub use late::LateSpans;
pub use memory::Decision;
pub(crate) use runs::Run;
pub use runs::Runs;
pub use update::Arrivals;

use headers::HeaderStore;
use memory::DecisionMemory;
use records::LiveRecords;
use slots::{RunPool, Slots};
use waits::{Clock, Waits};

use crate::record::DecisionSet;

/// How the values of a trace's spans become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// Their sum.
    Sum,
    /// The largest.
    Max,
    /// The smallest.
    Min,
}

impl Operation {
    fn join(self, one: f64, other: f64) -> f64 {
        if one.is_nan() {
            return other;
        }
        match self {
            Self::Sum => one + other,
            // NaN loses, so a value without a number changes nothing.
            Self::Max => one.max(other),
            Self::Min => one.min(other),
        }
    }
}

/// How long traces wait, and how much is kept.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Seconds from the first span to the decision.
    pub wait_s: f64,
    /// Seconds from the root span to the decision, where that is sooner; 0 turns it off.
    pub root_wait_s: f64,
    /// More traces than this are decided before their time.
    pub max_traces: usize,
    /// How many decisions are remembered.
    pub memory: usize,
}

/// See the module.
#[derive(Debug)]
pub struct TraceTable {
    operations: Vec<Operation>,
    limits: Limits,
    keys: Keys,
    index: HashTable<u32>,
    slots: Slots,
    runs: RunPool,
    headers: HeaderStore,
    waits: Waits,
    clock: Clock,
    records: LiveRecords,
    memory: DecisionMemory,
    num_spans: u64,
}

impl TraceTable {
    /// Make an empty table with one value column for each operation.
    #[must_use]
    pub fn new(operations: Vec<Operation>, limits: Limits) -> Self {
        Self {
            slots: Slots::new(operations.len()),
            operations,
            limits,
            keys: Keys::new(),
            index: HashTable::new(),
            runs: RunPool::default(),
            headers: HeaderStore::default(),
            waits: Waits::default(),
            clock: Clock::default(),
            records: LiveRecords::default(),
            memory: DecisionMemory::new(limits.memory),
            num_spans: 0,
        }
    }

    /// Undecided traces.
    #[must_use]
    pub fn num_traces(&self) -> usize {
        self.index.len()
    }

    /// Spans of undecided traces.
    #[must_use]
    pub fn num_spans(&self) -> u64 {
        self.num_spans
    }

    /// Memory that the table takes.
    #[must_use]
    pub fn size_bytes(&self) -> usize {
        self.index.allocation_size()
            + self.slots.size_bytes()
            + self.runs.size_bytes()
            + self.headers.size_bytes()
            + self.records.size_bytes()
            + self.memory.size_bytes()
    }

    /// When the next trace is due, by the caller's clock.
    #[must_use]
    pub fn next_due(&self) -> Option<f64> {
        let front = self.slots.get(self.waits.front(&self.slots)?)?;
        let crowded = self.num_traces() > self.limits.max_traces;
        let deadline = if crowded {
            self.clock.now()
        } else {
            front.deadline
        };
        Some(self.clock.outside(deadline))
    }

    /// Sequence of the oldest record with an undecided span.
    #[must_use]
    pub fn low_water(&self) -> Option<u64> {
        self.records.oldest()
    }

    /// Record a decision for spans that come late.
    pub fn remember(&mut self, trace_id: &[u8; 16], decision: Decision) {
        self.memory
            .remember(self.keys.fingerprint(trace_id), decision);
    }

    /// Record the decisions of a record from before a restart. Names that are new are added to the
    /// lists that codes point into.
    pub fn recall(
        &mut self,
        set: &DecisionSet,
        policies: &mut Vec<String>,
        reasons: &mut Vec<String>,
    ) {
        let columns = set.trace_ids.iter().zip(&set.keep).zip(&set.weight);
        for (row, ((trace_id, &keep), &weight)) in columns.enumerate() {
            let decision = Decision {
                keep: keep != 0,
                policy: code_of(policies, set.policy_name(row)),
                reason: code_of(reasons, set.reason_name(row)),
                weight,
            };
            self.remember(trace_id, decision);
        }
    }

    fn find(&self, trace_id: &[u8; 16], fingerprint: u64) -> Option<u32> {
        self.index
            .find(fingerprint, |&slot| self.slots.id(slot) == *trace_id)
            .copied()
    }
}

fn code_of(names: &mut Vec<String>, name: &str) -> i32 {
    let known = names.iter().position(|each| each == name);
    if known.is_none() {
        names.push(name.to_owned());
    }
    i32::try_from(known.unwrap_or(names.len() - 1)).unwrap_or(-1)
}

/// Keys of the fingerprint: clients choose trace ids, so they must not know which of them collide.
#[derive(Debug, Clone, Copy)]
struct Keys(u64, u64);

impl Keys {
    fn new() -> Self {
        let seed = RandomState::new();
        Self(seed.hash_one(0_u8), seed.hash_one(1_u8))
    }

    /// One multiplication of 64 by 64 bits, folded.
    fn fingerprint(self, trace_id: &[u8; 16]) -> u64 {
        let [low, high] = halves(u128::from_le_bytes(*trace_id));
        let product = u128::from(low ^ self.0).wrapping_mul(u128::from(high ^ self.1));
        let [low, high] = halves(product);
        low ^ high ^ self.0.rotate_left(32)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the two halves are what is meant"
)]
fn halves(wide: u128) -> [u64; 2] {
    [wide as u64, (wide >> 64) as u64]
}
