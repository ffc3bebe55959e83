//! `Pattern`: users' regular expressions.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use spanmill_kernel::pattern::Pattern as Inner;

use crate::buffer::Buffer;

/// The groups of one match, or nothing.
type Groups = Option<Vec<Option<String>>>;

/// A compiled regular expression.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct Pattern {
    inner: Inner,
}

#[pymethods]
impl Pattern {
    #[new]
    fn new(text: &str) -> PyResult<Self> {
        let inner = Inner::new(text).map_err(PyValueError::new_err)?;
        Ok(Self { inner })
    }

    #[getter]
    fn names(&self) -> Vec<String> {
        self.inner.names()
    }

    fn matches(&self, py: Python<'_>, texts: Vec<String>) -> Buffer {
        Buffer::new(py.detach(|| self.inner.matches(&texts)))
    }

    fn captures(&self, py: Python<'_>, texts: Vec<String>) -> Vec<Groups> {
        py.detach(|| self.inner.captures(&texts))
    }
}
