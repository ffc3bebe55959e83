//! E-mail addresses, found by their `@`.

use crate::boundary::behind_escape;
use crate::class::{LOCAL, WORD, is, run_start};

const MAX_LOCAL: usize = 64;
const MAX_DOMAIN: usize = 254;
/// Endings of files that look like domains, as in `logo@2x.png`.
const FILES: [&[u8]; 8] = [
    b"png", b"jpg", b"jpeg", b"gif", b"svg", b"webp", b"js", b"css",
];

/// The address whose `@` is at `place`, not reaching before `floor`.
pub fn email(text: &[u8], place: usize, floor: usize) -> Option<(usize, usize)> {
    let start = run_start(text, place, WORD | LOCAL, MAX_LOCAL).max(floor);
    let start = behind_escape(text, start);
    let local = text.get(start..place)?;
    if local.is_empty() || local == b"." {
        return None;
    }
    let rest = text.get(place + 1..)?;
    let rest = rest.get(..MAX_DOMAIN).unwrap_or(rest);
    let is_domain = |byte: u8| is(byte, WORD) || matches!(byte, b'.' | b'-');
    let len = rest
        .iter()
        .position(|&byte| !is_domain(byte))
        .unwrap_or(rest.len());
    let domain = rest.get(..len)?;
    let kept = domain.iter().rposition(|&byte| is(byte, WORD))? + 1;
    let domain = domain.get(..kept)?;
    is_host(domain).then_some((start, place + 1 + kept))
}

fn is_host(domain: &[u8]) -> bool {
    let mut labels = domain.split(|&byte| byte == b'.');
    let Some(top) = labels.next_back() else {
        return false;
    };
    let is_top = (2..=24).contains(&top.len()) && top.iter().all(u8::is_ascii_alphabetic);
    let mut count = 0;
    let is_sound = labels.all(|label| {
        count += 1;
        !label.is_empty() && label.len() <= 63
    });
    let is_file = FILES.iter().any(|file| top.eq_ignore_ascii_case(file));
    is_top && is_sound && count > 0 && !is_file
}
