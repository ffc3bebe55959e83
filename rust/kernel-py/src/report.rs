//! `RequestReport`: what the walk found in one request.

use pyo3::prelude::*;
use spanmill_kernel::parse::Report;

/// What the walk found in one request.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct RequestReport {
    inner: Report,
}

impl From<Report> for RequestReport {
    fn from(inner: Report) -> Self {
        Self { inner }
    }
}

#[pymethods]
impl RequestReport {
    #[getter]
    fn num_spans(&self) -> u32 {
        self.inner.num_spans
    }

    #[getter]
    fn num_rejected(&self) -> u32 {
        self.inner.num_rejected
    }

    #[getter]
    fn reason(&self) -> &'static str {
        self.inner.reason()
    }

    #[getter]
    fn refused(&self) -> bool {
        self.inner.refused
    }

    fn __repr__(&self) -> String {
        let Report {
            num_spans,
            num_rejected,
            refused,
            ..
        } = self.inner;
        let reason = self.inner.reason();
        format!("RequestReport({num_rejected} of {num_spans} rejected, {reason:?}, {refused})")
    }
}
