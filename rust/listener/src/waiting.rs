//! Requests that wait for the engine: its answers come once a group, whatever their number.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::io;
use std::rc::Rc;
use std::sync::Arc;

use spanmill_kernel::queue::{Completions, Reply, Verdict};
use tokio::net::UnixStream;
use tokio::sync::oneshot;

/// See the module.
pub(crate) struct Waiting {
    completions: Arc<Completions>,
    slots: RefCell<HashMap<u64, oneshot::Sender<Verdict>>>,
    next: Cell<u64>,
}

/// The place of one request. Dropped, nobody waits for its answer any more.
pub(crate) struct Slot {
    token: u64,
    answer: oneshot::Receiver<Verdict>,
    waiting: Rc<Waiting>,
}

impl Slot {
    /// Wait for the answer; none when the listener ends first.
    pub async fn answer(mut self) -> Option<Verdict> {
        (&mut self.answer).await.ok()
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.waiting.slots.borrow_mut().remove(&self.token);
    }
}

impl Waiting {
    pub fn new() -> io::Result<Self> {
        Ok(Self {
            completions: Arc::new(Completions::new()?),
            slots: RefCell::default(),
            next: Cell::new(0),
        })
    }

    /// Take a slot for a new request; `Reply` is where its answer goes.
    pub fn enter(self: &Rc<Self>) -> (Reply, Slot) {
        let token = self.next.get();
        self.next.set(token.wrapping_add(1));
        let (sender, answer) = oneshot::channel();
        self.slots.borrow_mut().insert(token, sender);
        let reply = Reply::Completions(Arc::clone(&self.completions), token);
        let waiting = Rc::clone(self);
        (
            reply,
            Slot {
                token,
                answer,
                waiting,
            },
        )
    }

    /// Hand out answers for ever.
    pub async fn run(&self) -> io::Result<()> {
        let signals = UnixStream::from_std(self.completions.signals()?)?;
        loop {
            signals.readable().await?;
            // Nothing may be there: `drain` takes signals too.
            let _ = signals.try_read(&mut [0; 64]);
            let mut slots = self.slots.borrow_mut();
            for (token, verdict) in self.completions.drain() {
                if let Some(slot) = slots.remove(&token) {
                    // An error means that the client went away.
                    let _ = slot.send(verdict);
                }
            }
        }
    }
}
