//! `RedactionPolicy`, `RedactionReport` and `SpanBatch.redact`.

use std::collections::HashMap;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use spanmill_kernel::redact::{Operator, Policy, PolicySpec, Report};

use crate::batch::{SpanBatch, value_error};
use crate::buffer::Buffer;

/// A compiled policy.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct RedactionPolicy {
    inner: Policy,
}

fn field<'py, T>(spec: &Bound<'py, PyDict>, name: &str) -> PyResult<T>
where
    T: for<'a> FromPyObject<'a, 'py, Error = PyErr>,
{
    let value = spec.get_item(name)?;
    let value = value.ok_or_else(|| PyValueError::new_err(format!("policy lacks {name:?}")))?;
    value.extract::<T>()
}

fn operator(name: &str) -> PyResult<Operator> {
    match name {
        "placeholder" => Ok(Operator::Placeholder),
        "mask" => Ok(Operator::Mask),
        "detect" => Ok(Operator::Detect),
        _ => Err(PyValueError::new_err(format!("unknown operator {name:?}"))),
    }
}

fn read(spec: &Bound<'_, PyDict>) -> PyResult<PolicySpec> {
    Ok(PolicySpec {
        allow_all_keys: field(spec, "allow_all_keys")?,
        allowed_keys: field(spec, "allowed_keys")?,
        ignored_keys: field(spec, "ignored_keys")?,
        ignored_key_patterns: field(spec, "ignored_key_patterns")?,
        blocked_key_patterns: field(spec, "blocked_key_patterns")?,
        blocked_values: field(spec, "blocked_values")?,
        allowed_values: field(spec, "allowed_values")?,
        entities: field(spec, "entities")?,
        operator: operator(&field::<String>(spec, "operator")?)?,
        allow_private_ips: field(spec, "allow_private_ips")?,
        max_value_bytes: field(spec, "max_value_bytes")?,
        counts: field(spec, "counts")?,
        keys: field(spec, "keys")?,
    })
}

#[pymethods]
impl RedactionPolicy {
    #[new]
    fn new(py: Python<'_>, spec: &str) -> PyResult<Self> {
        let loaded = py.import("json")?.call_method1("loads", (spec,))?;
        let spec = read(loaded.cast::<PyDict>()?)?;
        let inner = Policy::new(spec).map_err(PyValueError::new_err)?;
        Ok(Self { inner })
    }
}

/// What `redact` found.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct RedactionReport {
    inner: Report,
}

#[pymethods]
impl RedactionReport {
    #[getter]
    fn hits(&self) -> HashMap<(&'static str, &'static str), u64> {
        let counts = self.inner.counts.iter();
        counts
            .map(|(kind, location, count)| ((kind, location), count))
            .collect()
    }

    #[getter]
    fn errors(&self) -> u64 {
        self.inner.errors
    }

    #[getter]
    fn rows(&self) -> Buffer {
        Buffer::new(self.inner.rows.clone())
    }
}

#[pymethods]
impl SpanBatch {
    fn redact(
        &self,
        py: Python<'_>,
        policy: &RedactionPolicy,
    ) -> PyResult<(Self, RedactionReport)> {
        let redacted = py.detach(|| self.inner.redact(&policy.inner));
        let (batch, inner) = redacted.map_err(value_error)?;
        Ok((batch.into(), RedactionReport { inner }))
    }
}
