//! Removing attributes and renaming spans.

use std::sync::Arc;

use crate::absent::own;
use crate::attribute::check_codes;
use crate::batch::{Batch, BatchError};
use crate::block::Range;
use crate::cell::tag;
use crate::edit::{ATTRIBUTE, SpanWriter, pieces_without};
use crate::headers::Level;
use crate::keys::KeyMatcher;
use crate::values::{Walker, key_at};
use crate::walk::{RowCells, Sink};
use crate::wire::{Extent, put_bytes, varint_len};

/// Tag of `Span.name`.
const NAME: u32 = 0x2a;

impl Batch {
    /// Remove attributes whose key matches, in the rows of `mask`; None is every row.
    ///
    /// # Errors
    /// `Length`, `TooLarge`.
    pub fn remove(
        &self,
        matcher: &mut KeyMatcher,
        mask: Option<&[u8]>,
        level: Option<Level>,
    ) -> Result<Self, BatchError> {
        self.expect_mask(mask, level)?;
        match level {
            Some(level) => Ok(self.remove_from_headers(matcher, mask, level)),
            None => self.remove_from_spans(matcher, mask),
        }
    }

    pub(crate) fn expect_mask(
        &self,
        mask: Option<&[u8]>,
        level: Option<Level>,
    ) -> Result<(), BatchError> {
        let expected = self.num_rows(level);
        match mask {
            Some(mask) if mask.len() != expected => Err(BatchError::Length {
                expected,
                got: mask.len(),
            }),
            _ => Ok(()),
        }
    }

    fn remove_from_spans(
        &self,
        matcher: &mut KeyMatcher,
        mask: Option<&[u8]>,
    ) -> Result<Self, BatchError> {
        let mut writer = SpanWriter::new(self, 0)?;
        let mut pieces = Vec::new();
        let mut changed = Vec::new();
        for row in (0..self.num_spans()).filter(|row| mask.is_none_or(|mask| mask[*row] != 0)) {
            let old = self.span(row);
            let whole = Extent {
                start: 0,
                end: old.len(),
            };
            let hit = pieces_without(old, whole, &mut pieces, |tag, at| {
                tag == ATTRIBUTE && matcher.matches(key_at(old, at).of(old))
            });
            if hit {
                writer.write(row, old, &pieces, &[])?;
                changed.push(row);
            }
        }
        let batch = writer.finish(self).unwrap_or_else(|| self.clone());
        Ok(batch.walked_again(matcher, &changed))
    }

    /// Fill the cells of `changed` rows again whose key matches: it has another value now, or a key
    /// of lower priority may be there.
    pub(crate) fn walked_again(mut self, matcher: &mut KeyMatcher, changed: &[usize]) -> Self {
        let plan = Arc::clone(&self.plan);
        let mut fresh = RowCells::new(self.columns.len());
        let mut columns = self.columns.clone();
        for &row in changed {
            let mut is_walked = false;
            for (index, names) in plan.span.columns().iter().enumerate() {
                let cell = self.columns[index][row];
                let stale = cell.tag != tag::ABSENT
                    && names
                        .get(usize::from(cell.rank))
                        .is_some_and(|key| matcher.matches(key.as_bytes()));
                if !stale {
                    continue;
                }
                if !is_walked {
                    self.walk_again(row, &mut fresh);
                    is_walked = true;
                }
                let mut found = fresh.cell(index);
                if (cell.tag, found.tag, cell.rank) == (tag::TEXT, tag::TEXT, found.rank) {
                    found.orig_len = cell.orig_len;
                }
                own(&mut columns[index], self.num_spans())[row] = found;
            }
        }
        self.columns = columns;
        self
    }

    fn walk_again(&self, row: usize, cells: &mut RowCells) {
        let range = self.spans[row];
        let Some(block) = self.blocks.get(usize::from(range.block)) else {
            return;
        };
        let mut sink = Sink {
            keys: &self.plan.span,
            block: range.block,
            cells,
        };
        let at = Extent {
            start: range.off as usize,
            end: range.end() as usize,
        };
        // The span was walked when it came in; only its planned cells are wanted.
        let walked = Walker::new(block.bytes()).span(at, &mut sink);
        debug_assert!(walked.is_ok(), "a span that was walked before");
    }

    /// Replace span names by code into `names`; -1 leaves a row as it is.
    ///
    /// # Errors
    /// `Length`, `Code`, `TooLarge`.
    pub fn rename(&self, codes: &[i32], names: &[String]) -> Result<Self, BatchError> {
        self.expect_rows(codes.len())?;
        check_codes(codes, names.len())?;
        let mut writer = SpanWriter::new(self, 0)?;
        let mut ranges = self.names.to_vec();
        let (mut pieces, mut tail) = (Vec::new(), Vec::new());
        for (row, code) in codes.iter().enumerate() {
            let Some(name) = usize::try_from(*code).ok().and_then(|code| names.get(code)) else {
                continue;
            };
            let old = self.span(row);
            pieces_without(
                old,
                Extent {
                    start: 0,
                    end: old.len(),
                },
                &mut pieces,
                |tag, _| tag == NAME,
            );
            tail.clear();
            put_bytes(&mut tail, 5, name.as_bytes());
            let base = writer.write(row, old, &pieces, &tail)?;
            let start = base + 1 + varint_len(name.len() as u64);
            ranges[row] = Range::new(
                writer.block,
                Extent {
                    start,
                    end: start + name.len(),
                },
            );
        }
        let renamed = writer.finish(self);
        Ok(renamed.map_or_else(
            || self.clone(),
            |batch| Self {
                names: Arc::new(ranges),
                ..batch
            },
        ))
    }
}
