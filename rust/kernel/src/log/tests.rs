use std::fs;
use std::os::unix::fs::FileExt;
use std::sync::atomic::{AtomicBool, Ordering};

use super::*;
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

const SMALL: Options = Options {
    segment_bytes: 4096,
    max_bytes: 1 << 20,
    durable: true,
};

fn put(log: &Log, payload: &[u8]) -> io::Result<Appended> {
    log.append(2, b"meta", None, |out| out.extend_from_slice(payload))
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

/// Records come back in order with what was given, joined up to the byte limit and the last sequence.
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
    assert_eq!(read.payload(), [[1; 10], [2; 10], [3; 10]].concat());
    assert_eq!(read.metas().first(), Some(&(2, 2, &b"meta"[..])));
    assert_eq!(log.read(2, 1, u64::MAX).unwrap().unwrap().last(), 2);
    assert!(log.read(6, 1, u64::MAX).unwrap().is_none());
    assert_eq!(
        (log.head(), log.total_spans(), log.spans_after(3)),
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
    let read = log.read(1, u64::MAX, u64::MAX).unwrap().unwrap();
    assert_eq!(read.payload().len(), 20_000);
    assert_eq!(read.last(), 20);
}

/// A ranged read gives exactly the bytes at a position, also across segments, and refuses what is outside.
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

/// After a cut at any byte of the last record, the records before are whole and the log goes on.
#[test]
fn torn_tail_is_cut_at_every_byte() {
    let folder = Folder::new();
    let log = folder.open();
    put(&log, b"first").unwrap();
    let end = fs::metadata(&folder.segments()[0]).unwrap().len();
    put(&log, b"second").unwrap();
    drop(log);
    let path = folder.segments()[0].clone();
    let whole = fs::read(&path).unwrap();
    for cut in usize::try_from(end).unwrap()..whole.len() {
        for extra in folder.segments().into_iter().skip(1) {
            fs::remove_file(extra).unwrap();
        }
        fs::write(&path, &whole[..cut]).unwrap();
        let log = folder.open();
        assert_eq!((log.head(), log.total_spans()), (1, 2), "cut at {cut}");
        assert_eq!(put(&log, b"third").unwrap().sequence, 2);
        assert_eq!(payloads(&log), [b"first".to_vec(), b"third".to_vec()]);
        drop(log);
        assert_eq!(
            payloads(&folder.open()),
            [b"first".to_vec(), b"third".to_vec()]
        );
    }
}

/// One flipped bit in the newest record cuts it at opening; while open, reading it is an error and the rest still reads.
#[test]
fn flipped_bit_is_found() {
    let folder = Folder::new();
    let log = folder.open();
    let first = put(&log, b"first").unwrap();
    put(&log, b"second").unwrap();
    let file = File::options()
        .write(true)
        .open(&folder.segments()[0])
        .unwrap();
    file.write_all_at(b"F", first.position & 0xffff_ffff)
        .unwrap();
    assert_eq!(
        log.read(1, 1, u64::MAX).unwrap_err().kind(),
        io::ErrorKind::InvalidData
    );
    assert_eq!(
        log.read(2, 1, u64::MAX).unwrap().unwrap().payload(),
        b"second"
    );
    drop(log);
    assert_eq!(folder.open().head(), 0);
}

/// A recycled file never gives back a record of its former life, whether the new records are shorter, longer or none.
#[test]
fn recycled_segment_stays_dead() {
    let folder = Folder::new();
    let log = folder.open();
    log.ensure_cursor("only").unwrap();
    for _ in 0..8 {
        put(&log, &[7; 1000]).unwrap();
    }
    log.advance("only", log.head(), [0; COUNTERS]).unwrap();
    log.settle();
    assert_eq!(folder.segments().len(), 1);
    let mut expected = payloads(&log);
    for _ in 0..3 {
        put(&log, &[8; 1000]).unwrap();
        expected.push(vec![8; 1000]);
    }
    let newest = folder.segments().pop().unwrap();
    let raw = fs::read(&newest).unwrap();
    assert!(
        raw.windows(100).any(|window| window == [7; 100]),
        "the file was not recycled"
    );
    drop(log);
    let log = folder.open();
    assert_eq!(log.head(), 11);
    assert_eq!(
        payloads(&log),
        expected[expected.len() - payloads(&log).len()..]
    );
    assert!(log.tail() > 1);
}

/// A segment whose rename was done but whose header was not written is no segment.
#[test]
fn interrupted_rotation_is_undone() {
    let folder = Folder::new();
    let log = folder.open();
    for _ in 0..8 {
        put(&log, &[7; 1000]).unwrap();
    }
    drop(log);
    let segments = folder.segments();
    let next = folder
        .0
        .join("segments")
        .join(format!("{:016x}.seg", segments.len() + 1));
    fs::copy(&segments[0], &next).unwrap();
    let log = folder.open();
    assert_eq!(log.head(), 8);
    assert!(!next.exists());
    assert_eq!(put(&log, b"on").unwrap().sequence, 9);
}

/// After a clean stop the log goes on in the same segment, with its cursors and counts.
#[test]
fn clean_stop_goes_on() {
    let folder = Folder::new();
    let log = folder.open();
    put(&log, b"first").unwrap();
    log.ensure_cursor("parquet/a").unwrap();
    log.advance("parquet/a", 1, [5; COUNTERS]).unwrap();
    log.close().unwrap();
    assert!(put(&log, b"late").is_err());
    let log = folder.open();
    assert_eq!(log.cursor_names(), ["parquet/a"]);
    assert_eq!(
        log.mark("parquet/a").unwrap(),
        Mark {
            sequence: 1,
            counters: [5; COUNTERS]
        }
    );
    assert_eq!(put(&log, b"second").unwrap().sequence, 2);
    assert_eq!((folder.segments().len(), log.total_spans()), (1, 4));
    assert_eq!(payloads(&log), [b"first".to_vec(), b"second".to_vec()]);
}

/// A directory is open once at a time.
#[test]
fn second_opening_is_refused() {
    let folder = Folder::new();
    let log = folder.open();
    assert_eq!(
        Log::open(&folder.0, SMALL).unwrap_err().kind(),
        io::ErrorKind::ResourceBusy
    );
    log.close().unwrap();
    folder.open();
}

/// With one slot of a cursor damaged, the other one counts, and work is only repeated.
#[test]
fn damaged_cursor_slot_falls_back() {
    let folder = Folder::new();
    let log = folder.open();
    log.ensure_cursor("c").unwrap();
    for number in 1..=2 {
        put(&log, b"x").unwrap();
        log.advance("c", number, [number; COUNTERS]).unwrap();
    }
    drop(log);
    let path = folder.0.join("cursors").join("c");
    let whole = fs::read(&path).unwrap();
    let marks: Vec<_> = (0..whole.len())
        .map(|byte| {
            let mut raw = whole.clone();
            raw[byte] ^= 1;
            fs::write(&path, raw).unwrap();
            folder.open().mark("c").unwrap().sequence
        })
        .collect();
    assert!(marks.iter().all(|&sequence| sequence == 1 || sequence == 2));
    assert!(marks.contains(&1) && marks.contains(&2));
}

/// A cursor ahead of the records keeps their numbers from being given out again.
#[test]
fn lost_sequences_are_not_reused() {
    let folder = Folder::new();
    let log = folder.open();
    log.ensure_cursor("c").unwrap();
    put(&log, b"x").unwrap();
    put(&log, b"y").unwrap();
    log.advance("c", 2, [0; COUNTERS]).unwrap();
    drop(log);
    let path = &folder.segments()[0];
    let raw = fs::read(path).unwrap();
    fs::write(path, &raw[..raw.len() - 1]).unwrap();
    let log = folder.open();
    assert_eq!(put(&log, b"z").unwrap().sequence, 3);
    assert_eq!(log.read(3, 1, u64::MAX).unwrap().unwrap().payload(), b"z");
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
    put(&log, &[3; 20_000]).unwrap();
    put(&log, b"small").unwrap();
    assert_eq!(folder.segments().len(), 3);
    assert_eq!(
        log.read(2, 1, u64::MAX).unwrap().unwrap().payload(),
        [3; 20_000]
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

/// A disk whose writes or syncs can be made to fail; it notes which files were touched after a failure.
#[derive(Default)]
struct FaultyDisk {
    fail_write: AtomicBool,
    fail_sync: AtomicBool,
}

impl Disk for Arc<FaultyDisk> {
    fn write(&self, file: &File, bytes: &[u8], offset: u64) -> io::Result<()> {
        if self.fail_write.load(Ordering::Relaxed) {
            SystemDisk.write(file, &bytes[..bytes.len() / 2], offset)?;
            return Err(io::Error::other("injected"));
        }
        SystemDisk.write(file, bytes, offset)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        if self.fail_sync.load(Ordering::Relaxed) {
            return Err(io::Error::other("injected"));
        }
        SystemDisk.sync(file)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        SystemDisk.sync_folder(folder)
    }
}

/// After a failed write or sync the record is not in the log, its segment is never written again, and the next append
/// opens a new one.
#[test]
fn failed_append_fences_the_segment() {
    for sync in [false, true] {
        let folder = Folder::new();
        let disk = Arc::new(FaultyDisk::default());
        let log = Log::open_on(&folder.0, SMALL, Box::new(Arc::clone(&disk))).unwrap();
        put(&log, b"first").unwrap();
        let fault = if sync {
            &disk.fail_sync
        } else {
            &disk.fail_write
        };
        fault.store(true, Ordering::Relaxed);
        assert!(put(&log, b"second").is_err());
        let fenced = fs::read(&folder.segments()[0]).unwrap();
        assert!(
            put(&log, b"second").is_err(),
            "a new segment cannot be begun either"
        );
        fault.store(false, Ordering::Relaxed);
        assert_eq!((log.head(), folder.segments().len()), (1, 1));
        assert_eq!(put(&log, b"third").unwrap().sequence, 2);
        assert_eq!(folder.segments().len(), 2);
        assert_eq!(fs::read(&folder.segments()[0]).unwrap(), fenced);
        log.close().unwrap();
        assert_eq!(
            payloads(&folder.open()),
            [b"first".to_vec(), b"third".to_vec()]
        );
    }
}

/// A reader that still holds a freed segment keeps its file from being written again.
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
    assert!(!log.wait(0, Duration::ZERO));
    std::thread::scope(|scope| {
        let waiter = scope.spawn(|| log.wait(0, Duration::from_secs(60)));
        put(&log, b"x").unwrap();
        assert!(waiter.join().unwrap());
        let waiter = scope.spawn(|| log.wait(1, Duration::from_secs(60)));
        log.close().unwrap();
        assert!(!waiter.join().unwrap());
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
