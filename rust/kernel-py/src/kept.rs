//! The move of kept spans from one log to the next.

use pyo3::prelude::*;
use spanmill_kernel::kept::{append_decided, append_runs};
use spanmill_kernel::placed;
use spanmill_kernel::record::DecisionSet;

use crate::batch::SpanBatch;
use crate::buffer::{Buffer, array, optional_array};
use crate::log::{Log, Placed};
use crate::plan::Plan;
use crate::seam::{os_error, uneven};
use crate::table::{Columns, Runs};

/// Read the spans of kept traces back.
#[pyfunction]
pub fn read_runs(
    py: Python<'_>,
    log: &Log,
    runs: &Runs,
    keep: &Bound<'_, PyAny>,
    plan: &Plan,
) -> PyResult<(SpanBatch, Buffer)> {
    let keep = array::<u8>(keep)?;
    let read =
        py.detach(|| spanmill_kernel::kept::read_runs(&log.inner, &runs.inner, &keep, &plan.inner));
    let (batch, traces) = read.map_err(|error| os_error(&error))?;
    Ok((batch.into(), Buffer::new(traces)))
}

/// Append one record: all decisions, and the spans of the kept traces.
#[pyfunction]
#[pyo3(signature = (
        source, target, runs, keep, trace_ids, policy, policies, reason, reasons, weight, meta,
        batch=None, batch_trace=None
    ))]
#[expect(
    clippy::too_many_arguments,
    reason = "columns of decisions, as the stub has them"
)]
pub fn append_kept(
    py: Python<'_>,
    source: &Log,
    target: &Log,
    runs: &Runs,
    keep: &Bound<'_, PyAny>,
    trace_ids: &Bound<'_, PyAny>,
    policy: &Bound<'_, PyAny>,
    policies: Vec<String>,
    reason: &Bound<'_, PyAny>,
    reasons: Vec<String>,
    weight: &Bound<'_, PyAny>,
    meta: &[u8],
    batch: Option<&SpanBatch>,
    batch_trace: Option<&Bound<'_, PyAny>>,
) -> PyResult<Option<Placed>> {
    if runs.inner.num_traces() == 0 {
        return Ok(None);
    }
    let Columns {
        keep,
        policy,
        reason,
        weight,
    } = Columns::new(keep, policy, reason, weight)?;
    let trace_ids = array::<u8>(trace_ids)?.as_chunks().0.to_vec();
    let spans = runs.inner.spans_by_trace();
    let set = DecisionSet {
        trace_ids,
        keep,
        policy,
        policies,
        reason,
        reasons,
        weight,
        spans,
    };
    if !set.is_consistent() {
        return Err(uneven());
    }
    check_rows(batch, optional_array(batch_trace)?.as_deref())?;
    let appended = py.detach(|| match batch {
        Some(batch) => append_decided(&target.inner, &batch.inner, &set, meta),
        None => append_runs(&source.inner, &target.inner, &runs.inner, &set, meta),
    });
    let appended = appended.map_err(|error| os_error(&error))?;
    let inner = placed::Placed::whole(&appended);
    Ok(Some(Placed { inner }))
}

/// There must be one row of a trace for each span. Which one is not asked: a decision carries the
/// spans that it was about.
fn check_rows(batch: Option<&SpanBatch>, rows: Option<&[u32]>) -> PyResult<()> {
    match (batch, rows) {
        (Some(batch), Some(rows)) if rows.len() != batch.inner.num_spans() => Err(uneven()),
        _ => Ok(()),
    }
}
