//! What all connections of one endpoint share, and the way of a request that was read.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::Arc;

use hyper::HeaderMap;
use hyper::http::request::Parts;
use spanmill_kernel::queue::{Compression, Encoding, Origin, Reply, RequestQueue, Room, Verdict};

use crate::answer::RETRY_AFTER_S;
use crate::body::Stop;
use crate::options::Options;
use crate::serve::Refusals;
use crate::waiting::Waiting;

/// Largest headers of a request that is served; the connection bounds what is read of larger ones.
pub(crate) const MAX_HEADERS_BYTES: usize = 16 << 10;
/// Bodies that may take longer to decode than this go to a thread of their own.
const CODED_ON_LOOP_BYTES: usize = 16 << 10;

/// Protocol of a request; its number is its place in `Options::receivers`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Transport {
    Grpc,
    Http,
}

/// See the module.
pub(crate) struct Endpoint {
    pub options: Options,
    pub queue: Arc<RequestQueue>,
    pub waiting: Rc<Waiting>,
    pub refusals: Arc<Refusals>,
}

impl Endpoint {
    /// Hand a body to the queue and wait for the engine's answer.
    pub async fn export(&self, body: Vec<u8>, room: Room, origin: Origin) -> Result<Verdict, Stop> {
        let (reply, slot) = self.waiting.enter();
        let coded = origin.compression != Compression::None || origin.encoding == Encoding::Json;
        let long = coded && body.len() > CODED_ON_LOOP_BYTES;
        let (queue, max) = (Arc::clone(&self.queue), self.options.max_bytes);
        let work = move || submit(&queue, body, max, origin, reply, room);
        if long {
            let done = tokio::task::spawn_blocking(work).await;
            done.unwrap_or_else(|_| Err(fault()))?;
        } else {
            work()?;
        }
        // Without an answer the listener is ending, and the connection with it.
        slot.answer().await.ok_or(Stop::Gone)
    }

    /// Note a request that never reached a group; those that did are counted by the engine.
    pub fn count(&self, transport: Transport, verdict: &Verdict) {
        self.refusals.count(transport, verdict.code);
    }

    /// Who sent a request, and how.
    pub fn origin(
        &self,
        transport: Transport,
        headers: &HeaderMap,
        encoding: Encoding,
        compression: Compression,
    ) -> Origin {
        let [grpc, http] = &self.options.receivers;
        let tenant = self
            .options
            .tenant_header
            .as_ref()
            .and_then(|name| headers.get(name))
            .map(|value| {
                let text = value.as_bytes().iter().copied().map(char::from);
                text.collect::<String>().into()
            });
        Origin {
            encoding,
            compression,
            tenant: tenant.unwrap_or_else(|| Arc::from("")),
            receiver: Arc::clone(match transport {
                Transport::Grpc => grpc,
                Transport::Http => http,
            }),
        }
    }
}

/// Say so where the headers of a request are too large.
pub(crate) fn large_headers(parts: &Parts) -> Option<String> {
    let sizes = parts
        .headers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len());
    (sizes.sum::<usize>() + parts.uri.path().len() > MAX_HEADERS_BYTES)
        .then(|| format!("headers are larger than {MAX_HEADERS_BYTES} bytes"))
}

/// A bug of ours costs nobody data: the client sends again.
fn submit(
    queue: &RequestQueue,
    body: Vec<u8>,
    max_inflated: usize,
    origin: Origin,
    reply: Reply,
    room: Room,
) -> Result<(), Verdict> {
    let work = || queue.submit_read(Cow::Owned(body), max_inflated, origin, reply, room);
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(fault()))
}

fn fault() -> Verdict {
    Verdict::unavailable("internal fault, send again later", RETRY_AFTER_S)
}
