//! OTLP requests out of Spanmill, over gRPC and HTTP.
//!
//! A caller hands over bytes and waits for the answer, a thread of the sender drives the sockets:
//! one HTTP/2 connection for each address of a gRPC peer, a pool of connections for HTTP/1.1.
#![forbid(unsafe_code)]

mod connect;
mod encoding;
mod exchange;
mod idle;
mod lanes;
mod life;
mod options;
mod payload;
mod reply;
mod sender;
mod tls;
mod told;

pub use connect::{Proxy, Target};
pub use encoding::Encoding;
pub use options::{Grpc, Http, Keepalive, Options, Protocol};
pub use reply::{GrpcStatus, Reply};
pub use sender::{Fault, Sender};
pub use spanmill_tls::Versions;
pub use tls::{Identity, Tls, Trust};
