//! Spans that an exporter holds by their places in the log.

use std::sync::Arc;

use pyo3::prelude::*;
use spanmill_kernel::kept::read_runs;
use spanmill_kernel::log::Log;
use spanmill_kernel::table::Runs;

use crate::batch::SpanBatch;
use crate::buffer::{Buffer, array};
use crate::plan::Plan;
use crate::seam::os_error;

/// Where spans lie in a log, a row each.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct HeldSpans {
    log: Arc<Log>,
    runs: Runs,
}

impl HeldSpans {
    /// Of `log`; each run is a span.
    pub fn new(log: Arc<Log>, runs: Runs) -> Self {
        Self { log, runs }
    }
}

#[pymethods]
impl HeldSpans {
    fn joined(&self, others: Vec<PyRef<'_, Self>>) -> Self {
        let others = others.iter().map(|other| &other.runs);
        let parts: Vec<&Runs> = std::iter::once(&self.runs).chain(others).collect();
        Self::new(Arc::clone(&self.log), Runs::joined(&parts))
    }

    fn read(
        &self,
        py: Python<'_>,
        wanted: &Bound<'_, PyAny>,
        plan: &Plan,
    ) -> PyResult<(SpanBatch, Buffer)> {
        let wanted = array::<u8>(wanted)?;
        let read = py.detach(|| read_runs(&self.log, &self.runs, &wanted, &plan.inner));
        let (batch, rows) = read.map_err(|error| os_error(&error))?;
        Ok((batch.into(), Buffer::new(rows)))
    }
}
