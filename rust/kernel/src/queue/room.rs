//! What a request holds of the queue: bytes while it is read, and the duty to answer it after that.

use std::sync::Arc;

use super::reply::{Reply, send};
use super::{RequestQueue, Verdict};

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
    queue: Arc<RequestQueue>,
}

impl Room {
    pub(super) fn empty(queue: &Arc<RequestQueue>) -> Self {
        Self {
            num_bytes: 0,
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
        let mut state = self.queue.state();
        self.queue.check(&mut state, num_bytes, self.num_bytes)?;
        state.bytes = state.bytes.saturating_sub(self.num_bytes) + num_bytes;
        drop(state);
        self.num_bytes = num_bytes;
        Ok(())
    }

    fn end_request(&mut self) {
        let mut state = self.queue.state();
        state.requests = state.requests.saturating_sub(1);
        state.bytes = state.bytes.saturating_sub(self.num_bytes);
        drop(state);
        self.num_bytes = 0;
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        if self.num_bytes > 0 {
            let mut state = self.queue.state();
            state.bytes = state.bytes.saturating_sub(self.num_bytes);
        }
    }
}
