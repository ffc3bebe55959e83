//! What a connection is doing, so that one that does nothing can be closed.
//!
//! A timer for each request would cost more than its parsing, so the connection keeps notes and
//! looks at them when the nearest deadline that they had comes.

use std::cell::Cell;
use std::time::Duration;

use tokio::time::Instant;

use crate::options::Deadlines;
use crate::pace::Pace;

const NEVER: Duration = Duration::from_secs(86_400 * 365);

/// Notes of one connection.
pub(crate) struct Activity {
    pub pace: Pace,
    deadlines: Cell<Deadlines>,
    multiplexed: Cell<bool>,
    under_way: Cell<u32>,
    requests: Cell<u64>,
    idle_since: Cell<Instant>,
    first_byte: Cell<Option<Instant>>,
    unread_since: Cell<Option<Instant>>,
}

impl Activity {
    pub fn new(deadlines: Deadlines) -> Self {
        let now = Instant::now();
        Self {
            pace: Pace::default(),
            deadlines: Cell::new(deadlines),
            multiplexed: Cell::new(false),
            under_way: Cell::new(0),
            requests: Cell::new(0),
            idle_since: Cell::new(now),
            first_byte: Cell::new(Some(now)),
            unread_since: Cell::new(None),
        }
    }

    /// Bytes arrived. Those of HTTP/2 need not belong to a request.
    pub fn heard(&self) {
        if self.under_way.get() == 0 && self.first_byte.get().is_none() && !self.multiplexed.get() {
            self.first_byte.set(Some(Instant::now()));
        }
    }

    /// Bytes were written, or the client leaves those before unread.
    pub fn wrote(&self, is_blocked: bool) {
        if is_blocked != self.unread_since.get().is_some() {
            self.unread_since.set(is_blocked.then(Instant::now));
        }
    }

    /// The connection speaks HTTP/2.
    pub fn multiplex(&self) {
        self.multiplexed.set(true);
    }

    /// The headers of a request are complete.
    pub fn begin(&self) {
        self.under_way.set(self.under_way.get() + 1);
        self.requests.set(self.requests.get() + 1);
        self.first_byte.set(None);
    }

    /// It was answered.
    pub fn end(&self) {
        self.under_way.set(self.under_way.get().saturating_sub(1));
        self.idle_since.set(Instant::now());
    }

    /// The client was told to go. What is under way keeps its limits; without a request there is
    /// only `goodbye` for a client that does not answer.
    pub fn leave(&self, goodbye: Duration) {
        let mut limits = self.deadlines.get();
        limits.idle = limits.idle.min(goodbye);
        self.deadlines.set(limits);
        self.idle_since.set(Instant::now());
    }

    /// When the connection is to be closed, if nothing happens until then.
    pub fn deadline(&self) -> Instant {
        let limits = self.deadlines.get();
        let unread = self.unread_since.get().map(|it| after(it, limits.response));
        let waiting = if self.under_way.get() > 0 {
            None
        } else {
            let header = self.first_byte.get().map(|it| after(it, limits.headers));
            let idle = after(self.idle_since.get(), limits.idle);
            Some(header.map_or(idle, |at| idle.min(at)))
        };
        let never = || after(Instant::now(), NEVER);
        unread
            .into_iter()
            .chain(waiting)
            .min()
            .unwrap_or_else(never)
    }

    /// When to look at the deadline again: a nearer one may have come since.
    pub fn next_look(&self) -> Instant {
        let limits = self.deadlines.get();
        let soonest = limits.headers.min(limits.response).min(limits.idle);
        self.deadline().min(after(Instant::now(), soonest))
    }
}

pub(crate) fn after(instant: Instant, wait: Duration) -> Instant {
    instant + wait.min(NEVER)
}
