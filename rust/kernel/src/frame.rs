//! From a batch back to an `ExportTraceServiceRequest`: one entry for each distinct resource and
//! scope.
#![deny(clippy::indexing_slicing)]

use std::collections::HashMap;

use crate::batch::Batch;
use crate::block::Range;
use crate::wire::{field_len, put_len, varint_len};

/// Where the field of one span lies (tag, length and message), from the start of what `frame`
/// appended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// First byte.
    pub off: u32,
    /// Number of bytes.
    pub len: u32,
}

/// What a request is framed into.
pub trait Out<'a> {
    /// Where small parts are appended.
    fn own(&mut self) -> &mut Vec<u8>;

    /// Append bytes that stay where they are as long as the output is used.
    fn lend(&mut self, bytes: &'a [u8]);

    /// Bytes so far.
    fn num_bytes(&self) -> usize;

    /// Make room for so many more.
    fn reserve(&mut self, additional: usize);
}

impl<'a> Out<'a> for Vec<u8> {
    fn own(&mut self) -> &mut Vec<u8> {
        self
    }

    fn lend(&mut self, bytes: &'a [u8]) {
        self.extend_from_slice(bytes);
    }

    fn num_bytes(&self) -> usize {
        self.len()
    }

    fn reserve(&mut self, additional: usize) {
        self.reserve(additional);
    }
}

/// Spans that share their headers. Ids name headers: parts with equal ids go into one entry.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// Names the resource header.
    pub resource_id: u32,
    /// A `ResourceSpans` without its `scope_spans`.
    pub resource: &'a [u8],
    /// Names the scope header.
    pub scope_id: u32,
    /// A `ScopeSpans` without its `spans`.
    pub scope: &'a [u8],
    /// Span fields, one behind the other.
    pub spans: &'a [u8],
}

/// Items grouped by resource, then by scope, each in order of first appearance.
struct Grouped {
    resources: Vec<ResourceGroup>,
}

struct ResourceGroup {
    id: u32,
    scopes: Vec<ScopeGroup>,
}

struct ScopeGroup {
    id: u32,
    items: Vec<u32>,
    bytes: usize,
}

impl Grouped {
    /// Group items by their ids; `size` is what each adds to its scope.
    fn new(items: impl Iterator<Item = (u32, u32, usize)>) -> Self {
        let mut grouped = Self {
            resources: Vec::new(),
        };
        let mut known: HashMap<(u32, u32), (usize, usize)> = HashMap::new();
        let mut by_resource: HashMap<u32, usize> = HashMap::new();
        let mut last = None;
        for (item, (resource, scope, size)) in (0u32..).zip(items) {
            let at = match last {
                Some((ids, at)) if ids == (resource, scope) => at,
                _ => *known.entry((resource, scope)).or_insert_with(|| {
                    let index = *by_resource
                        .entry(resource)
                        .or_insert(grouped.resources.len());
                    grouped.open(index, resource, scope)
                }),
            };
            last = Some(((resource, scope), at));
            if let Some(group) = grouped.scope(at) {
                group.items.push(item);
                group.bytes += size;
            }
        }
        grouped
    }

    fn open(&mut self, index: usize, resource: u32, scope: u32) -> (usize, usize) {
        if index == self.resources.len() {
            self.resources.push(ResourceGroup {
                id: resource,
                scopes: Vec::new(),
            });
        }
        let Some(group) = self.resources.get_mut(index) else {
            return (index, 0);
        };
        group.scopes.push(ScopeGroup {
            id: scope,
            items: Vec::new(),
            bytes: 0,
        });
        (index, group.scopes.len() - 1)
    }

    fn scope(&mut self, (resource, scope): (usize, usize)) -> Option<&mut ScopeGroup> {
        self.resources.get_mut(resource)?.scopes.get_mut(scope)
    }

    /// Write headers, and call `spans` for the items of each scope.
    fn write<'h, O: Out<'h>>(
        &self,
        resource_header: impl Fn(u32) -> &'h [u8],
        scope_header: impl Fn(u32) -> &'h [u8],
        out: &mut O,
        mut spans: impl FnMut(&[u32], &mut O),
    ) {
        let scope_len = |group: &ScopeGroup| scope_header(group.id).len() + group.bytes;
        let resource_len = |group: &ResourceGroup| {
            let scopes = group.scopes.iter().map(|scope| field_len(scope_len(scope)));
            resource_header(group.id).len() + scopes.sum::<usize>()
        };
        out.reserve(
            self.resources
                .iter()
                .map(|group| field_len(resource_len(group)))
                .sum(),
        );
        for resource in &self.resources {
            put_len(out.own(), 1, resource_len(resource));
            out.lend(resource_header(resource.id));
            for scope in &resource.scopes {
                put_len(out.own(), 2, scope_len(scope));
                out.lend(scope_header(scope.id));
                spans(&scope.items, out);
            }
        }
    }
}

impl Batch {
    /// Append the batch as an `ExportTraceServiceRequest`, and to `places` where each row's span
    /// field lies.
    ///
    /// Rows keep their order inside one resource and scope. A span that no edit has touched is
    /// there byte for byte.
    pub fn frame<'a, O: Out<'a>>(&'a self, out: &mut O, places: &mut Vec<Place>) {
        let base = out.num_bytes();
        let first = places.len();
        places.resize(first + self.num_spans(), Place::default());
        let own = places.get_mut(first..).unwrap_or_default();
        let write = |rows: &[u32], out: &mut O| self.write_rows(rows, out, base, own);
        self.grouped().write(
            |id| self.resource_header(id),
            |id| self.scope_header(id),
            out,
            write,
        );
    }

    /// Row numbers in the order in which `frame` writes them.
    #[must_use]
    pub fn framed_rows(&self) -> Vec<u32> {
        let grouped = self.grouped();
        let scopes = grouped
            .resources
            .iter()
            .flat_map(|resource| &resource.scopes);
        scopes
            .flat_map(|scope| scope.items.iter().copied())
            .collect()
    }

    fn grouped(&self) -> Grouped {
        let ids = self.resource_of.iter().zip(self.scope_of.iter());
        Grouped::new(
            ids.zip(self.spans.iter())
                .map(|((resource, scope), range)| {
                    (*resource, *scope, field_len(range.len as usize))
                }),
        )
    }

    /// Write the span fields of `rows`; neighbours in one block whose fields touch are one piece.
    fn write_rows<'a>(
        &'a self,
        rows: &[u32],
        out: &mut impl Out<'a>,
        base: usize,
        places: &mut [Place],
    ) {
        let mut run = Range::default();
        let mut written = out.num_bytes() - base;
        for &row in rows {
            let Some(&range) = self.spans.get(row as usize) else {
                continue;
            };
            let head = head_len(range.len);
            let len = head + range.len;
            if let Some(place) = places.get_mut(row as usize) {
                *place = Place {
                    off: u32::try_from(written).unwrap_or(u32::MAX),
                    len,
                };
            }
            written += len as usize;
            // The field's own tag and length lie right before the message, so a gap of just their
            // size is them.
            if run.len > 0
                && run.block == range.block
                && run.end().checked_add(head) == Some(range.off)
            {
                run.len += len;
                continue;
            }
            out.lend(run.of(&self.blocks));
            put_len(out.own(), 2, range.len as usize);
            run = range;
            if range.len == 0 {
                run = Range::default();
            }
        }
        out.lend(run.of(&self.blocks));
    }
}

#[inline]
#[expect(clippy::cast_possible_truncation, reason = "at most six")]
fn head_len(len: u32) -> u32 {
    1 + varint_len(u64::from(len)) as u32
}

/// Append an `ExportTraceServiceRequest` of parts that were framed before.
pub fn frame_parts<'a, O: Out<'a>>(parts: &[Part<'a>], out: &mut O) {
    let sizes = parts
        .iter()
        .map(|part| (part.resource_id, part.scope_id, part.spans.len()));
    let resources: HashMap<u32, &[u8]> = parts
        .iter()
        .map(|part| (part.resource_id, part.resource))
        .collect();
    let scopes: HashMap<u32, &[u8]> = parts
        .iter()
        .map(|part| (part.scope_id, part.scope))
        .collect();
    let items = |items: &[u32], out: &mut O| {
        for part in items.iter().filter_map(|item| parts.get(*item as usize)) {
            out.lend(part.spans);
        }
    };
    Grouped::new(sizes).write(
        |id| resources.get(&id).copied().unwrap_or_default(),
        |id| scopes.get(&id).copied().unwrap_or_default(),
        out,
        items,
    );
}
