//! An ordered, bounded, durable sequence of records in segment files, with named cursors.
//!
//! One thread appends at a time, any thread reads. A record is seen by readers only after its
//! append succeeded. A log that is dropped without [`Log::close`] is left as a crash leaves it.

use std::collections::{BTreeMap, VecDeque};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

mod append;
mod consumers;
mod crc;
mod cursor;
mod disk;
mod gathered;
mod open;
mod read;
mod segment;
mod spares;
#[cfg(test)]
mod tests;
mod waiting;

pub use append::Appended;
pub use cursor::{COUNTERS, Mark};
pub use disk::{Disk, SystemDisk};
pub use read::{LogRead, ReadRecord};
pub use waiting::Enough;

use cursor::CursorFile;
use open::{open_directory, put_clean_mark};
use segment::Segment;
use spares::Spares;
use waiting::Awaited;

/// A segment is never smaller, whatever is asked for.
const MIN_SEGMENT: u64 = 4096;

/// How a log stores.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Size of a segment file; at most a quarter of `max_bytes` is used.
    pub segment_bytes: u64,
    /// Cap of the bytes that segments in use take.
    pub max_bytes: u64,
    /// Sync each append before it returns.
    pub durable: bool,
}

/// See the module.
pub struct Log {
    directory: PathBuf,
    id: u32,
    options: Options,
    disk: Box<dyn Disk>,
    spares: Spares,
    /// Held for the length of an append; the buffer is where records are built.
    writer: Mutex<Vec<u8>>,
    /// Taken before `state` where both are needed.
    cursors: Mutex<BTreeMap<String, CursorFile>>,
    state: Mutex<State>,
    grown: Condvar,
}

struct State {
    segments: VecDeque<Segment>,
    /// The last segment may be written further.
    writable: bool,
    head: u64,
    total: u64,
    /// Bytes of the records appended since the log was opened.
    grown_bytes: u64,
    awaited: Awaited,
    next_segment: u64,
    /// None once the log is closed.
    lock: Option<File>,
}

impl Log {
    /// Open the log in `directory`, making it where it does not exist.
    ///
    /// # Errors
    /// The directory cannot be used, or another process has it open.
    pub fn open(directory: &Path, options: Options) -> io::Result<Self> {
        Self::open_on(directory, options, Box::new(SystemDisk))
    }

    /// Open the log with its writes going through `disk`.
    ///
    /// # Errors
    /// As [`Log::open`].
    pub fn open_on(directory: &Path, options: Options, disk: Box<dyn Disk>) -> io::Result<Self> {
        let found = open_directory(directory)?;
        let segment_bytes = options
            .segment_bytes
            .min(options.max_bytes / 4)
            .clamp(MIN_SEGMENT, u64::from(u32::MAX));
        let state = State {
            writable: found.clean && !found.segments.is_empty(),
            segments: found.segments,
            head: found.head,
            total: found.total,
            grown_bytes: 0,
            awaited: Awaited::NOTHING,
            next_segment: found.next_segment,
            lock: Some(found.lock),
        };
        let log = Self {
            directory: directory.to_owned(),
            id: found.log_id,
            options: Options {
                segment_bytes,
                ..options
            },
            disk,
            spares: Spares::open(directory.join("spares"))?,
            writer: Mutex::default(),
            cursors: Mutex::new(found.cursors),
            state: Mutex::new(state),
            grown: Condvar::new(),
        };
        // What a crash kept from being freed.
        log.free_passed(&log.cursors(), &mut log.state());
        Ok(log)
    }

    /// Number that tells this log from all others.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.id
    }

    /// Sequence of the newest record; 0 while there was none.
    #[must_use]
    pub fn head(&self) -> u64 {
        self.state().head
    }

    /// Sequence of the oldest record that is still there; one above the head where there is none.
    #[must_use]
    pub fn tail(&self) -> u64 {
        self.state().tail()
    }

    /// Spans ever appended.
    #[must_use]
    pub fn total_spans(&self) -> u64 {
        self.state().total
    }

    /// Bytes that segments in use take.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.state().bytes()
    }

    /// Bytes that they may take.
    #[must_use]
    pub fn max_bytes(&self) -> u64 {
        self.options.max_bytes
    }

    /// Whether the next append would be refused for want of room.
    #[must_use]
    pub fn full(&self) -> bool {
        self.room() == 0
    }

    /// Bytes that the next record may take; 0 where the log is full.
    #[must_use]
    pub fn room(&self) -> u64 {
        let left = self.options.max_bytes.saturating_sub(self.bytes());
        if left < self.reserve() { 0 } else { left }
    }

    /// Spans in the records after `sequence`, up to and with `last`.
    #[must_use]
    pub fn spans_after(&self, sequence: u64, last: u64) -> u64 {
        let state = self.state();
        state
            .total_at(last)
            .saturating_sub(state.total_at(sequence))
    }

    /// Bytes that the records after `sequence` take.
    #[must_use]
    pub fn bytes_after(&self, sequence: u64) -> u64 {
        self.state().bytes_after(sequence)
    }

    /// The newest record that more than `bytes` of records come after; 0 where there is none.
    #[must_use]
    pub fn last_before(&self, bytes: u64) -> u64 {
        self.state().last_before(bytes)
    }

    /// Sync everything, mark a clean stop, and let go of the directory. Does nothing the second
    /// time.
    ///
    /// # Errors
    /// A sync failed; there is no mark then, and the next opening verifies every record.
    pub fn close(&self) -> io::Result<()> {
        let _writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let (lock, files, all_well, head, total) = {
            let mut state = self.state();
            let sound = state.segments.iter().filter(|segment| !segment.fenced);
            let files: Vec<_> = sound.map(|segment| Arc::clone(&segment.file)).collect();
            let all_well = files.len() == state.segments.len();
            (state.lock.take(), files, all_well, state.head, state.total)
        };
        self.grown.notify_all();
        self.spares.settle();
        if lock.is_none() {
            return Ok(());
        }
        for file in &files {
            self.disk.sync(file)?;
        }
        for cursor in self.cursors().values() {
            cursor.sync()?;
        }
        if all_well {
            put_clean_mark(&self.directory, self.id, head, total)
        } else {
            Ok(())
        }
    }

    /// Wait until freed segments are recycled and a spare is made.
    pub fn settle(&self) {
        self.spares.settle();
    }

    /// What must stay free, so that a record that is being made finds room.
    fn reserve(&self) -> u64 {
        self.options.segment_bytes / 8
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No code that holds the lock leaves the state half changed.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn cursors(&self) -> MutexGuard<'_, BTreeMap<String, CursorFile>> {
        self.cursors.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Spans up to and with record `sequence`, since the log began.
    fn total_at(&self, sequence: u64) -> u64 {
        let sequence = sequence.min(self.head);
        let mut segments = self.segments.iter().rev();
        let before = segments.find(|segment| segment.header.first <= sequence);
        let oldest = || {
            let oldest = self.segments.front();
            oldest.map_or(self.total, |segment| segment.header.total)
        };
        before.map_or_else(oldest, |segment| segment.total_at(sequence))
    }

    fn bytes_after(&self, sequence: u64) -> u64 {
        let newer = self.segments.iter().rev();
        newer
            .take_while(|segment| segment.last() > sequence)
            .map(|segment| segment.bytes_after(sequence))
            .sum()
    }

    fn last_before(&self, bytes: u64) -> u64 {
        let mut left = bytes;
        for segment in self.segments.iter().rev() {
            let all = segment.bytes_after(segment.header.first - 1);
            if all > left {
                return segment.last_before(left);
            }
            left -= all;
        }
        0
    }

    fn tail(&self) -> u64 {
        let oldest = self
            .segments
            .iter()
            .find(|segment| !segment.entries.is_empty());
        oldest.map_or(self.head + 1, |segment| segment.header.first)
    }

    fn bytes(&self) -> u64 {
        let in_files: u64 = self.segments.iter().map(|segment| segment.file_bytes).sum();
        match self.segments.back() {
            Some(last) if self.writable => in_files - last.file_bytes + u64::from(last.end()),
            _ => in_files,
        }
    }

    fn check_open(&self) -> io::Result<()> {
        if self.lock.is_some() {
            Ok(())
        } else {
            Err(io::Error::other("the log is closed"))
        }
    }
}

impl std::fmt::Debug for Log {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Log")
            .field("directory", &self.directory)
            .finish_non_exhaustive()
    }
}
