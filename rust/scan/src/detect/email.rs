//! E-mail addresses, and passwords in URLs.
//!
//! Local part of at most 64 bytes, domain of at most 253 with a top level of 2 to 24 letters.
//! Source: RFC 5321, 4.5.3.1.

use crate::boundary::{is_escape_letter, without_run};
use crate::class::{
    DIGIT, JOINER, LOCAL, LOWER, POINT, UPPER, WORD, among, is, run_end, run_start,
};
use crate::detect::secret::{is_placeholder, is_secret};
use crate::detect::{domain, oracle};
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

/// Behind these stand names of algorithms: `chacha20-poly1305@openssh.com`. Source: RFC 4251, 6.
const ALGORITHMS: [&[u8]; 2] = [b"openssh.com", b"libssh.org"];

/// Verify the `@` at `at`.
pub(crate) fn at_sign(look: &mut Look<'_>, at: usize) {
    if let Some(start) = password_start(look.text, at) {
        if is_given(&look.text[start..at]) {
            let end = password_end(look.text, at);
            look.found(Entity::UrlCredentials, start, end);
        }
        return;
    }
    let next = look.text.get(at + 1);
    if matches!(next, Some(b't' | b'u' | b'c'))
        && let Some(start) = source_password(look.text, at)
    {
        return look.found(Entity::UrlCredentials, start, at);
    }
    let Some(end) = domain_end(look.text, at + 1) else {
        return;
    };
    let is_native = !look.text[end - 1].is_ascii();
    let native = || domain::native_local(look.text, at).filter(|_| is_native);
    if let Some(start) = local_start(look.text, at).or_else(native) {
        let is_remote = &look.text[start..at] == b"git" && look.text.get(end) == Some(&b':');
        // Who logs in to a server has the name of a user, or a key, and no address.
        if look.text[..start].ends_with(b"://") {
            if is_key(&look.text[start..at]) {
                look.found(Entity::UrlCredentials, start, at);
            }
        } else if !is_remote && !is_thing(&look.text[at + 1..end]) {
            look.found(Entity::Email, start, end);
        }
    }
}

/// True where algorithms are named, and versions: `wildfly@2.6.0.Final`.
fn is_thing(domain: &[u8]) -> bool {
    let labels = domain.rsplitn(2, |&byte| byte == b'.').nth(1);
    let is_number = |byte: &u8| is(*byte, DIGIT | POINT);
    let is_version =
        labels.is_some_and(|labels| labels.contains(&b'.') && labels.iter().all(is_number));
    is_version || ALGORITHMS.contains(&domain)
}

/// True for a user that is a key, as in the names of sources of Sentry.
fn is_key(user: &[u8]) -> bool {
    const SHORTEST: usize = 16;
    user.len() >= SHORTEST && is_secret(user) && !is_placeholder(user)
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
    if oracle::ends_with_name(scheme) {
        return Some(info);
    }
    if !scheme.ends_with(b"://") && !is_escaped(scheme) {
        return None;
    }
    let colon = info + text[info..at].iter().position(|&byte| byte == b':')?;
    Some(colon + 1)
}

/// False for nothing, and for what was put in the place of a password.
fn is_given(password: &[u8]) -> bool {
    !password.is_empty() && !is_placeholder(password)
}

/// How the place of a server begins in the name of a source of data.
const NETWORKS: [&[u8]; 7] = [
    b"tcp(",
    b"tcp4(",
    b"tcp6(",
    b"unix(",
    b"udp(",
    b"cloudsql(",
    b"cloudsql-mysql(",
];

/// First byte of the password in `name:password@tcp(host)/`. Source: Go-MySQL-Driver, DSN.
#[inline(never)]
fn source_password(text: &[u8], at: usize) -> Option<usize> {
    const ENDS: [bool; 256] = among(b" \"'`<>\\,;\n\r\t");
    let rest = &text[at + 1..];
    let mut networks = NETWORKS.iter();
    networks.find(|network| rest.starts_with(network))?;
    let from = at.saturating_sub(MAX_SOURCE);
    let mut near = text[from..at].iter();
    let start = near.rposition(|&byte| ENDS[usize::from(byte)]);
    let start = start.map_or(from, |end| from + end + 1);
    let colon = start + text[start..at].iter().position(|&byte| byte == b':')?;
    let password = &text[colon + 1..at];
    (is_given(password) && colon > start).then_some(colon + 1)
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
/// The same in the name of a source of data.
const MAX_SOURCE: usize = 96;

fn local_start(text: &[u8], at: usize) -> Option<usize> {
    let mut start = run_start(text, at, WORD | LOCAL, MAX_LOCAL + 1);
    // Letters of Latin, Greek and Cyrillic script; in others no blank stands between words.
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
    let is_first = |&byte: &u8| is(byte, WORD) || !byte.is_ascii();
    start += text[start..at].iter().position(is_first)?;
    let is_closed = text[at - 1] != b'.';
    is_closed.then_some(start)
}

/// True where a letter of two bytes ends `text`.
fn is_letter(text: &[u8]) -> bool {
    matches!(text, [.., 0xc3..=0xc9 | 0xce..=0xd3, 0x80..=0xbf])
}

/// One behind the ASCII of the label at `from`, and one behind all of it: letters of other scripts
/// belong to it where a further label follows.
fn label_ends(text: &[u8], from: usize) -> (usize, usize) {
    let end = run_end(text, from, WORD | JOINER, MAX_LABEL + 1);
    if text.get(end).is_none_or(u8::is_ascii) {
        return (end, end);
    }
    let wide = domain::letters_end(text, end);
    let is_label = text.get(wide) == Some(&b'.') && begins_label(text, wide + 1);
    (end, if is_label { wide } else { end })
}

fn begins_label(text: &[u8], at: usize) -> bool {
    text.get(at)
        .is_some_and(|&byte| is(byte, WORD) || !byte.is_ascii())
}

/// One behind the last label that can be a top level and has a label before it.
fn domain_end(text: &[u8], from: usize) -> Option<usize> {
    let mut end = None;
    let mut label = from;
    while label - from <= MAX_DOMAIN {
        let (plain, stop) = label_ends(text, label);
        let is_over = stop == label || plain - label > MAX_LABEL || stop - label > domain::MAX_WIDE;
        if label > from && plain == label {
            end = domain::native_end(text, label).or(end);
        } else if label > from && !is_over && is_top_level(&text[label..plain]) {
            end = Some(trimmed(text, label, plain));
        }
        if is_over || text.get(stop) != Some(&b'.') || !begins_label(text, stop + 1) {
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
