//! Connections that could not be accepted, mostly because descriptors ran out.

use std::cell::Cell;
use std::io;
use std::time::Duration;

use tokio::time::Instant;

/// Between two that are told: it goes on for as long as the descriptors are out.
const PERIOD: Duration = Duration::from_secs(10);

/// What hears of one.
pub type Tell = Box<dyn Fn(&io::Error) + Send>;

/// Tells of them now and then.
pub(crate) struct Faults {
    tell: Tell,
    told: Cell<Option<Instant>>,
}

impl Faults {
    pub fn new(tell: Tell) -> Self {
        Self {
            tell,
            told: Cell::new(None),
        }
    }

    /// Tell of one, unless one was told just now.
    pub fn note(&self, error: &io::Error) {
        let now = Instant::now();
        let is_due = |at: Instant| now.duration_since(at) >= PERIOD;
        if self.told.get().is_none_or(is_due) {
            self.told.set(Some(now));
            (self.tell)(error);
        }
    }
}
