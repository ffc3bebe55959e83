//! The intake: `RequestQueue` and the ways to answer.

use std::os::fd::RawFd;
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use spanmill_kernel::queue::{self, Compression, Encoding, Origin, Reply};

use crate::batch::Body;
use crate::group::Group;
use crate::plan::Plan;
use crate::seam::{duration, os_error};

/// The answer to one request. `code` is a gRPC status code.
#[pyclass(frozen, eq, module = "spanmill._kernel")]
#[derive(Clone, PartialEq)]
pub struct Verdict {
    inner: queue::Verdict,
}

impl From<queue::Verdict> for Verdict {
    fn from(inner: queue::Verdict) -> Self {
        Self { inner }
    }
}

impl Verdict {
    pub(crate) fn inner(&self) -> &queue::Verdict {
        &self.inner
    }
}

#[pymethods]
impl Verdict {
    #[new]
    #[pyo3(signature = (code = 0, message = String::new(), rejected = 0, retry_after_s = None))]
    #[pyo3(text_signature = "(code=0, message='', rejected=0, retry_after_s=None)")]
    fn new(code: u32, message: String, rejected: u64, retry_after_s: Option<f64>) -> Self {
        queue::Verdict {
            code,
            message,
            rejected,
            retry_after_s,
        }
        .into()
    }

    #[getter]
    fn code(&self) -> u32 {
        self.inner.code
    }

    #[getter]
    fn message(&self) -> &str {
        &self.inner.message
    }

    #[getter]
    fn rejected(&self) -> u64 {
        self.inner.rejected
    }

    #[getter]
    fn retry_after_s(&self) -> Option<f64> {
        self.inner.retry_after_s
    }

    fn response<'py>(&self, py: Python<'py>, encoding: &str) -> PyResult<Bound<'py, PyBytes>> {
        let body = match parse_encoding(encoding)? {
            Encoding::Proto => self.inner.to_proto(),
            Encoding::Json => self.inner.to_json().into_bytes(),
        };
        Ok(PyBytes::new(py, &body))
    }

    fn __repr__(&self) -> String {
        let queue::Verdict {
            code,
            message,
            rejected,
            retry_after_s,
        } = &self.inner;
        let retry = retry_after_s.map_or("None".to_owned(), |delay| format!("{delay:?}"));
        format!(
            "Verdict(code={code}, message={message:?}, rejected={rejected}, retry_after_s={retry})"
        )
    }
}

/// One request under way.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct Ticket {
    inner: Arc<queue::Ticket>,
}

#[pymethods]
impl Ticket {
    fn wait(&self, py: Python<'_>, timeout_s: f64) -> Option<Verdict> {
        py.detach(|| self.inner.wait(duration(timeout_s)))
            .map(Verdict::from)
    }
}

/// Answers for an event loop.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct Completions {
    inner: Mutex<Option<Arc<queue::Completions>>>,
}

impl Completions {
    fn open(&self) -> PyResult<Arc<queue::Completions>> {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner
            .clone()
            .ok_or_else(|| PyValueError::new_err("the completions are closed"))
    }
}

#[pymethods]
impl Completions {
    fn fileno(&self) -> PyResult<RawFd> {
        Ok(self.open()?.descriptor())
    }

    fn drain(&self) -> PyResult<Vec<(u64, Verdict)>> {
        let answers = self.open()?.drain().into_iter();
        Ok(answers
            .map(|(token, verdict)| (token, verdict.into()))
            .collect())
    }

    fn close(&self) {
        self.inner
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
    }
}

fn parse_encoding(encoding: &str) -> PyResult<Encoding> {
    match encoding {
        "proto" => Ok(Encoding::Proto),
        "json" => Ok(Encoding::Json),
        _ => Err(PyValueError::new_err(format!(
            "expected proto or json, got {encoding:?}"
        ))),
    }
}

pub(crate) fn parse_compression(compression: &str) -> PyResult<Compression> {
    match compression {
        "none" => Ok(Compression::None),
        "gzip" => Ok(Compression::Gzip),
        "zstd" => Ok(Compression::Zstd),
        other => Err(PyValueError::new_err(format!(
            "expected none, gzip or zstd, got {other:?}"
        ))),
    }
}

fn origin(encoding: &str, compression: &str, tenant: &str, receiver: &str) -> PyResult<Origin> {
    Ok(Origin {
        encoding: parse_encoding(encoding)?,
        compression: parse_compression(compression)?,
        tenant: tenant.into(),
        receiver: receiver.into(),
    })
}

/// Bounded by bytes. Receivers submit, the engine pulls groups, each request is answered exactly
/// once.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct RequestQueue {
    inner: Arc<queue::RequestQueue>,
}

impl RequestQueue {
    pub(crate) fn inner(&self) -> &Arc<queue::RequestQueue> {
        &self.inner
    }
}

#[pymethods]
impl RequestQueue {
    #[new]
    #[pyo3(signature = (max_bytes, retry_after_s = 1.0))]
    fn new(max_bytes: u64, retry_after_s: f64) -> Self {
        Self {
            inner: queue::RequestQueue::new(max_bytes, retry_after_s),
        }
    }

    #[pyo3(signature = (max_bytes, most_resident = None, page_bytes = 4096))]
    fn set_limit(&self, max_bytes: u64, most_resident: Option<u64>, page_bytes: u64) {
        let most = most_resident.unwrap_or(u64::MAX);
        self.inner.set_limit(max_bytes, most, page_bytes);
    }

    #[getter]
    fn short(&self) -> bool {
        self.inner.short()
    }

    fn admit(&self, num_bytes: u64) -> Option<Verdict> {
        self.inner.admit(num_bytes).err().map(Verdict::from)
    }

    #[pyo3(signature = (
        body, max_inflated, encoding="proto", compression="none", tenant="", receiver=""
    ))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn submit<'py>(
        &self,
        py: Python<'py>,
        body: &Bound<'py, PyAny>,
        max_inflated: usize,
        encoding: &str,
        compression: &str,
        tenant: &str,
        receiver: &str,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (body, origin) = (
            Body::new(body)?,
            origin(encoding, compression, tenant, receiver)?,
        );
        let inner = Arc::new(queue::Ticket::default());
        let reply = Reply::Ticket(Arc::clone(&inner));
        match py.detach(|| self.inner.submit(body.bytes(), max_inflated, origin, reply)) {
            Ok(()) => Ok(Bound::new(py, Ticket { inner })?.into_any()),
            Err(refusal) => Ok(Bound::new(py, Verdict::from(refusal))?.into_any()),
        }
    }

    #[pyo3(signature = (
        completions, token, body, max_inflated, encoding="proto", compression="none", tenant="",
        receiver=""
    ))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn submit_to(
        &self,
        py: Python<'_>,
        completions: &Completions,
        token: u64,
        body: &Bound<'_, PyAny>,
        max_inflated: usize,
        encoding: &str,
        compression: &str,
        tenant: &str,
        receiver: &str,
    ) -> PyResult<Option<Verdict>> {
        let (body, origin) = (
            Body::new(body)?,
            origin(encoding, compression, tenant, receiver)?,
        );
        let reply = Reply::Completions(completions.open()?, token);
        let result = py.detach(|| self.inner.submit(body.bytes(), max_inflated, origin, reply));
        Ok(result.err().map(Verdict::from))
    }

    #[expect(
        clippy::unused_self,
        reason = "the stub has it as a method of the queue"
    )]
    fn completions(&self) -> PyResult<Completions> {
        let inner = queue::Completions::new().map_err(|error| os_error(&error))?;
        Ok(Completions {
            inner: Mutex::new(Some(Arc::new(inner))),
        })
    }

    fn next(&self, py: Python<'_>, plan: &Plan, max_bytes: u64, timeout_s: f64) -> Option<Group> {
        let timeout = duration(timeout_s);
        py.detach(|| self.inner.next(&plan.inner, max_bytes, timeout))
            .map(Group::from)
    }

    fn rouse(&self) {
        self.inner.rouse();
    }

    fn close(&self, reason: &str) {
        self.inner.close(reason);
    }

    #[getter]
    fn closed(&self) -> bool {
        self.inner.closed()
    }

    #[getter]
    fn bytes(&self) -> u64 {
        self.inner.bytes()
    }

    #[getter]
    fn requests(&self) -> u64 {
        self.inner.requests()
    }
}
