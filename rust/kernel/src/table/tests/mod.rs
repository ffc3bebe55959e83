use std::sync::Arc;

use super::*;
use crate::batch::Batch;
use crate::log::{Log, Options};
use crate::samples::{Folder, request, span};

mod moves;

const LIMITS: Limits = Limits {
    wait_s: 30.0,
    root_wait_s: 5.0,
    max_traces: 100,
    memory: 100,
};
const KEEP: Decision = Decision {
    keep: true,
    policy: 3,
    reason: 1,
    weight: 2.0,
};

struct Bench {
    _folder: Folder,
    log: Log,
    table: TraceTable,
}

impl Bench {
    fn new(limits: Limits) -> Self {
        let folder = Folder::new();
        let options = Options {
            segment_bytes: 4096,
            max_bytes: 1 << 22,
            durable: false,
        };
        let log = Log::open(&folder.0, options).unwrap();
        let operations = vec![Operation::Sum, Operation::Max, Operation::Min];
        Self {
            _folder: folder,
            log,
            table: TraceTable::new(operations, limits),
        }
    }

    fn arrive(&mut self, now: f64, bodies: &[Vec<u8>]) -> LateSpans {
        let bodies: Vec<&[u8]> = bodies.iter().map(|body| &body[..]).collect();
        let (batch, _) = Batch::parse(&bodies, &Arc::default());
        let placed = self.log.append_batch(&batch, b"").unwrap();
        let rows = u32::try_from(batch.num_spans()).unwrap();
        let flags: Vec<u64> = (0..rows).map(|row| 1 << row).collect();
        let numbers: Vec<f64> = (0..rows).map(f64::from).collect();
        let values = vec![numbers.clone(), numbers, vec![f64::NAN; batch.num_spans()]];
        self.table
            .update(now, &Arrivals::of(&batch, Some(&flags), &values), &placed)
            .unwrap()
    }

    /// One request of one span for each trace.
    fn traces(&mut self, now: f64, traces: &[u8], child: bool) -> LateSpans {
        let spans: Vec<_> = traces
            .iter()
            .map(|&trace| span(trace, "a", child))
            .collect();
        self.arrive(now, &[request("gateway", "sdk", &spans)])
    }

    fn due(&mut self, now: f64) -> Vec<u8> {
        first_bytes(&self.table.due(now, 0, false).trace_ids)
    }
}

fn first_bytes(ids: &[[u8; 16]]) -> Vec<u8> {
    ids.iter().map(|id| id[0]).collect()
}

/// Traces are due when their wait since the first span is over, oldest first, and not before.
#[test]
fn due_in_order() {
    let mut bench = Bench::new(LIMITS);
    assert_eq!(bench.table.next_due(), None);
    bench.traces(100.0, &[1, 2], true);
    bench.traces(101.0, &[3, 1], true);
    assert_eq!(bench.table.next_due(), Some(130.0));
    assert_eq!((bench.table.num_traces(), bench.table.num_spans()), (3, 4));
    assert_eq!(bench.due(129.9), []);
    assert_eq!(bench.due(130.0), [1, 2]);
    assert_eq!(bench.table.next_due(), Some(131.0));
    assert_eq!(bench.table.due(200.0, 0, false).num_spans, [1]);
    assert_eq!((bench.table.num_traces(), bench.table.num_spans()), (0, 0));
}

/// A root shortens the wait, never lengthens it, and a second root moves nothing.
#[test]
fn root_shortens_the_wait() {
    let mut bench = Bench::new(LIMITS);
    bench.traces(100.0, &[1, 2, 3], true);
    bench.traces(110.0, &[2], false);
    bench.traces(112.0, &[2], false);
    bench.traces(128.0, &[3], false);
    assert_eq!(bench.table.next_due(), Some(115.0));
    assert_eq!(bench.due(115.0), [2]);
    assert_eq!(bench.due(130.0), [1, 3]);
    let mut off = Bench::new(Limits {
        root_wait_s: 0.0,
        ..LIMITS
    });
    off.traces(100.0, &[1], false);
    assert_eq!(off.table.next_due(), Some(130.0));
}

/// A clock that is set back neither freezes nor flushes what waits.
#[test]
fn clock_steps_back() {
    let mut bench = Bench::new(LIMITS);
    bench.traces(1000.0, &[1], true);
    assert_eq!(bench.due(400.0), []);
    assert_eq!(bench.table.next_due(), Some(430.0));
    bench.traces(410.0, &[2], true);
    assert_eq!(bench.due(430.0), [1]);
    assert_eq!(bench.due(440.0), [2]);
}

/// Above the cap the oldest are decided now; a limit takes the rest later; everything takes all.
#[test]
fn crowd_is_decided_early() {
    let mut bench = Bench::new(Limits {
        max_traces: 2,
        ..LIMITS
    });
    bench.traces(100.0, &[1, 2, 3, 4], true);
    assert_eq!(bench.table.next_due(), Some(100.0));
    assert_eq!(
        first_bytes(&bench.table.due(100.0, 1, false).trace_ids),
        [1]
    );
    assert_eq!(bench.due(100.0), [2]);
    assert_eq!(
        first_bytes(&bench.table.due(100.0, 0, true).trace_ids),
        [3, 4]
    );
}

/// Aggregates join the spans of a trace, and NaN stays where no span had a value.
#[test]
fn spans_are_aggregated() {
    let mut bench = Bench::new(LIMITS);
    bench.traces(100.0, &[1, 2, 1, 1], true);
    let due = bench.table.due(130.0, 0, false);
    assert_eq!(
        (due.num_spans, due.flags),
        (vec![3, 1], vec![0b1101, 0b0010])
    );
    assert_eq!(
        (due.values[0].clone(), due.values[1].clone()),
        (vec![5.0, 1.0], vec![3.0, 1.0])
    );
    assert!(due.values[2].iter().all(|value| value.is_nan()));
    assert_eq!((due.starts, due.ends), (vec![1000, 1000], vec![2001, 2002]));
    let size = span(1, "a", true).len() as u64;
    assert_eq!(due.num_bytes, [3 * size, size]);
}

/// Spans of decided traces are handed back with the decision and do not enter the table.
#[test]
fn late_spans_follow() {
    let mut bench = Bench::new(LIMITS);
    bench.traces(100.0, &[1, 2], true);
    let due = bench.table.due(130.0, 1, false);
    bench.table.remember_due(&due, [KEEP].into_iter());
    let late = bench.traces(131.0, &[1, 2, 3, 1], true);
    assert_eq!(
        (first_bytes(&late.trace_ids), late.num_spans),
        (vec![1], vec![2])
    );
    assert_eq!((late.decisions, late.runs.num_spans()), (vec![KEEP], 2));
    assert_eq!(bench.table.num_traces(), 2);
}

/// The low water is the oldest record with an undecided span.
#[test]
fn low_water_follows_the_oldest() {
    let mut bench = Bench::new(LIMITS);
    assert_eq!(bench.table.low_water(), None);
    bench.traces(100.0, &[1], true);
    bench.traces(110.0, &[2, 1], true);
    bench.traces(120.0, &[2, 3], true);
    assert_eq!(bench.table.low_water(), Some(1));
    assert_eq!(bench.due(130.0), [1]);
    assert_eq!(bench.table.low_water(), Some(2));
    assert_eq!(bench.due(140.0), [2]);
    assert_eq!(bench.table.low_water(), Some(3));
    assert_eq!(bench.due(150.0), [3]);
    assert_eq!(bench.table.low_water(), None);
}

/// A whole trace is one run, although its spans stand between those of other requests.
#[test]
fn adjacent_spans_are_one_run() {
    let mut bench = Bench::new(LIMITS);
    let trace = |number: u8, service: &str| {
        let spans: Vec<_> = ["a", "b", "c"]
            .map(|name| span(number, name, true))
            .to_vec();
        request(service, "sdk", &spans)
    };
    bench.arrive(100.0, &[trace(1, "x"), trace(2, "y"), trace(3, "x")]);
    let due = bench.table.due(130.0, 0, false);
    assert_eq!(due.runs.list.len(), 3);
    assert_eq!(due.runs.spans_by_trace(), [3, 3, 3]);
}

/// Headers live as long as runs use them.
#[test]
fn headers_are_forgotten() {
    let mut bench = Bench::new(LIMITS);
    let before = bench.table.headers.hold(b"resource", b"scope");
    bench.arrive(
        100.0,
        &[request(
            "x",
            "sdk",
            &[span(1, "a", true), span(1, "b", true)],
        )],
    );
    let due = bench.table.due(130.0, 0, false);
    assert_eq!(due.runs.headers.len(), 1);
    bench.table.headers.release(before);
    assert_eq!(
        bench.table.headers.hold(b"new", b""),
        before,
        "the last number freed is used again"
    );
    assert!(bench.table.headers.get(before + 1).is_none());
}

/// A trace with one run takes less than 200 bytes.
#[test]
fn trace_is_small() {
    let mut table = TraceTable::new(
        vec![Operation::Sum; 4],
        Limits {
            max_traces: usize::MAX,
            ..LIMITS
        },
    );
    let count = 50_000_u64;
    let ids: Vec<[u8; 16]> = (0..count)
        .map(|id| u128::from(id + 1).to_le_bytes())
        .collect();
    let rows = ids.len();
    let (zeros, values) = (vec![0; rows], vec![vec![1.0; rows]; 4]);
    let parents = vec![[1; 8]; rows];
    let arrivals = Arrivals {
        trace_ids: &ids,
        parents: &parents,
        starts: &zeros,
        ends: &zeros,
        sizes: vec![10; rows],
        header_of: vec![0; rows],
        headers: vec![(b"resource", b"scope")],
        flags: None,
        values: &values,
    };
    let place = |row| crate::placed::SpanPlace {
        position: (1 << 32) + 64 + row * 12,
        len: 12,
    };
    let placed = crate::placed::Placed {
        sequence: 1,
        position: 1 << 32,
        num_bytes: 0,
        places: (0..count).map(place).collect(),
    };
    table.update(0.0, &arrivals, &placed).unwrap();
    assert_eq!(table.num_traces(), rows);
    let each = table.size_bytes() / rows;
    assert!(each <= 200, "{each} bytes a trace");
    table.due(0.0, 0, true);
    assert!(table.size_bytes() < 200 * rows);
}
