//! The file of a cursor: two slots that are written in turn, so that a torn write leaves the other
//! one.
//!
//! Only a new one is synced. The page cache survives the process; after a power loss an older slot
//! only repeats work.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;

use super::crc;

/// How many counters a cursor carries.
pub const COUNTERS: usize = 8;

const SLOT: usize = 96;
const SLOT_STEP: u64 = 128;

/// How far a consumer is done, with counters whose meaning is its own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mark {
    /// Everything up to and including this record is safe.
    pub sequence: u64,
    /// Counters, written together with the sequence.
    pub counters: [u64; COUNTERS],
}

/// An open cursor file.
#[derive(Debug)]
pub(crate) struct CursorFile {
    file: File,
    log_id: u32,
    generation: u64,
    pub mark: Mark,
}

impl CursorFile {
    /// Open the file, or make it at `start` where it does not exist or holds no good slot.
    pub fn open(path: &Path, log_id: u32, start: u64) -> io::Result<Self> {
        let file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        let newest = [0, SLOT_STEP]
            .into_iter()
            .filter_map(|offset| read_slot(&file, offset, log_id))
            .max_by_key(|(generation, _)| *generation);
        if let Some((generation, mark)) = newest {
            return Ok(Self {
                file,
                log_id,
                generation,
                mark,
            });
        }
        let mark = Mark {
            sequence: start,
            ..Mark::default()
        };
        let mut cursor = Self {
            file,
            log_id,
            generation: 0,
            mark,
        };
        cursor.store(mark)?;
        // A later start must not take it for a new one, which would begin further on.
        cursor.sync()?;
        if let Some(folder) = path.parent() {
            File::open(folder)?.sync_all()?;
        }
        Ok(cursor)
    }

    /// Write `mark` into the slot that does not hold the present one.
    pub fn store(&mut self, mark: Mark) -> io::Result<()> {
        let generation = self.generation + 1;
        let slot = encode_slot(generation, &mark, self.log_id);
        self.file
            .write_all_at(&slot, SLOT_STEP * (generation % 2))?;
        self.generation = generation;
        self.mark = mark;
        Ok(())
    }

    pub fn sync(&self) -> io::Result<()> {
        self.file.sync_data()
    }
}

fn encode_slot(generation: u64, mark: &Mark, log_id: u32) -> [u8; SLOT] {
    let mut raw = [0; SLOT];
    let words = [generation, mark.sequence].into_iter().chain(mark.counters);
    for (slot, word) in raw.as_chunks_mut::<8>().0.iter_mut().zip(words) {
        *slot = word.to_le_bytes();
    }
    let crc = slot_crc(&raw[..SLOT - 4], log_id);
    raw[SLOT - 4..].copy_from_slice(&crc.to_le_bytes());
    raw
}

fn read_slot(file: &File, offset: u64, log_id: u32) -> Option<(u64, Mark)> {
    let mut raw = [0; SLOT];
    // A slot that cannot be read is as good as a torn one: the other one counts.
    file.read_exact_at(&mut raw, offset).ok()?;
    let (head, crc) = raw.split_last_chunk::<4>()?;
    if u32::from_le_bytes(*crc) != slot_crc(head, log_id) {
        return None;
    }
    let mut words = head
        .as_chunks::<8>()
        .0
        .iter()
        .map(|word| u64::from_le_bytes(*word));
    let (generation, sequence) = (words.next()?, words.next()?);
    let mut counters = [0; COUNTERS];
    counters
        .iter_mut()
        .zip(words)
        .for_each(|(counter, word)| *counter = word);
    Some((generation, Mark { sequence, counters }))
}

fn slot_crc(head: &[u8], log_id: u32) -> u32 {
    crc::append(0, &[&log_id.to_le_bytes(), head])
}

/// File name of a cursor: everything but letters, digits, `-` and `_` is percent-encoded, so a name
/// cannot be a path.
pub(crate) fn file_name(name: &str) -> String {
    name.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => char::from(byte).to_string(),
            _ => format!("%{byte:02x}"),
        })
        .collect()
}

/// The name that [`file_name`] made this of; None for a foreign file.
pub(crate) fn cursor_name(file_name: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut parts = file_name.split('%');
    bytes.extend_from_slice(parts.next()?.as_bytes());
    for part in parts {
        let (hex, rest) = part.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(hex, 16).ok()?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).ok()
}
