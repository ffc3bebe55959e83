//! Storage of the undecided traces: one slot each, and a pool of their runs.

use super::waits::{List, NONE};

/// What is known of one trace.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slot {
    pub start: u64,
    pub end: u64,
    pub flags: u64,
    pub bytes: u64,
    pub deadline: f64,
    pub spans: u32,
    pub first_run: u32,
    pub last_run: u32,
    pub prev: u32,
    pub next: u32,
    pub list: List,
}

/// Adjacent spans of one trace under one header; `next` is the trace's next run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PooledRun {
    pub position: u64,
    pub len: u32,
    pub spans: u32,
    pub header: u32,
    pub next: u32,
}

/// Grown by a quarter and not doubled: at a million traces the difference is memory that a host
/// would miss.
#[derive(Debug)]
pub(crate) struct Slots {
    ids: Vec<[u8; 16]>,
    entries: Vec<Slot>,
    values: Vec<f64>,
    width: usize,
    free: u32,
}

impl Slots {
    pub fn new(width: usize) -> Self {
        Self {
            ids: Vec::new(),
            entries: Vec::new(),
            values: Vec::new(),
            width,
            free: NONE,
        }
    }

    pub fn get(&self, slot: u32) -> Option<&Slot> {
        self.entries.get(slot as usize)
    }

    pub fn get_mut(&mut self, slot: u32) -> Option<&mut Slot> {
        self.entries.get_mut(slot as usize)
    }

    pub fn id(&self, slot: u32) -> [u8; 16] {
        self.ids.get(slot as usize).copied().unwrap_or_default()
    }

    pub fn values(&self, slot: u32) -> &[f64] {
        let start = slot as usize * self.width;
        self.values
            .get(start..start + self.width)
            .unwrap_or_default()
    }

    pub fn values_mut(&mut self, slot: u32) -> &mut [f64] {
        let start = slot as usize * self.width;
        self.values
            .get_mut(start..start + self.width)
            .unwrap_or_default()
    }

    pub fn insert(&mut self, id: [u8; 16], entry: Slot) -> u32 {
        let slot = self.free;
        let Some(place) = self.entries.get_mut(slot as usize) else {
            return self.push(id, entry);
        };
        self.free = place.next;
        *place = entry;
        if let Some(place) = self.ids.get_mut(slot as usize) {
            *place = id;
        }
        self.values_mut(slot).fill(f64::NAN);
        slot
    }

    fn push(&mut self, id: [u8; 16], entry: Slot) -> u32 {
        make_room(&mut self.ids, 1);
        make_room(&mut self.entries, 1);
        make_room(&mut self.values, self.width);
        self.ids.push(id);
        self.entries.push(entry);
        self.values.resize(self.values.len() + self.width, f64::NAN);
        u32::try_from(self.entries.len() - 1).unwrap_or(NONE)
    }

    pub fn remove(&mut self, slot: u32) {
        let free = self.free;
        if let Some(place) = self.get_mut(slot) {
            place.next = free;
            self.free = slot;
        }
    }

    pub fn size_bytes(&self) -> usize {
        self.ids.capacity() * size_of::<[u8; 16]>()
            + self.entries.capacity() * size_of::<Slot>()
            + self.values.capacity() * size_of::<f64>()
    }
}

/// The runs of all traces.
#[derive(Debug)]
pub(crate) struct RunPool {
    entries: Vec<PooledRun>,
    free: u32,
}

impl Default for RunPool {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            free: NONE,
        }
    }
}

impl RunPool {
    pub fn get_mut(&mut self, run: u32) -> Option<&mut PooledRun> {
        self.entries.get_mut(run as usize)
    }

    pub fn insert(&mut self, entry: PooledRun) -> u32 {
        if let Some(place) = self.entries.get_mut(self.free as usize) {
            let run = std::mem::replace(&mut self.free, place.next);
            *place = entry;
            return run;
        }
        make_room(&mut self.entries, 1);
        self.entries.push(entry);
        u32::try_from(self.entries.len() - 1).unwrap_or(NONE)
    }

    pub fn remove(&mut self, run: u32) -> Option<PooledRun> {
        let free = self.free;
        let place = self.get_mut(run)?;
        let entry = *place;
        place.next = free;
        self.free = run;
        Some(entry)
    }

    pub fn size_bytes(&self) -> usize {
        self.entries.capacity() * size_of::<PooledRun>()
    }
}

fn make_room<T>(list: &mut Vec<T>, more: usize) {
    if list.len() + more > list.capacity() {
        list.reserve_exact((list.len() / 4).max(64 * more.max(1)));
    }
}
