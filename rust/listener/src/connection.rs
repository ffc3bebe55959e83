//! One connection: which HTTP it speaks, its requests, and when it ends.

use std::error::Error;
use std::fmt;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::rt::Executor;
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout};

use crate::activity::{Activity, after};
use crate::answer::Payload;
use crate::endpoint::{Endpoint, MAX_HEADERS_BYTES};
use crate::stream::{Carrier, Stream};
use crate::{grpc, http};

/// Headers that are larger than what is served get an answer that says so, up to this size.
const MAX_READ_HEADERS_BYTES: usize = 32 << 10;
/// What a connection of HTTP/1.1 reads at once, and keeps for its whole life once it read so much.
/// Nobody counts these bytes, and hyper's own limit is twelve times as large.
const READ_BYTES: usize = 32 << 10;
/// Fewer, larger frames than the 16 KiB of the protocol cost less on large requests; each
/// connection may hold a part of one that nobody counts yet.
const MAX_FRAME_BYTES: u32 = 64 << 10;
const STREAM_WINDOW: u32 = 1 << 20;
const CONNECTION_WINDOW: u32 = 4 << 20;
/// Time that a connection gets to say goodbye.
const GOODBYE: Duration = Duration::from_secs(1);

/// The connection ends without an answer, because nobody waits for one.
#[derive(Debug)]
struct Gone;

impl fmt::Display for Gone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the client is gone")
    }
}

impl Error for Gone {}

/// Runs the streams of HTTP/2 on the thread of their connection.
#[derive(Clone)]
struct Local;

impl<F: Future + 'static> Executor<F> for Local {
    fn execute(&self, future: F) {
        tokio::task::spawn_local(future);
    }
}

/// Serve a connection until it ends, or until `draining` and what is under way is answered.
pub(crate) async fn run<C: Carrier + 'static>(
    carrier: C,
    endpoint: Rc<Endpoint>,
    mut draining: watch::Receiver<bool>,
) {
    let activity = Rc::new(Activity::new(endpoint.options.deadlines));
    let sniffing = Stream::sniff(carrier, Rc::clone(&activity));
    let sniffing = timeout(endpoint.options.deadlines.headers, sniffing);
    let sniffed = tokio::select! {
        sniffed = sniffing => sniffed,
        _ = draining.wait_for(|draining| *draining) => return,
    };
    let Ok(Ok((stream, is_http2))) = sniffed else {
        return;
    };
    let io = TokioIo::new(stream);
    let (shared, notes) = (Rc::clone(&endpoint), Rc::clone(&activity));
    let service = service_fn(move |request| answer(Rc::clone(&shared), Rc::clone(&notes), request));
    if is_http2 {
        activity.multiplex();
        let connection = http2_builder(&endpoint).serve_connection(io, service);
        drive(
            connection,
            http2::Connection::graceful_shutdown,
            &endpoint,
            &activity,
            draining,
        )
        .await;
    } else {
        let connection = http1_builder(&endpoint).serve_connection(io, service);
        drive(
            connection,
            http1::Connection::graceful_shutdown,
            &endpoint,
            &activity,
            draining,
        )
        .await;
    }
}

async fn answer(
    endpoint: Rc<Endpoint>,
    activity: Rc<Activity>,
    request: Request<Incoming>,
) -> Result<Response<Payload>, Gone> {
    let under_way = UnderWay::new(activity);
    let pace = &under_way.0.pace;
    let response = if grpc::is_call(&request) {
        grpc::serve(&endpoint, pace, request).await
    } else {
        http::serve(&endpoint, pace, request).await
    };
    response.ok_or(Gone)
}

/// A request between its headers and its answer.
struct UnderWay(Rc<Activity>);

impl UnderWay {
    fn new(activity: Rc<Activity>) -> Self {
        activity.begin();
        Self(activity)
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.end();
    }
}

fn http1_builder(endpoint: &Endpoint) -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder
        .half_close(true)
        .keep_alive(endpoint.options.keep_alive)
        .max_buf_size(READ_BYTES)
        .max_header_size(MAX_READ_HEADERS_BYTES)
        .max_headers(MAX_HEADERS_BYTES / 16)
        .header_read_timeout(None)
        .timer(TokioTimer::new());
    builder
}

fn http2_builder(endpoint: &Endpoint) -> http2::Builder<Local> {
    let keepalive = endpoint.options.keepalive;
    let mut builder = http2::Builder::new(Local);
    builder
        .timer(TokioTimer::new())
        .max_header_list_size(u32::try_from(MAX_READ_HEADERS_BYTES).unwrap_or(u32::MAX))
        .max_frame_size(MAX_FRAME_BYTES)
        .initial_stream_window_size(STREAM_WINDOW)
        .initial_connection_window_size(CONNECTION_WINDOW)
        .keep_alive_interval(keepalive.ping_after);
    if let Some(wait) = keepalive.ping_timeout {
        builder.keep_alive_timeout(wait);
    }
    if let Some(streams) = endpoint.options.max_streams {
        builder.max_concurrent_streams(streams);
    }
    builder
}

/// Run a connection, and end it when it is idle, too old, or no longer wanted.
async fn drive<F: Future>(
    connection: F,
    shut_down: impl Fn(Pin<&mut F>),
    endpoint: &Endpoint,
    activity: &Activity,
    mut draining: watch::Receiver<bool>,
) {
    let keepalive = endpoint.options.keepalive;
    let old_at = after(Instant::now(), keepalive.max_age.unwrap_or(Duration::MAX));
    let (mut leaving, mut end) = (false, after(Instant::now(), Duration::MAX));
    let mut connection = pin!(connection);
    loop {
        let grace = tokio::select! {
            _ = connection.as_mut() => return,
            // What is left when the time is over is dropped, and closed with it.
            () = sleep_until(end) => return,
            _ = draining.wait_for(|draining| *draining), if !leaving => Duration::MAX,
            () = sleep_until(old_at), if !leaving => {
                keepalive.max_age_grace.unwrap_or(Duration::MAX)
            }
            () = sleep_until(activity.next_look()) => {
                if Instant::now() < activity.deadline() {
                    continue;
                }
                break;
            }
        };
        (leaving, end) = (true, after(Instant::now(), grace));
        activity.leave(GOODBYE);
        shut_down(connection.as_mut());
    }
    shut_down(connection.as_mut());
    let _ = timeout(GOODBYE, connection.as_mut()).await;
}
