//! Sockets of an endpoint.

use std::fs;
use std::io;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::os::unix::fs::FileTypeExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;

use socket2::{Domain, Socket as RawSocket, Type};

const BACKLOG: i32 = 2048;

/// A bound socket that does not block.
#[derive(Debug)]
pub(crate) enum Socket {
    Tcp(TcpListener),
    Unix(UnixListener),
}

impl Socket {
    /// Its port; 0 for a Unix socket.
    pub fn port(&self) -> u16 {
        match self {
            Self::Tcp(socket) => socket.local_addr().map_or(0, |address| address.port()),
            Self::Unix(_) => 0,
        }
    }
}

/// Bind every address that `address` stands for.
pub(crate) fn bind(address: &str) -> io::Result<Vec<Socket>> {
    let bound = match address.strip_prefix("unix:") {
        Some(path) => unix(Path::new(path.strip_prefix("//").unwrap_or(path))).map(|it| vec![it]),
        None => tcp(address),
    };
    bound.map_err(|error| {
        // The number tells callers what happened; the text tells people where.
        io::Error::new(error.kind(), format!("cannot listen on {address}: {error}"))
    })
}

fn tcp(address: &str) -> io::Result<Vec<Socket>> {
    let mut bound: Vec<Socket> = Vec::new();
    let mut fault = io::Error::from(io::ErrorKind::AddrNotAvailable);
    for mut each in resolve(address)? {
        if let Some(first) = bound.first() {
            each.set_port(first.port()); // any free one is the same on all addresses
        }
        match listen(each) {
            Ok(socket) => bound.push(Socket::Tcp(socket)),
            // `localhost` also stands for an address of a family that this machine may not have.
            Err(error) if is_unusable(&error) => fault = error,
            Err(error) => return Err(error),
        }
    }
    if bound.is_empty() {
        Err(fault)
    } else {
        Ok(bound)
    }
}

fn resolve(address: &str) -> io::Result<Vec<SocketAddr>> {
    let Some(port) = address.strip_prefix(':') else {
        return Ok(address.to_socket_addrs()?.collect());
    };
    let all = [format!("[::]:{port}"), format!("0.0.0.0:{port}")];
    let parsed = all
        .iter()
        .map(|each| each.parse().map_err(io::Error::other));
    parsed.collect()
}

fn is_unusable(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::AddrNotAvailable | io::ErrorKind::Unsupported
    ) || error.raw_os_error() == Some(AF_NOT_SUPPORTED)
}

const AF_NOT_SUPPORTED: i32 = 97;

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = RawSocket::new(Domain::for_address(address), Type::STREAM, None)?;
    socket.set_reuse_address(true)?;
    if address.is_ipv6() {
        socket.set_only_v6(true)?;
    }
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    Ok(socket.into())
}

fn unix(path: &Path) -> io::Result<Socket> {
    let is_socket = fs::symlink_metadata(path).is_ok_and(|it| it.file_type().is_socket());
    if is_socket && UnixStream::connect(path).is_err() {
        fs::remove_file(path)?; // left behind by a process that was killed
    }
    let socket = UnixListener::bind(path)?;
    socket.set_nonblocking(true)?;
    Ok(Socket::Unix(socket))
}
