//! A fast hash of byte strings, keyed once a process so that no client can choose strings that
//! collide.

use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;

static KEYS: LazyLock<[u64; 2]> = LazyLock::new(|| {
    let state = RandomState::new();
    [state.hash_one(1u8) | 1, state.hash_one(2u8) | 1]
});

/// Hash `bytes`. The value differs from process to process and must not be stored.
#[must_use]
pub fn hash_bytes(bytes: &[u8]) -> u64 {
    let [first, second] = *KEYS;
    let mut state = first ^ bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(16);
    for chunk in &mut chunks {
        let (low, high) = chunk.split_at(8);
        state = fold(load(low) ^ state, load(high) ^ second);
    }
    let (low, high) = chunks.remainder().split_at(chunks.remainder().len().min(8));
    state = fold(load(low) ^ state, load(high) ^ second);
    fold(state ^ second, first)
}

#[inline]
fn load(bytes: &[u8]) -> u64 {
    if let Some(whole) = bytes.first_chunk::<8>() {
        return u64::from_le_bytes(*whole);
    }
    bytes
        .iter()
        .rev()
        .fold(0, |value, &byte| value << 8 | u64::from(byte))
}

#[inline]
#[expect(clippy::cast_possible_truncation, reason = "both halves are used")]
fn fold(left: u64, right: u64) -> u64 {
    let product = u128::from(left) * u128::from(right);
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::hash_bytes;

    #[test]
    fn every_byte_counts() {
        let base = vec![7u8; 40];
        for index in 0..base.len() {
            let mut other = base.clone();
            other[index] ^= 1;
            assert_ne!(hash_bytes(&base), hash_bytes(&other), "byte {index}");
        }
        assert_ne!(hash_bytes(b""), hash_bytes(b"\0"));
    }
}
