//! Writes what was found onto the spans: one append a call.

use super::call::{Call, RULES, SOURCES, Source};
use super::field::Field;
use super::models::Models;
use super::read::{Columns, number};
use super::spec::{Unit, reason};
use super::tail::{OutKeys, Tail};
use super::time::parse_ns;
use crate::batch::{Batch, BatchError};
use crate::cell::{Cell, tag};
use crate::edit::{ATTRIBUTE, CellWriter, Found, SpanWriter, pieces_without};
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

/// Places among the keys of `Field::Own`.
const TOTAL: usize = 0;
const COUNTED: usize = 1;
const PARTS: usize = 2;
const SOURCE: usize = 3;
const REASON: usize = 4;
const VERSION: usize = 5;
const COMPUTED: usize = 6;
const SAVED: usize = 7;
const ESTIMATED: usize = 8;
const GUESS: [usize; 2] = [9, 10];
const CONVENTION: usize = 11;

/// Everything that is written to a batch.
pub(crate) struct Writer<'a> {
    columns: &'a Columns<'a>,
    models: &'a Models,
    keys: &'a OutKeys,
    uses: &'a [Vec<Use>],
    tail: Tail,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(columns: &'a Columns<'a>, models: &'a Models, uses: &'a [Vec<Use>]) -> Self {
        Self {
            columns,
            models,
            keys: &columns.tables.out,
            uses,
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
        let mut columns = CellWriter::new(batch);
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
                let uses = self.uses.get(*number).map_or(&[][..], Vec::as_slice);
                found.put(uses, call.row, &mut columns);
            }
        }
        Ok(columns.finish(writer))
    }

    fn cost(&mut self, call: &Call, versions: &[String]) {
        let keys = self.keys;
        let key = |place: usize| keys.own(place);
        let tail = &mut self.tail;
        tail.text(key(SOURCE), SOURCES[call.source as usize].as_bytes());
        if call.is_priced() {
            tail.double(key(TOTAL), call.total);
            tail.double(key(COUNTED), call.counted);
        }
        if call.reason != reason::NONE || !call.is_priced() {
            let reasons = &self.columns.tables.spec.reasons;
            let reason = reasons.get(usize::from(call.reason));
            tail.text(key(REASON), reason.map_or(&[], |reason| reason.as_bytes()));
        }
        if !call.computed.is_nan() {
            match call.source {
                Source::Computed => tail.doubles(key(PARTS), &call.parts),
                _ if call.cache_hit => tail.double(key(SAVED), call.computed),
                _ => tail.double(key(COMPUTED), call.computed),
            }
        }
        if !call.estimated.is_nan() {
            tail.double(key(ESTIMATED), call.estimated);
        }
        if !(call.computed.is_nan() && call.estimated.is_nan()) {
            let version = versions.get(usize::from(call.origin));
            tail.text(key(VERSION), version.map_or(&[], |text| text.as_bytes()));
        }
        if let Some(guess) = call.guess {
            let told = GUESS
                .into_iter()
                .zip(guess)
                .filter(|(_, tokens)| *tokens > 0);
            for (place, tokens) in told {
                tail.int(key(place), tokens);
            }
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
        for (place, key) in self.keys.total().enumerate() {
            match place {
                0 => self.tail.double(Some(key), call.total),
                1 => self.tail.text(Some(key), b"USD"),
                _ if call.source == Source::Reported => self.tail.text(Some(key), b"provider"),
                _ => self.tail.text(Some(key), b"local"),
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
        self.finish_reason(row);
        self.first_chunk(row);
    }

    /// True where the field is there, but not under the standard's name.
    fn lacks(&self, field: Field, row: usize) -> bool {
        let cell = self.columns.cell(field, row);
        cell.tag != tag::ABSENT && cell.rank != 0
    }

    fn put_text(&mut self, field: Field, text: &[u8]) {
        if !text.is_empty() {
            self.tail.text(self.keys.standard(field), text);
        }
    }

    fn counts(&mut self, call: &Call) {
        for (place, field) in Field::ALL.iter().enumerate().take(call.usage.counts.len()) {
            let given = self.columns.cell(*field, call.row);
            if *field == Field::CacheWriteHour {
                continue; // the standard has no name for it
            }
            let absent = given.tag == tag::ABSENT || given.rank != 0;
            let present = call.usage.present & (1 << place) != 0;
            let repaired = self.is_repaired(*field, call, given);
            if (absent && present) || repaired {
                let key = self.keys.standard(*field);
                self.tail.int(key, call.usage.counts[place]);
            }
        }
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
        self.tail.boolean(self.keys.standard(Field::Stream), value);
    }

    /// The standard has a list of reasons, of one for each choice.
    fn finish_reason(&mut self, row: usize) {
        let reason = self.columns.text(Field::FinishReasons, row);
        if self.lacks(Field::FinishReasons, row) && !reason.is_empty() {
            let key = self.keys.standard(Field::FinishReasons);
            self.tail.list_of(key, reason);
        }
    }

    /// The time to the first chunk in seconds, whatever its unit was.
    fn first_chunk(&mut self, row: usize) {
        if !self.lacks(Field::FirstChunk, row) {
            return;
        }
        let columns = self.columns;
        let cell = columns.cell(Field::FirstChunk, row);
        let seconds = match columns.tables.spec.units.get(usize::from(cell.rank)) {
            Some(Unit::Parts(a_second)) => number(cell) / a_second,
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
        self.tail
            .double(self.keys.standard(Field::FirstChunk), seconds);
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
            .filter_map(|field| {
                self.keys
                    .standard(field)
                    .map(|(_, key)| key.name.as_slice())
            })
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
