//! `Log`, what is read from it, and its cursors.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use spanmill_kernel::batch::Batch;
use spanmill_kernel::block::Block;
use spanmill_kernel::decided::SpanDecisions;
use spanmill_kernel::log::Enough;
use spanmill_kernel::table::Runs;
use spanmill_kernel::{log, placed};

use crate::batch::SpanBatch;
use crate::buffer::{Buffer, Owner, lent};
use crate::held::HeldSpans;
use crate::plan::Plan;
use crate::seam::{duration, os_error};

/// Where the spans of an appended batch lie.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct Placed {
    /// The places.
    pub inner: placed::Placed,
}

#[pymethods]
impl Placed {
    #[getter]
    fn sequence(&self) -> u64 {
        self.inner.sequence
    }

    #[getter]
    fn num_bytes(&self) -> u64 {
        self.inner.num_bytes
    }
}

/// Consecutive records, joined.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct LogRead {
    /// The records.
    pub inner: Arc<log::LogRead>,
    plan: Arc<spanmill_kernel::plan::Plan>,
    batch: OnceLock<Batch>,
}

impl LogRead {
    fn parsed(&self, py: Python<'_>) -> PyResult<&Batch> {
        let parse = || Batch::parse(&self.inner.payloads(), &self.plan).0;
        let batch = py.detach(|| self.batch.get_or_init(parse));
        let records = self.inner.records().iter();
        let expected = records.map(|record| u64::from(record.spans)).sum::<u64>();
        if batch.num_spans() as u64 == expected {
            return Ok(batch);
        }
        let found = batch.num_spans();
        let message = format!("expected {expected} spans in the records, found {found}");
        Err(PyOSError::new_err((5, message)))
    }
}

/// Smaller records are joined before they are sent: each piece costs a write.
const LEAST_PIECE: usize = 64 << 10;

/// The payloads of a read, end to end: messages of one type so are one message.
struct Payloads {
    read: Arc<log::LogRead>,
    joined: OnceLock<Arc<Block>>,
}

/// One of them.
struct Payload(Arc<log::LogRead>, usize);

impl AsRef<[u8]> for Payload {
    fn as_ref(&self) -> &[u8] {
        self.0.payload(self.1)
    }
}

impl Owner for Payloads {
    fn bytes(&self) -> &[u8] {
        if self.read.records().len() == 1 {
            return self.read.payload(0);
        }
        self.joined
            .get_or_init(|| Block::seal(self.read.joined()))
            .bytes()
    }

    fn pieces(self: Arc<Self>) -> Vec<Bytes> {
        let count = self.read.records().len();
        if self.read.num_bytes() < count * LEAST_PIECE {
            return vec![lent(self)];
        }
        (0..count)
            .map(|place| Bytes::from_owner(Payload(Arc::clone(&self.read), place)))
            .collect()
    }
}

type Decision = (Buffer, Vec<String>, Buffer, Vec<String>, Buffer);

#[pymethods]
impl LogRead {
    #[getter]
    fn batch(&self, py: Python<'_>) -> PyResult<SpanBatch> {
        self.parsed(py).map(|batch| batch.clone().into())
    }

    #[getter]
    fn first(&self) -> u64 {
        self.inner.first()
    }

    #[getter]
    fn last(&self) -> u64 {
        self.inner.last()
    }

    #[getter]
    fn payload(&self) -> Buffer {
        Buffer::new(Payloads {
            read: Arc::clone(&self.inner),
            joined: OnceLock::new(),
        })
    }

    fn placed(&self, py: Python<'_>) -> PyResult<Vec<(SpanBatch, Placed)>> {
        let placed = py
            .detach(|| self.inner.placed())
            .map_err(|error| os_error(&error))?;
        let parse = |payload| Batch::parse(&[payload], &self.plan).0;
        let batches = py.detach(|| self.inner.payloads().into_iter().map(parse).collect());
        let batches: Vec<Batch> = batches;
        let pairs = batches.into_iter().zip(placed);
        Ok(pairs
            .map(|(batch, inner)| (batch.into(), Placed { inner }))
            .collect())
    }

    fn metas<'py>(&self, py: Python<'py>) -> Vec<(u64, u32, Bound<'py, PyBytes>)> {
        let metas = self.inner.metas().into_iter();
        metas
            .map(|(sequence, spans, user)| (sequence, spans, PyBytes::new(py, user)))
            .collect()
    }

    fn decision(&self, py: Python<'_>) -> PyResult<Decision> {
        let batch = self.parsed(py)?;
        let expand = || Ok(SpanDecisions::of(batch, &self.inner.decisions()?));
        let found = py
            .detach(expand)
            .map_err(|error: std::io::Error| os_error(&error))?;
        let (policy, reason) = (Buffer::new(found.policy), Buffer::new(found.reason));
        Ok((
            policy,
            found.policies,
            reason,
            found.reasons,
            Buffer::new(found.weight),
        ))
    }
}

/// An ordered, bounded, durable sequence of records in segment files.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct Log {
    /// The log.
    pub inner: Arc<log::Log>,
}

#[pymethods]
impl Log {
    #[new]
    fn new(
        py: Python<'_>,
        directory: &str,
        segment_bytes: u64,
        max_bytes: u64,
        durability: &str,
    ) -> PyResult<Self> {
        let durable = match durability {
            "disk" => true,
            "process" => false,
            other => {
                let message = format!("expected process or disk, got {other:?}");
                return Err(PyValueError::new_err(message));
            }
        };
        let options = log::Options {
            segment_bytes,
            max_bytes,
            durable,
        };
        let opened = py.detach(|| log::Log::open(Path::new(directory), options));
        Ok(Self {
            inner: Arc::new(opened.map_err(|error| os_error(&error))?),
        })
    }

    #[getter]
    fn id(&self) -> String {
        format!("{:08x}", self.inner.id())
    }

    #[getter]
    fn head(&self) -> u64 {
        self.inner.head()
    }

    #[getter]
    fn tail(&self) -> u64 {
        self.inner.tail()
    }

    #[getter]
    fn total_spans(&self) -> u64 {
        self.inner.total_spans()
    }

    #[getter]
    fn bytes(&self) -> u64 {
        self.inner.bytes()
    }

    #[getter]
    fn max_bytes(&self) -> u64 {
        self.inner.max_bytes()
    }

    #[getter]
    fn full(&self) -> bool {
        self.inner.full()
    }

    fn hold(&self, py: Python<'_>, read: &LogRead) -> PyResult<HeldSpans> {
        let runs = py.detach(|| Runs::of_read(&read.inner));
        let runs = runs.map_err(|error| os_error(&error))?;
        Ok(HeldSpans::new(Arc::clone(&self.inner), runs))
    }

    fn has_room(&self, batch: &SpanBatch) -> bool {
        self.inner.has_room(&batch.inner)
    }

    fn append(&self, py: Python<'_>, batch: &SpanBatch, meta: &[u8]) -> PyResult<Placed> {
        let appended = py.detach(|| self.inner.append_batch(&batch.inner, meta));
        Ok(Placed {
            inner: appended.map_err(|error| os_error(&error))?,
        })
    }

    #[pyo3(signature = (first, max_bytes, plan, last = None))]
    fn read(
        &self,
        py: Python<'_>,
        first: u64,
        max_bytes: u64,
        plan: &Plan,
        last: Option<u64>,
    ) -> PyResult<Option<LogRead>> {
        let read = py.detach(|| self.inner.read(first, max_bytes, last.unwrap_or(u64::MAX)));
        let plan = Arc::clone(&plan.inner);
        let wrap = |inner| LogRead {
            inner: Arc::new(inner),
            plan,
            batch: OnceLock::new(),
        };
        Ok(read.map_err(|error| os_error(&error))?.map(wrap))
    }

    #[pyo3(signature = (sequence, timeout_s, num_bytes = 0, num_spans = 0))]
    fn wait(
        &self,
        py: Python<'_>,
        sequence: u64,
        timeout_s: f64,
        num_bytes: u64,
        num_spans: u64,
    ) -> bool {
        let enough = Enough {
            bytes: num_bytes,
            spans: num_spans,
        };
        py.detach(|| self.inner.wait(sequence, enough, duration(timeout_s)))
    }

    fn cursor(&self, py: Python<'_>, name: String) -> PyResult<Cursor> {
        py.detach(|| self.inner.ensure_cursor(&name))
            .map_err(|error| os_error(&error))?;
        Ok(Cursor {
            log: Arc::clone(&self.inner),
            name,
        })
    }

    fn drop_cursor(&self, py: Python<'_>, name: &str) -> PyResult<()> {
        py.detach(|| self.inner.drop_cursor(name))
            .map_err(|error| os_error(&error))
    }

    fn cursors(&self) -> Vec<String> {
        self.inner.cursor_names()
    }

    #[pyo3(signature = (sequence, last = None))]
    fn spans_after(&self, sequence: u64, last: Option<u64>) -> u64 {
        self.inner.spans_after(sequence, last.unwrap_or(u64::MAX))
    }

    fn bytes_after(&self, sequence: u64) -> u64 {
        self.inner.bytes_after(sequence)
    }

    fn last_before(&self, num_bytes: u64) -> u64 {
        self.inner.last_before(num_bytes)
    }

    fn close(&self, py: Python<'_>) -> PyResult<()> {
        py.detach(|| self.inner.close())
            .map_err(|error| os_error(&error))
    }
}

/// How far one consumer is done, with its counters.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct Cursor {
    log: Arc<log::Log>,
    name: String,
}

impl Cursor {
    fn mark(&self) -> PyResult<log::Mark> {
        let mark = self.log.mark(&self.name);
        mark.ok_or_else(|| PyValueError::new_err(format!("cursor {:?} was dropped", self.name)))
    }
}

#[pymethods]
impl Cursor {
    #[getter]
    fn sequence(&self) -> PyResult<u64> {
        Ok(self.mark()?.sequence)
    }

    #[getter]
    fn counters(&self) -> PyResult<Vec<u64>> {
        Ok(self.mark()?.counters.to_vec())
    }

    fn advance(&self, py: Python<'_>, sequence: u64, counters: Vec<u64>) -> PyResult<()> {
        let found = counters.len();
        let counters: [u64; log::COUNTERS] = counters.try_into().map_err(|_| {
            PyValueError::new_err(format!("expected {} counters, got {found}", log::COUNTERS))
        })?;
        py.detach(|| self.log.advance(&self.name, sequence, counters))
            .map_err(|error| os_error(&error))
    }
}
