//! The request queue: bounded by bytes, filled by receivers, emptied in groups by the engine.
//!
//! A request's bytes count from `submit` until its answer, so that what the engine works on and
//! what waits for the disk is part of the bound. Each request is answered exactly once, if need be
//! by dropping it.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

mod group;
mod inflate;
mod reply;
mod room;
#[cfg(test)]
mod tests;
mod verdict;
mod watch;

pub use group::{Group, Source};
pub use inflate::{Compression, InflateError, inflate};
pub use reply::{Completions, Reply, Ticket};
pub(crate) use room::Pending;
pub use room::Room;
pub use verdict::{INVALID_ARGUMENT, OK, RESOURCE_EXHAUSTED, UNAVAILABLE, Verdict};

use self::watch::Watch;
use crate::json_in;
use crate::plan::Plan;

/// Small requests that follow each other closely are worked on together: a group begins no sooner
/// than `PACE` after the one before it, unless `ENOUGH` bytes wait.
const PACE: Duration = Duration::from_millis(2);
const ENOUGH: u64 = 256 << 10;
/// Share of the room that is left while memory is short, so that requests still get through.
const SHORT_SHARE: u64 = 8;

/// How a body is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Protobuf.
    Proto,
    /// OTLP JSON.
    Json,
}

/// How a body came, and from whom.
#[derive(Debug, Clone)]
pub struct Origin {
    /// Encoding after decompression.
    pub encoding: Encoding,
    /// Compression.
    pub compression: Compression,
    /// Tenant, empty where there is none.
    pub tenant: Arc<str>,
    /// Id of the receiver with its transport.
    pub receiver: Arc<str>,
}

/// A request that was admitted. Its bytes are accounted for as long as it lives.
#[derive(Debug)]
pub(crate) struct Request {
    pub body: Vec<u8>,
    pub tenant: Arc<str>,
    pub receiver: Arc<str>,
    pub received_unix_nano: u64,
    pub pending: Pending,
}

/// See the module.
#[derive(Debug)]
pub struct RequestQueue {
    retry_after_s: f64,
    pace: Duration,
    state: Mutex<State>,
    filled: Condvar,
}

#[derive(Debug)]
struct State {
    limit: u64,
    bytes: u64,
    /// Those of them that are still to come, or have begun to.
    reading: u64,
    requests: u64,
    waiting: VecDeque<Request>,
    waiting_bytes: u64,
    pulled: Option<Instant>,
    /// Who pulls lets requests gather, and is not to be woken for less than enough.
    pacing: bool,
    /// Nothing came within the last pace: who pulls sleeps through the next one as well.
    quiet: bool,
    closed: Option<String>,
    /// Who pulls, or the next to do so, is not to wait.
    roused: bool,
    watch: Watch,
}

impl State {
    /// Whether a group is worth its fixed cost at once.
    fn enough(&self) -> bool {
        self.waiting_bytes >= ENOUGH || self.closed.is_some()
    }

    /// Hand out what waits, up to `max_bytes` and at least one request.
    fn take(&mut self, max_bytes: u64) -> Vec<Request> {
        let mut taken = 0;
        let fits = |request: &&Request| {
            taken += request.pending.num_bytes();
            taken <= max_bytes
        };
        let count = self.waiting.iter().take_while(fits).count().max(1);
        let pulled: Vec<Request> = self.waiting.drain(..count).collect();
        self.waiting_bytes -= pulled
            .iter()
            .map(|each| each.pending.num_bytes())
            .sum::<u64>();
        pulled
    }
}

impl RequestQueue {
    /// Make a queue that holds `max_bytes` of bodies, inflated.
    #[must_use]
    pub fn new(max_bytes: u64, retry_after_s: f64) -> Arc<Self> {
        Self::paced(max_bytes, retry_after_s, PACE)
    }

    fn paced(max_bytes: u64, retry_after_s: f64, pace: Duration) -> Arc<Self> {
        let state = State {
            limit: max_bytes,
            bytes: 0,
            reading: 0,
            requests: 0,
            waiting: VecDeque::new(),
            waiting_bytes: 0,
            pulled: None,
            pacing: false,
            quiet: false,
            closed: None,
            roused: false,
            watch: Watch::new(),
        };
        Arc::new(Self {
            retry_after_s,
            pace,
            state: Mutex::new(state),
            filled: Condvar::new(),
        })
    }

    /// Change the limit; what was admitted stays. While more than `most_resident` bytes of the
    /// process are in memory, or will be when the requests under way were read, only a small share
    /// of the room is there. `page_bytes` is the size of the system's pages.
    pub fn set_limit(&self, max_bytes: u64, most_resident: u64, page_bytes: u64) {
        let mut state = self.state();
        state.limit = max_bytes;
        state.watch.set_limit(most_resident, page_bytes);
    }

    /// Whether the process has more memory than it may.
    #[must_use]
    pub fn short(&self) -> bool {
        self.state().watch.is_short(0, 0)
    }

    /// Say whether a body of `num_bytes` finds room now. Reserves nothing.
    ///
    /// # Errors
    /// The refusal to send.
    pub fn admit(&self, num_bytes: u64) -> Result<(), Verdict> {
        self.check(&mut self.state(), num_bytes, 0)
    }

    /// Reserve room for a request that is about to be read.
    ///
    /// # Errors
    /// The refusal to send.
    pub fn reserve(self: &Arc<Self>, num_bytes: u64) -> Result<Room, Verdict> {
        let mut room = Room::empty(self);
        room.resize(num_bytes)?;
        Ok(room)
    }

    /// Inflate, transcode and enqueue.
    ///
    /// # Errors
    /// The refusal to send.
    pub fn submit(
        self: &Arc<Self>,
        body: &[u8],
        max_inflated: usize,
        origin: Origin,
        reply: Reply,
    ) -> Result<(), Verdict> {
        // Reserved before the work, because under overload the work is what hurts.
        let room = self.reserve(body.len() as u64)?;
        self.submit_read(Cow::Borrowed(body), max_inflated, origin, reply, room)
    }

    /// The same for a body that was read into reserved room.
    ///
    /// # Errors
    /// The refusal to send.
    pub fn submit_read(
        &self,
        body: Cow<'_, [u8]>,
        max_inflated: usize,
        origin: Origin,
        reply: Reply,
        mut room: Room,
    ) -> Result<(), Verdict> {
        let body = decode(body, max_inflated, &origin)?;
        room.resize(body.len() as u64)?;
        let mut state = self.state();
        if let Some(reason) = &state.closed {
            return Err(self.unavailable(reason));
        }
        room.read(&mut state);
        state.requests += 1;
        let (first, short) = (state.waiting.is_empty(), !state.enough());
        state.waiting_bytes += room.num_bytes();
        let wakes = if state.pacing {
            short && state.enough()
        } else {
            first
        };
        state.waiting.push_back(Request {
            body,
            tenant: origin.tenant,
            receiver: origin.receiver,
            received_unix_nano: unix_nano(),
            pending: Pending::new(reply, room),
        });
        drop(state);
        if wakes {
            self.filled.notify_one();
        }
        Ok(())
    }

    /// Pull what waits, whole requests up to `max_bytes` and at least one, and walk it.
    ///
    /// None after the timeout, when it was roused, or when the queue is closed and empty.
    #[must_use]
    pub fn next(&self, plan: &Arc<Plan>, max_bytes: u64, timeout: Duration) -> Option<Group> {
        let pulled = self.pull(max_bytes, timeout);
        if pulled.is_empty() {
            None
        } else {
            Some(Group::walk(pulled, plan, self.retry_after_s))
        }
    }

    fn pull(&self, max_bytes: u64, timeout: Duration) -> Vec<Request> {
        let mut state = self.state();
        if state.quiet {
            state = self.until_filled(state, timeout);
        }
        let since = state.pulled.map_or(self.pace, |at| at.elapsed());
        if since < self.pace {
            state.pacing = true;
            let few = |state: &mut State| !state.enough();
            (state, _) = self
                .filled
                .wait_timeout_while(state, self.pace.saturating_sub(since), few)
                .unwrap_or_else(PoisonError::into_inner);
            state.pacing = false;
            state.quiet = state.waiting.is_empty();
        }
        state = self.until_filled(state, timeout);
        state.roused = false;
        if state.waiting.is_empty() {
            return Vec::new();
        }
        state.pulled = Some(Instant::now());
        state.take(max_bytes)
    }

    fn until_filled<'a>(
        &'a self,
        state: MutexGuard<'a, State>,
        timeout: Duration,
    ) -> MutexGuard<'a, State> {
        let idle =
            |state: &mut State| state.waiting.is_empty() && state.closed.is_none() && !state.roused;
        let waited = self.filled.wait_timeout_while(state, timeout, idle);
        waited.unwrap_or_else(PoisonError::into_inner).0
    }

    /// Have who pulls look up at once, though nothing came.
    pub fn rouse(&self) {
        self.state().roused = true;
        self.filled.notify_all();
    }

    /// Refuse everything from now on; what was admitted is still pulled.
    pub fn close(&self, reason: &str) {
        self.state().closed = Some(reason.to_owned());
        self.filled.notify_all();
    }

    /// Whether the queue is closed.
    #[must_use]
    pub fn closed(&self) -> bool {
        self.state().closed.is_some()
    }

    /// Bytes admitted and not yet answered.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.state().bytes
    }

    /// Requests admitted and not yet answered.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.state().requests
    }

    /// Whether `num_bytes` find room in place of the `held` that the request has already.
    fn check(&self, state: &mut State, num_bytes: u64, held: u64) -> Result<(), Verdict> {
        if let Some(reason) = &state.closed {
            return Err(self.unavailable(reason));
        }
        if num_bytes > state.limit {
            let limit = state.limit;
            let message = format!("request of {num_bytes} bytes, the queue holds {limit}");
            return Err(Verdict::refused(RESOURCE_EXHAUSTED, message));
        }
        if num_bytes <= held {
            return Ok(());
        }
        let wanted = state.bytes.saturating_sub(held) + num_bytes;
        if wanted > state.limit {
            return Err(self.unavailable("the request queue is full"));
        }
        // Whatever is short, a request that is alone is let in.
        let is_alone = wanted == num_bytes;
        let coming = state.reading.saturating_sub(held) + num_bytes;
        let short = state.watch.is_short(num_bytes - held, coming);
        if short && wanted > state.limit / SHORT_SHARE && !is_alone {
            return Err(self.unavailable("memory is short"));
        }
        Ok(())
    }

    fn unavailable(&self, message: &str) -> Verdict {
        Verdict::unavailable(message, self.retry_after_s)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No code that holds the lock leaves the state half changed.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn decode(body: Cow<'_, [u8]>, max_inflated: usize, origin: &Origin) -> Result<Vec<u8>, Verdict> {
    let inflated = inflated(body, origin.compression, max_inflated)?;
    if origin.encoding == Encoding::Proto {
        return Ok(inflated.into_owned());
    }
    let mut proto = Vec::with_capacity(inflated.len());
    json_in::transcode(&inflated, &mut proto)
        .map_err(|error| Verdict::refused(INVALID_ARGUMENT, format!("invalid JSON: {error}")))?;
    Ok(proto)
}

fn inflated(
    body: Cow<'_, [u8]>,
    compression: Compression,
    limit: usize,
) -> Result<Cow<'_, [u8]>, Verdict> {
    if compression == Compression::None && body.len() <= limit {
        return Ok(body);
    }
    match inflate(&body, compression, limit) {
        Ok(inflated) => Ok(Cow::Owned(inflated)),
        Err(InflateError::TooLarge) => Err(Verdict::refused(
            RESOURCE_EXHAUSTED,
            format!("request is larger than {limit} bytes"),
        )),
        Err(InflateError::Malformed) => Err(Verdict::refused(
            INVALID_ARGUMENT,
            "body does not decompress",
        )),
    }
}

fn unix_nano() -> u64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
}
