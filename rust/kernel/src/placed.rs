//! Where the spans of a batch lie in a log.

use std::io;

use crate::batch::Batch;
use crate::frame::Place;
use crate::log::{Appended, Log, LogRead, ReadRecord};
use crate::wire::{Extent, Fault, Reader};

/// Where the field of one span lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpanPlace {
    /// Position in the log.
    pub position: u64,
    /// Bytes of tag, length and message.
    pub len: u32,
}

/// Where a record and the spans in it lie, by row of the batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Sequence of the record.
    pub sequence: u64,
    /// Position of its payload.
    pub position: u64,
    /// Bytes that it takes on disk.
    pub num_bytes: u64,
    /// Places by row; none where the record was moved here and not made of a batch.
    pub places: Vec<SpanPlace>,
}

const RESOURCE_SPANS: u32 = 1 << 3 | 2;
const SCOPE_SPANS: u32 = 2 << 3 | 2;
const SPANS: u32 = 2 << 3 | 2;

impl Placed {
    /// Make one of a record alone.
    #[must_use]
    pub fn whole(record: &Appended) -> Self {
        Self {
            sequence: record.sequence,
            position: record.position,
            num_bytes: record.num_bytes,
            places: Vec::new(),
        }
    }

    /// Rows in the order in which they lie in the log: neighbours there make one run.
    pub(crate) fn file_order(&self) -> Vec<u32> {
        let count = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        let mut order: Vec<u32> = (0..count).collect();
        if !self.places.is_sorted_by_key(|place| place.position) {
            let position = |&row: &u32| self.places.get(row as usize).map(|place| place.position);
            order.sort_unstable_by_key(position);
        }
        order
    }
}

/// Beside its spans a record has their headers, notes and frames, which are taken for no more than
/// this and a sixteenth of the spans.
const MOST_BESIDE: u64 = 16 << 10;
/// No record is larger.
const MOST_BYTES: u64 = 1 << 30;

impl Log {
    /// Whether the next append would take `batch`, as far as its size is known before it is framed.
    #[must_use]
    pub fn has_room(&self, batch: &Batch) -> bool {
        let room = self.room();
        let num_bytes = || batch.size_bytes() / 16 * 17 + MOST_BESIDE;
        room > MOST_BYTES || (room > 0 && num_bytes() <= room)
    }

    /// Frame a batch and append it as one record.
    ///
    /// # Errors
    /// As [`Log::append`].
    pub fn append_batch(&self, batch: &Batch, user: &[u8]) -> io::Result<Placed> {
        let mut places: Vec<Place> = Vec::new();
        let spans = u32::try_from(batch.num_spans()).unwrap_or(u32::MAX);
        let appended = self.append(spans, user, None, |out| batch.frame(out, &mut places))?;
        let position = |place: &Place| SpanPlace {
            position: appended.position + u64::from(place.off),
            len: place.len,
        };
        let places = places.iter().map(position).collect();
        Ok(Placed {
            places,
            ..Placed::whole(&appended)
        })
    }
}

impl LogRead {
    /// Where the spans of each record lie, in the order of the batch that its payload parses into.
    ///
    /// # Errors
    /// `InvalidData` for a payload that is no request.
    pub fn placed(&self) -> io::Result<Vec<Placed>> {
        let records = self.records().iter().zip(self.payloads());
        records
            .map(|(record, payload)| Placed::of(record, payload))
            .collect()
    }
}

impl Placed {
    fn of(record: &ReadRecord, payload: &[u8]) -> io::Result<Self> {
        let mut placed = Self {
            sequence: record.sequence,
            position: record.position,
            places: Vec::with_capacity(record.spans as usize),
            num_bytes: record.num_bytes(),
        };
        placed.walk(record, payload).map_err(|fault| {
            let message = format!("record {}: {}", record.sequence, fault.slug());
            io::Error::new(io::ErrorKind::InvalidData, message)
        })?;
        Ok(placed)
    }

    fn walk(&mut self, record: &ReadRecord, payload: &[u8]) -> Result<(), Fault> {
        let whole = Extent {
            start: 0,
            end: payload.len(),
        };
        each_field(payload, whole, RESOURCE_SPANS, &mut |_, resource| {
            each_field(payload, resource, SCOPE_SPANS, &mut |_, scope| {
                each_field(payload, scope, SPANS, &mut |start, span| {
                    let len = u32::try_from(span.end - start).map_err(|_| Fault::TooLarge)?;
                    let position = record.position + start as u64;
                    self.places.push(SpanPlace { position, len });
                    Ok(())
                })
            })
        })
    }
}

type Visit<'a> = dyn FnMut(usize, Extent) -> Result<(), Fault> + 'a;

/// Call `visit` with the start of each field that `wanted` tags and the extent of its message.
fn each_field(
    payload: &[u8],
    message: Extent,
    wanted: u32,
    visit: &mut Visit<'_>,
) -> Result<(), Fault> {
    let mut reader = Reader::new(payload, message);
    while !reader.is_done() {
        let start = reader.pos();
        match reader.tag()? {
            tag if tag == wanted => visit(start, reader.extent()?)?,
            tag => reader.skip(tag, 0)?,
        }
    }
    Ok(())
}
