//! What four numbers with dots between them are when they are no address: versions, sections of
//! documents, identifiers of objects, coordinates of drawings.

use std::net::Ipv4Addr;

use crate::boundary::is_escape_letter;
use crate::class::{DIGIT, POINT, WORD, among, is};

/// True where the four numbers in `start..end` name no machine.
pub(super) fn is_numbering(text: &[u8], start: usize, end: usize, address: Ipv4Addr) -> bool {
    is_version(text, start)
        || is_object(address)
        || is_heading(text, start, address)
        || is_drawn(text, start, end)
}

/// True for a section behind its sign, and for small numbers at the head of a comment or of a line
/// of Markdown: `§ 3.1.1.5`, `// 8.1.2.3 Request`.
fn is_heading(text: &[u8], start: usize, address: Ipv4Addr) -> bool {
    const MOST: u8 = 40;
    let is_small = || address.octets().iter().all(|&number| number <= MOST);
    let before = &text[..start];
    let comment = before.strip_suffix(b" ").unwrap_or_default();
    let sign = before.strip_suffix(b" ").unwrap_or(before);
    sign.ends_with("§".as_bytes())
        || (comment.ends_with(b"//") || comment.ends_with(b"#")) && is_small()
}

/// True for coordinates of a path of SVG, which leaves blanks and zeros out: beside them stands a
/// number such as `2.83-2.12` or `2.03.5`. Source: SVG 2, 9.3.9.
fn is_drawn(text: &[u8], start: usize, end: usize) -> bool {
    const MOST: usize = 12;
    let is_part = |byte: &u8| is(*byte, DIGIT | POINT) || *byte == b'-';
    let is_gap = |at: Option<&u8>| matches!(at, Some(b' '));
    if !is_gap(text[..start].last()) || !is_gap(text.get(end)) {
        return false;
    }
    let near = text[..start - 1].iter().rev().take(MOST);
    let before = near.take_while(|byte| is_part(byte)).count();
    let before = &text[start - 1 - before..start - 1];
    let behind = text[end + 1..].iter().take(MOST);
    let behind = behind.take_while(|byte| is_part(byte)).count();
    let behind = &text[end + 1..end + 1 + behind];
    let parts = |number: &[u8]| number.split(|&byte| byte == b'.').count();
    let is_odd = |number: &[u8]| {
        parts(number) == 3 || parts(number) > 1 && number.iter().skip(1).any(|byte| *byte == b'-')
    };
    is_odd(before) && parts(behind) > 1 || is_odd(behind) && parts(before) > 1
}

/// True for identifiers of objects: attributes of names and extensions of certificates, private
/// numbers, curves. Source: ITU-T X.520 and X.509; RFC 1155; RFC 8410, 3.
fn is_object(address: Ipv4Addr) -> bool {
    matches!(
        address.octets(),
        [2, 5, 4 | 29, _] | [1, 3, 6, 1] | [1, 3, 101, 110..=113]
    )
}

/// Words before what is the version of a program, or the number of an enzyme or a part of a law.
const VERSIONS: [&[u8]; 24] = [
    b"ver",
    b"assembly",
    b"release",
    b"build",
    b"section",
    b"sections",
    b"firmware",
    b"fw",
    b"revision",
    b"rev",
    b"patch",
    b"driver",
    b"sdk",
    b"tag",
    b"oid",
    b"chapter",
    b"ec",
    b"enzyme",
    b"rfc",
    b"art",
    b"article",
    b"clause",
    b"para",
    b"paragraph",
];
/// Words between one of those and the number.
const NUMBERS: [&[u8]; 4] = [b"number", b"num", b"no", b"nr"];

/// True for `version 1.2.3.4`, `AssemblyVersion("1.2.3.4")`, `"firmware": "1.2.3.4"`, `EC no.
/// 3.4.21.4`.
fn is_version(text: &[u8], start: usize) -> bool {
    let is_one_of = |words: &[&[u8]], word: &[u8]| {
        let mut words = words.iter();
        words.any(|known| known.eq_ignore_ascii_case(word))
    };
    let Some((word, before)) = word_before(&text[start.saturating_sub(24)..start]) else {
        return false;
    };
    // `RFC 8949 3.4.5.2`.
    let is_number = || word.len() == 4 && word.iter().all(u8::is_ascii_digit);
    let word =
        if matches!(word.first(), Some(b'n' | b'N')) && is_one_of(&NUMBERS, word) || is_number() {
            word_before(before).map_or(word, |named| named.0)
        } else {
            word
        };
    let end = &word[word.len().saturating_sub(7)..];
    // The file of a library: `libfoo.so.1.2.3.4`.
    let is_library = text[..start].ends_with(b".so.");
    is_library || end.eq_ignore_ascii_case(b"version") || is_one_of(&VERSIONS, word)
}

/// The last word of `text`, behind which signs stand, and what stands before it.
fn word_before(text: &[u8]) -> Option<(&[u8], &[u8])> {
    const SIGNS: [bool; 256] = among(b" =:\"'(>\\.#");
    let signs = text.iter().rev().take(6);
    let gap = signs.take_while(|byte| SIGNS[usize::from(**byte)]).count();
    let text = &text[..text.len() - gap];
    let word = text.iter().rposition(|byte| !is(*byte, WORD));
    let word = word.map_or(0, |at| at + 1);
    let (before, word) = text.split_at(word + usize::from(is_escape_letter(text, word)));
    (gap > 0).then_some((word, before))
}
