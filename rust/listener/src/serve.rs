//! The listener's thread: sockets, connections, and the end of both.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io;
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;

use spanmill_kernel::queue::RequestQueue;
use tokio::net::{TcpListener, UnixListener};
use tokio::sync::{Notify, watch};
use tokio::task::{LocalSet, spawn_local};
use tokio::time::{Instant, sleep, sleep_until, timeout};

use crate::activity::after;
use crate::bind::{Socket, bind};
use crate::connection;
use crate::endpoint::{Endpoint, Transport};
use crate::faults::{Faults, Tell};
use crate::options::Options;
use crate::stream::Carrier;
use crate::waiting::Waiting;

/// Wait after a connection could not be accepted.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);
/// Of a TLS handshake, where headers may take for ever.
const LONGEST_SHAKE: Duration = Duration::from_secs(3600);
/// Also bounds how many bombs can be at work.
const DECODE_THREADS: usize = 2;

/// Requests that were answered without the engine, by transport and gRPC code.
#[derive(Debug, Default)]
pub struct Refusals(Mutex<BTreeMap<(Transport, u32), u64>>);

impl Refusals {
    pub(crate) fn count(&self, transport: Transport, code: u32) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *counts.entry((transport, code)).or_default() += 1;
    }

    /// Take what was counted since the last time: (transport, code, number).
    #[must_use]
    pub fn take(&self) -> Vec<(&'static str, u32, u64)> {
        let counts = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        counts
            .into_iter()
            .map(|((transport, code), number)| match transport {
                Transport::Grpc => ("grpc", code, number),
                Transport::Http => ("http", code, number),
            })
            .collect()
    }
}

/// Serves endpoints on a thread of its own.
#[derive(Debug)]
pub struct Listener {
    refusals: Arc<Refusals>,
    draining: watch::Sender<bool>,
    stop_at: watch::Sender<Option<Instant>>,
    ports: Vec<u16>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

/// What the thread is given to begin with.
struct Start {
    queue: Arc<RequestQueue>,
    endpoints: Vec<(Options, Vec<Socket>)>,
    refusals: Arc<Refusals>,
    tell: Tell,
    draining: watch::Receiver<bool>,
    stop_at: watch::Receiver<Option<Instant>>,
}

impl Listener {
    /// Begin to serve. `tell` hears now and then why a connection could not be accepted.
    ///
    /// # Errors
    /// An address is taken or cannot be resolved, or the system gives no thread or no descriptor.
    pub fn open(queue: Arc<RequestQueue>, endpoints: Vec<Options>, tell: Tell) -> io::Result<Self> {
        let endpoints = endpoints
            .into_iter()
            .map(|options| bind(&options.address).map(|sockets| (options, sockets)))
            .collect::<io::Result<Vec<_>>>()?;
        let ports = endpoints
            .iter()
            .map(|(_, sockets)| sockets.first().map_or(0, Socket::port))
            .collect();
        let refusals = Arc::new(Refusals::default());
        let (draining, draining_seen) = watch::channel(false);
        let (stop_at, stop_seen) = watch::channel(None);
        let start = Start {
            queue,
            endpoints,
            refusals: Arc::clone(&refusals),
            tell,
            draining: draining_seen,
            stop_at: stop_seen,
        };
        let (started, outcome) = mpsc::channel();
        let thread = std::thread::Builder::new()
            .name("otlp-listener".to_owned())
            .spawn(move || run(start, &started))?;
        outcome
            .recv()
            .unwrap_or_else(|_| Err(io::Error::other("the listener did not start")))?;
        Ok(Self {
            refusals,
            draining,
            stop_at,
            ports,
            thread: Mutex::new(Some(thread)),
        })
    }

    /// Port of each endpoint; 0 for a Unix socket.
    #[must_use]
    pub fn ports(&self) -> &[u16] {
        &self.ports
    }

    /// Requests that were answered without the engine.
    #[must_use]
    pub fn refusals(&self) -> &Refusals {
        &self.refusals
    }

    /// Close the sockets and idle connections; what is under way is answered.
    pub fn stop_accepting(&self) {
        self.draining.send_replace(true);
    }

    /// Wait until that is done, at most `wait`, then close everything.
    pub fn stop(&self, wait: Duration) {
        self.stop_accepting();
        self.stop_at.send_replace(Some(after(Instant::now(), wait)));
        let thread = self
            .thread
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(thread) = thread {
            // A panic of the thread was reported when it happened.
            let _ = thread.join();
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.stop(Duration::ZERO);
    }
}

fn run(start: Start, started: &mpsc::Sender<io::Result<()>>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .max_blocking_threads(DECODE_THREADS)
        .build();
    let outcome = match runtime {
        Err(error) => Err(error),
        Ok(runtime) => {
            let local = LocalSet::new();
            let result = local.block_on(&runtime, serve(start, started));
            drop(local);
            runtime.shutdown_background();
            result
        }
    };
    if let Err(error) = outcome {
        // Nobody listens once the start was reported.
        let _ = started.send(Err(error));
    }
}

async fn serve(start: Start, started: &mpsc::Sender<io::Result<()>>) -> io::Result<()> {
    let waiting = Rc::new(Waiting::new()?);
    let connections = Rc::new(Connections::default());
    let faults = Rc::new(Faults::new(start.tell));
    for (options, sockets) in start.endpoints {
        let endpoint = Rc::new(Endpoint {
            options,
            queue: Arc::clone(&start.queue),
            waiting: Rc::clone(&waiting),
            refusals: Arc::clone(&start.refusals),
        });
        for socket in sockets {
            listen(socket, &endpoint, &connections, &faults, &start.draining)?;
        }
    }
    spawn_local(async move { waiting.run().await });
    // Nobody listens where the caller gave up.
    let _ = started.send(Ok(()));
    finish(&connections, start.draining, start.stop_at).await;
    Ok(())
}

/// Wait for the end: all connections are done, or the time for that is over.
async fn finish(
    connections: &Connections,
    mut draining: watch::Receiver<bool>,
    mut stop_at: watch::Receiver<Option<Instant>>,
) {
    // An error means that the listener was dropped, which is an end too.
    let _ = draining.wait_for(|draining| *draining).await;
    // Those that were just accepted still count themselves in.
    tokio::task::yield_now().await;
    let late = async {
        if let Ok(at) = stop_at.wait_for(Option::is_some).await
            && let Some(at) = *at
        {
            sleep_until(at).await;
        }
    };
    tokio::select! {
        () = connections.ended() => {}
        () = late => {}
    }
}

fn listen(
    socket: Socket,
    endpoint: &Rc<Endpoint>,
    connections: &Rc<Connections>,
    faults: &Rc<Faults>,
    draining: &watch::Receiver<bool>,
) -> io::Result<()> {
    let (endpoint, connections) = (Rc::clone(endpoint), Rc::clone(connections));
    let faults = Rc::clone(faults);
    let mut draining = draining.clone();
    match socket {
        Socket::Tcp(socket) => {
            let socket = TcpListener::from_std(socket)?;
            spawn_local(async move {
                while let Some((peer, _)) = next(&mut draining, &faults, || socket.accept()).await {
                    // Without it small answers wait for acknowledgements; it never fails on TCP.
                    let _ = peer.set_nodelay(true);
                    open(peer, &endpoint, &connections, &draining);
                }
            });
        }
        Socket::Unix(socket) => {
            let socket = UnixListener::from_std(socket)?;
            spawn_local(async move {
                while let Some((peer, _)) = next(&mut draining, &faults, || socket.accept()).await {
                    open(peer, &endpoint, &connections, &draining);
                }
            });
        }
    }
    Ok(())
}

/// Accept the next connection; none when the listener drains.
async fn next<T, F: Future<Output = io::Result<T>>>(
    draining: &mut watch::Receiver<bool>,
    faults: &Faults,
    accept: impl Fn() -> F,
) -> Option<T> {
    loop {
        tokio::select! {
            biased;
            _ = draining.wait_for(|draining| *draining) => return None,
            accepted = accept() => match accepted {
                Ok(peer) => return Some(peer),
                Err(error) => {
                    faults.note(&error);
                    sleep(ACCEPT_PAUSE).await;
                }
            },
        }
    }
}

fn open<C: Carrier + 'static>(
    peer: C,
    endpoint: &Rc<Endpoint>,
    connections: &Rc<Connections>,
    draining: &watch::Receiver<bool>,
) where
    tokio_rustls::server::TlsStream<C>: Carrier,
{
    let open = connections.enter();
    let (endpoint, mut draining) = (Rc::clone(endpoint), draining.clone());
    spawn_local(async move {
        let _open = open;
        let Some(tls) = &endpoint.options.tls else {
            return connection::run(peer, endpoint, draining).await;
        };
        let wait = endpoint.options.deadlines.headers;
        let shake = timeout(wait.min(LONGEST_SHAKE), tls.acceptor().accept(peer));
        let shaken = tokio::select! {
            shaken = shake => shaken,
            _ = draining.wait_for(|draining| *draining) => return,
        };
        if let Ok(Ok(peer)) = shaken {
            connection::run(peer, endpoint, draining).await;
        }
    });
}

/// How many connections are open.
#[derive(Default)]
struct Connections {
    count: Cell<usize>,
    changed: Notify,
}

/// One of them.
struct Open(Rc<Connections>);

impl Connections {
    fn enter(self: &Rc<Self>) -> Open {
        self.count.set(self.count.get() + 1);
        Open(Rc::clone(self))
    }

    async fn ended(&self) {
        while self.count.get() > 0 {
            self.changed.notified().await;
        }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.count.set(self.0.count.get().saturating_sub(1));
        self.0.changed.notify_one();
    }
}
