//! The sender's thread, and the calls that wait for it.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use bytes::Bytes;
use hyper::HeaderMap;
use tokio::runtime::Handle;
use tokio::sync::oneshot;

use crate::exchange::Peer;
use crate::options::Options;
use crate::reply::Reply;

/// Name lookups at the same time.
const LOOKUP_THREADS: usize = 2;

/// Why there is no answer. The peer may have the request all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The sender was closed.
    Closed,
    /// None came in time.
    Late,
    /// No connection, or it ended.
    Peer(String),
}

/// Sends to one peer. Any number of threads may call at once.
pub struct Sender {
    peer: Arc<Peer>,
    runtime: Handle,
    thread: Mutex<Option<(oneshot::Sender<()>, JoinHandle<()>)>>,
}

impl Sender {
    /// Start the thread. It connects when something is sent.
    ///
    /// # Errors
    /// The options make no request, or the system gives no thread.
    pub fn open(options: Options) -> io::Result<Self> {
        let peer = Arc::new(Peer::new(options)?);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .enable_time()
            .max_blocking_threads(LOOKUP_THREADS)
            .build()?;
        let handle = runtime.handle().clone();
        let (stop, stopped) = oneshot::channel();
        let tidied = Arc::clone(&peer);
        let thread = std::thread::Builder::new()
            .name("otlp-sender".to_owned())
            .spawn(move || {
                runtime.spawn(async move { tidied.tidy().await });
                // An error means that the sender was dropped, which is an end too.
                let _ = runtime.block_on(stopped);
                runtime.shutdown_background();
            })?;
        Ok(Self {
            peer,
            runtime: handle,
            thread: Mutex::new(Some((stop, thread))),
        })
    }

    /// Compress a body on the calling thread, send it and wait for the answer. The body comes in
    /// pieces, and `headers` beside those of the options.
    ///
    /// # Errors
    /// There is no answer.
    pub fn send(&self, body: Vec<Bytes>, headers: HeaderMap) -> Result<Reply, Fault> {
        let encoding = self.peer.options().encoding;
        let packed = encoding
            .pack(body)
            .map_err(|error| Fault::Peer(error.to_string()))?;
        let (answer, answered) = oneshot::channel();
        let peer = Arc::clone(&self.peer);
        self.runtime.spawn(async move {
            let outcome = peer.exchange(packed, headers).await;
            // Nobody waits any more where the sender was closed.
            let _ = answer.send(outcome);
        });
        answered.blocking_recv().unwrap_or(Err(Fault::Closed))
    }

    /// Close every connection. Calls that wait end at once.
    pub fn close(&self) {
        let thread = self
            .thread
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some((stop, thread)) = thread {
            // Fails only when the thread has ended.
            let _ = stop.send(());
            // A panic of the thread was reported when it happened.
            let _ = thread.join();
        }
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        self.close();
    }
}
