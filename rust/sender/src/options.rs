//! What a sender is told.

use std::time::Duration;

use hyper::{HeaderMap, Uri};

use crate::connect::{Proxy, Target};
use crate::encoding::Encoding;
use crate::tls::Tls;

/// One peer, and how to speak to it.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where it listens.
    pub target: Target,
    /// Scheme, authority and path of every request.
    pub uri: Uri,
    /// Sent with every request.
    pub headers: HeaderMap,
    /// How bodies are compressed.
    pub encoding: Encoding,
    /// Longest time from the call to the end of the answer.
    pub timeout: Duration,
    /// Certificates; without them plain text.
    pub tls: Option<Tls>,
    /// gRPC or HTTP, with what only one of them has.
    pub protocol: Protocol,
}

/// The protocol, with its own settings.
#[derive(Debug, Clone)]
pub enum Protocol {
    /// gRPC over HTTP/2.
    Grpc(Grpc),
    /// HTTP/1.1.
    Http(Http),
}

/// What only gRPC has.
#[derive(Debug, Clone)]
pub struct Grpc {
    /// Use every address of the peer's name in turn, else the first that answers.
    pub round_robin: bool,
    /// While nothing can be connected to, wait within the time of the call instead of failing.
    pub wait_for_ready: bool,
    /// Pings; without it none.
    pub keepalive: Option<Keepalive>,
}

/// Pings of HTTP/2.
#[derive(Debug, Clone, Copy)]
pub struct Keepalive {
    /// Ping after this long without traffic.
    pub after: Duration,
    /// Close the connection when a ping stays unanswered for this long.
    pub timeout: Duration,
    /// Also while no request is under way.
    pub while_idle: bool,
}

/// What only HTTP/1.1 has.
#[derive(Debug, Clone)]
pub struct Http {
    /// Connections to keep without requests.
    pub max_idle: usize,
    /// Close a connection without requests after this long; zero never does.
    pub idle_timeout: Duration,
    /// Connect by way of it.
    pub proxy: Option<Proxy>,
}
