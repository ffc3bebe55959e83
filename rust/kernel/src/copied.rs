//! Values of one attribute on their way to another, whatever their kind.

use crate::attribute::put_double;
use crate::cell::{Cell, Value, tag};
use crate::columns::View;
use crate::wire::{Extent, Fault, Reader, put_bytes, put_varint};

/// One value: the bytes of its `AnyValue`, and the cell that it was.
#[derive(Clone, Debug)]
pub struct Copied {
    any: Vec<u8>,
    cell: Cell,
}

impl View<'_> {
    /// Every value, None where there is none.
    #[must_use]
    pub fn copied(self) -> Vec<Option<Copied>> {
        let copy = |cell: &Cell| {
            (cell.tag != tag::ABSENT).then(|| Copied {
                any: any_of(cell, cell.range().of(self.blocks())),
                cell: *cell,
            })
        };
        self.cells().iter().map(copy).collect()
    }
}

impl Copied {
    /// Bytes of the `AnyValue`.
    #[must_use]
    pub fn num_bytes(&self) -> usize {
        self.any.len()
    }

    /// Append the `AnyValue`; gives the value with positions in `out`.
    pub fn put(&self, out: &mut Vec<u8>) -> Value {
        out.extend_from_slice(&self.any);
        let bytes = || Extent {
            start: out.len() - self.cell.range().len as usize,
            end: out.len(),
        };
        match self.cell.tag {
            tag::TEXT => Value::Text(bytes()),
            tag::BYTES => Value::Bytes(bytes()),
            tag::BOOL => Value::Bool(self.cell.payload != 0),
            tag::INT => Value::Int(self.cell.payload.cast_signed()),
            tag::DOUBLE => Value::Double(f64::from_bits(self.cell.payload)),
            tag::ARRAY => Value::Array,
            tag::KVLIST => Value::KvList,
            _ => Value::Empty,
        }
    }
}

fn any_of(cell: &Cell, bytes: &[u8]) -> Vec<u8> {
    let mut any = Vec::with_capacity(bytes.len() + 10);
    match cell.tag {
        tag::TEXT => put_bytes(&mut any, 1, bytes),
        tag::BYTES => put_bytes(&mut any, 7, bytes),
        tag::BOOL => any.extend_from_slice(&[0x10, u8::from(cell.payload != 0)]),
        tag::INT => {
            any.push(0x18);
            put_varint(&mut any, cell.payload);
        }
        tag::DOUBLE => put_double(&mut any, f64::from_bits(cell.payload)),
        // The cell keeps the whole pair. A value given in parts is what its parts are end to end.
        tag::ARRAY | tag::KVLIST => {
            // The bytes were walked before; a fault would only end the reading early.
            let _: Result<(), Fault> = (|| {
                let mut reader = Reader::whole(bytes);
                while !reader.is_done() {
                    match reader.tag()? {
                        0x12 => any.extend_from_slice(reader.extent()?.of(bytes)),
                        tag => reader.skip(tag, 0)?,
                    }
                }
                Ok(())
            })();
        }
        _ => {}
    }
    any
}
