//! OTLP over gRPC, as a server.

use std::borrow::Cow;
use std::io::Read as _;
use std::rc::Rc;

use bytes::Bytes;
use flate2::read::GzDecoder;
use h2::RecvStream;
use h2::server::SendResponse;
use http::{HeaderMap, HeaderValue, Response};
use tokio::net::TcpStream;
use tokio::task::spawn_local;

use crate::Fault;
use crate::sink::Counters;

const STREAM_WINDOW: u32 = 8 << 20;
const CONNECTION_WINDOW: u32 = 64 << 20;
const EMPTY_MESSAGE: &[u8] = &[0; 5];

/// Serve one connection to its end.
pub async fn serve(stream: TcpStream, counters: Rc<Counters>) -> Result<(), Fault> {
    stream.set_nodelay(true)?;
    let mut connection = h2::server::Builder::new()
        .initial_window_size(STREAM_WINDOW)
        .initial_connection_window_size(CONNECTION_WINDOW)
        .max_frame_size(1 << 20)
        .handshake::<_, Bytes>(stream)
        .await?;
    while let Some(request) = connection.accept().await {
        let (request, respond) = request?;
        let counters = Rc::clone(&counters);
        spawn_local(async move { answer(request.into_body(), respond, &counters).await.ok() });
    }
    Ok(())
}

async fn answer(
    mut body: RecvStream,
    mut respond: SendResponse<Bytes>,
    counters: &Counters,
) -> Result<(), Fault> {
    let mut message = Vec::new();
    while let Some(piece) = body.data().await {
        let piece = piece?;
        body.flow_control().release_capacity(piece.len())?;
        message.extend_from_slice(&piece);
    }
    let code = counters.take(&plain(&message)).await;
    let response = Response::builder()
        .header("content-type", "application/grpc")
        .body(())?;
    let mut stream = respond.send_response(response, false)?;
    if code == 0 {
        stream.send_data(Bytes::from_static(EMPTY_MESSAGE), false)?;
    }
    let mut trailers = HeaderMap::new();
    trailers.insert("grpc-status", HeaderValue::from(code));
    stream.send_trailers(trailers)?;
    Ok(())
}

/// The message of a frame, inflated where it says that it is compressed: some clients always do.
fn plain(framed: &[u8]) -> Cow<'_, [u8]> {
    let message = framed.get(5..).unwrap_or_default();
    if framed.first() != Some(&1) {
        return Cow::Borrowed(message);
    }
    let mut inflated = Vec::new();
    // What does not inflate is counted as malformed.
    let _ = GzDecoder::new(message).read_to_end(&mut inflated);
    Cow::Owned(inflated)
}
