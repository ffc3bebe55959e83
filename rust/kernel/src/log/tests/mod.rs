use std::fs;
use std::time::Duration;

use super::*;
use crate::frame::Out;
use crate::record::DecisionSet;
use crate::samples::Folder;

impl Folder {
    fn open(&self) -> Log {
        Log::open(&self.0, SMALL).unwrap()
    }

    fn segments(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.0.join("segments")).unwrap();
        let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths
    }

    fn cursor_files(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.join("cursors")).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    }
}

mod crashes;

const SMALL: Options = Options {
    segment_bytes: 4096,
    max_bytes: 1 << 20,
    durable: true,
};

fn put(log: &Log, payload: &[u8]) -> io::Result<Appended> {
    log.append(2, b"meta", None, |out| Out::lend(out, payload))
}

fn payloads(log: &Log) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    let mut next = log.tail();
    while let Some(read) = log.read(next, 1, u64::MAX).unwrap() {
        all.extend(read.payloads().into_iter().map(<[u8]>::to_vec));
        next = read.last() + 1;
    }
    all
}

/// Records come back in order with what was given, joined up to the byte limit and the last
/// sequence.
#[test]
fn records_read_back_in_order() {
    let folder = Folder::new();
    let log = folder.open();
    assert_eq!((log.head(), log.tail(), log.total_spans()), (0, 1, 0));
    for number in 0..5_u8 {
        put(&log, &[number; 10]).unwrap();
    }
    let read = log.read(2, u64::MAX, 4).unwrap().unwrap();
    assert_eq!((read.first(), read.last()), (2, 4));
    assert_eq!(read.joined(), [[1; 10], [2; 10], [3; 10]].concat());
    assert_eq!(read.metas().first(), Some(&(2, 2, &b"meta"[..])));
    assert_eq!(log.read(2, 1, u64::MAX).unwrap().unwrap().last(), 2);
    assert!(log.read(6, 1, u64::MAX).unwrap().is_none());
    assert_eq!(
        (log.head(), log.total_spans(), log.spans_after(3, u64::MAX)),
        (5, 10, 4)
    );
}

/// A read goes on from one segment into the next.
#[test]
fn read_crosses_segments() {
    let folder = Folder::new();
    let log = folder.open();
    for number in 0..20_u8 {
        put(&log, &[number; 1000]).unwrap();
    }
    assert!(folder.segments().len() > 3);
    let sizes: Vec<u64> = (0..=21).map(|after| log.bytes_after(after)).collect();
    let whole = log.read(1, u64::MAX, u64::MAX).unwrap().unwrap();
    let sums: Vec<u64> = (0..=21)
        .map(|after| whole.records().iter().skip(after))
        .map(|records| records.map(ReadRecord::num_bytes).sum())
        .collect();
    assert_eq!(sizes, sums);
    for bytes in [
        0,
        1,
        999,
        1000,
        5000,
        12_345,
        sums[1] - 1,
        sums[1],
        sums[0] - 1,
        sums[0],
        1 << 40,
    ] {
        let last = (1..=20).rev().find(|&each| sizes[each] > bytes);
        let last = last.unwrap_or(0) as u64;
        assert_eq!(log.last_before(bytes), last, "{bytes} bytes");
    }
    let read = log.read(1, u64::MAX, u64::MAX).unwrap().unwrap();
    assert_eq!(read.joined().len(), 20_000);
    assert_eq!(read.last(), 20);
}

/// A ranged read gives exactly the bytes at a position, also across segments, and refuses what is
/// outside.
#[test]
fn ranges_read_by_position() {
    let folder = Folder::new();
    let log = folder.open();
    let places: Vec<_> = (0..9_u8)
        .map(|n| put(&log, &[n; 1000]).unwrap().position)
        .collect();
    let ranges: Vec<_> = places.iter().map(|&at| (at + 10, 3)).collect();
    let mut out = Vec::new();
    log.read_ranges(&ranges, &mut out).unwrap();
    assert_eq!(out, (0..9_u8).flat_map(|n| [n; 3]).collect::<Vec<_>>());
    assert!(log.read_ranges(&[(places[8], 1001)], &mut out).is_err());
    assert!(log.read_ranges(&[(99 << 32 | 64, 1)], &mut out).is_err());
}

/// Segments go when the slowest cursor has passed them, not before.
#[test]
fn slowest_cursor_frees() {
    let folder = Folder::new();
    let log = folder.open();
    for name in ["fast", "slow"] {
        log.ensure_cursor(name).unwrap();
    }
    for _ in 0..8 {
        put(&log, &[1; 1000]).unwrap();
    }
    let used = log.bytes();
    log.advance("fast", 8, [0; COUNTERS]).unwrap();
    assert_eq!((log.bytes(), log.tail()), (used, 1));
    log.advance("slow", 4, [0; COUNTERS]).unwrap();
    assert!(log.bytes() < used && log.tail() > 1);
    log.drop_cursor("slow").unwrap();
    assert_eq!(folder.cursor_files(), ["fast"]);
    assert!(log.advance("fast", 7, [0; COUNTERS]).is_err());
    assert!(log.advance("fast", 9, [0; COUNTERS]).is_err());
}

/// A full log refuses with `ENOSPC` and takes records again when a cursor has moved.
#[test]
fn full_log_refuses_until_freed() {
    let folder = Folder::new();
    let log = Log::open(
        &folder.0,
        Options {
            max_bytes: 16 << 10,
            ..SMALL
        },
    )
    .unwrap();
    log.ensure_cursor("c").unwrap();
    let error = (0..100).find_map(|_| put(&log, &[0; 500]).err()).unwrap();
    assert_eq!(error.raw_os_error(), Some(libc::ENOSPC));
    assert!(log.full() && log.bytes() <= 16 << 10);
    log.advance("c", log.head(), [0; COUNTERS]).unwrap();
    assert!(!log.full());
    put(&log, &[0; 500]).unwrap();
}

/// A record larger than a segment has a file of its own, which is deleted when it is done.
#[test]
fn large_record_has_its_own_file() {
    let folder = Folder::new();
    let log = folder.open();
    log.ensure_cursor("c").unwrap();
    put(&log, b"small").unwrap();
    put(&log, &vec![3; 20_000]).unwrap();
    put(&log, b"small").unwrap();
    assert_eq!(folder.segments().len(), 3);
    assert_eq!(
        log.read(2, 1, u64::MAX).unwrap().unwrap().joined(),
        vec![3; 20_000]
    );
    log.advance("c", 3, [0; COUNTERS]).unwrap();
    log.settle();
    assert_eq!(folder.segments().len(), 1);
    let sizes = fs::read_dir(folder.0.join("spares")).unwrap();
    assert!(
        sizes
            .into_iter()
            .all(|entry| entry.unwrap().metadata().unwrap().len() <= 4096)
    );
}

/// Reading a position that was freed is an error and gives no bytes.
#[test]
fn freed_position_is_an_error() {
    let folder = Folder::new();
    let log = folder.open();
    log.ensure_cursor("c").unwrap();
    let place = put(&log, &[9; 3000]).unwrap();
    put(&log, &[9; 3000]).unwrap();
    log.advance("c", 2, [0; COUNTERS]).unwrap();
    let mut out = Vec::new();
    let error = log
        .read_ranges(&[(place.position, 10)], &mut out)
        .unwrap_err();
    assert_eq!((error.kind(), out.len()), (io::ErrorKind::NotFound, 0));
}

/// A segment that is freed while a reader has it open is not written again.
#[test]
fn open_segment_is_not_recycled() {
    let folder = Folder::new();
    let log = folder.open();
    log.ensure_cursor("c").unwrap();
    for number in 0..4_u8 {
        put(&log, &[number; 3000]).unwrap();
    }
    let held = Arc::clone(&log.state().segments[0].file);
    log.advance("c", 4, [0; COUNTERS]).unwrap();
    log.settle();
    for number in 4..12_u8 {
        put(&log, &[number; 3000]).unwrap();
        log.settle();
    }
    let mut raw = vec![1; 4096];
    let len = std::os::unix::fs::FileExt::read_at(&*held, &mut raw, 0).unwrap();
    assert!(raw[..len].ends_with(&[0; 3000]));
}

/// Decisions come back with the record that carried them.
#[test]
fn decisions_are_stored() {
    let folder = Folder::new();
    let log = folder.open();
    let set = DecisionSet {
        trace_ids: vec![[1; 16]],
        keep: vec![1],
        policy: vec![0],
        policies: vec!["errors".to_owned()],
        reason: vec![-1],
        weight: vec![2.5],
        spans: vec![3],
        ..DecisionSet::default()
    };
    log.append(3, b"", Some(&set), |_| ()).unwrap();
    put(&log, b"none").unwrap();
    let read = log.read(1, u64::MAX, u64::MAX).unwrap().unwrap();
    assert_eq!(read.decisions().unwrap(), [set, DecisionSet::default()]);
}

/// Waiting ends with the record that was waited for, at the timeout, or when the log closes.
#[test]
fn wait_ends() {
    let folder = Folder::new();
    let log = folder.open();
    assert!(!log.wait(0, Enough::ANY, Duration::ZERO));
    std::thread::scope(|scope| {
        let waiter = scope.spawn(|| log.wait(0, Enough::ANY, Duration::from_secs(60)));
        put(&log, b"x").unwrap();
        assert!(waiter.join().unwrap());
        let waiter = scope.spawn(|| log.wait(1, Enough::ANY, Duration::from_secs(60)));
        log.close().unwrap();
        assert!(!waiter.join().unwrap());
    });
}

/// Waiting for more than a record ends with the append that makes it enough, by bytes or by spans.
#[test]
fn wait_for_enough() {
    let folder = Folder::new();
    let log = folder.open();
    let wait = |bytes, spans, timeout| log.wait(0, Enough { bytes, spans }, timeout);
    put(&log, b"x").unwrap();
    let size = log.bytes_after(0);
    let (never, patient) = (u64::MAX, Duration::from_secs(60));
    assert!(wait(size, never, Duration::ZERO));
    assert!(wait(never, 2, Duration::ZERO));
    assert!(!wait(size + 1, 3, Duration::from_millis(1)));
    std::thread::scope(|scope| {
        let by_bytes = scope.spawn(|| wait(3 * size, never, patient));
        let by_spans = scope.spawn(|| wait(never, 5, patient));
        put(&log, b"x").unwrap();
        assert!(!by_bytes.is_finished() && !by_spans.is_finished());
        put(&log, b"x").unwrap();
        assert!(by_bytes.join().unwrap() && by_spans.join().unwrap());
    });
}

/// Names that look like paths stay inside the cursors' folder, and come back as they were.
#[test]
fn cursor_names_are_encoded() {
    let folder = Folder::new();
    let log = folder.open();
    for name in ["../../x", "otlp/jaeger", ".", "ümlaut"] {
        log.ensure_cursor(name).unwrap();
    }
    let names = log.cursor_names();
    drop(log);
    assert_eq!(folder.cursor_files().len(), 4);
    assert_eq!(folder.open().cursor_names(), names);
}
