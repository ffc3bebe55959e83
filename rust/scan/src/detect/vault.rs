//! Texts that Ansible keeps encrypted, behind their first line: `$ANSIBLE_VAULT;1.1;AES256`.
//!
//! Source: Ansible, Encrypting content with Ansible Vault, Format of files.

use crate::boundary::without_run;
use crate::class::{HEX, run_end};
use crate::detect::value::behind_lines;

const HEAD: &[u8] = b"$ANSIBLE_VAULT;";
/// How far before the first line of hexadecimal digits the head may begin.
const REACH: usize = 96;
/// Longest label with its sign.
const MAX_LABEL: usize = 16;
/// Most digits of a line, and most lines.
const LINE: usize = 256;
const MAX_LINES: usize = 1 << 14;

/// One behind the lines of digits of which the first begins at `start`.
pub(super) fn vault_end(text: &[u8], start: usize) -> Option<usize> {
    // A line begins here.
    let is_first = matches!(
        text[..start],
        [.., b'\n'] | [.., b' ' | b'\n', b' '] | [.., b'\\', b'n'] | [.., b'\\', b'n', b' ']
    );
    if !is_first {
        return None;
    }
    let lead = text[..start].trim_ascii_end();
    let lead = if lead.len() == start {
        without_run(lead.strip_suffix(b"n")?)
    } else {
        lead
    };
    // The head ends with the name of a cipher, or with a label behind it.
    let end = &lead[lead.len().saturating_sub(MAX_LABEL)..];
    if end.last() != Some(&b'6') && !end.contains(&b';') {
        return None;
    }
    let line = lead[lead.len().saturating_sub(REACH)..].iter();
    let head = lead.len() - line.rev().position(|&byte| byte == b'$')? - 1;
    if !lead[head..].starts_with(HEAD) {
        return None;
    }
    let (mut from, mut end) = (start, start);
    for _ in 0..MAX_LINES {
        let to = run_end(text, from, HEX, LINE);
        if to == from {
            break;
        }
        end = to;
        from = behind_lines(text, to);
        if from == to {
            break;
        }
    }
    (end > start).then_some(end)
}
