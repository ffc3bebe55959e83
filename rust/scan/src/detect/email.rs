//! E-mail addresses, and passwords in URLs.
//!
//! Local part of at most 64 bytes, domain of at most 253 with a top level of 2 to 24 letters.
//! Source: RFC 5321, 4.5.3.1.

use crate::boundary::{is_escape_letter, without_run};
use crate::class::{JOINER, LOCAL, LOWER, UPPER, WORD, among, at, is, run_end, run_start};
use crate::entity::Entity;
use crate::look::Look;

const MAX_LOCAL: usize = 64;
const MAX_LABEL: usize = 63;
const MAX_DOMAIN: usize = 253;

/// Endings of file names that look like a top level: `icon@2x.png`.
const FILES: [&[u8]; 14] = [
    b"png", b"jpg", b"jpeg", b"gif", b"svg", b"webp", b"js", b"mjs", b"css", b"ts", b"tsx", b"jsx",
    b"html", b"json",
];

/// Verify the `@` at `at`.
pub(crate) fn at_sign(look: &mut Look<'_>, at: usize) {
    if let Some(start) = password_start(look.text, at) {
        let end = password_end(look.text, at);
        return look.found(Entity::UrlCredentials, start, end);
    }
    if let (Some(start), Some(end)) = (local_start(look.text, at), domain_end(look.text, at + 1)) {
        let is_remote = &look.text[start..at] == b"git" && look.text.get(end) == Some(&b':');
        if !is_remote {
            look.found(Entity::Email, start, end);
        }
    }
}

/// First byte of the password in `scheme://name:password@`. The name stays.
fn password_start(text: &[u8], at: usize) -> Option<usize> {
    const ENDS: [bool; 256] = among(b" \"'<>\\/@\n\r\t");
    let from = at.saturating_sub(MAX_USERINFO);
    let info = text[from..at]
        .iter()
        .rposition(|&byte| ENDS[usize::from(byte)])?
        + from
        + 1;
    let scheme = &text[..info];
    if !scheme.ends_with(b"://") && !is_escaped(scheme) {
        return None;
    }
    let colon = info + text[info..at].iter().position(|&byte| byte == b':')?;
    let password = &text[colon + 1..at];
    let is_replaced =
        password.is_empty() || password == b"****" || password.starts_with(b"[URL_CREDENTIALS");
    (!is_replaced).then_some(colon + 1)
}

/// True for `:\/\/`, as JSON may write the end of a scheme, at any depth.
fn is_escaped(scheme: &[u8]) -> bool {
    let rest = scheme.strip_suffix(b"\\/").map(without_run);
    let rest = rest
        .and_then(|rest| rest.strip_suffix(b"/"))
        .map(without_run);
    rest.is_some_and(|rest| rest.ends_with(b":"))
}

/// The last `@` before the host: a password may hold some, which should have been encoded.
fn password_end(text: &[u8], at: usize) -> usize {
    const ENDS: &[u8] = b" \"'<>\\/?#,;`)]}\n\r\t";
    let rest = text[at..].iter().take(MAX_USERINFO);
    let host = rest.take_while(|byte| !ENDS.contains(byte)).count();
    let last = text[at..at + host].iter().rposition(|&byte| byte == b'@');
    at + last.unwrap_or(0)
}

/// Longest name and password before an `@`.
const MAX_USERINFO: usize = 512;

fn local_start(text: &[u8], at: usize) -> Option<usize> {
    let mut start = run_start(text, at, WORD | LOCAL, MAX_LOCAL + 1);
    // Letters of Latin and Cyrillic script; in others no blank stands between words.
    while at - start < MAX_LOCAL && is_letter(&text[..start]) {
        start = run_start(text, start - 2, WORD | LOCAL, MAX_LOCAL + 1);
    }
    if at - start > MAX_LOCAL {
        return None;
    }
    if is_escape_letter(text, start) {
        start += 1;
    }
    // What stands before the first letter or digit is quotation or markup.
    start += text[start..at].iter().position(|&byte| is(byte, WORD))?;
    let is_closed = text[at - 1] != b'.';
    is_closed.then_some(start)
}

/// True where a letter of two bytes ends `text`.
fn is_letter(text: &[u8]) -> bool {
    matches!(text, [.., 0xc3..=0xc9 | 0xd0..=0xd3, 0x80..=0xbf])
}

/// One behind the label at `from`; letters of other scripts belong to it where a further label
/// follows.
fn label_end(text: &[u8], from: usize) -> usize {
    let end = run_end(text, from, WORD | JOINER, MAX_LABEL + 1);
    if text.get(end).is_none_or(u8::is_ascii) {
        return end;
    }
    let rest = text[end..].iter().take(MAX_LABEL);
    let wide = rest.take_while(|&&byte| byte >= 0x80 || is(byte, WORD | JOINER));
    let wide = end + wide.count();
    let is_label = text.get(wide) == Some(&b'.') && at(text, wide + 1, WORD);
    if is_label { wide } else { end }
}

/// One behind the last label that can be a top level and has a label before it.
fn domain_end(text: &[u8], from: usize) -> Option<usize> {
    let mut end = None;
    let mut label = from;
    while label - from <= MAX_DOMAIN {
        let stop = label_end(text, label);
        if stop == label || stop - label > MAX_LABEL {
            break;
        }
        if label > from && is_top_level(&text[label..stop]) {
            end = Some(trimmed(text, label, stop));
        }
        if text.get(stop) != Some(&b'.') || !at(text, stop + 1, WORD) {
            break;
        }
        label = stop + 1;
    }
    end
}

/// Markup behind the last letter is no part of the domain.
fn trimmed(text: &[u8], label: usize, stop: usize) -> usize {
    let letters = text[label..stop].iter().rev();
    stop - letters.take_while(|&&byte| is(byte, JOINER)).count()
}

fn is_top_level(label: &[u8]) -> bool {
    let label = label.split(|&byte| byte == b'_').next().unwrap_or_default();
    let is_letters = (2..=24).contains(&label.len()) && label.iter().all(|&b| is(b, UPPER | LOWER));
    let is_encoded = label.len() > 4 && label[..4].eq_ignore_ascii_case(b"xn--");
    let is_file = FILES
        .iter()
        .any(|ending| label.eq_ignore_ascii_case(ending));
    (is_letters || is_encoded) && !is_file
}
