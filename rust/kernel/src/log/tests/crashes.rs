use std::os::unix::fs::FileExt;
use std::sync::atomic::{AtomicBool, Ordering};

use super::*;

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

/// A record with a flipped bit is passed over, and its spans are those that are counted and not
/// read; a damaged newest one is a torn tail.
#[test]
fn flipped_bit_is_found() {
    let folder = Folder::new();
    let log = folder.open();
    let first = put(&log, b"first").unwrap();
    let second = put(&log, b"second").unwrap();
    let file = File::options()
        .write(true)
        .open(&folder.segments()[0])
        .unwrap();
    file.write_all_at(b"F", first.position & 0xffff_ffff)
        .unwrap();
    drop(log);
    for _ in 0..2 {
        let log = folder.open();
        let read = log.read(1, 1, u64::MAX).unwrap().unwrap();
        assert_eq!((read.first(), read.joined()), (2, b"second".to_vec()));
        assert_eq!(
            (log.head(), log.spans_after(0, 1), log.spans_after(0, 2)),
            (2, 2, 4)
        );
        drop(log);
    }
    file.write_all_at(b"S", second.position & 0xffff_ffff)
        .unwrap();
    assert_eq!(folder.open().head(), 0);
}

/// Records of one read follow each other: it ends where a segment is gone, and the next one goes on
/// behind.
#[test]
fn no_read_crosses_a_hole() {
    let folder = Folder::new();
    let log = folder.open();
    for _ in 0..12 {
        put(&log, &[7; 1000]).unwrap();
    }
    drop(log);
    fs::remove_file(&folder.segments()[1]).unwrap();
    let log = folder.open();
    let before = log.read(1, u64::MAX, u64::MAX).unwrap().unwrap();
    let behind = log.read(before.last() + 1, u64::MAX, u64::MAX).unwrap();
    let behind = behind.unwrap();
    assert!(behind.first() > before.last() + 1);
    assert_eq!(behind.last(), 12);
    let lost = behind.first() - before.last() - 1;
    let own = 2 * behind.records().len() as u64;
    assert_eq!(log.spans_after(before.last(), 12), 2 * lost + own);
}

/// A log whose every record is damaged has nothing to read, and says so at once.
#[test]
fn nothing_good_is_nothing_there() {
    let folder = Folder::new();
    let log = folder.open();
    let places = [b"first", b"other", b"third"].map(|payload| put(&log, payload).unwrap().position);
    let file = File::options()
        .write(true)
        .open(&folder.segments()[0])
        .unwrap();
    for place in places {
        file.write_all_at(b"X", place & 0xffff_ffff).unwrap();
    }
    assert!(log.read(1, 1, u64::MAX).unwrap().is_none());
    put(&log, b"good").unwrap();
    assert_eq!(log.read(1, 1, u64::MAX).unwrap().unwrap().first(), 4);
}

/// Whatever byte of a segment is damaged, opening it is safe, and what still reads is what was
/// written.
#[test]
fn damage_never_reads_as_something_else() {
    let folder = Folder::new();
    let log = folder.open();
    let written = ["first", "second", "third"].map(|text| text.as_bytes().to_vec());
    for payload in &written {
        put(&log, payload).unwrap();
    }
    drop(log);
    let path = folder.segments()[0].clone();
    let whole = fs::read(&path).unwrap();
    for byte in 0..whole.len() {
        let mut raw = whole.clone();
        raw[byte] ^= 0x10;
        for other in folder.segments() {
            fs::remove_file(other).unwrap();
        }
        fs::write(&path, raw).unwrap();
        let found = payloads(&folder.open());
        let mut left = written.iter();
        let is_part = found.iter().all(|payload| left.any(|each| each == payload));
        assert!(is_part, "byte {byte}: {found:?}");
        assert!(found.len() < written.len(), "byte {byte} is not covered");
    }
}

/// A recycled file never gives back a record of its former life, whether the new records are
/// shorter, longer or none.
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

/// A segment that all cursors had passed when the process died is freed at the next opening.
#[test]
fn opening_frees_what_was_passed() {
    let folder = Folder::new();
    let log = folder.open();
    log.ensure_cursor("c").unwrap();
    for _ in 0..8 {
        put(&log, &[7; 1000]).unwrap();
    }
    let before = folder.segments().len();
    let mark = Mark {
        sequence: 8,
        ..Mark::default()
    };
    log.cursors().get_mut("c").unwrap().store(mark).unwrap();
    drop(log);
    let log = folder.open();
    log.settle();
    assert!(folder.segments().len() < before);
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
    assert_eq!(log.read(3, 1, u64::MAX).unwrap().unwrap().joined(), b"z");
}

/// A disk whose writes or syncs can be made to fail.
#[derive(Default)]
struct FaultyDisk {
    fail_write: AtomicBool,
    refuse_long: AtomicBool,
    fail_sync: AtomicBool,
}

impl Disk for Arc<FaultyDisk> {
    fn write(&self, file: &File, bytes: &[u8], offset: u64) -> io::Result<()> {
        let is_long = bytes.len() > 1000 && self.refuse_long.load(Ordering::Relaxed);
        if is_long || self.fail_write.load(Ordering::Relaxed) {
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

/// After a failed write or sync the record is not in the log, its segment is never written again,
/// and the next append opens a new one.
#[test]
fn failed_append_fences_the_segment() {
    for sync in [false, true] {
        let folder = Folder::new();
        let disk = Arc::new(FaultyDisk::default());
        let log = Log::open_on(&folder.0, SMALL, Box::new(Arc::clone(&disk))).unwrap();
        put(&log, b"first").unwrap();
        let before = log.bytes();
        let fault = if sync {
            &disk.fail_sync
        } else {
            &disk.fail_write
        };
        fault.store(true, Ordering::Relaxed);
        assert!(put(&log, b"second").is_err());
        assert!(log.bytes() >= before, "what it holds still takes its room");
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

/// A record of pieces that were lent is there whole, or not at all: when the disk fails between
/// its pieces, and when a kill tears one of them.
#[test]
fn lent_pieces_are_whole_or_nothing() {
    const LARGE: Options = Options {
        segment_bytes: 1 << 20,
        max_bytes: 1 << 24,
        durable: true,
    };
    let folder = Folder::new();
    let disk = Arc::new(FaultyDisk::default());
    let log = Log::open_on(&folder.0, LARGE, Box::new(Arc::clone(&disk))).unwrap();
    let run: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let append = |log: &Log, name: &[u8]| {
        log.append(2, b"meta", None, |out| {
            for piece in [name, &run, b"between", &run, b"end"] {
                out.lend(piece);
            }
        })
    };
    let whole = |name: &[u8]| [name, &run, b"between", &run, b"end"].concat();
    append(&log, b"first").unwrap();
    disk.refuse_long.store(true, Ordering::Relaxed);
    assert!(append(&log, b"lost").is_err());
    disk.refuse_long.store(false, Ordering::Relaxed);
    let second = append(&log, b"second").unwrap();
    assert_eq!(payloads(&log), [whole(b"first"), whole(b"second")]);
    let start = usize::try_from(second.position & 0xffff_ffff).unwrap();
    drop(log);
    assert_eq!(
        payloads(&Log::open(&folder.0, LARGE).unwrap()),
        [whole(b"first"), whole(b"second")]
    );
    let path = folder.segments()[1].clone();
    let raw = fs::read(&path).unwrap();
    for cut in [
        start,
        start + 6 + 50_000,
        start + 6 + 100_000,
        start + 6 + 150_000,
    ] {
        fs::write(&path, &raw[..cut]).unwrap();
        let log = Log::open(&folder.0, LARGE).unwrap();
        assert_eq!(payloads(&log), [whole(b"first")], "cut at {cut}");
    }
}
