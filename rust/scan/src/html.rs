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

/// What is known of tables so far.
#[derive(Debug, Default)]
pub struct Columns {
    /// How far the text is read.
    read: Cell<usize>,
    /// Rows of the table so far, and cells of the last of them.
    row: Cell<(usize, usize)>,
    heads: [Cell<EntitySet>; COLUMNS],
}

impl Columns {
    /// Forget the text before.
    pub fn clear(&self) {
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
        let near = &text[text.len().saturating_sub(MAX_ROW)..];
        let mut column = 0;
        for (at, _) in near
            .iter()
            .enumerate()
            .rev()
            .filter(|(_, byte)| **byte == b'<')
        {
            match Tag::of(&near[at..]) {
                Some(Tag::Row) if column > 0 => return self.head(text, column - 1),
                Some(Tag::Cell) => column += 1,
                _ if column == 0 && near.len() - at > MAX_TAG => break,
                Some(_) => break,
                None => (),
            }
        }
        EntitySet::default()
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
