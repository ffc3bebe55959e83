//! What is written into attributes about what was done to them. Names are the Collector's, and two
//! of our own.

use super::policy::Summary;
use super::rewrite::{Outcome, rewrite};
use super::rules::each;
use super::value::key_of;
use crate::wire::{Reader, put_bytes, put_varint};

/// Number of findings in a span, its events and links.
const COUNT: &[u8] = b"spanmill.redaction.count";
/// Number of attributes that passed unread.
const IGNORED: &[u8] = b"redaction.ignored.count";
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
    /// True where there is something to say at the level.
    pub fn tells(&self, summary: Summary) -> bool {
        let lists = [&self.removed, &self.masked, &self.allowed];
        summary != Summary::Silent
            && (self.ignored > 0 || lists.iter().any(|keys| !keys.is_empty()))
    }

    /// Append attributes with counts, and with keys at the level `debug`; each is a field of
    /// `number`. What an earlier pass wrote is counted in. What is allowed or ignored is met again
    /// by each pass, so the larger count stays.
    pub fn put(&mut self, summary: Summary, number: u32, out: &mut Vec<u8>) {
        if summary == Summary::Silent {
            return;
        }
        let lists = [
            ("redacted", &mut self.removed, false),
            ("masked", &mut self.masked, false),
            ("allowed", &mut self.allowed, true),
        ];
        for (name, keys, is_met_again) in lists {
            if keys.is_empty() {
                continue;
            }
            let count = format!("redaction.{name}.count");
            let new = keys.len() as u64;
            let old = take_count(out, count.as_bytes(), number);
            if summary == Summary::Debug {
                put_keys(&format!("redaction.{name}.keys"), keys, number, out);
            }
            let all = if is_met_again {
                old.max(new)
            } else {
                old.saturating_add(new)
            };
            put_int(count.as_bytes(), all, number, out);
        }
        if self.ignored > 0 {
            let old = take_count(out, IGNORED, number);
            put_int(IGNORED, old.max(self.ignored), number, out);
        }
    }
}

/// Append the keys with those of an earlier pass, in order.
fn put_keys(name: &str, keys: &mut Vec<Vec<u8>>, number: u32, out: &mut Vec<u8>) {
    take(out, &[name.as_bytes()], number, |pair| {
        each(pair, 0x12, |value| {
            each(value, 0x0a, |list| {
                let names = list.split(|&byte| byte == b',').map(<[u8]>::to_vec);
                keys.extend(names.filter(|_| !list.is_empty()));
            });
        });
    });
    keys.sort();
    keys.dedup();
    put_text(name.as_bytes(), &keys.join(&b","[..]), number, out);
}

/// Take a count of an earlier pass out of a message.
fn take_count(message: &mut Vec<u8>, key: &[u8], number: u32) -> u64 {
    let mut count = 0;
    take(message, &[key], number, |pair| count = int_of(pair));
    count
}

/// Take pairs with one of `keys` out of a message, and show each to `visit`.
fn take(message: &mut Vec<u8>, keys: &[&[u8]], number: u32, mut visit: impl FnMut(&[u8])) {
    let tag = number << 3 | 2;
    let without = rewrite(message, |field, pair| {
        if field != tag || !keys.contains(&key_of(pair)) {
            return Outcome::Keep;
        }
        visit(pair);
        Outcome::Drop
    });
    if let Some(without) = without {
        *message = without;
    }
}

/// The whole number in a pair; 0 for one below it, which no pass has written.
fn int_of(pair: &[u8]) -> u64 {
    let mut count = 0;
    each(pair, 0x12, |value| {
        let mut reader = Reader::whole(value);
        if reader.tag() == Ok(0x18) {
            let number = reader.varint().map_or(0, u64::cast_signed);
            count = u64::try_from(number).unwrap_or(0);
        }
    });
    count
}

/// Append what every span with a finding says: how many, and of which kinds. What an earlier pass
/// said is counted in.
pub fn put_totals(span: &mut Vec<u8>, hits: u32, kinds: &[&str], number: u32) {
    if hits == 0 {
        return;
    }
    let mut total = u64::from(hits);
    let mut names: Vec<Vec<u8>> = kinds.iter().map(|kind| kind.as_bytes().to_vec()).collect();
    take(span, &[COUNT, ENTITIES], number, |pair| {
        total = total.saturating_add(int_of(pair));
        each(pair, 0x12, |value| {
            each(value, 0x2a, |list| {
                each(list, 0x0a, |item| {
                    each(item, 0x0a, |name| names.push(name.to_vec()));
                });
            });
        });
    });
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
