//! Tables, and the kinds that the heads of their columns speak of.
//!
//! One reader parts rows and cells of all of them. Heads are found upwards from a cell that is
//! asked for, or told by the name of a secret among them; rows below are read on from the last one
//! that was asked for, and what was read is kept for each sign that parts cells, so that nothing is
//! read again.

mod beside;
mod heads;
mod line;
mod row;

use std::cell::{Cell, RefCell};
use std::ops::Range;

use crate::entity::EntitySet;
use crate::html::Columns;

pub use beside::is_apart;
use beside::sign_beside;
pub use heads::{Heads, MAX_HEAD, Span, is_part, short};
use line::row_before;
pub use line::{is_rule, last_line, line_behind, row_behind};
use row::count_of;
pub use row::{MAX_ROW, SIGNS, Sign, cell_end, content, first_cell, is_mark, is_upright, width};

/// Most rows between a cell and the heads, of those without a cell that was looked at.
const MAX_ROWS: usize = 48;

/// Where a cell stands.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// First byte of its row.
    pub row: usize,
    /// First byte of what is said of it: of its cell, or of its row where that has two.
    pub from: usize,
    /// What parts its cells.
    pub sign: Sign,
    /// What the head of its column speaks of.
    pub kinds: EntitySet,
}

/// The last cell of a table that was asked for.
#[derive(Clone, Copy, Debug, Default)]
struct Asked {
    /// Its row, and how many signs that has.
    row: usize,
    count: usize,
    /// Where the rows below the heads of the table begin.
    below: Option<usize>,
    /// The rows that are known to be of one table: where the first and the last of them begin.
    rows: (usize, usize),
    /// Where the cell begins and one behind it, where the next one begins, and how many cells begin
    /// before that.
    begin: usize,
    end: usize,
    next: usize,
    cells: usize,
    /// How many places of the line stand before which byte.
    places: (usize, usize),
}

impl Asked {
    /// True where the row at `row` is one of the table.
    fn has(&self, row: usize) -> bool {
        (self.rows.0..=self.rows.1).contains(&row)
    }
}

/// A table by one sign.
#[derive(Debug, Default)]
struct Table {
    asked: Cell<Option<Asked>>,
    heads: RefCell<Heads>,
}

/// What is known of tables so far.
#[derive(Debug, Default)]
pub struct Tables {
    by_sign: [Table; SIGNS],
    /// The last line: its first byte, none where it is too long, and how far it is read.
    line: Cell<(Option<usize>, usize)>,
    /// The same of tables in HTML.
    pub columns: Columns,
}

impl Tables {
    /// Forget the text before.
    pub fn clear(&self) {
        for table in &self.by_sign {
            table.asked.set(None);
        }
        self.line.set((None, 0));
        self.columns.clear();
    }

    /// The place of the value in `start..end`, where it is a cell below a row of heads.
    pub fn place(&self, text: &[u8], start: usize, end: usize) -> Option<Place> {
        let sign = sign_beside(text, start, end)?;
        let row = self.line_start(text, start)?;
        let sign = of_list(text, row, sign);
        let table = &self.by_sign[sign as usize];
        let (from, kinds) = table.kinds(text, row, start..end.max(start), sign)?;
        Some(Place {
            row,
            from,
            sign,
            kinds,
        })
    }

    /// The heads that were read last by a sign, and where the rows below them begin.
    pub fn heads(&self, sign: Sign) -> Option<(Heads, usize)> {
        let table = &self.by_sign[sign as usize];
        let below = table.asked.get()?.below?;
        Some((*table.heads.borrow(), below))
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

impl Table {
    /// What the head of the column speaks of in which the value in `start..end` of a row stands.
    /// With where begins what is said of it.
    fn kinds(
        &self,
        text: &[u8],
        row: usize,
        value: Range<usize>,
        sign: Sign,
    ) -> Option<(usize, EntitySet)> {
        let mut asked = match self.asked.get().filter(|asked| asked.row == row) {
            Some(asked) if asked.places.1 <= value.start => asked,
            _ => self.begin(text, row, value.start, sign),
        };
        let column = asked
            .below
            .and_then(|_| self.column(text, &mut asked, value, sign));
        self.asked.set(Some(asked));
        let kinds = self.heads.borrow().kinds.get(column?).copied()?;
        let from = if asked.count < 2 { row } else { asked.begin };
        Some((from, kinds))
    }

    /// Begin to read a row.
    fn begin(&self, text: &[u8], row: usize, at: usize, sign: Sign) -> Asked {
        let known = self.asked.get().filter(|known| known.has(row));
        let known = known.unwrap_or_else(|| {
            let count = count_of(text, row..text.len().min(at + MAX_ROW), sign);
            let found = (count > 0).then(|| self.find(text, row, sign, count));
            let (from, below) = found.unwrap_or((row, None));
            let rows = (from, row);
            Asked {
                count,
                below,
                rows,
                ..Asked::default()
            }
        });
        Asked {
            row,
            next: first_cell(row, sign),
            places: (0, row),
            end: 0,
            cells: 0,
            ..known
        }
    }

    /// Read on to the value; the column that it stands in.
    fn column(
        &self,
        text: &[u8],
        asked: &mut Asked,
        value: Range<usize>,
        sign: Sign,
    ) -> Option<usize> {
        let (places, read) = asked.places;
        if sign == Sign::Gap {
            let from = places + width(&text[read..value.start]);
            (asked.places, asked.begin) = ((from, value.start), value.start);
            let to = from + width(&text[value]);
            return self.heads.borrow().aligned((short(from), short(to)));
        }
        asked.places.1 = value.start;
        while asked.next <= value.start {
            let (end, len) = cell_end(text, asked.next, sign);
            asked.cells += 1;
            (asked.begin, asked.end) = (asked.next, end);
            asked.next = if len == 0 { usize::MAX } else { end + len };
        }
        (value.start <= asked.end).then(|| asked.cells - 1)
    }

    /// Read the rows above a row up to their heads: the first row that is known to be of the
    /// table, and where those below heads begin.
    fn find(&self, text: &[u8], row: usize, sign: Sign, count: usize) -> (usize, Option<usize>) {
        let (mut above, mut below) = (row, row);
        // The heads are the first of the rows; what stands before them may look like one.
        let (mut tops, mut parted) = ([0..0, 0..0], sign);
        for _ in 0..MAX_ROWS {
            let Some(line) = row_before(text, above) else {
                break;
            };
            let lower = std::mem::replace(&mut above, line.start);
            if is_rule(&text[line.clone()]) {
                continue;
            }
            let own = of_list(text, line.start, sign);
            if count_of(text, line.clone(), own) != count {
                let is_own =
                    |names: &Range<usize>| count_of(text, names.clone(), Sign::Values) == count;
                // Between heads that are longer than what stands below them is one blank.
                let is_long = sign == Sign::Gap && text[line.clone()].starts_with(b"  ");
                if is_long {
                    (tops, below) = ([line, 0..0], lower);
                } else if let Some(names) = copied(text, line, sign).filter(is_own) {
                    (tops, parted, below) = ([names, 0..0], Sign::Values, lower);
                }
                break;
            }
            let known = self.asked.get();
            if let Some(known) = known.filter(|known| known.has(above) && known.count == count) {
                // Heads that were read above it hold here as well.
                if known.below.is_some() {
                    return (known.rows.0, known.below);
                }
                break;
            }
            let second = match sign {
                Sign::Gap => 0..0,
                _ => std::mem::take(&mut tops[0]),
            };
            (tops, below) = ([line, second], lower);
        }
        let mut heads = Heads::default();
        let mut has_heads = false;
        for top in tops {
            has_heads |= !top.is_empty() && heads.add(text, top, parted);
        }
        if !has_heads {
            return (row, None);
        }
        self.heads.replace(heads);
        (below, Some(below))
    }
}

/// The sign of the row at `start`, of which another one has `sign`.
fn of_list(text: &[u8], start: usize, sign: Sign) -> Sign {
    match sign {
        Sign::Comma if text.get(start) == Some(&b'(') => Sign::Values,
        _ => sign,
    }
}

/// The names of the columns whose rows follow `line`, between tabs: `COPY people (id, ssn) FROM
/// stdin;`. Source: `PostgreSQL`, `COPY`.
#[cold]
fn copied(text: &[u8], line: Range<usize>, sign: Sign) -> Option<Range<usize>> {
    let own = text.get(line.clone())?;
    let is_copy =
        sign == Sign::Tab && own.starts_with(b"COPY ") && own.trim_ascii_end().ends_with(b"stdin;");
    if !is_copy {
        return None;
    }
    let open = own.iter().position(|&byte| byte == b'(')?;
    let close = own.iter().rposition(|&byte| byte == b')')?;
    Some(line.start + open..line.start + close)
}
