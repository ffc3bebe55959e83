//! Tells calls whose answer broke off after its first event had told a usage.
//!
//! Anthropic's streams tell the input when they begin, with the few tokens of output that there are
//! by then, and all of the output at the end. Of a stream without an end that beginning is left.
#![deny(clippy::indexing_slicing)]

use super::call::Call;
use super::estimate::text_bytes;
use super::field::Field;
use super::read::{Columns, contains};
use super::spec::Class;
use crate::cell::{Cell, tag};

/// Bytes of JSON around a text, and of the longest tokens.
const AROUND: i64 = 128;
const LONG_TOKEN: i64 = 16;

/// True where the output is no more than what such a stream begins with, nothing says why the
/// answer ended, and it was streamed, or says more than was counted, or comes from an
/// instrumentation that gives every whole answer a reason.
pub(crate) fn is_broken_off(columns: &Columns<'_>, call: &Call) -> bool {
    let begun = &columns.tables.spec.begun;
    let said = call.said();
    if call.class != Class::Call || !call.writes_counts() || !(1..=begun.max_output).contains(&said)
    {
        return false;
    }
    let row = call.row;
    if !is_blank(columns.cell(Field::FinishReasons, row)) {
        return false;
    }
    let names = [Field::Provider, Field::ResponseModel, Field::RequestModel]
        .map(|field| columns.text(field, row));
    let mut vendors = begun.vendors.iter();
    if !vendors.any(|vendor| names.iter().any(|name| contains(name, vendor.as_bytes()))) {
        return false;
    }
    let scope = columns.scope(row);
    let mut scopes = begun.scopes.iter();
    columns.is_true(Field::Stream, row)
        || scopes.any(|start| scope.starts_with(start.as_bytes()))
        || i64::from(text_bytes(columns.cell(Field::OutputText, row))) > AROUND + LONG_TOKEN * said
}

fn is_blank(cell: &Cell) -> bool {
    matches!(cell.tag, tag::ABSENT | tag::EMPTY) || (cell.tag == tag::TEXT && cell.range().len == 0)
}
