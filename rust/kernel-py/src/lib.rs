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
mod cost;
mod edits;
mod group;
mod held;
mod kept;
mod listener;
mod log;
pub mod pattern;
pub mod plan;
mod queue;
mod redact;
pub mod report;
mod seam;
mod sender;
mod table;

/// The private extension module behind `spanmill.kernel`.
#[pymodule(gil_used = false)]
fn _kernel(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<arrow::ArrowParts>()?;
    m.add_class::<buffer::Buffer>()?;
    m.add_class::<pattern::Pattern>()?;
    m.add_class::<plan::Plan>()?;
    m.add_class::<redact::RedactionPolicy>()?;
    m.add_class::<redact::RedactionReport>()?;
    m.add_class::<cost::Pricer>()?;
    m.add_class::<cost::CostReport>()?;
    m.add_class::<redact::RedactionDetail>()?;
    m.add_class::<edits::Upsert>()?;
    m.add_class::<batch::SpanBatch>()?;
    m.add_class::<report::RequestReport>()?;
    m.add_class::<queue::Verdict>()?;
    m.add_class::<queue::Ticket>()?;
    m.add_class::<queue::Completions>()?;
    m.add_class::<queue::RequestQueue>()?;
    m.add_class::<group::Source>()?;
    m.add_class::<group::Group>()?;
    m.add_class::<listener::Certificates>()?;
    m.add_class::<listener::ListenerOptions>()?;
    m.add_class::<listener::Listener>()?;
    m.add_class::<sender::PeerCertificates>()?;
    m.add_class::<sender::PeerReply>()?;
    m.add_class::<sender::Sender>()?;
    m.add_class::<log::Placed>()?;
    m.add_class::<log::LogRead>()?;
    m.add_class::<log::Log>()?;
    m.add_class::<log::Cursor>()?;
    m.add_class::<table::Runs>()?;
    m.add_class::<held::HeldSpans>()?;
    m.add_class::<table::DueTraces>()?;
    m.add_class::<table::TraceTable>()?;
    m.add_class::<table::LateSpans>()?;
    m.add_function(wrap_pyfunction!(columns::bucket_sums, m)?)?;
    m.add_function(wrap_pyfunction!(columns::group_rows, m)?)?;
    m.add_function(wrap_pyfunction!(kept::read_runs, m)?)?;
    m.add_function(wrap_pyfunction!(kept::append_kept, m)?)?;
    m.add_function(wrap_pyfunction!(arrow::transcode_json, m)?)?;
    Ok(())
}
