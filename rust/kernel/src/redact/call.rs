//! What a span calls, as far as its texts depend on it: a server, a database.

use super::rewrite::{Outcome, rewrite};
use super::rules::each;
use super::statement::{self, Dialects};
use super::value::key_of;
use crate::wire::Reader;

const INTERNAL: u64 = 1;
const SERVER: u64 = 2;
const CLIENT: u64 = 3;

/// Kind of a span, and the sanitizer for the database that it names.
#[derive(Clone, Copy, Debug, Default)]
pub struct Call {
    kind: u64,
    system: Option<Dialects>,
}

impl Call {
    /// Read it from a span. `db.system.name` goes before the older `db.system`.
    pub fn of(span: &[u8]) -> Self {
        let (mut kind, mut name, mut old) = (0, Vec::new(), Vec::new());
        rewrite(span, |tag, bytes| {
            match tag {
                0x30 => kind = Reader::whole(bytes).varint().unwrap_or(0),
                0x4a => match key_of(bytes) {
                    b"db.system.name" => name = text_of(bytes),
                    b"db.system" => old = text_of(bytes),
                    _ => (),
                },
                _ => (),
            }
            Outcome::Keep
        });
        let system = if name.is_empty() { old } else { name };
        Self {
            kind,
            system: (!system.is_empty()).then(|| statement::of_system(&system)),
        }
    }

    /// The span is one side of a request.
    pub fn is_request(self) -> bool {
        matches!(self.kind, SERVER | CLIENT)
    }

    /// Sanitizers for attributes: of a database without a name, all.
    pub fn dialects(self) -> Dialects {
        self.system.unwrap_or(statement::ALL)
    }

    /// Sanitizers for the name, which is a statement only of a database with a name.
    pub fn name_dialects(self) -> Dialects {
        let system = self
            .system
            .filter(|_| matches!(self.kind, INTERNAL | SERVER | CLIENT));
        system.unwrap_or(0)
    }
}

/// The text that a pair holds.
fn text_of(pair: &[u8]) -> Vec<u8> {
    let mut found = Vec::new();
    each(pair, 0x12, |value| {
        each(value, 0x0a, |text| found = text.to_vec());
    });
    found
}
