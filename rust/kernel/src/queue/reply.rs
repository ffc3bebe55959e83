//! Where the answer to a request goes: to a thread that waits, or to an event loop that is woken
//! once a group.

use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::os::fd::{AsRawFd, RawFd};
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::verdict::Verdict;

/// One request under way, for a thread that waits.
#[derive(Debug, Default)]
pub struct Ticket {
    answer: Mutex<Option<Verdict>>,
    answered: Condvar,
}

impl Ticket {
    /// Block until the engine answers; None after the timeout.
    #[must_use]
    pub fn wait(&self, timeout: Duration) -> Option<Verdict> {
        let answer = self.answer.lock().unwrap_or_else(PoisonError::into_inner);
        let (answer, _) = self
            .answered
            .wait_timeout_while(answer, timeout, |answer| answer.is_none())
            .unwrap_or_else(PoisonError::into_inner);
        answer.clone()
    }

    fn set(&self, verdict: Verdict) {
        *self.answer.lock().unwrap_or_else(PoisonError::into_inner) = Some(verdict);
        self.answered.notify_all();
    }
}

/// Answers for an event loop: the descriptor is readable while answers wait.
#[derive(Debug)]
pub struct Completions {
    answers: Mutex<VecDeque<(u64, Verdict)>>,
    wake: UnixStream,
    woken: UnixStream,
}

impl Completions {
    /// Make the pair of sockets that carries the wake-ups.
    ///
    /// # Errors
    /// The process is out of descriptors.
    pub fn new() -> io::Result<Self> {
        let (wake, woken) = UnixStream::pair()?;
        wake.set_nonblocking(true)?;
        woken.set_nonblocking(true)?;
        Ok(Self {
            answers: Mutex::default(),
            wake,
            woken,
        })
    }

    /// The descriptor to watch.
    #[must_use]
    pub fn descriptor(&self) -> RawFd {
        self.woken.as_raw_fd()
    }

    /// A stream of its own that gets readable as the descriptor does.
    ///
    /// # Errors
    /// The process is out of descriptors.
    pub fn signals(&self) -> io::Result<UnixStream> {
        self.woken.try_clone()
    }

    /// Take the answers that wait, by token.
    #[must_use]
    pub fn drain(&self) -> Vec<(u64, Verdict)> {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let mut signals = [0; 64];
        while matches!((&self.woken).read(&mut signals), Ok(read) if read == signals.len()) {}
        answers.drain(..).collect()
    }

    /// Take the signals that wait and count them.
    #[cfg(test)]
    pub(super) fn count_signals(&self) -> usize {
        (&self.woken).read(&mut [0; 64]).unwrap_or(0)
    }

    /// Only the first answer into an empty list wakes: until it is drained the descriptor stays
    /// readable. The loop runs at once where it shares our core, so it must find the list free.
    fn push(&self, answers: impl IntoIterator<Item = (u64, Verdict)>) {
        let mut waiting = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let quiet = waiting.is_empty();
        waiting.extend(answers);
        let is_first = quiet && !waiting.is_empty();
        drop(waiting);
        if is_first {
            // The socket cannot be full, and when its other end is closed nobody waits.
            let _ = (&self.wake).write(&[1]);
        }
    }
}

/// The way back of one request.
#[derive(Debug, Clone)]
pub enum Reply {
    /// A thread waits on the ticket.
    Ticket(Arc<Ticket>),
    /// An event loop knows the request by the token.
    Completions(Arc<Completions>, u64),
}

type Answers = Vec<(u64, Verdict)>;

/// Answer many requests, with one wake-up for each event loop.
pub(crate) fn send(answers: Vec<(Reply, Verdict)>) {
    let mut loops: Vec<(Arc<Completions>, Answers)> = Vec::new();
    for (reply, verdict) in answers {
        match reply {
            Reply::Ticket(ticket) => ticket.set(verdict),
            Reply::Completions(target, token) => {
                match loops
                    .iter_mut()
                    .find(|(known, _)| Arc::ptr_eq(known, &target))
                {
                    Some((_, list)) => list.push((token, verdict)),
                    None => loops.push((target, vec![(token, verdict)])),
                }
            }
        }
    }
    for (target, list) in loops {
        target.push(list);
    }
}
