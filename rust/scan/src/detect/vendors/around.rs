//! Tokens that are known by what stands around them: behind a dot, in the address of a webhook,
//! with a suffix.

use super::azure::secret;
use super::tables::PARTED;
use super::{is_random, tail_end};
use crate::boundary::{begins, value_in_run};
use crate::class::{BASE64, DIGIT, HEX, TOKEN, UPPER, WORD, at, is, run_end, run_start};
use crate::detect::token::Found;
use crate::entity::Entity;

/// Vendors whose tokens have no prefix of their own.
#[cfg(test)]
pub(super) const VENDORS: [&str; 11] = [
    "Telegram",
    "Discord",
    "Microsoft Teams",
    "Zapier",
    "MaxMind",
    "Mailchimp",
    "Azure",
    "Asana",
    "Braintree",
    "ClickUp",
    "Twitter",
];

/// Addresses whose path is a secret.
const HOOKS: [&[u8]; 6] = [
    b"hooks.slack.com/",
    b"discord.com/api/webhooks/",
    b"discordapp.com/api/webhooks/",
    b"hooks.zapier.com/hooks/catch/",
    b"outlook.office.com/webhook/",
    b"webhook.office.com/webhookb2/",
];
/// How far before the last part of a path its scheme may stand.
const MAX_PATH: usize = 160;

/// The token of which the run at `start` is a part.
pub(crate) fn find(text: &[u8], start: usize) -> Option<Found> {
    let sign = start
        .checked_sub(1)
        .and_then(|before| text.get(before))
        .copied();
    match sign {
        Some(b'.' | b'~') => parted(text, start).or_else(|| secret(text, start)),
        Some(b'/') => parted(text, start)
            .or_else(|| webhook(text, start))
            .or_else(|| inside(text, start)),
        Some(b'+') => inside(text, start),
        Some(b':') => telegram(text, start).or_else(|| asana(text, start)),
        Some(b'$') => braintree(text, start),
        _ => None,
    }
}

/// Letters before the sign at which prefixes end.
static LEADS: [bool; 256] = {
    let mut leads = [false; 256];
    let mut index = 0;
    while index < PARTED.len() {
        let prefix = PARTED[index].prefix;
        leads[prefix[prefix.len() - 2] as usize] = true;
        index += 1;
    }
    leads
};

/// A tail behind a prefix that ends with a sign: `SG.…`, `ya29.…`.
fn parted(text: &[u8], start: usize) -> Option<Found> {
    let behind = |start: usize| {
        let before = &text[start.saturating_sub(16)..start];
        let lead = before.len().checked_sub(2).map_or(0, |at| before[at]);
        let mut forms = PARTED.iter().filter(|_| LEADS[usize::from(lead)]);
        forms.find(|form| {
            let own = form.prefix[form.prefix.len() - 2];
            own == lead && before.ends_with(form.prefix)
        })
    };
    // A name may stand behind the prefix: `dp.st.prd.…`.
    let named = || {
        let dot = start.checked_sub(1).filter(|&dot| text[dot] == b'.')?;
        let name = run_start(text, dot, TOKEN, 16);
        name.checked_sub(1).filter(|&dot| text[dot] == b'.')?;
        let form = behind(name).filter(|form| is(b'.', form.alphabet))?;
        Some((form, name))
    };
    let (form, start) = behind(start).map(|form| (form, start)).or_else(named)?;
    let mut begin = start - form.prefix.len();
    if form.prefix[0] == b'.' {
        begin = run_start(text, begin, WORD, 16);
    }
    let end = tail_end(text, start - form.prefix.len(), form)?;
    let is_alone = begin == 0 || !at(text, begin - 1, WORD) || begins(text, begin, WORD);
    // Code has names of as many letters behind a dot.
    let is_code =
        form.prefix == b"s." && (text.get(end) == Some(&b'(') || is_name(&text[start..end]));
    (is_alone && !is_code && is_random(&text[start..end], form)).then_some((
        Entity::CloudToken,
        begin,
        end,
    ))
}

/// True for words of letters alone.
fn is_name(tail: &[u8]) -> bool {
    tail.iter().all(u8::is_ascii_alphabetic)
}

/// A token in standard base64, in which a sign stands before sixteen letters do.
fn inside(text: &[u8], start: usize) -> Option<Found> {
    let begin = value_in_run(text, run_start(text, start, TOKEN | BASE64, 32), start);
    super::known(text, begin).filter(|found| begin < start && found.2 > start)
}

/// The path behind the address of a webhook.
fn webhook(text: &[u8], start: usize) -> Option<Found> {
    let from = start.saturating_sub(MAX_PATH);
    let near = &text[from..start];
    if !near.contains(&b':') {
        return None;
    }
    let scheme = near.iter().rposition(|&byte| byte == b':')?;
    let host = near.get(scheme + 3..)?;
    let hook = HOOKS.iter().find_map(|hook| {
        host.windows(hook.len())
            .take(24)
            .position(|part| part == *hook)
            .map(|at| at + hook.len())
    })?;
    let end = run_end(text, start, TOKEN, 120);
    Some((Entity::CloudToken, from + scheme + 3 + hook, end))
}

/// A bot's number, a colon, and 35 bytes of key. Source: Telegram Bot API, Authorizing your bot.
fn telegram(text: &[u8], start: usize) -> Option<Found> {
    let colon = start.checked_sub(1).filter(|&at| text[at] == b':')?;
    let bot = run_start(text, colon, DIGIT, 11);
    let end = run_end(text, start, TOKEN, 36);
    // Marks of Markdown may stand around both.
    let is_marked = end - start == 36 && text[end - 1] == b'_' && text[..bot].ends_with(b"_");
    let end = end - usize::from(is_marked);
    let is_key =
        (8..=10).contains(&(colon - bot)) && end - start == 35 && text[start..].starts_with(b"A");
    is_key.then_some((Entity::CloudToken, bot, end))
}

/// The words before it, sixteen letters and digits, a sign, 32 digits.
#[cold]
fn braintree(text: &[u8], start: usize) -> Option<Found> {
    const LEADS: [&[u8]; 2] = [b"access_token$production$", b"access_token$sandbox$"];
    let lead = LEADS.iter().find(|lead| text[..start].ends_with(lead))?;
    let sign = run_end(text, start, WORD, 17);
    let end = run_end(text, sign + 1, HEX, 33);
    let is_whole = sign - start == 16 && text.get(sign) == Some(&b'$') && end - sign == 33;
    is_whole.then_some((Entity::CloudToken, start - lead.len(), end))
}

/// A token that begins with small numbers, whose parts a sign of equality parts, mostly encoded.
#[cold]
fn twitter(text: &[u8], start: usize) -> Option<Found> {
    const LEAD: [u8; 20] = [b'A'; 20];
    if !text[start..].starts_with(&LEAD) {
        return None;
    }
    let lead = text[start + LEAD.len()..].iter().take(80);
    let is_lead = |byte: &&u8| is(**byte, WORD) || b"+/%".contains(byte);
    let len = lead.take_while(is_lead).count();
    let sign = start + LEAD.len() + len;
    let encoded = text[sign - len..sign]
        .windows(3)
        .position(|part| part == b"%3D");
    let tail = match encoded {
        Some(at) => sign - len + at + 3,
        None => sign + usize::from(text.get(sign) == Some(&b'=')),
    };
    let end = run_end(text, tail, WORD, 61);
    let is_whole = tail > sign - len && (40..=60).contains(&(end - tail));
    (is_whole && (encoded.is_some() || tail > sign)).then_some((Entity::CloudToken, start, end))
}

/// Two letters, a number of a user, 32 capitals and digits: `pk_…_…`.
#[inline(never)]
fn clickup(word: &[u8]) -> bool {
    let Some(rest) = word.strip_prefix(b"pk_") else {
        return false;
    };
    let id = run_end(rest, 0, DIGIT, 13);
    let key = rest.get(id + 1..).unwrap_or_default();
    let is_key = key.len() == 32 && key.iter().all(|&byte| is(byte, DIGIT | UPPER));
    (5..=12).contains(&id) && rest[id] == b'_' && is_key
}

/// A number of a user, or two of them behind a slash, a colon, 32 digits: `2/1200…/1200…:3f9c…`.
/// Source: Asana, Personal access tokens.
#[inline(never)]
fn asana(text: &[u8], start: usize) -> Option<Found> {
    let colon = start.checked_sub(1)?;
    let end = run_end(text, start, HEX, 33);
    if end - start != 32 || at(text, end, TOKEN) {
        return None;
    }
    let mut begin = colon;
    for _ in 0..2 {
        let id = run_start(text, begin, DIGIT, 18);
        let slash = id.checked_sub(1).filter(|&slash| text[slash] == b'/');
        match slash {
            Some(slash) if (10..=17).contains(&(begin - id)) => begin = slash,
            _ => break,
        }
    }
    let version = begin.checked_sub(1).filter(|_| begin < colon)?;
    let is_whole = matches!(text[version], b'0'..=b'2') && begins(text, version, WORD);
    is_whole.then_some((Entity::CloudToken, version, end))
}

/// Tokens that the run from `start` to `end` and what is behind it make up.
pub(crate) fn whole(text: &[u8], start: usize, end: usize) -> Option<Found> {
    if text[start..].starts_with(b"AAA") {
        return twitter(text, start);
    }
    if !matches!(end - start, 23..=28 | 36 | 37 | 40..=48) {
        return None;
    }
    let word = &text[start..end];
    let is_new_relic = word.len() == 40 && word.ends_with(b"NRAL") && !word.contains(&b'-');
    if is_new_relic || clickup(word) {
        return Some((Entity::CloudToken, start, end));
    }
    let is_licence = word.len() == 40 && word.ends_with(b"_mmk") && word[6] == b'_';
    let is_hex = || word[..32].iter().all(|&byte| is(byte, HEX));
    let is_mail = matches!(word.len(), 36 | 37) && word[32..].starts_with(b"-us") && is_hex();
    if is_licence || is_mail {
        return Some((Entity::CloudToken, start, end));
    }
    discord(text, start, end)
}

/// A bot's number in base64, a time, a key.
fn discord(text: &[u8], start: usize, end: usize) -> Option<Found> {
    let is_lead = matches!(text[start], b'M' | b'N' | b'O') && (23..=28).contains(&(end - start));
    if !is_lead || text.get(end) != Some(&b'.') {
        return None;
    }
    let time = run_end(text, end + 1, TOKEN, 8);
    let key = run_end(text, time + 1, TOKEN, 48);
    let fits =
        time - end == 7 && text.get(time) == Some(&b'.') && (27..=40).contains(&(key - time - 1));
    fits.then_some((Entity::CloudToken, start, key))
}
