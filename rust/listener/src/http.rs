//! OTLP over HTTP: protobuf and JSON.
//!
//! What can be refused is refused before the body is read.
//! Source: OTLP 1.11, "OTLP/HTTP"; RFC 9110.

use bytes::Bytes;
use hyper::body::Incoming;
use hyper::header::{
    ACCEPT_ENCODING, ALLOW, CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, EXPECT,
    HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE,
};
use hyper::http::request::Parts;
use hyper::{HeaderMap, Method, Request, Response, StatusCode, Version};
use spanmill_kernel::queue::{Compression, Encoding, RESOURCE_EXHAUSTED, Verdict};

use crate::answer::{
    DEADLINE_EXCEEDED, Headers, NOT_FOUND, Payload, UNAUTHENTICATED, UNIMPLEMENTED, http_status,
    retry_after,
};
use crate::body::{Stop, discard, read_whole, too_large, too_slow};
use crate::cors::Cors;
use crate::endpoint::{self, Endpoint, Transport};
use crate::pace::{Pace, Paced};

const PROTO: HeaderValue = HeaderValue::from_static("application/x-protobuf");
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// A request that is answered by its headers alone.
struct Refused {
    verdict: Verdict,
    status: StatusCode,
    headers: Headers,
}

impl From<Verdict> for Refused {
    fn from(verdict: Verdict) -> Self {
        let status = http_status(&verdict);
        Self {
            verdict,
            status,
            headers: Headers::new(),
        }
    }
}

/// What the headers of a good request say about its body.
struct Posted {
    encoding: Encoding,
    compression: Compression,
    stated: usize,
}

/// Answer one request. None where nobody waits for the answer.
pub(crate) async fn serve(
    endpoint: &Endpoint,
    pace: &Pace,
    request: Request<Incoming>,
) -> Option<Response<Payload>> {
    let (parts, mut body) = request.into_parts();
    if let Some(cors) = &endpoint.options.cors
        && Cors::is_preflight(&parts.method, &parts.headers)
    {
        return Some(preflight(endpoint, cors, &parts.headers));
    }
    let paced = pace.begin();
    let mut refused = match check(endpoint, &parts) {
        Err(refused) => refused,
        Ok(posted) => match take(endpoint, &parts, posted, &mut body, &paced).await {
            Err(Stop::Refused(verdict)) => verdict.into(),
            Err(Stop::Gone) => return None,
            Ok(verdict) => {
                let status = http_status(&verdict);
                let headers = &parts.headers;
                return Some(respond(endpoint, &verdict, status, Headers::new(), headers));
            }
        },
    };
    // Only where it was read whole can another request come behind it.
    let invited = !parts.headers.contains_key(EXPECT);
    let in_time = refused.verdict.code != DEADLINE_EXCEEDED;
    let read = invited && in_time && discard_in_time(endpoint, &mut body, &paced).await;
    if parts.version < Version::HTTP_2 && !read {
        refused
            .headers
            .push((CONNECTION, HeaderValue::from_static("close")));
    }
    Some(refusal(endpoint, refused, &parts.headers))
}

fn check(endpoint: &Endpoint, parts: &Parts) -> Result<Posted, Refused> {
    let options = &endpoint.options;
    check_size(parts)?;
    if let Some(proof) = &options.proof
        && let Some(verdict) = proof.refusal(&parts.headers)
    {
        let mut refused = Refused::from(verdict);
        if refused.verdict.code == UNAUTHENTICATED {
            refused
                .headers
                .push((WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")));
        }
        return Err(refused);
    }
    if parts.uri.path() != options.traces_path {
        return Err(Verdict::refused(NOT_FOUND, "no such path").into());
    }
    if parts.method != Method::POST {
        let allow = (ALLOW, HeaderValue::from_static("POST"));
        return Err(unsupported(
            "send POST",
            StatusCode::METHOD_NOT_ALLOWED,
            vec![allow],
        ));
    }
    let encoding = encoding_of(&parts.headers).ok_or_else(|| {
        let message = "expected application/x-protobuf or application/json";
        unsupported(message, StatusCode::UNSUPPORTED_MEDIA_TYPE, Headers::new())
    })?;
    let compression = compression_of(&parts.headers)
        .filter(|each| options.compressions.contains(each))
        .ok_or_else(|| unknown_coding(&options.compressions))?;
    let stated = parts
        .headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse().ok())
        .unwrap_or(0);
    if stated > options.max_bytes {
        return Err(too_large(options.max_bytes).into());
    }
    Ok(Posted {
        encoding,
        compression,
        stated,
    })
}

fn check_size(parts: &Parts) -> Result<(), Refused> {
    let Some(message) = endpoint::large_headers(parts) else {
        return Ok(());
    };
    Err(Refused {
        verdict: Verdict::refused(RESOURCE_EXHAUSTED, message),
        status: StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
        headers: Headers::new(),
    })
}

async fn take(
    endpoint: &Endpoint,
    parts: &Parts,
    posted: Posted,
    body: &mut Incoming,
    paced: &Paced<'_>,
) -> Result<Verdict, Stop> {
    let max_bytes = endpoint.options.max_bytes;
    let mut room = endpoint.queue.reserve(posted.stated as u64)?;
    let reading = read_whole(body, paced, posted.stated, max_bytes, &mut room);
    let bytes = paced
        .within(endpoint.options.deadlines.request, reading)
        .await
        .map_err(|_| too_slow())??;
    let origin = endpoint.origin(
        Transport::Http,
        &parts.headers,
        posted.encoding,
        posted.compression,
    );
    endpoint.export(bytes, room, origin).await
}

/// Read on for a client that was refused, in the time of a request that was not.
async fn discard_in_time(endpoint: &Endpoint, body: &mut Incoming, paced: &Paced<'_>) -> bool {
    let reading = discard(body, paced, endpoint.options.max_bytes);
    let read = paced.within(endpoint.options.deadlines.request, reading);
    read.await.unwrap_or(false)
}

fn unsupported(message: &str, status: StatusCode, headers: Headers) -> Refused {
    Refused {
        verdict: Verdict::refused(UNIMPLEMENTED, message),
        status,
        headers,
    }
}

fn unknown_coding(taken: &[Compression]) -> Refused {
    let names: Vec<&str> = taken
        .iter()
        .map(|each| match each {
            Compression::None => "identity",
            Compression::Gzip => "gzip",
            Compression::Zstd => "zstd",
        })
        .collect();
    let names = names.join(", ");
    let value = HeaderValue::try_from(&names).unwrap_or(HeaderValue::from_static("identity"));
    unsupported(
        &format!("expected content-encoding: {names}"),
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        vec![(ACCEPT_ENCODING, value)],
    )
}

/// The encoding that the content type names; parameters do not matter.
fn encoding_of(headers: &HeaderMap) -> Option<Encoding> {
    let stated = headers.get(CONTENT_TYPE)?.as_bytes();
    let kind = stated.split(|byte| *byte == b';').next()?.trim_ascii();
    if kind.eq_ignore_ascii_case(PROTO.as_bytes()) {
        return Some(Encoding::Proto);
    }
    kind.eq_ignore_ascii_case(JSON.as_bytes())
        .then_some(Encoding::Json)
}

fn compression_of(headers: &HeaderMap) -> Option<Compression> {
    let stated = headers
        .get(CONTENT_ENCODING)
        .map_or(&[][..], |value| value.as_bytes());
    match &stated.trim_ascii().to_ascii_lowercase()[..] {
        b"" | b"identity" => Some(Compression::None),
        b"gzip" => Some(Compression::Gzip),
        b"zstd" => Some(Compression::Zstd),
        _ => None,
    }
}

fn preflight(endpoint: &Endpoint, cors: &Cors, headers: &HeaderMap) -> Response<Payload> {
    let mut response = Response::new(Payload::default());
    *response.status_mut() = StatusCode::NO_CONTENT;
    add(&mut response, cors.preflight(headers));
    add(&mut response, endpoint.options.headers.clone());
    response
}

fn refusal(endpoint: &Endpoint, refused: Refused, headers: &HeaderMap) -> Response<Payload> {
    endpoint.count(Transport::Http, &refused.verdict);
    respond(
        endpoint,
        &refused.verdict,
        refused.status,
        refused.headers,
        headers,
    )
}

fn respond(
    endpoint: &Endpoint,
    verdict: &Verdict,
    status: StatusCode,
    more: Headers,
    headers: &HeaderMap,
) -> Response<Payload> {
    // Who states no type that we know is a person with curl, and can read JSON.
    let (kind, body) = match encoding_of(headers) {
        Some(Encoding::Proto) => (PROTO, Bytes::from(verdict.to_proto())),
        _ => (JSON, Bytes::from(verdict.to_json())),
    };
    let mut response = Response::new(Payload::full(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, kind);
    if matches!(status.as_u16(), 429 | 503) {
        response
            .headers_mut()
            .insert(RETRY_AFTER, retry_after(verdict));
    }
    add(&mut response, more);
    add(&mut response, endpoint.options.headers.clone());
    if let Some(cors) = &endpoint.options.cors {
        add(&mut response, cors.response(headers));
    }
    response
}

fn add(response: &mut Response<Payload>, more: Headers) {
    let pairs = more.into_iter().map(|(name, value)| (Some(name), value));
    response.headers_mut().extend(pairs);
}
