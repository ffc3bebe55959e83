//! Opens connections: TCP or a Unix socket, through a proxy, with TLS.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, UnixStream, lookup_host};
use tokio::time::timeout;

use crate::tls::Tls;
use crate::told::told;

/// Longest answer of a proxy that is read.
const MAX_PROXY_ANSWER: u64 = 8 << 10;

/// Where a peer listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Name or address, and port.
    Tcp(String, u16),
    /// Path of a Unix socket.
    Unix(PathBuf),
}

/// One way to a peer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Address {
    Tcp(SocketAddr),
    Unix(PathBuf),
}

/// An HTTP proxy.
#[derive(Clone)]
pub struct Proxy {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// User and password, if it wants them.
    pub user: Option<(String, String)>,
}

impl std::fmt::Debug for Proxy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Proxy({}:{})", self.host, self.port)
    }
}

impl Proxy {
    /// Value of `Proxy-Authorization`.
    pub(crate) fn authorization(&self) -> Option<String> {
        let (name, password) = self.user.as_ref()?;
        let pair = STANDARD.encode(format!("{name}:{password}"));
        Some(format!("Basic {pair}"))
    }
}

/// What carries a connection.
pub(crate) trait Carrier: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Carrier for T {}

/// A connection.
pub(crate) type Stream = Box<dyn Carrier>;

impl Target {
    /// Find every way to it, in the order of the resolver.
    pub(crate) async fn resolve(&self) -> io::Result<Vec<Address>> {
        match self {
            Self::Unix(path) => Ok(vec![Address::Unix(path.clone())]),
            Self::Tcp(host, port) => {
                let found: Vec<_> = lookup_host((host.as_str(), *port))
                    .await?
                    .map(Address::Tcp)
                    .collect();
                if found.is_empty() {
                    let message = format!("{host} has no address");
                    return Err(io::Error::new(io::ErrorKind::NotFound, message));
                }
                Ok(found)
            }
        }
    }
}

/// Connect to one address.
pub(crate) async fn open(address: &Address, tls: Option<&Tls>) -> io::Result<Stream> {
    match address {
        Address::Unix(path) => secure(UnixStream::connect(path).await?, tls).await,
        Address::Tcp(address) => {
            let stream = TcpStream::connect(address).await?;
            stream.set_nodelay(true)?;
            secure(stream, tls).await
        }
    }
}

/// Connect to the first address of a peer that answers, within `limit` for all of them: one that
/// is silent leaves the others their share.
pub(crate) async fn open_any(
    target: &Target,
    tls: Option<&Tls>,
    limit: Duration,
) -> io::Result<Stream> {
    let found = target.resolve().await?;
    let share = limit / u32::try_from(found.len()).unwrap_or(u32::MAX).max(1);
    first_open(&found, tls, share).await
}

async fn first_open(found: &[Address], tls: Option<&Tls>, share: Duration) -> io::Result<Stream> {
    let mut last = io::Error::from(io::ErrorKind::NotFound);
    for address in found {
        match timeout(share, open(address, tls)).await {
            Ok(Ok(stream)) => return Ok(stream),
            Ok(Err(error)) => last = error,
            Err(_) => last = late(),
        }
    }
    Err(last)
}

/// What is said of an address that did not answer in its time.
pub(crate) fn late() -> io::Error {
    io::Error::new(io::ErrorKind::TimedOut, "no connection in time")
}

/// Connect by way of a proxy: as it is for plain HTTP, through a tunnel for TLS.
pub(crate) async fn open_by(
    proxy: &Proxy,
    target: &Target,
    tls: Option<&Tls>,
    limit: Duration,
) -> io::Result<Stream> {
    let way = Target::Tcp(proxy.host.clone(), proxy.port);
    let mut stream = open_any(&way, None, limit).await?;
    if tls.is_some() {
        tunnel(&mut stream, proxy, target).await?;
    }
    secure(stream, tls).await
}

async fn tunnel(stream: &mut Stream, proxy: &Proxy, target: &Target) -> io::Result<()> {
    let Target::Tcp(host, port) = target else {
        return Err(io::ErrorKind::Unsupported.into());
    };
    let authorization = proxy
        .authorization()
        .map(|value| format!("Proxy-Authorization: {value}\r\n"))
        .unwrap_or_default();
    let head =
        format!("CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n{authorization}\r\n");
    stream.write_all(head.as_bytes()).await?;
    let mut answer = Vec::new();
    let mut limited = stream.take(MAX_PROXY_ANSWER);
    while !answer.ends_with(b"\r\n\r\n") {
        // Byte by byte: what comes behind the answer belongs to TLS.
        answer.push(limited.read_u8().await?);
    }
    let status = answer
        .split(|byte| *byte == b' ')
        .nth(1)
        .unwrap_or_default();
    if status.starts_with(b"2") {
        return Ok(());
    }
    let status = String::from_utf8_lossy(status);
    Err(io::Error::other(format!("the proxy answered {status}")))
}

async fn secure(stream: impl Carrier + 'static, tls: Option<&Tls>) -> io::Result<Stream> {
    match tls {
        None => Ok(Box::new(stream)),
        Some(tls) => {
            let shaken = tls.connector().connect(tls.name(), stream).await;
            Ok(Box::new(shaken.map_err(told)?))
        }
    }
}

#[cfg(test)]
mod tests {
    use spanmill_tls::Versions;

    use super::*;
    use crate::tls::Trust;

    /// An address that takes connections and never shakes hands leaves the next one its time.
    #[test]
    fn silent_address_does_not_keep_from_the_next() {
        let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let found = [&silent, &closed].map(|it| Address::Tcp(it.local_addr().unwrap()));
        drop(closed);
        let trust = Trust {
            anyone: true,
            ..Trust::default()
        };
        let both = Versions {
            tls12: true,
            tls13: true,
        };
        let tls = Tls::new("localhost".to_owned(), b"h2", &trust, None, both).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let error = runtime.block_on(async {
            let opened = first_open(&found, Some(&tls), Duration::from_millis(50));
            timeout(Duration::from_secs(20), opened)
                .await
                .unwrap()
                .err()
        });
        assert_eq!(error.unwrap().kind(), io::ErrorKind::ConnectionRefused);
    }
}
