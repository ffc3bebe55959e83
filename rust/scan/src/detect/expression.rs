//! What programs and their documents have in the place of a secret: fields and types, versions,
//! patterns, colours, numbers, tags of fields.

use crate::class::{DIGIT, HEX, LOWER, POINT, UPPER, WORD, is};

/// How a path begins that names a field of an object, or a secret that something else keeps; how
/// the version of a protocol does.
const OWNERS: [&[u8]; 9] = [
    b"self.",
    b"this.",
    b"args.",
    b"cls.",
    b"*const ",
    b"*mut ",
    b"projects/",
    b"%s",
    b"HTTP/",
];

/// True for what is no secret in any place.
pub fn is_expression(value: &[u8]) -> bool {
    if OWNERS.iter().any(|owner| value.starts_with(owner)) {
        return true;
    }
    match value {
        [b'0', b'x', digits @ ..] => digits.len() <= 8 && digits.iter().all(|&byte| is(byte, HEX)),
        [b'*', ..] => is_reference(value),
        [b'#', rest @ ..] => is_color(rest),
        [b'[', ..] => is_pattern(value),
        _ => is_range(value) || is_tag(value),
    }
}

/// True for what a pointer points to, and for words that Markdown marks: `*out.SessionToken`,
/// `**string**`. Digits without a dot may be a password's.
fn is_reference(value: &[u8]) -> bool {
    let marks = value.iter().take_while(|byte| **byte == b'*').count();
    let name = &value[marks..];
    if let Some(word) = name.strip_suffix(b"*") {
        let word = word.strip_suffix(b"*").unwrap_or(word);
        return word
            .iter()
            .all(|&byte| is(byte, LOWER | UPPER) || byte == b':');
    }
    let is_type = name.starts_with(b"uint") || name.starts_with(b"int");
    let has_digit = !is_type && name.iter().any(|&byte| is(byte, DIGIT));
    let is_part = |part: &[u8]| {
        part.first().is_some_and(|&first| is(first, LOWER | UPPER))
            && part.iter().all(|&byte| is(byte, WORD) || byte == b'_')
    };
    let mut parts = name.split(|&byte| byte == b'.');
    marks == 1 && (!has_digit || name.contains(&b'.')) && parts.all(is_part)
}

/// True for the digits of a colour. Source: CSS Color Module, 4.2.
fn is_color(digits: &[u8]) -> bool {
    matches!(digits.len(), 3 | 4 | 6 | 8) && digits.iter().all(|&byte| is(byte, HEX))
}

/// True for a set of characters that is repeated: `[0-9a-f-]{36}`.
fn is_pattern(value: &[u8]) -> bool {
    let repeats = |pair: &[u8]| pair[0] == b']' && matches!(pair[1], b'{' | b'+' | b'*' | b'?');
    value.windows(2).take(64).any(repeats)
}

/// True for versions of a package: `^5.0.0`, `~1.2`, `1.10.3`. Source: Semantic Versioning 2.0.0,
/// 2; npm, `node-semver`.
fn is_range(value: &[u8]) -> bool {
    let (least, version) = match value {
        [b'^' | b'~', version @ ..] => (1, version),
        _ => (3, value),
    };
    if version.len() > 11 || !version.iter().all(|&byte| is(byte, DIGIT | POINT)) {
        return false;
    }
    let mut parts = version.split(|&byte| byte == b'.');
    let count = parts.clone().count();
    (least..=3).contains(&count) && parts.all(|part| (1..=3).contains(&part.len()))
}

/// True for the tag of a field of Go: `protobuf:"bytes,5,opt,name=secret"`.
fn is_tag(value: &[u8]) -> bool {
    let name = value
        .iter()
        .take(16)
        .take_while(|byte| is(**byte, LOWER | DIGIT))
        .count();
    name > 1 && value[name..].starts_with(b":\"")
}

/// True where a value is a field or a constant that has the name of the key: `token = a.token`,
/// `"SECRET_KEY": "SECRET_KEY"`, `apiKey: C.NL_API_KEY`. The names of short keys may be passwords.
pub fn is_named_as(value: &[u8], key: &[u8]) -> bool {
    const MOST: usize = 96;
    let is_path = |byte: &u8| is(*byte, WORD | POINT) || matches!(byte, b'_' | b'-');
    if value.len() > MOST || !value.iter().all(is_path) {
        return false;
    }
    let mut own = letters(value).rev();
    let is_end = letters(key).rev().all(|letter| own.next() == Some(letter));
    let count = letters(key).count();
    let is_field = value.contains(&b'.') && count >= 4;
    is_end && (is_field || own.next().is_none() && count >= 9)
}

/// Letters and digits of a name, in lower case.
fn letters(name: &[u8]) -> impl DoubleEndedIterator<Item = u8> {
    let letters = name.iter().filter(|byte| is(**byte, WORD));
    letters.map(u8::to_ascii_lowercase)
}
