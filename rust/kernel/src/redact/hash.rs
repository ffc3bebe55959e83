//! Hashes that stand for values.

use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest, Md5};
use sha1::Sha1;
use sha2::{Sha256, Sha512};
use sha3::Sha3_256;
use spanmill_scan::{Entity, canonical};

use super::policy::HashFunction;

/// Letters of a placeholder's hash: 80 bits.
const TOKEN_BYTES: usize = 10;
/// Letters that name the key, so that tokens of two keys are not taken for each other.
const KEY_ID_BYTES: usize = 2;

/// Hashes under the policy's key.
#[derive(Clone)]
pub struct Hasher {
    function: HashFunction,
    short: Option<Hmac<Sha256>>,
    long: Option<Hmac<Sha512>>,
    /// Keys of tokens with their names: the one in use, and the one before it.
    keys: Vec<(String, Hmac<Sha256>)>,
}

impl std::fmt::Debug for Hasher {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Hasher({:?})", self.function)
    }
}

impl Hasher {
    /// A hasher; `key` may be empty where nothing needs one, and `previous` where it is the first.
    pub fn new(function: HashFunction, key: &[u8], previous: &[u8]) -> Self {
        let long = Hmac::<Sha512>::new_from_slice(key);
        Self {
            function,
            short: keyed(key),
            long: long.ok().filter(|_| !key.is_empty()),
            keys: [key, previous]
                .into_iter()
                .filter_map(keyed)
                .map(|mac| (key_id(&mac), mac))
                .collect(),
        }
    }

    /// Append what stands for `value` where the user's own rules found it: the hash in hexadecimal,
    /// or `****`.
    pub fn put_masked(&self, value: &[u8], out: &mut Vec<u8>) {
        let digest: Option<Vec<u8>> = match self.function {
            HashFunction::None => None,
            HashFunction::Md5 => Some(Md5::digest(value).to_vec()),
            HashFunction::Sha1 => Some(Sha1::digest(value).to_vec()),
            HashFunction::Sha3 => Some(Sha3_256::digest(value).to_vec()),
            HashFunction::HmacSha256 => mac(self.short.as_ref(), value),
            HashFunction::HmacSha512 => mac(self.long.as_ref(), value),
        };
        let Some(digest) = digest else {
            return out.extend_from_slice(b"****");
        };
        for byte in digest {
            for nibble in [byte >> 4, byte & 0xf] {
                out.push(b"0123456789abcdef"[usize::from(nibble)]);
            }
        }
    }

    /// Append `:key.hash` of a finding, once for each key. The same value in another spelling gives
    /// the same letters; no digits are among them, so that no detector finds a number in a hash.
    pub fn put_token(&self, entity: Entity, value: &[u8], out: &mut Vec<u8>) {
        let mut plain = Vec::with_capacity(value.len());
        canonical(entity, value, &mut plain);
        for (id, mac) in &self.keys {
            let mac = mac
                .clone()
                .chain_update(entity.name())
                .chain_update([0])
                .chain_update(&plain);
            let hash = mac.finalize().into_bytes();
            out.push(b':');
            out.extend_from_slice(id.as_bytes());
            out.push(b'.');
            out.extend_from_slice(letters(&hash[..TOKEN_BYTES]).as_bytes());
        }
    }
}

fn keyed(key: &[u8]) -> Option<Hmac<Sha256>> {
    let mac = Hmac::<Sha256>::new_from_slice(key);
    mac.ok().filter(|_| !key.is_empty())
}

/// The name of a key, which says nothing of it.
fn key_id(mac: &Hmac<Sha256>) -> String {
    let id = mac.clone().chain_update(b"key id").finalize().into_bytes();
    letters(&id[..KEY_ID_BYTES])
}

fn mac<M: Mac + Clone>(mac: Option<&M>, value: &[u8]) -> Option<Vec<u8>> {
    Some(
        mac?.clone()
            .chain_update(value)
            .finalize()
            .into_bytes()
            .to_vec(),
    )
}

/// Letters that no detector takes for anything.
pub(super) fn letters(bytes: &[u8]) -> String {
    let nibbles = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
    nibbles.map(|nibble| char::from(b'a' + nibble)).collect()
}
