//! Values of keys that name a secret: JSON at any depth, headers, query strings, configuration,
//! code.

use crate::boundary::is_escape_letter;
use crate::class::{DIGIT, LOWER, TOKEN, UPPER, WORD, is, run_end, run_start};
use crate::detect::secret::{ends, head, is_placeholder, is_secret};
use crate::entity::Entity;
use crate::look::Look;
use crate::meaning::{SIBLINGS, may_be_secret, whole_of};

/// Longest key that is read.
const MAX_KEY: usize = 64;
/// Longest quoted value that is searched for its end.
const MAX_VALUE: usize = 16 << 10;
/// How far from a value its sibling's name may stand.
const SIBLING_REACH: usize = 48;

/// A key before the sign, and how it is quoted.
struct Key {
    start: usize,
    end: usize,
    /// The quote and how many backslashes stand before it.
    quote: Option<(u8, usize)>,
}

/// Verify the `:`, `=` or `>` at `sign`.
pub(crate) fn keyed(look: &mut Look<'_>, sign: usize) {
    let text = look.text;
    if sign < look.done.keyed || is_other(text, sign) {
        return;
    }
    let Some(key) = key_before(text, sign) else {
        return;
    };
    if text[sign] == b'>' && !is_element(text, &key) {
        return;
    }
    let name = &text[key.start..key.end];
    let is_native = name.iter().any(|byte| *byte >= 0x80);
    let known = if is_native {
        Some(Entity::SecretKv)
    } else {
        whole_of(name)
    };
    let entity = match known {
        Some(entity) => entity,
        None if is_named_by_sibling(text, &key) => Entity::SecretKv,
        None => return,
    };
    if !look.wants(entity) || is_label(text, &key) {
        return;
    }
    if let Some((start, end)) = value_behind(look, sign, &key, entity) {
        look.done.keyed = end;
        look.found(entity, start, end);
    }
}

/// Verify the two dashes at `at` as the name of an option, whose value stands behind a blank.
pub(crate) fn flag(look: &mut Look<'_>, at: usize) {
    let text = look.text;
    let end = run_end(text, at + 2, TOKEN, MAX_KEY);
    let is_known = text[..end]
        .last_chunk()
        .is_some_and(|last| may_be_secret(*last));
    if text.get(end) != Some(&b' ') || !is_known || end < look.done.flag {
        return;
    }
    let entity = whole_of(&text[at + 2..end]).filter(|entity| look.wants(*entity));
    let key = Key {
        start: at + 2,
        end,
        quote: None,
    };
    if entity == Some(Entity::SecretKv)
        && let Some((start, end)) = value_behind(look, end, &key, Entity::SecretKv)
    {
        look.done.flag = end;
        look.found(Entity::SecretKv, start, end);
    }
}

/// True for the label of a placeholder that carries a hash.
fn is_label(text: &[u8], key: &Key) -> bool {
    key.start > 0
        && text[key.start - 1] == b'['
        && Entity::ALL
            .iter()
            .any(|entity| entity.label().as_bytes() == &text[key.start..key.end])
}

/// True where what stands before the sign, or before a blank, a quote and a backslash there, ends
/// no key of a secret, which is nearly always.
#[inline]
fn is_other(text: &[u8], sign: usize) -> bool {
    let Some(near) = text[..sign].last_chunk::<6>() else {
        return sign < 3;
    };
    let first = usize::from(SIGNS[usize::from(near[5])]);
    let second = first & usize::from(SIGNS[usize::from(near[4])]);
    let third = second & usize::from(SIGNS[usize::from(near[3])]);
    let end = near.len() - first - second - third;
    let last = [near[end - 3], near[end - 2], near[end - 1]];
    let is_word = may_be_secret(last) && last.iter().all(|&byte| is(byte, UPPER | LOWER));
    // Deeper quotes, and other scripts.
    let is_native = (last[0] | last[1] | last[2]) >= 0x80;
    !is_word && !is_native && !matches!(last[2], b'\\' | b' ')
}

/// What may stand between a key and its sign: 1, else 0.
static SIGNS: [u8; 256] = {
    let signs = b" \"'`]\\";
    let mut table = [0; 256];
    let mut index = 0;
    while index < signs.len() {
        table[signs[index] as usize] = 1;
        index += 1;
    }
    table
};

/// True where `<` stands before the key, of a sign `>`.
fn is_element(text: &[u8], key: &Key) -> bool {
    key.quote.is_none() && key.start.checked_sub(1).and_then(|at| text.get(at)) == Some(&b'<')
}

fn key_before(text: &[u8], sign: usize) -> Option<Key> {
    let blanks = text[..sign]
        .iter()
        .rev()
        .take(3)
        .take_while(|&&byte| byte == b' ')
        .count();
    let mut end = sign - blanks;
    let mut quote = None;
    let last = *text.get(end.checked_sub(1)?)?;
    if matches!(last, b'"' | b'\'' | b'`') {
        end -= 1;
        let run = backslashes(text, end);
        quote = Some((last, run));
        end -= run;
    } else if last == b']' && text[..end].ends_with(b"\"]") {
        end -= 2;
    }
    let tail = *text[..end].last_chunk()?;
    if let Some(start) = native_key(&text[..end]) {
        return Some(Key { start, end, quote });
    }
    if !may_be_secret(tail) {
        return None;
    }
    let mut start = run_start(text, end, TOKEN, MAX_KEY);
    if is_escape_letter(text, start) {
        start += 1;
    }
    Some(Key { start, end, quote })
}

/// Keys with letters that ASCII has not.
const NATIVE: [&str; 10] = [
    "contraseña",
    "密码",
    "密碼",
    "口令",
    "パスワード",
    "비밀번호",
    "пароль",
    "Пароль",
    "şifre",
    "hasło",
];

/// Where a key of another language that ends `text` begins.
fn native_key(text: &[u8]) -> Option<usize> {
    let has_high = text[text.len().saturating_sub(8)..]
        .iter()
        .any(|byte| *byte >= 0x80);
    let is_key = |key: &&&str| text.ends_with(key.as_bytes());
    let key = has_high.then(|| NATIVE.iter().find(is_key)).flatten()?;
    Some(text.len() - key.len())
}

fn backslashes(text: &[u8], to: usize) -> usize {
    text[..to]
        .iter()
        .rev()
        .take(MAX_KEY)
        .take_while(|&&byte| byte == b'\\')
        .count()
}

/// True where the key is `value` and a key beside it, `name` or `key`, has the name of a secret.
fn is_named_by_sibling(text: &[u8], key: &Key) -> bool {
    let name = &text[key.start..key.end];
    if key.quote.is_none()
        || !SIBLINGS
            .iter()
            .any(|sibling| name.eq_ignore_ascii_case(sibling))
    {
        return false;
    }
    let before = &text[key.start.saturating_sub(SIBLING_REACH)..key.start];
    let behind = &text[key.end..text.len().min(key.end + SIBLING_REACH)];
    let is_before = || {
        let object = before.rsplit(|&byte| byte == b'{').next();
        object.is_some_and(names_secret)
    };
    let is_behind = || {
        let object = behind.split(|&byte| byte == b'}').next();
        object.is_some_and(names_secret)
    };
    may_name(before) && is_before() || may_name(behind) && is_behind()
}

/// False where neither `name` nor `key` can stand in `near`: all bytes are looked at, which takes
/// less time than to stop at the first.
fn may_name(near: &[u8]) -> bool {
    let has_letter = near.iter().fold(false, |found, byte| {
        found | matches!(byte | 0x20, b'm' | b'y')
    });
    has_letter
        && near.windows(3).any(|three| {
            (three[1] | 0x20 == b'm' || three[2] | 0x20 == b'y')
                && (three.eq_ignore_ascii_case(b"ame") || three.eq_ignore_ascii_case(b"key"))
        })
}

/// True where `"name": "…"` or `"key": "…"` in `near` has the name of a secret.
fn names_secret(near: &[u8]) -> bool {
    let mut is_name = false;
    for word in near
        .split(|byte| !is(*byte, TOKEN))
        .filter(|word| !word.is_empty())
    {
        if is_name && word.last_chunk().is_some_and(|last| may_be_secret(*last)) {
            return whole_of(word).is_some();
        }
        is_name = word.eq_ignore_ascii_case(b"name") || word.eq_ignore_ascii_case(b"key");
    }
    false
}

fn value_behind(
    look: &mut Look<'_>,
    sign: usize,
    key: &Key,
    entity: Entity,
) -> Option<(usize, usize)> {
    let text = look.text;
    let mut start = sign + 1;
    if text.get(start) == Some(&b'>') || text.get(start) == Some(&b'=') {
        start += 1;
    }
    start = run_of_blanks(text, start);
    let run = text[start..]
        .iter()
        .take(MAX_KEY)
        .take_while(|&&byte| byte == b'\\')
        .count();
    match text.get(start + run) {
        Some(&quote @ (b'"' | b'\'' | b'`')) if is_opening(text, start, run, key) => {
            quoted(text, start + run + 1, quote, run, key, entity)
        }
        _ => bare(look, start, key, entity),
    }
}

/// False where the quote closes the text around `key=value` instead.
fn is_opening(text: &[u8], start: usize, run: usize, key: &Key) -> bool {
    let quote = text[start + run];
    let is_escape = run > 0 && quote != b'"';
    !is_escape
        && (key
            .quote
            .is_none_or(|(own, depth)| own != quote || depth == run))
}

fn run_of_blanks(text: &[u8], from: usize) -> usize {
    let rest = &text[from.min(text.len())..];
    from + rest
        .iter()
        .take(4)
        .take_while(|&&byte| byte == b' ')
        .count()
}

/// The value up to a quote that is escaped no deeper than the one before it.
fn quoted(
    text: &[u8],
    start: usize,
    quote: u8,
    depth: usize,
    key: &Key,
    entity: Entity,
) -> Option<(usize, usize)> {
    let limit = text.len().min(start + MAX_VALUE);
    let mut run = 0;
    let mut end = limit;
    for (index, &byte) in text[start..limit].iter().enumerate() {
        if byte == quote && run <= depth {
            end = start + index - run;
            break;
        }
        run = if byte == b'\\' { run + 1 } else { 0 };
    }
    let end = end
        - if end == limit {
            backslashes(text, end).min(end - start)
        } else {
            0
        };
    let value = &text[start..end];
    let is_header = head(value).iter().any(|byte| matches!(byte, b'=' | b' '));
    let is_sure = match entity {
        Entity::AuthHeader => is_header || is_secret(value),
        _ => key.quote.is_some() || is_secret(value),
    };
    (is_sure && !is_placeholder(value)).then_some((start, end))
}

/// One behind the bytes from `start` on that are not `is_end`. Where a search before has passed
/// `start`, its end is the end of this one as well, so that no byte is searched twice; `kind` tells
/// the searches apart.
fn end_of(look: &mut Look<'_>, kind: usize, start: usize, is_end: impl Fn(&u8) -> bool) -> usize {
    let known = look.done.values[kind];
    if (known.0..known.1).contains(&start) {
        return known.1;
    }
    let limit = look.text.len().min(start + MAX_VALUE);
    let rest = look.text.get(start..limit).unwrap_or_default();
    let end = start + rest.iter().position(is_end).unwrap_or(rest.len());
    look.done.values[kind] = (start, end);
    end
}

/// A value without quotes.
fn bare(look: &mut Look<'_>, start: usize, key: &Key, entity: Entity) -> Option<(usize, usize)> {
    if entity == Entity::AuthHeader {
        return header(look, start, key);
    }
    let mut end = end_of(look, 0, start, |&byte| ends(byte));
    let text = look.text;
    while end > start && matches!(text[end - 1], b'.' | b':' | b'!' | b'?') {
        end -= 1;
    }
    let value = text.get(start..end)?;
    let is_query = key.start > 0 && matches!(text[key.start - 1], b'?' | b'&');
    let is_number =
        value.len() <= 20 && !value.is_empty() && value.iter().all(|&byte| is(byte, DIGIT));
    let is_json = key.quote.is_some() && is_number && value.len() >= 3;
    let is_sure = is_json || is_query || is_secret(value) && !is_call(text, end);
    (is_sure && !value.is_empty() && !is_placeholder(value)).then_some((start, end))
}

/// The rest of a header: the scheme's name stays, what follows goes.
fn header(look: &mut Look<'_>, start: usize, key: &Key) -> Option<(usize, usize)> {
    let text = look.text;
    let scheme = run_end(text, start, WORD, 16);
    let known: [&[u8]; 6] = [
        b"bearer",
        b"basic",
        b"token",
        b"digest",
        b"apikey",
        b"negotiate",
    ];
    let is_scheme = text.get(scheme) == Some(&b' ')
        && known
            .iter()
            .any(|name| name.eq_ignore_ascii_case(&text[start..scheme]));
    let from = if is_scheme { scheme + 1 } else { start };
    let name = &text[key.start..key.end];
    let is_cookie = name
        .windows(6)
        .any(|part| part.eq_ignore_ascii_case(b"cookie"));
    let end = end_of(look, 1 + usize::from(is_cookie), from, |&byte| match byte {
        b' ' | b',' => !is_cookie,
        _ => byte < b' ' || b"\"'\\`<>".contains(&byte),
    });
    let value = &text[from..end];
    let is_sure = is_scheme || (is_cookie && head(value).contains(&b'=')) || is_secret(value);
    (is_sure && value.len() >= 4 && !is_placeholder(value)).then_some((from, end))
}

/// True where the value is a call or a subscript of code.
fn is_call(text: &[u8], end: usize) -> bool {
    matches!(text.get(end), Some(b'(' | b'[')) || text[..end].ends_with(b"(")
}
