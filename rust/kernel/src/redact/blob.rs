//! Base64 in texts: images, audio, files. A marker with type, size and hash stands for one.
//!
//! Source: RFC 2397 for data URIs, RFC 4648 for base64.

use sha2::{Digest, Sha256};

use super::hash::letters;
use super::report::Kind;
use super::text::Finding;

/// Shortest run of base64 that is taken for a file, and the distance of probes for one.
const MIN_RUN: usize = 256;
/// Longest `data:…;base64,` before one.
const MAX_HEAD: usize = 128;
/// Bytes of the hash in a marker.
const HASH_BYTES: usize = 8;

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')
}

/// Append the runs of `text`. A run has no gap of the length of a run, so that one probe in so many
/// bytes meets each.
pub fn find(text: &[u8], findings: &mut Vec<Finding>) {
    let mut probe = MIN_RUN - 1;
    while let Some(&byte) = text.get(probe) {
        if !is_base64(byte) {
            probe += MIN_RUN;
            continue;
        }
        let before = text.get(..probe).unwrap_or_default().iter().rev();
        // What lies before the last probe was looked at then.
        let before = before.take(MIN_RUN).take_while(|byte| is_base64(**byte));
        let start = probe - before.count();
        let behind = text.get(probe..).unwrap_or_default().iter();
        let mut end = probe + behind.take_while(|byte| is_base64(**byte)).count();
        if end - start >= MIN_RUN {
            let padding = text.get(end..).unwrap_or_default().iter().take(2);
            end += padding.take_while(|byte| **byte == b'=').count();
            findings.push(Finding {
                start: start - head(text, start),
                end,
                kind: Kind::Blob,
            });
        }
        probe = end + MIN_RUN - 1;
    }
}

/// Length of the `data:…;base64,` before `start`.
fn head(text: &[u8], start: usize) -> usize {
    let from = start.saturating_sub(MAX_HEAD);
    let before = text.get(from..start).unwrap_or_default();
    if !before.ends_with(b";base64,") {
        return 0;
    }
    let begin = before.windows(5).rposition(|bytes| bytes == b"data:");
    begin.map_or(0, |begin| before.len() - begin)
}

/// Append what stands for a blob: `[BLOB image/png 4821B sha256:…]`.
pub fn put(value: &[u8], out: &mut Vec<u8>) {
    let comma = value.iter().rposition(|&byte| byte == b',');
    let (head, body) = value.split_at(comma.map_or(0, |comma| comma + 1));
    let media = head.strip_prefix(b"data:").unwrap_or_default();
    let media = media.split(|&byte| byte == b';').next().unwrap_or_default();
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"/.+-".contains(byte);
    let data = body.iter().filter(|byte| **byte != b'=').count() * 3 / 4;
    out.extend_from_slice(b"[BLOB ");
    if !media.is_empty() && media.iter().all(is_plain) {
        out.extend_from_slice(media);
        out.push(b' ');
    }
    let hash = Sha256::digest(body);
    let hash = letters(hash.get(..HASH_BYTES).unwrap_or_default());
    out.extend_from_slice(format!("{data}B sha256:{hash}]").as_bytes());
}
