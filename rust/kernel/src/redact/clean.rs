//! Short texts in which nothing was found. Senders write the same models, routes and names into
//! every span, and a text that is known is not scanned again.

use spanmill_scan::EntitySet;

use super::keys::Reading;
use crate::hash::hash_bytes;

/// Longer texts repeat less, and take longer to compare.
const MAX_LEN: usize = 64;
const SLOTS: usize = 1 << u8::BITS;

/// A text, and what was looked for in it.
#[derive(Clone, Copy)]
struct Known {
    entities: EntitySet,
    context: EntitySet,
    len: usize,
    text: [u8; MAX_LEN],
}

/// As many texts as have their own place; the last one of each stays.
pub struct Clean {
    known: Vec<Known>,
}

impl Clean {
    /// None is known.
    pub fn new() -> Self {
        let none = Known {
            entities: EntitySet::default(),
            context: EntitySet::default(),
            len: 0,
            text: [0; MAX_LEN],
        };
        Self {
            known: vec![none; SLOTS],
        }
    }

    /// The place of `text`. None where it is long, or where what is found in it does not depend
    /// on the kinds and the words of the key alone.
    #[inline]
    pub fn place(text: &[u8], reading: &Reading) -> Option<usize> {
        let is_scanned = reading.meaning.whole.is_none() && !reading.is_url;
        let is_asked = text.len() <= MAX_LEN && is_scanned && reading.dialects == 0;
        // The lowest byte of the hash has as many values as there are places.
        is_asked.then(|| usize::from(hash_bytes(text).to_le_bytes()[0]))
    }

    /// True where nothing was found in `text`, whose place is `place`.
    #[inline]
    pub fn has(&self, place: usize, text: &[u8], reading: &Reading) -> bool {
        self.known.get(place).is_some_and(|known| {
            known.text.get(..known.len) == Some(text)
                && known.entities == reading.entities
                && known.context == reading.meaning.context
        })
    }

    /// Remember that nothing was found in `text`.
    #[inline]
    pub fn add(&mut self, place: usize, text: &[u8], reading: &Reading) {
        if let Some(known) = self.known.get_mut(place)
            && let Some(own) = known.text.get_mut(..text.len())
        {
            own.copy_from_slice(text);
            known.len = text.len();
            known.entities = reading.entities;
            known.context = reading.meaning.context;
        }
    }
}
