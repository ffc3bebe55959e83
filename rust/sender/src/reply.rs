//! Reads answers, with a bound on everything.

use std::future::poll_fn;
use std::pin::Pin;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use http_body::Body;
use hyper::body::Incoming;
use hyper::header::RETRY_AFTER;
use hyper::{HeaderMap, Response, StatusCode};
use percent_encoding::percent_decode;

/// Largest answer that is read. Source: OTLP 1.11, limits of clients.
const MAX_BYTES: usize = 4 << 20;
const PREFIX: usize = 5;
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

const UNKNOWN: u32 = 2;
const PERMISSION_DENIED: u32 = 7;
const UNIMPLEMENTED: u32 = 12;
const INTERNAL: u32 = 13;
const UNAVAILABLE: u32 = 14;
const UNAUTHENTICATED: u32 = 16;

/// What a peer answered.
#[derive(Debug, Clone, Default)]
pub struct Reply {
    /// Status of HTTP.
    pub status: u16,
    /// The `Retry-After` header.
    pub retry_after: String,
    /// How a gRPC call ended.
    pub grpc: Option<GrpcStatus>,
    /// Body, or the message of a gRPC call; empty where it is too large to be read.
    pub body: Vec<u8>,
    /// Whether the whole answer was read, so that its connection can serve again.
    pub(crate) whole: bool,
}

/// How a gRPC call ended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GrpcStatus {
    /// `grpc-status`, or what the status of HTTP stands for.
    pub code: u32,
    /// `grpc-message`.
    pub message: String,
    /// `grpc-status-details-bin`: a `google.rpc.Status`.
    pub details: Vec<u8>,
}

/// Read the answer of an HTTP request.
pub(crate) async fn read_http(response: Response<Incoming>) -> Result<Reply, hyper::Error> {
    let (parts, body) = response.into_parts();
    let read = collect(body, false).await?;
    let retry_after = parts
        .headers
        .get(RETRY_AFTER)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    Ok(Reply {
        status: parts.status.as_u16(),
        retry_after: retry_after.to_owned(),
        grpc: None,
        body: read.bytes,
        whole: read.whole,
    })
}

/// Read the answer of a gRPC call.
pub(crate) async fn read_grpc(response: Response<Incoming>) -> Result<Reply, hyper::Error> {
    let (parts, body) = response.into_parts();
    let read = collect(body, true).await?;
    let status = stated(&read.trailers)
        .or_else(|| stated(&parts.headers))
        .unwrap_or_else(|| unstated(parts.status));
    Ok(Reply {
        status: parts.status.as_u16(),
        retry_after: String::new(),
        grpc: Some(status),
        body: message(&read.bytes).to_vec(),
        whole: read.whole,
    })
}

#[derive(Default)]
struct Collected {
    bytes: Vec<u8>,
    trailers: HeaderMap,
    whole: bool,
}

/// Read to the end, or as far as is allowed. Where trailers count, what is too much is passed over
/// to reach them; the time of the call bounds that.
async fn collect(mut body: Incoming, to_trailers: bool) -> Result<Collected, hyper::Error> {
    let mut read = Collected {
        whole: true,
        ..Collected::default()
    };
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        match frame?.into_data() {
            Ok(data) if !read.whole || read.bytes.len() + data.len() > MAX_BYTES => {
                read.bytes.clear();
                read.whole = false;
                if !to_trailers {
                    break;
                }
            }
            Ok(data) => read.bytes.extend_from_slice(&data),
            Err(frame) => read.trailers = frame.into_trailers().unwrap_or_default(),
        }
    }
    Ok(read)
}

/// The message behind its prefix. We accept only what is not compressed.
fn message(body: &[u8]) -> &[u8] {
    match body.split_at_checked(PREFIX) {
        Some(([0, ..], message)) => message,
        _ => &[],
    }
}

fn stated(headers: &HeaderMap) -> Option<GrpcStatus> {
    let code = headers.get("grpc-status")?.to_str().ok()?;
    let bytes = |name| headers.get(name).map_or(&b""[..], |value| value.as_bytes());
    let message = percent_decode(bytes("grpc-message")).decode_utf8_lossy();
    Some(GrpcStatus {
        code: code.parse().unwrap_or(UNKNOWN),
        message: message.into_owned(),
        details: BASE64
            .decode(bytes("grpc-status-details-bin"))
            .unwrap_or_default(),
    })
}

/// What an answer means that does not say how the call ended: something between us and the peer
/// gave it. Source: gRPC, "HTTP to gRPC Status Code Mapping".
fn unstated(status: StatusCode) -> GrpcStatus {
    let code = match status.as_u16() {
        400 => INTERNAL,
        401 => UNAUTHENTICATED,
        403 => PERMISSION_DENIED,
        404 => UNIMPLEMENTED,
        // An answer that was cut off may have been a good one: it is asked for again.
        200 | 429 | 502 | 503 | 504 => UNAVAILABLE,
        _ => UNKNOWN,
    };
    GrpcStatus {
        code,
        message: format!("HTTP {} without a gRPC status", status.as_u16()),
        details: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let parsed = pairs.iter().filter_map(|(name, value)| {
            let value = hyper::header::HeaderValue::from_static(value);
            Some((name.parse::<hyper::header::HeaderName>().ok()?, value))
        });
        parsed.collect()
    }

    /// A status is read with its message unescaped and its details, padded or not; a code that is
    /// no number is UNKNOWN.
    #[test]
    fn stated_status_is_read() {
        for (details, expected) in [("CA4", &b"\x08\x0e"[..]), ("CA4=", b"\x08\x0e"), ("!", b"")] {
            let status = stated(&headers(&[
                ("grpc-status", "14"),
                ("grpc-message", "too%20busy %e2%82%ac"),
                ("grpc-status-details-bin", details),
            ]));
            let status = status.unwrap_or_default();
            assert_eq!(
                (status.code, &status.message[..]),
                (14, "too busy \u{20ac}")
            );
            assert_eq!(status.details, expected);
        }
        assert_eq!(
            stated(&headers(&[("grpc-status", "x")])).map(|it| it.code),
            Some(UNKNOWN)
        );
        assert_eq!(stated(&HeaderMap::new()), None);
    }

    /// Without a status an answer means what its HTTP status stands for, and a good one that was
    /// cut off is asked for again.
    #[test]
    fn unstated_status_follows_http() {
        let code = |status| {
            StatusCode::from_u16(status)
                .map(|it| unstated(it).code)
                .ok()
        };
        let expected = [
            (200, UNAVAILABLE),
            (400, INTERNAL),
            (401, UNAUTHENTICATED),
            (403, PERMISSION_DENIED),
            (404, UNIMPLEMENTED),
            (429, UNAVAILABLE),
            (503, UNAVAILABLE),
            (500, UNKNOWN),
        ];
        for (status, expected) in expected {
            assert_eq!(code(status), Some(expected), "{status}");
        }
    }

    /// Only a whole prefix of a message that is not compressed is taken off.
    #[test]
    fn message_is_behind_its_prefix() {
        assert_eq!(message(b"\0\0\0\0\x02hi"), b"hi");
        assert_eq!(message(b"\x01\0\0\0\x02hi"), b"");
        assert_eq!(message(b"\0\0"), b"");
    }
}
