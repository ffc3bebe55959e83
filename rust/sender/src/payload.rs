//! The body of a request: the prefix of a gRPC message, if any, and pieces that are never copied.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

/// Parts that are still to be sent.
#[derive(Debug, Clone)]
pub(crate) struct Payload {
    pieces: VecDeque<Bytes>,
}

impl Payload {
    /// A body of HTTP.
    pub fn plain(pieces: Vec<Bytes>) -> Self {
        let mut pieces = VecDeque::from(pieces);
        // An empty piece would be a frame of its own.
        pieces.retain(|piece| !piece.is_empty());
        Self { pieces }
    }

    /// The one message of a gRPC call.
    pub fn message(pieces: Vec<Bytes>, compressed: bool) -> Self {
        let mut payload = Self::plain(pieces);
        // Longer messages are not made: requests have megabytes.
        let len = u32::try_from(payload.len()).unwrap_or(u32::MAX);
        let mut prefix = vec![u8::from(compressed)];
        prefix.extend_from_slice(&len.to_be_bytes());
        payload.pieces.push_front(Bytes::from(prefix));
        payload
    }

    fn len(&self) -> usize {
        self.pieces.iter().map(Bytes::len).sum()
    }
}

impl Body for Payload {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let next = self.pieces.pop_front();
        Poll::Ready(next.map(|piece| Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.pieces.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.len() as u64)
    }
}
