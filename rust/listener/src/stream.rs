//! The bytes of a connection, whatever carries them, and the guess which HTTP they are.

use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf};
use tokio::net::{TcpStream, UnixStream};
use tokio_rustls::server::TlsStream;

use crate::activity::Activity;

/// Beginning of HTTP/2 that no method of HTTP/1.1 shares.
const HTTP2: &[u8] = b"PRI ";

/// What carries a connection.
pub(crate) trait Carrier: AsyncRead + AsyncWrite + Unpin {}

impl Carrier for TcpStream {}
impl Carrier for UnixStream {}
impl Carrier for TlsStream<TcpStream> {}
impl Carrier for TlsStream<UnixStream> {}

/// A connection whose first bytes were looked at.
pub(crate) struct Stream<C> {
    carrier: C,
    seen: Vec<u8>,
    activity: Rc<Activity>,
}

impl<C: Carrier> Stream<C> {
    /// Read until it is clear which HTTP this is; true is HTTP/2.
    pub async fn sniff(mut carrier: C, activity: Rc<Activity>) -> io::Result<(Self, bool)> {
        let mut seen = Vec::with_capacity(HTTP2.len());
        while seen.len() < HTTP2.len() && HTTP2.starts_with(&seen) {
            let missing = (HTTP2.len() - seen.len()) as u64;
            if (&mut carrier).take(missing).read_buf(&mut seen).await? == 0 {
                break;
            }
        }
        let http2 = seen == HTTP2;
        let stream = Self {
            carrier,
            seen,
            activity,
        };
        Ok((stream, http2))
    }
}

impl<C: Carrier> AsyncRead for Stream<C> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if !self.seen.is_empty() {
            let count = self.seen.len().min(buf.remaining());
            buf.put_slice(self.seen.get(..count).unwrap_or_default());
            self.seen.drain(..count);
            return Poll::Ready(Ok(()));
        }
        let before = buf.filled().len();
        let result = Pin::new(&mut self.carrier).poll_read(cx, buf);
        if buf.filled().len() > before {
            self.activity.heard();
        }
        result
    }
}

impl<C: Carrier> AsyncWrite for Stream<C> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.carrier).poll_write(cx, buf);
        self.activity.wrote(result.is_pending());
        result
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.carrier).poll_write_vectored(cx, bufs);
        self.activity.wrote(result.is_pending());
        result
    }

    fn is_write_vectored(&self) -> bool {
        self.carrier.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.carrier).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.carrier).poll_shutdown(cx)
    }
}
