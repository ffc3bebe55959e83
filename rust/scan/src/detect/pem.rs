//! Private keys in armour, also where line ends are escapes, where the end is missing, and where
//! source code has them line by line, `"…\n" + "…\n"`; and those of `PuTTY`.

use crate::boundary::{closes_text, without_run};
use crate::class::{BASE64, DIGIT, HEX, WORD, is, run_end};
use crate::entity::Entity;
use crate::look::Look;

/// How armour begins, and how it ends. Source: RFC 7468, 2; RFC 4716, 3.2, as ssh.com's programs
/// write private keys.
const ARMOURS: [[&[u8]; 3]; 2] = [
    [b"-----BEGIN ", b"-----END ", b"-----"],
    [b"---- BEGIN ", b"---- END ", b" ----"],
];
/// What armour around secrets is named.
const KEYS: [&[u8]; 3] = [b"PRIVATE KEY", b"OpenVPN Static key", b"NKEY SEED"];
const MAX_LABEL: usize = 48;
const MAX_KEY: usize = 32 << 10;
/// Longest gap between two pieces of one key in source code.
const MAX_GAP: usize = 96;
/// Fewest letters of base64 that are a line of a key by themselves.
const MIN_LINE: usize = 32;
/// How lines between the armour begin that are no base64. Source: RFC 1421, 4.6.
const HEADERS: [&[u8]; 3] = [b"Proc-Type:", b"DEK-Info:", b"Comment:"];

/// Verify the four or five dashes at `at`.
#[inline(never)]
pub(crate) fn armour(look: &mut Look<'_>, at: usize) {
    let text = look.text;
    // A line that a change took away begins with a dash of its own.
    let at = at + usize::from(text[at..].starts_with(b"------BEGIN"));
    let begins = |[begin, ..]: &&[&[u8]; 3]| text[at..].starts_with(begin);
    let Some(ends) = ARMOURS
        .iter()
        .find(begins)
        .filter(|_| at >= look.done.armour)
    else {
        return;
    };
    let label = at + ends[0].len();
    let label = &text[label..text.len().min(label + MAX_LABEL)];
    let label = label.split(|&byte| byte == b'-').next().unwrap_or_default();
    if !KEYS.iter().any(|key| contains(label, key)) {
        return;
    }
    let body = at + ends[0].len() + label.len();
    let near = &text[..text.len().min(body + MAX_KEY)];
    let (mut start, mut next) = (at, Some(body));
    while let Some(from) = next {
        let (end, quote) = key_end(near, from, ends);
        look.done.armour = end;
        if !is_line_end(&text[start..end]) {
            look.found(Entity::PrivateKey, start, end);
        }
        next = quote.and_then(|quote| piece_behind(near, quote));
        start = next.unwrap_or(end);
    }
}

/// One behind the closing armour, or behind what can still belong to the key where that is missing,
/// with the quote that ends it.
fn key_end(text: &[u8], body: usize, ends: &[&[u8]; 3]) -> (usize, Option<usize>) {
    let mut index = body;
    while index < text.len() {
        match text[index] {
            b'-' if text[index..].starts_with(ends[1]) => {
                let label = index + ends[1].len();
                let rest = &text[label..text.len().min(label + MAX_LABEL)];
                let dashes = ends[2];
                let close = rest.windows(dashes.len()).position(|part| part == dashes);
                return (
                    close.map_or(label, |close| label + close + dashes.len()),
                    None,
                );
            }
            b'"' => match comment_end(text, index) {
                Some(end) => index = end,
                None => return (before_backslashes(text, body, index), Some(index)),
            },
            _ => index += 1,
        }
    }
    (before_backslashes(text, body, index), None)
}

/// One behind the comment whose first quote is at `quote`.
fn comment_end(text: &[u8], quote: usize) -> Option<usize> {
    let before = without_run(&text[..quote]);
    let opens = before.ends_with(b"Comment: ") && !closes_text(text, quote);
    opens.then_some(())?;
    let close = quote_behind(text, quote)?;
    Some(close + 1)
}

/// The next quote that is escaped as the one at `quote` is.
fn quote_behind(text: &[u8], quote: usize) -> Option<usize> {
    let run = |quote: usize| quote - without_run(&text[..quote]).len();
    let rest = text[quote + 1..].iter().take(MAX_GAP);
    let next = quote + 1 + rest.clone().position(|&byte| byte == b'"')?;
    (run(next) == run(quote)).then_some(next)
}

/// Where the next piece of a key begins, one of whose pieces ends at `quote`.
fn piece_behind(text: &[u8], quote: usize) -> Option<usize> {
    let open = quote_behind(text, quote)?;
    let gap = &text[quote + 1..open];
    // Behind them the value of a key begins, or another list.
    let is_end = gap.iter().any(|byte| b":{}]".contains(byte));
    (!is_end && is_piece(text, open + 1)).then_some(open + 1)
}

/// True for a line of a key that begins at `start`, behind a quote.
fn is_piece(text: &[u8], start: usize) -> bool {
    let rest = &text[start..];
    let ends = || ARMOURS.iter().any(|[_, end, _]| rest.starts_with(end));
    let is_part = |byte: &&u8| is(**byte, WORD | BASE64) || **byte == b'\\';
    let len = rest.iter().take_while(is_part).count();
    if rest.get(len) != Some(&b'"') {
        return ends() || HEADERS.iter().any(|header| rest.starts_with(header));
    }
    let is_key = rest.get(len + 1) == Some(&b':');
    // A short line is the last one.
    let is_last = || {
        let open = quote_behind(text, start + len).map(|open| &text[open + 1..]);
        open.is_some_and(|next| ARMOURS.iter().any(|[_, end, _]| next.starts_with(end)))
    };
    !is_key && (is_line_end(&rest[..len]) || len >= MIN_LINE || is_last())
}

/// True for nothing, or an escape alone.
fn is_line_end(piece: &[u8]) -> bool {
    piece.len() <= 8 && piece.first().is_none_or(|&first| first == b'\\')
}

/// A finding never ends between a backslash and what it escapes.
fn before_backslashes(text: &[u8], from: usize, end: usize) -> usize {
    let run = text[from..end].iter().rev();
    end - run.take_while(|&&byte| byte == b'\\').count()
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

/// One behind the base64 of a private key in armour that begins at `start`, in one line or in
/// lines of one length.
#[cold]
pub(super) fn packed_end(text: &[u8], start: usize) -> Option<usize> {
    const BEGIN: &[u8] = b"LS0tLS1CRUdJTi";
    const LABEL: usize = 64;
    if !text[start..].starts_with(BEGIN) {
        return None;
    }
    let near = &text[..text.len().min(start + MAX_KEY)];
    let mut end = run_end(near, start, WORD | BASE64, MAX_KEY);
    let mut label = [0; LABEL / 4 * 3];
    let (fours, _) = text[start..end.min(start + LABEL)].as_chunks::<4>();
    for (three, four) in label.chunks_exact_mut(3).zip(fours) {
        let bits = four
            .iter()
            .fold(0, |bits: u32, &byte| bits << 6 | sextet(byte));
        three.copy_from_slice(&bits.to_be_bytes()[1..]);
    }
    if !KEYS.iter().any(|key| contains(&label, key)) {
        return None;
    }
    let (mut line, len) = (end - start, end - start);
    while line == len && (60..=80).contains(&len) {
        let Some(gap) = line_gap(&near[end..]) else {
            break;
        };
        let next = run_end(near, end + gap, WORD | BASE64, len + 1);
        line = next - end - gap;
        if line == 0 || line > len {
            break;
        }
        end = next;
    }
    Some(end)
}

/// The six bits that a letter of base64 stands for. Source: RFC 4648, 4.
fn sextet(letter: u8) -> u32 {
    let value = match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    u32::from(value)
}

/// How files of `PuTTY` begin, what stands before the private lines, and what behind them. Source:
/// `PuTTY` User Manual, appendix C.
pub(super) const PUTTY: &[u8] = b"PuTTY-User-Key-File-";
const LINES: &[u8] = b"Private-Lines:";
const CODE: &[u8] = b"Private-MAC:";

/// One behind the key of `PuTTY` that begins at `start`.
#[cold]
pub(super) fn putty_end(text: &[u8], start: usize) -> Option<usize> {
    let near = &text[..text.len().min(start + MAX_KEY)];
    let lines = find(near, start + PUTTY.len(), LINES)? + LINES.len();
    let value = |at: usize| at + usize::from(text.get(at) == Some(&b' '));
    if let Some(code) = find(near, lines, CODE) {
        return Some(run_end(text, value(code + CODE.len()), HEX, 64));
    }
    let digits = value(lines);
    let mut end = run_end(near, digits, DIGIT, 3);
    let digits = near[digits..end].iter();
    let count = digits.fold(0, |count, digit| count * 10 + usize::from(digit & 0xf));
    for _ in 0..count {
        end = run_end(near, end + line_gap(&near[end..])?, WORD | BASE64, 128);
    }
    Some(end)
}

/// Length of what parts lines, escapes and marks of quotation included.
fn line_gap(text: &[u8]) -> Option<usize> {
    let mut len = 0;
    while len < MAX_GAP {
        let rest = text.get(len..)?;
        let run = rest
            .iter()
            .take(16)
            .take_while(|&&byte| byte == b'\\')
            .count();
        match rest.get(run) {
            Some(b'n' | b'r' | b't') if run > 0 => len += run + 1,
            Some(b'\n' | b'\r' | b'\t' | b' ' | b'>') if run == 0 => len += 1,
            _ => break,
        }
    }
    (len > 0).then_some(len)
}

/// Where `part` stands in `text` from `from` on, before a quote and before another key.
fn find(text: &[u8], from: usize, part: &[u8]) -> Option<usize> {
    let mut index = from;
    loop {
        let rest = text.get(index..)?;
        index += rest.iter().position(|&byte| matches!(byte, b'P' | b'"'))?;
        if text[index..].starts_with(part) {
            return Some(index);
        }
        index = match text[index] {
            b'"' => comment_end(text, index)?,
            _ if text[index..].starts_with(PUTTY) => return None,
            _ => index + 1,
        };
    }
}
