//! Joining batches, and copying a batch into a block of its own.

use std::collections::HashMap;
use std::sync::Arc;

use crate::absent::{absent, append, is_absent, seal};
use crate::batch::{Batch, BatchError};
use crate::block::{Block, Range, take_buffer};
use crate::cell::Cell;
use crate::headers::{HeaderBuilder, Headers, Level};
use crate::plan::{Keys, Plan};
use crate::rows::Rows;
use crate::values::Walker;
use crate::walk::{RowCells, Sink};
use crate::wire::{Extent, field_len, put_bytes};

impl Batch {
    /// Join batches of the same plan; request numbers go on where those of the batch before end.
    ///
    /// # Errors
    /// `NoBatch`, `PlanMismatch`, `TooLarge`.
    pub fn concat(batches: &[Self]) -> Result<Self, BatchError> {
        let Some(first) = batches.first() else {
            return Err(BatchError::NoBatch);
        };
        if batches
            .iter()
            .any(|batch| !same_plan(&first.plan, &batch.plan))
        {
            return Err(BatchError::PlanMismatch);
        }
        if let [only] = batches {
            return Ok(only.clone());
        }
        if let Some(joined) = Joined::new(batches) {
            return Ok(joined.finish());
        }
        let compact: Result<Vec<Self>, BatchError> = batches.iter().map(Self::compact).collect();
        Joined::new(&compact?)
            .map(Joined::finish)
            .ok_or(BatchError::TooLarge)
    }

    /// The same spans in one block of their own.
    fn compact(&self) -> Result<Self, BatchError> {
        let total: usize = self
            .spans
            .iter()
            .map(|range| field_len(range.len as usize))
            .sum();
        if total > 0xffff_ffff {
            return Err(BatchError::TooLarge);
        }
        let mut buffer = take_buffer(total);
        let mut extents = Vec::with_capacity(self.num_spans());
        for range in self.spans.iter() {
            put_bytes(&mut buffer, 2, range.of(&self.blocks));
            extents.push(Extent {
                start: buffer.len() - range.len as usize,
                end: buffer.len(),
            });
        }
        Ok(self.rebase(buffer, &extents))
    }

    /// Read the same spans again where they lie in `buffer` now.
    fn rebase(&self, buffer: Vec<u8>, extents: &[Extent]) -> Self {
        let mut cells = RowCells::new(self.columns.len());
        let mut walker = Walker::new(&buffer);
        let mut rows = Rows::default();
        rows.reserve(extents.len());
        let mut names = Vec::with_capacity(extents.len());
        let mut columns: Vec<Vec<Cell>> = vec![Vec::new(); self.columns.len()];
        for (row, at) in extents.iter().enumerate() {
            let mut sink = Sink {
                keys: &self.plan.span,
                block: 0,
                cells: &mut cells,
            };
            // The bytes were walked when they came in, so no fault can be found here.
            let span = walker.span(*at, &mut sink).unwrap_or_default();
            rows.push(&span, 0, self.rows.request[row]);
            names.push(Range::new(0, span.name));
            for (column, cell) in cells.filled() {
                let orig_len = self.columns[column][row].orig_len;
                let cell = Cell { orig_len, ..cell };
                append(&mut columns[column], row, cell, extents.len());
            }
        }
        Self {
            blocks: vec![Block::seal(buffer)],
            rows: Arc::new(rows),
            spans: Arc::new(extents.iter().map(|at| Range::new(0, *at)).collect()),
            names: Arc::new(names),
            columns: columns
                .into_iter()
                .map(|column| seal(column, extents.len()))
                .collect(),
            ..self.clone()
        }
    }
}

fn same_plan(left: &Arc<Plan>, right: &Arc<Plan>) -> bool {
    let same = |left: &Keys, right: &Keys| left.columns() == right.columns();
    Arc::ptr_eq(left, right)
        || (same(&left.span, &right.span)
            && same(&left.resource, &right.resource)
            && same(&left.scope, &right.scope))
}

/// Batches on the way to become one.
struct Joined<'a> {
    batches: &'a [Batch],
    blocks: Vec<Arc<Block>>,
    /// By batch: its blocks' places among all.
    places: Vec<Vec<u16>>,
}

impl<'a> Joined<'a> {
    /// Number the blocks; None where there are more than 65,536.
    fn new(batches: &'a [Batch]) -> Option<Self> {
        let mut blocks: Vec<Arc<Block>> = Vec::new();
        let mut known: HashMap<*const Block, u16> = HashMap::new();
        let mut places = Vec::with_capacity(batches.len());
        for batch in batches {
            let mut own = Vec::with_capacity(batch.blocks.len());
            for block in &batch.blocks {
                let next = u16::try_from(blocks.len()).ok()?;
                own.push(*known.entry(Arc::as_ptr(block)).or_insert_with(|| {
                    blocks.push(Arc::clone(block));
                    next
                }));
            }
            places.push(own);
        }
        Some(Self {
            batches,
            blocks,
            places,
        })
    }

    fn finish(self) -> Batch {
        let first = &self.batches[0];
        let (resources, resource_of) = self.headers(Level::Resource);
        let (scopes, scope_of) = self.headers(Level::Scope);
        let width = first.columns.len();
        Batch {
            rows: Arc::new(self.rows()),
            spans: Arc::new(self.ranges(|batch| &batch.spans)),
            names: Arc::new(self.ranges(|batch| &batch.names)),
            resource_of: Arc::new(resource_of),
            scope_of: Arc::new(scope_of),
            columns: (0..width).map(|index| self.column(index)).collect(),
            resources,
            scopes,
            num_requests: self.batches.iter().map(|batch| batch.num_requests).sum(),
            plan: Arc::clone(&first.plan),
            blocks: self.blocks,
        }
    }

    fn rows(&self) -> Rows {
        let mut rows = Rows::default();
        rows.reserve(self.batches.iter().map(Batch::num_spans).sum());
        let mut requests = 0;
        for (batch, places) in self.batches.iter().zip(&self.places) {
            let start = rows.len();
            rows.extend(&batch.rows);
            rows.request[start..]
                .iter_mut()
                .for_each(|request| *request += requests);
            rows.message[start..]
                .iter_mut()
                .for_each(|range| moved(range, places));
            rows.trace_state[start..]
                .iter_mut()
                .for_each(|range| moved(range, places));
            requests += batch.num_requests;
        }
        rows
    }

    fn ranges(&self, column: impl Fn(&Batch) -> &Arc<Vec<Range>>) -> Vec<Range> {
        let mut joined = Vec::with_capacity(self.batches.iter().map(Batch::num_spans).sum());
        for (batch, places) in self.batches.iter().zip(&self.places) {
            let start = joined.len();
            joined.extend_from_slice(column(batch));
            joined[start..]
                .iter_mut()
                .for_each(|range| moved(range, places));
        }
        joined
    }

    fn column(&self, index: usize) -> Arc<Vec<Cell>> {
        let rows = self.batches.iter().map(Batch::num_spans).sum();
        let lacks = |batch: &Batch| is_absent(&batch.columns[index], batch.num_spans());
        if self.batches.iter().all(lacks) {
            return absent(rows);
        }
        let mut joined = Vec::with_capacity(rows);
        for (batch, places) in self.batches.iter().zip(&self.places) {
            let here = |cell: &Cell| {
                if cell.points() {
                    let block = places[usize::from(cell.block)];
                    return Cell { block, ..*cell };
                }
                *cell
            };
            joined.extend(batch.cells(index).iter().map(here));
        }
        Arc::new(joined)
    }

    fn headers(&self, level: Level) -> (Arc<Headers>, Vec<u32>) {
        let parts = |batch: &'a Batch| match level {
            Level::Resource => (&batch.resources, &batch.resource_of),
            Level::Scope => (&batch.scopes, &batch.scope_of),
        };
        let (shared, _) = parts(&self.batches[0]);
        if self
            .batches
            .iter()
            .all(|batch| Arc::ptr_eq(parts(batch).0, shared))
        {
            let of = self
                .batches
                .iter()
                .flat_map(|batch| parts(batch).1.iter().copied())
                .collect();
            return (Arc::clone(shared), of);
        }
        let plan = &self.batches[0].plan;
        let keys = if level == Level::Resource {
            &plan.resource
        } else {
            &plan.scope
        };
        let mut builder = HeaderBuilder::new(level, keys);
        let mut of = Vec::new();
        for batch in self.batches {
            let (table, rows) = parts(batch);
            let places = builder.intern_all(table);
            of.extend(rows.iter().map(|row| places[*row as usize]));
        }
        (builder.finish(), of)
    }
}

#[inline]
fn moved(range: &mut Range, places: &[u16]) {
    // A field that the span lacks has an empty range in block 0, which every batch with rows has.
    range.block = places[usize::from(range.block)];
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::batch::Batch;
    use crate::plan::{Keys, Plan};
    use crate::wire::put_bytes;

    fn field(number: u32, bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        put_bytes(&mut out, number, bytes);
        out
    }

    #[test]
    fn a_compact_batch_says_the_same() {
        let pair = [field(1, b"k"), field(2, &field(1, b"value"))].concat();
        let ids = [field(1, &[1; 16]), field(2, &[2; 8])].concat();
        let span = [ids, field(5, b"name"), field(9, &pair)].concat();
        let body = field(1, &field(2, &field(2, &span).repeat(3)));
        let span_keys = Keys::new(vec![vec!["k".to_owned()]]).unwrap();
        let plan = Arc::new(Plan {
            span: span_keys,
            ..Plan::default()
        });
        let (batch, _) = Batch::parse(&[&body, &body], &plan);
        let kept = batch.filter(&[0, 1, 1, 0, 1, 0]).unwrap();
        let compact = kept.compact().unwrap();
        assert!(compact.blocks[0].bytes().len() < body.len() * 2);
        let key = ["k".to_owned()];
        for each in [&kept, &compact] {
            let view = each.view(&key, None).unwrap();
            let texts: Vec<_> = view.texts().collect();
            assert_eq!(texts, [Some(&b"value"[..]); 3]);
            assert_eq!(each.requests(), [0, 0, 1]);
            assert_eq!(each.span(2), span);
        }
        let joined = Batch::concat(&[compact, kept]).unwrap();
        assert_eq!(joined.num_spans(), 6);
        assert_eq!(joined.requests(), [0, 0, 1, 2, 2, 3]);
    }
}
