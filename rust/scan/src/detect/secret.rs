//! What a value must look like to be a secret.

use crate::class::{BASE64, DIGIT, JOINER, LOWER, UPPER, WORD, begins_like, is};
use crate::detect::expression::is_expression;
use crate::entity::Entity;

/// Digits.
const NUMBER: u8 = 1;
/// What stands between digits.
const POINT: u8 = 2;
/// Signs that people put into passwords.
const SIGN: u8 = 4;
/// What code has.
const CODE: u8 = 8;
/// What ends a value without quotes.
const END: u8 = 16;

/// What a byte says of a value.
static SAYS: [u8; 256] = says();

const fn says() -> [u8; 256] {
    let mut table = [0; 256];
    let mut index = 0;
    while index < 128 {
        #[expect(clippy::cast_possible_truncation, reason = "below 128")]
        let byte = index as u8;
        table[index] = match byte {
            b'0'..=b'9' => NUMBER,
            b'.' | b'-' => POINT,
            b'!' | b'#'..=b'%' | b'*' | b'+' | b'@' | b'^' => SIGN,
            b'(' | b'[' | b'{' => CODE,
            b',' => POINT | END,
            0..=b' '
            | b'"'
            | b'&'
            | b'\''
            | b')'
            | b';'
            | b'<'
            | b'>'
            | b'\\'..=b']'
            | b'`'
            | b'|'
            | b'}' => END,
            _ => 0,
        };
        index += 1;
    }
    table
}

#[inline]
fn says_of(byte: u8) -> u8 {
    SAYS[usize::from(byte)]
}

/// True for bytes that end a value without quotes.
#[inline]
pub fn ends(byte: u8) -> bool {
    says_of(byte) & END != 0
}

/// What of a value is looked at to tell whether it is a secret.
pub fn head(value: &[u8]) -> &[u8] {
    &value[..value.len().min(64)]
}

/// True for values that no word of a language and no name of a program is.
pub fn is_secret(value: &[u8]) -> bool {
    let value = head(value);
    let any = value.iter().fold(0, |any, &byte| any | says_of(byte));
    if any & CODE != 0 || any & (NUMBER | SIGN) == 0 || value.len() < 6 {
        return false;
    }
    let is_number = value
        .iter()
        .all(|&byte| says_of(byte) & (NUMBER | POINT) != 0);
    !is_number
}

/// True for a secret that no name of a thing is: of digits and letters of both cases, of both and a
/// sign, or of both in turns.
pub fn is_strong(value: &[u8]) -> bool {
    let value = head(value);
    let has = |class: u8| value.iter().any(|&byte| is(byte, class));
    if value.len() < 8 || !is_secret(value) || !has(DIGIT) {
        return false;
    }
    let is_sign = |byte: &u8| says_of(*byte) & SIGN != 0 && *byte != b'@';
    let is_signed = has(LOWER | UPPER) && value.iter().any(is_sign);
    let is_turn = |pair: &&[u8]| is(pair[0], DIGIT) && is(pair[1], LOWER | UPPER);
    let is_mixed = || value.windows(2).filter(is_turn).count() > 1;
    has(LOWER) && has(UPPER) || is_signed || value.iter().all(|&byte| is(byte, WORD)) && is_mixed()
}

/// True for forty letters of base64, as a secret key of Amazon has them.
pub fn is_account_secret(value: &[u8]) -> bool {
    let has = |class: u8| value.iter().any(|&byte| is(byte, class));
    let is_base64 = value.len() == 40 && value.iter().all(|&byte| is(byte, WORD | BASE64));
    is_base64 && has(DIGIT) && has(UPPER) && has(LOWER) && !is_worded(value)
}

/// True for letters that are words for the most part: runs of three small ones and more, as in
/// `policy/AmazonS3FilesClientReadOnlyAccess`. Of random letters of both cases a seventh are.
pub fn is_worded(value: &[u8]) -> bool {
    let runs = value.split(|byte| !byte.is_ascii_lowercase());
    let words = runs.map(<[u8]>::len).filter(|len| *len >= 3);
    words.sum::<usize>() * 20 > value.len() * 11 && value.iter().any(u8::is_ascii_uppercase)
}

/// True for what may be a key of 32 bytes or more: base64 or hexadecimal digits.
pub fn is_key_material(value: &[u8]) -> bool {
    let has = |class: u8| head(value).iter().any(|&byte| is(byte, class));
    let is_one = value.iter().all(|&byte| is(byte, WORD | BASE64 | JOINER));
    let is_path = value.starts_with(b"/") && !value.ends_with(b"=");
    value.len() >= 43 && is_one && has(DIGIT) && has(LOWER | UPPER) && !is_path
}

/// True for letters of both cases that no word and no name of a program is: without vowels for
/// long, or with humps all over.
pub fn is_scrambled(value: &[u8]) -> bool {
    if !(8..=64).contains(&value.len()) || !value.iter().all(u8::is_ascii_alphabetic) {
        return false;
    }
    let (mut run, mut longest, mut humps) = (0, 0, 0);
    let mut before = value[0];
    for &byte in value {
        let is_vowel = b"aeiouy".contains(&byte.to_ascii_lowercase());
        run = if is_vowel { 0 } else { run + 1 };
        longest = longest.max(run);
        humps += usize::from(before.is_ascii_lowercase() != byte.is_ascii_lowercase());
        before = byte;
    }
    humps >= 2 && longest >= 5 || humps * 5 > value.len() * 2
}

/// Digits, a dash and a word: `32-byte`.
pub fn is_measure(value: &[u8]) -> bool {
    let mut parts = value.splitn(2, |&byte| byte == b'-');
    let (first, rest) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    !rest.is_empty()
        && first.iter().all(u8::is_ascii_digit)
        && rest.iter().all(|&byte| is(byte, LOWER) || byte == b'-')
}

/// True for four words or more between dashes, as people are told to choose them.
pub fn is_phrase(value: &[u8]) -> bool {
    if value.len() > 96 {
        return false;
    }
    let mut words = value.split(|&byte| byte == b'-');
    let count = words.clone().count();
    let is_word = |word: &[u8]| word.len() >= 3 && word.iter().all(u8::is_ascii_lowercase);
    (4..=12).contains(&count) && words.all(is_word)
}

/// What stands in for a secret.
const WORDS: [&[u8]; 17] = [
    b"true",
    b"false",
    b"null",
    b"none",
    b"nil",
    b"undefined",
    b"",
    b"required",
    b"string",
    b"int64",
    b"uint32",
    b"uint64",
    b"float64",
    b"redacted",
    b"[redacted]",
    b"[filtered]",
    b"[removed]",
];
/// How other things begin that do.
const STARTS: [&[u8]; 33] = [
    b"${",
    b"{{",
    b"<",
    b"%(",
    b"****",
    b"$(",
    b"#{",
    b"@{",
    b"$env:",
    b"process.env",
    b"os.environ",
    b"os.getenv",
    b"os.Getenv",
    b"import.meta.env",
    b"System.getenv",
    b"ENV[",
    b"env.",
    b"var.",
    b"vars.",
    b"local.",
    b"module.",
    b"secrets.",
    b"inputs.",
    b".Values.",
    b"vault:",
    b"op://",
    b"arn:aws:",
    b"env:",
    b"file:",
    b"!Ref",
    b"!Sub",
    b"!vault",
    b"!secret",
];

/// True for what stands in for a secret: a variable, a word in brackets, our own replacement.
pub fn is_placeholder(value: &[u8]) -> bool {
    let is_label = |rest: &[u8]| {
        let label = rest.split(|byte| matches!(byte, b']' | b':')).next();
        label.is_some_and(|label| Entity::from_label(label).is_some())
    };
    WORDS.iter().any(|word| value.eq_ignore_ascii_case(word))
        || STARTS.iter().any(|start| value.starts_with(start))
        || is_variable(value)
        || is_format(value)
        || is_example(value)
        || is_masked(value)
        || is_rule(value)
        || is_named_place(value)
        || is_expression(value)
        || value.strip_prefix(b"[").is_some_and(is_label)
}

/// True for what names the place of a secret, or the secret itself: `@pw.txt`, `MY_PASSWORD`,
/// `[password]`, `:password`, `{password`, `example_password`, `...`.
fn is_named_place(value: &[u8]) -> bool {
    let is_name = |byte: &u8| is(*byte, LOWER | UPPER) || matches!(byte, b'_' | b'-' | b' ');
    match value {
        [b'@', name @ ..] => {
            let end = name
                .iter()
                .rposition(|&byte| byte == b'.')
                .map(|dot| name.len() - dot);
            matches!(end, Some(3..=5)) && name.iter().all(|byte| is_name(byte) || *byte == b'.')
        }
        [b'[' | b':' | b'{', name @ .., b']'] | [b'[' | b':' | b'{', name @ ..] => {
            !name.is_empty() && name.iter().all(is_name)
        }
        [b'A'..=b'Z', ..] => is_constant(value),
        [b'e' | b'p', ..] => {
            let is_lead = value.starts_with(b"example") || value.starts_with(b"placeholder");
            is_lead && value.iter().all(is_name)
        }
        [b'.' | b'}' | b')' | b'?', ..] => {
            value.len() < 5 && value.iter().all(|byte| !is(*byte, WORD))
        }
        _ => false,
    }
}

/// True for the name of a constant that holds a secret: `DB_PASSWORD`.
fn is_constant(value: &[u8]) -> bool {
    const ENDS: [&[u8]; 7] = [
        b"PASSWORD",
        b"_PASS",
        b"_PWD",
        b"_SECRET",
        b"_TOKEN",
        b"_KEY",
        b"PASSPHRASE",
    ];
    value.iter().all(|byte| is(*byte, UPPER) || *byte == b'_')
        && ENDS.iter().any(|end| value.ends_with(end))
}

/// True for what a form asks of a value, as frameworks write it: `required|string|min:8`.
fn is_rule(value: &[u8]) -> bool {
    const RULES: [&[u8]; 5] = [b"required", b"nullable", b"sometimes", b"string", b"min:"];
    if !matches!(value.first(), Some(b'r' | b'n' | b's' | b'm')) {
        return false;
    }
    let is_parted = head(value).contains(&b'|');
    let first = value.split(|&byte| byte == b'|').next();
    let first = first.filter(|_| is_parted).unwrap_or_default();
    RULES.iter().any(|rule| first.starts_with(rule))
}

/// True for what somebody has hidden already, but for a few letters: `sk-****abcd`.
fn is_masked(value: &[u8]) -> bool {
    let seen = value.iter().filter(|byte| **byte != b'*').count();
    let is_run = value.windows(3).any(|three| three == b"***");
    seen == 0 || is_run && seen <= 8
}

/// True for what code puts a value into: `{token}`, `{}`, `{self.token}`, `{os.environ[`, `%s`.
fn is_format(value: &[u8]) -> bool {
    let inner = match value {
        [b'%', letter] => return letter.is_ascii_alphabetic(),
        [b'{', b'$', inner @ ..] | [b'{', inner @ ..] => inner,
        _ => return false,
    };
    let is_name = |byte: &&u8| is(**byte, WORD) || matches!(**byte, b'_' | b'.' | b':' | b'-');
    let len = inner.iter().take_while(is_name).count();
    let is_call = len > 0 && matches!(inner[len..], [b'(' | b'[', ..]);
    // Between braces letters of both cases and digits are a secret.
    is_call || inner[len..] == *b"}" && !is_strong(&inner[..len])
}

/// True for what documents have in the place of a secret: `YOUR_API_KEY`, `xxxxxxxx`, and the
/// examples of Amazon. Source: AWS Identity and Access Management User Guide, which ends them so.
pub fn is_example(value: &[u8]) -> bool {
    let is_asked = || begins_like(value, b"your") && !value.iter().any(|&byte| is(byte, DIGIT));
    let is_x = |byte: &u8| byte | 0x20 == b'x' || matches!(byte, b'-' | b'_');
    let is_filled = || value.len() > 3 && value[0] | 0x20 == b'x' && value.iter().all(is_x);
    let ends = [&b"EXAMPLE"[..], b"EXAMPLEKEY", b"EXAMPLETOKEN"];
    is_asked() || is_filled() || ends.iter().any(|end| value.ends_with(end))
}

/// True for the name of a variable of a shell: `$DB_PASSWORD`, `$password`, `%DB_PASSWORD%`, and
/// of a part of one: `$this->token`, which a tag's sign cuts.
fn is_variable(value: &[u8]) -> bool {
    let ([b'$', name @ ..] | [b'%', name @ .., b'%']) = value else {
        return false;
    };
    let name = match name {
        [name @ .., b'-'] => name,
        _ => name,
    };
    let has = |from: u8, to: u8| name.iter().any(|byte| (from..=to).contains(byte));
    let is_name = name.iter().all(|&byte| is(byte, WORD) || byte == b'_');
    // Letters of both sorts beside digits are a password that begins with the sign.
    let is_one = !has(b'a', b'z') || !has(b'0', b'9');
    is_name && is_one && name.first().is_some_and(|first| !first.is_ascii_digit())
}

/// True for a value that is its key again, with a number: `apiKey: apiKey2`. People choose such a
/// password, but no key and no token.
pub fn repeats_key(key: &[u8], value: &[u8]) -> bool {
    let is_key = matches!(key, [.., b'y' | b'Y' | b'n' | b'N' | b't' | b'T']);
    if !is_key || value.len() > 64 {
        return false;
    }
    let word = |byte: &&u8| is(**byte, WORD);
    let mut rest = value.iter().filter(word);
    let mut own = key.iter().filter(word);
    own.all(|byte| {
        rest.next()
            .is_some_and(|next| next.eq_ignore_ascii_case(byte))
    }) && rest.all(u8::is_ascii_digit)
}
