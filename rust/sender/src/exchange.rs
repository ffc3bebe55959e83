//! One request and its answer.

use std::error::Error;
use std::io;
use std::time::Duration;

use bytes::Bytes;
use hyper::body::Incoming;
use hyper::header::{CONTENT_ENCODING, HOST, HeaderName, HeaderValue, PROXY_AUTHORIZATION, TE};
use hyper::{HeaderMap, Method, Request, Response, Uri};
use tokio::time::{sleep, timeout};

use crate::idle::{Connection, Idle, connect};
use crate::lanes::{Lanes, Way};
use crate::options::{Grpc, Http, Options, Protocol};
use crate::payload::Payload;
use crate::reply::{Reply, read_grpc, read_http};
use crate::sender::Fault;

const GRPC_ENCODING: HeaderName = HeaderName::from_static("grpc-encoding");
const GRPC_TIMEOUT: HeaderName = HeaderName::from_static("grpc-timeout");
/// Wait between attempts to connect while a call waits for that.
const RECONNECT: Duration = Duration::from_millis(200);
/// Largest time that fits the eight digits of a header.
const MAX_TIMEOUT_MS: u128 = 99_999_999;

/// The connections to a peer.
pub(crate) struct Peer {
    options: Options,
    /// What every request is.
    head: Request<()>,
    lanes: Lanes,
    idle: Idle,
}

impl Peer {
    pub fn new(options: Options) -> io::Result<Self> {
        let head = head(&options).map_err(io::Error::other)?;
        Ok(Self {
            options,
            head,
            lanes: Lanes::default(),
            idle: Idle::default(),
        })
    }

    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Send a body that is already compressed, and read the answer. The connection of a call that
    /// gets none in time is not used again.
    pub async fn exchange(&self, body: Vec<Bytes>, headers: HeaderMap) -> Result<Reply, Fault> {
        let mut way = None;
        let answer = self.answer(body, headers, &mut way);
        if let Ok(outcome) = timeout(self.options.timeout, answer).await {
            return outcome.map_err(Fault::Peer);
        }
        if let Some(way) = way {
            way.leave();
        }
        Err(Fault::Late)
    }

    async fn answer(
        &self,
        body: Vec<Bytes>,
        headers: HeaderMap,
        way: &mut Option<Way>,
    ) -> Result<Reply, String> {
        match &self.options.protocol {
            Protocol::Grpc(grpc) => {
                let compressed = self.options.encoding.name().is_some();
                let request = self.request(Payload::message(body, compressed), headers);
                let response = self.call(request, grpc, way).await?;
                read_grpc(response).await.map_err(|error| chain(&error))
            }
            Protocol::Http(http) => self.post(body, headers, http).await,
        }
    }

    /// Close connections that nobody uses, as long as it is awaited.
    pub async fn tidy(&self) {
        if let Protocol::Http(http) = &self.options.protocol
            && !http.idle_timeout.is_zero()
        {
            self.idle.sweep(http.idle_timeout).await;
        }
    }

    fn request(&self, payload: Payload, headers: HeaderMap) -> Request<Payload> {
        let mut request = Request::new(payload);
        request.method_mut().clone_from(self.head.method());
        request.uri_mut().clone_from(self.head.uri());
        request.headers_mut().clone_from(self.head.headers());
        request.headers_mut().extend(headers);
        request
    }

    /// A request that no byte of was sent goes out once more: its connection ended before.
    async fn call(
        &self,
        mut request: Request<Payload>,
        grpc: &Grpc,
        way: &mut Option<Way>,
    ) -> Result<Response<Incoming>, String> {
        let mut is_last = false;
        loop {
            let ready = self.ready(grpc).await.map_err(|error| chain(&error))?;
            let sender = way.insert(ready).sender();
            let mut error = match sender.try_send_request(request).await {
                Ok(response) => return Ok(response),
                Err(error) => error,
            };
            match error.take_message() {
                Some(unsent) if !is_last => request = unsent,
                _ => return Err(chain(error.error())),
            }
            is_last = true;
        }
    }

    async fn ready(&self, grpc: &Grpc) -> io::Result<Way> {
        loop {
            match self.lanes.ready(&self.options, grpc).await {
                Err(_) if grpc.wait_for_ready => sleep(RECONNECT).await,
                outcome => return outcome,
            }
        }
    }

    /// A peer may close a kept connection at any time; a request that it gave no answer to goes out
    /// once more, on a new one.
    async fn post(
        &self,
        body: Vec<Bytes>,
        headers: HeaderMap,
        http: &Http,
    ) -> Result<Reply, String> {
        if let Some(mut kept) = self.idle.take().await {
            let request = self.request(Payload::plain(body.clone()), headers.clone());
            match kept.sender.try_send_request(request).await {
                Ok(response) => return self.read(kept, response, http).await,
                Err(error)
                    if error.message().is_some() || error.error().is_incomplete_message() => {}
                Err(error) => return Err(chain(error.error())),
            }
        }
        let mut made = connect(&self.options, http)
            .await
            .map_err(|error| chain(&error))?;
        let request = self.request(Payload::plain(body), headers);
        let response = made
            .sender
            .send_request(request)
            .await
            .map_err(|error| chain(&error))?;
        self.read(made, response, http).await
    }

    async fn read(
        &self,
        connection: Connection,
        response: Response<Incoming>,
        http: &Http,
    ) -> Result<Reply, String> {
        let reply = read_http(response).await.map_err(|error| chain(&error))?;
        if reply.whole {
            self.idle.keep(connection, http);
        }
        Ok(reply)
    }
}

fn head(options: &Options) -> Result<Request<()>, hyper::http::Error> {
    let mut request = Request::new(());
    *request.method_mut() = Method::POST;
    let headers = request.headers_mut();
    headers.clone_from(&options.headers);
    let uri = match &options.protocol {
        Protocol::Grpc(_) => {
            headers.insert(TE, HeaderValue::from_static("trailers"));
            let ms = options.timeout.as_millis().clamp(1, MAX_TIMEOUT_MS);
            headers.insert(GRPC_TIMEOUT, HeaderValue::try_from(format!("{ms}m"))?);
            if let Some(name) = options.encoding.name() {
                headers.insert(GRPC_ENCODING, HeaderValue::from_static(name));
            }
            options.uri.clone()
        }
        Protocol::Http(http) => {
            if let Some(name) = options.encoding.name() {
                headers.insert(CONTENT_ENCODING, HeaderValue::from_static(name));
            }
            let authority = options.uri.authority().map_or("", |it| it.as_str());
            let host = authority
                .rsplit_once('@')
                .map_or(authority, |(_, host)| host);
            if !headers.contains_key(HOST) {
                headers.insert(HOST, HeaderValue::try_from(host)?);
            }
            match &http.proxy {
                Some(proxy) if options.tls.is_none() => {
                    if let Some(value) = proxy.authorization() {
                        headers.insert(PROXY_AUTHORIZATION, HeaderValue::try_from(value)?);
                    }
                    options.uri.clone()
                }
                _ => origin_form(&options.uri)?,
            }
        }
    };
    *request.uri_mut() = uri;
    Ok(request)
}

fn origin_form(uri: &Uri) -> Result<Uri, hyper::http::Error> {
    let path = uri.path_and_query().map_or("/", |it| it.as_str());
    Ok(Uri::try_from(path)?)
}

/// An error with its causes.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !text.ends_with(&more) {
            text = format!("{text}: {more}");
        }
        cause = error.source();
    }
    text
}
