//! Numbers by text, found without making the text anew.

use hashbrown::HashTable;

use crate::hash::hash_bytes;

/// A map from bytes to numbers that only grows.
#[derive(Debug, Default)]
pub(crate) struct TextMap {
    table: HashTable<(Box<[u8]>, u32)>,
}

impl TextMap {
    pub(crate) fn insert(&mut self, text: &[u8], number: u32) {
        let hash = hash_bytes(text);
        if self.table.find(hash, |(key, _)| **key == *text).is_none() {
            self.table
                .insert_unique(hash, (text.into(), number), |(key, _)| hash_bytes(key));
        }
    }

    #[inline]
    pub(crate) fn get(&self, text: &[u8]) -> Option<u32> {
        self.table
            .find(hash_bytes(text), |(key, _)| **key == *text)
            .map(|(_, number)| *number)
    }
}
