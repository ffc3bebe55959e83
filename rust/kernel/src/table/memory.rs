//! What was decided of traces that are gone, for spans that come late.

use hashbrown::HashTable;

/// A decision, recorded once and never changed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decision {
    /// Keep or drop.
    pub keep: bool,
    /// Code of the policy.
    pub policy: i32,
    /// Code of the reason.
    pub reason: i32,
    /// How many traces of its kind the trace stands for.
    pub weight: f64,
}

#[derive(Debug, Default)]
struct Generation {
    /// (fingerprint, row in `decisions`)
    by_fingerprint: HashTable<(u64, u32)>,
    /// Few are distinct: policies give the same answer to many traces.
    decisions: Vec<Decision>,
}

/// Two generations of half the size: when the young one is full, the old one is forgotten.
#[derive(Debug)]
pub(crate) struct DecisionMemory {
    young: Generation,
    old: Generation,
    half: usize,
}

impl DecisionMemory {
    /// Remember between half of `memory` and `memory` decisions once that many were made.
    pub fn new(memory: usize) -> Self {
        Self {
            young: Generation::default(),
            old: Generation::default(),
            half: memory.div_ceil(2),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.young.by_fingerprint.is_empty() && self.old.by_fingerprint.is_empty()
    }

    pub fn remember(&mut self, fingerprint: u64, decision: Decision) {
        if self.half == 0 {
            return;
        }
        let known = self.young.find(fingerprint).is_some();
        if !known && self.young.by_fingerprint.len() >= self.half {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.put(fingerprint, decision);
    }

    /// Recall a decision; one that is recalled is young again.
    pub fn recall(&mut self, fingerprint: u64) -> Option<Decision> {
        if let Some(decision) = self.young.get(fingerprint) {
            return Some(decision);
        }
        let decision = self.old.get(fingerprint)?;
        self.remember(fingerprint, decision);
        Some(decision)
    }

    pub fn size_bytes(&self) -> usize {
        self.young.size_bytes() + self.old.size_bytes()
    }
}

impl Generation {
    fn find(&self, fingerprint: u64) -> Option<u32> {
        self.by_fingerprint
            .find(fingerprint, |known| known.0 == fingerprint)
            .map(|known| known.1)
    }

    fn get(&self, fingerprint: u64) -> Option<Decision> {
        self.decisions
            .get(self.find(fingerprint)? as usize)
            .copied()
    }

    fn put(&mut self, fingerprint: u64, decision: Decision) {
        // The last few are where an equal one is found, if at all; a miss costs one entry, not
        // correctness.
        let known = self
            .decisions
            .iter()
            .rev()
            .take(16)
            .position(|known| *known == decision);
        let row = known.map_or(self.decisions.len(), |back| self.decisions.len() - 1 - back);
        if known.is_none() {
            self.decisions.push(decision);
        }
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        let same = |known: &(u64, u32)| known.0 == fingerprint;
        match self.by_fingerprint.find_mut(fingerprint, same) {
            Some(known) => known.1 = row,
            None => drop(self.by_fingerprint.insert_unique(
                fingerprint,
                (fingerprint, row),
                |known| known.0,
            )),
        }
    }

    fn size_bytes(&self) -> usize {
        self.by_fingerprint.allocation_size() + self.decisions.capacity() * size_of::<Decision>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEEP: Decision = Decision {
        keep: true,
        policy: 3,
        reason: 1,
        weight: 2.0,
    };

    /// At least half of the memory's size is remembered, never more than its size, and what is
    /// asked for stays.
    #[test]
    fn memory_is_bounded() {
        let mut memory = DecisionMemory::new(10);
        memory.remember(0, KEEP);
        for fingerprint in 1..100 {
            memory.remember(fingerprint, KEEP);
            assert_eq!(memory.recall(0), Some(KEEP), "after {fingerprint}");
        }
        let known = (1..100).filter(|&fingerprint| {
            memory
                .young
                .get(fingerprint)
                .or(memory.old.get(fingerprint))
                .is_some()
        });
        let known: Vec<_> = known.collect();
        assert!((4..=10).contains(&known.len()), "{known:?}");
        assert!(known.contains(&99) && known.contains(&96));
        let mut off = DecisionMemory::new(0);
        off.remember(1, KEEP);
        assert_eq!(off.recall(1), None);
    }
}
