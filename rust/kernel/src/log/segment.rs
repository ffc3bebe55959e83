//! One segment file: its header, its records, and the scan that rebuilds the index.
//!
//! A recycled file still holds the records of its former life. Three things keep them dead: the
//! checksum of a record is seeded with the log's id and the segment's id, sequences must go up by
//! one, and a scan ends where the next segment begins.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::PathBuf;
use std::sync::Arc;

use super::crc;
use super::gathered::Gathered;
use crate::frame::Out;
use crate::record::{COUNTS_BYTES, Counts, peek_counts};

pub(crate) const SEGMENT_HEADER: usize = 64;
pub(crate) const RECORD_HEADER: usize = 16;
/// No body is larger: positions inside a segment are 32 bits.
pub(crate) const MAX_BODY: usize = 1 << 30;

const MAGIC: [u8; 8] = *b"SPANLOG1";

/// The first bytes of a segment file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SegmentHeader {
    pub log_id: u32,
    pub id: u64,
    /// Sequence of the first record.
    pub first: u64,
    /// Spans in all records before.
    pub total: u64,
}

impl SegmentHeader {
    pub fn encode(&self) -> [u8; SEGMENT_HEADER] {
        let mut raw = [0; SEGMENT_HEADER];
        raw[..8].copy_from_slice(&MAGIC);
        raw[8..12].copy_from_slice(&self.log_id.to_le_bytes());
        raw[16..24].copy_from_slice(&self.id.to_le_bytes());
        raw[24..32].copy_from_slice(&self.first.to_le_bytes());
        raw[32..40].copy_from_slice(&self.total.to_le_bytes());
        let crc = crc::append(0, &[&raw[..60]]);
        raw[60..].copy_from_slice(&crc.to_le_bytes());
        raw
    }

    pub fn decode(raw: &[u8; SEGMENT_HEADER]) -> Option<Self> {
        let (head, crc) = raw.split_last_chunk::<4>()?;
        if head[..8] != MAGIC || u32::from_le_bytes(*crc) != crc::append(0, &[head]) {
            return None;
        }
        Some(Self {
            log_id: u32::from_le_bytes(*head[8..].first_chunk()?),
            id: u64::from_le_bytes(*head[16..].first_chunk()?),
            first: u64::from_le_bytes(*head[24..].first_chunk()?),
            total: u64::from_le_bytes(*head[32..].first_chunk()?),
        })
    }

    fn seed(&self) -> u32 {
        crc::append(0, &[&self.log_id.to_le_bytes(), &self.id.to_le_bytes()])
    }
}

/// Fill the first [`RECORD_HEADER`] bytes of `record`, whose body follows them.
pub(crate) fn seal_record(record: &mut Gathered<'_>, segment: &SegmentHeader, sequence: u64) {
    let len = u32::try_from(record.num_bytes() - RECORD_HEADER).unwrap_or(u32::MAX);
    let mut pieces = record.pieces();
    if let Some(first) = pieces.first_mut() {
        *first = first.get(RECORD_HEADER..).unwrap_or_default();
    }
    let crc = record_crc(segment, len, sequence, &pieces);
    if let Some(header) = record.own().first_chunk_mut::<RECORD_HEADER>() {
        header[..4].copy_from_slice(&len.to_le_bytes());
        header[4..8].copy_from_slice(&crc.to_le_bytes());
        header[8..].copy_from_slice(&sequence.to_le_bytes());
    }
}

fn record_crc(segment: &SegmentHeader, len: u32, sequence: u64, body: &[&[u8]]) -> u32 {
    let head = [&len.to_le_bytes()[..], &sequence.to_le_bytes()];
    crc::append(crc::append(segment.seed(), &head), body)
}

/// Return the body of a whole record if it is the one expected there.
pub(crate) fn open_record<'a>(
    record: &'a [u8],
    segment: &SegmentHeader,
    sequence: u64,
) -> Option<&'a [u8]> {
    let (header, body) = record.split_first_chunk::<RECORD_HEADER>()?;
    let (len, crc, found) = split_record_header(header)?;
    let good = usize::try_from(len).ok()? == body.len()
        && found == sequence
        && crc == record_crc(segment, len, sequence, &[body]);
    good.then_some(body)
}

fn split_record_header(header: &[u8; RECORD_HEADER]) -> Option<(u32, u32, u64)> {
    Some((
        u32::from_le_bytes(*header.first_chunk()?),
        u32::from_le_bytes(*header[4..].first_chunk()?),
        u64::from_le_bytes(*header[8..].first_chunk()?),
    ))
}

/// Where a record lies in its segment; its sequence follows from its place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Offset of the record's header.
    pub offset: u32,
    /// Length of the body.
    pub len: u32,
    /// Spans up to and with this record, since the log began.
    pub total: u64,
}

impl Entry {
    pub fn end(&self) -> u32 {
        self.offset + u32::try_from(RECORD_HEADER).unwrap_or(0) + self.len
    }
}

/// A segment that is in use.
#[derive(Debug)]
pub(crate) struct Segment {
    pub header: SegmentHeader,
    pub path: PathBuf,
    pub file: Arc<File>,
    pub entries: Vec<Entry>,
    /// Length of the file; a segment that is no longer written to takes at least this much.
    pub file_bytes: u64,
    /// A write or a sync failed: it is read, but never written, synced or recycled.
    pub fenced: bool,
}

impl Segment {
    /// Sequence of the last record; one below the first where there is none.
    pub fn last(&self) -> u64 {
        self.header.first + self.entries.len() as u64 - 1
    }

    /// Offset behind the last record.
    pub fn end(&self) -> u32 {
        let header = u32::try_from(SEGMENT_HEADER).unwrap_or(0);
        self.entries.last().map_or(header, Entry::end)
    }

    /// Ask what its file takes. One that cannot be asked counts with what the log wrote to it.
    pub fn measure(&mut self) {
        let length = self.file.metadata().map_or(0, |metadata| metadata.len());
        self.file_bytes = length.max(u64::from(self.end()));
    }

    /// Bytes of the records after `sequence`.
    pub fn bytes_after(&self, sequence: u64) -> u64 {
        let before = (sequence + 1).saturating_sub(self.header.first);
        let next = usize::try_from(before)
            .ok()
            .and_then(|row| self.entries.get(row));
        next.map_or(0, |entry| u64::from(self.end() - entry.offset))
    }

    /// The newest record that more than `bytes` come after in this segment; one below the first
    /// where there is none.
    pub fn last_before(&self, bytes: u64) -> u64 {
        let end = self.end();
        let is_before = |entry: &Entry| u64::from(end - entry.end()) > bytes;
        self.header.first + self.entries.partition_point(is_before) as u64 - 1
    }

    /// Spans up to and with record `sequence`, clamped to this segment.
    pub fn total_at(&self, sequence: u64) -> u64 {
        let rows = (sequence + 1).saturating_sub(self.header.first);
        let row = usize::try_from(rows)
            .unwrap_or(usize::MAX)
            .min(self.entries.len());
        row.checked_sub(1)
            .and_then(|row| self.entries.get(row))
            .map_or(self.header.total, |e| e.total)
    }
}

/// Read the header of a segment file; None where there is no valid one.
pub(crate) fn read_header(file: &File) -> io::Result<Option<SegmentHeader>> {
    let mut raw = [0; SEGMENT_HEADER];
    Ok(if read_whole(file, &mut raw, 0)? {
        SegmentHeader::decode(&raw)
    } else {
        None
    })
}

/// Rebuild the index of a segment up to the last good record before `bound`.
///
/// What is not good behind it is a torn tail. What is not good before it is damage: it stays in the
/// index as long as its header says where the next record is, and a read passes over it. Without
/// `verify` only the records' headers are read: enough after a clean stop, which promises that all
/// is well.
pub(crate) fn scan(
    file: &File,
    header: &SegmentHeader,
    bound: u64,
    verify: bool,
) -> io::Result<Vec<Entry>> {
    let file_bytes = file.metadata()?.len();
    let mut entries = Vec::new();
    let mut body = Vec::new();
    let mut offset = SEGMENT_HEADER as u64;
    let mut good = 0;
    for sequence in header.first..bound {
        let Some((entry, counts)) = scan_one(file, offset, sequence, file_bytes)? else {
            break;
        };
        offset = u64::from(entry.end());
        if !verify || verify_one(file, header, &entry, sequence, &mut body)? {
            // A damaged record cannot be asked what it held; the next good one tells.
            let before = counts.total.saturating_sub(u64::from(counts.spans));
            let damaged = entries.iter_mut().skip(good);
            damaged.for_each(|entry: &mut Entry| entry.total = before);
            good = entries.len() + 1;
        }
        entries.push(entry);
    }
    entries.truncate(good);
    Ok(entries)
}

fn scan_one(
    file: &File,
    offset: u64,
    sequence: u64,
    file_bytes: u64,
) -> io::Result<Option<(Entry, Counts)>> {
    let mut raw = [0; RECORD_HEADER + COUNTS_BYTES];
    if !read_whole(file, &mut raw, offset)? {
        return Ok(None);
    }
    Ok(parse_head(&raw, offset, sequence, file_bytes))
}

fn parse_head(
    raw: &[u8; RECORD_HEADER + COUNTS_BYTES],
    offset: u64,
    sequence: u64,
    file_bytes: u64,
) -> Option<(Entry, Counts)> {
    let (len, _, found) = split_record_header(raw.first_chunk()?)?;
    let end = offset + RECORD_HEADER as u64 + u64::from(len);
    if found != sequence || usize::try_from(len).ok()? > MAX_BODY || end > file_bytes {
        return None;
    }
    let counts = peek_counts(raw.last_chunk()?).ok()?;
    let offset = u32::try_from(offset).ok()?;
    u32::try_from(end).ok()?;
    Some((
        Entry {
            offset,
            len,
            total: counts.total,
        },
        counts,
    ))
}

fn verify_one(
    file: &File,
    header: &SegmentHeader,
    entry: &Entry,
    sequence: u64,
    record: &mut Vec<u8>,
) -> io::Result<bool> {
    record.resize((entry.end() - entry.offset) as usize, 0);
    let whole = read_whole(file, record, u64::from(entry.offset))?;
    Ok(whole && open_record(record, header, sequence).is_some())
}

/// Fill `out` from `offset`; false when the file ends before.
fn read_whole(file: &File, out: &mut [u8], offset: u64) -> io::Result<bool> {
    match file.read_exact_at(out, offset) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}
