//! HTTP/1.1 connections: one for each request under way, kept for the next.

use std::io;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::rt::Executor;
use hyper_util::rt::TokioIo;
use tokio::time::{Instant, sleep};

use crate::connect::{open_any, open_by};
use crate::life::{Life, Tasks};
use crate::options::{Http, Options};
use crate::payload::Payload;

/// Closed when it is dropped.
pub(crate) struct Connection {
    pub sender: SendRequest<Payload>,
    _life: Life,
}

/// Connections without a request.
#[derive(Default)]
pub(crate) struct Idle(Mutex<Vec<(Instant, Connection)>>);

impl Idle {
    /// Take one that still lives.
    pub async fn take(&self) -> Option<Connection> {
        loop {
            let (_, mut kept) = self.with(Vec::pop)?;
            if kept.sender.ready().await.is_ok() {
                return Some(kept);
            }
        }
    }

    /// Keep one for the next request.
    pub fn keep(&self, connection: Connection, http: &Http) {
        self.with(|kept| {
            if kept.len() < http.max_idle {
                kept.push((Instant::now(), connection));
            }
        });
    }

    /// Close what nobody used for `limit`, as long as it is awaited.
    pub async fn sweep(&self, limit: Duration) {
        loop {
            sleep(limit / 2).await;
            self.with(|kept| {
                kept.retain(|(since, open)| since.elapsed() < limit && !open.sender.is_closed());
            });
        }
    }

    fn with<T>(&self, work: impl FnOnce(&mut Vec<(Instant, Connection)>) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Open a connection.
pub(crate) async fn connect(options: &Options, http: &Http) -> io::Result<Connection> {
    let (target, tls) = (&options.target, options.tls.as_ref());
    let limit = options.timeout / 2;
    let stream = match &http.proxy {
        None => open_any(target, tls, limit).await?,
        Some(proxy) => open_by(proxy, target, tls, limit).await?,
    };
    let (sender, connection) = handshake(TokioIo::new(stream))
        .await
        .map_err(io::Error::other)?;
    let tasks = Tasks::default();
    tasks.execute(connection);
    Ok(Connection {
        sender,
        _life: tasks.owned(),
    })
}
