//! What a request holds of the queue: bytes while it is read, and the duty to answer it after that.

use std::sync::Arc;

use super::reply::{Reply, send};
use super::{RequestQueue, State, Verdict};

/// The duty to answer one request, and the room that it takes until then.
#[derive(Debug)]
pub(crate) struct Pending {
    reply: Option<Reply>,
    room: Room,
}

impl Pending {
    pub fn new(reply: Reply, room: Room) -> Self {
        Self {
            reply: Some(reply),
            room,
        }
    }

    pub fn num_bytes(&self) -> u64 {
        self.room.num_bytes
    }

    /// Give the room back and hand out the way back.
    pub fn release(mut self) -> Option<Reply> {
        self.room.end_request();
        self.reply.take()
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if let Some(reply) = self.reply.take() {
            self.room.end_request();
            let verdict = self.room.queue.unavailable("the request was not processed");
            send(vec![(reply, verdict)]);
        }
    }
}

/// Bytes that one request holds of a queue, also while it is still being read.
#[derive(Debug)]
pub struct Room {
    num_bytes: u64,
    /// Whether they are all there, and so in the memory of the process.
    is_read: bool,
    queue: Arc<RequestQueue>,
}

impl Room {
    pub(super) fn empty(queue: &Arc<RequestQueue>) -> Self {
        Self {
            num_bytes: 0,
            is_read: false,
            queue: Arc::clone(queue),
        }
    }

    pub(super) fn num_bytes(&self) -> u64 {
        self.num_bytes
    }

    /// Hold as many bytes as this.
    ///
    /// # Errors
    /// The refusal to send; then it holds what it held.
    pub fn resize(&mut self, num_bytes: u64) -> Result<(), Verdict> {
        let queue = Arc::clone(&self.queue);
        let mut state = queue.state();
        queue.check(&mut state, num_bytes, self.num_bytes)?;
        self.hold(&mut state, num_bytes);
        Ok(())
    }

    /// Note that the request was read.
    pub(super) fn read(&mut self, state: &mut State) {
        if !self.is_read {
            state.reading = state.reading.saturating_sub(self.num_bytes);
            self.is_read = true;
        }
    }

    fn hold(&mut self, state: &mut State, num_bytes: u64) {
        let held = std::mem::replace(&mut self.num_bytes, num_bytes);
        state.bytes = state.bytes.saturating_sub(held) + num_bytes;
        if !self.is_read {
            state.reading = state.reading.saturating_sub(held) + num_bytes;
        }
    }

    fn end_request(&mut self) {
        let queue = Arc::clone(&self.queue);
        let mut state = queue.state();
        state.requests = state.requests.saturating_sub(1);
        self.hold(&mut state, 0);
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        if self.num_bytes > 0 {
            let queue = Arc::clone(&self.queue);
            self.hold(&mut queue.state(), 0);
        }
    }
}
