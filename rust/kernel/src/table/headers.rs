//! Distinct resource and scope headers, shared by all runs that lie under them.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use hashbrown::HashTable;

/// What stands around a span: everything of its `ResourceSpans` and `ScopeSpans` but the spans.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Header {
    pub resource: Box<[u8]>,
    pub scope: Box<[u8]>,
}

#[derive(Debug)]
struct Entry {
    header: Arc<Header>,
    refs: u32,
}

/// Headers by number, counted by the runs that use them.
#[derive(Debug, Default)]
pub(crate) struct HeaderStore {
    entries: Vec<Option<Entry>>,
    free: Vec<u32>,
    index: HashTable<u32>,
    seed: RandomState,
    bytes: usize,
}

impl HeaderStore {
    /// Find or enter a header, and count one use of it.
    pub fn hold(&mut self, resource: &[u8], scope: &[u8]) -> u32 {
        let hash = self.seed.hash_one((resource, scope));
        let same = |&id: &u32| {
            self.get(id)
                .is_some_and(|known| *known.resource == *resource && *known.scope == *scope)
        };
        if let Some(&id) = self.index.find(hash, same) {
            self.hold_again(id);
            return id;
        }
        let header = Header {
            resource: resource.into(),
            scope: scope.into(),
        };
        self.bytes += header.resource.len() + header.scope.len();
        let id = self.place(Entry {
            header: Arc::new(header),
            refs: 1,
        });
        let (entries, seed) = (&self.entries, &self.seed);
        self.index
            .insert_unique(hash, id, |&id| hash_of(entries, seed, id));
        id
    }

    /// Count one more use.
    pub fn hold_again(&mut self, id: u32) {
        if let Some(Some(entry)) = self.entries.get_mut(id as usize) {
            entry.refs += 1;
        }
    }

    /// Count one use less; a header without uses is forgotten.
    pub fn release(&mut self, id: u32) {
        let Some(Some(entry)) = self.entries.get_mut(id as usize) else {
            return;
        };
        entry.refs -= 1;
        if entry.refs > 0 {
            return;
        }
        self.bytes -= entry.header.resource.len() + entry.header.scope.len();
        let hash = hash_of(&self.entries, &self.seed, id);
        if let Ok(found) = self.index.find_entry(hash, |&known| known == id) {
            found.remove();
        }
        if let Some(entry) = self.entries.get_mut(id as usize) {
            *entry = None;
        }
        self.free.push(id);
    }

    pub fn get(&self, id: u32) -> Option<&Arc<Header>> {
        self.entries
            .get(id as usize)?
            .as_ref()
            .map(|entry| &entry.header)
    }

    pub fn size_bytes(&self) -> usize {
        self.bytes
            + self.entries.capacity() * size_of::<Option<Entry>>()
            + self.free.capacity() * size_of::<u32>()
            + self.index.allocation_size()
    }

    fn place(&mut self, entry: Entry) -> u32 {
        if let Some(id) = self.free.pop() {
            if let Some(place) = self.entries.get_mut(id as usize) {
                *place = Some(entry);
            }
            return id;
        }
        self.entries.push(Some(entry));
        u32::try_from(self.entries.len() - 1).unwrap_or(u32::MAX)
    }
}

fn hash_of(entries: &[Option<Entry>], seed: &RandomState, id: u32) -> u64 {
    let entry = entries.get(id as usize).and_then(Option::as_ref);
    entry.map_or(0, |entry| {
        seed.hash_one((&*entry.header.resource, &*entry.header.scope))
    })
}
