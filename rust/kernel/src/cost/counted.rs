//! Finds out which part of a cost no other span counts too.
//!
//! A leaf call counts at once. A call above others counts with the tokens that they do not have, a
//! sum only where nothing below it counted, and of spans with one response id the deepest, or the
//! first to come. What came in earlier batches is remembered.

use hashbrown::HashTable;

use super::call::Call;
use super::memory::Memory;
use super::read::Columns;
use super::spec::{Class, reason};
use crate::batch::Batch;
use crate::hash::hash_bytes;

/// Calls nested deeper, or in a circle, count as having no caller.
const MAX_DEPTH: usize = 64;

/// Stands for a root's parent; no span has it.
const NONE: u64 = 0;

/// Set each call's share. `calls` are in order of rows.
pub(crate) fn count_once(columns: &Columns<'_>, calls: &mut [Call], memory: &mut Memory) {
    let tree = Tree::new(columns.batch, calls);
    let mut next = calls.iter().map(|call| call.row).peekable();
    for row in 0..tree.own.len() {
        if next.next_if_eq(&row).is_none() {
            tree.hand_on(row, memory);
        }
    }
    for index in tree.order(calls) {
        let call = &mut calls[index];
        if call.is_priced() {
            settle(columns, call, &tree, memory);
        } else if tree.hand_on(call.row, memory) && call.class == Class::Call {
            // Above calls that have a price it is another view of them.
            call.reason = reason::DUPLICATE;
        }
    }
}

fn settle(columns: &Columns<'_>, call: &mut Call, tree: &Tree, memory: &mut Memory) {
    let (key, parent) = (tree.own[call.row], tree.parent[call.row]);
    if let Some(counted) = memory.counted(key) {
        call.counted = counted;
        return;
    }
    let below = memory.take(key).unwrap_or_default();
    let response = response_key(columns, call);
    let repeated = response.is_some_and(|key| memory.counted(key).is_some());
    let beyond = call.beyond(&below.tokens);
    call.counted = match (repeated, below.covered, call.class) {
        (true, _, _) | (_, true, Class::Sum) => 0.0,
        (_, false, _) => call.total,
        (_, true, _) => call.share(&beyond),
    };
    memory.count(key, call.counted);
    if let (Some(key), false) = (response, repeated) {
        memory.count(key, call.counted);
    }
    let mut covers = below.tokens;
    if !repeated && (call.class == Class::Call || !below.covered) {
        for (covered, more) in covers.iter_mut().zip(beyond) {
            *covered = covered.saturating_add(more);
        }
    }
    if below.covered || !repeated {
        tree.hand_up(parent, &covers, memory);
    }
}

/// A key for the response of a call within its trace.
fn response_key(columns: &Columns<'_>, call: &Call) -> Option<u64> {
    let trace = columns.batch.trace_ids().get(call.row)?;
    Some(call.response? ^ hash_bytes(trace).rotate_left(17))
}

/// The spans of a batch by id.
struct Tree {
    own: Vec<u64>,
    parent: Vec<u64>,
    /// Rows by key; empty where fewer than two spans are calls.
    rows: HashTable<u32>,
    /// Place among the calls by row, likewise.
    call_of: Vec<u32>,
}

impl Tree {
    fn new(batch: &Batch, calls: &[Call]) -> Self {
        let traces = batch.trace_ids();
        let keys = |ids: &[[u8; 8]]| -> Vec<u64> {
            traces
                .iter()
                .zip(ids)
                .map(|(trace, id)| key(trace, *id))
                .collect()
        };
        let mut tree = Self {
            own: keys(&batch.rows().span_id),
            parent: keys(batch.parents()),
            rows: HashTable::new(),
            call_of: Vec::new(),
        };
        if calls.len() > 1 {
            tree.index(calls);
        }
        tree
    }

    fn index(&mut self, calls: &[Call]) {
        self.call_of = vec![u32::MAX; self.own.len()];
        for (place, call) in (0..).zip(calls) {
            self.call_of[call.row] = place;
        }
        let own = &self.own;
        let hash = |row: &u32| own.get(*row as usize).copied().unwrap_or(NONE);
        self.rows.reserve(own.len(), hash);
        for (row, key) in (0..).zip(own) {
            self.rows.insert_unique(*key, row, hash);
        }
    }

    fn row(&self, key: u64) -> Option<usize> {
        let found = self.rows.find(key, |row| self.own[*row as usize] == key);
        found.map(|row| *row as usize)
    }

    fn is_call(&self, row: usize) -> bool {
        self.call_of[row] != u32::MAX
    }

    /// Place of the nearest call above a row.
    fn above(&self, row: usize) -> Option<usize> {
        let mut at = row;
        for _ in 0..MAX_DEPTH {
            at = self.row(self.parent[at])?;
            if self.is_call(at) {
                return Some(self.call_of[at] as usize);
            }
        }
        None
    }

    /// Places of calls, the deepest first.
    fn order(&self, calls: &[Call]) -> Vec<usize> {
        let mut order: Vec<usize> = (0..calls.len()).collect();
        if self.rows.is_empty() {
            return order;
        }
        let above: Vec<Option<usize>> = calls.iter().map(|call| self.above(call.row)).collect();
        if above.iter().all(Option::is_none) {
            return order;
        }
        let depth = |place: usize| {
            let mut at = place;
            (0..MAX_DEPTH)
                .take_while(|_| {
                    above[at].is_some_and(|next| {
                        at = next;
                        true
                    })
                })
                .count()
        };
        let depths: Vec<usize> = order.iter().map(|&place| depth(place)).collect();
        order.sort_by_key(|&place| std::cmp::Reverse(depths[place]));
        order
    }

    /// Hand on what waits at a span that costs nothing itself. True where something did.
    fn hand_on(&self, row: usize, memory: &mut Memory) -> bool {
        let (own, parent) = (self.own[row], self.parent[row]);
        let waits = memory.take(own);
        if parent != NONE {
            memory.link(own, parent);
        }
        if let Some(below) = waits {
            self.hand_up(parent, &below.tokens, memory);
        }
        waits.is_some()
    }

    /// Add to what waits at the nearest call above, or at the first span that is not known yet.
    fn hand_up(&self, parent: u64, tokens: &[i64; 4], memory: &mut Memory) {
        let mut at = parent;
        for _ in 0..MAX_DEPTH {
            if at == NONE {
                return;
            }
            let next = match self.row(at) {
                Some(row) if !self.is_call(row) => Some(self.parent[row]),
                Some(_) => None,
                None => memory.parent(at),
            };
            let Some(next) = next else { break };
            at = next;
        }
        // A span that has counted already no longer asks what is below it.
        if memory.counted(at).is_none() {
            memory.add(at, tokens);
        }
    }
}

/// Key of a span by its trace and its id; `NONE` for the parent of a root.
#[inline]
fn key(trace: &[u8; 16], span: [u8; 8]) -> u64 {
    if span == [0; 8] {
        return NONE;
    }
    let mut bytes = [0u8; 24];
    bytes[..16].copy_from_slice(trace);
    bytes[16..].copy_from_slice(&span);
    hash_bytes(&bytes).max(1)
}
