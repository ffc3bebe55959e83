//! HTTP/2 connections: one for each address of the peer, shared by all calls.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use hyper::client::conn::http2::{Builder, SendRequest};
use hyper::rt::Executor;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::time::{Instant, timeout};

use crate::connect::{Address, late, open};
use crate::life::{Life, Tasks};
use crate::options::{Grpc, Options};
use crate::payload::Payload;

/// An address that did not answer comes after the others for this long.
const SHUNNED: Duration = Duration::from_secs(1);

/// One address and its connection.
struct Lane {
    address: Address,
    /// Held while it connects, so that one of many calls does so.
    connection: tokio::sync::Mutex<Option<Connection>>,
    /// When it was last tried in vain.
    failed: Mutex<Option<Instant>>,
}

/// Closed when its lane has another and the last call on it is over.
#[derive(Clone)]
struct Connection {
    sender: SendRequest<Payload>,
    state: Arc<State>,
}

struct State {
    /// A call on it got no answer in time: the peer may be frozen, or gone without a word.
    is_silent: AtomicBool,
    _life: Life,
}

/// An open connection for one call.
pub(crate) struct Way {
    lane: Arc<Lane>,
    connection: Connection,
}

impl Way {
    /// What sends the call.
    pub fn sender(&mut self) -> &mut SendRequest<Payload> {
        &mut self.connection.sender
    }

    /// Let later calls go another way: this one got no answer in time.
    pub fn leave(self) {
        self.connection
            .state
            .is_silent
            .store(true, Ordering::Relaxed);
        self.lane.note(Some(Instant::now()));
    }
}

/// The addresses of a peer.
#[derive(Default)]
pub(crate) struct Lanes {
    lanes: Mutex<Vec<Arc<Lane>>>,
    turn: AtomicUsize,
}

impl Lanes {
    /// Return a connection that is open, made anew if need be. The name is looked up again whenever
    /// one has to be made.
    pub async fn ready(&self, options: &Options, grpc: &Grpc) -> io::Result<Way> {
        let turn = if grpc.round_robin {
            self.turn.fetch_add(1, Ordering::Relaxed)
        } else {
            0
        };
        if let Some(lane) = in_turn(&self.current(), turn).into_iter().next()
            && let Some(connection) = lane.open().await
        {
            return Ok(Way { lane, connection });
        }
        let mut last = io::Error::from(io::ErrorKind::NotFound);
        for lane in in_turn(&self.refresh(options).await?, turn) {
            match lane.connect(options, grpc).await {
                Ok(connection) => return Ok(Way { lane, connection }),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    fn current(&self) -> Vec<Arc<Lane>> {
        self.lanes
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Look the name up, and keep the connections to addresses that are still there.
    async fn refresh(&self, options: &Options) -> io::Result<Vec<Arc<Lane>>> {
        let found = options.target.resolve().await?;
        let mut lanes = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
        *lanes = found
            .into_iter()
            .map(|address| {
                let known = lanes.iter().find(|lane| lane.address == address);
                known.map_or_else(|| Arc::new(Lane::new(address)), Arc::clone)
            })
            .collect();
        Ok(lanes.clone())
    }
}

/// From the one whose turn it is on, those that failed just now last.
fn in_turn(lanes: &[Arc<Lane>], turn: usize) -> Vec<Arc<Lane>> {
    let mut ordered = lanes.to_vec();
    if !ordered.is_empty() {
        ordered.rotate_left(turn % lanes.len());
    }
    ordered.sort_by_key(|lane| lane.is_shunned());
    ordered
}

impl Lane {
    fn new(address: Address) -> Self {
        Self {
            address,
            connection: tokio::sync::Mutex::new(None),
            failed: Mutex::new(None),
        }
    }

    fn is_shunned(&self) -> bool {
        let failed = *self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        failed.is_some_and(|at| at.elapsed() < SHUNNED)
    }

    fn note(&self, failed: Option<Instant>) {
        *self.failed.lock().unwrap_or_else(PoisonError::into_inner) = failed;
    }

    async fn open(&self) -> Option<Connection> {
        let connection = self.connection.lock().await;
        connection.as_ref().filter(|it| it.is_open()).cloned()
    }

    async fn connect(&self, options: &Options, grpc: &Grpc) -> io::Result<Connection> {
        let mut connection = self.connection.lock().await;
        if let Some(open) = connection.as_ref().filter(|it| it.is_open()) {
            return Ok(open.clone());
        }
        // Noted before: the call may end while this waits.
        self.note(Some(Instant::now()));
        let limit = options.timeout / 2;
        let made = timeout(limit, handshake(&self.address, options, grpc))
            .await
            .map_err(|_| late())??;
        self.note(None);
        *connection = Some(made.clone());
        Ok(made)
    }
}

impl Connection {
    fn is_open(&self) -> bool {
        !self.sender.is_closed() && !self.state.is_silent.load(Ordering::Relaxed)
    }
}

async fn handshake(address: &Address, options: &Options, grpc: &Grpc) -> io::Result<Connection> {
    let stream = TokioIo::new(open(address, options.tls.as_ref()).await?);
    let tasks = Tasks::default();
    let mut builder = Builder::new(tasks.clone());
    builder.timer(TokioTimer::new());
    if let Some(pings) = grpc.keepalive {
        builder
            .keep_alive_interval(pings.after)
            .keep_alive_timeout(pings.timeout)
            .keep_alive_while_idle(pings.while_idle);
    }
    let (sender, connection) = builder.handshake(stream).await.map_err(io::Error::other)?;
    tasks.execute(connection);
    let state = Arc::new(State {
        is_silent: AtomicBool::new(false),
        _life: tasks.owned(),
    });
    Ok(Connection { sender, state })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lane(port: u16) -> Arc<Lane> {
        Arc::new(Lane::new(Address::Tcp(([127, 0, 0, 1], port).into())))
    }

    fn ports(lanes: &[Arc<Lane>]) -> Vec<u16> {
        lanes
            .iter()
            .filter_map(|lane| match lane.address {
                Address::Tcp(address) => Some(address.port()),
                Address::Unix(_) => None,
            })
            .collect()
    }

    /// Calls take the addresses in turn, and one that failed just now comes last.
    #[test]
    fn addresses_take_turns() {
        let lanes = [lane(1), lane(2), lane(3)];
        assert_eq!(ports(&in_turn(&lanes, 0)), [1, 2, 3]);
        assert_eq!(ports(&in_turn(&lanes, 4)), [2, 3, 1]);
        lanes[1].note(Some(Instant::now()));
        assert_eq!(ports(&in_turn(&lanes, 4)), [3, 1, 2]);
        lanes[1].note(None);
        assert_eq!(ports(&in_turn(&lanes, 1)), [2, 3, 1]);
        assert!(in_turn(&[], 5).is_empty());
    }
}
