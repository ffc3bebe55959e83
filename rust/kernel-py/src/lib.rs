//! The Python seam of the kernel: converts, releases the interpreter, maps errors.
#![allow(
    clippy::needless_pass_by_value,
    reason = "PyO3 hands arguments over by value"
)]

use pyo3::prelude::*;

mod arrow;
pub mod batch;
pub mod buffer;
mod columns;
mod edits;
pub mod pattern;
pub mod plan;
pub mod report;

/// The private extension module behind `spanmill.kernel`.
#[pymodule(gil_used = false)]
fn _kernel(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<arrow::ArrowParts>()?;
    m.add_class::<buffer::Buffer>()?;
    m.add_class::<pattern::Pattern>()?;
    m.add_class::<plan::Plan>()?;
    m.add_class::<edits::Upsert>()?;
    m.add_class::<batch::SpanBatch>()?;
    m.add_class::<report::RequestReport>()?;
    m.add_function(wrap_pyfunction!(arrow::transcode_json, m)?)?;
    Ok(())
}
