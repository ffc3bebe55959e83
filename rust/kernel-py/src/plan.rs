//! `Plan` and the names by which columns are asked for.

use std::sync::Arc;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use spanmill_kernel::headers::Level;
use spanmill_kernel::plan::{Keys, PlanError};

pyo3::import_exception!(spanmill.errors, UndeclaredRead);

/// One key, or several in order of priority.
#[derive(Clone, Debug)]
pub struct ColumnKey(pub Vec<String>);

impl<'py> FromPyObject<'_, 'py> for ColumnKey {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if object.cast::<PyTuple>().is_ok() {
            return Ok(Self(object.extract::<Vec<String>>()?));
        }
        Ok(Self(vec![object.extract::<String>()?]))
    }
}

impl ColumnKey {
    /// The error for a column that the plan lacks.
    #[must_use]
    pub fn missing(&self) -> PyErr {
        UndeclaredRead::new_err(self.0.join(", "))
    }
}

/// What an edit or a read is about; None is the spans themselves.
///
/// # Errors
/// `ValueError` for a name that is none of the three.
pub fn level(target: &str) -> PyResult<Option<Level>> {
    match target {
        "span" => Ok(None),
        "resource" => Ok(Some(Level::Resource)),
        "scope" => Ok(Some(Level::Scope)),
        _ => Err(PyValueError::new_err(format!(
            "expected span, resource or scope, got {target:?}"
        ))),
    }
}

/// Which attribute columns the walk fills. Immutable.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct Plan {
    /// The compiled plan.
    pub inner: Arc<spanmill_kernel::plan::Plan>,
}

#[pymethods]
impl Plan {
    #[new]
    #[pyo3(signature = (span = Vec::new(), resource = Vec::new(), scope = Vec::new()))]
    #[pyo3(text_signature = "(span=(), resource=(), scope=())")]
    fn new(
        span: Vec<ColumnKey>,
        resource: Vec<ColumnKey>,
        scope: Vec<ColumnKey>,
    ) -> PyResult<Self> {
        let plan = spanmill_kernel::plan::Plan {
            span: compile(span)?,
            resource: compile(resource)?,
            scope: compile(scope)?,
        };
        Ok(Self {
            inner: Arc::new(plan),
        })
    }
}

fn compile(columns: Vec<ColumnKey>) -> PyResult<Keys> {
    Keys::new(columns.into_iter().map(|column| column.0).collect()).map_err(|fault| {
        PyValueError::new_err(match fault {
            PlanError::NoKeys => "a column needs at least one key",
            PlanError::TooManyKeys => "a column takes at most 255 keys",
        })
    })
}
