//! Values of keys that name a secret: JSON at any depth, headers, query strings, configuration,
//! code.

use crate::boundary::{closes_text, closes_within};
use crate::class::{DIGIT, LOWER, TOKEN, UPPER, among, is, run_end};
use crate::detect::command::option;
use crate::detect::header::header;
use crate::detect::key::{
    Key, MAX_KEY, backslashes, backslashes_from, closed_level, is_named_by_sibling, key_before,
    longer_name,
};
use crate::detect::secret::{ends, head, is_phrase, is_placeholder, is_scrambled, is_secret};
use crate::detect::shown::shown;
use crate::entity::Entity;
use crate::look::Look;
use crate::meaning::{may_be_secret, may_end_secret, names_token, whole_of};

/// Longest value between quotes that no key stands before.
const MAX_OPENED: usize = 256;
/// Longest quoted value that is searched for its end.
const MAX_VALUE: usize = 16 << 10;
/// Shortest token whose key only says that it is one.
const MIN_TOKEN: usize = 16;
/// Verify the `:`, `=`, `>`, `|` or `,` at `sign`.
pub(crate) fn keyed(look: &mut Look<'_>, sign: usize) {
    let text = look.text;
    if sign < look.done.keyed {
        return;
    }
    if is_other(text, sign) {
        return shown(look, sign);
    }
    if let Some((start, end)) = field(text, sign) {
        return look.found(Entity::SecretKv, start, end);
    }
    let Some(mut key) = key_before(text, sign) else {
        return;
    };
    let is_possible = match text[sign] {
        b'>' => is_element(text, &key),
        b'|' => text.get(sign + 1) == Some(&b' ') && is_cell(text, &key),
        b':' | b'=' => true,
        _ => is_first_of_pair(text, &mut key),
    };
    if !is_possible {
        return;
    }
    let Some((entity, is_weak)) = named(text, sign, &key) else {
        return shown(look, sign);
    };
    if !look.wants(entity) || is_label(text, &key) {
        return;
    }
    if let Some((start, end)) = value_behind(look, sign, &key, entity)
        && (!is_weak || end - start >= MIN_TOKEN && is_secret(&text[start..end]))
        && (text[sign] != b',' || closes_pair(text, end))
        && (text[sign] != b'>' || text.get(end) == Some(&b'<'))
    {
        look.done.keyed = end;
        look.found(entity, start, end);
    }
}

/// True where the key is the first argument of a call, or of a pair. Its quote is no sign of an
/// object: what follows must look like a secret.
fn is_first_of_pair(text: &[u8], key: &mut Key) -> bool {
    let open = key.quote.take().map(|(_, run)| run + 2);
    let before = open.and_then(|back| key.start.checked_sub(back));
    before.is_some_and(|at| matches!(text[at], b'(' | b'[' | b'{'))
}

/// True where a quote and a bracket stand behind a value.
fn closes_pair(text: &[u8], end: usize) -> bool {
    let mut rest = text[end..].iter().take(MAX_KEY).copied();
    let next = rest.find(|byte| !b"\\\"'`".contains(byte));
    matches!(next, Some(b')' | b']' | b'}'))
}

/// The kind that the value of a key is, and whether it must look like a secret as well.
fn named(text: &[u8], sign: usize, key: &Key) -> Option<(Entity, bool)> {
    let name = &text[key.start..key.end];
    if name.iter().any(|byte| *byte >= 0x80) {
        return Some((Entity::SecretKv, false));
    }
    // The name of a secret, and of a header.
    if text[sign] == b':' && key.quote.is_none() && name.eq_ignore_ascii_case(b"api-key") {
        return Some((Entity::AuthHeader, false));
    }
    let sure = whole_of(name).or_else(|| whole_of(longer_name(text, key)?));
    if let Some(entity) = sure {
        return Some((entity, false));
    }
    if is_named_by_sibling(text, sign, key) {
        return Some((Entity::SecretKv, false));
    }
    names_token(name).then_some((Entity::SecretKv, true))
}

/// The value of a field of a form, behind two ends of lines: `name="password"`. Source: RFC 7578.
fn field(text: &[u8], sign: usize) -> Option<(usize, usize)> {
    let is_name = text[sign] == b'=' && text[..sign].ends_with(b"name");
    let start = sign + 1 + is_name.then(|| quote_len(text, sign + 1))??;
    let end = run_end(text, start, TOKEN, MAX_KEY);
    let known = whole_of(text.get(start..end)?);
    let lines = end + quote_len(text, end)?;
    let breaks = text[lines..].iter().take(32);
    let len = breaks.take_while(|byte| b"\r\n\\rn".contains(byte)).count();
    let is_break = |byte: &&u8| matches!(byte, b'\n' | b'n');
    let count = text[lines..lines + len].iter().filter(is_break).count();
    let value = lines + len;
    let rest = text[value..].iter().take(MAX_VALUE);
    let last = value + rest.take_while(|byte| !b"\r\n\\\"".contains(byte)).count();
    let is_new = last > value && !is_placeholder(&text[value..last]);
    (known.is_some() && count >= 2 && is_new).then_some((value, last))
}

/// How long the quote at `at` is with the backslashes before it.
fn quote_len(text: &[u8], at: usize) -> Option<usize> {
    let run = backslashes_from(text, at);
    (text.get(at + run) == Some(&b'"')).then_some(run + 1)
}

/// Verify the two dashes at `at` as the name of an option, whose value stands behind a blank; or
/// one dash.
pub(crate) fn flag(look: &mut Look<'_>, at: usize) {
    let text = look.text;
    if text[at + 1] != b'-' {
        return option(look, at);
    }
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
        && Entity::from_label(&text[key.start..key.end]).is_some()
}

/// True where what stands before the sign, or before a blank, a quote and a backslash there, ends
/// no key of a secret, which is nearly always.
#[inline]
fn is_other(text: &[u8], sign: usize) -> bool {
    let Some(near) = text[..sign].last_chunk::<7>() else {
        return sign < 2;
    };
    let first = usize::from(SIGNS[usize::from(near[6])]);
    let second = first & usize::from(SIGNS[usize::from(near[5])]);
    let third = second & usize::from(SIGNS[usize::from(near[4])]);
    let end = near.len() - first - second - third;
    let last = [near[end - 3], near[end - 2], near[end - 1]];
    let is_word = may_end_secret([near[end - 4], last[0], last[1], last[2]])
        && (last.iter().all(|&byte| is(byte, UPPER | LOWER))
            || last[1..].eq_ignore_ascii_case(b"pw"));
    // Deeper quotes, and other scripts.
    let is_native = (last[0] | last[1] | last[2]) >= 0x80;
    // The name of a field of a form.
    let is_name = text[sign] == b'=' && last == *b"ame";
    !is_word && !is_native && !is_name && !matches!(last[2], b'\\' | b' ')
}

/// What may stand between a key and its sign.
static SIGNS: [bool; 256] = among(b" \"'`]\\");

/// True where `<` stands before the key, of a sign `>`.
fn is_element(text: &[u8], key: &Key) -> bool {
    key.quote.is_none() && key.start.checked_sub(1).and_then(|at| text.get(at)) == Some(&b'<')
}

/// True where a cell of a table begins before the key, of a sign `|`.
fn is_cell(text: &[u8], key: &Key) -> bool {
    let before = text[..key.start].iter().rev().take(6);
    before.copied().find(|byte| !b" *`_".contains(byte)) == Some(b'|')
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
    start = run_of_blanks(text, behind_markup(text, start, key));
    // Languages have letters before a quote: `@"…"`, `f"…"`.
    let is_literal = matches!(
        text.get(start..start + 2),
        Some([
            b'@' | b'$' | b'f' | b'r' | b'b' | b'u' | b'N',
            b'"' | b'\'' | b'\\'
        ])
    );
    start += usize::from(is_literal);
    let run = backslashes_from(text, start);
    match text.get(start + run) {
        Some(&quote @ (b'"' | b'\'' | b'`')) if is_opening(text, start, run, key) => {
            quoted(text, start + run + 1, quote, run, key, entity)
        }
        _ => bare(look, start, key, entity),
    }
}

/// One behind the markup at `start` that closes what was opened before the key: `**Password:**`.
fn behind_markup(text: &[u8], start: usize, key: &Key) -> usize {
    let sign = |byte: Option<&u8>| byte.copied().filter(|byte| matches!(byte, b'*' | b'_'));
    let Some(mark) = sign(key.start.checked_sub(1).and_then(|at| text.get(at))) else {
        return start;
    };
    let rest = text[start..].iter().take(3);
    start + rest.take_while(|byte| **byte == mark).count()
}

/// The value between the quote at `start`, with the backslashes before it, and the next such quote.
pub(crate) fn opened(text: &[u8], start: usize) -> Option<(usize, usize)> {
    let run = backslashes_from(text, start);
    let quote = *text
        .get(start + run)
        .filter(|byte| matches!(byte, b'"' | b'\'' | b'`'))?;
    let from = start + run + 1;
    let inner = text[from..].iter().take(MAX_OPENED);
    let end = from
        + inner
            .take_while(|&&byte| byte != quote && byte != b'\\')
            .count();
    let is_inside = !closes_within(text, from, end);
    let is_opening = quote != b'"' || !closes_text(text, from - 1);
    let is_value = is_inside && is_opening && end - from < MAX_OPENED;
    (is_value && text.get(end).is_some()).then_some((from, end))
}

/// False where the quote closes the text around `key=value` instead.
fn is_opening(text: &[u8], start: usize, run: usize, key: &Key) -> bool {
    let quote = text[start + run];
    let is_escape = run > 0 && quote != b'"';
    !is_escape
        && match key.quote {
            Some((own, depth)) if own == quote => depth == run,
            _ => quote != b'"' || !closes_text(text, start + run),
        }
}

/// One behind up to four blanks at `from`.
pub(crate) fn run_of_blanks(text: &[u8], from: usize) -> usize {
    let rest = &text[from.min(text.len())..];
    from + rest
        .iter()
        .take(4)
        .take_while(|&&byte| matches!(byte, b' ' | b'\t'))
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
    let (mut run, mut end, mut is_closed) = (0, limit, false);
    for (index, &byte) in text[start..limit].iter().enumerate() {
        let is_text = byte == b'"' && quote != b'"' && closes_text(text, start + index);
        let level = if byte == quote {
            closed_level(run, depth)
        } else {
            None
        };
        is_closed = level.is_some();
        if is_closed || is_text {
            end = start + index - level.unwrap_or(run);
            break;
        }
        run = if byte == b'\\' { run + 1 } else { 0 };
    }
    let cut = (end == limit).then(|| backslashes(text, end).min(end - start));
    let end = end - cut.unwrap_or(0);
    // A mark that nothing closes may be one of its own.
    let end = if is_closed || quote == b'"' {
        end
    } else {
        let word = text[start..end].iter().take_while(|&&byte| !ends(byte));
        start + word.count()
    };
    let value = &text[start..end];
    let is_header = head(value).iter().any(|byte| matches!(byte, b'=' | b' '));
    let is_sure = match entity {
        Entity::AuthHeader => is_header || is_secret(value),
        _ => key.quote.is_some() || is_secret(value) || is_scrambled(value),
    };
    (is_sure && !is_placeholder(value)).then_some((start, end))
}

/// One behind the bytes from `start` on that are not `is_end`. Where a search before has passed
/// `start`, its end is the end of this one as well, so that no byte is searched twice; `kind` tells
/// the searches apart.
pub(crate) fn end_of(
    look: &mut Look<'_>,
    kind: usize,
    start: usize,
    is_end: impl Fn(&u8) -> bool,
) -> usize {
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

/// A value without quotes, and without what ends a sentence.
pub(crate) fn plain(look: &mut Look<'_>, start: usize) -> (usize, usize) {
    let mut end = end_of(look, 0, start, |&byte| ends(byte));
    while end > start && matches!(look.text[end - 1], b'.' | b':' | b'!' | b'?') {
        end -= 1;
    }
    (start, end)
}

/// The value of a key without quotes.
fn bare(look: &mut Look<'_>, start: usize, key: &Key, entity: Entity) -> Option<(usize, usize)> {
    if entity == Entity::AuthHeader {
        return header(look, start, key);
    }
    let (start, end) = plain(look, line_start(look.text, start));
    let text = look.text;
    let value = text.get(start..end)?;
    let is_query = key.start > 0 && matches!(text[key.start - 1], b'?' | b'&');
    let is_number =
        value.len() <= 20 && !value.is_empty() && value.iter().all(|&byte| is(byte, DIGIT));
    let is_json = key.quote.is_some() && is_number && value.len() >= 3;
    let is_word = || is_scrambled(value) || is_phrase(value) && is_password(text, key);
    let is_value = (is_secret(value) || is_word()) && !is_call(text, end);
    let is_sure = is_json || is_query || is_value;
    (is_sure && !value.is_empty() && !is_placeholder(value)).then_some((start, end))
}

/// Where a value begins that stands on a line of its own, behind the end of the line at `start`.
fn line_start(text: &[u8], start: usize) -> usize {
    let rest = &text[start.min(text.len())..];
    let len = match rest {
        [b'\n', ..] => 1,
        [b'\r', b'\n', ..] | [b'\\', b'n', ..] => 2,
        _ => return start,
    };
    let value = &rest[len..];
    let end = value
        .iter()
        .take(64)
        .take_while(|&&byte| !ends(byte))
        .count();
    let is_alone = matches!(value.get(end), None | Some(b'\n' | b'\r' | b'\\' | b'"'));
    let is_name = value[..end].contains(&b':') || value.starts_with(b"-");
    start + if is_alone && !is_name { len } else { 0 }
}

/// True where people choose the value of the key.
fn is_password(text: &[u8], key: &Key) -> bool {
    let name = &text[key.start..key.end];
    let parts: [&[u8]; 3] = [b"pass", b"pwd", b"word"];
    let is_part = |part: &&[u8]| {
        name.windows(part.len())
            .any(|near| near.eq_ignore_ascii_case(part))
    };
    parts.iter().any(is_part)
}

/// True where the value is a call or a subscript of code.
fn is_call(text: &[u8], end: usize) -> bool {
    matches!(text.get(end), Some(b'(' | b'[')) || text[..end].ends_with(b"(")
}
