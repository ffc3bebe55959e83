//! The fixed columns of a batch, struct of arrays.

use crate::block::Range;
use crate::walk::SpanRow;

/// Pick `rows` of a column; a row that does not exist is left out.
pub(crate) fn gather<T: Copy>(column: &[T], rows: &[u32]) -> Vec<T> {
    let mut gathered = Vec::with_capacity(rows.len());
    gathered.extend(rows.iter().filter_map(|&row| column.get(row as usize)));
    gathered
}

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident: $type:ty,)*) => {
        /// Columns that no edit changes, shared by all batches made of each other by edits.
        #[derive(Debug, Default)]
        pub struct Rows {
            $($(#[$doc])* pub $name: Vec<$type>,)*
        }

        impl Rows {
            /// Make room for `additional` rows.
            pub(crate) fn reserve(&mut self, additional: usize) {
                $(self.$name.reserve(additional);)*
            }

            /// Drop all rows from `len` on.
            pub(crate) fn truncate(&mut self, len: usize) {
                $(self.$name.truncate(len);)*
            }

            /// The rows of these numbers, in this order.
            pub(crate) fn gather(&self, rows: &[u32]) -> Self {
                Self { $($name: gather(&self.$name, rows),)* }
            }

            /// Append all rows of `other`.
            pub(crate) fn extend(&mut self, other: &Self) {
                $(self.$name.extend_from_slice(&other.$name);)*
            }
        }
    };
}

columns! {
    /// Trace ids.
    trace_id: [u8; 16],
    /// Span ids.
    span_id: [u8; 8],
    /// Parents, zero for a root.
    parent: [u8; 8],
    /// Starts in nanoseconds since the epoch.
    start: u64,
    /// Ends in nanoseconds since the epoch.
    end: u64,
    /// Kinds.
    kind: u8,
    /// Status codes.
    status: u8,
    /// Flags.
    flags: u32,
    /// Number of the request in the group.
    request: u32,
    /// Status messages.
    message: Range,
    /// Trace states.
    trace_state: Range,
    /// Events.
    num_events: u32,
    /// Links.
    num_links: u32,
    /// Attributes that the sender dropped.
    dropped_attributes: u32,
    /// Events that the sender dropped.
    dropped_events: u32,
    /// Links that the sender dropped.
    dropped_links: u32,
}

impl Rows {
    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.start.len()
    }

    /// True where there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.start.is_empty()
    }

    /// Rows that there is room for.
    pub(crate) fn room(&self) -> usize {
        self.start.capacity()
    }

    pub(crate) fn push(&mut self, span: &SpanRow, block: u16, request: u32) {
        self.trace_id.push(span.trace_id);
        self.span_id.push(span.span_id);
        self.parent.push(span.parent);
        self.start.push(span.start);
        self.end.push(span.end);
        self.kind.push(span.kind);
        self.status.push(span.status);
        self.flags.push(span.flags);
        self.request.push(request);
        self.message.push(Range::new(block, span.message));
        self.trace_state.push(Range::new(block, span.trace_state));
        self.num_events.push(span.num_events);
        self.num_links.push(span.num_links);
        self.dropped_attributes.push(span.dropped_attributes);
        self.dropped_events.push(span.dropped_events);
        self.dropped_links.push(span.dropped_links);
    }
}
