//! `Upsert`: a column of new values on its way into the kernel.

use pyo3::prelude::*;
use spanmill_kernel::attribute::{Upsert as Edit, Values};

use crate::buffer::{array, optional_array};

/// A new value of one attribute for the rows of a batch.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct Upsert {
    /// The edit.
    pub inner: Edit,
}

type Array<'a, 'py> = &'a Bound<'py, PyAny>;

fn made(key: String, values: Values, valid: Option<Array<'_, '_>>) -> PyResult<Upsert> {
    Ok(Upsert {
        inner: Edit::new(key, values, optional_array(valid)?),
    })
}

#[pymethods]
impl Upsert {
    #[staticmethod]
    #[pyo3(signature = (key, values, valid = None))]
    fn f64(key: String, values: Array<'_, '_>, valid: Option<Array<'_, '_>>) -> PyResult<Self> {
        made(key, Values::F64(array(values)?), valid)
    }

    #[staticmethod]
    #[pyo3(signature = (key, values, valid = None))]
    fn i64(key: String, values: Array<'_, '_>, valid: Option<Array<'_, '_>>) -> PyResult<Self> {
        made(key, Values::I64(array(values)?), valid)
    }

    #[staticmethod]
    #[pyo3(signature = (key, values, valid = None))]
    fn boolean(key: String, values: Array<'_, '_>, valid: Option<Array<'_, '_>>) -> PyResult<Self> {
        made(key, Values::Bool(array(values)?), valid)
    }

    #[staticmethod]
    fn text(key: String, codes: Array<'_, '_>, values: Vec<String>) -> PyResult<Self> {
        made(
            key,
            Values::Text {
                codes: array(codes)?,
                values,
            },
            None,
        )
    }

    #[staticmethod]
    #[pyo3(signature = (key, values, width, valid = None))]
    fn f64_list(
        key: String,
        values: Array<'_, '_>,
        width: usize,
        valid: Option<Array<'_, '_>>,
    ) -> PyResult<Self> {
        made(
            key,
            Values::F64List {
                values: array(values)?,
                width,
            },
            valid,
        )
    }
}
