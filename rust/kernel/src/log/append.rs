//! Appending a record: build, place, write, sync, publish.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

use super::Log;
use super::gathered::Gathered;
use super::segment::{
    Entry, MAX_BODY, RECORD_HEADER, SEGMENT_HEADER, Segment, SegmentHeader, seal_record,
};
use crate::frame::Out;
use crate::record::{Counts, DecisionSet, put_meta};

/// A record buffer that grew beyond this is given back after use.
const KEEP_BUFFER: usize = 8 << 20;

/// Where an appended record lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appended {
    /// Its sequence.
    pub sequence: u64,
    /// Position in the log of the first byte of its payload.
    pub position: u64,
    /// Bytes that it takes on disk.
    pub num_bytes: u64,
}

/// Position in the log: segment above, offset below.
pub(crate) fn position(segment: u64, offset: u64) -> u64 {
    segment << 32 | offset
}

struct Target {
    header: SegmentHeader,
    file: Arc<File>,
    offset: u32,
}

impl Log {
    /// Append one record whose payload `write_payload` appends to what it is given.
    ///
    /// Returns when the record is as durable as the log's options say.
    ///
    /// # Errors
    /// The log is full (`ENOSPC`) or closed, the record is too large, or the disk failed. Nothing
    /// of the record is in the log.
    pub fn append<'a>(
        &self,
        spans: u32,
        user: &[u8],
        decisions: Option<&DecisionSet>,
        write_payload: impl FnOnce(&mut Gathered<'a>),
    ) -> io::Result<Appended> {
        let mut buffer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let (sequence, before) = self.next_record()?;
        let counts = Counts {
            spans,
            total: before + u64::from(spans),
        };
        buffer.clear();
        buffer.resize(RECORD_HEADER, 0);
        put_meta(&mut buffer, counts, user, decisions);
        let payload = buffer.len();
        let mut record = Gathered::new(std::mem::take(&mut *buffer));
        write_payload(&mut record);
        let result = self.place_and_write(&mut record, sequence, counts.total);
        let num_bytes = record.num_bytes() as u64;
        *buffer = record.into_own();
        if buffer.capacity() > KEEP_BUFFER {
            *buffer = Vec::new();
        }
        let target = result?;
        let position = position(target.header.id, u64::from(target.offset) + payload as u64);
        Ok(Appended {
            sequence,
            position,
            num_bytes,
        })
    }

    fn next_record(&self) -> io::Result<(u64, u64)> {
        if self.full() {
            return Err(no_space());
        }
        let state = self.state();
        state.check_open()?;
        Ok((state.head + 1, state.total))
    }

    fn place_and_write(
        &self,
        record: &mut Gathered<'_>,
        sequence: u64,
        total: u64,
    ) -> io::Result<Target> {
        if record.num_bytes() - RECORD_HEADER > MAX_BODY {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                format!(
                    "record of {} bytes, at most {MAX_BODY} fit",
                    record.num_bytes()
                ),
            ));
        }
        if self.bytes() + record.num_bytes() as u64 > self.options.max_bytes {
            return Err(no_space());
        }
        let target = self.target(record.num_bytes())?;
        seal_record(record, &target.header, sequence);
        if let Err(error) = self.write(&target, record) {
            self.fence();
            return Err(error);
        }
        self.publish(&target, record.num_bytes(), total);
        Ok(target)
    }

    fn write(&self, target: &Target, record: &Gathered<'_>) -> io::Result<()> {
        let mut offset = u64::from(target.offset);
        for piece in record.pieces() {
            self.disk.write(&target.file, piece, offset)?;
            offset += piece.len() as u64;
        }
        if self.options.durable {
            self.disk.sync(&target.file)
        } else {
            Ok(())
        }
    }

    /// Find the place for a record of `len` bytes, in a new segment where the present one has no
    /// room.
    fn target(&self, len: usize) -> io::Result<Target> {
        if let Some(target) = self.present_target(len) {
            return Ok(target);
        }
        let segment = self.new_segment(len)?;
        let target = Target {
            header: segment.header,
            file: Arc::clone(&segment.file),
            offset: segment.end(),
        };
        self.enter(segment);
        Ok(target)
    }

    fn present_target(&self, len: usize) -> Option<Target> {
        let state = self.state();
        let last = state.segments.back().filter(|_| state.writable)?;
        let fits = u64::from(last.end()) + len as u64 <= self.options.segment_bytes;
        fits.then(|| Target {
            header: last.header,
            file: Arc::clone(&last.file),
            offset: last.end(),
        })
    }

    fn new_segment(&self, len: usize) -> io::Result<Segment> {
        let header = {
            let mut state = self.state();
            let id = state.next_segment;
            u32::try_from(id).map_err(|_| io::Error::other("the log is out of segment numbers"))?;
            state.next_segment += 1;
            SegmentHeader {
                log_id: self.id,
                id,
                first: state.head + 1,
                total: state.total,
            }
        };
        let folder = self.directory.join("segments");
        let path = folder.join(format!("{:016x}.seg", header.id));
        let own_file = (SEGMENT_HEADER + len) as u64 > self.options.segment_bytes;
        let file = self.place_file(&path, own_file)?;
        if let Err(error) = self.begin_file(&file, &header, &folder) {
            // The file has no record; where it cannot be deleted, the next opening does.
            let _ = fs::remove_file(&path);
            return Err(error);
        }
        let file_bytes = file.metadata()?.len();
        let file = Arc::new(file);
        Ok(Segment {
            header,
            path,
            file,
            entries: Vec::new(),
            file_bytes,
            fenced: false,
        })
    }

    fn place_file(&self, path: &Path, own_file: bool) -> io::Result<File> {
        let spare: Option<PathBuf> = if own_file { None } else { self.spares.take() };
        if let Some(spare) = spare {
            fs::rename(spare, path)?;
            return File::options().read(true).write(true).open(path);
        }
        File::options()
            .read(true)
            .write(true)
            .create_new(true)
            .open(path)
    }

    fn begin_file(&self, file: &File, header: &SegmentHeader, folder: &Path) -> io::Result<()> {
        self.disk.write(file, &header.encode(), 0)?;
        if self.options.durable {
            self.disk.sync(file)?;
            self.disk.sync_folder(folder)?;
        }
        Ok(())
    }

    fn enter(&self, segment: Segment) {
        let cursors = self.cursors();
        let mut state = self.state();
        if let Some(last) = state.segments.back_mut() {
            last.measure();
        }
        state.segments.push_back(segment);
        state.writable = true;
        self.free_passed(&cursors, &mut state);
    }

    fn publish(&self, target: &Target, len: usize, total: u64) {
        let mut state = self.state();
        let body = u32::try_from(len - RECORD_HEADER).unwrap_or(u32::MAX);
        if let Some(last) = state.segments.back_mut() {
            last.entries.push(Entry {
                offset: target.offset,
                len: body,
                total,
            });
        }
        state.head += 1;
        state.total = total;
        let is_awaited = state.grow(len as u64);
        drop(state);
        if is_awaited {
            self.grown.notify_all();
        }
    }

    /// After a failed write or sync nobody knows what the file holds, so nothing more goes into it.
    fn fence(&self) {
        let mut state = self.state();
        state.writable = false;
        if let Some(last) = state.segments.back_mut() {
            last.fenced = true;
            last.measure();
        }
    }
}

fn no_space() -> io::Error {
    io::Error::from_raw_os_error(libc::ENOSPC)
}
