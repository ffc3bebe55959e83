//! Attributes on their way onto one span.

use super::field::Field;
use crate::cell::Value;
use crate::edit::ATTRIBUTE_NUMBER;
use crate::plan::{Plan, Use};
use crate::wire::{Extent, put_bytes, put_len, put_varint, varint_len};

/// Tag of `AnyValue.double_value`.
const DOUBLE: u8 = 0x21;

/// A key, ready to be written.
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) name: Vec<u8>,
    field: Vec<u8>,
    /// All bytes of an attribute but those of its double.
    double: Vec<u8>,
    /// How many of them come before the pair.
    before: usize,
}

impl Key {
    fn new(name: &String) -> Self {
        let mut field = Vec::with_capacity(name.len() + 4);
        put_bytes(&mut field, 1, name.as_bytes());
        let mut double = Vec::with_capacity(field.len() + 6);
        put_len(&mut double, ATTRIBUTE_NUMBER, field.len() + 11);
        let before = double.len();
        double.extend_from_slice(&field);
        put_len(&mut double, 2, 9);
        double.push(DOUBLE);
        Self {
            name: name.as_bytes().to_vec(),
            field,
            double,
            before,
        }
    }
}

/// Every key that is written. They are numbered: Spanmill's own, the total's, the fields'.
#[derive(Debug)]
pub(crate) struct OutKeys {
    keys: Vec<Option<Key>>,
    own: usize,
    total: usize,
}

impl OutKeys {
    pub(crate) fn new(own: &[String], total: &[String], fields: &[Vec<String>]) -> Self {
        let keys = own.iter().chain(total).map(|name| Some(Key::new(name)));
        let standard = fields.iter().map(|names| names.first().map(Key::new));
        Self {
            keys: keys.chain(standard).collect(),
            own: own.len(),
            total: total.len(),
        }
    }

    /// What the plan does with each key.
    pub(crate) fn uses(&self, plan: &Plan) -> Vec<Vec<Use>> {
        let uses = |key: &Option<Key>| {
            key.as_ref()
                .map_or_else(Vec::new, |key| plan.span.uses(&key.name).to_vec())
        };
        self.keys.iter().map(uses).collect()
    }

    fn get(&self, number: usize) -> Option<(usize, &Key)> {
        let key = self.keys.get(number)?.as_ref()?;
        Some((number, key))
    }

    pub(crate) fn own(&self, place: usize) -> Option<(usize, &Key)> {
        self.get(place).filter(|_| place < self.own)
    }

    pub(crate) fn total(&self) -> impl Iterator<Item = (usize, &Key)> {
        (self.own..self.own + self.total).filter_map(|number| self.get(number))
    }

    /// The standard's name of a field.
    pub(crate) fn standard(&self, field: Field) -> Option<(usize, &Key)> {
        self.get(self.own + self.total + field as usize)
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
    fn begin(&mut self, key: &Key, value_len: usize) -> usize {
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

    pub(crate) fn double(&mut self, key: Option<(usize, &Key)>, value: f64) {
        let Some((number, key)) = key else { return };
        let start = self.bytes.len() + key.before;
        self.bytes.extend_from_slice(&key.double);
        self.bytes.extend_from_slice(&value.to_le_bytes());
        self.end(number, start, Value::Double(value));
    }

    pub(crate) fn int(&mut self, key: Option<(usize, &Key)>, value: i64) {
        let Some((number, key)) = key else { return };
        let start = self.begin(key, 1 + varint_len(value.cast_unsigned()));
        self.bytes.push(0x18);
        put_varint(&mut self.bytes, value.cast_unsigned());
        self.end(number, start, Value::Int(value));
    }

    pub(crate) fn boolean(&mut self, key: Option<(usize, &Key)>, value: bool) {
        let Some((number, key)) = key else { return };
        let start = self.begin(key, 2);
        self.bytes.extend_from_slice(&[0x10, u8::from(value)]);
        self.end(number, start, Value::Bool(value));
    }

    pub(crate) fn text(&mut self, key: Option<(usize, &Key)>, text: &[u8]) {
        let Some((number, key)) = key else { return };
        let start = self.begin(key, 1 + varint_len(text.len() as u64) + text.len());
        put_bytes(&mut self.bytes, 1, text);
        let end = self.bytes.len();
        let value = Value::Text(Extent {
            start: end - text.len(),
            end,
        });
        self.end(number, start, value);
    }

    /// A list with one text.
    pub(crate) fn list_of(&mut self, key: Option<(usize, &Key)>, text: &[u8]) {
        let Some((number, key)) = key else { return };
        let field = |len: usize| 1 + varint_len(len as u64) + len;
        let item = field(text.len());
        let start = self.begin(key, field(field(item)));
        put_len(&mut self.bytes, 5, field(item));
        put_len(&mut self.bytes, 1, item);
        put_bytes(&mut self.bytes, 1, text);
        self.end(number, start, Value::Array);
    }

    pub(crate) fn doubles(&mut self, key: Option<(usize, &Key)>, values: &[f64]) {
        let Some((number, key)) = key else { return };
        let start = self.begin(
            key,
            1 + varint_len(values.len() as u64 * 11) + values.len() * 11,
        );
        put_len(&mut self.bytes, 5, values.len() * 11);
        for value in values {
            let mut item = [0x0a, 9, DOUBLE, 0, 0, 0, 0, 0, 0, 0, 0];
            item[3..].copy_from_slice(&value.to_le_bytes());
            self.bytes.extend_from_slice(&item);
        }
        self.end(number, start, Value::Array);
    }
}
