//! What earlier batches leave behind, so that a parent knows what its children cost.
//!
//! No spans: sums that wait for the span they are about, what was counted, and links from span to
//! parent. Sums and amounts are forgotten in two generations, links are a table of fixed size. A
//! span that comes again, because its request was repeated, finds its own amount and gets it again.

use hashbrown::HashTable;

/// Sums of a generation; the one before it is kept as well.
const SUMS: usize = 131_072;

/// Amounts of a generation, likewise.
const AMOUNTS: usize = 262_144;

/// Links, in groups that share a cache line.
const GROUPS: usize = 32_768;
const GROUP: usize = 4;

/// What counted below a span that has not come yet.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Below {
    /// Tokens: input, output, cache read, cache write.
    pub(crate) tokens: [i64; 4],
    /// Something did.
    pub(crate) covered: bool,
}

/// A map by hash that forgets the older half of what it holds when it is full.
#[derive(Debug)]
struct Generations<T> {
    recent: HashTable<(u64, T)>,
    older: HashTable<(u64, T)>,
    limit: usize,
}

impl<T> Generations<T> {
    fn new(limit: usize) -> Self {
        Self {
            recent: HashTable::new(),
            older: HashTable::new(),
            limit,
        }
    }

    fn len(&self) -> usize {
        self.recent.len() + self.older.len()
    }

    fn get(&self, key: u64) -> Option<&T> {
        let found = self.recent.find(key, |(other, _)| *other == key);
        let found = found.or_else(|| self.older.find(key, |(other, _)| *other == key));
        found.map(|(_, value)| value)
    }

    fn take(&mut self, key: u64) -> Option<T> {
        for table in [&mut self.recent, &mut self.older] {
            if table.is_empty() {
                continue;
            }
            if let Ok(found) = table.find_entry(key, |(other, _)| *other == key) {
                return Some(found.remove().0.1);
            }
        }
        None
    }

    /// Put a value for a key that is not there.
    fn put(&mut self, key: u64, value: T) {
        if self.recent.len() >= self.limit {
            self.older = std::mem::take(&mut self.recent);
        }
        self.recent
            .insert_unique(key, (key, value), |(key, _)| *key);
    }
}

#[derive(Debug)]
pub(crate) struct Memory {
    sums: Generations<Below>,
    amounts: Generations<f64>,
    links: Vec<[(u64, u64); GROUP]>,
}

impl Default for Memory {
    fn default() -> Self {
        Self {
            sums: Generations::new(SUMS),
            amounts: Generations::new(AMOUNTS),
            links: Vec::new(),
        }
    }
}

impl Memory {
    /// How much is remembered.
    pub(crate) fn len(&self) -> usize {
        self.sums.len() + self.amounts.len()
    }

    /// What a span or a response counted, if it came before.
    pub(crate) fn counted(&self, key: u64) -> Option<f64> {
        self.amounts.get(key).copied()
    }

    /// Note what a span or a response counted.
    pub(crate) fn count(&mut self, key: u64, amount: f64) {
        self.amounts.put(key, amount);
    }

    /// Take what waits for a span.
    pub(crate) fn take(&mut self, key: u64) -> Option<Below> {
        self.sums.take(key)
    }

    /// Add to what waits for a span.
    pub(crate) fn add(&mut self, key: u64, tokens: &[i64; 4]) {
        let mut below = self.sums.take(key).unwrap_or_default();
        below.covered = true;
        for (sum, more) in below.tokens.iter_mut().zip(tokens) {
            *sum = sum.saturating_add(*more);
        }
        self.sums.put(key, below);
    }

    /// Remember that `key` has the parent `parent`; the oldest link of its group is forgotten.
    pub(crate) fn link(&mut self, key: u64, parent: u64) {
        if self.links.is_empty() {
            self.links = vec![[(0, 0); GROUP]; GROUPS];
        }
        let group = &mut self.links[place(key)];
        let at = group.iter().position(|(known, _)| *known == key);
        group[..=at.unwrap_or(GROUP - 1)].rotate_right(1);
        group[0] = (key, parent);
    }

    /// The parent of a span that came before.
    pub(crate) fn parent(&self, key: u64) -> Option<u64> {
        let group = self.links.get(place(key))?;
        let found = group.iter().find(|(known, _)| *known == key);
        found.map(|(_, parent)| *parent)
    }
}

fn place(key: u64) -> usize {
    (key >> 40) as usize & (GROUPS - 1)
}

#[cfg(test)]
mod tests {
    use super::{AMOUNTS, Memory, SUMS};
    use crate::hash::hash_bytes;

    #[test]
    fn everything_has_an_end() {
        let mut memory = Memory::default();
        let keys: Vec<u64> = (0..1_500_000u32)
            .map(|n| hash_bytes(&n.to_le_bytes()))
            .collect();
        for &key in &keys {
            memory.count(key, 1.0);
            memory.add(key, &[1, 0, 0, 0]);
            memory.link(key, 1);
        }
        assert!(memory.len() <= 2 * (SUMS + AMOUNTS));
        assert_eq!(memory.links.len(), super::GROUPS);
        let last = keys[keys.len() - 1];
        assert_eq!(
            (memory.counted(last), memory.parent(last)),
            (Some(1.0), Some(1))
        );
        assert_eq!(memory.counted(keys[0]), None);
    }

    #[test]
    fn what_waits_adds_up_and_is_taken_once() {
        let mut memory = Memory::default();
        memory.add(7, &[1, 2, 3, i64::MAX]);
        memory.add(7, &[1, 2, 3, 4]);
        let below = memory.take(7).unwrap_or_default();
        assert_eq!((below.tokens, below.covered), ([2, 4, 6, i64::MAX], true));
        assert_eq!(memory.take(7), None);
    }
}
