//! Opening a log: the lock, the identity, and the index rebuilt from what is on disk.

use std::collections::{BTreeMap, VecDeque};
use std::fs::{self, File, TryLockError};
use std::hash::{BuildHasher, Hasher};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::crc;
use super::cursor::{CursorFile, cursor_name};
use super::segment::{Segment, SegmentHeader, read_header, scan};

const CLEAN_BYTES: usize = 28;

/// What opening found.
pub(crate) struct Found {
    pub log_id: u32,
    pub lock: File,
    pub segments: VecDeque<Segment>,
    pub cursors: BTreeMap<String, CursorFile>,
    pub head: u64,
    pub total: u64,
    pub next_segment: u64,
    /// The newest segment ends exactly where the last run left it, so it may be written further.
    pub clean: bool,
}

/// Bring the directory into being where it is not, and read what it holds.
pub(crate) fn open_directory(directory: &Path) -> io::Result<Found> {
    for folder in ["segments", "cursors", "spares"] {
        fs::create_dir_all(directory.join(folder))?;
    }
    let lock = lock_directory(directory)?;
    let log_id = read_or_make_id(directory)?;
    let clean = take_clean_mark(directory, log_id)?;
    let (segments, next_segment) = load_segments(directory, log_id, clean)?;
    let cursors = load_cursors(directory, log_id)?;
    let found_head = segments.back().map_or(0, Segment::last);
    let total = segments
        .back()
        .map_or(0, |segment| segment.total_at(u64::MAX - 1));
    // A cursor ahead of the records has seen some that a power loss took. Their numbers are not
    // given out again: a file or a counter named after them exists.
    let head = cursors
        .values()
        .map(|cursor| cursor.mark.sequence)
        .fold(found_head, u64::max);
    let clean = clean.is_some_and(|mark| mark == (head, total)) && head == found_head;
    Ok(Found {
        log_id,
        lock,
        segments,
        cursors,
        head,
        total,
        next_segment,
        clean,
    })
}

fn lock_directory(directory: &Path) -> io::Result<File> {
    let lock = File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(directory.join("lock"))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::Error(error)) => Err(error),
        Err(TryLockError::WouldBlock) => Err(io::Error::new(
            io::ErrorKind::ResourceBusy,
            format!(
                "log in {} is in use by another process",
                directory.display()
            ),
        )),
    }
}

fn read_or_make_id(directory: &Path) -> io::Result<u32> {
    let path = directory.join("log.json");
    match fs::read_to_string(&path) {
        Ok(text) => parse_id(&text).ok_or_else(|| {
            io::Error::new(
                io::ErrorKind::InvalidData,
                format!("{} is damaged", path.display()),
            )
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let id = random_id();
            replace_file(directory, "log.json", id_text(id).as_bytes())?;
            Ok(id)
        }
        Err(error) => Err(error),
    }
}

fn id_text(id: u32) -> String {
    format!("{{\"version\": 1, \"id\": \"{id:08x}\"}}\n")
}

fn parse_id(text: &str) -> Option<u32> {
    let id = text
        .trim_end()
        .strip_prefix("{\"version\": 1, \"id\": \"")?
        .strip_suffix("\"}")?;
    u32::from_str_radix(id, 16).ok()
}

/// The standard library seeds its hashers from the system's random source.
fn random_id() -> u32 {
    let seed = std::hash::RandomState::new().build_hasher().finish();
    (seed >> 32) as u32
}

fn replace_file(directory: &Path, name: &str, content: &[u8]) -> io::Result<()> {
    let temporary = directory.join(format!("{name}.tmp"));
    let mut file = File::create(&temporary)?;
    file.write_all(content)?;
    file.sync_all()?;
    fs::rename(&temporary, directory.join(name))?;
    File::open(directory)?.sync_all()
}

/// Leave the mark of a clean stop: everything up to `head` is whole and synced.
pub(crate) fn put_clean_mark(
    directory: &Path,
    log_id: u32,
    head: u64,
    total: u64,
) -> io::Result<()> {
    let mut raw = Vec::with_capacity(CLEAN_BYTES);
    raw.extend_from_slice(b"CLEAN1\0\0");
    raw.extend_from_slice(&head.to_le_bytes());
    raw.extend_from_slice(&total.to_le_bytes());
    let crc = crc::append(log_id, &[&raw]);
    raw.extend_from_slice(&crc.to_le_bytes());
    replace_file(directory, "clean", &raw)
}

/// Read the mark and take it away: it must not outlive the first append of this run.
fn take_clean_mark(directory: &Path, log_id: u32) -> io::Result<Option<(u64, u64)>> {
    let path = directory.join("clean");
    let raw = match fs::read(&path) {
        Ok(raw) => raw,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    fs::remove_file(&path)?;
    File::open(directory)?.sync_all()?;
    Ok(parse_clean_mark(&raw, log_id))
}

fn parse_clean_mark(raw: &[u8], log_id: u32) -> Option<(u64, u64)> {
    let raw: &[u8; CLEAN_BYTES] = raw.try_into().ok()?;
    let (head, crc) = raw.split_last_chunk::<4>()?;
    if u32::from_le_bytes(*crc) != crc::append(log_id, &[head]) {
        return None;
    }
    let words: Vec<u64> = head
        .as_chunks()
        .0
        .iter()
        .map(|word| u64::from_le_bytes(*word))
        .collect();
    Some((*words.get(1)?, *words.get(2)?))
}

fn load_segments(
    directory: &Path,
    log_id: u32,
    clean: Option<(u64, u64)>,
) -> io::Result<(VecDeque<Segment>, u64)> {
    let candidates = list_segments(&directory.join("segments"))?;
    let next_segment = candidates.last().map_or(1, |(id, _)| id + 1);
    let mut found = Vec::new();
    for (id, path) in candidates {
        let file = File::options().read(true).write(true).open(&path)?;
        match read_header(&file)? {
            Some(header) if header.id == id && header.log_id == log_id => {
                found.push((header, path, file));
            }
            // A recycled file that was renamed and not yet written: the crash came before its first
            // record.
            Some(_) => fs::remove_file(&path)?,
            None => set_aside(&path)?,
        }
    }
    let bounds: Vec<u64> = found
        .iter()
        .skip(1)
        .map(|(header, ..)| header.first)
        .collect();
    let newest_bound = clean.map_or(u64::MAX, |(head, _)| head + 1);
    let bounds = bounds.into_iter().chain([newest_bound]);
    let mut segments = VecDeque::new();
    for ((header, path, file), bound) in found.into_iter().zip(bounds) {
        segments.push_back(load_segment(header, path, file, bound, clean.is_none())?);
    }
    Ok((segments, next_segment))
}

fn load_segment(
    header: SegmentHeader,
    path: PathBuf,
    file: File,
    bound: u64,
    verify: bool,
) -> io::Result<Segment> {
    let entries = scan(&file, &header, bound, verify)?;
    let file_bytes = file.metadata()?.len();
    Ok(Segment {
        header,
        path,
        file: Arc::new(file),
        entries,
        file_bytes,
        fenced: false,
    })
}

/// Nothing in a file without a good header can be trusted. It stays for whoever wants to look,
/// under a name that the log does not read.
fn set_aside(path: &Path) -> io::Result<()> {
    fs::rename(path, path.with_extension("damaged"))
}

fn list_segments(folder: &Path) -> io::Result<Vec<(u64, PathBuf)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let stem = path
            .file_name()
            .and_then(|name| name.to_str())
            .and_then(|name| name.strip_suffix(".seg"));
        if let Some(id) = stem.and_then(|stem| u64::from_str_radix(stem, 16).ok()) {
            found.push((id, path));
        }
    }
    found.sort_unstable();
    Ok(found)
}

fn load_cursors(directory: &Path, log_id: u32) -> io::Result<BTreeMap<String, CursorFile>> {
    let mut cursors = BTreeMap::new();
    for entry in fs::read_dir(directory.join("cursors"))? {
        let path = entry?.path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .and_then(cursor_name);
        if let Some(name) = name {
            // A cursor without a good slot starts over: work is repeated, none is lost.
            cursors.insert(name, CursorFile::open(&path, log_id, 0)?);
        }
    }
    Ok(cursors)
}
