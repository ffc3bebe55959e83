//! Prepared requests of gateway traffic, whose ids are made new for every send.
//!
//! An id is changed by the same mask everywhere in a request, so traces and parents stay what they
//! are.

use bytes::Bytes;

use crate::wire::{put_bytes, put_fixed64, put_uint};

const START_NS: u64 = 1_800_000_000_000_000_000;
const MS: u64 = 1_000_000;
/// One span in so many is a request to the gateway, the others are calls of models.
const REQUEST_EVERY: usize = 5;
const PERSONAL: &str = "write to jane.doe@example.com or call +1 202-555-0143, \
    card 4111 1111 1111 1111, ssn 536-22-1234 ";
/// What a redacted span has none of: a piece of each part of `PERSONAL`.
pub const PERSONAL_PIECES: [&str; 4] = ["jane.doe", "202-555-0143", "4111 1111", "536-22-1234"];
const WORDS: [&str; 16] = [
    "please",
    "summarise",
    "the",
    "quarterly",
    "report",
    "about",
    "revenue",
    "and",
    "explain",
    "which",
    "customers",
    "left",
    "before",
    "renewal",
    "in",
    "plain",
];

/// What prepared requests look like.
#[derive(Clone, Copy)]
pub struct Shape {
    /// Spans a request.
    pub spans: usize,
    /// Spans of a trace, at least one.
    pub trace_spans: usize,
    /// Bytes of a span message, about.
    pub span_bytes: usize,
    /// One trace in so many has an error.
    pub error_every: usize,
    /// Attributes of a span that nobody asks for.
    pub more_attributes: usize,
}

/// One prepared request.
pub struct Body {
    bytes: Vec<u8>,
    prefix: usize,
    traces: Vec<usize>,
    spans: Vec<usize>,
}

impl Body {
    /// Make the `number`-th of several; `prefix` zero bytes are left in front for framing.
    pub fn new(shape: Shape, number: usize, prefix: usize) -> Self {
        let mut scope = Vec::new();
        let mut name = Vec::new();
        put_bytes(&mut name, 1, b"gateway");
        put_bytes(&mut scope, 1, &name);
        for index in 0..shape.spans {
            put_bytes(&mut scope, 2, &span(shape, number, index));
        }
        let mut resource = Vec::new();
        put_bytes(&mut resource, 1, &text("service.name", "llm-gateway"));
        put_bytes(
            &mut resource,
            1,
            &text("deployment.environment.name", "bench"),
        );
        let mut resource_spans = Vec::new();
        put_bytes(&mut resource_spans, 1, &resource);
        put_bytes(&mut resource_spans, 2, &scope);
        let mut bytes = vec![0; prefix];
        put_bytes(&mut bytes, 1, &resource_spans);
        let (traces, spans) = (places::<16>(&bytes, b'T'), places::<8>(&bytes, b'S'));
        Self {
            bytes,
            prefix,
            traces,
            spans,
        }
    }

    /// Bytes of the message.
    pub fn len(&self) -> usize {
        self.bytes.len() - self.prefix
    }

    /// The request with ids that no other mask gives.
    pub fn fresh(&self, mask: [u8; 16]) -> Bytes {
        let mut bytes = self.bytes.clone();
        for (places, width) in [(&self.traces, 16), (&self.spans, 8)] {
            for &place in places {
                let id = bytes.iter_mut().skip(place).take(width);
                id.zip(mask).for_each(|(byte, mask)| *byte ^= mask);
            }
        }
        Bytes::from(bytes)
    }
}

/// Where ids are: `width` bytes that begin with three marks, which no text of ours has.
fn places<const WIDTH: usize>(bytes: &[u8], mark: u8) -> Vec<usize> {
    let marks = [0xF5, mark, 0xF6];
    let at = |window: &[u8]| window.starts_with(&marks);
    let windows = bytes.windows(WIDTH).enumerate();
    windows
        .filter(|(_, window)| at(window))
        .map(|(place, _)| place)
        .collect()
}

fn trace_id(number: usize, trace: usize) -> Vec<u8> {
    let mut id = vec![0xF5, b'T', 0xF6, 0, 0, 0, 0, 0];
    id.extend(((number as u64) << 32 | trace as u64).to_be_bytes());
    id
}

fn span_id(index: usize) -> Vec<u8> {
    let mut id = vec![0xF5, b'S', 0xF6, 0];
    id.extend(u32::try_from(index).unwrap_or(u32::MAX).to_be_bytes());
    id
}

fn span(shape: Shape, number: usize, index: usize) -> Vec<u8> {
    let (trace, place) = (index / shape.trace_spans, index % shape.trace_spans);
    let traces = shape.spans.div_ceil(shape.trace_spans);
    let failed = place == 0 && (number * traces + trace).is_multiple_of(shape.error_every.max(1));
    let is_request = index.is_multiple_of(REQUEST_EVERY);
    let mut out = Vec::new();
    put_bytes(&mut out, 1, &trace_id(number, trace));
    put_bytes(&mut out, 2, &span_id(index));
    if place > 0 {
        put_bytes(&mut out, 4, &span_id(index - place));
    }
    put_bytes(
        &mut out,
        5,
        if is_request {
            b"POST /v1/chat/completions"
        } else {
            b"chat gpt-4o"
        },
    );
    put_uint(&mut out, 6, if is_request { 2 } else { 3 });
    put_fixed64(&mut out, 7, START_NS + place as u64 * MS);
    put_fixed64(&mut out, 8, START_NS + (20 + index as u64 % 900) * MS);
    for each in attributes(is_request, index) {
        put_bytes(&mut out, 9, &each);
    }
    for each in 0..shape.more_attributes {
        put_bytes(&mut out, 9, &text(&format!("app.field.{each}"), "unread"));
    }
    if failed {
        let mut status = Vec::new();
        put_uint(&mut status, 3, 2);
        put_bytes(&mut out, 15, &status);
    }
    let missing = shape.span_bytes.saturating_sub(out.len() + 32);
    put_bytes(
        &mut out,
        9,
        &text("gen_ai.input.messages", &prose(number + index, missing)),
    );
    out
}

fn attributes(is_request: bool, index: usize) -> Vec<Vec<u8>> {
    if is_request {
        return vec![
            text("http.request.method", "POST"),
            text("url.path", "/v1/chat/completions"),
            number("http.response.status_code", 200),
            text("user.id", "u-4711"),
        ];
    }
    vec![
        text("gen_ai.operation.name", "chat"),
        text("gen_ai.provider.name", "openai"),
        text("gen_ai.request.model", "gpt-4o"),
        text("gen_ai.response.model", "gpt-4o-2024-08-06"),
        number("gen_ai.usage.input_tokens", 900 + index as u64),
        number("gen_ai.usage.output_tokens", 120 + index as u64),
    ]
}

/// Text of about `size` bytes; one in twenty has personal data in it, as prompts have.
fn prose(seed: usize, size: usize) -> String {
    let mut out = String::with_capacity(size + PERSONAL.len());
    if seed.is_multiple_of(20) && size > PERSONAL.len() {
        out.push_str(PERSONAL);
    }
    let mut place = seed;
    while out.len() < size {
        out.push_str(WORDS.get(place % WORDS.len()).copied().unwrap_or_default());
        out.push(' ');
        place = place.wrapping_mul(31).wrapping_add(7);
    }
    out.truncate(size);
    out
}

fn text(key: &str, value: &str) -> Vec<u8> {
    let mut any = Vec::new();
    put_bytes(&mut any, 1, value.as_bytes());
    key_value(key, &any)
}

fn number(key: &str, value: u64) -> Vec<u8> {
    let mut any = Vec::new();
    put_uint(&mut any, 3, value);
    key_value(key, &any)
}

fn key_value(key: &str, any: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    put_bytes(&mut out, 1, key.as_bytes());
    put_bytes(&mut out, 2, any);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::count_spans;

    const SHAPE: Shape = Shape {
        spans: 11,
        trace_spans: 5,
        span_bytes: 800,
        error_every: 10,
        more_attributes: 0,
    };

    #[test]
    fn spans_have_the_size_that_was_asked_for() {
        let body = Body::new(SHAPE, 3, 5);
        assert!((8_800..9_400).contains(&body.len()), "{}", body.len());
        assert_eq!(count_spans(body.bytes.split_at(5).1), Some(11));
    }

    #[test]
    fn masks_change_ids_and_nothing_else() {
        let body = Body::new(SHAPE, 3, 0);
        assert_eq!((body.traces.len(), body.spans.len()), (11, 11 + 8));
        assert_eq!(body.fresh([0; 16]), body.bytes);
        let other = body.fresh([1; 16]);
        let changed = other
            .iter()
            .zip(&body.bytes)
            .filter(|(a, b)| a != b)
            .count();
        assert_eq!(changed, 11 * 16 + 19 * 8);
        assert_eq!(count_spans(&other), Some(11));
    }
}
