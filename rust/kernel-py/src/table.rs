//! `TraceTable`, what leaves it, and the move of kept spans from one log to the next.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use spanmill_kernel::table::{self, Arrivals, Decision, Limits, Operation};

use crate::batch::SpanBatch;
use crate::buffer::{Buffer, Part, array, as_bytes, optional_array};
use crate::log::{LogRead, Placed};
use crate::seam::{os_error, uneven};

/// Where the spans of decided traces lie in the log.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct Runs {
    /// The runs.
    pub inner: Arc<table::Runs>,
}

#[pymethods]
impl Runs {
    #[getter]
    fn num_traces(&self) -> u32 {
        self.inner.num_traces()
    }

    #[getter]
    fn num_spans(&self) -> u64 {
        self.inner.num_spans()
    }

    #[getter]
    fn num_bytes(&self) -> u64 {
        self.inner.num_bytes()
    }
}

/// Traces whose wait is over, one row each.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct DueTraces {
    inner: Arc<table::DueTraces>,
    runs: Arc<table::Runs>,
}

impl DueTraces {
    fn lend(&self, column: fn(&table::DueTraces) -> &[u8]) -> Buffer {
        Buffer::new(Part(Arc::clone(&self.inner), column))
    }
}

#[pymethods]
impl DueTraces {
    #[getter]
    fn num_traces(&self) -> usize {
        self.inner.trace_ids.len()
    }

    fn trace_id(&self) -> Buffer {
        self.lend(|due| as_bytes(&due.trace_ids))
    }

    fn num_spans(&self) -> Buffer {
        self.lend(|due| as_bytes(&due.num_spans))
    }

    fn num_bytes(&self) -> Buffer {
        self.lend(|due| as_bytes(&due.num_bytes))
    }

    fn start_unix_nano(&self) -> Buffer {
        self.lend(|due| as_bytes(&due.starts))
    }

    fn end_unix_nano(&self) -> Buffer {
        self.lend(|due| as_bytes(&due.ends))
    }

    fn flags(&self) -> Buffer {
        self.lend(|due| as_bytes(&due.flags))
    }

    fn value(&self, index: usize) -> PyResult<Buffer> {
        let column = self.inner.values.get(index).cloned();
        column
            .map(Buffer::new)
            .ok_or_else(|| PyValueError::new_err(format!("no value {index}")))
    }

    fn runs(&self) -> Runs {
        Runs {
            inner: Arc::clone(&self.runs),
        }
    }
}

/// Spans of traces that were decided before, one row a trace.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct LateSpans {
    inner: Arc<table::LateSpans>,
    runs: Arc<table::Runs>,
}

impl From<table::LateSpans> for LateSpans {
    fn from(mut inner: table::LateSpans) -> Self {
        let runs = Arc::new(std::mem::take(&mut inner.runs));
        Self {
            inner: Arc::new(inner),
            runs,
        }
    }
}

#[pymethods]
impl LateSpans {
    #[getter]
    fn num_traces(&self) -> usize {
        self.inner.trace_ids.len()
    }

    #[getter]
    fn num_spans(&self) -> u64 {
        self.runs.num_spans()
    }

    fn trace_id(&self) -> Buffer {
        Buffer::new(Part(Arc::clone(&self.inner), |late| {
            as_bytes(&late.trace_ids)
        }))
    }

    fn num_spans_by_trace(&self) -> Buffer {
        Buffer::new(Part(Arc::clone(&self.inner), |late| {
            as_bytes(&late.num_spans)
        }))
    }

    fn keep(&self) -> Buffer {
        let keep = self
            .inner
            .decisions
            .iter()
            .map(|decision| u8::from(decision.keep));
        Buffer::new(keep.collect::<Vec<_>>())
    }

    fn policy(&self) -> Buffer {
        let policy = self.inner.decisions.iter().map(|decision| decision.policy);
        Buffer::new(policy.collect::<Vec<_>>())
    }

    fn reason(&self) -> Buffer {
        let reason = self.inner.decisions.iter().map(|decision| decision.reason);
        Buffer::new(reason.collect::<Vec<_>>())
    }

    fn weight(&self) -> Buffer {
        let weight = self.inner.decisions.iter().map(|decision| decision.weight);
        Buffer::new(weight.collect::<Vec<_>>())
    }

    fn runs(&self) -> Runs {
        Runs {
            inner: Arc::clone(&self.runs),
        }
    }
}

/// Index of undecided traces over a log, and a memory of decisions.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct TraceTable {
    inner: Mutex<table::TraceTable>,
}

impl TraceTable {
    fn table(&self) -> MutexGuard<'_, table::TraceTable> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[pymethods]
impl TraceTable {
    #[new]
    fn new(
        operations: Vec<String>,
        wait_s: f64,
        root_wait_s: f64,
        max_traces: usize,
        memory: usize,
    ) -> PyResult<Self> {
        let operations = operations.into_iter().map(|name| parse_operation(&name));
        let limits = Limits {
            wait_s,
            root_wait_s,
            max_traces,
            memory,
        };
        let table = table::TraceTable::new(operations.collect::<PyResult<_>>()?, limits);
        Ok(Self {
            inner: Mutex::new(table),
        })
    }

    #[getter]
    fn num_traces(&self) -> usize {
        self.table().num_traces()
    }

    #[getter]
    fn num_spans(&self) -> u64 {
        self.table().num_spans()
    }

    #[getter]
    fn size_bytes(&self) -> usize {
        self.table().size_bytes()
    }

    fn update(
        &self,
        py: Python<'_>,
        now: f64,
        batch: &SpanBatch,
        placed: &Placed,
        flags: Option<&Bound<'_, PyAny>>,
        values: Vec<Bound<'_, PyAny>>,
    ) -> PyResult<LateSpans> {
        let flags = optional_array::<u64>(flags)?;
        let values = values.into_iter().map(|column| array::<f64>(&column));
        let values = values.collect::<PyResult<Vec<_>>>()?;
        let update = || {
            let arrivals = Arrivals::of(&batch.inner, flags.as_deref(), &values);
            self.table().update(now, &arrivals, &placed.inner)
        };
        py.detach(update).map(LateSpans::from).ok_or_else(uneven)
    }

    fn next_due(&self) -> Option<f64> {
        self.table().next_due()
    }

    #[pyo3(signature = (now, limit = 0, everything = false))]
    fn due(&self, py: Python<'_>, now: f64, limit: usize, everything: bool) -> DueTraces {
        let mut due = py.detach(|| self.table().due(now, limit, everything));
        let runs = Arc::new(std::mem::take(&mut due.runs));
        DueTraces {
            inner: Arc::new(due),
            runs,
        }
    }

    fn remember(
        &self,
        due: &DueTraces,
        keep: &Bound<'_, PyAny>,
        policy: &Bound<'_, PyAny>,
        reason: &Bound<'_, PyAny>,
        weight: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        let rows = Columns::new(keep, policy, reason, weight)?;
        if rows.keep.len() != due.inner.trace_ids.len() {
            return Err(uneven());
        }
        self.table().remember_due(&due.inner, rows.decisions());
        Ok(())
    }

    fn recall(
        &self,
        py: Python<'_>,
        read: &LogRead,
        places: Vec<usize>,
        mut policies: Vec<String>,
        mut reasons: Vec<String>,
    ) -> PyResult<(Vec<String>, Vec<String>)> {
        let recall = || {
            let sets = read.inner.decisions()?;
            for set in places.into_iter().filter_map(|place| sets.get(place)) {
                self.table().recall(set, &mut policies, &mut reasons);
            }
            Ok(())
        };
        py.detach(recall)
            .map_err(|error: std::io::Error| os_error(&error))?;
        Ok((policies, reasons))
    }

    fn low_water(&self) -> Option<u64> {
        self.table().low_water()
    }
}

fn parse_operation(name: &str) -> PyResult<Operation> {
    match name {
        "sum" => Ok(Operation::Sum),
        "max" => Ok(Operation::Max),
        "min" => Ok(Operation::Min),
        _ => Err(PyValueError::new_err(format!(
            "expected sum, max or min, got {name:?}"
        ))),
    }
}

/// Decisions as columns, all of one length.
pub struct Columns {
    /// 1 keep, 0 drop.
    pub keep: Vec<u8>,
    /// Code of the policy.
    pub policy: Vec<i32>,
    /// Code of the reason.
    pub reason: Vec<i32>,
    /// Weight.
    pub weight: Vec<f64>,
}

impl Columns {
    /// Copy the arguments of a call.
    pub fn new(
        keep: &Bound<'_, PyAny>,
        policy: &Bound<'_, PyAny>,
        reason: &Bound<'_, PyAny>,
        weight: &Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        let columns = Self {
            keep: array(keep)?,
            policy: array(policy)?,
            reason: array(reason)?,
            weight: array(weight)?,
        };
        let rows = columns.keep.len();
        let even = [
            columns.policy.len(),
            columns.reason.len(),
            columns.weight.len(),
        ] == [rows; 3];
        if even { Ok(columns) } else { Err(uneven()) }
    }

    fn decisions(&self) -> impl Iterator<Item = Decision> {
        let codes = self.policy.iter().zip(&self.reason).zip(&self.weight);
        self.keep
            .iter()
            .zip(codes)
            .map(|(&keep, ((&policy, &reason), &weight))| Decision {
                keep: keep != 0,
                policy,
                reason,
                weight,
            })
    }
}
