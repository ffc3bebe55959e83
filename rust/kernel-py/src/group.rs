//! What one pull of the queue takes: `Group` and its `Source`s.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use spanmill_kernel::queue;

use crate::batch::SpanBatch;
use crate::buffer::Buffer;
use crate::queue::Verdict;
use crate::report::RequestReport;

/// The requests of one group that came by the same receiver and tenant.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct Source {
    inner: queue::Source,
}

#[pymethods]
impl Source {
    #[getter]
    fn receiver(&self) -> &str {
        &self.inner.receiver
    }

    #[getter]
    fn tenant(&self) -> &str {
        &self.inner.tenant
    }

    #[getter]
    fn num_requests(&self) -> u64 {
        self.inner.num_requests
    }

    #[getter]
    fn num_refused(&self) -> u64 {
        self.inner.num_refused
    }

    #[getter]
    fn num_spans(&self) -> u64 {
        self.inner.num_spans
    }

    #[getter]
    fn num_rejected(&self) -> u64 {
        self.inner.num_rejected
    }

    #[getter]
    fn received_unix_nano(&self) -> u64 {
        self.inner.received_unix_nano
    }
}

/// The requests that one pull took together. Dropped unanswered, it answers itself as retryable.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct Group {
    inner: queue::Group,
}

impl From<queue::Group> for Group {
    fn from(inner: queue::Group) -> Self {
        Self { inner }
    }
}

#[pymethods]
impl Group {
    #[getter]
    fn batch(&self) -> SpanBatch {
        self.inner.batch().clone().into()
    }

    #[getter]
    fn num_requests(&self) -> usize {
        self.inner.num_requests()
    }

    #[getter]
    fn reports(&self) -> Vec<RequestReport> {
        self.inner
            .reports()
            .iter()
            .copied()
            .map(RequestReport::from)
            .collect()
    }

    #[getter]
    fn sources(&self) -> Vec<Source> {
        self.inner
            .sources()
            .iter()
            .cloned()
            .map(|inner| Source { inner })
            .collect()
    }

    fn source_of(&self) -> Buffer {
        Buffer::new(self.inner.source_of().to_vec())
    }

    fn answer(&self, request: usize, verdict: &Verdict) -> PyResult<()> {
        if self.inner.answer(request, verdict.inner().clone()) {
            return Ok(());
        }
        Err(PyValueError::new_err(format!(
            "request {request} is not open"
        )))
    }

    fn answer_rest(&self, py: Python<'_>) {
        py.detach(|| self.inner.answer_rest());
    }

    fn refuse_rest(&self, py: Python<'_>, verdict: &Verdict) {
        py.detach(|| self.inner.refuse_rest(verdict.inner()));
    }
}
