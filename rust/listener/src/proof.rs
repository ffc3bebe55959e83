//! Asks whether a caller may send, and remembers those who may for a second.
//!
//! The answer belongs to an authenticator that may be slow to reach. Only good proofs are
//! remembered, by their digests, so that a token that is withdrawn is good for a second at most.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::time::{Duration, Instant};

use hyper::HeaderMap;
use hyper::header::HeaderName;
use sha2::{Digest, Sha256};
use spanmill_kernel::queue::Verdict;

const GOOD_FOR: Duration = Duration::from_secs(1);
const MAX_REMEMBERED: usize = 1024;

type Check = Box<dyn Fn(&str) -> Option<Verdict> + Send>;

/// See the module.
pub struct Proof {
    header: HeaderName,
    check: Check,
    good: RefCell<HashMap<[u8; 32], Instant>>,
}

impl Proof {
    /// `check` returns the refusal of a value of the header; an absent one is an empty value.
    #[must_use]
    pub fn new(header: HeaderName, check: Check) -> Self {
        Self {
            header,
            check,
            good: RefCell::default(),
        }
    }

    /// Return the refusal of a caller that does not prove that it may send.
    pub(crate) fn refusal(&self, headers: &HeaderMap) -> Option<Verdict> {
        let value = headers
            .get(&self.header)
            .map_or(&[][..], |value| value.as_bytes());
        let digest: [u8; 32] = Sha256::digest(value).into();
        let now = Instant::now();
        if let Some(since) = self.good.borrow().get(&digest)
            && now.duration_since(*since) < GOOD_FOR
        {
            return None;
        }
        // Header bytes are Latin-1.
        let text: String = value.iter().copied().map(char::from).collect();
        let refusal = (self.check)(&text);
        if refusal.is_none() {
            let mut good = self.good.borrow_mut();
            if good.len() >= MAX_REMEMBERED {
                good.clear();
            }
            good.insert(digest, now);
        }
        refusal
    }
}

impl fmt::Debug for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proof")
            .field("header", &self.header)
            .finish_non_exhaustive()
    }
}
