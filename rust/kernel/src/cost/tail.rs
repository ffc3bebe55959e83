//! Attributes on their way onto one span.

use crate::attribute::put_double;
use crate::batch::Batch;
use crate::cell::Value;
use crate::edit::ATTRIBUTE_NUMBER;
use crate::plan::Use;
use crate::wire::{Extent, put_bytes, put_len, put_varint, varint_len};

/// A key, ready to be written.
pub(crate) struct Key<'a> {
    pub(crate) name: Vec<u8>,
    field: Vec<u8>,
    pub(crate) uses: &'a [Use],
}

impl<'a> Key<'a> {
    pub(crate) fn new(batch: &'a Batch, name: &str) -> Self {
        let mut field = Vec::with_capacity(name.len() + 4);
        put_bytes(&mut field, 1, name.as_bytes());
        Self {
            name: name.as_bytes().to_vec(),
            field,
            uses: batch.plan.span.uses(name.as_bytes()),
        }
    }
}

/// The attributes of one span under way.
#[derive(Default)]
pub(crate) struct Tail {
    pub(crate) bytes: Vec<u8>,
    /// Number of the key, the value and its pair, with positions in `bytes`.
    pub(crate) set: Vec<(usize, Value, Extent)>,
}

impl Tail {
    fn begin(&mut self, key: &Key<'_>, value_len: usize) -> usize {
        let inner = key.field.len() + 1 + varint_len(value_len as u64) + value_len;
        put_len(&mut self.bytes, ATTRIBUTE_NUMBER, inner);
        let start = self.bytes.len();
        self.bytes.extend_from_slice(&key.field);
        put_len(&mut self.bytes, 2, value_len);
        start
    }

    fn end(&mut self, number: usize, start: usize, value: Value) {
        let end = self.bytes.len();
        self.set.push((number, value, Extent { start, end }));
    }

    pub(crate) fn double(&mut self, (number, key): (usize, &Key<'_>), value: f64) {
        let start = self.begin(key, 9);
        put_double(&mut self.bytes, value);
        self.end(number, start, Value::Double(value));
    }

    pub(crate) fn int(&mut self, (number, key): (usize, &Key<'_>), value: i64) {
        let start = self.begin(key, 1 + varint_len(value.cast_unsigned()));
        self.bytes.push(0x18);
        put_varint(&mut self.bytes, value.cast_unsigned());
        self.end(number, start, Value::Int(value));
    }

    pub(crate) fn boolean(&mut self, (number, key): (usize, &Key<'_>), value: bool) {
        let start = self.begin(key, 2);
        self.bytes.extend_from_slice(&[0x10, u8::from(value)]);
        self.end(number, start, Value::Bool(value));
    }

    pub(crate) fn text(&mut self, (number, key): (usize, &Key<'_>), text: &[u8]) {
        let start = self.begin(key, 1 + varint_len(text.len() as u64) + text.len());
        put_bytes(&mut self.bytes, 1, text);
        let end = self.bytes.len();
        let value = Value::Text(Extent {
            start: end - text.len(),
            end,
        });
        self.end(number, start, value);
    }

    pub(crate) fn doubles(&mut self, (number, key): (usize, &Key<'_>), values: &[f64]) {
        let start = self.begin(
            key,
            1 + varint_len(values.len() as u64 * 11) + values.len() * 11,
        );
        put_len(&mut self.bytes, 5, values.len() * 11);
        for value in values {
            self.bytes.extend_from_slice(&[0x0a, 9]);
            put_double(&mut self.bytes, *value);
        }
        self.end(number, start, Value::Array);
    }
}
