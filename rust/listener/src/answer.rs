//! What a verdict is on the wire.
//!
//! Source: OTLP 1.11, "OTLP/gRPC Response" and "OTLP/HTTP Response"; gRPC over HTTP/2.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use bytes::{BufMut, Bytes, BytesMut};
use http_body::{Body, Frame, SizeHint};
use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use hyper::{HeaderMap, Response, StatusCode};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use spanmill_kernel::queue::{OK, Verdict};

/// gRPC `DEADLINE_EXCEEDED`.
pub(crate) const DEADLINE_EXCEEDED: u32 = 4;
/// gRPC `NOT_FOUND`.
pub(crate) const NOT_FOUND: u32 = 5;
/// gRPC `UNIMPLEMENTED`.
pub(crate) const UNIMPLEMENTED: u32 = 12;
/// gRPC `UNAUTHENTICATED`.
pub(crate) const UNAUTHENTICATED: u32 = 16;
/// Delay of our own refusals, in seconds.
pub(crate) const RETRY_AFTER_S: f64 = 1.0;

const GRPC: HeaderValue = HeaderValue::from_static("application/grpc");
const GRPC_STATUS: HeaderName = HeaderName::from_static("grpc-status");
const GRPC_MESSAGE: HeaderName = HeaderName::from_static("grpc-message");
const GRPC_DETAILS: HeaderName = HeaderName::from_static("grpc-status-details-bin");
/// What a message may not hold as it is: everything but printable ASCII, and the percent sign.
const MESSAGE: &AsciiSet = &CONTROLS.add(b'%');

/// Headers that an answer adds.
pub(crate) type Headers = Vec<(HeaderName, HeaderValue)>;

/// The body of an answer: at most one piece of data, and trailers.
#[derive(Debug, Default)]
pub(crate) struct Payload {
    data: Option<Bytes>,
    trailers: Option<HeaderMap>,
}

impl Payload {
    /// A body without trailers.
    pub fn full(data: Bytes) -> Self {
        Self {
            data: (!data.is_empty()).then_some(data),
            trailers: None,
        }
    }
}

impl Body for Payload {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let data = self.data.take().map(Frame::data);
        Poll::Ready(
            data.or_else(|| self.trailers.take().map(Frame::trailers))
                .map(Ok),
        )
    }

    fn is_end_stream(&self) -> bool {
        self.data.is_none() && self.trailers.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        if self.trailers.is_some() {
            return SizeHint::default();
        }
        SizeHint::with_exact(self.data.as_ref().map_or(0, |data| data.len() as u64))
    }
}

/// The status that tells an HTTP client what the code tells one of gRPC.
pub(crate) fn http_status(verdict: &Verdict) -> StatusCode {
    match verdict.code {
        OK => StatusCode::OK,
        3 => StatusCode::BAD_REQUEST,
        NOT_FOUND | UNIMPLEMENTED => StatusCode::NOT_FOUND,
        7 => StatusCode::FORBIDDEN,
        8 if verdict.retry_after_s.is_none() => StatusCode::PAYLOAD_TOO_LARGE,
        8 => StatusCode::TOO_MANY_REQUESTS,
        1 | DEADLINE_EXCEEDED | 10 | 11 | 14 | 15 => StatusCode::SERVICE_UNAVAILABLE,
        UNAUTHENTICATED => StatusCode::UNAUTHORIZED,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Whole seconds for `Retry-After`, at least one.
pub(crate) fn retry_after(verdict: &Verdict) -> HeaderValue {
    let delay = verdict.retry_after_s.unwrap_or(RETRY_AFTER_S).ceil();
    // A float that is cast saturates, and what is not a number becomes 0.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    HeaderValue::from((delay as u64).max(1))
}

/// Answer a call: the message and trailers, or trailers alone where it failed.
pub(crate) fn grpc(verdict: &Verdict, more: Headers) -> Response<Payload> {
    let mut response = Response::new(Payload::default());
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, GRPC);
    headers.extend(more.into_iter().map(|(name, value)| (Some(name), value)));
    if verdict.code != OK {
        put_status(response.headers_mut(), verdict);
        return response;
    }
    let message = verdict.to_proto();
    let mut framed = BytesMut::with_capacity(5 + message.len());
    framed.put_u8(0);
    framed.put_u32(u32::try_from(message.len()).unwrap_or(u32::MAX));
    framed.put_slice(&message);
    let mut trailers = HeaderMap::with_capacity(1);
    trailers.insert(GRPC_STATUS, HeaderValue::from_static("0"));
    *response.body_mut() = Payload {
        data: Some(framed.freeze()),
        trailers: Some(trailers),
    };
    response
}

fn put_status(headers: &mut HeaderMap, verdict: &Verdict) {
    headers.insert(GRPC_STATUS, HeaderValue::from(verdict.code));
    let message = utf8_percent_encode(&verdict.message, MESSAGE).to_string();
    let details = STANDARD_NO_PAD.encode(verdict.to_proto());
    for (name, value) in [(GRPC_MESSAGE, message), (GRPC_DETAILS, details)] {
        // Both alphabets are ASCII, which every header may hold.
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(name, value);
        }
    }
}
