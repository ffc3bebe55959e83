//! Large buffers that batches share, drawn from a small pool.
//!
//! A fresh large allocation costs a page fault every 4 kB, which is dearer than the walk; so
//! buffers of dropped batches wait
//! for the next group. The pool is bounded in number and in bytes.

use std::sync::{Arc, Mutex, PoisonError};

const MAX_POOLED: usize = 8;
const MAX_POOLED_BYTES: usize = 16 << 20;
const MIN_POOLED_BYTES: usize = 64 << 10;
/// A buffer from the pool is at most so many times as large as it has to be.
const MAX_SLACK: usize = 4;

static POOL: Mutex<Vec<Vec<u8>>> = Mutex::new(Vec::new());

/// An immutable buffer; its memory goes back to the pool when the last batch over it is dropped.
#[derive(Debug, Default)]
pub struct Block(Vec<u8>);

impl Block {
    /// Seal `bytes`.
    #[must_use]
    pub fn seal(bytes: Vec<u8>) -> Arc<Self> {
        Arc::new(Self(bytes))
    }

    /// The bytes.
    #[must_use]
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for Block {
    fn drop(&mut self) {
        give_back(std::mem::take(&mut self.0));
    }
}

/// An empty buffer with room for `capacity` bytes, from the pool where one fits.
#[must_use]
pub fn take_buffer(capacity: usize) -> Vec<u8> {
    if capacity < MIN_POOLED_BYTES {
        return Vec::with_capacity(capacity);
    }
    let mut buffer = from_pool(capacity).unwrap_or_else(|| Vec::with_capacity(capacity));
    buffer.clear();
    buffer
}

/// A buffer of `len` bytes that say nothing: whoever takes it writes every one of them.
#[must_use]
pub(crate) fn take_filled(len: usize) -> Vec<u8> {
    let pooled = (len >= MIN_POOLED_BYTES).then(|| from_pool(len));
    let mut buffer = pooled.flatten().unwrap_or_default();
    // Writes zeros only where the buffer was never filled.
    buffer.resize(len, 0);
    buffer
}

/// The buffer that fits best: a small body in a large buffer would keep memory that nobody counts.
fn from_pool(capacity: usize) -> Option<Vec<u8>> {
    let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    let fits = capacity..=capacity.saturating_mul(MAX_SLACK);
    let fitting = (0..pool.len())
        .filter(|&place| fits.contains(&pool[place].capacity()))
        .min_by_key(|&place| pool[place].capacity())?;
    Some(pool.swap_remove(fitting))
}

/// Hand a buffer back; small, huge or surplus ones are freed.
pub fn give_back(buffer: Vec<u8>) {
    if !(MIN_POOLED_BYTES..=MAX_POOLED_BYTES).contains(&buffer.capacity()) {
        return;
    }
    let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    if pool.len() < MAX_POOLED {
        pool.push(buffer);
    }
}

/// Bytes in one of a batch's blocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// Index of the block in the batch.
    pub block: u16,
    /// First byte.
    pub off: u32,
    /// Number of bytes.
    pub len: u32,
}

impl Range {
    /// The range of `extent` in `block`. Blocks are kept below 4 GiB by whoever fills them.
    #[must_use]
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "blocks are below 4 GiB")]
    pub fn new(block: u16, extent: crate::wire::Extent) -> Self {
        Self {
            block,
            off: extent.start as u32,
            len: extent.len() as u32,
        }
    }

    /// The bytes; empty where the range does not fit its block.
    #[must_use]
    #[inline]
    pub fn of(self, blocks: &[Arc<Block>]) -> &[u8] {
        let start = self.off as usize;
        blocks
            .get(usize::from(self.block))
            .and_then(|block| block.bytes().get(start..start + self.len as usize))
            .unwrap_or_default()
    }

    /// One behind the last byte.
    #[must_use]
    #[inline]
    pub fn end(self) -> u32 {
        self.off + self.len
    }
}
