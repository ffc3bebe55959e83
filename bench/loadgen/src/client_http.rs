//! OTLP over HTTP/1.1, as a client: one request at a time on a connection.

use bytes::Bytes;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::Fault;
use crate::measure::Outcome;

/// One connection.
pub struct HttpClient {
    stream: TcpStream,
    head: String,
    read: Vec<u8>,
}

impl HttpClient {
    /// Open a connection.
    pub async fn connect(address: &str) -> Result<Self, Fault> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let head = format!(
            "POST /v1/traces HTTP/1.1\r\nhost: {address}\r\n\
             content-type: application/x-protobuf\r\n"
        );
        Ok(Self {
            stream,
            head,
            read: Vec::new(),
        })
    }

    /// Send one message.
    pub async fn send(&mut self, body: Bytes) -> Outcome {
        match self.exchange(&body).await {
            Ok(outcome) => outcome,
            Err(_) => Outcome::Failed,
        }
    }

    async fn exchange(&mut self, body: &[u8]) -> Result<Outcome, Fault> {
        let mut request = Vec::with_capacity(self.head.len() + body.len() + 40);
        request.extend_from_slice(self.head.as_bytes());
        request.extend_from_slice(format!("content-length: {}\r\n\r\n", body.len()).as_bytes());
        request.extend_from_slice(body);
        self.stream.write_all(&request).await?;
        self.read.clear();
        loop {
            if self.stream.read_buf(&mut self.read).await? == 0 {
                return Err("connection closed".into());
            }
            if let Some((outcome, length)) = parse(&self.read)
                && self.read.len() >= length
            {
                return Ok(outcome);
            }
        }
    }
}

/// What a response says and its whole length, when its headers are there.
fn parse(read: &[u8]) -> Option<(Outcome, usize)> {
    let end = read.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let head = std::str::from_utf8(read.get(..end)?).ok()?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let find = |name| {
        head.lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(other, _)| other.eq_ignore_ascii_case(name))
            .and_then(|(_, value)| value.trim().parse::<usize>().ok())
    };
    let outcome = match status {
        200 => Outcome::Ok,
        other => Outcome::Refused(other, find("retry-after").is_some()),
    };
    Some((outcome, end + find("content-length").unwrap_or(0)))
}
