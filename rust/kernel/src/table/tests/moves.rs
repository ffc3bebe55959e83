use super::*;
use crate::kept::{append_runs, read_runs};
use crate::log::{COUNTERS, LogRead};
use crate::record::DecisionSet;

fn decisions(due: &DueTraces, keep: &[u8]) -> DecisionSet {
    let rows = keep.len();
    DecisionSet {
        trace_ids: due.trace_ids.clone(),
        keep: keep.to_vec(),
        policy: vec![0; rows],
        policies: vec!["errors".to_owned()],
        reason: vec![-1; rows],
        weight: vec![1.0; rows],
        spans: due.num_spans.clone(),
        ..DecisionSet::default()
    }
}

fn spans_of(batch: &Batch) -> Vec<(Vec<u8>, Vec<u8>, Vec<u8>)> {
    let rows = batch
        .resource_of()
        .iter()
        .zip(batch.scope_of().iter())
        .enumerate();
    let mut spans: Vec<_> = rows
        .map(|(row, (&resource, &scope))| {
            let headers = (batch.resource_header(resource), batch.scope_header(scope));
            (
                batch.span(row).to_vec(),
                headers.0.to_vec(),
                headers.1.to_vec(),
            )
        })
        .collect();
    spans.sort();
    spans
}

fn parsed(read: &LogRead) -> Batch {
    Batch::parse(&read.payloads(), &Arc::default()).0
}

/// Kept spans arrive in the next log byte for byte, under their own headers, from many segments,
/// with all decisions.
#[test]
fn kept_spans_move_unchanged() {
    let mut bench = Bench::new(LIMITS);
    let mut expected = Vec::new();
    for number in 0..60_u8 {
        let names = [format!("first {number}"), "x".repeat(100)];
        let bodies = [1, 2, 3].map(|trace| {
            let spans: Vec<_> = names.iter().map(|name| span(trace, name, true)).collect();
            request(
                &format!("service {}", number % 3),
                &format!("scope {trace}"),
                &spans,
            )
        });
        for kept in [&bodies[0], &bodies[2]] {
            expected.extend(spans_of(&Batch::parse(&[kept], &Arc::default()).0));
        }
        bench.arrive(100.0, &bodies);
    }
    expected.sort();
    let due = bench.table.due(130.0, 0, false);
    let folder = Folder::new();
    let options = Options {
        segment_bytes: 1 << 20,
        max_bytes: 1 << 22,
        durable: false,
    };
    let target = Log::open(&folder.0, options).unwrap();
    let set = decisions(&due, &[1, 0, 1]);
    append_runs(&bench.log, &target, &due.runs, &set, b"meta").unwrap();
    let read = target.read(1, u64::MAX, u64::MAX).unwrap().unwrap();
    assert_eq!(spans_of(&parsed(&read)), expected);
    assert_eq!(read.decisions().unwrap(), [set]);
    assert_eq!(read.metas(), [(1, 240, &b"meta"[..])]);

    let (batch, traces) = read_runs(&bench.log, &due.runs, &[1, 0, 1], &Arc::default()).unwrap();
    assert_eq!(spans_of(&batch), expected);
    let ids: Vec<u8> = traces
        .iter()
        .map(|&row| due.trace_ids[row as usize][0])
        .collect();
    assert_eq!(ids, first_bytes(batch.trace_ids()));
}

/// Runs whose segment was freed are an error, and nothing is appended.
#[test]
fn freed_runs_are_an_error() {
    let mut bench = Bench::new(LIMITS);
    bench.log.ensure_cursor("c").unwrap();
    let name = "x".repeat(3000);
    bench.arrive(100.0, &[request("x", "sdk", &[span(1, &name, true)])]);
    bench.arrive(100.0, &[request("x", "sdk", &[span(2, &name, true)])]);
    let due = bench.table.due(130.0, 0, false);
    bench.log.advance("c", 2, [0; COUNTERS]).unwrap();
    assert!(read_runs(&bench.log, &due.runs, &[1, 0], &Arc::default()).is_err());
    assert!(read_runs(&bench.log, &due.runs, &[0, 1], &Arc::default()).is_ok());
}

/// A table filled again from what the log holds knows the same traces and places as before.
#[test]
fn table_is_rebuilt_from_the_log() {
    let mut bench = Bench::new(LIMITS);
    for number in 0..20 {
        bench.traces(100.0, &[1, 2, number], number % 2 == 0);
    }
    let read = bench.log.read(1, u64::MAX, u64::MAX).unwrap().unwrap();
    let mut again = TraceTable::new(Vec::new(), LIMITS);
    for (payload, placed) in read.payloads().into_iter().zip(read.placed().unwrap()) {
        let (batch, _) = Batch::parse(&[payload], &Arc::default());
        again
            .update(100.0, &Arrivals::of(&batch, None, &[]), &placed)
            .unwrap();
    }
    assert_eq!(again.low_water(), bench.table.low_water());
    let (before, after) = (bench.table.due(0.0, 0, true), again.due(0.0, 0, true));
    let positions = |runs: &Runs| {
        let mut list: Vec<_> = runs
            .list
            .iter()
            .map(|run| (run.position, run.len))
            .collect();
        list.sort_unstable();
        list
    };
    assert_eq!(positions(&before.runs), positions(&after.runs));
}
