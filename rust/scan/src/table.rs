//! Cells of tables, and the kinds that the heads of their columns speak of: rows of Markdown, of
//! `psql`, of CSV and TSV, and rows behind `VALUES`.
//!
//! A row is read upwards from its cell to the heads, and what was read is kept, so that rows below
//! are not read again.

use std::cell::Cell;
use std::ops::Range;

use crate::absent::{head, is_counted};
use crate::class::{DIGIT, among, is};
use crate::entity::{Entity, EntitySet};
use crate::html::Columns;
use crate::meaning::whole_of;
use crate::words::words;

/// Longest row.
pub const MAX_ROW: usize = 512;
/// Most rows between a cell and the heads, of those without a cell that was looked at.
const MAX_ROWS: usize = 48;
/// Columns whose heads are kept.
const COLUMNS: usize = 24;
/// Longest head of a column.
pub const MAX_HEAD: usize = 48;

/// Where a cell stands.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// First byte of its row.
    pub row: usize,
    /// What the head of its column speaks of.
    pub kinds: EntitySet,
}

/// A row: where it begins, the sign between its cells, and how often it stands in it.
type Row = (usize, u8, usize);

/// What is known of tables so far.
#[derive(Debug, Default)]
pub struct Tables {
    /// The last row that was read.
    row: Cell<Row>,
    /// A cell of it, and how many are before it.
    cell: Cell<(usize, usize)>,
    /// Whether rows above it hold heads, and what those speak of.
    has_heads: Cell<bool>,
    heads: [Cell<EntitySet>; COLUMNS],
    /// The last line: its first byte, none where it is too long, and how far it is read.
    line: Cell<(Option<usize>, usize)>,
    /// The same of tables in HTML.
    pub columns: Columns,
}

impl Tables {
    /// Forget the text before.
    pub fn clear(&self) {
        self.row.set((0, 0, 0));
        self.line.set((None, 0));
        self.columns.clear();
    }

    /// The place of the value in `start..end`, where it is a cell below a row of heads.
    pub fn place(&self, text: &[u8], start: usize, end: usize) -> Option<Place> {
        let sign = sign_beside(text, start, end)?;
        let row = self.line_start(text, start)?;
        let (last, last_sign, _) = self.row.get();
        let is_known = (last, last_sign) == (row, sign) && self.cell.get().0 <= start;
        if is_known && !self.has_heads.get() {
            return None;
        }
        if !is_known && row_before(text, row).is_none() {
            self.row.set((row, sign, 0));
            self.has_heads.set(false);
            self.cell.set((row, 0));
            return None;
        }
        let (mut cell, mut column) = if is_known { self.cell.get() } else { (row, 0) };
        let from = cell;
        for at in signs(&text[from..start], sign, is_list(text, row)) {
            (cell, column) = (from + at + 1, column + 1);
        }
        if !is_known {
            let rest = &text[cell..text.len().min(start + MAX_ROW)];
            let rest = &rest[..line_end(rest, is_list(text, row))];
            let count = column + signs(rest, sign, is_list(text, row)).count();
            if count > 0 {
                self.read(text, (row, sign, count));
            }
            self.has_heads.set(count > 0 && self.has_heads.get());
            self.row.set((row, sign, count));
        }
        self.cell.set((cell, column));
        let kinds = self
            .heads
            .get(column)
            .filter(|_| self.has_heads.get())?
            .get();
        Some(Place { row, kinds })
    }

    /// Read the rows above a row up to their heads.
    fn read(&self, text: &[u8], row: Row) {
        let (mut above, sign, count) = row;
        // The heads are the first of the rows; what stands before them may look like one.
        let (mut tops, mut parted) = ([0..0, 0..0], sign);
        for _ in 0..MAX_ROWS {
            let Some((from, to)) = row_before(text, above) else {
                break;
            };
            above = from;
            if is_rule(&text[from..to]) {
                continue;
            }
            if signs(&text[from..to], sign, is_list(text, from)).count() != count {
                let names = copied(text, from..to, sign);
                let is_own =
                    |names: &Range<usize>| signs(&text[names.clone()], b',', true).count() == count;
                if let Some(names) = names.filter(is_own) {
                    (tops, parted) = ([names, 0..0], b',');
                }
                break;
            }
            if self.row.get() == (from, sign, count) {
                // Heads that were read above it hold here as well.
                if self.has_heads.get() {
                    return;
                }
                break;
            }
            tops = [from..to, std::mem::take(&mut tops[0])];
        }
        let mut heads = [EntitySet::default(); COLUMNS];
        let mut has_heads = false;
        for top in tops {
            has_heads |= !top.is_empty() && add_heads(text, top, parted, &mut heads);
        }
        self.has_heads.set(has_heads);
        if has_heads {
            for (own, head) in self.heads.iter().zip(heads) {
                own.set(head);
            }
        }
    }

    /// First byte of the line of `at`.
    fn line_start(&self, text: &[u8], at: usize) -> Option<usize> {
        let (known, read) = self.line.get();
        let from = at.saturating_sub(MAX_ROW);
        let is_near = read <= at && read >= from;
        let floor = if is_near { read } else { from };
        let found = last_line(&text[..at], floor);
        let start = match found {
            Some(start) => Some(start),
            None if is_near => known.filter(|start| at - start <= MAX_ROW),
            None => (from == 0).then_some(0),
        };
        self.line.set((start, at));
        start
    }
}

/// What may stand between a cell's sign and its value.
static MARKUP: [bool; 256] = among(b" \"'\\*`");

/// True where what stands around the value in `start..end` are no signs between cells, which is
/// nearly always.
#[inline]
pub fn is_apart(text: &[u8], start: usize, end: usize) -> bool {
    let near = &text[start.saturating_sub(8)..start];
    let mut before = near
        .iter()
        .rev()
        .skip_while(|byte| MARKUP[usize::from(**byte)]);
    let is_open = match before.next() {
        Some(b'|' | b',' | b';' | b'\t' | b'\n' | b'(') => true,
        Some(b't' | b'n') => before.next() == Some(&b'\\'),
        None => near.len() < 8,
        _ => false,
    };
    !is_open || !is_closed(text, end)
}

/// True where a cell may end before `end`.
fn is_closed(text: &[u8], end: usize) -> bool {
    let rest = text.get(end..).unwrap_or_default();
    let mut rest = rest
        .iter()
        .take(8)
        .skip_while(|byte| MARKUP[usize::from(**byte)]);
    let next = rest.next();
    matches!(
        next,
        None | Some(b'|' | b',' | b';' | b'\t' | b'\n' | b'\r' | b')' | b'n' | b't' | b'r')
    )
}

/// The sign that parts the cells around the value in `start..end`, one of which it may be.
fn sign_beside(text: &[u8], start: usize, end: usize) -> Option<u8> {
    let near = &text[start.saturating_sub(8)..start];
    let Some(last) = near.iter().rposition(|&byte| !MARKUP[usize::from(byte)]) else {
        return near.is_empty().then(|| sign_behind(text, end))?;
    };
    match near[last] {
        sign @ (b'|' | b',' | b';' | b'\t') => Some(sign),
        b't' if last > 0 && near[last - 1] == b'\\' => Some(b't'),
        b'n' if last > 0 && near[last - 1] == b'\\' => sign_behind(text, end),
        b'\n' | b'(' => sign_behind(text, end),
        _ => None,
    }
}

/// The same behind the first cell of a row.
#[cold]
fn sign_behind(text: &[u8], end: usize) -> Option<u8> {
    let behind = text.get(end..)?;
    let gap = behind
        .iter()
        .take(8)
        .take_while(|byte| MARKUP[usize::from(**byte)]);
    let gap = gap.count();
    match behind.get(gap)? {
        &sign @ (b'|' | b',' | b';' | b'\t') => Some(sign),
        b't' if gap > 0 && behind[gap - 1] == b'\\' => Some(b't'),
        _ => None,
    }
}

/// Bytes at which a line may end.
static ENDS: [bool; 256] = among(b"\n\\(\"");

/// The names of the columns whose rows follow `line`, between tabs: `COPY people (id, ssn) FROM
/// stdin;`. Source: `PostgreSQL`, `COPY`.
#[cold]
fn copied(text: &[u8], line: Range<usize>, sign: u8) -> Option<Range<usize>> {
    let own = text.get(line.clone())?;
    let is_copy = matches!(sign, b'\t' | b't')
        && own.starts_with(b"COPY ")
        && own.trim_ascii_end().ends_with(b"stdin;");
    let open = own.iter().position(|&byte| byte == b'(')?;
    let close = own.iter().rposition(|&byte| byte == b')')?;
    is_copy.then_some(line.start + open..line.start + close)
}

/// First byte of the last line of `text` that begins at `floor` or behind.
#[inline]
pub fn last_line(text: &[u8], floor: usize) -> Option<usize> {
    let mut to = text.len();
    while let Some(found) = text[floor..to]
        .iter()
        .rposition(|&byte| ENDS[usize::from(byte)])
    {
        let at = floor + found;
        let start = match text[at] {
            b'\n' => Some(at + 1),
            b'\\' if text.get(at + 1) == Some(&b'n') => Some(at + 2),
            b'(' if is_behind_values(&text[..at]) => Some(at),
            b'"' => opens_text(&text[..at]).then_some(at + 1),
            _ => None,
        };
        if start.is_some_and(|start| start <= text.len()) {
            return start;
        }
        to = at;
    }
    None
}

/// True where a quote behind `text` opens a text: the value of a key, or a part of a list.
fn opens_text(text: &[u8]) -> bool {
    let lead = text[text.len().saturating_sub(6)..].iter().rev();
    let lead = lead.copied().find(|byte| !b" \\".contains(byte));
    matches!(lead, Some(b':' | b'[' | b'='))
}

/// True where `text` ends with `VALUES`, or with a row of it and a comma.
fn is_behind_values(text: &[u8]) -> bool {
    let text = text.trim_ascii_end();
    let is_next = text
        .strip_suffix(b",")
        .is_some_and(|row| row.trim_ascii_end().ends_with(b")"));
    is_next || ends_with_values(text)
}

fn ends_with_values(text: &[u8]) -> bool {
    text.last_chunk()
        .is_some_and(|last: &[u8; 6]| last.eq_ignore_ascii_case(b"values"))
}

/// One behind the row that begins before `rest`.
fn line_end(rest: &[u8], is_list: bool) -> usize {
    let end = rest.iter().enumerate().position(|(at, byte)| match byte {
        b'\n' => true,
        b'\\' => rest.get(at + 1) == Some(&b'n'),
        b')' => is_list,
        _ => false,
    });
    end.unwrap_or(rest.len())
}

/// The row above the one at `start`: of `VALUES`, the names before it.
fn row_before(text: &[u8], start: usize) -> Option<(usize, usize)> {
    let before = &text[..start];
    if text.get(start) == Some(&b'(') && is_behind_values(before) {
        let before = before.trim_ascii_end();
        let names = if ends_with_values(before) {
            before[..before.len() - 6].trim_ascii_end()
        } else {
            before.strip_suffix(b",")?.trim_ascii_end()
        };
        let names = names.strip_suffix(b")")?;
        let near = &names[names.len().saturating_sub(MAX_ROW)..];
        let open = names.len() - near.len() + near.iter().rposition(|&byte| byte == b'(')?;
        return Some((open, names.len()));
    }
    let end = match before {
        [.., b'\\', b'n'] => start - 2,
        [.., b'\n'] => start - 1,
        _ => return None,
    };
    let run = before[..end].iter().rev().take(8);
    let end = end - run.take_while(|byte| matches!(byte, b'\r' | b'\\')).count();
    let from = end.saturating_sub(MAX_ROW);
    let found = last_line(&text[..end], from);
    Some((found.or((from == 0).then_some(0))?, end))
}

/// True for a line between heads and rows: `|---|:---:|`, `----+----`.
fn is_rule(line: &[u8]) -> bool {
    line.len() > 2 && line.iter().all(|byte| b"-+|:= ".contains(byte))
}

/// True where the row at `start` is one of `VALUES`.
fn is_list(text: &[u8], start: usize) -> bool {
    text.get(start) == Some(&b'(')
}

/// Where `sign` parts cells: not between quotes.
fn signs(cells: &[u8], sign: u8, is_list: bool) -> impl Iterator<Item = usize> {
    let mark = match sign {
        _ if is_list => b'\'',
        b',' | b';' => b'"',
        _ => 0,
    };
    let mut is_quoted = false;
    cells.iter().enumerate().filter_map(move |(at, &byte)| {
        is_quoted ^= byte == mark && mark != 0;
        let is_sign = byte == sign && (sign != b't' || at > 0 && cells[at - 1] == b'\\');
        (is_sign && !is_quoted).then_some(at)
    })
}

/// Put what the heads of columns in the row `at` speak of into those columns that have none yet.
/// False where a cell is no name.
fn add_heads(text: &[u8], at: Range<usize>, sign: u8, heads: &mut [EntitySet; COLUMNS]) -> bool {
    let is_list = is_list(text, at.start);
    let row = &text[at];
    // Names have no brackets and no signs of code.
    let is_code = |byte: &u8| b"={}[]<>:;".contains(byte) && *byte != sign;
    if sign != b'|' && row.iter().any(is_code) {
        return false;
    }
    let mut from = usize::from(is_list);
    let mut found = [EntitySet::default(); COLUMNS];
    let ends = signs(row, sign, is_list).chain([row.len()]);
    for (index, end) in ends.enumerate() {
        let cell = &row[from.min(end)..end];
        let cell = cell.strip_suffix(b"\\").unwrap_or(cell);
        let digits = cell.iter().filter(|byte| is(**byte, DIGIT)).count();
        let has_name = cell
            .iter()
            .any(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80);
        let is_empty = cell.iter().all(|byte| b" \"\\".contains(byte));
        if !is_empty && (cell.len() > MAX_HEAD || digits > 4 || !has_name) {
            return false;
        }
        if let Some(own) = found.get_mut(index)
            && !head(cell).is_some_and(is_counted)
        {
            *own = words(cell);
            if whole_of(cell) == Some(Entity::SecretKv) {
                own.insert(Entity::SecretKv);
            }
        }
        from = end + 1;
    }
    for (own, head) in heads.iter_mut().zip(found) {
        if own.is_empty() {
            *own = head;
        }
    }
    true
}
