//! Secrets below the name of their column: the row of names is found, and those below it are read,
//! as far as the search for candidates has come.

use std::ops::Range;

use crate::class::{DIGIT, JOINER, LOWER, POINT, TOKEN, UPPER, at, is};
use crate::detect::said::{Name, is_value, sort_of};
use crate::detect::secret::{is_placeholder, is_strong};
use crate::entity::Entity;
use crate::look::Look;
use crate::meaning::{may_be_secret, whole_of};
use crate::scanner::CHUNK;
use crate::table::{
    Heads, MAX_HEAD, MAX_ROW, Sign, Span, cell_end, content, first_cell, is_mark, is_part, is_rule,
    last_line, line_behind, row_behind, short, width,
};

/// Columns of secrets that are kept where blanks align them.
const ALIGNED: usize = 4;

/// Rows below one of names.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Rows {
    /// Where the next begins.
    next: usize,
    sign: Sign,
    /// How many signs a row has.
    count: usize,
    /// A bit for each column of secrets.
    columns: u32,
    /// Where they stand, where blanks align them.
    spans: [Span; ALIGNED],
    /// The first of them may be names of things that are explained behind them.
    is_list: bool,
    /// How far lines are known to hold no names.
    seen: usize,
}

impl Rows {
    fn new(heads: &Heads, sign: Sign, next: usize) -> Self {
        let mut rows = Self {
            next,
            sign,
            count: heads.count,
            columns: heads.secrets,
            ..Self::default()
        };
        let all = heads.spans.iter().enumerate();
        let own = all.filter(|(index, _)| heads.secrets >> index & 1 == 1);
        for (place, (_, span)) in rows.spans.iter_mut().zip(own) {
            *place = *span;
        }
        rows
    }

    /// How far rows are read.
    pub fn read(&self) -> usize {
        self.next
    }

    /// True for a cell in an aligned column of secrets, which becomes the word that is aligned.
    fn aligned(&self, text: &[u8], cell: &mut Range<usize>, span: Span) -> bool {
        let mut own = self.spans.iter().filter(|own| own.1 > 0);
        let Some(own) = own.find(|own| own.0 == span.0 || own.1 == span.1) else {
            return false;
        };
        let words = &text[cell.clone()];
        if own.1 == span.1 {
            cell.start += words
                .iter()
                .rposition(|&byte| byte == b' ')
                .map_or(0, |at| at + 1);
        } else if let Some(blank) = words.iter().position(|&byte| byte == b' ') {
            cell.end = cell.start + blank;
        }
        true
    }
}

/// Verify the sign at `sign`, or the letter of an escape there, as one between names of columns.
#[inline(never)]
pub(crate) fn names(look: &mut Look<'_>, sign: usize) {
    let text = look.text;
    let (kind, sign, len) = if text[sign] == b't' {
        let before = text[..sign].iter().rev().take(MAX_HEAD);
        let run = before.take_while(|&&byte| byte == b'\\').count();
        (Sign::Tab, sign - run, run + 1)
    } else if let Some(kind) = Sign::of(text[sign]) {
        (kind, sign, 1)
    } else {
        return;
    };
    let rest = text[sign + len..].iter().take(MAX_HEAD);
    let behind = sign + len + rest.take_while(|&&byte| is_mark(byte)).count();
    let before = text[..sign].iter().rev().take(MAX_HEAD);
    let lead = &text[..sign - before.take_while(|&&byte| is_mark(byte)).count()];
    if at(text, behind, LOWER | UPPER) && (is_secret(lead, kind) || ends_secret(text, behind, kind))
    {
        read_names(look, sign, lead.len(), behind, kind);
    }
}

/// Verify the blank at `blank`, the first of several behind a word, as one between names of columns
/// that blanks align.
#[inline(never)]
pub(crate) fn gap(look: &mut Look<'_>, blank: usize) {
    let text = look.text;
    let blanks = look.ahead(blank, |masks| masks.blank).trailing_ones();
    let behind = blank + blanks as usize;
    if at(text, behind, LOWER | UPPER)
        && (is_secret(&text[..blank], Sign::Gap) || ends_secret(text, behind, Sign::Gap))
    {
        read_names(look, blank, blank, behind, Sign::Gap);
    }
}

/// True where names stand between signs or ends of lines before and behind the sign at `sign`: one
/// ends before `end`, and one begins at `behind`.
fn are_names(text: &[u8], sign: usize, end: usize, behind: usize) -> bool {
    let own = text[sign];
    let is_line = |byte: u8| matches!(byte, b'\n' | b'\r' | b'\\' | b'"') || byte == own;
    is_name(text[..end].iter().rev(), is_line) && is_name(text[behind..].iter(), is_line)
}

/// True where the name of a secret begins at `start`, and no sign that is verified itself stands
/// behind it.
fn ends_secret(text: &[u8], start: usize, sign: Sign) -> bool {
    let is_part =
        |byte: &&u8| is(**byte, LOWER | UPPER | JOINER) || **byte == b' ' && sign != Sign::Gap;
    let near = text[start..].iter().take(MAX_HEAD);
    let end = start + near.take_while(is_part).count();
    let is_last = match text.get(end) {
        None | Some(b'\n' | b'\r' | b'\\' | b'"') => true,
        Some(b'|') => sign == Sign::Pipe,
        Some(b' ') => sign == Sign::Gap,
        _ => false,
    };
    is_last && is_secret(text[..end].trim_ascii_end(), sign)
}

/// True where `text` ends with the name of a secret.
#[inline]
fn is_secret(text: &[u8], sign: Sign) -> bool {
    let may_be = text.last_chunk().is_some_and(|last| may_be_secret(*last));
    may_be && {
        let may_part = sign != Sign::Gap;
        let is_part = |byte: &&u8| is(**byte, TOKEN | POINT) || may_part && **byte == b' ';
        let near = text.iter().rev().take(MAX_HEAD);
        let name = &text[text.len() - near.take_while(is_part).count()..];
        whole_of(name.trim_ascii_start()) == Some(Entity::SecretKv)
    }
}

/// True where a name stands between a sign of tables or the end of a line, and the beginning of
/// `text`.
fn is_name<'t>(text: impl Iterator<Item = &'t u8>, is_end: impl Fn(u8) -> bool) -> bool {
    let mut text = text.take(MAX_HEAD);
    let mut count = 0;
    let end = text.find(|&&byte| {
        count += 1;
        is_end(byte) || !is_part(byte)
    });
    end.map_or(count < MAX_HEAD, |&byte| is_end(byte))
}

#[inline(never)]
fn read_names(look: &mut Look<'_>, at: usize, end: usize, behind: usize, sign: Sign) {
    let text = look.text;
    let is_read = at < look.done.rows.next.max(look.done.rows.seen);
    if is_read || !are_names(text, at, end, behind) {
        return;
    }
    let from = at.saturating_sub(MAX_ROW);
    let start = last_line(&text[..at], from).or((from == 0).then_some(0));
    let mut heads = Heads::default();
    let end = start.and_then(|start| heads.add_secrets(text, start, sign));
    // A line that is none of names is not read again.
    look.done.rows.seen = end.unwrap_or_else(|| line_end(text, at)) + 1;
    let has_secrets = heads.secrets != 0 && heads.count > 0;
    let next = end
        .filter(|_| has_secrets)
        .and_then(|end| line_behind(text, end));
    // Below heads between blanks and signs stands a rule: rows look like them.
    let is_padded =
        sign == Sign::Pipe && (text[at - 1] == b' ' || start.map(|at| text[at]) == Some(b'|'));
    if let Some(next) = next.filter(|&next| !is_padded || is_rule(line_at(text, next))) {
        begin(look, &heads, sign, next);
    }
}

/// Read the rows below `heads`, of which the first begins at `next`.
pub(crate) fn begin(look: &mut Look<'_>, heads: &Heads, sign: Sign, next: usize) {
    // What is explained stands first in its line.
    let may_be_list = matches!(sign, Sign::Gap | Sign::Pipe | Sign::Tab) && heads.count == 1;
    let is_list = may_be_list && !is_rule(line_at(look.text, next));
    look.done.rows = Rows {
        is_list,
        ..Rows::new(heads, sign, next)
    };
    rows_to(look, look.from + CHUNK);
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
    let (first, start) = (look.hits.len(), rows.next);
    let (mut count, mut at) = (0, first_cell(start, rows.sign));
    let (mut places, mut read) = (0, start);
    let end = loop {
        let (end, len) = cell_end(text, at, rows.sign);
        let mut cell = content(text, at, end);
        let is_own = if rows.sign == Sign::Gap {
            let from = places + width(&text[read..cell.start]);
            places = from + width(&text[cell.clone()]);
            read = cell.end;
            rows.aligned(text, &mut cell, (short(from), short(places)))
        } else {
            count < 32 && rows.columns >> count & 1 == 1
        };
        let value = &text[cell.clone()];
        let is_one = is_own
            && !value.iter().all(|&byte| is_figure(byte))
            && !value.contains(&b' ')
            && is_value(value, Name::Password)
            && !is_placeholder(value);
        if is_one && (!rows.is_list || count > 0 || is_strong(value)) {
            let entity = sort_of(look, cell.start, cell.end);
            look.found(entity, cell.start, cell.end);
        }
        if len == 0 || count == rows.count && rows.sign != Sign::Gap {
            break if len == 0 { end } else { usize::MAX };
        }
        count += 1;
        at = end + len;
    };
    let is_row = end < usize::MAX && (count == rows.count || rows.sign == Sign::Gap && count > 0);
    if !is_row {
        look.hits.truncate(first);
    }
    let end = if end == usize::MAX {
        line_end(text, at)
    } else {
        end
    };
    let goes_on = is_row || is_rule(&text[start..end]);
    look.done.rows = match row_behind(text, end, rows.sign).filter(|_| goes_on) {
        Some(next) => Rows { next, ..rows },
        None => Rows {
            next: start,
            seen: rows.seen,
            ..Rows::default()
        },
    };
}

/// True for what numbers, shares and times are made of: `173/200` below `pass`.
fn is_figure(byte: u8) -> bool {
    is(byte, DIGIT) || b"/.%:,+-".contains(&byte)
}

/// The line that begins at `start`.
fn line_at(text: &[u8], start: usize) -> &[u8] {
    &text[start..line_end(text, start)]
}

/// Where the line of `at` ends, of a long one the part that is near.
fn line_end(text: &[u8], mut at: usize) -> usize {
    let near = &text[..text.len().min(at + MAX_ROW)];
    let is_end = |byte: &u8| matches!(byte, b'\n' | b'\\' | b'\r');
    while let Some(next) = near.get(at..).and_then(|rest| rest.iter().position(is_end)) {
        at += next;
        if line_behind(text, at).is_some() {
            return at;
        }
        at += 1;
    }
    near.len()
}
