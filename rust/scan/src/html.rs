//! Cells of tables in HTML, and the kinds that the heads of their columns speak of.
//!
//! Heads are read once, on the way to the first cell that asks for them.

use std::cell::Cell;

use crate::class::{DIGIT, is};
use crate::entity::EntitySet;
use crate::words::words;

/// Columns whose heads are kept.
const COLUMNS: usize = 24;
/// How far before a cell its row may begin.
const MAX_ROW: usize = 512;
/// How far before a cell its heads may stand.
const MAX_TABLE: usize = 32 << 10;
/// Longest tag of a cell, and longest head.
const MAX_TAG: usize = 64;

/// Where a value stands in a row.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    /// How far the text is read.
    read: usize,
    /// The last row, and how many cells of it begin before.
    row: Option<usize>,
    cells: usize,
    /// The first other tag behind the last of them.
    other: Option<usize>,
}

impl Place {
    /// Go to the end of `text`.
    fn go_to(&mut self, text: &[u8]) {
        let far = text.len().saturating_sub(MAX_ROW);
        if !(far..=text.len()).contains(&self.read) {
            *self = Self {
                read: far,
                ..Self::default()
            };
        }
        let rest = &text[self.read..];
        for at in rest.iter().enumerate().filter(|(_, byte)| **byte == b'<') {
            self.pass(text, self.read + at.0);
        }
        self.read = text.len();
    }

    /// Pass the `<` at `at`.
    fn pass(&mut self, text: &[u8], at: usize) {
        match Tag::of(&text[at..]) {
            None => self.other = self.other.or(Some(at)),
            Some(Tag::Cell) => {
                self.cells += 1;
                self.other = None;
            }
            Some(kind) => {
                self.row = (kind == Tag::Row).then_some(at);
                self.cells = 0;
                self.other = None;
            }
        }
    }

    /// The column of the value at `start`.
    fn column(&self, start: usize) -> Option<usize> {
        let is_near = |tag: usize, most: usize| start - tag <= most;
        let is_inside = self.row.is_some_and(|row| is_near(row, MAX_ROW));
        let is_inside = is_inside && self.other.is_none_or(|tag| is_near(tag, MAX_TAG));
        self.cells.checked_sub(1).filter(|_| is_inside)
    }
}

/// What is known of tables so far.
#[derive(Debug, Default)]
pub struct Columns {
    /// The last value that was asked of.
    place: Cell<Place>,
    /// How far the text is read.
    read: Cell<usize>,
    /// Rows of the table so far, and cells of the last of them.
    row: Cell<(usize, usize)>,
    heads: [Cell<EntitySet>; COLUMNS],
}

impl Columns {
    /// Forget the text before.
    pub fn clear(&self) {
        self.place.take();
        self.read.set(0);
        self.begin();
    }

    fn begin(&self) {
        self.row.set((0, 0));
        for head in &self.heads {
            head.take();
        }
    }

    /// What the head of the column speaks of in whose cell the value behind `text` stands.
    #[cold]
    pub fn said(&self, text: &[u8]) -> EntitySet {
        let mut place = self.place.take();
        place.go_to(text);
        self.place.set(place);
        match place.column(text.len()) {
            Some(column) => self.head(text, column),
            None => EntitySet::default(),
        }
    }

    /// What the head of a column speaks of, of those that stand in `text`.
    fn head(&self, text: &[u8], column: usize) -> EntitySet {
        let far = text.len().saturating_sub(MAX_TABLE);
        if self.read.get() < far {
            self.begin();
        }
        let from = self.read.get().max(far).min(text.len());
        for at in (from..text.len()).filter(|&at| text[at] == b'<') {
            self.add(&text[at..]);
        }
        self.read.set(self.read.get().max(text.len()));
        self.heads.get(column).map(Cell::get).unwrap_or_default()
    }

    fn add(&self, tag: &[u8]) {
        let (rows, cells) = self.row.get();
        match Tag::of(tag) {
            Some(Tag::Table) => self.begin(),
            Some(Tag::Row) => self.row.set((rows + 1, 0)),
            Some(kind @ (Tag::Head | Tag::Cell)) => {
                self.row.set((rows, cells + 1));
                let text = content(tag);
                let is_name = kind == Tag::Head || rows <= 1;
                if let Some(head) = self.heads.get(cells).filter(|_| is_name)
                    && !text.iter().any(|byte| is(*byte, DIGIT))
                {
                    head.set(words(text));
                }
            }
            None => (),
        }
    }
}

/// What the cell holds that begins with this tag, up to the next one.
fn content(tag: &[u8]) -> &[u8] {
    let near = &tag[..tag.len().min(2 * MAX_TAG)];
    let from = near
        .iter()
        .position(|&byte| byte == b'>')
        .map_or(near.len(), |at| at + 1);
    let text = near[from..].iter().take(MAX_TAG);
    &near[from..from + text.take_while(|&&byte| byte != b'<').count()]
}

/// Tags of tables.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag {
    Table,
    Row,
    Head,
    Cell,
}

impl Tag {
    /// The one that `text` begins with, behind `<`.
    fn of(text: &[u8]) -> Option<Self> {
        let name = text.get(1..3)?;
        let is_whole = matches!(text.get(3), Some(b'>' | b' '));
        let is = |known: &[u8]| name.eq_ignore_ascii_case(known);
        match name {
            _ if is(b"tr") && is_whole => Some(Self::Row),
            _ if is(b"th") && is_whole => Some(Self::Head),
            _ if is(b"td") && is_whole => Some(Self::Cell),
            _ if is(b"ta") => Some(Self::Table),
            _ => None,
        }
    }
}
