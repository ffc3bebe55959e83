//! Values in statements and commands of databases.

use super::report::Kind;
use super::sanitize::VALUE;
use super::text::Finding;
use super::written::is_written;

/// Sanitizers, bit `n` for the one of number `n` in the order of the configuration, and one more
/// for SQL as `MySQL` reads it.
pub type Dialects = u8;

/// All of them.
pub const ALL: Dialects = Dialects::MAX;

const SQL: Dialects = 1;
const REDIS: Dialects = 1 << 1;
const VALKEY: Dialects = 1 << 2;
const MEMCACHED: Dialects = 1 << 3;
const MONGO: Dialects = 1 << 4;
const OPENSEARCH: Dialects = 1 << 5;
const ELASTICSEARCH: Dialects = 1 << 6;
const MYSQL: Dialects = 1 << 7;

/// Longest name between the signs of a text in dollars.
const MAX_DOLLAR: usize = 64;

/// The sanitizer of a number in the order of the configuration.
#[must_use]
pub fn of_block(index: usize) -> Dialects {
    let only = 1 << index;
    if only == SQL { SQL | MYSQL } else { only }
}

/// The sanitizer for a system as `db.system` names it. Systems without one speak SQL; of most of
/// them it is not known how they read quotes and backslashes, so what is a text by either way goes.
/// Source: OpenTelemetry semantic conventions 1.37, `db.system.name`.
#[must_use]
pub fn of_system(name: &[u8]) -> Dialects {
    match name.to_ascii_lowercase().as_slice() {
        b"redis" => REDIS,
        b"valkey" => VALKEY,
        b"memcached" => MEMCACHED,
        b"mongodb" => MONGO,
        b"opensearch" => OPENSEARCH,
        b"elasticsearch" => ELASTICSEARCH,
        b"mysql" | b"mariadb" => MYSQL,
        b"postgresql"
        | b"cockroachdb"
        | b"microsoft.sql_server"
        | b"mssql"
        | b"oracle.db"
        | b"oracle"
        | b"ibm.db2"
        | b"db2" => SQL,
        _ => SQL | MYSQL,
    }
}

/// What the sanitizers of `dialects` replace in a text.
pub fn find(text: &[u8], dialects: Dialects, findings: &mut Vec<Finding>) {
    if dialects & SQL != 0 {
        literals(text, false, findings);
    }
    if dialects & MYSQL != 0 {
        literals(text, true, findings);
    }
    if dialects & (REDIS | VALKEY) != 0 {
        arguments(text, findings);
    }
    if dialects & MEMCACHED != 0 {
        let line = text.iter().position(|&byte| byte == b'\n');
        add(
            text,
            line.map_or(text.len(), |line| line + 1),
            text.len(),
            findings,
        );
    }
    if dialects & (MONGO | OPENSEARCH | ELASTICSEARCH) != 0 {
        members(text, findings);
    }
}

/// Add what stands between two places, but for blanks around it and for what says nothing.
fn add(text: &[u8], start: usize, end: usize, findings: &mut Vec<Finding>) {
    let whole = text.get(start..end).unwrap_or_default();
    let start = end - whole.trim_ascii_start().len();
    let end = start + whole.trim_ascii().len();
    let value = text.get(start..end).unwrap_or_default();
    let inner = match value {
        [b'\'', inner @ .., b'\''] | [b'"', inner @ .., b'"'] => inner,
        _ => value,
    };
    if start < end && inner != VALUE && !is_written(inner) {
        findings.push(Finding {
            start,
            end,
            kind: Kind::Sanitized,
        });
    }
}

/// All of a command but its name, line by line.
fn arguments(text: &[u8], findings: &mut Vec<Finding>) {
    let mut start = 0;
    for line in text.split(|&byte| byte == b'\n') {
        let end = start + line.len();
        let blank = line.len() - line.trim_ascii_start().len();
        let name = line.iter().skip(blank).position(u8::is_ascii_whitespace);
        let name = name.map_or(end, |length| start + blank + length);
        add(text, name, end, findings);
        start = end + 1;
    }
}

/// Texts and numbers of JSON that are no keys.
fn members(text: &[u8], findings: &mut Vec<Finding>) {
    let text_of_json = text.trim_ascii_start();
    let is_json = match text_of_json.split_first() {
        // A capital letter is that of a placeholder.
        Some((b'[', rest)) => !rest.first().is_some_and(u8::is_ascii_uppercase),
        Some((first, _)) => *first == b'{',
        None => false,
    };
    if !is_json {
        return;
    }
    let mut index = 0;
    while let Some(&byte) = text.get(index) {
        index = match byte {
            b'"' => {
                let close = string_end(text, index);
                if !is_key(text, close + 1) {
                    add(text, index + 1, close, findings);
                }
                close + 1
            }
            b'-' | b'0'..=b'9' => {
                let end = number_end(text, index);
                add(text, index, end, findings);
                end
            }
            _ => index + 1,
        };
    }
}

fn is_key(text: &[u8], end: usize) -> bool {
    let behind = text.get(end..).unwrap_or_default();
    behind.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b':')
}

/// The closing quote of JSON, or the end where there is none.
fn string_end(text: &[u8], from: usize) -> usize {
    let mut index = from + 1;
    while let Some(&byte) = text.get(index) {
        match byte {
            b'"' => return index,
            b'\\' => index += 2,
            _ => index += 1,
        }
    }
    text.len()
}

/// Quoted texts and numbers of SQL, also in comments. No text goes on behind the comment in which
/// it begins.
///
/// Source: ISO/IEC 9075-2 §5.3, manuals of `MySQL` 8.4 §11.1 and §11.7, of `PostgreSQL` 17 §4.1.
fn literals(text: &[u8], is_mysql: bool, findings: &mut Vec<Finding>) {
    let (mut index, mut comment) = (0, None);
    while let Some(&byte) = text.get(index) {
        if comment.is_none_or(|end| index >= end) {
            comment = comment_end(text, index, is_mysql);
        }
        let here = text
            .get(..comment.unwrap_or(text.len()))
            .unwrap_or_default();
        let end = match byte {
            b'\'' | b'"' => quoted_end(here, index, is_mysql || is_escaped(here, index)),
            b'0'..=b'9' if !is_in_word(here, index) => number_end(here, index),
            b'$' if !is_mysql => dollar_end(here, index).unwrap_or(index),
            _ => index,
        };
        if end > index && (byte != b'"' || is_mysql || is_compared(here, index, end)) {
            add(text, index, end, findings);
        }
        index = end.max(index + 1);
    }
}

/// One behind the comment that begins here, if one does.
fn comment_end(text: &[u8], index: usize, is_mysql: bool) -> Option<usize> {
    let rest = text.get(index..)?;
    let find = |sign: &[u8]| rest.windows(sign.len()).position(|bytes| bytes == sign);
    let length = match rest {
        [b'/', b'*', ..] => find(b"*/").map(|at| at + 2),
        [b'-', b'-', next, ..] if is_mysql && !next.is_ascii_whitespace() => return None,
        [b'-', b'-', ..] => find(b"\n"),
        [b'#', ..] if is_mysql => find(b"\n"),
        _ => return None,
    };
    Some(length.map_or(text.len(), |length| index + length))
}

/// True where a standard text may have escapes: `E'…'`.
fn is_escaped(text: &[u8], quote: usize) -> bool {
    let before = quote.checked_sub(1);
    before.is_some_and(|at| matches!(text.get(at), Some(b'e' | b'E')) && !is_in_word(text, at))
}

/// One behind the text between `$…$` signs that begins here, if one does.
fn dollar_end(text: &[u8], index: usize) -> Option<usize> {
    let rest = text.get(index..)?;
    let name = rest.iter().skip(1).take(MAX_DOLLAR);
    let length = name.take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_');
    let (sign, behind) = rest.split_at_checked(length.count() + 2)?;
    let is_sign = sign.ends_with(b"$") && !sign.get(1).is_some_and(u8::is_ascii_digit);
    if !is_sign || is_in_word(text, index) {
        return None;
    }
    let close = behind.windows(sign.len()).position(|bytes| bytes == sign);
    Some(close.map_or(text.len(), |close| index + close + 2 * sign.len()))
}

/// True where what stands between double quotes is compared, and no table whose column follows:
/// elsewhere it is a name.
fn is_compared(text: &[u8], start: usize, end: usize) -> bool {
    let before = text.get(..start).unwrap_or_default().trim_ascii_end();
    matches!(before.last(), Some(b'=' | b'<' | b'>')) && text.get(end) != Some(&b'.')
}

fn is_in_word(text: &[u8], index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|at| text.get(at));
    before.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$'))
}

/// One behind a number, its exponent and what is written together with it.
fn number_end(text: &[u8], from: usize) -> usize {
    let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'.';
    let length = |at: usize| {
        let rest = text.get(at..).unwrap_or_default();
        rest.iter().take_while(is_part).count()
    };
    let end = from + 1 + length(from + 1);
    let number = text.get(from..end).unwrap_or_default();
    let has_exponent =
        matches!(number, [.., b'e' | b'E']) && !matches!(number, [b'0', b'x' | b'X', ..]);
    match text.get(end..) {
        Some([b'+' | b'-', b'0'..=b'9', ..]) if has_exponent => end + 1 + length(end + 1),
        _ => end,
    }
}

/// One behind the closing quote; a quote given twice is a quote of the text, and where there are
/// escapes so is one behind a backslash.
fn quoted_end(text: &[u8], from: usize, has_escapes: bool) -> usize {
    let quote = text.get(from).copied().unwrap_or_default();
    let mut index = from + 1;
    while let Some(&byte) = text.get(index) {
        match (byte == quote, text.get(index + 1) == Some(&quote)) {
            (true, false) => return index + 1,
            (true, true) => index += 2,
            _ if byte == b'\\' && has_escapes => index += 2,
            _ => index += 1,
        }
    }
    text.len()
}
