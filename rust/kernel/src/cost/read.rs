//! Reads model calls out of planned columns, and puts their counts right.
#![deny(clippy::indexing_slicing)]

use std::cell::OnceCell;

use super::call::{Call, Source, Usage};
use super::field::{COUNTS, FIELDS, Field};
use super::json::{self, Found};
use super::spec::{Class, JsonSource, Reported, Tables};
use crate::batch::Batch;
use crate::cell::{Cell, tag};
use crate::hash::hash_bytes;
use crate::scope_text::ScopeField;

/// More than any call has; beyond it a count is junk.
const MAX_TOKENS: u32 = 1_000_000_000;

/// More than any call costs, in US dollars; beyond it a reported cost is junk.
const MAX_REPORTED: f64 = 1e6;

/// The columns of one batch, in order of fields; one that no row has is empty.
pub(crate) struct Columns<'a> {
    pub(crate) batch: &'a Batch,
    pub(crate) tables: &'a Tables,
    pub(crate) cells: [&'a [Cell]; FIELDS],
    /// Columns of JSON texts that some scope of the batch may write.
    json: Vec<(&'a [Cell], &'a JsonSource)>,
    scopes: OnceCell<Vec<Option<&'a [u8]>>>,
}

/// A number of tokens, or why it is none.
#[derive(Clone, Copy, PartialEq)]
enum Count {
    Absent,
    Junk,
    Tokens(i64),
}

/// What the JSON of a span says: counts, total and reported cost; NaN where nothing.
struct Extra {
    values: [f64; FIELDS],
    response: Option<u64>,
    tier: Option<Box<[u8]>>,
    disjoint: bool,
}

const ABSENT: Cell = Cell {
    payload: 0,
    orig_len: 0,
    block: 0,
    tag: tag::ABSENT,
    rank: u8::MAX,
};

impl<'a> Columns<'a> {
    pub(crate) fn new(
        batch: &'a Batch,
        tables: &'a Tables,
        cells: &[&'a [Cell]; FIELDS],
        json: &[&'a [Cell]],
    ) -> Self {
        let mut columns = Self {
            batch,
            tables,
            cells: *cells,
            json: Vec::new(),
            scopes: OnceCell::new(),
        };
        let sources = json.iter().copied().zip(&tables.spec.json);
        let json = sources.filter(|(cells, source)| {
            if cells.is_empty() {
                return false;
            }
            let mut names = columns.scopes().iter().copied();
            source.scopes.is_empty() || names.any(|name| writes(source, name.unwrap_or_default()))
        });
        columns.json = json.collect();
        columns
    }

    #[inline]
    pub(crate) fn cell(&self, field: Field, row: usize) -> &'a Cell {
        let cells = self.cells.get(field as usize);
        cells.and_then(|cells| cells.get(row)).unwrap_or(&ABSENT)
    }

    /// Text of a field, without the quotes that a sender put around it; empty where there is none.
    #[inline]
    pub(crate) fn text(&self, field: Field, row: usize) -> &'a [u8] {
        match self.cell(field, row).text(&self.batch.blocks) {
            Some([b'"', inner @ .., b'"']) => inner,
            Some(text) => text,
            None => &[],
        }
    }

    /// The model call of a row; None where there is none.
    #[inline]
    pub(crate) fn call(&self, row: usize, scratch: &mut Vec<u8>) -> Option<Call> {
        let is_there = |field: Field| self.cell(field, row).tag != tag::ABSENT;
        let model = is_there(Field::RequestModel) || is_there(Field::ResponseModel);
        let usage = is_there(Field::Input) || is_there(Field::Output);
        let json = self.sources(row).next().is_some();
        if !(model || usage || json) {
            return None;
        }
        self.read(row, model, json, scratch)
    }

    fn read(&self, row: usize, model: bool, json: bool, scratch: &mut Vec<u8>) -> Option<Call> {
        let word = self.text(Field::Operation, row);
        let operation = self.tables.operation(word, scratch);
        let class = operation.map_or(Class::Call, |operation| operation.class);
        if class == Class::None {
            return None;
        }
        let extra = json.then(|| self.extra(row));
        let usage = self.usage(row, extra.as_ref());
        let reported = self.reported(row, extra.as_ref());
        let response = hash_id(self.text(Field::ResponseId, row));
        let says = usage.known || usage.junk || !reported.is_nan();
        if !says && (class == Class::Sum || !model) {
            return None;
        }
        Some(Call {
            row,
            class,
            usage,
            reported,
            cache_hit: class == Class::Call && self.is_true(Field::CacheHit, row),
            response: response.or_else(|| extra.as_ref().and_then(|extra| extra.response)),
            tier: extra.and_then(|extra| extra.tier),
            model: 0,
            reason: 0,
            source: Source::Unpriced,
            computed: f64::NAN,
            parts: [0.0; 4],
            origin: 0,
            cut: false,
            guess: None,
            estimated: f64::NAN,
            total: f64::NAN,
            counted: 0.0,
        })
    }

    /// The JSON texts of a row, each with its source.
    #[inline]
    fn sources(&self, row: usize) -> impl Iterator<Item = (&'a [u8], &'a JsonSource)> {
        self.json.iter().filter_map(move |(cells, source)| {
            let cell = cells.get(row).filter(|cell| cell.tag == tag::TEXT)?;
            let reads = source.scopes.is_empty() || writes(source, self.scope(row));
            let text = reads.then(|| cell.text(&self.batch.blocks)).flatten();
            text.map(|text| (text, *source))
        })
    }

    fn scopes(&self) -> &[Option<&'a [u8]>] {
        self.scopes
            .get_or_init(|| self.batch.scope_values(ScopeField::Name))
    }

    /// The name of the instrumentation; empty where it has none.
    pub(crate) fn scope(&self, row: usize) -> &'a [u8] {
        let scope = self.batch.scope_of.get(row);
        let name = scope.and_then(|scope| self.scopes().get(*scope as usize));
        name.copied().flatten().unwrap_or_default()
    }

    fn extra(&self, row: usize) -> Extra {
        let mut extra = Extra {
            values: [f64::NAN; FIELDS],
            response: None,
            tier: None,
            disjoint: false,
        };
        for (text, source) in self.sources(row) {
            json::members(text, source, |field, found| match found {
                Found::Number(number) => {
                    if let Some(value) = extra.values.get_mut(field as usize)
                        && value.is_nan()
                    {
                        *value = number;
                        extra.disjoint |= source.disjoint && field == Field::Input;
                    }
                }
                Found::Text(text) if field == Field::ResponseId => extra.response = hash_id(text),
                Found::Text(text) if field == Field::Tier => extra.tier = Some(text.into()),
                Found::Text(_) => (),
            });
        }
        extra
    }

    /// Counts as the span has them, and whether its dialect's counts do not overlap.
    fn counts(&self, row: usize, extra: Option<&Extra>, usage: &mut Usage) -> bool {
        let mut disjoint = self.is_disjoint(row);
        for (place, (field, slot)) in Field::ALL.iter().zip(&mut usage.counts).enumerate() {
            let mut count = count(self.cell(*field, row));
            if let (Count::Absent, Some(extra)) = (count, extra) {
                count = tokens(*extra.values.get(place).unwrap_or(&f64::NAN), Count::Absent);
                disjoint |= extra.disjoint && *field == Field::Input && count != Count::Absent;
            }
            match count {
                Count::Tokens(tokens) => {
                    *slot = tokens;
                    usage.present |= 1 << place;
                }
                Count::Junk => usage.junk |= place < Field::InputAudio as usize,
                Count::Absent => (),
            }
        }
        disjoint
    }

    fn is_disjoint(&self, row: usize) -> bool {
        let rank = usize::from(self.cell(Field::Input, row).rank);
        self.tables
            .spec
            .disjoint
            .get(rank)
            .copied()
            .unwrap_or(false)
    }

    #[inline]
    fn usage(&self, row: usize, extra: Option<&Extra>) -> Usage {
        let mut usage = Usage::default();
        let disjoint = self.counts(row, extra, &mut usage);
        let total = self.total(row, extra);
        let [mut input, mut output, read, mut write, hour, reasoning, ..] = usage.counts;
        if usage.present & (1 << Field::CacheWrite as usize) == 0 {
            write = hour;
        }
        let (given, said, cached) = (input, output, read + write);
        if cached > 0 {
            let (rule, exclusive) = self.rule(row, disjoint, [given, said, cached], total);
            usage.rule = Some(rule * 2 + u8::from(exclusive));
            usage.repaired = exclusive;
            input += if exclusive { cached } else { 0 };
        }
        // Thoughts beside the output and not in it are a habit of one interface.
        let outside = reasoning > said && total.is_none_or(|t| t == given + said + reasoning);
        if reasoning > 0 && (disjoint || outside) {
            output += reasoning;
        }
        usage.known = input > 0 || output > 0;
        usage.junk |= read + write > input || hour > write || reasoning > output;
        usage.junk |= total.is_some_and(|total| total < given.max(said));
        let [a, b, _, c, ..] = &mut usage.counts;
        (*a, *b, *c) = (input, output, write);
        usage
    }

    /// A total that says something.
    fn total(&self, row: usize, extra: Option<&Extra>) -> Option<i64> {
        let mut total = count(self.cell(Field::Total, row));
        if let (Count::Absent, Some(extra)) = (total, extra) {
            total = tokens(
                *extra.values.get(COUNTS).unwrap_or(&f64::NAN),
                Count::Absent,
            );
        }
        match total {
            Count::Tokens(total) if total > 0 => Some(total),
            _ => None,
        }
    }

    /// Whether input leaves cached tokens out, and how that is known: by configuration, by
    /// instrumentation, by dialect, by the total, because it cannot be otherwise, by default.
    fn rule(&self, row: usize, disjoint: bool, sums: [i64; 3], total: Option<i64>) -> (u8, bool) {
        let [input, output, cached] = sums;
        if let Some(exclusive) = self.tables.spec.exclusive {
            return (1, exclusive);
        }
        if let Some(exclusive) = self.habit(row) {
            return (2, exclusive);
        }
        if disjoint {
            return (3, true);
        }
        match total {
            Some(total) if total == input + output + cached => return (4, true),
            Some(total) if total == input + output => return (4, false),
            _ => (),
        }
        if input < cached {
            (5, true)
        } else {
            (0, false)
        }
    }

    /// What is known of the instrumentation.
    fn habit(&self, row: usize) -> Option<bool> {
        let name = self.scope(row);
        let names = [Field::Provider, Field::ResponseModel, Field::RequestModel]
            .map(|field| self.text(field, row));
        let rules = self.tables.spec.scopes.iter();
        let mut rules = rules.filter(|rule| name.starts_with(rule.scope.as_bytes()));
        let fits = |vendors: &[String]| {
            vendors.is_empty()
                || vendors
                    .iter()
                    .any(|vendor| names.iter().any(|name| contains(name, vendor.as_bytes())))
        };
        rules
            .find(|rule| fits(&rule.vendors))
            .map(|rule| rule.exclusive)
    }

    fn reported(&self, row: usize, extra: Option<&Extra>) -> f64 {
        if self.tables.spec.reported == Reported::Ignore {
            return f64::NAN;
        }
        let mut cost = number(self.cell(Field::Reported, row));
        if let (true, Some(extra)) = (cost.is_nan(), extra) {
            cost = *extra
                .values
                .get(Field::Reported as usize)
                .unwrap_or(&f64::NAN);
        }
        // 0 is what gateways say of models that they do not know.
        if cost > 0.0 && cost <= MAX_REPORTED {
            cost
        } else {
            f64::NAN
        }
    }

    /// A boolean, or a text that says so; False where there is none.
    pub(crate) fn is_true(&self, field: Field, row: usize) -> bool {
        let cell = self.cell(field, row);
        match cell.tag {
            tag::ABSENT => false,
            tag::BOOL => cell.payload != 0,
            _ => self.text(field, row).eq_ignore_ascii_case(b"true"),
        }
    }
}

/// True where a scope of this name is one of the source's.
fn writes(source: &JsonSource, scope: &[u8]) -> bool {
    let mut starts = source.scopes.iter();
    starts.any(|start| scope.starts_with(start.as_bytes()))
}

/// Hash of the id of an answer.
#[inline]
fn hash_id(id: &[u8]) -> Option<u64> {
    (!id.is_empty()).then(|| hash_bytes(id))
}

pub(crate) fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len().max(1))
        .any(|window| window.eq_ignore_ascii_case(part))
}

#[inline]
fn count(cell: &Cell) -> Count {
    match cell.tag {
        tag::ABSENT | tag::EMPTY => Count::Absent,
        tag::INT if cell.payload <= u64::from(MAX_TOKENS) => {
            Count::Tokens(cell.payload.cast_signed())
        }
        tag::DOUBLE => tokens(f64::from_bits(cell.payload), Count::Junk),
        _ => Count::Junk,
    }
}

#[inline]
#[expect(
    clippy::cast_possible_truncation,
    reason = "checked to be whole and in range"
)]
fn tokens(value: f64, nan: Count) -> Count {
    if value.is_nan() {
        return nan;
    }
    if (0.0..=f64::from(MAX_TOKENS)).contains(&value) && value.fract() == 0.0 {
        return Count::Tokens(value as i64);
    }
    Count::Junk
}

/// A cell as a double; NaN where it is no number.
#[expect(clippy::cast_precision_loss, reason = "a double is what is wanted")]
pub(crate) fn number(cell: &Cell) -> f64 {
    match cell.tag {
        tag::INT => cell.payload.cast_signed() as f64,
        tag::DOUBLE => f64::from_bits(cell.payload),
        _ => f64::NAN,
    }
}
