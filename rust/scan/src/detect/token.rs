//! Tokens: vendors' keys by prefix, JSON web tokens, coins, and what follows the name of an
//! authentication scheme.

use crate::boundary::is_escape_letter;
use crate::class::{BASE64, JOINER, TOKEN, WORD, at, is, run_end, run_start};
use crate::detect::coin::{Ethereum, ethereum, is_bitcoin};
use crate::detect::vendors;
use crate::entity::Entity;
use crate::masks::Masks;
use crate::scanner::Look;

/// Longest token that is read at a time; what is longer is read in parts.
const MAX_TOKEN: usize = 4096;
/// Lengths of the addresses of coins.
const MIN_COIN: usize = 25;
const MAX_COIN: usize = 62;

/// Verify the run of token bytes that begins at `run`.
pub(crate) fn token(look: &mut Look<'_>, run: usize) {
    if run < look.done.token {
        return;
    }
    let text = look.text;
    let start = if is_escape_letter(text, run) {
        run + 1
    } else {
        run
    };
    let markup = text[start..]
        .iter()
        .take(3)
        .take_while(|&&byte| is(byte, JOINER))
        .count();
    let start = start + markup;
    let len = look.ahead(start, Masks::token).trailing_ones();
    let end = start + len as usize;
    let joiners = look.ahead(start, |masks| masks.dash | masks.underscore);
    let found = jwt(text, start)
        .or_else(|| vendors::find(text, start, len, joiners))
        .or_else(|| vendors::find_around(text, start))
        .or_else(|| vendors::find_around(text, start - markup).filter(|_| markup > 0))
        .or_else(|| vendors::whole(text, start, end))
        .or_else(|| after_scheme(text, start))
        .or_else(|| coin(look, start));
    if let Some((entity, from, to)) = found {
        look.done.token = look.done.token.max(to);
        look.found(entity, from, to);
    }
}

/// A kind, and where the token lies.
pub(crate) type Found = (Entity, usize, usize);

/// Header, claims and signature, each base64 of its own. Source: RFC 7519.
fn jwt(text: &[u8], start: usize) -> Option<Found> {
    if !text[start..].starts_with(b"eyJ") {
        return None;
    }
    let header = run_end(text, start, TOKEN, MAX_TOKEN);
    let is_next = text.get(header) == Some(&b'.') && text[header + 1..].starts_with(b"eyJ");
    if !is_next {
        return None;
    }
    let claims = run_end(text, header + 1, TOKEN, 4 * MAX_TOKEN);
    let end = match text.get(claims) {
        Some(b'.') => run_end(text, claims + 1, TOKEN, MAX_TOKEN),
        _ => claims,
    };
    Some((Entity::Jwt, start, end))
}

/// What stands behind `Bearer` or `Basic`, without the name of a header before it.
fn after_scheme(text: &[u8], start: usize) -> Option<Found> {
    let before = text[..start].strip_suffix(b" ")?;
    // The last letters of the two schemes.
    if !matches!(before.last(), Some(b'r' | b'R' | b'c' | b'C')) {
        return None;
    }
    let word = run_start(text, before.len(), WORD, 8);
    let word = if is_escape_letter(text, word) {
        word + 1
    } else {
        word
    };
    let scheme = &before[word..];
    let is_bearer = scheme.eq_ignore_ascii_case(b"bearer");
    let is_basic = scheme.eq_ignore_ascii_case(b"basic");
    if !is_bearer && !is_basic {
        return None;
    }
    let end = run_end(text, start, TOKEN | BASE64, MAX_TOKEN);
    let value = &text[start..end];
    let is_random = value.iter().any(u8::is_ascii_digit) || value.ends_with(b"=");
    is_random.then_some((Entity::AuthHeader, start, end))
}

fn coin(look: &Look<'_>, start: usize) -> Option<Found> {
    let text = look.text;
    if !matches!(text.get(start), Some(b'0' | b'1' | b'3' | b'b' | b'B')) {
        return None;
    }
    let word = start + look.ahead(start, Masks::word).trailing_ones() as usize;
    if !(MIN_COIN..=MAX_COIN).contains(&(word - start)) {
        return None;
    }
    // Markup may close behind the word.
    let markup = text[word..]
        .iter()
        .take(3)
        .take_while(|&&byte| byte == b'_');
    if at(text, word + markup.count(), TOKEN) {
        return None;
    }
    let value = &text[start..word];
    if look.wants(Entity::Btc) && is_bitcoin(value) {
        return Some((Entity::Btc, start, word));
    }
    if !look.wants(Entity::Eth) {
        return None;
    }
    let is_eth = match ethereum(value) {
        Ethereum::Checked => true,
        Ethereum::Not => false,
        Ethereum::Plain => look.says(start, Entity::Eth),
    };
    is_eth.then_some((Entity::Eth, start, word))
}
