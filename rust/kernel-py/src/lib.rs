//! The Python seam of the kernel.
use pyo3::prelude::*;

/// The private extension module behind `spanmill.kernel`.
#[pymodule(gil_used = false)]
fn _kernel(_m: &Bound<'_, PyModule>) -> PyResult<()> {
    Ok(())
}
