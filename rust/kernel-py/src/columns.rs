//! `SpanBatch`: reading columns.

use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use spanmill_kernel::attribute::{Upsert as Edit, Values};
use spanmill_kernel::batch::Batch;
use spanmill_kernel::columns::{ArrowText, Dictionary, TextField, View, arrow_text, dictionary};
use spanmill_kernel::groups::{Label, groups, histogram};
use spanmill_kernel::rows::Rows;
use spanmill_kernel::scope_text::ScopeField;

use crate::batch::{SpanBatch, value_error};
use crate::buffer::{Buffer, Part, array, as_bytes};
use crate::edits::Upsert;
use crate::plan::{ColumnKey, level};

type Dict = (Buffer, Vec<String>);
type Text = (Buffer, Buffer, Buffer);
type Masked = (Buffer, Buffer);

/// Where a column lies among those that no edit changes.
fn fixed(name: &str) -> Option<fn(&Rows) -> &[u8]> {
    Some(match name {
        "trace_id" => |rows| as_bytes(&rows.trace_id),
        "span_id" => |rows| as_bytes(&rows.span_id),
        "parent_span_id" => |rows| as_bytes(&rows.parent),
        "start_unix_nano" => |rows| as_bytes(&rows.start),
        "end_unix_nano" => |rows| as_bytes(&rows.end),
        "kind" => |rows| as_bytes(&rows.kind),
        "status" => |rows| as_bytes(&rows.status),
        "flags" => |rows| as_bytes(&rows.flags),
        "request" => |rows| as_bytes(&rows.request),
        "num_events" => |rows| as_bytes(&rows.num_events),
        "num_links" => |rows| as_bytes(&rows.num_links),
        "dropped_attributes" => |rows| as_bytes(&rows.dropped_attributes),
        "dropped_events" => |rows| as_bytes(&rows.dropped_events),
        "dropped_links" => |rows| as_bytes(&rows.dropped_links),
        _ => return None,
    })
}

fn column(batch: &Batch, name: &str) -> Option<Buffer> {
    if let Some(find) = fixed(name) {
        return Some(Buffer::new(Part(batch.rows().clone(), find)));
    }
    Some(match name {
        "duration_ns" => Buffer::new(batch.durations()),
        "size" => Buffer::new(batch.sizes()),
        "resource" => Buffer::new(batch.resource_of().clone()),
        "scope" => Buffer::new(batch.scope_of().clone()),
        _ => return None,
    })
}

fn text_field(name: &str) -> PyResult<TextField> {
    match name {
        "name" => Ok(TextField::Name),
        "status_message" => Ok(TextField::StatusMessage),
        "trace_state" => Ok(TextField::TraceState),
        _ => Err(PyKeyError::new_err(name.to_owned())),
    }
}

fn scope_field(name: &str) -> Option<ScopeField> {
    match name {
        "scope_name" => Some(ScopeField::Name),
        "scope_version" => Some(ScopeField::Version),
        _ => None,
    }
}

fn lent_dict((codes, values): Dictionary) -> Dict {
    (Buffer::new(codes), values)
}

fn lent_text((offsets, data, validity): ArrowText) -> Text {
    (
        Buffer::new(offsets),
        Buffer::new(data),
        Buffer::new(validity),
    )
}

fn lent_mask<T: crate::buffer::Plain>((values, valid): (Vec<T>, Vec<u8>)) -> Masked {
    (Buffer::new(values), Buffer::new(valid))
}

impl SpanBatch {
    fn view(&self, key: &ColumnKey, target: &str) -> PyResult<View<'_>> {
        self.inner
            .view(&key.0, level(target)?)
            .ok_or_else(|| key.missing())
    }
}

/// Cut rows into groups of equal labels.
#[pyfunction]
pub fn group_rows(
    py: Python<'_>,
    codes: Vec<Bound<'_, PyAny>>,
    sizes: Vec<u32>,
    num_rows: usize,
) -> PyResult<(Buffer, Buffer)> {
    let columns = codes.iter().map(array).collect::<PyResult<Vec<_>>>()?;
    let labels: Vec<Label> = columns.into_iter().zip(sizes).collect();
    let found = py.detach(|| groups(&labels, num_rows));
    let (first, of_row) = found.map_err(value_error)?;
    Ok((Buffer::new(first), Buffer::new(of_row)))
}

/// Count amounts by group and bucket.
#[pyfunction]
pub fn bucket_sums(
    of_row: &Bound<'_, PyAny>,
    amounts: &Bound<'_, PyAny>,
    bounds: &Bound<'_, PyAny>,
    num_groups: usize,
) -> PyResult<Buffer> {
    let (of_row, amounts, bounds) = (array(of_row)?, array(amounts)?, array(bounds)?);
    let found = histogram(&of_row, &amounts, &bounds, num_groups);
    found.map(Buffer::new).map_err(value_error)
}

#[pymethods]
impl SpanBatch {
    fn column(&self, name: &str) -> PyResult<Buffer> {
        column(&self.inner, name).ok_or_else(|| PyKeyError::new_err(name.to_owned()))
    }

    fn copied(
        &self,
        source: ColumnKey,
        key: String,
        valid: &Bound<'_, PyAny>,
        target: &str,
    ) -> PyResult<Upsert> {
        let values = Values::Copied(self.view(&source, target)?.copied());
        let inner = Edit::new(key, values, Some(array(valid)?));
        Ok(Upsert { inner })
    }

    fn text_dict(&self, py: Python<'_>, name: &str) -> PyResult<Dict> {
        if let Some(field) = scope_field(name) {
            return Ok(lent_dict(
                py.detach(|| dictionary(self.inner.scope_texts(field))),
            ));
        }
        let field = text_field(name)?;
        Ok(lent_dict(py.detach(|| dictionary(self.inner.texts(field)))))
    }

    fn text_arrow(&self, py: Python<'_>, name: &str) -> PyResult<Text> {
        if let Some(field) = scope_field(name) {
            return py
                .detach(|| arrow_text(self.inner.scope_texts(field)))
                .map(lent_text)
                .map_err(value_error);
        }
        let field = text_field(name)?;
        py.detach(|| arrow_text(self.inner.texts(field)))
            .map(lent_text)
            .map_err(value_error)
    }

    fn has_attribute(&self, key: ColumnKey) -> PyResult<bool> {
        let column = self.inner.plan().span.column(&key.0);
        column
            .map(|column| self.inner.has_values(column))
            .ok_or_else(|| key.missing())
    }

    #[pyo3(signature = (key, target = "span"))]
    fn attribute_kind(&self, key: ColumnKey, target: &str) -> PyResult<Buffer> {
        Ok(Buffer::new(self.view(&key, target)?.kinds()))
    }

    #[pyo3(signature = (key, target = "span"))]
    fn attribute_i64(&self, key: ColumnKey, target: &str) -> PyResult<Masked> {
        Ok(lent_mask(self.view(&key, target)?.ints()))
    }

    #[pyo3(signature = (key, target = "span"))]
    fn attribute_f64(&self, key: ColumnKey, target: &str) -> PyResult<Buffer> {
        Ok(Buffer::new(self.view(&key, target)?.doubles()))
    }

    #[pyo3(signature = (key, target = "span"))]
    fn attribute_bool(&self, key: ColumnKey, target: &str) -> PyResult<Masked> {
        Ok(lent_mask(self.view(&key, target)?.bools()))
    }

    #[pyo3(signature = (key, target = "span"))]
    fn attribute_dict(&self, py: Python<'_>, key: ColumnKey, target: &str) -> PyResult<Dict> {
        let view = self.view(&key, target)?;
        Ok(lent_dict(py.detach(|| dictionary(view.texts()))))
    }

    #[pyo3(signature = (key, target = "span"))]
    fn attribute_arrow(&self, py: Python<'_>, key: ColumnKey, target: &str) -> PyResult<Text> {
        let view = self.view(&key, target)?;
        py.detach(|| arrow_text(view.texts()))
            .map(lent_text)
            .map_err(value_error)
    }

    #[pyo3(signature = (key, target = "span"))]
    fn attribute_length(&self, key: ColumnKey, target: &str) -> PyResult<Buffer> {
        Ok(Buffer::new(self.view(&key, target)?.lengths()))
    }
}
