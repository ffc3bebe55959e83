//! How slowly a body may come.
//!
//! A body holds room from its first byte on, so one that trickles in is refused long before the
//! deadline that a large one needs. Traps: the bodies of an HTTP/2 connection share its way, and
//! one of them may stand still while the others move, so the connection's average is enough. A
//! look that comes late says that this thread was held up and did not read.

use std::cell::Cell;
use std::pin::pin;
use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use crate::activity::after;

/// Time between two looks, and what a body must bring in it: 1 KiB a second.
const WINDOW: Duration = Duration::from_secs(5);
const LEAST_BYTES: u64 = 5 << 10;
const LATE: Duration = Duration::from_millis(500);

/// Bodies of one connection.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    /// Those that are being read.
    bodies: Cell<u64>,
    seen: Cell<u64>,
}

/// One of them.
#[derive(Debug)]
pub(crate) struct Paced<'a> {
    pace: &'a Pace,
    seen: Cell<u64>,
}

/// The body came too slowly, or took too long.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TooSlow;

impl Pace {
    /// Begin a body.
    pub fn begin(&self) -> Paced<'_> {
        Paced {
            pace: self,
            seen: Cell::new(0),
        }
    }
}

impl Paced<'_> {
    /// Note that bytes came.
    pub fn saw(&self, bytes: usize) {
        for seen in [&self.seen, &self.pace.seen] {
            seen.set(seen.get() + bytes as u64);
        }
    }

    /// Drive `reading`, which notes what it sees, at most `longest`.
    pub async fn within<T>(
        &self,
        longest: Duration,
        reading: impl Future<Output = T>,
    ) -> Result<T, TooSlow> {
        let _counted = Counted::new(&self.pace.bodies);
        let mut reading = pin!(reading);
        let end = after(Instant::now(), longest);
        loop {
            let before = (self.seen.get(), self.pace.seen.get());
            let look = after(Instant::now(), WINDOW).min(end);
            if let Ok(read) = timeout_at(look, reading.as_mut()).await {
                return Ok(read);
            }
            let held_up = Instant::now() > look + LATE;
            if look == end || !held_up && self.is_slow(before) {
                return Err(TooSlow);
            }
        }
    }

    fn is_slow(&self, (own, all): (u64, u64)) -> bool {
        self.seen.get() - own < LEAST_BYTES
            && self.pace.seen.get() - all < LEAST_BYTES * self.pace.bodies.get()
    }
}

/// A body that is being read.
struct Counted<'a>(&'a Cell<u64>);

impl<'a> Counted<'a> {
    fn new(bodies: &'a Cell<u64>) -> Self {
        bodies.set(bodies.get() + 1);
        Self(bodies)
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use tokio::time::{advance, sleep};

    use super::*;

    const DEADLINE: Duration = Duration::from_secs(30);

    /// Let bytes come at a steady rate until the body is refused; return after how many seconds.
    async fn lasts(paced: &Paced<'_>, bytes_a_second: usize) -> u64 {
        let begin = Instant::now();
        let reading = async {
            loop {
                sleep(Duration::from_secs(1)).await;
                paced.saw(bytes_a_second);
            }
        };
        assert_eq!(paced.within::<()>(DEADLINE, reading).await, Err(TooSlow));
        begin.elapsed().as_secs()
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_trickles_is_refused_at_the_first_look() {
        let pace = Pace::default();
        assert_eq!(lasts(&pace.begin(), 100).await, 5);
        assert_eq!(lasts(&pace.begin(), 0).await, 5);
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_at_the_floor_has_all_of_its_time() {
        let pace = Pace::default();
        assert_eq!(lasts(&pace.begin(), 1300).await, 30);
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_may_wait_for_others_of_its_connection() {
        let pace = Pace::default();
        let (busy, waiting) = (pace.begin(), pace.begin());
        let (busy, waiting) = tokio::join!(lasts(&busy, 2600), lasts(&waiting, 0));
        assert_eq!((busy, waiting), (30, 30));
    }

    #[tokio::test(start_paused = true)]
    async fn a_few_bytes_of_one_body_are_no_excuse_for_many() {
        let pace = Pace::default();
        let (busy, waiting) = (pace.begin(), pace.begin());
        let (busy, waiting) = tokio::join!(lasts(&busy, 1300), lasts(&waiting, 0));
        assert_eq!((busy, waiting), (30, 5));
    }

    #[tokio::test(start_paused = true)]
    async fn a_thread_that_was_held_up_blames_nobody() {
        let pace = Pace::default();
        let paced = pace.begin();
        let begin = Instant::now();
        let held_up = async {
            tokio::task::yield_now().await;
            advance(Duration::from_secs(8)).await;
        };
        let reading = paced.within::<()>(DEADLINE, pending());
        let (read, ()) = tokio::join!(reading, held_up);
        assert_eq!(read, Err(TooSlow));
        assert_eq!(begin.elapsed().as_secs(), 13);
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_there_is_read() {
        let pace = Pace::default();
        let read = pace.begin().within(Duration::ZERO, async { 7 }).await;
        assert_eq!(read, Ok(7));
        assert_eq!(pace.bodies.get(), 0);
    }
}
