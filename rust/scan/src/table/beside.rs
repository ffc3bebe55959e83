//! What stands beside a value: whether it may be a cell of a table, and which sign parts its row.

use crate::class::among;
use crate::table::line::line_break;
use crate::table::row::{MAX_GAP, Sign, is_mark};

/// True where what stands around the value in `start..end` are no signs between cells, which is
/// nearly always.
#[inline]
pub fn is_apart(text: &[u8], start: usize, end: usize) -> bool {
    let last = match text[..start] {
        [.., last, b' '] | [.., last] => last,
        [] => b'\n',
    };
    !OPENS[usize::from(last)] || !is_cell(text, start, end)
}

/// Last bytes before a cell, and those before a blank.
static OPENS: [bool; 256] = {
    let mut opens = among(b" \"'\\*`|,;\t\n(tn");
    let mut byte = 0x82;
    while byte <= 0x91 {
        opens[byte] = true;
        byte += 1;
    }
    opens
};

/// True where signs between cells may stand around the value in `start..end`.
fn is_cell(text: &[u8], start: usize, end: usize) -> bool {
    let near = &text[start.saturating_sub(8)..start];
    let mut before = near.iter().rev().skip_while(|byte| is_mark(**byte));
    let (is_open, is_line) = match before.next() {
        Some(b'\n') => (true, true),
        Some(b'|' | b',' | b';' | b'\t' | b'(') | None => (true, false),
        Some(&sign @ (b't' | b'n')) if before.next() == Some(&b'\\') => (true, sign == b'n'),
        Some(0x82..=0x91) if matches!(before.next(), Some(0x94 | 0x95)) => (true, false),
        _ => (false, false),
    };
    // Lines of code are indented, those of aligned columns begin with a cell.
    let is_indented = is_line && near.ends_with(b" ");
    is_open && is_closed(text, end) || !is_indented && is_beside_gap(text, start, end)
}

/// True where the value in `start..end` may be a cell of a column that blanks align: two stand on
/// both sides of it, or its line begins or ends there.
#[inline]
fn is_beside_gap(text: &[u8], start: usize, end: usize) -> bool {
    let is_open = matches!(
        text[..start],
        [] | [.., b' ', b' '] | [.., b'\n'] | [.., b'\\', b'n']
    );
    let rest = text.get(end..).unwrap_or_default();
    is_open
        && matches!(
            rest,
            [] | [b' ', b' ', ..] | [b'\n' | b'\r' | b'\\' | b'"', ..]
        )
}

/// True where a cell may end before `end`.
fn is_closed(text: &[u8], end: usize) -> bool {
    let rest = text.get(end..).unwrap_or_default();
    let near = &rest[..rest.len().min(8)];
    let Some(next) = near.iter().position(|byte| !is_mark(*byte)) else {
        return true;
    };
    match near[next] {
        b'|' | b',' | b';' | b'\t' | b'\n' | b'\r' | b')' | 0xe2 => true,
        b'n' | b't' | b'r' => next > 0 && near[next - 1] == b'\\',
        _ => false,
    }
}

/// The sign that parts the cells around the value in `start..end`, one of which it may be.
#[cold]
pub fn sign_beside(text: &[u8], start: usize, end: usize) -> Option<Sign> {
    let near = &text[start.saturating_sub(MAX_GAP)..start];
    let Some(last) = near.iter().rposition(|&byte| !is_mark(byte)) else {
        return (near.len() < MAX_GAP).then(|| sign_behind(text, end, near.is_empty()))?;
    };
    // Aligned columns begin where their lines do.
    let is_first = last + 1 == near.len();
    if let Some(sign) = Sign::ends(&near[..=last]) {
        return Some(sign);
    }
    let is_gap = is_beside_gap(text, start, end);
    match near[last] {
        b'n' if last > 0 && near[last - 1] == b'\\' => sign_behind(text, end, is_first),
        b'\n' => sign_behind(text, end, is_first),
        b'(' => sign_behind(text, end, is_gap),
        _ if is_gap => sign_behind(text, end, true).filter(|&sign| sign == Sign::Gap),
        _ => None,
    }
}

/// The same behind the first cell of a row, or of the last of those that blanks align, where it
/// `may_be_gap`.
fn sign_behind(text: &[u8], end: usize, may_be_gap: bool) -> Option<Sign> {
    let behind = text.get(end..)?;
    let near = &behind[..behind.len().min(MAX_GAP)];
    let is_mark = |byte: &&u8| is_mark(**byte);
    let gap = near.iter().take_while(is_mark).count();
    // The backslashes of an escape.
    let from = gap
        - near[..gap]
            .iter()
            .rev()
            .take_while(|&&byte| byte == b'\\')
            .count();
    if let Some((sign, _)) = Sign::begins(&behind[from..]).filter(|&(sign, _)| sign != Sign::Gap) {
        return Some(sign);
    }
    let is_gap = behind.starts_with(b"  ")
        || from == behind.len()
        || line_break(behind, from).is_some()
        || behind[gap..].starts_with(b"\"");
    (may_be_gap && is_gap).then_some(Sign::Gap)
}
