//! Maps, events and links as Arrow buffers, for columnar files. No Arrow library: buffers by name,
//! put together in Python.

use std::collections::{HashMap, HashSet};

use crate::batch::{Batch, BatchError};
use crate::columns::TextBuilder;
use crate::encoding::put_hex;
use crate::headers::{Headers, Level};
use crate::spelling::{Spelled, read_pair};
use crate::wire::Reader;

/// One buffer; the item type is fixed by its name.
#[derive(Debug)]
pub enum ArrowBuffer {
    /// Offsets.
    I32(Vec<i32>),
    /// Times.
    U64(Vec<u64>),
    /// Text or a validity bitmap.
    U8(Vec<u8>),
}

/// Arrow buffers by name, and the number of rows of what each name begins with.
#[derive(Debug, Default)]
pub struct ArrowParts {
    /// The buffers.
    pub buffers: HashMap<String, ArrowBuffer>,
    /// Rows: of spans, resources, events, links, and of the entries of each map.
    pub lengths: HashMap<String, usize>,
}

impl Batch {
    /// Build maps, events and links. `hidden` keys are in no map, `moved` keys in none of spans and
    /// resources.
    ///
    /// `resource_attributes` has a row a distinct resource. Of an attribute given twice the last
    /// counts.
    ///
    /// # Errors
    /// `TooLarge` where a column would exceed 2 GiB.
    pub fn to_arrow(
        &self,
        moved: &HashSet<String>,
        hidden: &HashSet<String>,
    ) -> Result<ArrowParts, BatchError> {
        let left_out = moved | hidden;
        let mut spans = SpanParts::default();
        for row in 0..self.num_spans() {
            spans.push(self.span(row), &left_out, hidden)?;
        }
        let resources = header_maps(self.resources(), Level::Resource, &left_out)?;
        let mut parts = ArrowParts::default();
        spans.attributes.finish("attributes", &mut parts);
        resources.finish("resource_attributes", &mut parts);
        spans.events.finish(&mut parts);
        spans.links.finish(&mut parts);
        Ok(parts)
    }
}

fn header_maps(
    headers: &Headers,
    level: Level,
    left_out: &HashSet<String>,
) -> Result<Maps, BatchError> {
    let mut maps = Maps::default();
    for header in headers.iter() {
        let messages = fields(header).filter(|(tag, _)| *tag == 0x0a);
        let inner = messages.flat_map(|(_, message)| fields(message));
        let pairs = inner.filter(|(tag, _)| *tag == level.attribute_tag());
        maps.push(pairs.map(|(_, pair)| pair), left_out)?;
    }
    Ok(maps)
}

/// Length-delimited fields of a message that was walked before.
fn fields(message: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
    let mut reader = Reader::whole(message);
    std::iter::from_fn(move || {
        while !reader.is_done() {
            let tag = reader.tag().ok()?;
            if tag & 7 == 2 {
                return Some((tag, reader.extent().ok()?.of(message)));
            }
            reader.skip(tag, 0).ok()?;
        }
        None
    })
}

/// The last `fixed64` of field 1, which is the time of an event.
fn time_of(event: &[u8]) -> u64 {
    let mut reader = Reader::whole(event);
    let mut time = 0;
    while !reader.is_done() {
        let read = match reader.tag() {
            Ok(0x09) => reader.fixed64().map(|value| time = value),
            Ok(tag) => reader.skip(tag, 0),
            Err(fault) => Err(fault),
        };
        if read.is_err() {
            break;
        }
    }
    time
}

fn last_text(message: &[u8], tag: u32) -> &[u8] {
    fields(message)
        .filter(|(other, _)| *other == tag)
        .last()
        .map_or(&[], |(_, text)| text)
}

/// Arrow map columns under construction: offsets, keys, values.
#[derive(Debug)]
struct Maps {
    offsets: Vec<i32>,
    keys: TextBuilder,
    values: TextBuilder,
}

impl Default for Maps {
    fn default() -> Self {
        Self {
            offsets: vec![0],
            keys: TextBuilder::default(),
            values: TextBuilder::default(),
        }
    }
}

/// Up to here, looking for a key twice is a search through the row; above, a set.
const FEW: usize = 32;

impl Maps {
    /// Append one row of `KeyValue` messages.
    fn push<'a>(
        &mut self,
        pairs: impl Iterator<Item = &'a [u8]>,
        left_out: &HashSet<String>,
    ) -> Result<(), BatchError> {
        let is_wanted = |key: &[u8]| {
            left_out.is_empty() || !std::str::from_utf8(key).is_ok_and(|key| left_out.contains(key))
        };
        let pairs: Vec<(&[u8], Spelled<'_>)> = pairs
            .map(read_pair)
            .filter(|(key, _)| is_wanted(key))
            .collect();
        for index in last_of_each(&pairs) {
            let (key, value) = &pairs[index];
            self.keys.push(Some(key))?;
            self.values.push_with(|out| value.put(out))?;
        }
        self.offsets
            .push(i32::try_from(self.keys.len()).map_err(|_| BatchError::TooLarge)?);
        Ok(())
    }

    fn finish(self, name: &str, parts: &mut ArrowParts) {
        parts
            .lengths
            .insert(name.to_owned(), self.offsets.len() - 1);
        parts
            .lengths
            .insert(format!("{name}.keys"), self.keys.len());
        parts
            .buffers
            .insert(format!("{name}.offsets"), ArrowBuffer::I32(self.offsets));
        put_text(&format!("{name}.keys"), self.keys, parts);
        put_text(&format!("{name}.values"), self.values, parts);
    }
}

/// Places of the last occurrence of each key, in order.
fn last_of_each(pairs: &[(&[u8], Spelled<'_>)]) -> Vec<usize> {
    if pairs.len() <= FEW {
        let is_last = |index: &usize| {
            let (key, _) = &pairs[*index];
            !pairs[index + 1..].iter().any(|(other, _)| other == key)
        };
        return (0..pairs.len()).filter(is_last).collect();
    }
    let mut seen = HashSet::new();
    let mut places: Vec<usize> = (0..pairs.len())
        .rev()
        .filter(|index| seen.insert(pairs[*index].0))
        .collect();
    places.reverse();
    places
}

fn put_text(name: &str, text: TextBuilder, parts: &mut ArrowParts) {
    let (offsets, data, validity) = text.finish();
    parts
        .buffers
        .insert(format!("{name}.offsets"), ArrowBuffer::I32(offsets));
    parts
        .buffers
        .insert(format!("{name}.data"), ArrowBuffer::U8(data));
    parts
        .buffers
        .insert(format!("{name}.validity"), ArrowBuffer::U8(validity));
}

#[derive(Debug)]
struct Events {
    offsets: Vec<i32>,
    times: Vec<u64>,
    names: TextBuilder,
    attributes: Maps,
}

impl Default for Events {
    fn default() -> Self {
        Self {
            offsets: vec![0],
            times: Vec::new(),
            names: TextBuilder::default(),
            attributes: Maps::default(),
        }
    }
}

impl Events {
    fn push(&mut self, event: &[u8], hidden: &HashSet<String>) -> Result<(), BatchError> {
        self.times.push(time_of(event));
        self.names.push(Some(last_text(event, 0x12)))?;
        let pairs = fields(event)
            .filter(|(tag, _)| *tag == 0x1a)
            .map(|(_, pair)| pair);
        self.attributes.push(pairs, hidden)
    }

    fn end_row(&mut self) -> Result<(), BatchError> {
        self.offsets
            .push(i32::try_from(self.times.len()).map_err(|_| BatchError::TooLarge)?);
        Ok(())
    }

    fn finish(self, parts: &mut ArrowParts) {
        parts.lengths.insert("events".to_owned(), self.times.len());
        parts
            .buffers
            .insert("events.offsets".to_owned(), ArrowBuffer::I32(self.offsets));
        parts.buffers.insert(
            "events.time_unix_nano".to_owned(),
            ArrowBuffer::U64(self.times),
        );
        put_text("events.name", self.names, parts);
        self.attributes.finish("events.attributes", parts);
    }
}

#[derive(Debug)]
struct Links {
    offsets: Vec<i32>,
    trace_ids: TextBuilder,
    span_ids: TextBuilder,
    attributes: Maps,
}

impl Default for Links {
    fn default() -> Self {
        Self {
            offsets: vec![0],
            trace_ids: TextBuilder::default(),
            span_ids: TextBuilder::default(),
            attributes: Maps::default(),
        }
    }
}

impl Links {
    fn push(&mut self, link: &[u8], hidden: &HashSet<String>) -> Result<(), BatchError> {
        let hex = |out: &mut Vec<u8>, tag: u32| {
            put_hex(out, last_text(link, tag));
            true
        };
        self.trace_ids.push_with(|out| hex(out, 0x0a))?;
        self.span_ids.push_with(|out| hex(out, 0x12))?;
        let pairs = fields(link)
            .filter(|(tag, _)| *tag == 0x22)
            .map(|(_, pair)| pair);
        self.attributes.push(pairs, hidden)
    }

    fn end_row(&mut self) -> Result<(), BatchError> {
        self.offsets
            .push(i32::try_from(self.trace_ids.len()).map_err(|_| BatchError::TooLarge)?);
        Ok(())
    }

    fn finish(self, parts: &mut ArrowParts) {
        parts
            .lengths
            .insert("links".to_owned(), self.trace_ids.len());
        parts
            .buffers
            .insert("links.offsets".to_owned(), ArrowBuffer::I32(self.offsets));
        put_text("links.trace_id", self.trace_ids, parts);
        put_text("links.span_id", self.span_ids, parts);
        self.attributes.finish("links.attributes", parts);
    }
}

/// Columns of spans.
#[derive(Debug, Default)]
struct SpanParts {
    attributes: Maps,
    events: Events,
    links: Links,
}

impl SpanParts {
    fn push(
        &mut self,
        span: &[u8],
        left_out: &HashSet<String>,
        hidden: &HashSet<String>,
    ) -> Result<(), BatchError> {
        let mut pairs = Vec::new();
        for (tag, field) in fields(span) {
            match tag {
                0x4a => pairs.push(field),
                0x5a => self.events.push(field, hidden)?,
                0x6a => self.links.push(field, hidden)?,
                _ => (),
            }
        }
        self.events.end_row()?;
        self.links.end_row()?;
        self.attributes.push(pairs.into_iter(), left_out)
    }
}
