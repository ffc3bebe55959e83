//! Rows of tables and the cells in them, as many programs write them: CSV and what has other signs,
//! Markdown, what databases print, boxes, columns that blanks align, rows behind `VALUES`. Ends of
//! lines, tabs and quotes count also where JSON escapes them, at any depth.

use std::ops::Range;

use crate::class::among;
use crate::table::line::line_break;

/// Longest row that is read upwards, and longest cell.
pub const MAX_ROW: usize = 1024;
/// Longest run of blanks before a cell.
pub const MAX_GAP: usize = 64;

/// What parts the cells of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sign {
    /// `,`.
    #[default]
    Comma,
    /// `;`.
    Semicolon,
    /// `|`.
    Pipe,
    /// A tab, or the escape of one.
    Tab,
    /// A line of a box, such as `│`.
    Line,
    /// Two blanks or more: columns are aligned.
    Gap,
    /// `,` in a row of `VALUES`, which begins with a bracket.
    Values,
}

/// How many signs there are.
pub const SIGNS: usize = 7;

impl Sign {
    /// The one that is this byte.
    pub fn of(byte: u8) -> Option<Self> {
        match byte {
            b',' => Some(Self::Comma),
            b';' => Some(Self::Semicolon),
            b'|' => Some(Self::Pipe),
            b'\t' => Some(Self::Tab),
            _ => None,
        }
    }

    /// The one that `text` begins with, of one that stands in no row of `VALUES`, and its length.
    pub fn begins(text: &[u8]) -> Option<(Self, usize)> {
        match text {
            [b'\\', ..] => {
                let run = backslashes(text);
                (text.get(run) == Some(&b't')).then_some((Self::Tab, run + 1))
            }
            [0xe2, ..] => text
                .first_chunk()
                .filter(|three| is_upright(**three))
                .map(|_| (Self::Line, 3)),
            [b' ', b' ', ..] => Some((Self::Gap, 2)),
            [first, ..] => Self::of(*first).map(|sign| (sign, 1)),
            [] => None,
        }
    }

    /// The one that `text` ends with.
    pub fn ends(text: &[u8]) -> Option<Self> {
        match *text {
            [.., b'\\', b't'] => Some(Self::Tab),
            [.., 0x80..=0xff] => text
                .last_chunk()
                .filter(|three| is_upright(**three))
                .map(|_| Self::Line),
            [.., last] => Self::of(last),
            [] => None,
        }
    }

    /// The quote between which a sign parts nothing.
    fn quote(self) -> Option<u8> {
        match self {
            Self::Comma | Self::Semicolon | Self::Tab => Some(b'"'),
            Self::Values => Some(b'\''),
            Self::Pipe | Self::Line | Self::Gap => None,
        }
    }
}

/// True for an upright line of a box: `│`, `┃`, `┆`, `┇`, `┊`, `┋`,
/// `║`. Source: Unicode, Box Drawing.
#[inline]
pub fn is_upright(three: [u8; 3]) -> bool {
    match three {
        [0xe2, 0x94, third] => matches!(third, 0x82 | 0x83 | 0x86 | 0x87 | 0x8a | 0x8b),
        [0xe2, 0x95, third] => third == 0x91,
        _ => false,
    }
}

/// How many backslashes `text` begins with.
pub fn backslashes(text: &[u8]) -> usize {
    let run = text.iter().take(MAX_GAP);
    run.take_while(|&&byte| byte == b'\\').count()
}

/// What may stand between a cell's sign and its value.
static MARKUP: [bool; 256] = among(b" \"'\\*`");

/// True for what may stand between a cell's sign and its value.
#[inline]
pub fn is_mark(byte: u8) -> bool {
    MARKUP[usize::from(byte)]
}

/// Signs, a bit each, whose cells may end at a byte.
static STOPS: [u8; 256] = {
    let mut stops = [0; 256];
    stops[b'\n' as usize] = u8::MAX;
    stops[b'\\' as usize] = u8::MAX;
    stops[b'"' as usize] = u8::MAX;
    stops[b',' as usize] = bit(Sign::Comma) | bit(Sign::Values);
    stops[b';' as usize] = bit(Sign::Semicolon);
    stops[b'|' as usize] = bit(Sign::Pipe);
    stops[b'\t' as usize] = bit(Sign::Tab);
    stops[b')' as usize] = bit(Sign::Values);
    stops[b' ' as usize] = bit(Sign::Gap);
    stops[0xe2] = bit(Sign::Line);
    stops
};

const fn bit(sign: Sign) -> u8 {
    1 << sign as u8
}

/// Where the first cell of a row begins.
pub fn first_cell(row: usize, sign: Sign) -> usize {
    row + usize::from(sign == Sign::Values)
}

/// Where the cell at `from` ends, and how long the sign behind it is: zero at the end of the row.
pub fn cell_end(text: &[u8], from: usize, sign: Sign) -> (usize, usize) {
    let limit = text.len().min(from + MAX_ROW);
    let mut at = opened(text, from, sign).map_or(from, |inner| closed(text, inner, limit));
    // Blanks before a cell are its own.
    if sign == Sign::Gap {
        at += blanks(text, at);
    }
    let own = bit(sign);
    let is_stop = |byte: &u8| STOPS[usize::from(*byte)] & own != 0;
    while let Some(next) = text
        .get(at..limit)
        .and_then(|rest| rest.iter().position(is_stop))
    {
        at += next;
        if let Some((end, len)) = stop(text, at, sign) {
            return (end, len);
        }
        at += if text[at] == b'\\' {
            backslashes(&text[at..])
        } else {
            1
        };
    }
    (limit.max(from), 0)
}

/// What the byte at `at`, one of `STOPS`, ends.
#[inline]
fn stop(text: &[u8], at: usize, sign: Sign) -> Option<(usize, usize)> {
    match text[at] {
        b'\n' | b')' => Some((at, 0)),
        b',' | b';' | b'|' | b'\t' => Some((at, 1)),
        b'\\' => {
            if let Some((_, len)) = Sign::begins(&text[at..]) {
                return (sign == Sign::Tab).then_some((at, len));
            }
            let quote = at + backslashes(&text[at..]);
            let is_end = || text.get(quote) == Some(&b'"') && closes_text(text, quote);
            (line_break(text, at).is_some() || is_end()).then_some((at, 0))
        }
        b'"' => closes_text(text, at).then_some((at, 0)),
        b' ' if text.get(at + 1) == Some(&b' ') => {
            let len = blanks(text, at);
            let end = at + len;
            let is_last =
                text.get(end).is_none_or(|&byte| byte == b'\n') || line_break(text, end).is_some();
            Some((at, if is_last { 0 } else { len }))
        }
        0xe2 => Sign::begins(&text[at..]).map(|(_, len)| (at, len)),
        _ => None,
    }
}

/// How many blanks stand at `at`, of those of a row.
fn blanks(text: &[u8], at: usize) -> usize {
    let rest = text[at.min(text.len())..].iter().take(MAX_ROW);
    rest.take_while(|&&byte| byte == b' ').count()
}

/// True where the quote at `at` closes a text of JSON.
fn closes_text(text: &[u8], at: usize) -> bool {
    matches!(text.get(at + 1), None | Some(b',' | b'}' | b']' | b'\n'))
}

/// The place behind the quote that opens the cell at `from`.
fn opened(text: &[u8], from: usize, sign: Sign) -> Option<usize> {
    let quote = sign.quote()?;
    let from = from + blanks(text, from).min(MAX_GAP);
    let open = from + backslashes(text.get(from..)?);
    (text.get(open) == Some(&quote)).then_some(open + 1)
}

/// One behind the quote that closes what begins at `inner`: one that is escaped as the quote that
/// opens it. A quote that is doubled closes nothing, and no quoted cell goes over lines.
fn closed(text: &[u8], inner: usize, limit: usize) -> usize {
    let quote = text[inner - 1];
    let before = text[..inner - 1].iter().rev().take(MAX_GAP);
    let depth = before.take_while(|&&byte| byte == b'\\').count();
    let mut at = inner;
    while at < limit && text[at] != b'\n' {
        if text[at] != quote && text[at] != b'\\' {
            at += 1;
            continue;
        }
        let run = backslashes(&text[at..]);
        let is_quote = |at: usize, run: usize| text.get(at + run) == Some(&quote);
        let next = at + run + 1;
        if !is_quote(at, run) {
            if line_break(text, at).is_some() {
                return at;
            }
            at += run.max(1);
        } else if run < depth {
            return at;
        } else if run > depth {
            at = next;
        } else if backslashes(&text[next.min(text.len())..]) == depth && is_quote(next, depth) {
            at = next + run + 1;
        } else {
            return next;
        }
    }
    at.min(limit)
}

/// How many signs the row in `row` has; of aligned columns whether there are several.
pub fn count_of(text: &[u8], row: Range<usize>, sign: Sign) -> usize {
    if sign == Sign::Gap {
        return usize::from(has_gap(&text[row]));
    }
    let (mut at, mut count) = (first_cell(row.start, sign), 0);
    loop {
        let (end, len) = cell_end(text, at, sign);
        if len == 0 || end >= row.end {
            return count;
        }
        count += 1;
        at = end + len;
    }
}

/// True where several blanks stand behind a word of `line`.
fn has_gap(line: &[u8]) -> bool {
    let lead = line.iter().take_while(|&&byte| byte == b' ').count();
    let mut at = lead + 1;
    // One of two blanks stands at an even place.
    while let Some(&byte) = line.get(at) {
        if byte == b' ' && (line[at - 1] == b' ' || line.get(at + 1) == Some(&b' ')) {
            return true;
        }
        at += 2;
    }
    false
}

/// The cell in `from..end` without blanks, quotes and marks around it.
pub fn content(text: &[u8], from: usize, end: usize) -> Range<usize> {
    let is_mark = |byte: &&u8| is_mark(**byte) || **byte == b'\r';
    let cell = &text[from..end];
    let lead = cell.iter().take_while(is_mark).count();
    let tail = cell[lead..].iter().rev().take_while(is_mark).count();
    from + lead..end - tail
}

/// How many places of a line `text` fills: backslashes of escapes and the bytes behind the first of
/// a letter fill none.
pub fn width(text: &[u8]) -> usize {
    let is_first = |byte: &&u8| **byte != b'\\' && !matches!(**byte, 0x80..=0xbf);
    text.iter().filter(is_first).count()
}
