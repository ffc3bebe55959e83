//! New values of attributes, a column each, and how one row of them is encoded.

use crate::batch::BatchError;
use crate::cell::Value;
use crate::copied::Copied;
use crate::wire::{Extent, put_bytes, put_len, put_varint, varint_len};

/// The values of one edit, a row each.
#[derive(Clone, Debug)]
pub enum Values {
    /// Doubles.
    F64(Vec<f64>),
    /// Integers.
    I64(Vec<i64>),
    /// Booleans, 0 or not.
    Bool(Vec<u8>),
    /// Codes into distinct texts; -1 leaves the row as it is.
    Text {
        /// Code by row.
        codes: Vec<i32>,
        /// The texts.
        values: Vec<String>,
    },
    /// Arrays of doubles of one width.
    F64List {
        /// All doubles, row by row.
        values: Vec<f64>,
        /// Doubles a row.
        width: usize,
    },
    /// Values of another attribute; a row without one stays as it is.
    Copied(Vec<Option<Copied>>),
}

/// A new value of one attribute for rows of a batch or of a header table.
#[derive(Clone, Debug)]
pub struct Upsert {
    key: String,
    values: Values,
    valid: Option<Vec<u8>>,
}

impl Upsert {
    /// An edit of `key`. Rows whose byte in `valid` is 0 stay as they are.
    #[must_use]
    pub fn new(key: String, values: Values, valid: Option<Vec<u8>>) -> Self {
        Self { key, values, valid }
    }

    /// The key.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Check that there is a value for each of `rows` rows.
    ///
    /// # Errors
    /// `Length`, `Code`.
    pub fn check(&self, rows: usize) -> Result<(), BatchError> {
        let got = match &self.values {
            Values::F64(values) => values.len(),
            Values::I64(values) => values.len(),
            Values::Bool(values) => values.len(),
            Values::Copied(values) => values.len(),
            Values::Text { codes, values } => {
                check_codes(codes, values.len())?;
                codes.len()
            }
            Values::F64List { values, width } => {
                if values.len() == rows * width {
                    rows
                } else {
                    values.len() / (*width).max(1)
                }
            }
        };
        let valid = self.valid.as_ref().map_or(rows, Vec::len);
        match (got == rows, valid == rows) {
            (true, true) => Ok(()),
            (false, _) => Err(BatchError::Length {
                expected: rows,
                got,
            }),
            (_, false) => Err(BatchError::Length {
                expected: rows,
                got: valid,
            }),
        }
    }

    /// True where this edit changes the row.
    #[must_use]
    #[inline]
    pub fn sets(&self, row: usize) -> bool {
        let valid = self.valid.as_ref().is_none_or(|valid| valid[row] != 0);
        match &self.values {
            Values::Text { codes, .. } => valid && codes[row] >= 0,
            Values::Copied(values) => valid && values[row].is_some(),
            _ => valid,
        }
    }

    /// Append the attribute of `row` as field `number`. Gives the value with positions in `out`,
    /// and the `KeyValue`'s.
    pub fn encode(&self, row: usize, number: u32, out: &mut Vec<u8>) -> (Value, Extent) {
        let inner = self.any_len(row);
        let key = self.key.as_bytes();
        let key_len = 1 + varint_len(key.len() as u64) + key.len();
        put_len(out, number, key_len + 1 + varint_len(inner as u64) + inner);
        let start = out.len();
        put_bytes(out, 1, key);
        put_len(out, 2, inner);
        let value = self.put_any(row, out);
        (
            value,
            Extent {
                start,
                end: out.len(),
            },
        )
    }

    fn text(&self, row: usize) -> &str {
        match &self.values {
            Values::Text { codes, values } => usize::try_from(codes[row])
                .ok()
                .and_then(|code| values.get(code))
                .map_or("", |text| text),
            _ => "",
        }
    }

    /// Length of the `AnyValue` of `row`.
    fn any_len(&self, row: usize) -> usize {
        match &self.values {
            Values::F64(_) => 9,
            Values::I64(values) => 1 + varint_len(values[row].cast_unsigned()),
            Values::Bool(_) => 2,
            Values::Text { .. } => {
                let length = self.text(row).len();
                1 + varint_len(length as u64) + length
            }
            Values::F64List { width, .. } => 1 + varint_len(*width as u64 * 11) + width * 11,
            Values::Copied(values) => values[row].as_ref().map_or(0, Copied::num_bytes),
        }
    }

    fn put_any(&self, row: usize, out: &mut Vec<u8>) -> Value {
        match &self.values {
            Values::F64(values) => {
                put_double(out, values[row]);
                Value::Double(values[row])
            }
            Values::I64(values) => {
                out.push(0x18);
                put_varint(out, values[row].cast_unsigned());
                Value::Int(values[row])
            }
            Values::Bool(values) => {
                out.extend_from_slice(&[0x10, u8::from(values[row] != 0)]);
                Value::Bool(values[row] != 0)
            }
            Values::Text { .. } => {
                let text = self.text(row).as_bytes();
                put_bytes(out, 1, text);
                Value::Text(Extent {
                    start: out.len() - text.len(),
                    end: out.len(),
                })
            }
            Values::F64List { values, width } => {
                put_len(out, 5, width * 11);
                for value in &values[row * width..(row + 1) * width] {
                    out.extend_from_slice(&[0x0a, 9]);
                    put_double(out, *value);
                }
                Value::Array
            }
            Values::Copied(values) => values[row]
                .as_ref()
                .map_or(Value::Empty, |value| value.put(out)),
        }
    }
}

pub(crate) fn put_double(out: &mut Vec<u8>, value: f64) {
    out.push(0x21);
    out.extend_from_slice(&value.to_le_bytes());
}

/// Check that every code is -1 or below `values`.
pub(crate) fn check_codes(codes: &[i32], values: usize) -> Result<(), BatchError> {
    let fits = |code: i32| code == -1 || usize::try_from(code).is_ok_and(|code| code < values);
    match codes.iter().find(|code| !fits(**code)) {
        Some(code) => Err(BatchError::Code(*code)),
        None => Ok(()),
    }
}
