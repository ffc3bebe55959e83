//! Secrets below the name of their column, in rows of CSV: the row of names is found, and
//! those below it are read, as far as the search for candidates has come.

use std::ops::Range;

use crate::class::{LOWER, TOKEN, UPPER, at, is, run_end};
use crate::detect::key::backslashes_from;
use crate::detect::said::{Name, is_value, sort_of};
use crate::detect::secret::is_placeholder;
use crate::entity::Entity;
use crate::look::Look;
use crate::meaning::{may_be_secret, whole_of};
use crate::scanner::CHUNK;
use crate::table::{MAX_HEAD, MAX_ROW, last_line};

/// Rows below one of names: where the next begins, the sign between cells, how many cells a row
/// has, and a bit for each column of secrets.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Rows {
    next: usize,
    sign: u8,
    count: usize,
    columns: u64,
}

/// Verify the `,` or `;` at `sign` as one between names of columns.
#[inline(never)]
pub(crate) fn names(look: &mut Look<'_>, sign: usize) {
    let text = look.text;
    let is_sign = |byte: Option<&u8>| matches!(byte, Some(b',' | b';'));
    if !at(text, sign + 1, LOWER | UPPER) || sign < look.done.rows.next {
        return;
    }
    let end = run_end(text, sign + 1, TOKEN, MAX_HEAD);
    let own = text[..sign].last_chunk();
    let last = text[sign + 1..end].last_chunk();
    let last = last.filter(|_| !is_sign(text.get(end)));
    let mut names = [own, last].into_iter().flatten();
    if names.any(|name| may_be_secret(*name)) {
        read_names(look, sign);
    }
}

#[inline(never)]
fn read_names(look: &mut Look<'_>, at: usize) {
    let text = look.text;
    let from = at.saturating_sub(MAX_ROW);
    let start = last_line(&text[..at], from).or((from == 0).then_some(0));
    let mut rows = Rows {
        sign: text[at],
        ..Rows::default()
    };
    let is_part = |byte: &u8| is(*byte, TOKEN) || matches!(*byte, b' ' | b'.') || *byte >= 0x80;
    let mut is_heads = start.is_some();
    rows.next = each_cell(text, start.unwrap_or(at), rows.sign, |index, cell| {
        let name = &text[cell];
        is_heads &= name.len() <= MAX_HEAD && name.iter().all(is_part);
        let is_secret = is_heads && index < 64 && whole_of(name) == Some(Entity::SecretKv);
        rows.columns |= u64::from(is_secret) << (index & 63);
        rows.count = index;
        is_heads
    });
    if let Some(next) = line_behind(text, rows.next).filter(|_| is_heads) {
        rows.next = next;
    } else {
        // A line that is none of names is not read again.
        (rows.next, rows.columns) = (line_end(text, at), 0);
    }
    look.done.rows = rows;
    let chunk = look.from + CHUNK;
    rows_to(look, chunk);
}

/// Read the rows that begin before `to`, below names of secrets.
#[inline(never)]
pub(crate) fn rows_to(look: &mut Look<'_>, to: usize) {
    while look.done.rows.columns != 0 && look.done.rows.next < to.min(look.text.len()) {
        read_row(look);
    }
}

#[inline(never)]
fn read_row(look: &mut Look<'_>) {
    let (text, rows) = (look.text, look.done.rows);
    let (first, mut count) = (look.hits.len(), 0);
    let end = each_cell(text, rows.next, rows.sign, |index, cell| {
        let value = &text[cell.clone()];
        let is_secret = rows.columns >> (index & 63) & 1 == 1 && !value.contains(&b' ');
        if is_secret && is_value(value, Name::Password) && !is_placeholder(value) {
            let entity = sort_of(look, cell.start, cell.end);
            look.found(entity, cell.start, cell.end);
        }
        count = index;
        index < rows.count
    });
    let is_row = count == rows.count && text.get(end) != Some(&rows.sign);
    if !is_row {
        look.hits.truncate(first);
    }
    look.done.rows = match line_behind(text, end).filter(|_| is_row) {
        Some(next) => Rows { next, ..rows },
        None => Rows {
            next: rows.next,
            ..Rows::default()
        },
    };
}

/// Visit the cells of the row at `start`, as long as `visit` says so; return one behind the last.
fn each_cell(
    text: &[u8],
    start: usize,
    sign: u8,
    mut visit: impl FnMut(usize, Range<usize>) -> bool,
) -> usize {
    let mut from = start;
    for index in 0.. {
        let (cell, end) = cell(text, from, sign);
        let goes_on = visit(index, cell) && text.get(end) == Some(&sign);
        from = end;
        if !goes_on {
            break;
        }
        from += 1;
    }
    from
}

/// The cell at `from`, without blanks and quotes around it, and one behind these.
fn cell(text: &[u8], from: usize, sign: u8) -> (Range<usize>, usize) {
    let blanks = |at: usize| {
        let rest = text[at.min(text.len())..].iter();
        at + rest
            .take_while(|&&byte| byte == b' ' || byte == b'\r')
            .count()
    };
    let until = |at: usize, is_end: &dyn Fn(u8) -> bool| {
        let rest = text[at.min(text.len())..].iter();
        at + rest.take_while(|&&byte| !is_end(byte)).count()
    };
    let start = blanks(from);
    let open = start + backslashes_from(text, start);
    if let Some(&quote @ (b'"' | b'\'')) = text.get(open) {
        let end = until(open + 1, &|byte| {
            byte == quote || matches!(byte, b'\n' | b'\\')
        });
        let close = end + backslashes_from(text, end);
        let is_closed = text.get(close) == Some(&quote);
        return (
            open + 1..end,
            blanks(if is_closed { close + 1 } else { end }),
        );
    }
    let end = until(start, &|byte| {
        byte == sign || matches!(byte, b'\n' | b'\\' | b'"')
    });
    let len = text[start..end].trim_ascii_end().len();
    (start..start + len, end)
}

/// Where the line of `at` ends, of a long one the part that is near.
fn line_end(text: &[u8], at: usize) -> usize {
    let rest = text[at..].iter().take(MAX_ROW);
    at + rest
        .take_while(|&&byte| !matches!(byte, b'\n' | b'\\'))
        .count()
}

/// First byte of the line behind the one that ends at `end`.
fn line_behind(text: &[u8], end: usize) -> Option<usize> {
    let escaped = |at: usize, letter: u8| {
        let run = backslashes_from(text, at);
        let is_one = run > 0 && text.get(at + run) == Some(&letter);
        is_one.then_some(at + run + 1)
    };
    if text.get(end) == Some(&b'\n') {
        return Some(end + 1);
    }
    escaped(escaped(end, b'r').unwrap_or(end), b'n')
}
