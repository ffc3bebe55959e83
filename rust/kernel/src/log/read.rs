//! Reading: whole records in order, and single ranges by position. No lock is held while the disk
//! works.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::sync::Arc;

use super::append::position;
use super::segment::{Entry, RECORD_HEADER, SEGMENT_HEADER, SegmentHeader, open_record};
use super::{Log, State};
use crate::block::{give_back, take_buffer, take_filled};
use crate::record::{DecisionSet, Meta, split_body};

/// Consecutive records, joined.
#[derive(Debug, Default)]
pub struct LogRead {
    bytes: Vec<u8>,
    records: Vec<ReadRecord>,
}

impl Drop for LogRead {
    fn drop(&mut self) {
        give_back(std::mem::take(&mut self.bytes));
    }
}

/// One record of a read.
#[derive(Debug, Clone)]
pub struct ReadRecord {
    /// Its sequence.
    pub sequence: u64,
    /// Spans in it.
    pub spans: u32,
    /// Position in the log of the first byte of its payload.
    pub position: u64,
    body: Range<usize>,
    payload: Range<usize>,
}

impl ReadRecord {
    /// Bytes that it takes on disk.
    #[must_use]
    pub fn num_bytes(&self) -> u64 {
        (RECORD_HEADER + self.body.len()) as u64
    }
}

struct Chunk {
    file: Arc<File>,
    header: SegmentHeader,
    first: u64,
    entries: Vec<Entry>,
}

impl Chunk {
    /// Sequence behind its last record.
    fn end(&self) -> u64 {
        self.first + self.entries.len() as u64
    }
}

impl Log {
    /// Read records from `first` on (or from the tail, where that is later): at least one, and on
    /// while the sum stays within `max_bytes` and the sequence within `last`. None when there is
    /// none. Damaged records are passed over: their spans are what [`Log::spans_after`] counts and
    /// no read brings.
    ///
    /// # Errors
    /// The disk failed.
    pub fn read(&self, first: u64, max_bytes: u64, last: u64) -> io::Result<Option<LogRead>> {
        let mut next = first;
        loop {
            let chunks = {
                let state = self.state();
                state.check_open()?;
                choose(&state, next, max_bytes, last)
            };
            let Some(end) = chunks.last().map(Chunk::end) else {
                return Ok(None);
            };
            let mut read = LogRead::default();
            for chunk in &chunks {
                if !read.take(chunk)? {
                    break;
                }
            }
            if !read.records.is_empty() {
                return Ok(Some(read));
            }
            next = end;
        }
    }

    /// Append the bytes of `ranges`, (position, length) sorted by position, to `out`.
    ///
    /// # Errors
    /// The disk failed, or a range is not within a segment in use: its records were freed.
    pub fn read_ranges(&self, ranges: &[(u64, u32)], out: &mut Vec<u8>) -> io::Result<()> {
        let mut open: Option<(u64, Arc<File>, u32)> = None;
        for &(at, len) in ranges {
            let (segment, offset) = (at >> 32, at & u64::from(u32::MAX));
            if open.as_ref().is_none_or(|(id, ..)| *id != segment) {
                open = Some(self.open_segment(segment)?);
            }
            let (_, file, end) = open.as_ref().ok_or_else(|| gone(at))?;
            if offset < SEGMENT_HEADER as u64 || offset + u64::from(len) > u64::from(*end) {
                return Err(gone(at));
            }
            read_onto(file, out, offset, len as usize)?;
        }
        Ok(())
    }

    fn open_segment(&self, id: u64) -> io::Result<(u64, Arc<File>, u32)> {
        let state = self.state();
        state.check_open()?;
        let found = state
            .segments
            .binary_search_by_key(&id, |segment| segment.header.id);
        let segment = found.ok().and_then(|row| state.segments.get(row));
        let segment = segment.ok_or_else(|| gone(position(id, 0)))?;
        // The clone keeps the file from being recycled while it is read.
        Ok((id, Arc::clone(&segment.file), segment.end()))
    }
}

fn gone(at: u64) -> io::Error {
    io::Error::new(
        io::ErrorKind::NotFound,
        format!("no record at position {at:#x} of the log"),
    )
}

fn damaged(sequence: u64) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("record {sequence} of the log is damaged"),
    )
}

fn choose(state: &State, first: u64, max_bytes: u64, last: u64) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut taken = 0_u64;
    let begin = state
        .segments
        .partition_point(|segment| segment.last() < first);
    for segment in state.segments.iter().skip(begin) {
        if chunks
            .last()
            .is_some_and(|chunk| chunk.end() != segment.header.first)
        {
            break; // records between are lost
        }
        let skipped =
            usize::try_from(first.saturating_sub(segment.header.first)).unwrap_or(usize::MAX);
        let from = segment.header.first + skipped as u64;
        let mut entries = Vec::new();
        for (entry, sequence) in segment.entries.iter().skip(skipped).zip(from..) {
            taken += u64::from(entry.len);
            let any = !entries.is_empty() || !chunks.is_empty();
            if sequence > last || (any && taken > max_bytes) {
                break;
            }
            entries.push(*entry);
        }
        let complete = entries.len() + skipped >= segment.entries.len();
        if !entries.is_empty() {
            let file = Arc::clone(&segment.file);
            chunks.push(Chunk {
                file,
                header: segment.header,
                first: from,
                entries,
            });
        }
        if !complete || taken > max_bytes {
            break;
        }
    }
    chunks
}

fn read_onto(file: &File, out: &mut Vec<u8>, offset: u64, len: usize) -> io::Result<()> {
    let start = out.len();
    if start == 0 && out.capacity() < len {
        give_back(std::mem::replace(out, take_filled(len)));
    } else {
        out.resize(start + len, 0);
    }
    let room = out.get_mut(start..).unwrap_or_default();
    let result = file.read_exact_at(room, offset);
    if result.is_err() {
        out.truncate(start);
    }
    result
}

impl LogRead {
    /// Read one chunk; false when it ends at a damaged record behind good ones. An error only where
    /// nothing good came before.
    fn take(&mut self, chunk: &Chunk) -> io::Result<bool> {
        let (Some(head), Some(tail)) = (chunk.entries.first(), chunk.entries.last()) else {
            return Ok(true);
        };
        let base = self.bytes.len();
        let len = (tail.end() - head.offset) as usize;
        let read = read_onto(&chunk.file, &mut self.bytes, u64::from(head.offset), len);
        if let Err(error) = read {
            return if self.records.is_empty() {
                Err(error)
            } else {
                Ok(false)
            };
        }
        for (entry, sequence) in chunk.entries.iter().zip(chunk.first..) {
            let start = base + (entry.offset - head.offset) as usize;
            match self.check(chunk, entry, sequence, start) {
                Some(record) => self.records.push(record),
                None if self.records.is_empty() => {}
                None => return Ok(false),
            }
        }
        Ok(true)
    }

    fn check(
        &self,
        chunk: &Chunk,
        entry: &Entry,
        sequence: u64,
        start: usize,
    ) -> Option<ReadRecord> {
        let end = start + (entry.end() - entry.offset) as usize;
        let body = open_record(self.bytes.get(start..end)?, &chunk.header, sequence)?;
        let (meta, payload) = split_body(body).ok()?;
        let offset = u64::from(entry.end()) - payload.len() as u64;
        Some(ReadRecord {
            sequence,
            spans: meta.counts.spans,
            position: position(chunk.header.id, offset),
            body: end - body.len()..end,
            payload: end - payload.len()..end,
        })
    }

    /// The records, in order; at least one.
    #[must_use]
    pub fn records(&self) -> &[ReadRecord] {
        &self.records
    }

    /// Sequence of the first record.
    #[must_use]
    pub fn first(&self) -> u64 {
        self.records.first().map_or(0, |record| record.sequence)
    }

    /// Sequence of the last record.
    #[must_use]
    pub fn last(&self) -> u64 {
        self.records.last().map_or(0, |record| record.sequence)
    }

    /// Bytes of the records, with their headers.
    #[must_use]
    pub fn num_bytes(&self) -> usize {
        self.bytes.len()
    }

    /// The payload of one record, empty where there is none.
    #[must_use]
    pub fn payload(&self, place: usize) -> &[u8] {
        let record = self.records.get(place);
        record
            .and_then(|record| self.bytes.get(record.payload.clone()))
            .unwrap_or_default()
    }

    /// The payload of each record.
    #[must_use]
    pub fn payloads(&self) -> Vec<&[u8]> {
        (0..self.records.len())
            .map(|place| self.payload(place))
            .collect()
    }

    /// All payloads end to end: messages of one type so are one message.
    #[must_use]
    pub fn joined(&self) -> Vec<u8> {
        let mut out = take_buffer(self.bytes.len());
        for payload in self.payloads() {
            out.extend_from_slice(payload);
        }
        out
    }

    /// (sequence, spans, what the appender gave) of each record.
    #[must_use]
    pub fn metas(&self) -> Vec<(u64, u32, &[u8])> {
        self.metas_of()
            .map(|(record, meta)| (record.sequence, record.spans, meta.user))
            .collect()
    }

    /// The decisions of each record, an empty set where there are none.
    ///
    /// # Errors
    /// `InvalidData` for a record whose decisions this version cannot read.
    pub fn decisions(&self) -> io::Result<Vec<DecisionSet>> {
        let read = |(record, meta): (&ReadRecord, Meta<'_>)| {
            meta.decisions().map_err(|_| damaged(record.sequence))
        };
        self.metas_of().map(read).collect()
    }

    fn metas_of(&self) -> impl Iterator<Item = (&ReadRecord, Meta<'_>)> {
        self.records.iter().filter_map(|record| {
            let body = self.bytes.get(record.body.clone())?;
            // Every record was split when it was read, so none is left out here.
            split_body(body).ok().map(|(meta, _)| (record, meta))
        })
    }
}
