//! OTLP over HTTP/1.1, as a client: one request at a time on a connection.

use bytes::Bytes;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::Fault;
use crate::measure::Outcome;

/// One connection.
pub struct HttpClient {
    address: String,
    stream: TcpStream,
    /// Whether the server said that it closes the connection, or it failed.
    is_over: bool,
    head: String,
    read: Vec<u8>,
}

impl HttpClient {
    /// Open a connection.
    pub async fn connect(address: &str) -> Result<Self, Fault> {
        let stream = open(address).await?;
        let head = format!(
            "POST /v1/traces HTTP/1.1\r\nhost: {address}\r\n\
             content-type: application/x-protobuf\r\n"
        );
        Ok(Self {
            address: address.to_owned(),
            stream,
            is_over: false,
            head,
            read: Vec::new(),
        })
    }

    /// Send one message.
    pub async fn send(&mut self, body: Bytes) -> Outcome {
        self.exchange(&body).await.unwrap_or_else(|_| {
            self.is_over = true;
            Outcome::Failed
        })
    }

    async fn exchange(&mut self, body: &[u8]) -> Result<Outcome, Fault> {
        let mut request = Vec::with_capacity(self.head.len() + body.len() + 40);
        request.extend_from_slice(self.head.as_bytes());
        request.extend_from_slice(format!("content-length: {}\r\n\r\n", body.len()).as_bytes());
        request.extend_from_slice(body);
        if self.is_over {
            self.stream = open(&self.address).await?;
            self.is_over = false;
        }
        self.stream.write_all(&request).await?;
        self.read.clear();
        loop {
            if self.stream.read_buf(&mut self.read).await? == 0 {
                return Err("connection closed".into());
            }
            if let Some(answer) = parse(&self.read)
                && self.read.len() >= answer.length
            {
                self.is_over = answer.is_last;
                return Ok(answer.outcome);
            }
        }
    }
}

async fn open(address: &str) -> Result<TcpStream, Fault> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// What a response says.
struct Answer {
    outcome: Outcome,
    /// Bytes of the whole response.
    length: usize,
    /// Whether the connection is closed behind it.
    is_last: bool,
}

/// Read a response whose headers are there.
fn parse(read: &[u8]) -> Option<Answer> {
    let end = read.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let head = std::str::from_utf8(read.get(..end)?).ok()?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let find = |name| {
        head.lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
    };
    let outcome = match status {
        200 => Outcome::Ok,
        other => Outcome::Refused(other, find("retry-after").is_some()),
    };
    let length = find("content-length").and_then(|value| value.parse::<usize>().ok());
    Some(Answer {
        outcome,
        length: end + length.unwrap_or(0),
        is_last: find("connection").is_some_and(|value| value.eq_ignore_ascii_case("close")),
    })
}
