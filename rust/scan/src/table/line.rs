//! Lines of tables: where one begins and ends, and the row above and below another.

use std::ops::Range;

use crate::class::among;
use crate::table::row::{MAX_GAP, MAX_ROW, Sign, backslashes};

/// How long the end of line at `at` is: zero where none is.
pub fn line_break(text: &[u8], at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    match rest {
        [b'\n', ..] => Some(1),
        [b'\r', b'\n', ..] => Some(2),
        [b'\\', ..] => {
            let run = backslashes(rest);
            match rest.get(run)? {
                b'n' => Some(run + 1),
                b'r' if rest.get(run + 1) == Some(&b'\\') => {
                    let next = backslashes(&rest[run + 1..]);
                    let end = run + 1 + next;
                    (rest.get(end) == Some(&b'n')).then_some(end + 1)
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// First byte of the line behind the row that ends at `end`.
pub fn line_behind(text: &[u8], end: usize) -> Option<usize> {
    line_break(text, end).map(|len| end + len)
}

/// The same of rows of `VALUES`, which a comma parts.
pub fn row_behind(text: &[u8], end: usize, sign: Sign) -> Option<usize> {
    if sign != Sign::Values {
        return line_behind(text, end);
    }
    let gap = text.get(end..)?.strip_prefix(b"),")?.iter().take(MAX_GAP);
    let gap = gap.take_while(|byte| b" \r\n\\n".contains(byte)).count();
    let next = end + 2 + gap;
    (text.get(next) == Some(&b'(')).then_some(next)
}

/// Bytes at which a line may end.
static ENDS: [bool; 256] = among(b"\n\\(\"");

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

/// The row above the one at `start`: of `VALUES`, the names before it.
pub fn row_before(text: &[u8], start: usize) -> Option<Range<usize>> {
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
        return Some(open..names.len());
    }
    let end = match before {
        [.., b'\\', b'n'] => start - 2,
        [.., b'\n'] => start - 1,
        _ => return None,
    };
    let run = before[..end].iter().rev().take(8);
    let end = end - run.take_while(|byte| matches!(byte, b'\r' | b'\\')).count();
    let end = if before[..end].ends_with(b"\\r") {
        end - 2
    } else {
        end
    };
    let from = end.saturating_sub(MAX_ROW);
    let found = last_line(&text[..end], from);
    Some(found.or((from == 0).then_some(0))?..end)
}

/// True for a line between heads and rows: `|---|:---:|`, `----+----`, `├──┼──┤`.
pub fn is_rule(line: &[u8]) -> bool {
    let is_part = |byte: &u8| b"-+|:= ".contains(byte) || *byte >= 0x80;
    let is_box = line.first() == Some(&0xe2) || line.is_ascii();
    line.len() > 2 && is_box && line.iter().all(is_part)
}
