//! Open and closed loops over either client.
//!
//! In an open loop each request has a time at which it is due. A worker that is late, because all
//! were busy, counts from that time, so a stalled server cannot make its own latencies look good.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use tokio::task::spawn_local;

use crate::Fault;
use crate::args::Args;
use crate::body::{Body, Shape};
use crate::client_grpc::GrpcClient;
use crate::client_http::HttpClient;
use crate::cpu;
use crate::measure::{Measure, Outcome};

const NUM_BODIES: usize = 16;

/// One run, as the command line describes it.
pub struct Load {
    target: Target,
    shape: Shape,
    seconds: f64,
    most: u64,
    rate: Option<f64>,
    outstanding: usize,
    connections: usize,
    seed: u64,
}

enum Target {
    Grpc(String),
    Http(String),
}

enum Client {
    Grpc(GrpcClient),
    Http(HttpClient),
}

impl Client {
    async fn send(&mut self, body: Bytes) -> Outcome {
        match self {
            Self::Grpc(client) => client.send(body).await,
            Self::Http(client) => client.send(body).await,
        }
    }
}

/// What the workers share.
struct Run {
    due: Instant,
    end: Instant,
    pace: Option<Duration>,
    most: u64,
    taken: u64,
    seed: u64,
    bodies: Vec<Body>,
    measure: Measure,
}

impl Load {
    /// Read the options.
    pub fn new(args: &Args) -> Result<Self, Fault> {
        let target = match (args.find("grpc")?, args.find("http")?) {
            (Some(address), None) => Target::Grpc(address),
            (None, Some(address)) => Target::Http(address),
            _ => return Err("give one of --grpc and --http".into()),
        };
        let outstanding = args.get("outstanding", 64)?;
        let default = match target {
            Target::Grpc(_) => 8.min(outstanding),
            Target::Http(_) => outstanding,
        };
        Ok(Self {
            target,
            shape: Shape {
                spans: args.get("spans", 11)?,
                trace_spans: args.get("trace-spans", 5)?.max(1),
                span_bytes: args.get("span-bytes", 800)?,
                error_every: args.get("error-every", 10)?,
                more_attributes: args.get("more-attributes", 0)?,
            },
            seconds: args.get("seconds", 5.0)?,
            most: args.get("requests", u64::MAX)?,
            rate: args.find("rate")?,
            outstanding,
            connections: args.get("connections", default)?,
            seed: args.get("seed", u64::from(std::process::id()))?,
        })
    }

    /// Send; returns the result as JSON.
    pub async fn run(self) -> Result<String, Fault> {
        let clients = self.connect().await?;
        let prefix = match self.target {
            Target::Grpc(_) => 5,
            Target::Http(_) => 0,
        };
        let bodies: Vec<_> = (0..NUM_BODIES)
            .map(|number| Body::new(self.shape, number, prefix))
            .collect();
        let body_bytes = bodies.first().map_or(0, Body::len);
        let (start, cpu_before) = (Instant::now(), cpu::seconds());
        let run = Rc::new(RefCell::new(Run {
            due: start,
            end: start + Duration::from_secs_f64(self.seconds),
            pace: self.rate.map(|rate| Duration::from_secs_f64(1.0 / rate)),
            most: self.most,
            taken: 0,
            seed: self.seed,
            bodies,
            measure: Measure::default(),
        }));
        let workers: Vec<_> = clients
            .into_iter()
            .map(|client| spawn_local(work(client, Rc::clone(&run))))
            .collect();
        for worker in workers {
            worker.await?;
        }
        let seconds = start.elapsed().as_secs_f64();
        let cpu_s = cpu::seconds() - cpu_before;
        let measure = std::mem::take(&mut run.borrow_mut().measure);
        Ok(measure.report(self.shape.spans, body_bytes, seconds, cpu_s))
    }

    async fn connect(&self) -> Result<Vec<Client>, Fault> {
        let mut clients = Vec::new();
        match &self.target {
            Target::Grpc(address) => {
                let mut connections = Vec::new();
                for _ in 0..self.connections.max(1) {
                    connections.push(GrpcClient::connect(address).await?);
                }
                let cycle = connections.iter().cycle().take(self.outstanding);
                clients.extend(cycle.map(|each| Client::Grpc(each.clone())));
            }
            Target::Http(address) => {
                for _ in 0..self.connections.max(1) {
                    clients.push(Client::Http(HttpClient::connect(address).await?));
                }
            }
        }
        Ok(clients)
    }
}

async fn work(mut client: Client, run: Rc<RefCell<Run>>) {
    loop {
        let Some((due, wait)) = run.borrow_mut().next() else {
            return;
        };
        let began = if wait {
            tokio::time::sleep_until(due.into()).await;
            Instant::now()
        } else {
            due
        };
        let body = run.borrow_mut().body();
        let outcome = client.send(body).await;
        run.borrow_mut().measure.note(outcome, began.elapsed());
        if outcome == Outcome::Failed {
            return;
        }
    }
}

impl Run {
    /// When the next request is due, and whether that is still to come; none when the run is over.
    fn next(&mut self) -> Option<(Instant, bool)> {
        let now = Instant::now();
        let due = self.pace.map_or(now, |_| self.due);
        if due.max(now) >= self.end || self.taken >= self.most {
            return None;
        }
        self.taken += 1;
        self.due += self.pace.unwrap_or_default();
        Some((due, due > now))
    }

    fn body(&mut self) -> Bytes {
        let (high, low) = (self.random(), self.random());
        let mut mask = [0; 16];
        for (byte, random) in mask
            .iter_mut()
            .zip(high.to_ne_bytes().into_iter().chain(low.to_ne_bytes()))
        {
            *byte = random;
        }
        let place = usize::try_from(low >> 8).unwrap_or(0) % NUM_BODIES;
        self.bodies
            .get(place)
            .map(|body| body.fresh(mask))
            .unwrap_or_default()
    }

    /// The next number of `SplitMix64`, which never repeats within a run.
    fn random(&mut self) -> u64 {
        self.seed = self.seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.seed;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}
