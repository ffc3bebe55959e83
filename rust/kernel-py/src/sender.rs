//! Requests out: `PeerCertificates`, `Sender`, `PeerReply`.

use std::path::PathBuf;

use hyper::Uri;
use hyper::header::HeaderMap;
use pyo3::exceptions::{PyConnectionError, PyTimeoutError, PyValueError};
use pyo3::prelude::*;
use spanmill_sender::{
    Encoding, Fault, Grpc, Http, Identity, Keepalive, Options, Protocol, Proxy, Reply, Target, Tls,
    Trust, Versions,
};

use crate::buffer::Buffer;
use crate::seam::{Pairs, duration, os_error, to_headers, wait};

/// Host, port, and user with password.
type ProxyParts = (String, u16, Option<(String, String)>);

/// Certificates for one peer, replaceable while something sends to it.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct PeerCertificates {
    inner: Tls,
}

#[pymethods]
impl PeerCertificates {
    #[new]
    #[pyo3(signature = (
        name, protocol, authorities, identity, *, system, anyone, tls12 = true, tls13 = true
    ))]
    #[expect(clippy::too_many_arguments, reason = "arguments of Python")]
    #[expect(
        clippy::fn_params_excessive_bools,
        reason = "keyword arguments of Python"
    )]
    fn new(
        name: String,
        protocol: &str,
        authorities: Option<Vec<u8>>,
        identity: Option<(Vec<u8>, Vec<u8>)>,
        system: bool,
        anyone: bool,
        tls12: bool,
        tls13: bool,
    ) -> PyResult<Self> {
        let trust = Trust {
            authorities,
            system,
            anyone,
        };
        let identity = identity.map(|(chain, key)| Identity { chain, key });
        let versions = Versions { tls12, tls13 };
        let inner = Tls::new(
            name,
            protocol.as_bytes(),
            &trust,
            identity.as_ref(),
            versions,
        )
        .map_err(|error| os_error(&error))?;
        Ok(Self { inner })
    }

    fn replace(&self, other: &Self) {
        self.inner.replace(&other.inner);
    }
}

/// What a peer answered.
#[pyclass(frozen, get_all, module = "spanmill._kernel")]
pub struct PeerReply {
    status: u16,
    retry_after: String,
    grpc: Option<(u32, String, Vec<u8>)>,
    body: Vec<u8>,
}

/// Sends to one peer.
#[pyclass(frozen, module = "spanmill._kernel")]
pub struct Sender {
    inner: spanmill_sender::Sender,
}

#[pymethods]
impl Sender {
    #[staticmethod]
    #[pyo3(signature = (
        target, url, headers, *, encoding, timeout_s, certificates, round_robin, wait_for_ready,
        ping_s
    ))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn grpc(
        target: &str,
        url: &str,
        headers: Pairs,
        encoding: (String, i32),
        timeout_s: f64,
        certificates: Option<PyRef<'_, PeerCertificates>>,
        round_robin: bool,
        wait_for_ready: bool,
        ping_s: (f64, f64, bool),
    ) -> PyResult<Self> {
        let (after, timeout, while_idle) = ping_s;
        let protocol = Protocol::Grpc(Grpc {
            round_robin,
            wait_for_ready,
            keepalive: wait(after).map(|after| Keepalive {
                after,
                timeout: duration(timeout),
                while_idle,
            }),
        });
        open(
            target,
            url,
            headers,
            &encoding,
            timeout_s,
            certificates,
            protocol,
        )
    }

    #[staticmethod]
    #[pyo3(signature = (
        target, url, headers, *, encoding, timeout_s, certificates, max_idle, idle_s, proxy
    ))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn http(
        target: &str,
        url: &str,
        headers: Pairs,
        encoding: (String, i32),
        timeout_s: f64,
        certificates: Option<PyRef<'_, PeerCertificates>>,
        max_idle: usize,
        idle_s: f64,
        proxy: Option<ProxyParts>,
    ) -> PyResult<Self> {
        let protocol = Protocol::Http(Http {
            max_idle,
            idle_timeout: duration(idle_s),
            proxy: proxy.map(|(host, port, user)| Proxy { host, port, user }),
        });
        open(
            target,
            url,
            headers,
            &encoding,
            timeout_s,
            certificates,
            protocol,
        )
    }

    fn send(&self, py: Python<'_>, body: &Buffer, headers: Pairs) -> PyResult<PeerReply> {
        let headers: HeaderMap = to_headers(headers)?.into_iter().collect();
        match py.detach(|| self.inner.send(body.lend(), headers)) {
            Ok(reply) => Ok(reply.into()),
            Err(Fault::Late) => Err(PyTimeoutError::new_err("no answer in time")),
            Err(Fault::Peer(text)) => Err(PyConnectionError::new_err(text)),
            Err(Fault::Closed) => Err(PyConnectionError::new_err("the exporter was stopped")),
        }
    }

    fn close(&self, py: Python<'_>) {
        py.detach(|| self.inner.close());
    }
}

impl From<Reply> for PeerReply {
    fn from(reply: Reply) -> Self {
        Self {
            status: reply.status,
            retry_after: reply.retry_after,
            grpc: reply.grpc.map(|it| (it.code, it.message, it.details)),
            body: reply.body,
        }
    }
}

fn open(
    target: &str,
    url: &str,
    headers: Pairs,
    (encoding, level): &(String, i32),
    timeout_s: f64,
    certificates: Option<PyRef<'_, PeerCertificates>>,
    protocol: Protocol,
) -> PyResult<Sender> {
    let options = Options {
        target: to_target(target)?,
        uri: Uri::try_from(url).map_err(|error| PyValueError::new_err(error.to_string()))?,
        headers: to_headers(headers)?.into_iter().collect(),
        encoding: to_encoding(encoding, *level)?,
        timeout: duration(timeout_s),
        tls: certificates.map(|it| it.inner.clone()),
        protocol,
    };
    let inner = spanmill_sender::Sender::open(options).map_err(|error| os_error(&error))?;
    Ok(Sender { inner })
}

fn to_encoding(name: &str, level: i32) -> PyResult<Encoding> {
    match name {
        "" => Ok(Encoding::Identity),
        "gzip" => Ok(Encoding::Gzip(level.clamp(0, 9).unsigned_abs())),
        "zstd" => Ok(Encoding::Zstd(level)),
        _ => Err(PyValueError::new_err("expected gzip or zstd")),
    }
}

fn to_target(text: &str) -> PyResult<Target> {
    if let Some(path) = text.strip_prefix("unix:") {
        return Ok(Target::Unix(PathBuf::from(path)));
    }
    let parts = text
        .rsplit_once(':')
        .and_then(|(host, port)| Some((host, port.parse().ok()?)));
    let (host, port) =
        parts.ok_or_else(|| PyValueError::new_err("expected host:port or unix:path"))?;
    let bare = host.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    Ok(Target::Tcp(bare.unwrap_or(host).to_owned(), port))
}
