//! Values behind a key: between quotes at any depth of JSON, without quotes, on the next line.

use crate::boundary::{closes_text, closes_within};
use crate::class::{DIGIT, WORD, at, is};
use crate::detect::code::within_maker;
use crate::detect::expression::is_named_as;
use crate::detect::header::header;
use crate::detect::key::{Key, backslashes, backslashes_from, closed_level};
use crate::detect::secret::{ends, head, is_phrase, is_placeholder, is_scrambled, is_secret};
use crate::detect::sibling::unwrapped;
use crate::entity::Entity;
use crate::look::Look;
use crate::meaning::names_code;

/// Longest value between quotes that no key stands before.
const MAX_OPENED: usize = 256;
/// Deepest block of YAML.
const MAX_INDENT: usize = 24;
/// Longest quoted value that is searched for its end.
pub(crate) const MAX_VALUE: usize = 16 << 10;

/// The value of the key whose sign is at `sign`.
pub(crate) fn value_behind(
    look: &mut Look<'_>,
    sign: usize,
    key: &Key,
    entity: Entity,
) -> Option<(usize, usize)> {
    let text = look.text;
    let mut start = sign + 1;
    let rest = text[start..].iter().take(2);
    // `=>`, and what is compared: `==`, `===`.
    let more = rest.take_while(|byte| matches!(byte, b'>' | b'=')).count();
    let is_compared = more > 0 && text[start] == b'=';
    start += more;
    // `userPassword:: …` of LDIF, in base64, but not `signature::ECDSA_P256`. Source: RFC 2849.
    if text[sign] == b':' && text.get(start) == Some(&b':') {
        start += 1;
        if at(text, start, WORD) {
            return None;
        }
    }
    start = behind_tag(text, run_of_blanks(text, behind_markup(text, start, key)));
    start = behind_type(text, start).unwrap_or(start);
    let (inner, is_list) = match text.get(start) {
        Some(b'{' | b'[') => unwrapped(text, start).unwrap_or((start, false)),
        _ => (start, false),
    };
    start = inner;
    // Languages have letters before a quote: `@"…"`, `f"…"`.
    let is_literal = matches!(
        text.get(start..start + 2),
        Some([
            b'@' | b'$' | b'f' | b'r' | b'b' | b'u' | b'N',
            b'"' | b'\'' | b'\\'
        ])
    );
    start += usize::from(is_literal);
    start = within_maker(text, start).unwrap_or(start);
    let run = backslashes_from(text, start);
    match text.get(start + run) {
        Some(&quote @ (b'"' | b'\'' | b'`')) if is_opening(text, start, run, key) => {
            let value = quoted(text, start + run + 1, quote, run, key, entity);
            value.filter(|value| !is_list || is_one_of_list(&text[value.0..value.1], entity))
        }
        _ if is_compared => None,
        _ => bare(look, start, key, entity),
    }
}

/// The text of a list behind the one that ends before `end`, quoted alike.
pub(crate) fn next_of_list(
    text: &[u8],
    end: usize,
    key: &Key,
    entity: Entity,
) -> Option<(usize, usize)> {
    let run = backslashes_from(text, end);
    let quote = *text.get(end + run)?;
    let gap = text.get(end + run + 1..)?.iter().take(MAX_INDENT);
    let len = gap.take_while(|byte| b", \n\t".contains(byte)).count();
    let start = end + run + 1 + len;
    let is_next = text[start - len..start].contains(&b',')
        && backslashes_from(text, start) == run
        && text.get(start + run) == Some(&quote);
    let value = is_next.then(|| quoted(text, start + run + 1, quote, run, key, entity))?;
    value.filter(|value| is_one_of_list(&text[value.0..value.1], entity))
}

/// False for a sentence about the field that a list of faults is of.
fn is_one_of_list(value: &[u8], entity: Entity) -> bool {
    // A cookie with what is said of it.
    let first = value.split(|&byte| byte == b' ').next().unwrap_or_default();
    if entity == Entity::AuthHeader && first.ends_with(b";") && first.contains(&b'=') {
        return true;
    }
    let mut words = value.rsplit(|&byte| byte == b' ');
    let is_last = words.next().is_some_and(is_secret);
    is_last && words.count() <= usize::from(entity == Entity::AuthHeader)
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

/// One behind the tag of YAML at `start` that says that a text follows: `!!str "…"`. Source: YAML
/// 1.2, Core Schema.
fn behind_tag(text: &[u8], start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    start + if rest.starts_with(b"!!str ") { 6 } else { 0 }
}

/// Where the quote is of a text whose type stands before it: `string(9) "…"` on a line of its own,
/// as PHP writes it.
#[inline(never)]
fn behind_type(text: &[u8], start: usize) -> Option<usize> {
    match text.get(start)? {
        b's' | b'\n' | b'\\' => {
            let kind = behind_lines(text, start);
            let count = text.get(kind..)?.strip_prefix(b"string(")?;
            let digits = count.iter().take(6).take_while(|byte| is(**byte, DIGIT));
            let end = kind + b"string(".len() + digits.count();
            text[end..].starts_with(b") ").then_some(end + 2)
        }
        _ => None,
    }
}

/// One behind the blanks and ends of lines at `start`, escaped ones as well.
pub(crate) fn behind_lines(text: &[u8], start: usize) -> usize {
    let mut at = start;
    for _ in 0..MAX_INDENT {
        let run = backslashes_from(text, at);
        match text.get(at + run) {
            Some(b' ' | b'\t' | b'\n' | b'\r') if run == 0 => at += 1,
            Some(b'n' | b'r' | b't') if run > 0 => at += run + 1,
            _ => break,
        }
    }
    at
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
    // `'Password: '`.
    // `input('Password: ')`.
    // `"Cookie: " + name`, `"?sig=" + sign`.
    let before = text[..key.start].strip_suffix(b"&");
    let before = before.or_else(|| text[..key.start].strip_suffix(b"?"));
    let before = before.unwrap_or(&text[..key.start]);
    let is_within = key.quote.is_none() && before.ends_with(&[quote]);
    let next = text.get(start + run + 1..).unwrap_or_default();
    let is_end = is_within
        && match next {
            [] | [b')' | b',' | b';' | b' ' | b'\n', ..] | [b'+', b' ', ..] => true,
            _ => next.starts_with(b".format"),
        };
    !is_escape
        && !is_end
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
        Entity::AuthHeader => is_header || is_secret(value) || is_scrambled(value),
        _ => key.quote.is_some() || is_secret(value) || is_scrambled(value),
    };
    // Behind a scheme.
    let mut words = value.splitn(2, |&byte| byte == b' ');
    let is_filled = entity == Entity::AuthHeader && words.nth(1).is_some_and(is_placeholder);
    let is_named = is_named_as(value, &text[key.start..key.end]);
    (is_sure && !is_filled && !is_named && !is_placeholder(value)).then_some((start, end))
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

/// The value from `start` on, between quotes or without them.
pub(crate) fn given(look: &mut Look<'_>, start: usize) -> (usize, usize) {
    opened(look.text, start).unwrap_or_else(|| plain(look, start))
}

/// One behind the marks at `end` that people end a password with as well as a sentence.
pub(crate) fn bangs_end(text: &[u8], end: usize) -> usize {
    const MOST: usize = 8;
    let rest = text[end..].iter().take(MOST);
    end + rest.take_while(|byte| **byte == b'!').count()
}

/// A value without quotes, and without what ends a sentence.
pub(crate) fn plain(look: &mut Look<'_>, start: usize) -> (usize, usize) {
    let mut end = end_of(look, 0, start, |&byte| ends(byte));
    while end > start && matches!(look.text[end - 1], b'.' | b':' | b'!' | b'?') {
        end -= 1;
    }
    (start, end)
}

/// One behind the signs at `end` that end a sentence and that `plain` leaves out.
pub(crate) fn marks_end(text: &[u8], end: usize) -> usize {
    const MOST: usize = 8;
    let rest = text[end..].iter().take(MOST);
    end + rest.take_while(|byte| b".:!?".contains(byte)).count()
}

/// The value of a key without quotes.
fn bare(look: &mut Look<'_>, start: usize, key: &Key, entity: Entity) -> Option<(usize, usize)> {
    // A number of JSON ends where one does.
    let digit = start + usize::from(look.text.get(start) == Some(&b'-'));
    let is_number = key.quote.is_some() && at(look.text, digit, DIGIT);
    if entity == Entity::AuthHeader && !is_number {
        return header(look, start, key);
    }
    let (start, end) = plain(look, line_start(look.text, start));
    let text = look.text;
    // What ends a sentence is a part of the text of an element.
    let tag = marks_end(text, end);
    let is_element = text.get(tag) == Some(&b'<') && text[..key.start].ends_with(b"<");
    let end = if is_element { tag } else { end };
    let value = text.get(start..end)?;
    let is_query = key.start > 0 && matches!(text[key.start - 1], b'?' | b'&');
    let is_number =
        value.len() <= 20 && !value.is_empty() && value.iter().all(|&byte| is(byte, DIGIT));
    let is_json = key.quote.is_some() && is_number && value.len() >= 3;
    let is_code = is_number
        && (3..=8).contains(&value.len())
        && names_code(&text[key.start..key.end])
        && !matches!(text.get(end), Some(b',' | b')' | b']' | b'|'));
    let is_word = || is_scrambled(value) || is_phrase(value) && is_password(text, key);
    let is_expression = || {
        is_call(text, end)
            || is_type(text, start, end)
            || is_named_so(value)
            || is_named_as(value, &text[key.start..key.end])
    };
    let is_value = (is_secret(value) || is_word()) && !is_expression();
    let is_sure = is_json || is_query || is_value || is_code;
    let is_one = is_sure && !value.is_empty() && !is_placeholder(value);
    is_one.then(|| (start, bangs_end(text, end)))
}

/// Where a value begins that stands on a line of its own, behind the end of the line at `start`,
/// also as a block of YAML: `key: |`.
fn line_start(text: &[u8], start: usize) -> usize {
    let rest = &text[start.min(text.len())..];
    let block = match rest {
        [b'|' | b'>', b'-' | b'+', ..] => 2,
        [b'|' | b'>', ..] => 1,
        _ => 0,
    };
    let run = backslashes_from(rest, block);
    let len = match &rest[block..] {
        [b'\n', ..] => block + 1,
        [b'\r', b'\n', ..] => block + 2,
        _ if run > 0 && rest.get(block + run) == Some(&b'n') => block + run + 1,
        _ => return start,
    };
    let blanks = rest[len..].iter().take(MAX_INDENT);
    let len = len + blanks.take_while(|&&byte| byte == b' ').count();
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

/// True for a name of code that ends as keys do: `s3_credentials`, `node.colon2_token`.
fn is_named_so(value: &[u8]) -> bool {
    const ENDS: [&[u8]; 3] = [b"token", b"credentials", b"auth"];
    let lead = ENDS.iter().find_map(|end| value.strip_suffix(*end));
    let is_name = |byte: &u8| is(*byte, WORD) || matches!(byte, b'_' | b'.');
    lead.is_some_and(|lead| matches!(lead, [.., b'_' | b'.']) && lead.iter().all(is_name))
}

/// True for the type of a constant: `const ERROR_BAD_TOKEN: WIN32_ERROR = 1394u32`.
pub(crate) fn is_type(text: &[u8], start: usize, end: usize) -> bool {
    let is_name = |byte: &u8| is(*byte, WORD) || matches!(byte, b'_' | b':' | b'.');
    text[..start].ends_with(b": ")
        && text[end..].starts_with(b" = ")
        && text[start..end].iter().all(is_name)
}

/// True where the value is a call or a subscript of code.
fn is_call(text: &[u8], end: usize) -> bool {
    matches!(text.get(end), Some(b'(' | b'[')) || text[..end].ends_with(b"(")
}
