//! What one endpoint serves, and within which limits.

use std::sync::Arc;
use std::time::Duration;

use hyper::header::{HeaderName, HeaderValue};
use spanmill_kernel::queue::Compression;

use crate::cors::Cors;
use crate::proof::Proof;
use crate::tls::Tls;

/// How long each part of an exchange may take. `Duration::MAX` is no limit.
#[derive(Debug, Clone, Copy)]
pub struct Deadlines {
    /// From the first byte of a request to the end of its headers, and from the connection to its
    /// first byte.
    pub headers: Duration,
    /// From there to the end of the body.
    pub request: Duration,
    /// For which a client may leave answers unread.
    pub response: Duration,
    /// Without a request.
    pub idle: Duration,
}

/// When HTTP/2 connections are pinged, and when connections are closed for their age.
#[derive(Debug, Clone, Copy, Default)]
pub struct Keepalive {
    /// Ping a silent client after so long.
    pub ping_after: Option<Duration>,
    /// Close when a ping is not answered for so long.
    pub ping_timeout: Option<Duration>,
    /// Close after so long, once the requests under way are answered.
    pub max_age: Option<Duration>,
    /// Time that they get.
    pub max_age_grace: Option<Duration>,
}

/// See the module.
#[derive(Debug)]
pub struct Options {
    /// Where to listen: `host:port`, without a host on all addresses, or `unix:/path`.
    pub address: String,
    /// Id of the receiver and transport, for requests over gRPC and over HTTP.
    pub receivers: [Arc<str>; 2],
    /// Largest body, before and after inflation.
    pub max_bytes: usize,
    /// Header or metadata key that names the tenant.
    pub tenant_header: Option<HeaderName>,
    /// Who may send; without it everyone.
    pub proof: Option<Proof>,
    /// Certificates; without them plain text.
    pub tls: Option<Tls>,
    /// Path that takes traces over HTTP.
    pub traces_path: String,
    /// Content encodings to take over HTTP.
    pub compressions: Vec<Compression>,
    /// Headers of every HTTP response.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// Which web pages may send.
    pub cors: Option<Cors>,
    /// False closes an HTTP/1.1 connection after each response.
    pub keep_alive: bool,
    /// Time limits.
    pub deadlines: Deadlines,
    /// Pings and age.
    pub keepalive: Keepalive,
    /// Requests under way on one HTTP/2 connection.
    pub max_streams: Option<u32>,
}
