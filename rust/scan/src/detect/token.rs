//! Tokens: vendors' keys by prefix, JSON web tokens, coins, and what follows the name of an
//! authentication scheme.

use crate::boundary::{is_escape_letter, value_in_run};
use crate::class::{BASE64, DIGIT, JOINER, POINT, TOKEN, WORD, at, is, run_end, run_start};
use crate::detect::card::is_card;
use crate::detect::coin::{Ethereum, ethereum, is_bitcoin};
use crate::detect::hashed::{coin_key, hashed};
use crate::detect::pem::{PUTTY, packed_end, putty_end};
use crate::detect::secret::{is_account_secret, is_example};
use crate::detect::told::told;
use crate::detect::vault::vault_end;
use crate::detect::{travel, vendors};
use crate::entity::Entity;
use crate::look::Look;
use crate::masks::Masks;

/// Longest token that is read at a time; what is longer is read in parts.
const MAX_TOKEN: usize = 4096;
/// How far before its first sixteen bytes in a row a token may begin.
const MAX_LEAD: usize = 24;
/// Lengths of the addresses of coins.
const MIN_COIN: usize = 25;
const MAX_COIN: usize = 62;

/// Verify the run of token bytes that begins at `run`.
pub(crate) fn token(look: &mut Look<'_>, run: usize) {
    if run < look.done.token {
        return;
    }
    let text = look.text;
    // Cards lie behind the sign of a stripe.
    let is_asked = look.wants_secret() || look.wants(Entity::Passport);
    if !is_asked && !text[..run].ends_with(b"%") {
        return;
    }
    let (start, markup) = begin(text, run);
    if let Some((entity, from, to)) = told(look, start).filter(|found| look.wants(found.0)) {
        look.done.token = to;
        return look.found(entity, from, to);
    }
    let len = look.ahead(start, Masks::token).trailing_ones();
    let end = start + len as usize;
    if text.get(end) == Some(&b'<') && travel_zone(look, start) {
        return;
    }
    let joiners = look.ahead(start, |masks| masks.dash | masks.underscore);
    if !may_be(text, start, len, joiners) && markup == 0 {
        let found = if is_account(text, start, len) {
            account_secret(look, start, len)
        } else if has_length(len) {
            marked(text, start, len)
        } else {
            return;
        };
        if let Some((entity, from, to)) = found {
            look.done.token = to;
            look.found(entity, from, to);
        }
        return;
    }
    let found = jwt(text, start)
        .or_else(|| stripe(text, start))
        .or_else(|| packed(text, start))
        .or_else(|| hashed(look, start, len))
        .or_else(|| vendors::find_around(text, start))
        .or_else(|| vendors::find(text, start, len, joiners))
        .or_else(|| (markup > 0).then(|| vendors::find_around(text, start - markup))?)
        .or_else(|| vendors::whole(text, start, end))
        .or_else(|| after_scheme(text, start))
        .or_else(|| coin(look, start))
        .or_else(|| matches!(len, 51 | 52 | 64).then(|| coin_key(text, start))?)
        .or_else(|| has_length(len).then(|| marked(text, start, len))?)
        .or_else(|| is_account(text, start, len).then(|| account_secret(look, start, len))?);
    if let Some((entity, from, to)) = found {
        look.done.token = look.done.token.max(to);
        look.found(entity, from, to);
        if entity == Entity::AwsKey {
            beside_id(look, to);
        }
    }
}

/// True where the zone of a travel document is around `start`, and found.
#[cold]
#[inline(never)]
fn travel_zone(look: &mut Look<'_>, start: usize) -> bool {
    let zone = travel::zone(look.text, start).filter(|_| look.wants(Entity::Passport));
    if let Some((from, to)) = zone {
        look.done.token = to;
        look.found(Entity::Passport, from, to);
    }
    zone.is_some()
}

/// Where the token of the run at `run` begins, and how many signs of markup stand before it.
#[inline]
fn begin(text: &[u8], run: usize) -> (usize, usize) {
    let start = run + usize::from(is_escape_letter(text, run));
    let signs = text[start..].iter().take(3);
    let markup = signs.take_while(|&&byte| is(byte, JOINER)).count();
    (start + markup, markup)
}

/// Find the secret behind the id of an account that ends before `id`, as in a file of passwords
/// and in rows of CSV: `AKIA…:…`.
#[cold]
fn beside_id(look: &mut Look<'_>, id: usize) {
    let text = look.text;
    let signs = text[id..].iter().take(6);
    let start = id
        + signs
            .take_while(|byte| b"\"'\\ ,:;|\t".contains(byte))
            .count();
    let end = run_end(text, start, WORD | BASE64, 41);
    let secret = &text[start..end];
    if start > id && is_account_secret(secret) && !is_example(secret) {
        look.found(Entity::AwsKey, start, end);
    }
}

/// False where nothing here begins as the run does, which is nearly always. All is looked at, which
/// takes less time than to stop at the first.
#[inline]
fn may_be(text: &[u8], start: usize, len: u32, joiners: u64) -> bool {
    let byte = |at: Option<usize>| at.and_then(|at| text.get(at)).copied().unwrap_or(0);
    let (first, before) = (byte(Some(start)), byte(start.checked_sub(1)));
    let is_around = matches!(
        before,
        b'.' | b'~' | b'/' | b'+' | b':' | b'%' | b'$' | b'}'
    );
    let is_scheme = before == b' ' && matches!(byte(start.checked_sub(2)) | 0x20, b'r' | b'c');
    let is_coin = matches!(first, b'0' | b'1' | b'3' | b'b' | b'B') && len >= 25;
    let is_whole = matches!(len, 23..=28) && matches!(first, b'M' | b'N' | b'O')
        || matches!(len, 51 | 52) && matches!(first, b'5' | b'K' | b'L')
        || matches!(len, 36 | 37) && byte(Some(start + 32)) == b'-'
        || len == 40 && matches!(byte(Some(start + 36)), b'_' | b'N');
    is_around | is_scheme | is_coin | is_whole | vendors::may_be(text, start, len, joiners)
}

/// A kind, and where the token lies.
pub(crate) type Found = (Entity, usize, usize);

/// Header, claims and signature, or header, key, vector, text and tag, each base64 of its own.
/// Source: RFC 7515, 7.1; RFC 7516, 7.1; RFC 7519.
fn jwt(text: &[u8], start: usize) -> Option<Found> {
    if !text[start..].starts_with(b"eyJ") {
        return None;
    }
    let header = run_end(text, start, TOKEN, MAX_TOKEN);
    let is_claims = text.get(header..header + 4) == Some(b".eyJ");
    let (mut end, mut parts) = (header, 1);
    let most = if is_claims { 3 } else { 5 };
    while parts < most && text.get(end) == Some(&b'.') {
        let max = if parts == 1 || most == 5 {
            4 * MAX_TOKEN
        } else {
            MAX_TOKEN
        };
        end = run_end(text, end + 1, TOKEN, max);
        parts += 1;
    }
    let is_detached = || parts == 3 && text[header..].starts_with(b"..") && end - header > 20;
    let is_whole = is_claims || parts == 5 && end - header > 32 || is_detached();
    is_whole.then_some((Entity::Jwt, start, end))
}

/// A private key in armour, all of it in base64.
fn packed(text: &[u8], start: usize) -> Option<Found> {
    let is_armour = text[start..].starts_with(b"LS0");
    let end = is_armour.then(|| packed_end(text, start))??;
    Some((Entity::PrivateKey, start, end))
}

/// The number of a card on its stripe, behind `%B` and before `^`. Source: ISO/IEC 7813.
fn stripe(text: &[u8], start: usize) -> Option<Found> {
    if text.get(start) != Some(&b'B') {
        return None;
    }
    let end = run_end(text, start + 1, DIGIT, 20);
    let is_stripe = text.get(end) == Some(&b'^') && text[..start].ends_with(b"%");
    let mut digits = [0; 19];
    let number = text.get(start + 1..end).filter(|_| is_stripe)?;
    for (digit, byte) in digits.iter_mut().zip(number) {
        *digit = byte - b'0';
    }
    let digits = digits.get(..number.len())?;
    is_card(digits).then_some((Entity::CreditCard, start + 1, end))
}

/// What stands behind `Bearer` or `Basic`, without the name of a header before it.
fn after_scheme(text: &[u8], start: usize) -> Option<Found> {
    let start = run_start(text, start, TOKEN | BASE64 | POINT, MAX_LEAD);
    let before = text[..start].strip_suffix(b" ")?;
    let before = before.strip_suffix(b" ").unwrap_or(before);
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
    let end = sentence_token_end(text, start);
    let value = &text[start..end];
    let is_random = value.iter().any(u8::is_ascii_digit) || value.ends_with(b"=");
    is_random.then_some((Entity::AuthHeader, start, end))
}

/// False for runs that are longer or shorter than what `marked` finds: nearly all.
#[inline]
fn has_length(len: u32) -> bool {
    const LENGTHS: u64 = 1 << PUTTY.len() << 1 | 1 << 43 | 1 << 52 | 1 << 54 | 1;
    // Of a block and more it is the first bit.
    LENGTHS >> (len % u64::BITS) & 1 == 1
}

/// One behind the token of any sort from `start` on, without the dots that end a sentence.
pub(crate) fn sentence_token_end(text: &[u8], start: usize) -> usize {
    let end = run_end(text, start, TOKEN | BASE64 | POINT, MAX_TOKEN);
    let dots = text[start..end].iter().rev();
    end - dots.take_while(|&&byte| byte == b'.').count()
}

/// A key with its mark in the middle, or the first line of a file of `PuTTY`.
#[inline(never)]
fn marked(text: &[u8], start: usize, len: u32) -> Option<Found> {
    if text[start..].starts_with(PUTTY) {
        return putty_end(text, start).map(|end| (Entity::PrivateKey, start, end));
    }
    let vault = (len == u64::BITS).then(|| vault_end(text, start));
    if let Some(end) = vault.flatten() {
        return Some((Entity::SecretKv, start, end));
    }
    vendors::annotated(text, start, len)
}

/// True for what may be a secret of an account in base64: as long as one of Amazon's, or with a
/// sign beside it.
#[inline]
fn is_account(text: &[u8], start: usize, len: u32) -> bool {
    let is_sign = |byte: Option<&u8>| matches!(byte, Some(b'/' | b'+'));
    let before = start.checked_sub(1).and_then(|at| text.get(at));
    len == 40 || is_sign(text.get(start + len as usize)) || is_sign(before)
}

/// Base64 with the mark of a vendor, or forty letters of it beside words for a secret key of
/// Amazon.
#[inline(never)]
fn account_secret(look: &mut Look<'_>, start: usize, len: u32) -> Option<Found> {
    const LEN: usize = 40;
    let text = look.text;
    let marked = vendors::signed(text, start);
    if marked.is_some() || len > 40 {
        return marked;
    }
    let own = !u64::MAX.checked_shl(len).unwrap_or(0);
    if look.ahead(start, |masks| masks.digit) & own == 0
        || look.ahead(start, |masks| masks.upper) & own == 0
    {
        return None;
    }
    let begin = value_in_run(text, run_start(text, start, WORD | BASE64, LEN), start);
    let end = run_end(text, begin, WORD | BASE64, LEN + 1);
    let secret = &text[begin..end];
    if !is_account_secret(secret) || is_example(secret) || !look.wants(Entity::AwsKey) {
        return None;
    }
    look.until = end;
    look.says(begin, Entity::AwsKey)
        .then_some((Entity::AwsKey, begin, end))
}

fn coin(look: &mut Look<'_>, start: usize) -> Option<Found> {
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
    look.until = word;
    let is_eth = match ethereum(value) {
        Ethereum::Checked => true,
        Ethereum::Not => false,
        Ethereum::Plain => look.says(start, Entity::Eth),
    };
    is_eth.then_some((Entity::Eth, start, word))
}
