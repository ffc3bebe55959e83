//! The Python seam of the kernel: converts, releases the interpreter, maps errors.

use pyo3::prelude::*;

pub mod batch;
pub mod buffer;
mod columns;
mod edits;
pub mod plan;
pub mod report;

/// The private extension module behind `spanmill.kernel`.
#[pymodule(gil_used = false)]
fn _kernel(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<buffer::Buffer>()?;
    m.add_class::<plan::Plan>()?;
    m.add_class::<edits::Upsert>()?;
    m.add_class::<batch::SpanBatch>()?;
    m.add_class::<report::RequestReport>()?;
    Ok(())
}
