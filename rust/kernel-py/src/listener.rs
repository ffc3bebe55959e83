//! The listener that serves OTLP without Python: `ListenerOptions`, `Certificates`, `Listener`.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use spanmill_kernel::queue as kernel;
use spanmill_listener::{Cors, Deadlines, Keepalive, Options, Proof, Tls, Versions};

use crate::queue::{RequestQueue, Verdict, parse_compression};
use crate::seam::{Pairs, duration, header_name, os_error, to_headers, wait};

/// Origins, headers of a preflight's answer, and headers of every other answer.
type CorsParts = (Vec<String>, Pairs, Pairs);

const INTERNAL_RETRY_S: f64 = 1.0;

/// Certificates of one endpoint, replaceable while it serves.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct Certificates {
    inner: Tls,
}

#[pymethods]
impl Certificates {
    #[new]
    #[pyo3(signature = (chain, key, client_authorities = None, *, tls12 = true, tls13 = true))]
    fn new(
        chain: Vec<u8>,
        key: Vec<u8>,
        client_authorities: Option<Vec<u8>>,
        tls12: bool,
        tls13: bool,
    ) -> PyResult<Self> {
        let given = spanmill_listener::Certificates {
            chain,
            key,
            client_authorities,
            versions: Versions { tls12, tls13 },
        };
        let inner = Tls::new(&given).map_err(|error| os_error(&error))?;
        Ok(Self { inner })
    }

    fn replace(&self, other: &Self) {
        self.inner.replace(&other.inner);
    }
}

/// What one endpoint serves.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct ListenerOptions {
    inner: Mutex<Option<Options>>,
}

#[pymethods]
impl ListenerOptions {
    #[new]
    #[pyo3(signature = (
        *, address, receivers, max_bytes, tenant_header, proof, certificates, traces_path,
        compressions, headers, cors, keep_alive, deadlines_s, ping_s, age_s, max_streams
    ))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn new(
        address: String,
        receivers: (String, String),
        max_bytes: usize,
        tenant_header: &str,
        proof: Option<(String, Py<PyAny>)>,
        certificates: Option<PyRef<'_, Certificates>>,
        traces_path: String,
        compressions: Vec<String>,
        headers: Pairs,
        cors: Option<CorsParts>,
        keep_alive: bool,
        deadlines_s: (f64, f64, f64, f64),
        ping_s: (f64, f64),
        age_s: (f64, f64),
        max_streams: u32,
    ) -> PyResult<Self> {
        let compressions: PyResult<Vec<_>> = compressions
            .iter()
            .map(|it| parse_compression(it))
            .collect();
        let options = Options {
            address,
            receivers: [receivers.0.into(), receivers.1.into()],
            max_bytes,
            tenant_header: match tenant_header {
                "" => None,
                name => Some(header_name(name)?),
            },
            proof: proof.map(to_proof).transpose()?,
            tls: certificates.map(|it| it.inner.clone()),
            traces_path,
            compressions: compressions?,
            headers: to_headers(headers)?,
            cors: cors.map(to_cors).transpose()?,
            keep_alive,
            deadlines: Deadlines {
                headers: limit(deadlines_s.0),
                request: limit(deadlines_s.1),
                response: limit(deadlines_s.2),
                idle: limit(deadlines_s.3),
            },
            keepalive: Keepalive {
                ping_after: wait(ping_s.0),
                ping_timeout: wait(ping_s.1),
                max_age: wait(age_s.0),
                max_age_grace: wait(age_s.1),
            },
            max_streams: (max_streams > 0).then_some(max_streams),
        };
        Ok(Self {
            inner: Mutex::new(Some(options)),
        })
    }
}

/// Serves endpoints on a thread of its own.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct Listener {
    inner: spanmill_listener::Listener,
}

#[pymethods]
impl Listener {
    #[new]
    fn new(
        py: Python<'_>,
        queue: &RequestQueue,
        endpoints: Vec<PyRef<'_, ListenerOptions>>,
        tell: Py<PyAny>,
    ) -> PyResult<Self> {
        let taken: Option<Vec<Options>> = endpoints.iter().map(|each| each.take()).collect();
        let taken = taken.ok_or_else(|| PyValueError::new_err("options serve one listener"))?;
        let queue = Arc::clone(queue.inner());
        // What the caller's function raises has nobody to go to.
        let tell = Box::new(move |error: &std::io::Error| {
            Python::attach(|py| drop(tell.call1(py, (error.to_string(),))));
        });
        let inner = py
            .detach(|| spanmill_listener::Listener::open(queue, taken, tell))
            .map_err(|error| os_error(&error))?;
        Ok(Self { inner })
    }

    #[getter]
    fn ports(&self) -> Vec<u16> {
        self.inner.ports().to_vec()
    }

    fn take_refusals(&self) -> Vec<(&'static str, u32, u64)> {
        self.inner.refusals().take()
    }

    fn stop_accepting(&self) {
        self.inner.stop_accepting();
    }

    fn stop(&self, py: Python<'_>, timeout_s: f64) {
        py.detach(|| self.inner.stop(duration(timeout_s)));
    }
}

impl Drop for Listener {
    /// Its thread may be waiting for the interpreter, which whoever drops it holds.
    fn drop(&mut self) {
        Python::attach(|py| py.detach(|| self.inner.stop(Duration::ZERO)));
    }
}

impl ListenerOptions {
    fn take(&self) -> Option<Options> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.take()
    }
}

fn to_proof((header, check): (String, Py<PyAny>)) -> PyResult<Proof> {
    let ask = move |value: &str| Python::attach(|py| ask(check.bind(py), value));
    Ok(Proof::new(header_name(&header)?, Box::new(ask)))
}

/// Ask for the refusal of a value; whatever goes wrong, the client keeps its data.
fn ask(check: &Bound<'_, PyAny>, value: &str) -> Option<kernel::Verdict> {
    match check.call1((value,)) {
        Ok(answer) if answer.is_none() => None,
        Ok(answer) => match answer.cast::<Verdict>() {
            Ok(verdict) => Some(verdict.get().inner().clone()),
            Err(_) => Some(fault()),
        },
        Err(_) => Some(fault()),
    }
}

fn fault() -> kernel::Verdict {
    kernel::Verdict::unavailable("internal fault, send again later", INTERNAL_RETRY_S)
}

fn to_cors((origins, preflight, exposed): CorsParts) -> PyResult<Cors> {
    Cors::new(&origins, to_headers(preflight)?, to_headers(exposed)?)
        .map_err(|error| PyValueError::new_err(error.to_string()))
}

/// Seconds that bound something; 0 bounds nothing.
fn limit(seconds: f64) -> Duration {
    wait(seconds).unwrap_or(Duration::MAX)
}
