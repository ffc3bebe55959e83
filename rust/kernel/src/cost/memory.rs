//! What earlier batches leave behind, so that a parent knows what its children cost.
//!
//! No spans: sums by span id, which are forgotten in two generations, and links from span to
//! parent in a table of fixed size. A span that comes again, because its request was repeated,
//! finds its own decision and gets the same one.

use hashbrown::HashTable;

/// Entries of a generation; the one before it is kept as well.
const GENERATION: usize = 65_536;

/// Links, in groups that share a cache line.
const GROUPS: usize = 32_768;
const GROUP: usize = 4;

/// What is known of a span, of which children may have come before it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Entry {
    /// Tokens of calls below: input, output, cache read, cache write.
    pub(crate) below: [i64; 4],
    /// Something below counted.
    pub(crate) covered: bool,
    /// What the span itself counted, once it came.
    pub(crate) counted: Option<f64>,
}

#[derive(Debug, Default)]
pub(crate) struct Memory {
    recent: HashTable<(u64, Entry)>,
    older: HashTable<(u64, Entry)>,
    links: Vec<[(u64, u64); GROUP]>,
}

impl Memory {
    pub(crate) fn len(&self) -> usize {
        self.recent.len() + self.older.len()
    }

    /// The entry of `key`, if there is one.
    pub(crate) fn get(&mut self, key: u64) -> Option<&mut Entry> {
        if let Ok(old) = self.older.find_entry(key, |(other, _)| *other == key) {
            let (entry, _) = old.remove();
            self.insert(entry);
        }
        self.recent
            .find_mut(key, |(other, _)| *other == key)
            .map(|(_, entry)| entry)
    }

    /// Change the entry of `key`, which is made where there is none.
    pub(crate) fn update(&mut self, key: u64, change: impl FnOnce(&mut Entry)) {
        if let Some(entry) = self.get(key) {
            change(entry);
            return;
        }
        let mut entry = Entry::default();
        change(&mut entry);
        self.insert((key, entry));
    }

    /// Take the entry of `key` out.
    pub(crate) fn take(&mut self, key: u64) -> Option<Entry> {
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

    fn insert(&mut self, entry: (u64, Entry)) {
        if self.recent.len() >= GENERATION {
            self.older = std::mem::take(&mut self.recent);
        }
        self.recent.insert_unique(entry.0, entry, |(key, _)| *key);
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
