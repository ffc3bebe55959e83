//! The body of a request: the prefix of a gRPC message, if any, and bytes that are never copied.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

/// Parts that are still to be sent.
#[derive(Debug, Clone)]
pub(crate) struct Payload {
    prefix: Bytes,
    bytes: Bytes,
}

impl Payload {
    /// A body of HTTP.
    pub fn plain(bytes: Bytes) -> Self {
        let prefix = Bytes::new();
        Self { prefix, bytes }
    }

    /// The one message of a gRPC call.
    pub fn message(bytes: Bytes, compressed: bool) -> Self {
        // Longer messages are not made: requests have megabytes.
        let len = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        let mut prefix = vec![u8::from(compressed)];
        prefix.extend_from_slice(&len.to_be_bytes());
        let prefix = Bytes::from(prefix);
        Self { prefix, bytes }
    }
}

impl Body for Payload {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let next = if self.prefix.is_empty() {
            std::mem::take(&mut self.bytes)
        } else {
            std::mem::take(&mut self.prefix)
        };
        Poll::Ready((!next.is_empty()).then(|| Ok(Frame::data(next))))
    }

    fn is_end_stream(&self) -> bool {
        self.prefix.is_empty() && self.bytes.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact((self.prefix.len() + self.bytes.len()) as u64)
    }
}
