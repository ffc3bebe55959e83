//! The answer to one request, and its body on the wire.

use std::fmt::Write;

use crate::wire::{put_bytes, put_varint};

/// gRPC `OK`.
pub const OK: u32 = 0;
/// gRPC `INVALID_ARGUMENT`: can never succeed.
pub const INVALID_ARGUMENT: u32 = 3;
/// gRPC `RESOURCE_EXHAUSTED`: without a delay the client must not retry.
pub const RESOURCE_EXHAUSTED: u32 = 8;
/// gRPC `UNAVAILABLE`: the client keeps the data and comes again.
pub const UNAVAILABLE: u32 = 14;

const RETRY_INFO: &str = "type.googleapis.com/google.rpc.RetryInfo";
const BAD_REQUEST: &str = "type.googleapis.com/google.rpc.BadRequest";
const FIELD: &str = "resource_spans";

/// See the module. The receiver maps the code to its protocol.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Verdict {
    /// gRPC status code.
    pub code: u32,
    /// For a person to read.
    pub message: String,
    /// Spans that were refused while the rest was taken.
    pub rejected: u64,
    /// When to come again.
    pub retry_after_s: Option<f64>,
}

impl Verdict {
    /// Everything was taken.
    #[must_use]
    pub fn ok() -> Self {
        Self::default()
    }

    /// Not now.
    #[must_use]
    pub fn unavailable(message: impl Into<String>, retry_after_s: f64) -> Self {
        Self {
            code: UNAVAILABLE,
            message: message.into(),
            rejected: 0,
            retry_after_s: Some(retry_after_s),
        }
    }

    /// Never.
    #[must_use]
    pub fn refused(code: u32, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            ..Self::default()
        }
    }

    /// Body in protobuf: `ExportTraceServiceResponse` where the code is 0, else
    /// `google.rpc.Status`.
    ///
    /// Source: OTLP 1.11, "Partial success", "Failures" and "Throttling".
    #[must_use]
    pub fn to_proto(&self) -> Vec<u8> {
        let mut out = Vec::new();
        if self.code == OK {
            if self.rejected > 0 {
                let mut partial = Vec::new();
                put_uint(&mut partial, 1, self.rejected);
                put_bytes(&mut partial, 2, self.message.as_bytes());
                put_bytes(&mut out, 1, &partial);
            }
            return out;
        }
        put_uint(&mut out, 1, u64::from(self.code));
        put_bytes(&mut out, 2, self.message.as_bytes());
        if let Some((seconds, nanos)) = self.delay() {
            let mut delay = Vec::new();
            put_uint(&mut delay, 1, seconds);
            put_uint(&mut delay, 2, u64::from(nanos));
            put_detail(&mut out, RETRY_INFO, &delay);
        }
        if self.code == INVALID_ARGUMENT {
            let mut violation = Vec::new();
            put_bytes(&mut violation, 1, FIELD.as_bytes());
            put_bytes(&mut violation, 2, self.message.as_bytes());
            put_detail(&mut out, BAD_REQUEST, &violation);
        }
        out
    }

    /// The same in the JSON mapping of protobuf.
    #[must_use]
    pub fn to_json(&self) -> String {
        let message = quoted(&self.message);
        if self.code == OK {
            return match self.rejected {
                0 => "{}".to_owned(),
                rejected => {
                    let body = format!(r#""rejectedSpans":"{rejected}","errorMessage":{message}"#);
                    format!(r#"{{"partialSuccess":{{{body}}}}}"#)
                }
            };
        }
        let mut details = Vec::new();
        if let Some((seconds, nanos)) = self.delay() {
            let delay = match nanos {
                0 => format!("{seconds}s"),
                _ => format!("{seconds}.{nanos:09}s"),
            };
            details.push(format!(
                r#"{{"@type":"{RETRY_INFO}","retryDelay":"{delay}"}}"#
            ));
        }
        if self.code == INVALID_ARGUMENT {
            let violation = format!(r#"{{"field":"{FIELD}","description":{message}}}"#);
            details.push(format!(
                r#"{{"@type":"{BAD_REQUEST}","fieldViolations":[{violation}]}}"#
            ));
        }
        let (code, details) = (self.code, details.join(","));
        format!(r#"{{"code":{code},"message":{message},"details":[{details}]}}"#)
    }

    /// Seconds and nanoseconds; none where the delay is no sensible number.
    fn delay(&self) -> Option<(u64, u32)> {
        let delay = std::time::Duration::try_from_secs_f64(self.retry_after_s?).ok()?;
        Some((delay.as_secs(), delay.subsec_nanos()))
    }
}

fn put_uint(out: &mut Vec<u8>, field: u32, value: u64) {
    if value != 0 {
        put_varint(out, u64::from(field) << 3);
        put_varint(out, value);
    }
}

/// Append a detail: an `Any` that holds a message with `value` as its field 1.
fn put_detail(out: &mut Vec<u8>, kind: &str, value: &[u8]) {
    let mut message = Vec::new();
    put_bytes(&mut message, 1, value);
    let mut any = Vec::new();
    put_bytes(&mut any, 1, kind.as_bytes());
    put_bytes(&mut any, 2, &message);
    put_bytes(out, 3, &any);
}

fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            control if control < ' ' => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}
