//! Takes OTLP in, counts the spans and answers at once, or with the error that it was told to give.
//!
//! `GET /count` on the HTTP address tells the counters: also messages with personal data and, with
//! `--distinct 1`, different spans. `POST /answer/14` makes every later answer UNAVAILABLE. With
//! `--most-spans-per-second` it is as slow as a saturated database: it works off one message after
//! the other and answers when it is done with it, and with more than a second of work before it, a
//! message is refused as UNAVAILABLE.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::rc::Rc;
use std::time::{Duration, Instant};

use memchr::memmem;
use tokio::net::TcpListener;
use tokio::task::spawn_local;

use crate::Fault;
use crate::args::Args;
use crate::body::PERSONAL_PIECES;
use crate::{cpu, sink_grpc, sink_http, wire};

/// Counters, and what to answer.
#[derive(Default)]
pub struct Counters {
    requests: Cell<u64>,
    spans: Cell<u64>,
    bytes: Cell<u64>,
    malformed: Cell<u64>,
    personal: Cell<u64>,
    refused: Cell<u64>,
    answer: Cell<u32>,
    seen: Option<RefCell<HashSet<Vec<u8>>>>,
    most_spans_per_second: Option<f64>,
    busy_until: Cell<Option<Instant>>,
}

const UNAVAILABLE: u32 = 14;
/// Work that a saturated sink lets wait.
const LONGEST_LINE: Duration = Duration::from_secs(1);

impl Counters {
    /// Work on one message and count it; returns the gRPC code to answer.
    pub async fn take(&self, message: &[u8]) -> u32 {
        let answer = match self.answer.get() {
            0 => self.work(message).await,
            code => code,
        };
        if answer == 0 {
            self.count(message);
        } else {
            add(&self.refused, 1);
        }
        answer
    }

    /// Take the time that a message takes, behind those that came before.
    async fn work(&self, message: &[u8]) -> u32 {
        let Some(rate) = self.most_spans_per_second else {
            return 0;
        };
        let now = Instant::now();
        let begin = self.busy_until.get().map_or(now, |until| until.max(now));
        if begin - now > LONGEST_LINE {
            return UNAVAILABLE;
        }
        let spans = u32::try_from(wire::count_spans(message).unwrap_or(0)).unwrap_or(u32::MAX);
        let end = begin + Duration::from_secs_f64(f64::from(spans) / rate);
        self.busy_until.set(Some(end));
        tokio::time::sleep_until(end.into()).await;
        0
    }

    fn count(&self, message: &[u8]) {
        add(&self.requests, 1);
        add(&self.bytes, message.len() as u64);
        match wire::count_spans(message) {
            Some(spans) => add(&self.spans, spans),
            None => add(&self.malformed, 1),
        }
        if let Some(seen) = &self.seen {
            let mut seen = seen.borrow_mut();
            wire::span_ids(message, |id| {
                seen.insert(id.to_vec());
            });
        }
        let holds = |piece: &&str| memmem::find(message, piece.as_bytes()).is_some();
        add(&self.personal, u64::from(PERSONAL_PIECES.iter().any(holds)));
    }

    /// Answer with this gRPC code from now on.
    pub fn answer(&self, code: u32) {
        self.answer.set(code);
    }

    /// The counters as a JSON object.
    pub fn report(&self) -> String {
        format!(
            "{{\"requests\":{},\"spans\":{},\"bytes\":{},\"malformed\":{},\
             \"personal\":{},\"distinct\":{},\"refused\":{},\"cpu_s\":{:.2}}}",
            self.requests.get(),
            self.spans.get(),
            self.bytes.get(),
            self.malformed.get(),
            self.personal.get(),
            self.seen.as_ref().map_or(0, |seen| seen.borrow().len()),
            self.refused.get(),
            cpu::seconds(),
        )
    }
}

fn add(counter: &Cell<u64>, value: u64) {
    counter.set(counter.get() + value);
}

/// One sink, as the command line describes it.
pub struct Sink {
    grpc: String,
    http: String,
    counters: Rc<Counters>,
}

impl Sink {
    /// Read the options.
    pub fn new(args: &Args) -> Result<Self, Fault> {
        let counters = Counters {
            seen: (args.get("distinct", 0)? != 0).then(RefCell::default),
            most_spans_per_second: args.find("most-spans-per-second")?,
            ..Counters::default()
        };
        counters.answer(args.get("answer", 0)?);
        Ok(Self {
            grpc: args.get("grpc", "127.0.0.1:14317".to_owned())?,
            http: args.get("http", "127.0.0.1:14318".to_owned())?,
            counters: Rc::new(counters),
        })
    }

    /// Serve until the process is stopped. Says on stdout when it listens.
    pub async fn run(self) -> Result<(), Fault> {
        let grpc = TcpListener::bind(&self.grpc).await?;
        let http = TcpListener::bind(&self.http).await?;
        println!("listening");
        let counters = Rc::clone(&self.counters);
        spawn_local(async move {
            while let Ok((stream, _)) = grpc.accept().await {
                let counters = Rc::clone(&counters);
                spawn_local(async move { sink_grpc::serve(stream, counters).await.ok() });
            }
        });
        loop {
            let (stream, _) = http.accept().await?;
            let counters = Rc::clone(&self.counters);
            spawn_local(async move { sink_http::serve(stream, counters).await.ok() });
        }
    }
}
