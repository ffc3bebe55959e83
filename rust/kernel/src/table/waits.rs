//! Deadlines of traces: two lists in order of time, linked through the slots.
//!
//! All traces wait equally long after their first span, and equally long after their root. So each
//! list is sorted by being appended to, and no heap, wheel or stale entry is needed.

use super::slots::Slots;

pub(crate) const NONE: u32 = u32::MAX;

/// Which list a slot is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum List {
    FirstSeen,
    RootSeen,
}

#[derive(Debug, Clone, Copy)]
struct Ends {
    head: u32,
    tail: u32,
}

#[derive(Debug)]
pub(crate) struct Waits {
    first_seen: Ends,
    root_seen: Ends,
}

impl Default for Waits {
    fn default() -> Self {
        let empty = Ends {
            head: NONE,
            tail: NONE,
        };
        Self {
            first_seen: empty,
            root_seen: empty,
        }
    }
}

impl Waits {
    /// Slot of the trace whose wait ends first.
    pub fn front(&self, slots: &Slots) -> Option<u32> {
        let deadline = |slot: u32| slots.get(slot).map_or(f64::INFINITY, |slot| slot.deadline);
        let (first, root) = (self.first_seen.head, self.root_seen.head);
        let sooner = if deadline(root) < deadline(first) {
            root
        } else {
            first
        };
        Some(sooner).filter(|slot| *slot != NONE)
    }

    /// Append a slot to a list. Its deadline must not be before that of the last one.
    pub fn append(&mut self, slots: &mut Slots, slot: u32, list: List) {
        let ends = self.ends(list);
        let tail = std::mem::replace(&mut ends.tail, slot);
        if tail == NONE {
            ends.head = slot;
        } else if let Some(before) = slots.get_mut(tail) {
            before.next = slot;
        }
        if let Some(entry) = slots.get_mut(slot) {
            (entry.prev, entry.next, entry.list) = (tail, NONE, list);
        }
    }

    /// Take a slot out of its list.
    pub fn remove(&mut self, slots: &mut Slots, slot: u32) {
        let Some(entry) = slots.get(slot) else { return };
        let (prev, next, list) = (entry.prev, entry.next, entry.list);
        let ends = self.ends(list);
        match slots.get_mut(prev) {
            Some(before) => before.next = next,
            None => ends.head = next,
        }
        match slots.get_mut(next) {
            Some(after) => after.prev = prev,
            None => ends.tail = prev,
        }
    }

    fn ends(&mut self, list: List) -> &mut Ends {
        match list {
            List::FirstSeen => &mut self.first_seen,
            List::RootSeen => &mut self.root_seen,
        }
    }
}

/// The table's own time: the caller's clock, but a step back counts as no time passed.
///
/// So a clock that is set back neither freezes the waits nor breaks the order of the lists.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    now: f64,
    offset: f64,
}

impl Clock {
    pub fn tick(&mut self, outside: f64) -> f64 {
        if outside + self.offset < self.now {
            self.offset = self.now - outside;
        }
        self.now = outside + self.offset;
        self.now
    }

    /// A time of this clock as the caller's clock will show it.
    pub fn outside(&self, time: f64) -> f64 {
        time - self.offset
    }

    pub fn now(&self) -> f64 {
        self.now
    }
}
