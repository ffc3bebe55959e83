//! OTLP over HTTP/1.1, HTTP/2 and gRPC into the request queue. Knows nothing of Python.
//!
//! One thread serves all connections of a listener. It reads bodies into room that the queue
//! granted before, hands them over, and answers when the engine has: answers come once a group.
#![forbid(unsafe_code)]

mod activity;
mod answer;
mod bind;
mod body;
mod connection;
mod cors;
mod endpoint;
mod faults;
mod grpc;
mod http;
mod options;
mod pace;
mod proof;
mod serve;
mod stream;
mod tls;
mod waiting;

pub use cors::Cors;
pub use faults::Tell;
pub use options::{Deadlines, Keepalive, Options};
pub use proof::Proof;
pub use serve::{Listener, Refusals};
pub use spanmill_tls::Versions;
pub use tls::{Certificates, Tls};
