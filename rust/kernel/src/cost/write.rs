//! Writes what was found onto the spans: one append a call.

use super::call::{Call, RULES, SOURCES, Source};
use super::field::Field;
use super::models::Models;
use super::read::{Columns, number};
use super::spec::Unit;
use super::tail::{Key, Tail};
use super::time::parse_ns;
use crate::batch::{Batch, BatchError};
use crate::cell::{Cell, tag};
use crate::edit::{ATTRIBUTE, Found, SpanWriter, pieces_without};
use crate::plan::Use;
use crate::values::key_at;
use crate::wire::Extent;

/// Fields whose text is written under the standard's name as it is.
const TEXTS: [Field; 7] = [
    Field::RequestModel,
    Field::ResponseModel,
    Field::ResponseId,
    Field::Conversation,
    Field::Agent,
    Field::Session,
    Field::User,
];

/// Attributes of Spanmill's own; `Field::Own` holds the same names.
const OWN: [&str; 11] = [
    "spanmill.cost.total",
    "spanmill.cost.counted",
    "spanmill.cost.parts",
    "spanmill.cost.source",
    "spanmill.cost.reason",
    "spanmill.cost.price_version",
    "spanmill.cost.computed",
    "spanmill.cost.saved",
    "spanmill.cost.estimated",
    "spanmill.usage.estimated",
    "spanmill.usage.convention",
];
/// Places in `OWN`.
const TOTAL: usize = 0;
const COUNTED: usize = 1;
const PARTS: usize = 2;
const SOURCE: usize = 3;
const REASON: usize = 4;
const VERSION: usize = 5;
const COMPUTED: usize = 6;
const SAVED: usize = 7;
const ESTIMATED: usize = 8;
const GUESS: usize = 9;
const CONVENTION: usize = 10;

/// Everything that is written to a batch.
pub(crate) struct Writer<'a> {
    columns: &'a Columns<'a>,
    models: &'a Models,
    own: Vec<Key<'a>>,
    /// The standard's name of each field; None where a field has none.
    standard: Vec<Option<Key<'a>>>,
    total: Vec<Key<'a>>,
    tail: Tail,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(columns: &'a Columns<'a>, models: &'a Models) -> Self {
        let (batch, tables) = (columns.batch, columns.tables);
        let key = |name: &String| Key::new(batch, name);
        Self {
            columns,
            models,
            own: OWN.iter().map(|name| Key::new(batch, name)).collect(),
            standard: tables
                .keys
                .iter()
                .map(|names| names.first().map(key))
                .collect(),
            total: tables.spec.total_keys.iter().map(key).collect(),
            tail: Tail::default(),
        }
    }

    /// The batch with the calls' attributes.
    pub(crate) fn write(
        mut self,
        calls: &[Call],
        versions: &[String],
    ) -> Result<Batch, BatchError> {
        let batch = self.columns.batch;
        let room: usize = calls
            .iter()
            .map(|call| batch.span(call.row).len() + 512)
            .sum();
        let mut writer = SpanWriter::new(batch, room)?;
        let mut columns = batch.columns.clone();
        let mut pieces = Vec::new();
        for call in calls.iter().filter(|call| call.is_shown()) {
            self.tail.bytes.clear();
            self.tail.set.clear();
            self.cost(call, versions);
            self.dialect(call);
            let old = batch.span(call.row);
            self.pieces(call, old, &mut pieces);
            let base = writer.write(call.row, old, &pieces, &self.tail.bytes)?;
            for (number, value, pair) in &self.tail.set {
                let found = Found {
                    value: *value,
                    pair: *pair,
                    base,
                    block: writer.block,
                };
                found.put(self.uses(*number), call.row, &mut columns);
            }
        }
        let written = writer.finish(batch);
        Ok(written.map_or_else(|| batch.clone(), |batch| Batch { columns, ..batch }))
    }

    /// Keys are numbered: own ones, then the total's, then the standard's of the fields.
    fn uses(&self, number: usize) -> &'a [Use] {
        let of_total = number.wrapping_sub(OWN.len());
        let of_field = of_total.wrapping_sub(self.total.len());
        let key = self.own.get(number).or_else(|| self.total.get(of_total));
        let field = || self.standard.get(of_field).and_then(Option::as_ref);
        key.or_else(field).map_or(&[], |key| key.uses)
    }

    fn cost(&mut self, call: &Call, versions: &[String]) {
        let own = &self.own;
        let key = |number: usize| (number, &own[number]);
        let tail = &mut self.tail;
        tail.text(key(SOURCE), SOURCES[call.source as usize].as_bytes());
        if call.is_priced() {
            tail.double(key(TOTAL), call.total);
            tail.double(key(COUNTED), call.counted);
        } else {
            let reason = self
                .columns
                .tables
                .spec
                .reasons
                .get(usize::from(call.reason));
            tail.text(key(REASON), reason.map_or(&[], |reason| reason.as_bytes()));
        }
        if !call.computed.is_nan() {
            match call.source {
                Source::Computed => tail.doubles(key(PARTS), &call.parts),
                Source::Reported if call.cache_hit => tail.double(key(SAVED), call.computed),
                Source::Reported => tail.double(key(COMPUTED), call.computed),
                _ => tail.double(key(ESTIMATED), call.computed),
            }
            let version = versions.get(usize::from(call.origin));
            tail.text(key(VERSION), version.map_or(&[], |text| text.as_bytes()));
        }
        if let Some(guess) = call.guess {
            #[expect(clippy::cast_precision_loss, reason = "capped far below 2^53")]
            tail.doubles(key(GUESS), &guess.map(|tokens| tokens as f64));
        }
        if let Some(rule) = call
            .usage
            .rule
            .and_then(|rule| RULES.get(usize::from(rule)))
        {
            tail.text(key(CONVENTION), rule.as_bytes());
        }
        if call.is_priced() {
            self.standard_total(call);
        }
    }

    /// The total under the standard's names, unless the span has it.
    fn standard_total(&mut self, call: &Call) {
        let given = self.columns.cell(Field::Reported, call.row);
        let spec = &self.columns.tables.spec;
        if !spec.write_total || (given.tag != tag::ABSENT && given.rank == 0) {
            return;
        }
        let first = OWN.len();
        for (place, key) in self.total.iter().enumerate() {
            let key = (first + place, key);
            match place {
                0 => self.tail.double(key, call.total),
                1 => self.tail.text(key, b"USD"),
                _ if call.source == Source::Reported => self.tail.text(key, b"provider"),
                _ => self.tail.text(key, b"local"),
            }
        }
    }

    /// The standard's names where the span has only another dialect's.
    fn dialect(&mut self, call: &Call) {
        if !self.columns.tables.spec.normalize {
            return;
        }
        if call.writes_counts() {
            self.counts(call);
        }
        let (columns, row) = (self.columns, call.row);
        for field in TEXTS {
            if self.lacks(field, row) {
                self.put_text(field, columns.text(field, row));
            }
        }
        if self.lacks(Field::Provider, row) {
            let entry = self.models.entries.get(call.model as usize);
            let known = entry.map_or(&[][..], |entry| entry.model.provider.as_bytes());
            let given = columns.text(Field::Provider, row);
            self.put_text(
                Field::Provider,
                if known.is_empty() { given } else { known },
            );
        }
        if self.lacks(Field::Operation, row) {
            let word = columns.text(Field::Operation, row);
            if let Some(operation) = columns.tables.operation(word, &mut Vec::new()) {
                self.put_text(Field::Operation, operation.standard.as_bytes());
            }
        }
        self.stream(row);
        self.first_chunk(row);
    }

    /// True where the field is there, but not under the standard's name.
    fn lacks(&self, field: Field, row: usize) -> bool {
        let cell = self.columns.cell(field, row);
        cell.tag != tag::ABSENT && cell.rank != 0
    }

    fn standard(&self, field: Field) -> Option<(usize, &Key<'a>)> {
        let place = field as usize;
        let key = self.standard.get(place)?.as_ref()?;
        Some((OWN.len() + self.total.len() + place, key))
    }

    fn put_text(&mut self, field: Field, text: &[u8]) {
        let mut tail = std::mem::take(&mut self.tail);
        if let (Some(key), false) = (self.standard(field), text.is_empty()) {
            tail.text(key, text);
        }
        self.tail = tail;
    }

    fn counts(&mut self, call: &Call) {
        let mut tail = std::mem::take(&mut self.tail);
        for (place, field) in Field::ALL.iter().enumerate().take(call.usage.counts.len()) {
            let given = self.columns.cell(*field, call.row);
            if *field == Field::CacheWriteHour {
                continue; // the standard has no name for it
            }
            let absent = given.tag == tag::ABSENT || given.rank != 0;
            let present = call.usage.present & (1 << place) != 0;
            let repaired = self.is_repaired(*field, call, given);
            if let (true, Some(key)) = ((absent && present) || repaired, self.standard(*field)) {
                tail.int(key, call.usage.counts[place]);
            }
        }
        self.tail = tail;
    }

    /// True where the span's own count says something else.
    fn is_repaired(&self, field: Field, call: &Call, given: &Cell) -> bool {
        let usage = &call.usage;
        let counted = matches!(field, Field::Input | Field::Output)
            && call.writes_counts()
            && self.columns.tables.spec.normalize;
        let count = usage.counts[field as usize];
        #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
        let differs = || (number(given) - count as f64).abs() > 0.5;
        counted && given.tag != tag::ABSENT && given.rank == 0 && differs()
    }

    fn stream(&mut self, row: usize) {
        if !self.lacks(Field::Stream, row) {
            return;
        }
        let cell = self.columns.cell(Field::Stream, row);
        let text = self.columns.text(Field::Stream, row);
        let value = match cell.tag {
            tag::BOOL => cell.payload != 0,
            _ if text.eq_ignore_ascii_case(b"true") => true,
            _ if text.eq_ignore_ascii_case(b"false") => false,
            _ => return,
        };
        let mut tail = std::mem::take(&mut self.tail);
        if let Some(key) = self.standard(Field::Stream) {
            tail.boolean(key, value);
        }
        self.tail = tail;
    }

    /// The time to the first chunk in seconds, whatever its unit was.
    fn first_chunk(&mut self, row: usize) {
        if !self.lacks(Field::FirstChunk, row) {
            return;
        }
        let columns = self.columns;
        let cell = columns.cell(Field::FirstChunk, row);
        let seconds = match columns.tables.spec.units.get(usize::from(cell.rank)) {
            Some(Unit::Seconds(unit)) => number(cell) * unit,
            Some(Unit::Timestamp) => {
                let end = parse_ns(columns.text(Field::FirstChunk, row));
                let start = columns.batch.starts().get(row).copied().unwrap_or(0);
                end.map_or(f64::NAN, |end| seconds_between(start, end))
            }
            None => return,
        };
        if !(0.0..86_400.0).contains(&seconds) {
            return;
        }
        let mut tail = std::mem::take(&mut self.tail);
        if let Some(key) = self.standard(Field::FirstChunk) {
            tail.double(key, seconds);
        }
        self.tail = tail;
    }

    /// The span as it was, without counts that are replaced.
    fn pieces(&self, call: &Call, old: &[u8], pieces: &mut Vec<Extent>) {
        let whole = Extent {
            start: 0,
            end: old.len(),
        };
        let replaced: Vec<&[u8]> = [Field::Input, Field::Output]
            .into_iter()
            .filter(|field| self.is_repaired(*field, call, self.columns.cell(*field, call.row)))
            .filter_map(|field| self.standard(field).map(|(_, key)| key.name.as_slice()))
            .collect();
        if replaced.is_empty() {
            pieces.clear();
            pieces.push(whole);
            return;
        }
        pieces_without(old, whole, pieces, |tag, at| {
            tag == ATTRIBUTE && replaced.contains(&key_at(old, at).of(old))
        });
    }
}

fn seconds_between(start_ns: u64, end_ns: u64) -> f64 {
    match end_ns.checked_sub(start_ns) {
        #[expect(clippy::cast_precision_loss, reason = "a duration of a call")]
        Some(nanos) => nanos as f64 * 1e-9,
        None => f64::NAN,
    }
}
