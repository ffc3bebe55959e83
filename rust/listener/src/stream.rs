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
/// After so much at once, others have their turn before the connection reads on: those that work
/// the bytes off above all, because nobody counts what was read and not asked for.
const MUCH_BYTES: usize = 16 << 10;

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
    read_much: bool,
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
            read_much: false,
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
        if std::mem::take(&mut self.read_much) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let before = buf.filled().len();
        let result = Pin::new(&mut self.carrier).poll_read(cx, buf);
        let read = buf.filled().len() - before;
        if read > 0 {
            self.activity.heard();
            self.read_much = read >= MUCH_BYTES;
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

#[cfg(test)]
mod tests {
    use std::task::Waker;
    use std::time::Duration;

    use tokio::io::{AsyncWriteExt, DuplexStream, duplex};

    use super::*;
    use crate::options::Deadlines;

    impl Carrier for DuplexStream {}

    fn read(stream: &mut Stream<DuplexStream>, room: &mut [u8]) -> Option<usize> {
        let mut room = ReadBuf::new(room);
        let mut cx = Context::from_waker(Waker::noop());
        match Pin::new(stream).poll_read(&mut cx, &mut room) {
            Poll::Ready(result) => result.map(|()| room.filled().len()).ok(),
            Poll::Pending => None,
        }
    }

    #[tokio::test]
    async fn after_much_others_have_their_turn() {
        let (mut peer, carrier) = duplex(4 * MUCH_BYTES);
        peer.write_all(&vec![7; 2 * MUCH_BYTES + 11]).await.unwrap();
        let second = Duration::from_secs(1);
        let deadlines = Deadlines {
            headers: second,
            request: second,
            response: second,
            idle: second,
        };
        let activity = Rc::new(Activity::new(deadlines));
        let (mut stream, _) = Stream::sniff(carrier, activity).await.unwrap();
        let mut room = vec![0; MUCH_BYTES];
        assert_eq!(read(&mut stream, &mut room), Some(HTTP2.len()));
        assert_eq!(read(&mut stream, &mut room), Some(MUCH_BYTES));
        assert_eq!(read(&mut stream, &mut room), None);
        assert_eq!(read(&mut stream, &mut room[..7]), Some(7));
        assert_eq!(read(&mut stream, &mut room), Some(MUCH_BYTES));
    }
}
