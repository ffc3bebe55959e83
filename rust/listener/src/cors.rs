//! Cross-origin rules, for web pages that send their own spans.
//!
//! Source: the Fetch standard, "CORS protocol".

use hyper::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_REQUEST_METHOD,
    HeaderName, HeaderValue, ORIGIN, VARY,
};
use hyper::{HeaderMap, Method};
use regex::Regex;

const MAX_ORIGIN_BYTES: usize = 255;

type Headers = Vec<(HeaderName, HeaderValue)>;

/// See the module.
#[derive(Debug)]
pub struct Cors {
    any: bool,
    origins: Vec<Regex>,
    preflight: Headers,
    exposed: Headers,
}

impl Cors {
    /// Origins may hold stars, which stand for letters of a host name; a bare star allows every
    /// page. `preflight` and `exposed` are the headers for a page that may send.
    ///
    /// # Errors
    /// An origin is too long to be one.
    pub fn new(
        origins: &[String],
        preflight: Headers,
        exposed: Headers,
    ) -> Result<Self, regex::Error> {
        let patterns = origins.iter().filter(|origin| *origin != "*");
        Ok(Self {
            any: origins.iter().any(|origin| origin == "*"),
            origins: patterns
                .map(|each| pattern(each))
                .collect::<Result<_, _>>()?,
            preflight,
            exposed,
        })
    }

    /// Whether a browser asks before it sends; it cannot prove who it is yet.
    pub(crate) fn is_preflight(method: &Method, headers: &HeaderMap) -> bool {
        method == Method::OPTIONS
            && headers.contains_key(ORIGIN)
            && headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD)
    }

    /// The headers that answer a preflight; none where the origin may not send.
    pub(crate) fn preflight(&self, headers: &HeaderMap) -> Headers {
        self.with(headers, &self.preflight)
    }

    /// The headers that let the page read the answer.
    pub(crate) fn response(&self, headers: &HeaderMap) -> Headers {
        self.with(headers, &self.exposed)
    }

    fn with(&self, headers: &HeaderMap, more: &Headers) -> Headers {
        let mut allowed = self.allow(headers);
        if !allowed.is_empty() {
            allowed.extend_from_slice(more);
        }
        allowed
    }

    fn allow(&self, headers: &HeaderMap) -> Headers {
        let Some(origin) = headers.get(ORIGIN) else {
            return Vec::new();
        };
        let text = origin.to_str().unwrap_or_default();
        if text.is_empty() || text.len() > MAX_ORIGIN_BYTES {
            return Vec::new();
        }
        if self.origins.iter().any(|each| each.is_match(text)) {
            return vec![
                (ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone()),
                (
                    ACCESS_CONTROL_ALLOW_CREDENTIALS,
                    HeaderValue::from_static("true"),
                ),
                (VARY, HeaderValue::from_static("origin")),
            ];
        }
        // Credentials with every origin would let any page act with the user's cookies.
        if self.any {
            vec![(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"))]
        } else {
            Vec::new()
        }
    }
}

fn pattern(origin: &str) -> Result<Regex, regex::Error> {
    let parts: Vec<String> = origin.split('*').map(regex::escape).collect();
    Regex::new(&format!("^(?:{})$", parts.join("[A-Za-z0-9.-]*")))
}
