//! OTLP over gRPC: one method, unary.
//!
//! The caller must prove itself for every method, also for unknown ones.

use std::time::{Duration, Instant};

use hyper::body::Incoming;
use hyper::header::{HeaderName, HeaderValue};
use hyper::http::request::Parts;
use hyper::{HeaderMap, Request, Response, Version};
use spanmill_kernel::queue::{
    Compression, Encoding, INVALID_ARGUMENT, RESOURCE_EXHAUSTED, Verdict,
};

use crate::answer::{self, Headers, Payload, RETRY_AFTER_S, UNIMPLEMENTED};
use crate::body::{Stop, read_message, too_slow};
use crate::endpoint::{Endpoint, Transport, large_headers};
use crate::pace::Pace;

const EXPORT: &str = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
const ENCODING: HeaderName = HeaderName::from_static("grpc-encoding");
const ACCEPT_ENCODING: HeaderName = HeaderName::from_static("grpc-accept-encoding");
const TIMEOUT: HeaderName = HeaderName::from_static("grpc-timeout");
/// A call that is given less than this cannot be answered in time.
const LEAST_TIME: Duration = Duration::from_millis(50);

/// Whether a request is a call.
pub(crate) fn is_call(request: &Request<Incoming>) -> bool {
    let kind = request.headers().get(hyper::header::CONTENT_TYPE);
    request.version() == Version::HTTP_2
        && kind.is_some_and(|value| value.as_bytes().starts_with(b"application/grpc"))
}

/// Answer one call. None where nobody waits for the answer.
pub(crate) async fn serve(
    endpoint: &Endpoint,
    pace: &Pace,
    request: Request<Incoming>,
) -> Option<Response<Payload>> {
    let (parts, body) = request.into_parts();
    match take(endpoint, pace, &parts, body).await {
        Ok(verdict) => Some(answer::grpc(&verdict, Headers::new())),
        Err(Stop::Gone) => None,
        Err(Stop::Refused(verdict)) => {
            endpoint.count(Transport::Grpc, &verdict);
            let accepted = (
                ACCEPT_ENCODING,
                HeaderValue::from_static("identity,gzip,zstd"),
            );
            Some(answer::grpc(&verdict, vec![accepted]))
        }
    }
}

async fn take(
    endpoint: &Endpoint,
    pace: &Pace,
    parts: &Parts,
    body: Incoming,
) -> Result<Verdict, Stop> {
    if let Some(message) = large_headers(parts) {
        return Err(Verdict::refused(RESOURCE_EXHAUSTED, message).into());
    }
    if let Some(proof) = &endpoint.options.proof
        && let Some(refusal) = proof.refusal(&parts.headers)
    {
        return Err(refusal.into());
    }
    if parts.uri.path() != EXPORT {
        return Err(Verdict::refused(UNIMPLEMENTED, "no such method").into());
    }
    let stated = compression(&parts.headers)?;
    let (began, given) = (Instant::now(), timeout(&parts.headers));
    in_time(began, given)?;
    let mut room = endpoint.queue.reserve(0)?;
    let paced = pace.begin();
    let reading = read_message(body, &paced, endpoint.options.max_bytes, &mut room);
    let message = paced
        .within(endpoint.options.deadlines.request.min(given), reading)
        .await
        .map_err(|_| too_slow())??;
    in_time(began, given)?;
    if message.compressed && stated == Compression::None {
        return Err(Verdict::refused(INVALID_ARGUMENT, "compressed in an unnamed way").into());
    }
    let compression = if message.compressed {
        stated
    } else {
        Compression::None
    };
    let origin = endpoint.origin(
        Transport::Grpc,
        &parts.headers,
        Encoding::Proto,
        compression,
    );
    endpoint.export(message.bytes, room, origin).await
}

fn compression(headers: &HeaderMap) -> Result<Compression, Verdict> {
    match headers
        .get(ENCODING)
        .map_or(&b"identity"[..], |value| value.as_bytes())
    {
        b"identity" => Ok(Compression::None),
        b"gzip" => Ok(Compression::Gzip),
        b"zstd" => Ok(Compression::Zstd),
        _ => Err(Verdict::refused(
            UNIMPLEMENTED,
            "expected grpc-encoding: identity, gzip or zstd",
        )),
    }
}

/// Refuse a call that would be answered when nobody waits any more: its client sends it again.
fn in_time(began: Instant, given: Duration) -> Result<(), Verdict> {
    if given.saturating_sub(began.elapsed()) < LEAST_TIME {
        let message = "too little time left before the deadline";
        return Err(Verdict::unavailable(message, RETRY_AFTER_S));
    }
    Ok(())
}

/// What the client gives us; without a word of it, all the time there is.
fn timeout(headers: &HeaderMap) -> Duration {
    stated_timeout(headers).unwrap_or(Duration::MAX)
}

/// Source: gRPC over HTTP/2, "Timeout".
fn stated_timeout(headers: &HeaderMap) -> Option<Duration> {
    let (unit, digits) = headers.get(TIMEOUT)?.as_bytes().split_last()?;
    if digits.len() > 8 {
        return None;
    }
    let count: u64 = std::str::from_utf8(digits).ok()?.parse().ok()?;
    match unit {
        b'H' => Some(Duration::from_secs(count * 3600)),
        b'M' => Some(Duration::from_secs(count * 60)),
        b'S' => Some(Duration::from_secs(count)),
        b'm' => Some(Duration::from_millis(count)),
        b'u' => Some(Duration::from_micros(count)),
        b'n' => Some(Duration::from_nanos(count)),
        _ => None,
    }
}
