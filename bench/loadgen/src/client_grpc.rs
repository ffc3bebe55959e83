//! OTLP over gRPC, as a client: HTTP/2 frames and five bytes in front of a message.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use bytes::{Bytes, BytesMut};
use h2::client::SendRequest;
use http::{HeaderMap, Method, Request};
use memchr::memmem;
use tokio::net::TcpStream;
use tokio::task::spawn_local;

use crate::Fault;
use crate::measure::Outcome;

const EXPORT: &str = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
const RETRY_INFO: &[u8] = b"google.rpc.RetryInfo";
const UNKNOWN: u32 = 2;
const WINDOW: u32 = 1 << 20;

/// One stream at a time on a connection that clones share.
#[derive(Clone)]
pub struct GrpcClient {
    sender: SendRequest<Bytes>,
    uri: String,
}

impl GrpcClient {
    /// Open a connection.
    pub async fn connect(address: &str) -> Result<Self, Fault> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = h2::client::Builder::new()
            .initial_window_size(WINDOW)
            .initial_connection_window_size(WINDOW)
            .max_send_buffer_size(64 << 20)
            .handshake(stream)
            .await?;
        spawn_local(async move {
            // What ends the connection fails its requests, which are counted.
            let _ = connection.await;
        });
        let uri = format!("http://{address}{EXPORT}");
        Ok(Self { sender, uri })
    }

    /// Send one message, which has room for its frame in front.
    pub async fn send(&mut self, body: Bytes) -> Outcome {
        match self.exchange(body).await {
            Ok(outcome) => outcome,
            Err(_) => Outcome::Failed,
        }
    }

    async fn exchange(&mut self, body: Bytes) -> Result<Outcome, Fault> {
        let request = Request::builder()
            .method(Method::POST)
            .uri(&self.uri)
            .header("content-type", "application/grpc")
            .header("te", "trailers")
            .body(())?;
        let mut sender = self.sender.clone().ready().await?;
        let (response, mut stream) = sender.send_request(request, false)?;
        stream.send_data(framed(body), true)?;
        let response = response.await?;
        if let Some(outcome) = outcome(response.headers()) {
            return Ok(outcome);
        }
        let mut body = response.into_body();
        while let Some(piece) = body.data().await {
            let length = piece?.len();
            body.flow_control().release_capacity(length)?;
        }
        let trailers = body.trailers().await?.unwrap_or_default();
        Ok(outcome(&trailers).unwrap_or(Outcome::Refused(UNKNOWN, false)))
    }
}

/// Write the length into the room in front of the message.
fn framed(body: Bytes) -> Bytes {
    let mut out = BytesMut::from(body);
    let length = u32::try_from(out.len().saturating_sub(5)).unwrap_or(u32::MAX);
    let place = out.iter_mut().skip(1);
    for (byte, length) in place.zip(length.to_be_bytes()) {
        *byte = length;
    }
    out.freeze()
}

fn outcome(headers: &HeaderMap) -> Option<Outcome> {
    match headers.get("grpc-status")?.to_str().ok()?.parse().ok()? {
        0 => Some(Outcome::Ok),
        code => Some(Outcome::Refused(code, has_delay(headers))),
    }
}

/// Whether a `google.rpc.Status` tells when to come again.
fn has_delay(headers: &HeaderMap) -> bool {
    let details = headers.get("grpc-status-details-bin");
    let text = details.map_or(&[][..], |value| value.as_bytes());
    let text = text.strip_suffix(b"==").unwrap_or(text);
    let text = text.strip_suffix(b"=").unwrap_or(text);
    let status = STANDARD_NO_PAD.decode(text).unwrap_or_default();
    memmem::find(&status, RETRY_INFO).is_some()
}
