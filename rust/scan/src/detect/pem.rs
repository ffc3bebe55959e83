//! Private keys in PEM armour, also where line ends are escapes, and where the end is missing.

use crate::entity::Entity;
use crate::look::Look;

const BEGIN: &[u8] = b"-----BEGIN ";
const KEY: &[u8] = b"PRIVATE KEY";
const END: &[u8] = b"-----END ";
const MAX_LABEL: usize = 48;
const MAX_KEY: usize = 32 << 10;

/// Verify the five dashes at `at`.
pub(crate) fn armour(look: &mut Look<'_>, at: usize) {
    let text = look.text;
    if at < look.done.armour || !text[at..].starts_with(BEGIN) {
        return;
    }
    let label = at + BEGIN.len();
    let label = &text[label..text.len().min(label + MAX_LABEL)];
    let label = label.split(|&byte| byte == b'-').next().unwrap_or_default();
    if !contains(label, KEY) {
        return;
    }
    let body = at + BEGIN.len() + label.len();
    let end = key_end(text, body);
    look.done.armour = end;
    look.found(Entity::PrivateKey, at, end);
}

/// One behind the closing armour, or behind what can still belong to the key where that is missing.
fn key_end(text: &[u8], body: usize) -> usize {
    let limit = text.len().min(body + MAX_KEY);
    let mut index = body;
    while index < limit {
        match text[index] {
            b'-' if text[index..limit].starts_with(END) => {
                let label = index + END.len();
                let rest = &text[label..text.len().min(label + MAX_LABEL)];
                let close = rest.windows(5).position(|dashes| dashes == b"-----");
                return close.map_or(label, |close| label + close + 5);
            }
            b'"' => return before_backslashes(text, body, index),
            _ => index += 1,
        }
    }
    before_backslashes(text, body, limit)
}

/// A finding never ends between a backslash and what it escapes.
fn before_backslashes(text: &[u8], from: usize, end: usize) -> usize {
    let run = text[from..end].iter().rev();
    end - run.take_while(|&&byte| byte == b'\\').count()
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}
