//! What is written into attributes about what was done to them. Names are the Collector's, and two
//! of our own.

use super::policy::Summary;
use super::rewrite::{Outcome, rewrite};
use super::rules::each;
use crate::values::key_at;
use crate::wire::{Extent, Reader, put_bytes, put_varint};

/// Number of findings in a span, its events and links.
const COUNT: &[u8] = b"spanmill.redaction.count";
/// Kinds found there.
const ENTITIES: &[u8] = b"spanmill.redaction.entities";

/// Keys of one list of attributes, by what was done to their values.
#[derive(Debug, Default)]
pub struct Audit {
    /// Attributes that are gone.
    pub removed: Vec<Vec<u8>>,
    /// Attributes whose value was replaced in part or whole.
    pub masked: Vec<Vec<u8>>,
    /// Attributes with a finding that is allowed.
    pub allowed: Vec<Vec<u8>>,
    /// Attributes that passed unread.
    pub ignored: u64,
}

impl Audit {
    /// Append attributes with counts, and with keys at the level `debug`; each is a field of
    /// `number`.
    pub fn put(&mut self, summary: Summary, number: u32, out: &mut Vec<u8>) {
        if summary == Summary::Silent {
            return;
        }
        let lists = [
            ("redacted", &mut self.removed),
            ("masked", &mut self.masked),
            ("allowed", &mut self.allowed),
        ];
        for (name, keys) in lists {
            if keys.is_empty() {
                continue;
            }
            keys.sort();
            if summary == Summary::Debug {
                let joined = keys.join(&b","[..]);
                put_text(
                    format!("redaction.{name}.keys").as_bytes(),
                    &joined,
                    number,
                    out,
                );
            }
            put_int(
                format!("redaction.{name}.count").as_bytes(),
                keys.len() as u64,
                number,
                out,
            );
        }
        if self.ignored > 0 {
            put_int(b"redaction.ignored.count", self.ignored, number, out);
        }
    }
}

/// Append what every touched span says: how many findings, and of which kinds. What an earlier pass
/// said is counted in.
pub fn put_totals(span: &mut Vec<u8>, hits: u32, kinds: &[&str], number: u32) {
    let mut total = u64::from(hits);
    let mut names: Vec<Vec<u8>> = kinds.iter().map(|kind| kind.as_bytes().to_vec()).collect();
    let tag = number << 3 | 2;
    let without = rewrite(span, |field, pair| {
        let whole = Extent {
            start: 0,
            end: pair.len(),
        };
        let key = key_at(pair, whole).of(pair);
        if field != tag || (key != COUNT && key != ENTITIES) {
            return Outcome::Keep;
        }
        take_old(pair, &mut total, &mut names);
        Outcome::Drop
    });
    if let Some(without) = without {
        *span = without;
    }
    names.sort();
    names.dedup();
    put_int(COUNT, total, number, span);
    let mut list = Vec::new();
    for name in &names {
        let mut text = Vec::new();
        put_bytes(&mut text, 1, name);
        put_bytes(&mut list, 1, &text);
    }
    let mut value = Vec::new();
    put_bytes(&mut value, 5, &list);
    put_pair(ENTITIES, &value, number, span);
}

/// Add what an earlier pass wrote in `pair`.
fn take_old(pair: &[u8], total: &mut u64, names: &mut Vec<Vec<u8>>) {
    each(pair, 0x12, |value| {
        let mut reader = Reader::whole(value);
        if reader.tag() == Ok(0x18) {
            *total = total.saturating_add(reader.varint().unwrap_or(0));
        }
        each(value, 0x2a, |list| {
            each(list, 0x0a, |item| {
                each(item, 0x0a, |name| names.push(name.to_vec()));
            });
        });
    });
}

fn put_pair(key: &[u8], value: &[u8], number: u32, out: &mut Vec<u8>) {
    let mut pair = Vec::with_capacity(key.len() + value.len() + 8);
    put_bytes(&mut pair, 1, key);
    put_bytes(&mut pair, 2, value);
    put_bytes(out, number, &pair);
}

fn put_text(key: &[u8], text: &[u8], number: u32, out: &mut Vec<u8>) {
    let mut value = Vec::new();
    put_bytes(&mut value, 1, text);
    put_pair(key, &value, number, out);
}

fn put_int(key: &[u8], number_value: u64, number: u32, out: &mut Vec<u8>) {
    let mut value = vec![0x18];
    put_varint(&mut value, number_value);
    put_pair(key, &value, number, out);
}
