//! Replacing attribute values by their hash.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::batch::{Batch, BatchError};
use crate::edit::{ATTRIBUTE, SpanWriter, pieces_without};
use crate::headers::Level;
use crate::keys::KeyMatcher;
use crate::spelling::{Spelled, read_pair};
use crate::wire::{Extent, put_bytes, put_len, varint_len};

/// Letters of a SHA-256 in hexadecimal.
const LETTERS: usize = 64;

/// Which attributes are hashed, and how.
#[derive(Debug)]
pub struct AttributeHasher {
    pub(crate) matcher: KeyMatcher,
    mac: Option<Hmac<Sha256>>,
}

impl AttributeHasher {
    /// SHA-256 of the values of these attributes, or HMAC-SHA-256 where `secret` is not empty.
    #[must_use]
    pub fn new(matcher: KeyMatcher, secret: &[u8]) -> Self {
        let mac = Hmac::new_from_slice(secret).ok();
        Self {
            matcher,
            mac: mac.filter(|_| !secret.is_empty()),
        }
    }

    /// Append the `KeyValue` with its value hashed as field `number`. False, and nothing appended,
    /// where it stays as it is.
    pub(crate) fn put(&mut self, pair: &[u8], number: u32, out: &mut Vec<u8>) -> bool {
        let (key, value) = read_pair(pair);
        if !self.matcher.matches(key) {
            return false;
        }
        let Some(digest) = self.digest(&value) else {
            return false;
        };
        let inner = 1 + varint_len(LETTERS as u64) + LETTERS;
        let key_len = 1 + varint_len(key.len() as u64) + key.len();
        put_len(out, number, key_len + 1 + varint_len(inner as u64) + inner);
        put_bytes(out, 1, key);
        put_len(out, 2, inner);
        put_bytes(out, 1, &digest);
        true
    }

    /// The hash of a text's bytes, of a number's eight bytes in little-endian order, of one byte
    /// for a boolean, and of the JSON spelling of an array or list.
    ///
    /// Source: the Collector's `attributes` processor, for scalars. It leaves an empty text in the
    /// place of an array or list.
    fn digest(&self, value: &Spelled<'_>) -> Option<[u8; LETTERS]> {
        Some(match value {
            Spelled::Text([]) | Spelled::Empty => return None,
            Spelled::Text(bytes) | Spelled::Bytes(bytes) => self.letters(bytes),
            Spelled::Bool(value) => self.letters(&[u8::from(*value)]),
            Spelled::Int(value) => self.letters(&value.to_le_bytes()),
            Spelled::Double(value) => self.letters(&value.to_le_bytes()),
            Spelled::Array(_) | Spelled::List(_) => {
                let mut spelled = Vec::new();
                value.put(&mut spelled);
                self.letters(&spelled)
            }
        })
    }

    fn letters(&self, bytes: &[u8]) -> [u8; LETTERS] {
        let hash = match &self.mac {
            Some(mac) => mac.clone().chain_update(bytes).finalize().into_bytes(),
            None => Sha256::digest(bytes),
        };
        let mut letters = [0; LETTERS];
        for (pair, byte) in letters.chunks_exact_mut(2).zip(hash) {
            pair.copy_from_slice(&[byte >> 4, byte & 0xf].map(letter));
        }
        letters
    }
}

fn letter(nibble: u8) -> u8 {
    b"0123456789abcdef"[usize::from(nibble)]
}

impl Batch {
    /// Replace the value of attributes whose key matches by the hash of the value, as text, in the
    /// rows of `mask`; None is every row. Empty texts and attributes without a value stay.
    ///
    /// # Errors
    /// `Length`, `TooLarge`.
    pub fn hash_attributes(
        &self,
        hasher: &mut AttributeHasher,
        mask: Option<&[u8]>,
        level: Option<Level>,
    ) -> Result<Self, BatchError> {
        self.expect_mask(mask, level)?;
        match level {
            Some(level) => Ok(self.hash_in_headers(hasher, mask, level)),
            None => self.hash_in_spans(hasher, mask),
        }
    }

    fn hash_in_spans(
        &self,
        hasher: &mut AttributeHasher,
        mask: Option<&[u8]>,
    ) -> Result<Self, BatchError> {
        let mut writer = SpanWriter::new(self, 0)?;
        let (mut pieces, mut tail, mut changed) = (Vec::new(), Vec::new(), Vec::new());
        for row in (0..self.num_spans()).filter(|row| mask.is_none_or(|mask| mask[*row] != 0)) {
            let old = self.span(row);
            let whole = Extent {
                start: 0,
                end: old.len(),
            };
            tail.clear();
            let hit = pieces_without(old, whole, &mut pieces, |tag, at| {
                tag == ATTRIBUTE && hasher.put(at.of(old), tag >> 3, &mut tail)
            });
            if hit {
                writer.write(row, old, &pieces, &tail)?;
                changed.push(row);
            }
        }
        let batch = writer.finish(self).unwrap_or_else(|| self.clone());
        Ok(batch.walked_again(&mut hasher.matcher, &changed))
    }
}
