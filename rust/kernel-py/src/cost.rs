//! `Pricer`, `CostReport` and `SpanBatch.price`.

use std::collections::HashMap;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use spanmill_kernel::cost::{
    Begun, COUNTS, Class, CostError, Field, JsonSource, LEVELS, Model, Operation, Outcome, Price,
    Reported, ScopeRule, Segment, Slot, Spec, UNITS, Unit,
};

use crate::batch::{SpanBatch, value_error};
use crate::plan::ColumnKey;

/// Provider, response model, request model, tier, address.
type Names = [String; 5];
/// Numbers with their places.
type Numbered = Vec<(usize, u64)>;
/// Number of the price and counts.
type Usage = (u32, [i64; COUNTS]);
/// Second of the day, number of the price, reason, origin.
type RawSlot = (u32, Option<u32>, u8, u8);
/// Seconds since the epoch, and slots of a day.
type RawSegment = (i64, Vec<RawSlot>);

#[derive(FromPyObject)]
#[pyo3(from_item_all)]
struct RawOperation {
    word: String,
    class: String,
    standard: String,
}

#[derive(FromPyObject)]
#[pyo3(from_item_all)]
struct RawScope {
    scope: String,
    vendors: Vec<String>,
    exclusive: bool,
}

#[derive(FromPyObject)]
#[pyo3(from_item_all)]
struct RawJson {
    key: String,
    members: HashMap<String, String>,
    disjoint: bool,
    scopes: Vec<String>,
}

/// The tables as JSON has them.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
struct RawBegun {
    vendors: Vec<String>,
    max_output: i64,
    scopes: Vec<String>,
}

#[derive(FromPyObject)]
#[pyo3(from_item_all)]
struct RawSpec {
    fields: HashMap<String, Vec<String>>,
    disjoint: Vec<bool>,
    units: Vec<Option<f64>>,
    json: Vec<RawJson>,
    operations: Vec<RawOperation>,
    scopes: Vec<RawScope>,
    begun: RawBegun,
    exclusive: Option<bool>,
    reported: String,
    normalize: bool,
    write_total: bool,
    total_keys: Vec<String>,
    bytes_per_token: f64,
    estimate_cost: bool,
    reasons: Vec<String>,
    origins: Vec<String>,
}

fn unknown(what: &str, name: &str) -> PyErr {
    PyValueError::new_err(format!("unknown {what} {name:?}"))
}

fn field(name: &str) -> PyResult<Field> {
    Field::named(name).ok_or_else(|| unknown("field", name))
}

fn class(name: &str) -> PyResult<Class> {
    match name {
        "none" => Ok(Class::None),
        "call" => Ok(Class::Call),
        "sum" => Ok(Class::Sum),
        _ => Err(unknown("class", name)),
    }
}

fn reported(name: &str) -> PyResult<Reported> {
    match name {
        "prefer" => Ok(Reported::Prefer),
        "fallback" => Ok(Reported::Fallback),
        "ignore" => Ok(Reported::Ignore),
        _ => Err(unknown("policy", name)),
    }
}

impl RawOperation {
    fn operation(self) -> PyResult<Operation> {
        Ok(Operation {
            word: self.word,
            class: class(&self.class)?,
            standard: self.standard,
        })
    }
}

impl RawScope {
    fn rule(self) -> ScopeRule {
        ScopeRule {
            scope: self.scope,
            vendors: self.vendors,
            exclusive: self.exclusive,
        }
    }
}

impl RawJson {
    fn source(self) -> PyResult<JsonSource> {
        let member = |(path, name): (String, String)| Ok((path, field(&name)?));
        Ok(JsonSource {
            key: self.key,
            members: self
                .members
                .into_iter()
                .map(member)
                .collect::<PyResult<_>>()?,
            disjoint: self.disjoint,
            scopes: self.scopes,
        })
    }
}

impl RawSpec {
    fn spec(self) -> PyResult<Spec> {
        let named = |(name, keys): (String, Vec<String>)| Ok((field(&name)?, keys));
        let operations = self.operations.into_iter().map(RawOperation::operation);
        let unit = |unit: Option<f64>| unit.map_or(Unit::Timestamp, Unit::Parts);
        Ok(Spec {
            fields: self
                .fields
                .into_iter()
                .map(named)
                .collect::<PyResult<_>>()?,
            disjoint: self.disjoint,
            units: self.units.into_iter().map(unit).collect(),
            json: self
                .json
                .into_iter()
                .map(RawJson::source)
                .collect::<PyResult<_>>()?,
            operations: operations.collect::<PyResult<_>>()?,
            scopes: self.scopes.into_iter().map(RawScope::rule).collect(),
            begun: Begun {
                vendors: self.begun.vendors,
                max_output: self.begun.max_output,
                scopes: self.begun.scopes,
            },
            exclusive: self.exclusive,
            reported: reported(&self.reported)?,
            normalize: self.normalize,
            write_total: self.write_total,
            total_keys: self.total_keys,
            bytes_per_token: self.bytes_per_token,
            estimate_cost: self.estimate_cost,
            reasons: self.reasons,
            origins: self.origins,
        })
    }
}

/// Dialects, prices and what was found out about models.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct Pricer {
    inner: spanmill_kernel::cost::Pricer,
}

#[pymethods]
impl Pricer {
    #[new]
    fn new(py: Python<'_>, spec: &str) -> PyResult<Self> {
        let json = py.import("json")?.getattr("loads")?.call1((spec,))?;
        let spec = json.extract::<RawSpec>()?.spec()?;
        Ok(Self {
            inner: spanmill_kernel::cost::Pricer::new(spec),
        })
    }

    fn add_price(
        &self,
        starts: [i64; LEVELS - 1],
        pico: [[i64; UNITS]; LEVELS],
        priced: [bool; UNITS],
        fee: i64,
        exact: bool,
        modal: bool,
    ) -> u32 {
        self.inner.add_price(Price {
            starts,
            pico,
            priced,
            fee,
            exact,
            modal,
        })
    }

    fn add_model(&self, names: Names, segments: Vec<RawSegment>, provider: String) {
        let slot = |(second, price, reason, origin): RawSlot| {
            let slot = Slot {
                price,
                reason,
                origin,
            };
            (second, slot)
        };
        let segment = |(from_s, slots): RawSegment| Segment {
            from_s,
            slots: slots.into_iter().map(slot).collect(),
        };
        let segments = segments.into_iter().map(segment).collect();
        self.inner.add_model(&names, Model { segments, provider });
    }

    #[pyo3(signature = (usage, total, parts))]
    fn add_usage(&self, usage: Usage, total: Option<f64>, parts: [f64; 4]) {
        self.inner
            .add_usage(usage, total.map(|total| (total, parts)));
    }

    fn unpriced(&self, py: Python<'_>, limit: usize) -> Vec<(Names, u8, u64)> {
        py.detach(|| self.inner.unpriced(limit))
    }

    fn take_counts(&self) -> (Numbered, Numbered) {
        let counts = self.inner.take_counts();
        (nonzero(&counts.sources), nonzero(&counts.reasons))
    }

    #[getter]
    fn num_models(&self) -> usize {
        self.inner.num_models()
    }

    #[getter]
    fn num_remembered(&self) -> usize {
        self.inner.num_remembered()
    }
}

/// How one pass over a batch ended.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct CostReport {
    renamed: Vec<u32>,
    stale: bool,
    models: Vec<Names>,
    usages: Vec<Usage>,
}

impl CostReport {
    fn of(outcome: Outcome) -> (Option<SpanBatch>, Self) {
        let mut report = Self {
            renamed: Vec::new(),
            stale: false,
            models: Vec::new(),
            usages: Vec::new(),
        };
        let mut priced = None;
        match outcome {
            Outcome::Priced(batch, renamed) => {
                (priced, report.renamed) = (Some((*batch).into()), renamed);
            }
            Outcome::Stale => report.stale = true,
            Outcome::Asks(models, usages) => (report.models, report.usages) = (models, usages),
        }
        (priced, report)
    }
}

/// Numbers that are not 0, each with its place.
fn nonzero(numbers: &[u64]) -> Numbered {
    let places = numbers.iter().copied().enumerate();
    places.filter(|(_, number)| *number > 0).collect()
}

#[pymethods]
impl CostReport {
    #[getter]
    fn stale(&self) -> bool {
        self.stale
    }

    #[getter]
    fn models(&self) -> Vec<Names> {
        self.models.clone()
    }

    #[getter]
    fn usages(&self) -> Vec<Usage> {
        self.usages.clone()
    }

    #[getter]
    fn renamed(&self) -> Vec<u32> {
        self.renamed.clone()
    }
}

#[pymethods]
impl SpanBatch {
    fn price(
        &self,
        py: Python<'_>,
        pricer: &Pricer,
        now_s: i64,
    ) -> PyResult<(Option<Self>, CostReport)> {
        match py.detach(|| pricer.inner.price(&self.inner, now_s)) {
            Ok(outcome) => Ok(CostReport::of(outcome)),
            Err(CostError::Column(keys)) => Err(ColumnKey(keys).missing()),
            Err(CostError::Batch(fault)) => Err(value_error(fault)),
        }
    }
}
