//! OTLP over HTTP/1.1, as a server, with the sink's two control paths.

use std::rc::Rc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::Fault;
use crate::sink::Counters;

struct Head {
    method: String,
    path: String,
    begin: usize,
    length: usize,
}

/// Serve one connection to its end.
pub async fn serve(mut stream: TcpStream, counters: Rc<Counters>) -> Result<(), Fault> {
    stream.set_nodelay(true)?;
    let mut read = Vec::with_capacity(64 << 10);
    loop {
        let Some(head) = parse(&read) else {
            if stream.read_buf(&mut read).await? == 0 {
                return Ok(());
            }
            continue;
        };
        let end = head.begin + head.length;
        while read.len() < end {
            if stream.read_buf(&mut read).await? == 0 {
                return Ok(());
            }
        }
        let body = read.get(head.begin..end).unwrap_or_default();
        let answer = respond(&head, body, &counters).await;
        read.drain(..end);
        stream.write_all(answer.as_bytes()).await?;
    }
}

async fn respond(head: &Head, body: &[u8], counters: &Counters) -> String {
    if head.method == "GET" && head.path == "/count" {
        return response("200 OK", "application/json", &counters.report());
    }
    if let Some(code) = head.path.strip_prefix("/answer/") {
        return match code.parse() {
            Ok(code) => {
                counters.answer(code);
                response("200 OK", "application/json", "{}")
            }
            Err(_) => response("400 Bad Request", "application/json", "{}"),
        };
    }
    let status = match counters.take(body).await {
        0 => "200 OK",
        3 => "400 Bad Request",
        8 => "429 Too Many Requests",
        16 => "401 Unauthorized",
        _ => "503 Service Unavailable",
    };
    response(status, "application/x-protobuf", "")
}

fn response(status: &str, kind: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\r\n{body}")
}

/// The head of the request that `read` begins with, when it is all there.
fn parse(read: &[u8]) -> Option<Head> {
    let begin = read.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let text = String::from_utf8_lossy(read.get(..begin)?);
    let mut lines = text.lines();
    let mut words = lines.next()?.split(' ');
    let length = lines.find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let found = name.eq_ignore_ascii_case("content-length");
        found.then(|| value.trim().parse().ok()).flatten()
    });
    Some(Head {
        method: words.next()?.to_owned(),
        path: words.next()?.to_owned(),
        begin,
        length: length.unwrap_or(0),
    })
}
