//! `SpanBatch`: making, cutting, joining and editing batches.

use std::sync::Arc;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::PyBytes;
use spanmill_kernel::attribute::Upsert as Edit;
use spanmill_kernel::batch::{Batch, BatchError};
use spanmill_kernel::block::{Block, take_buffer};
use spanmill_kernel::hashed::AttributeHasher;
use spanmill_kernel::keys::KeyMatcher;

use crate::buffer::{Buffer, array, optional_array};
use crate::edits::Upsert;
use crate::plan::{Plan, level};
use crate::report::RequestReport;

/// An immutable view of N spans over wire bytes. Edits return a new batch that shares buffers.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct SpanBatch {
    /// The batch.
    pub inner: Batch,
}

impl From<Batch> for SpanBatch {
    fn from(inner: Batch) -> Self {
        Self { inner }
    }
}

/// A fault of the kernel as Python's `ValueError`.
#[must_use]
pub fn value_error(fault: BatchError) -> PyErr {
    PyValueError::new_err(fault.to_string())
}

fn made(result: Result<Batch, BatchError>) -> PyResult<SpanBatch> {
    result.map(SpanBatch::from).map_err(value_error)
}

/// Bytes of a request: `bytes` cannot change and are read in place, anything else is copied.
pub enum Body {
    /// Bytes of the interpreter.
    Shared(PyBackedBytes),
    /// A copy.
    Copied(Vec<u8>),
}

impl Body {
    /// Take the argument of a call.
    ///
    /// # Errors
    /// The interpreter's, where the argument is no buffer.
    pub fn new(argument: &Bound<'_, PyAny>) -> PyResult<Self> {
        match argument.cast::<PyBytes>() {
            Ok(bytes) => Ok(Self::Shared(PyBackedBytes::from(bytes.clone()))),
            Err(_) => array(argument).map(Self::Copied),
        }
    }

    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Shared(bytes) => bytes,
            Self::Copied(bytes) => bytes,
        }
    }
}

type Parsed = (SpanBatch, Vec<RequestReport>);

#[pymethods]
impl SpanBatch {
    #[staticmethod]
    fn parse(py: Python<'_>, bodies: Vec<Bound<'_, PyAny>>, plan: &Plan) -> PyResult<Parsed> {
        let bodies = bodies
            .iter()
            .map(Body::new)
            .collect::<PyResult<Vec<Body>>>()?;
        let plan = Arc::clone(&plan.inner);
        let (batch, reports) = py.detach(|| {
            let bodies: Vec<&[u8]> = bodies.iter().map(Body::bytes).collect();
            Batch::parse(&bodies, &plan)
        });
        Ok((
            batch.into(),
            reports.into_iter().map(RequestReport::from).collect(),
        ))
    }

    #[staticmethod]
    fn concat(py: Python<'_>, batches: Vec<Py<Self>>) -> PyResult<Self> {
        let batches: Vec<Batch> = batches
            .iter()
            .map(|batch| batch.get().inner.clone())
            .collect();
        made(py.detach(|| Batch::concat(&batches)))
    }

    #[getter]
    fn num_spans(&self) -> usize {
        self.inner.num_spans()
    }

    #[getter]
    fn num_requests(&self) -> u32 {
        self.inner.num_requests()
    }

    #[getter]
    fn num_resources(&self) -> usize {
        self.inner.resources().len()
    }

    #[getter]
    fn num_scopes(&self) -> usize {
        self.inner.scopes().len()
    }

    #[getter]
    fn size_bytes(&self) -> u64 {
        self.inner.size_bytes()
    }

    fn filter(&self, py: Python<'_>, mask: &Bound<'_, PyAny>) -> PyResult<Self> {
        let mask = array::<u8>(mask)?;
        made(py.detach(|| self.inner.filter(&mask)))
    }

    fn take(&self, py: Python<'_>, rows: &Bound<'_, PyAny>) -> PyResult<Self> {
        let rows = array::<u32>(rows)?;
        made(py.detach(|| self.inner.take(&rows)))
    }

    fn split(&self, py: Python<'_>, max_spans: usize, max_bytes: u64) -> PyResult<Vec<Self>> {
        if max_spans == 0 {
            return Err(PyValueError::new_err("max_spans must be at least 1"));
        }
        let parts = py.detach(|| self.inner.split(max_spans, max_bytes));
        Ok(parts.into_iter().map(Self::from).collect())
    }

    #[pyo3(signature = (edits, target = "span"))]
    fn upsert(&self, py: Python<'_>, edits: Vec<Py<Upsert>>, target: &str) -> PyResult<Self> {
        let level = level(target)?;
        let edits: Vec<Edit> = edits.iter().map(|edit| edit.get().inner.clone()).collect();
        made(py.detach(|| self.inner.upsert(&edits, level)))
    }

    #[pyo3(signature = (keys, patterns = Vec::new(), mask = None, target = "span"))]
    #[pyo3(text_signature = "($self, keys, patterns=(), mask=None, target='span')")]
    fn remove(
        &self,
        py: Python<'_>,
        keys: Vec<String>,
        patterns: Vec<String>,
        mask: Option<&Bound<'_, PyAny>>,
        target: &str,
    ) -> PyResult<Self> {
        let level = level(target)?;
        let mask = optional_array::<u8>(mask)?;
        let mut matcher = KeyMatcher::new(&keys, &patterns).map_err(PyValueError::new_err)?;
        made(py.detach(|| self.inner.remove(&mut matcher, mask.as_deref(), level)))
    }

    #[pyo3(signature = (keys, patterns = vec![], mask = None, target = "span", secret = vec![]))]
    #[pyo3(text_signature = "($self, keys, patterns=(), mask=None, target='span', secret=b'')")]
    fn hash_attributes(
        &self,
        py: Python<'_>,
        keys: Vec<String>,
        patterns: Vec<String>,
        mask: Option<&Bound<'_, PyAny>>,
        target: &str,
        secret: Vec<u8>,
    ) -> PyResult<Self> {
        let level = level(target)?;
        let mask = optional_array::<u8>(mask)?;
        let matcher = KeyMatcher::new(&keys, &patterns).map_err(PyValueError::new_err)?;
        made(py.detach(|| {
            let mut hasher = AttributeHasher::new(matcher, &secret);
            self.inner
                .hash_attributes(&mut hasher, mask.as_deref(), level)
        }))
    }

    fn rename(
        &self,
        py: Python<'_>,
        codes: &Bound<'_, PyAny>,
        names: Vec<String>,
    ) -> PyResult<Self> {
        let codes = array::<i32>(codes)?;
        made(py.detach(|| self.inner.rename(&codes, &names)))
    }

    fn to_otlp(&self, py: Python<'_>) -> Buffer {
        Buffer::new(py.detach(|| {
            let room = usize::try_from(self.inner.size_bytes()).unwrap_or_default();
            let mut out = take_buffer(room + room / 16 + 1024);
            self.inner.frame(&mut out, &mut Vec::new());
            Block::seal(out)
        }))
    }

    fn __repr__(&self) -> String {
        let (spans, bytes) = (self.inner.num_spans(), self.inner.size_bytes());
        format!("SpanBatch({spans} spans, {bytes} bytes)")
    }
}
