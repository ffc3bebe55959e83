//! `ArrowParts`, and the ways out of a batch other than columns.

use std::sync::Arc;

use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use spanmill_kernel::arrow::{ArrowBuffer, ArrowParts as Parts};
use spanmill_kernel::json_in::transcode;

use crate::batch::{SpanBatch, value_error};
use crate::buffer::{Buffer, Part, array, as_bytes};
use crate::plan::{ColumnKey, level};

/// Arrow buffers by name, put together by `spanmill.model.arrow`.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct ArrowParts {
    buffers: std::collections::HashMap<String, Arc<ArrowBuffer>>,
    lengths: std::collections::HashMap<String, usize>,
}

impl From<Parts> for ArrowParts {
    fn from(parts: Parts) -> Self {
        let shared = |(name, buffer)| (name, Arc::new(buffer));
        Self {
            buffers: parts.buffers.into_iter().map(shared).collect(),
            lengths: parts.lengths,
        }
    }
}

fn bytes(buffer: &ArrowBuffer) -> &[u8] {
    match buffer {
        ArrowBuffer::I32(items) => as_bytes(items),
        ArrowBuffer::U64(items) => as_bytes(items),
        ArrowBuffer::U8(items) => items,
    }
}

#[pymethods]
impl ArrowParts {
    fn buffer(&self, name: &str) -> PyResult<Buffer> {
        let buffer = self
            .buffers
            .get(name)
            .ok_or_else(|| PyKeyError::new_err(name.to_owned()))?;
        Ok(Buffer::new(Part(Arc::clone(buffer), bytes)))
    }

    fn length(&self, name: &str) -> PyResult<usize> {
        self.lengths
            .get(name)
            .copied()
            .ok_or_else(|| PyKeyError::new_err(name.to_owned()))
    }
}

#[pymethods]
impl SpanBatch {
    #[pyo3(signature = (key, target = "span"))]
    fn attribute_json(
        &self,
        py: Python<'_>,
        key: ColumnKey,
        target: &str,
    ) -> PyResult<Vec<Option<String>>> {
        let view = self
            .inner
            .view(&key.0, level(target)?)
            .ok_or_else(|| key.missing())?;
        Ok(py.detach(|| view.spelled()))
    }

    fn framed_rows(&self) -> Buffer {
        Buffer::new(self.inner.framed_rows())
    }

    fn to_otlp_json(&self, py: Python<'_>) -> Buffer {
        Buffer::new(py.detach(|| self.inner.to_json()))
    }

    fn to_arrow(
        &self,
        py: Python<'_>,
        moved: Vec<String>,
        hidden: Vec<String>,
    ) -> PyResult<ArrowParts> {
        let moved = moved.into_iter().collect();
        let hidden = hidden.into_iter().collect();
        py.detach(|| self.inner.to_arrow(&moved, &hidden))
            .map(ArrowParts::from)
            .map_err(value_error)
    }
}

/// Return OTLP JSON as an `ExportTraceServiceRequest` in protobuf.
#[pyfunction]
pub fn transcode_json<'py>(data: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
    let json = array::<u8>(data)?;
    let mut out = Vec::new();
    let transcoded = data.py().detach(|| transcode(&json, &mut out));
    transcoded.map_err(|fault| PyValueError::new_err(fault.to_string()))?;
    Ok(PyBytes::new(data.py(), &out))
}
