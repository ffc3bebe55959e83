//! Edits of resource and scope headers: the same primitive, one message further in.

use std::sync::Arc;

use crate::attribute::Upsert;
use crate::batch::Batch;
use crate::edit::pieces_without;
use crate::hashed::AttributeHasher;
use crate::headers::{HeaderBuilder, Level};
use crate::keys::KeyMatcher;
use crate::values::key_at;
use crate::wire::{Extent, Reader, put_bytes, put_len};

impl Batch {
    pub(crate) fn upsert_headers(&self, edits: &[Upsert], level: Level) -> Self {
        let mut tail = Vec::new();
        self.with_headers(level, |row, header, out| {
            tail.clear();
            let set: Vec<&Upsert> = (0..edits.len())
                .filter(|&index| is_last(edits, index, row))
                .map(|index| &edits[index])
                .collect();
            for edit in &set {
                edit.encode(row, level.attribute_tag() >> 3, &mut tail);
            }
            if set.is_empty() {
                return out.extend_from_slice(header);
            }
            let replaced = |pair: &[u8], _: &mut Vec<u8>| {
                let key = key_of(pair);
                set.iter().any(|edit| edit.key().as_bytes() == key)
            };
            rewrite(header, level, replaced, &tail, out);
        })
    }

    pub(crate) fn remove_from_headers(
        &self,
        matcher: &mut KeyMatcher,
        mask: Option<&[u8]>,
        level: Level,
    ) -> Self {
        self.with_headers(level, |row, header, out| {
            if mask.is_some_and(|mask| mask[row] == 0) {
                return out.extend_from_slice(header);
            }
            rewrite(
                header,
                level,
                |pair, _| matcher.matches(key_of(pair)),
                &[],
                out,
            );
        })
    }

    pub(crate) fn hash_in_headers(
        &self,
        hasher: &mut AttributeHasher,
        mask: Option<&[u8]>,
        level: Level,
    ) -> Self {
        let number = level.attribute_tag() >> 3;
        self.with_headers(level, |row, header, out| {
            if mask.is_some_and(|mask| mask[row] == 0) {
                return out.extend_from_slice(header);
            }
            let hash = |pair: &[u8], own: &mut Vec<u8>| hasher.put(pair, number, own);
            rewrite(header, level, hash, &[], out);
        })
    }

    /// Replace the table of `level` by what `edit` writes for each header. Headers that become
    /// equal become one row.
    pub(crate) fn with_headers(
        &self,
        level: Level,
        mut edit: impl FnMut(usize, &[u8], &mut Vec<u8>),
    ) -> Self {
        let (table, of, keys) = match level {
            Level::Resource => (&self.resources, &self.resource_of, &self.plan.resource),
            Level::Scope => (&self.scopes, &self.scope_of, &self.plan.scope),
        };
        let mut builder = HeaderBuilder::new(level, keys);
        let mut places = Vec::with_capacity(table.len());
        let mut header = Vec::new();
        for (row, old) in table.iter().enumerate() {
            header.clear();
            edit(row, old, &mut header);
            // Made of bytes that were walked before and of valid text, so no fault can be found
            // here.
            places.push(
                builder
                    .intern(&header)
                    .ok()
                    .and_then(Result::ok)
                    .unwrap_or_default(),
            );
        }
        builder.keep_lengths(table, &places);
        let of = Arc::new(of.iter().map(|row| places[*row as usize]).collect());
        match level {
            Level::Resource => Self {
                resources: builder.finish(),
                resource_of: of,
                ..self.clone()
            },
            Level::Scope => Self {
                scopes: builder.finish(),
                scope_of: of,
                ..self.clone()
            },
        }
    }
}

/// True where edit `index` sets `row` and no later edit of the same key does.
fn is_last(edits: &[Upsert], index: usize, row: usize) -> bool {
    let edit = &edits[index];
    let hides = |later: &Upsert| later.key() == edit.key() && later.sets(row);
    edit.sets(row) && !edits[index + 1..].iter().any(hides)
}

fn key_of(pair: &[u8]) -> &[u8] {
    let whole = Extent {
        start: 0,
        end: pair.len(),
    };
    key_at(pair, whole).of(pair)
}

/// Copy a header without the attributes that `replace` takes, whose substitutes it writes into the
/// buffer that it gets; they and `tail` go to the end of the last message of field 1.
fn rewrite(
    header: &[u8],
    level: Level,
    mut replace: impl FnMut(&[u8], &mut Vec<u8>) -> bool,
    tail: &[u8],
    out: &mut Vec<u8>,
) {
    let last = last_message(header);
    let (mut pieces, mut own) = (Vec::new(), Vec::new());
    let mut from = 0;
    let mut reader = Reader::whole(header);
    while !reader.is_done() {
        let start = reader.pos();
        let Ok(tag) = reader.tag() else { break };
        if tag != 0x0a {
            if reader.skip(tag, 0).is_err() {
                break;
            }
            continue;
        }
        let Ok(at) = reader.extent() else { break };
        let dropped = pieces_without(header, at, &mut pieces, |tag, pair| {
            tag == level.attribute_tag() && replace(pair.of(header), &mut own)
        });
        let end: &[u8] = if last == Some(at) {
            own.extend_from_slice(tail);
            &own
        } else {
            &[]
        };
        if dropped || !end.is_empty() {
            out.extend_from_slice(&header[from..start]);
            put_len(
                out,
                1,
                pieces.iter().map(|piece| piece.len()).sum::<usize>() + end.len(),
            );
            for piece in &pieces {
                out.extend_from_slice(piece.of(header));
            }
            out.extend_from_slice(end);
            from = at.end;
        }
    }
    out.extend_from_slice(&header[from..]);
    if last.is_none() && !tail.is_empty() {
        put_bytes(out, 1, tail);
    }
}

/// Where the last `resource` or `scope` message of a header lies.
fn last_message(header: &[u8]) -> Option<Extent> {
    let mut reader = Reader::whole(header);
    let mut last = None;
    while !reader.is_done() {
        match reader.tag().ok()? {
            0x0a => last = Some(reader.extent().ok()?),
            tag => reader.skip(tag, 0).ok()?,
        }
    }
    last
}
