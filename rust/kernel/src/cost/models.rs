//! What is known of models, by the names that spans give.

use hashbrown::HashTable;

use crate::hash::hash_bytes;

/// Names that a price depends on: provider, response model, request model, tier, address.
pub(crate) const NAMES: usize = 5;

/// Longer names are cut: no price list has them.
const MAX_NAME_BYTES: usize = 256;

/// More entries than this are forgotten before the next batch, but for the most frequent ones.
pub(crate) const MAX_MODELS: usize = 65_536;
const KEPT: usize = 256;

/// What holds for a model at one time: a price, or the reason why there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slot {
    /// Number of the price; None: see `reason`.
    pub price: Option<u32>,
    /// Place in the list of reasons.
    pub reason: u8,
    /// Place in the list of origins.
    pub origin: u8,
}

/// Slots from a time on, by second of the day.
#[derive(Clone, Debug, Default)]
pub struct Segment {
    /// Seconds since the epoch.
    pub from_s: i64,
    /// Slots in order of the second of the day at which they begin; the first begins at 0.
    pub slots: Vec<(u32, Slot)>,
}

/// One model as spans name it.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Segments in order of time; the first holds also before it.
    pub segments: Vec<Segment>,
    /// The standard's name of the provider; empty where unknown.
    pub provider: String,
}

#[derive(Debug)]
pub(crate) struct Entry {
    key: Box<[u8]>,
    pub(crate) model: Model,
    /// Bytes of text and tokens of calls that have both: input, output.
    pub(crate) learned: [(f64, f64); 2],
    /// Calls without a price, and why the last one had none.
    pub(crate) unpriced: u64,
    pub(crate) reason: u8,
}

impl Model {
    /// What holds at a time.
    pub(crate) fn slot(&self, start_s: i64) -> Slot {
        let [first, rest @ ..] = self.segments.as_slice() else {
            return Slot::default();
        };
        let segment = rest.iter().rev().find(|each| each.from_s <= start_s);
        let slots = &segment.unwrap_or(first).slots;
        if let [(_, only)] = slots.as_slice() {
            return *only;
        }
        let second = start_s.rem_euclid(86_400);
        let slot = slots
            .iter()
            .rev()
            .find(|(from, _)| i64::from(*from) <= second);
        slot.map(|(_, slot)| *slot).unwrap_or_default()
    }
}

/// Joins names into a key, each with its length.
pub(crate) fn join(names: [&[u8]; NAMES], key: &mut Vec<u8>) {
    key.clear();
    for name in names {
        let name = name.get(..MAX_NAME_BYTES).unwrap_or(name);
        let len = u16::try_from(name.len()).unwrap_or(u16::MAX);
        key.extend_from_slice(&len.to_le_bytes());
        key.extend_from_slice(name);
    }
}

/// The names in a key.
pub(crate) fn names(mut key: &[u8]) -> [String; NAMES] {
    std::array::from_fn(|_| {
        let Some((len, rest)) = key.split_first_chunk::<2>() else {
            return String::new();
        };
        let (name, rest) = rest.split_at(usize::from(u16::from_le_bytes(*len)).min(rest.len()));
        key = rest;
        String::from_utf8_lossy(name).into_owned()
    })
}

/// All models that were asked for.
#[derive(Debug, Default)]
pub(crate) struct Models {
    table: HashTable<u32>,
    pub(crate) entries: Vec<Entry>,
}

impl Models {
    #[inline]
    pub(crate) fn find(&self, key: &[u8]) -> Option<u32> {
        let entry = |number: &u32| self.entries.get(*number as usize);
        self.table
            .find(hash_bytes(key), |number| {
                entry(number).is_some_and(|entry| *entry.key == *key)
            })
            .copied()
    }

    pub(crate) fn insert(&mut self, key: &[u8], model: Model) {
        if let Some(number) = self.find(key) {
            self.entries[number as usize].model = model;
            return;
        }
        self.push(Entry {
            key: key.into(),
            model,
            learned: [(0.0, 0.0); 2],
            unpriced: 0,
            reason: 0,
        });
    }

    fn push(&mut self, entry: Entry) {
        let number = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let hash = hash_bytes(&entry.key);
        self.entries.push(entry);
        let entries = &self.entries;
        self.table.insert_unique(hash, number, |&number| {
            hash_bytes(entries.get(number as usize).map_or(&[], |entry| &entry.key))
        });
    }

    /// Forget models if there are too many; those that most often had no price stay, because
    /// somebody may ask for them.
    pub(crate) fn trim(&mut self) {
        if self.entries.len() <= MAX_MODELS {
            return;
        }
        let mut entries = std::mem::take(&mut self.entries);
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.unpriced));
        entries.truncate(KEPT);
        self.table = HashTable::new();
        for entry in entries {
            self.push(entry);
        }
    }

    /// Models without a price by number of calls, most frequent first: names, reason, calls.
    pub(crate) fn unpriced(&self, limit: usize) -> Vec<([String; NAMES], u8, u64)> {
        let mut found: Vec<&Entry> = self
            .entries
            .iter()
            .filter(|each| each.unpriced > 0)
            .collect();
        found.sort_by(|a, b| (b.unpriced, &a.key).cmp(&(a.unpriced, &b.key)));
        let row = |each: &Entry| (names(&each.key), each.reason, each.unpriced);
        found.into_iter().take(limit).map(row).collect()
    }
}
