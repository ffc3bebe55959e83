//! Planned columns that no span of a batch has: most of them, where many dialects are looked for.
//!
//! One shared vector stands for all of them. It is longer than any batch that it serves, which is
//! how it is known.

use std::sync::{Arc, Mutex, PoisonError};

use crate::cell::Cell;

/// Larger batches are rare, and their vector is not kept.
const MAX_KEPT_ROWS: usize = 1 << 16;

static SHARED: Mutex<Option<Arc<Vec<Cell>>>> = Mutex::new(None);

/// A column of `rows` rows that is absent in each.
pub(crate) fn absent(rows: usize) -> Arc<Vec<Cell>> {
    let made = || Arc::new(vec![Cell::default(); (rows + 1).next_power_of_two()]);
    if rows >= MAX_KEPT_ROWS {
        return made();
    }
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    match &*shared {
        Some(known) if known.len() > rows => Arc::clone(known),
        _ => Arc::clone(shared.insert(made())),
    }
}

/// Whether a column of a batch of `rows` rows is such a one.
#[inline]
pub(crate) fn is_absent(column: &[Cell], rows: usize) -> bool {
    column.len() > rows
}

/// The cells of a batch of `rows` rows, to be changed.
#[inline]
pub(crate) fn own(column: &mut Arc<Vec<Cell>>, rows: usize) -> &mut Vec<Cell> {
    if is_absent(column, rows) {
        *column = Arc::new(vec![Cell::default(); rows]);
    }
    Arc::make_mut(column)
}

/// A column that was filled row by row as far as it has values; empty without any.
pub(crate) fn seal(mut column: Vec<Cell>, rows: usize) -> Arc<Vec<Cell>> {
    if column.is_empty() {
        return absent(rows);
    }
    column.resize(rows, Cell::default());
    Arc::new(column)
}

/// Put a cell at the end of a column that lags behind `row`, of a batch of about `rows` rows.
#[inline]
pub(crate) fn append(column: &mut Vec<Cell>, row: usize, cell: Cell, rows: usize) {
    if column.is_empty() {
        column.reserve_exact(rows.max(row + 1));
    }
    column.resize(row, Cell::default());
    column.push(cell);
}
