//! The pass itself: read, look up, price, count once, write.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::arithmetic::{Cost, Price};
use super::broken_off::is_broken_off;
use super::call::{Call, SOURCES, Source};
use super::counted::count_once;
use super::estimate::{guess, learn};
use super::field::{COUNTS, FIELDS, Field};
use super::layout::Layout;
use super::memory::Memory;
use super::models::{self, Model, Models, NAMES, Slot};
use super::read::Columns;
use super::spec::{Reported, Spec, Tables, reason};
use super::write::Writer;
use crate::batch::{Batch, BatchError};
use crate::cell::{Cell, tag};

/// Answers about usages that are remembered.
const MAX_USAGES: usize = 65_536;

/// Tokens of a usage with the number of its price.
type Usage = (u32, [i64; COUNTS]);

/// Names of a model as spans give them.
type Names = [String; NAMES];

/// Why a batch cannot be priced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CostError {
    /// The plan lacks the column of these keys.
    Column(Vec<String>),
    /// The batch does not take the edit.
    Batch(BatchError),
}

/// Calls of all batches since somebody took these numbers.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// Calls by where their total comes from.
    pub sources: [u64; SOURCES.len()],
    /// Calls without a price, by reason.
    pub reasons: Vec<u64>,
}

/// How a pass ends.
#[derive(Debug)]
pub enum Outcome {
    /// The batch with its costs, and rows where a value now has the configured generation's name
    /// beside another one's.
    Priced(Box<Batch>, Vec<u32>),
    /// Some span has attributes that only this pass writes. Remove them and call again.
    Stale,
    /// Answer these, and call again.
    Asks(Vec<Names>, Vec<Usage>),
}

#[derive(Debug, Default)]
struct State {
    layout: Option<Layout>,
    prices: Vec<Price>,
    models: Models,
    usages: HashMap<Usage, Option<Cost>>,
    memory: Memory,
    counts: Counts,
}

/// Tables, and everything that was asked and answered so far.
#[derive(Debug)]
pub struct Pricer {
    tables: Tables,
    state: Mutex<State>,
}

impl Pricer {
    /// Compile the tables.
    #[must_use]
    pub fn new(spec: Spec) -> Self {
        Self {
            tables: Tables::new(spec),
            state: Mutex::default(),
        }
    }

    fn with<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        work(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Add a price. Gives its number.
    pub fn add_price(&self, price: Price) -> u32 {
        self.with(|state| {
            state.prices.push(price);
            u32::try_from(state.prices.len() - 1).unwrap_or(u32::MAX)
        })
    }

    /// Answer what a model is.
    pub fn add_model(&self, names: &Names, model: Model) {
        let mut key = Vec::new();
        models::join(names.each_ref().map(String::as_bytes), &mut key);
        self.with(|state| state.models.insert(&key, model));
    }

    /// Answer what a usage costs: the total and its parts; None where it contradicts itself.
    pub fn add_usage(&self, usage: Usage, cost: Option<(f64, [f64; 4])>) {
        let cost = cost.map(|(total, parts)| Cost { total, parts });
        self.with(|state| state.usages.insert(usage, cost));
    }

    /// Models that nothing has a price for, most frequent first: names, reason, calls.
    #[must_use]
    pub fn unpriced(&self, limit: usize) -> Vec<(Names, u8, u64)> {
        self.with(|state| state.models.unpriced(limit))
    }

    /// What was counted since the last time.
    #[must_use]
    pub fn take_counts(&self) -> Counts {
        self.with(|state| std::mem::take(&mut state.counts))
    }

    /// How many models are remembered.
    #[must_use]
    pub fn num_models(&self) -> usize {
        self.with(|state| state.models.entries.len())
    }

    /// How many spans of earlier batches are remembered.
    #[must_use]
    pub fn num_remembered(&self) -> usize {
        self.with(|state| state.memory.len())
    }

    /// Price a batch. A span that began at 0 began at `now_s`.
    ///
    /// # Errors
    /// `Column`, `Batch`.
    pub fn price(&self, batch: &Batch, now_s: i64) -> Result<Outcome, CostError> {
        self.with(|state| state.price(&self.tables, batch, now_s))
    }
}

impl State {
    fn price(&mut self, tables: &Tables, batch: &Batch, now_s: i64) -> Result<Outcome, CostError> {
        let columns = self.columns(tables, batch)?;
        let own = columns.cells[Field::Own as usize];
        if own.iter().any(|cell| cell.tag != tag::ABSENT) {
            return Ok(Outcome::Stale);
        }
        let mut scratch = Vec::new();
        let mut calls: Vec<Call> = (0..batch.num_spans())
            .filter_map(|row| columns.call(row, &mut scratch))
            .collect();
        let mut asks = self.look_up(&columns, &mut calls);
        if asks.0.is_empty() {
            self.apply(&columns, &mut calls, now_s, &mut asks.1);
        }
        if !(asks.0.is_empty() && asks.1.is_empty()) {
            return Ok(Outcome::Asks(asks.0, asks.1));
        }
        count_once(&columns, &mut calls, &mut self.memory);
        if calls.is_empty() {
            return Ok(Outcome::Priced(Box::new(batch.clone()), Vec::new()));
        }
        learn(&columns, &calls, &mut self.models);
        self.count(&columns, &calls);
        let renamed = calls.iter().filter(|call| call.is_shown());
        let renamed = renamed
            .filter(|call| is_renamed(&columns, call))
            .filter_map(|call| u32::try_from(call.row).ok())
            .collect();
        let uses = self.layout.as_ref().map_or(&[][..], |layout| &layout.uses);
        let writer = Writer::new(&columns, &self.models, uses);
        let written = writer.write(&calls, &tables.spec.origins);
        self.models.trim();
        if self.usages.len() > MAX_USAGES {
            self.usages.clear();
        }
        let written = written.map_err(CostError::Batch)?;
        Ok(Outcome::Priced(Box::new(written), renamed))
    }

    /// The columns of a batch; where they lie is remembered by plan.
    fn columns<'a>(
        &mut self,
        tables: &'a Tables,
        batch: &'a Batch,
    ) -> Result<Columns<'a>, CostError> {
        let known = self.layout.as_ref();
        if known.is_none_or(|layout| !Arc::ptr_eq(&layout.plan, batch.plan())) {
            self.layout = Some(Layout::new(tables, batch.plan())?);
        }
        let mut cells: [&[Cell]; FIELDS] = [&[]; FIELDS];
        let mut json = Vec::new();
        if let Some(layout) = &self.layout {
            for (cells, column) in cells.iter_mut().zip(&layout.columns) {
                if let Some(column) = column {
                    *cells = batch.present_cells(*column);
                }
            }
            json.extend(
                layout
                    .json
                    .iter()
                    .map(|column| batch.present_cells(*column)),
            );
        }
        Ok(Columns::new(batch, tables, &cells, &json))
    }

    /// Find every call's model. Gives the names that nobody asked for yet.
    fn look_up(&self, columns: &Columns<'_>, calls: &mut [Call]) -> (Vec<Names>, Vec<Usage>) {
        let mut asks: Vec<Vec<u8>> = Vec::new();
        let (mut key, mut last, mut found) = (Vec::new(), Vec::new(), None);
        for call in calls {
            names_of(columns, call, &mut key);
            if found.is_none() || last != key {
                found = self.models.find(&key);
                std::mem::swap(&mut last, &mut key);
            }
            match found {
                Some(model) => call.model = model,
                None => asks.push(last.clone()),
            }
        }
        asks.sort_unstable();
        asks.dedup();
        (
            asks.iter().map(|key| models::names(key)).collect(),
            Vec::new(),
        )
    }

    fn apply(&self, columns: &Columns<'_>, calls: &mut [Call], now_s: i64, asks: &mut Vec<Usage>) {
        let spec = &columns.tables.spec;
        for call in calls {
            let entry = &self.models.entries[call.model as usize];
            let start_s = match columns.batch.starts()[call.row] {
                0 => now_s,
                nanos => i64::try_from(nanos / 1_000_000_000).unwrap_or(i64::MAX),
            };
            let slot = entry.model.slot(start_s);
            self.compute(call, slot, asks);
            call.cut = is_broken_off(columns, call);
            if (call.reason == reason::NO_USAGE || call.cut) && spec.bytes_per_token > 0.0 {
                call.guess = guess(columns, call, &entry.learned);
            }
            call.settle(spec.reported == Reported::Prefer);
            let priced = spec.estimate_cost && call.source != Source::Reported;
            if let (Some(guess), true) = (call.guess, priced) {
                self.estimate(call, slot, guess, asks);
            }
        }
        asks.sort_unstable();
        asks.dedup();
    }

    /// What the price list says of a call.
    fn compute(&self, call: &mut Call, slot: Slot, asks: &mut Vec<Usage>) {
        (call.reason, call.origin) = (slot.reason, slot.origin);
        let price = slot.price.and_then(|price| self.prices.get(price as usize));
        let free = price.is_some_and(Price::is_free);
        // A name that nobody knows is the first thing wrong with a call.
        if slot.price.is_some() {
            call.reason = match (call.usage.junk, call.usage.known) {
                (true, _) => reason::INCONSISTENT,
                (_, false) if !free => reason::NO_USAGE,
                _ => call.reason,
            };
        }
        if call.reason != reason::NONE {
            return;
        }
        match self.cost(slot, &call.usage.counts, asks) {
            Answer::Cost(cost) => (call.computed, call.parts) = (cost.total, cost.parts),
            Answer::Contradiction | Answer::Unasked => call.reason = reason::INCONSISTENT,
        }
    }

    /// Price a guess, on top of what is told.
    fn estimate(&self, call: &mut Call, slot: Slot, guess: [i64; 2], asks: &mut Vec<Usage>) {
        let is_told = call.source == Source::Computed;
        let mut counts = if is_told {
            call.usage.counts
        } else {
            [0; COUNTS]
        };
        counts[Field::Input as usize] += guess[0];
        counts[Field::Output as usize] += guess[1];
        if let Answer::Cost(cost) = self.cost(slot, &counts, asks) {
            call.estimated = cost.total - if is_told { call.computed } else { 0.0 };
            if !is_told {
                call.source = Source::Estimated;
            }
        }
    }

    fn cost(&self, slot: Slot, counts: &[i64; COUNTS], asks: &mut Vec<Usage>) -> Answer {
        let price = slot.price.and_then(|number| {
            let price = self.prices.get(number as usize)?;
            Some((number, price))
        });
        let Some((number, price)) = price else {
            return Answer::Contradiction;
        };
        if !price.asks(counts) {
            return Answer::of(price.cost(counts));
        }
        let usage = (number, *counts);
        if let Some(known) = self.usages.get(&usage) {
            return Answer::of(*known);
        }
        asks.push(usage);
        Answer::Unasked
    }

    fn count(&mut self, columns: &Columns<'_>, calls: &[Call]) {
        let reasons = columns.tables.spec.reasons.len();
        self.counts.reasons.resize(reasons, 0);
        for call in calls.iter().filter(|call| call.is_shown()) {
            self.counts.sources[call.source as usize] += 1;
            if call.is_priced() {
                continue;
            }
            if let Some(count) = self.counts.reasons.get_mut(usize::from(call.reason)) {
                *count += 1;
            }
            let of_model = !matches!(
                call.reason,
                reason::NO_USAGE | reason::INCONSISTENT | reason::DUPLICATE
            );
            if let (Some(entry), true) =
                (self.models.entries.get_mut(call.model as usize), of_model)
            {
                entry.unpriced += 1;
                entry.reason = call.reason;
            }
        }
    }
}

/// What a usage costs.
enum Answer {
    Cost(Cost),
    /// Its tokens contradict each other.
    Contradiction,
    /// Python has to say.
    Unasked,
}

impl Answer {
    fn of(cost: Option<Cost>) -> Self {
        cost.map_or(Self::Contradiction, Self::Cost)
    }
}

/// True where another generation's name stands beside the one that was written. The first two keys
/// of these fields are names of two generations.
fn is_renamed(columns: &Columns<'_>, call: &Call) -> bool {
    let spec = &columns.tables.spec;
    let other = |field: Field| {
        let given = columns.cell(field, call.row);
        given.tag != tag::ABSENT && given.rank == 1
    };
    (other(Field::CacheWrite) && spec.normalize && call.writes_counts())
        || (other(Field::Reported) && spec.write_total && call.is_priced())
}

/// The key of a call's model. The address tells who was called only where nothing else does.
fn names_of(columns: &Columns<'_>, call: &Call, key: &mut Vec<u8>) {
    let text = |field: Field| columns.text(field, call.row);
    let provider = text(Field::Provider);
    let address = if provider.is_empty() {
        text(Field::Address)
    } else {
        &[]
    };
    let (response, request) = (text(Field::ResponseModel), text(Field::RequestModel));
    let tier = match text(Field::Tier) {
        [] => call.tier.as_deref().unwrap_or_default(),
        tier => tier,
    };
    models::join([provider, response, request, tier, address], key);
}
