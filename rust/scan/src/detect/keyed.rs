//! Keys that name a secret: JSON at any depth, headers, query strings, configuration, code.

use std::ops::Range;

use crate::class::{LOWER, TOKEN, UPPER, among, ends_like, is, run_start};
use crate::detect::code::{is_bearer_call, is_call_with};
use crate::detect::key::{Key, MAX_KEY, is_native_private, key_before, longer_name};
use crate::detect::rows::{gap, names};
use crate::detect::secret::{
    is_account_secret, is_key_material, is_scrambled, is_secret, is_strong, repeats_key,
};
use crate::detect::shown::shown;
use crate::detect::sibling::{is_cookie, sibling_name};
use crate::detect::value::{next_of_list, value_behind};
use crate::detect::worded::worded;
use crate::entity::{Entity, EntitySet};
use crate::look::Look;
use crate::meaning::{is_likely, may_end_secret, names_private_key, names_token, whole_of};

/// Shortest token whose key only says that it is one, and the same of a variable's.
const MIN_TOKEN: usize = 16;
const MIN_VARIABLE: usize = 12;
/// What a secret may be called beside its key.
const OWN_NAMES: EntitySet = EntitySet::of(&[Entity::AwsKey, Entity::PrivateKey]);

/// Verify the `:`, `=`, `>`, `|`, `(` or `,` at `sign`.
pub(crate) fn keyed(look: &mut Look<'_>, sign: usize) {
    let text = look.text;
    if sign < look.done.keyed {
        return;
    }
    if text[sign] == b' ' {
        gap(look, sign);
    } else if is_other(text, sign) {
        shown(look, sign);
    } else {
        behind_key(look, sign);
    }
}

/// Verify the sign at `sign` behind what may be the key of a secret.
#[inline(never)]
fn behind_key(look: &mut Look<'_>, sign: usize) {
    let text = look.text;
    if let Some((start, end)) = worded(text, sign) {
        look.done.keyed = end;
        return look.found(Entity::SecretKv, start, end);
    }
    if is_of_few(text, sign) {
        return shown(look, sign);
    }
    let Some(mut key) = key_before(text, sign) else {
        return shown(look, sign);
    };
    let is_possible = match text[sign] {
        b'>' => is_element(text, &key),
        b'|' => {
            names(look, sign);
            text.get(sign + 1) == Some(&b' ') && is_cell(text, &key)
        }
        b':' | b'=' => true,
        b'(' => is_call_with(text, sign, &key),
        _ => !b"\tt".contains(&text[sign]) && is_first_of_pair(text, &mut key),
    };
    if !is_possible {
        return shown(look, sign);
    }
    let Some((entity, proof)) = kind_of(text, sign, &key) else {
        return shown(look, sign);
    };
    let has_own = || !look.options.entities.and(OWN_NAMES).is_empty();
    let is_wanted = look.wants(entity) || entity == Entity::SecretKv && has_own();
    if !is_wanted || is_label(text, &key) || is_resource(&text[..key.start]) {
        return;
    }
    if let Some((start, end)) = value_behind(look, sign, &key, entity)
        && is_proven(proof, &text[start..end])
        && !is_of_program(text, &key, &text[start..end])
        && !repeats_key(&text[key.start..key.end], &text[start..end])
        && (text[sign] != b',' || closes_pair(text, end))
        && (text[sign] != b'>' || text.get(end) == Some(&b'<'))
    {
        look.done.keyed = end;
        look.until = end;
        let own = own_name(look, sign, &key, entity, start..end);
        look.found(own, start, end);
        if text[sign..start].contains(&b'[') {
            others(look, end, &key, entity);
        }
    }
}

/// The other texts of the list of which the first one ends before `end`.
#[cold]
fn others(look: &mut Look<'_>, mut end: usize, key: &Key, entity: Entity) {
    while let Some((start, to)) = next_of_list(look.text, end, key, entity) {
        look.done.keyed = to;
        look.found(entity, start, to);
        end = to;
    }
}

/// True for what a program says beside the name of a secret: the test that did `PASS`, the
/// directory of `pwd`, a `sig` that is no signature.
fn is_of_program(text: &[u8], key: &Key, value: &[u8]) -> bool {
    let name = &text[key.start..key.end];
    match name.len() {
        4 if name == b"PASS" => {
            let is_path = value.starts_with(b"test") && value.contains(&b'/');
            is_path || text[..key.start].ends_with(b"--- ")
        }
        3 if name.eq_ignore_ascii_case(b"pwd") => {
            value.starts_with(b"/") || value.starts_with(b"~/")
        }
        3 if name.eq_ignore_ascii_case(b"sig") => {
            let is_query = matches!(text[..key.start], [.., b'?' | b'&']);
            !is_query && (value.contains(&b' ') || value.len() < MIN_TOKEN && !is_strong(value))
        }
        _ => false,
    }
}

/// The kind of the secret at `value` behind `key`, which may have a name of its own.
pub(crate) fn own_name(
    look: &Look<'_>,
    sign: usize,
    key: &Key,
    entity: Entity,
    value: Range<usize>,
) -> Entity {
    let text = look.text;
    let secret = &text[value.clone()];
    if entity != Entity::SecretKv || secret.len() < 40 {
        return entity;
    }
    if is_account(look, value) {
        return Entity::AwsKey;
    }
    let is_private =
        look.wants(Entity::PrivateKey) && is_key_material(secret) && names_private(text, sign, key);
    if is_private {
        Entity::PrivateKey
    } else {
        entity
    }
}

/// True where the secret at `value` is the key of an account of Amazon, by what it looks like and
/// the words beside it.
pub(crate) fn is_account(look: &Look<'_>, value: Range<usize>) -> bool {
    let start = value.start;
    look.wants(Entity::AwsKey)
        && is_account_secret(&look.text[value])
        && look.says(start, Entity::AwsKey)
}

/// True where the key before the sign, or the name beside it, is that of a private key.
fn names_private(text: &[u8], sign: usize, key: &Key) -> bool {
    let name = &text[key.start..key.end];
    if !name.is_ascii() {
        return is_native_private(name);
    }
    let longer = longer_name(text, key).unwrap_or(name);
    names_private_key(longer) || sibling_name(text, sign, key).is_some_and(names_private_key)
}

/// True where the key is the first argument of a call, or of a pair. Its quote is no sign of an
/// object: what follows must look like a secret.
fn is_first_of_pair(text: &[u8], key: &mut Key) -> bool {
    let open = key.quote.take().map(|(_, run)| run + 2);
    // Programs that fill forms name a field by its id: `fill("#password", "…")`.
    let is_id = text[..key.start].ends_with(b"#");
    let before = open.and_then(|back| (key.start + 1).checked_sub(back + usize::from(is_id)));
    let lead = before.map_or(&[][..], |to| &text[..to]);
    let lead = lead.strip_suffix(b" ").unwrap_or(lead);
    matches!(lead.last(), Some(b'(' | b'[' | b'{'))
}

/// True where a quote and a bracket stand behind a value.
pub(crate) fn closes_pair(text: &[u8], end: usize) -> bool {
    let mut rest = text[end..].iter().take(MAX_KEY).copied();
    let next = rest.find(|byte| !b"\\\"'` ".contains(byte));
    matches!(next, Some(b')' | b']' | b'}'))
}

/// What a value must be beside the key that names it.
#[derive(Clone, Copy)]
enum Proof {
    /// Anything.
    Nothing,
    /// One word that looks like a secret.
    Word,
    /// What no name of a thing is.
    Strong,
    /// A key in base64 or hexadecimal digits.
    Material,
    /// The same, or what looks like a secret and is long.
    Token,
    /// The same of a variable in capitals: `GITLAB_TOKEN`.
    Variable,
}

fn is_proven(proof: Proof, value: &[u8]) -> bool {
    match proof {
        Proof::Nothing => true,
        Proof::Word => is_secret(value) && !value.contains(&b' '),
        Proof::Strong => is_strong(value) || is_scrambled(value),
        Proof::Material => is_key_material(value),
        Proof::Token => value.len() >= MIN_TOKEN && is_secret(value) || is_strong(value),
        Proof::Variable => value.len() >= MIN_VARIABLE && is_secret(value) || is_strong(value),
    }
}

/// The kind that the value of a key is, and what it must be beside that.
fn kind_of(text: &[u8], sign: usize, key: &Key) -> Option<(Entity, Proof)> {
    let name = &text[key.start..key.end];
    if name.iter().any(|byte| *byte >= 0x80) {
        return Some((Entity::SecretKv, Proof::Nothing));
    }
    let is_line = text[sign] == b':' && key.quote.is_none();
    // The name of a secret, and of a header.
    if is_line && name.eq_ignore_ascii_case(b"api-key") {
        return Some((Entity::AuthHeader, Proof::Nothing));
    }
    let own = if is_line && is_capitalised(name) {
        Entity::AuthHeader
    } else {
        Entity::SecretKv
    };
    let sure = whole_of(name).map(|entity| match entity {
        Entity::SecretKv => own,
        other => other,
    });
    if text[sign] == b'(' && is_bearer_call(name) {
        return Some((Entity::AuthHeader, Proof::Strong));
    }
    let longer = longer_name(text, key);
    if let Some(entity) = sure.or_else(|| whole_of(longer?)) {
        return Some((entity, Proof::Nothing));
    }
    if is_of_query(text, key, name) {
        return Some((Entity::SecretKv, Proof::Token));
    }
    if let Some(sibling) = sibling_name(text, sign, key) {
        let proof = if name.eq_ignore_ascii_case(b"text") {
            Proof::Word
        } else {
            Proof::Nothing
        };
        let sure = whole_of(sibling).map(|entity| (entity, proof));
        let cookie = is_cookie(sibling).then_some((Entity::AuthHeader, Proof::Strong));
        return sure
            .or_else(|| likely_kind(sibling, Entity::SecretKv))
            .or(cookie);
    }
    if is_label_of_api(text, key) {
        return Some((Entity::SecretKv, Proof::Strong));
    }
    likely_kind(longer.unwrap_or(name), own)
}

/// True for names in the query of an address, or in a form, whose value proves who somebody is, and
/// elsewhere is none. Source: RFC 6749, 4.1.2 for `code`.
fn is_of_query(text: &[u8], key: &Key, name: &[u8]) -> bool {
    let is_query = key.quote.is_none() && matches!(text[..key.start], [.., b'?' | b'&']);
    is_query && (name.eq_ignore_ascii_case(b"code") || ends_like(name, b"signature"))
}

/// The kind that the value of a name may be, and what it must be for that; `own` for a token.
#[inline]
fn likely_kind(name: &[u8], own: Entity) -> Option<(Entity, Proof)> {
    let is_lower = |byte: &u8| byte.is_ascii_lowercase();
    // How such names end.
    match name.last()? | 0x20 {
        b'e' | b'h' | b's' if is_likely(name) => Some((Entity::SecretKv, Proof::Strong)),
        b'y' | b'm' | b'a' if names_private_key(name) => Some((Entity::SecretKv, Proof::Material)),
        b'n' if names_token(name) && name.iter().any(is_lower) => Some((own, Proof::Token)),
        b'n' if names_token(name) => Some((own, Proof::Variable)),
        _ => None,
    }
}

/// `API` behind a word for a key in another language: `chave de API`, `clé API`.
fn is_label_of_api(text: &[u8], key: &Key) -> bool {
    const WORDS: [&str; 11] = [
        "chave",
        "chave de",
        "chave da",
        "clave",
        "clave de",
        "chiave",
        "klucz",
        "clé",
        "ключ",
        "مفتاح",
        "kunci",
    ];
    let is_api = text[key.start..key.end].eq_ignore_ascii_case(b"api");
    let lead = text[..key.start].strip_suffix(b" ").filter(|_| is_api);
    lead.is_some_and(|lead| WORDS.iter().any(|word| ends_like(lead, word.as_bytes())))
}

/// True for words with capitals between dashes, as headers are written: `Cf-Access-Client-Secret`.
fn is_capitalised(name: &[u8]) -> bool {
    let name = name.strip_prefix(b"_").unwrap_or(name);
    let mut parts = name.split(|&byte| byte == b'-');
    let is_part = |part: &[u8]| part.first().is_some_and(u8::is_ascii_uppercase);
    name.contains(&b'-') && parts.all(is_part)
}

/// True for the label of a placeholder that carries a hash.
fn is_label(text: &[u8], key: &Key) -> bool {
    key.start > 0
        && text[key.start - 1] == b'['
        && Entity::from_label(&text[key.start..key.end]).is_some()
}

/// True where the number of an account and a colon end `lead`, as in the name of a resource:
/// `arn:aws:secretsmanager:eu-west-1:123456789012:secret:…`. Source: AWS, Amazon Resource Names.
fn is_resource(lead: &[u8]) -> bool {
    const LEN: usize = 12;
    let account = lead
        .strip_suffix(b":")
        .and_then(|lead| lead.last_chunk::<{ LEN + 1 }>());
    account.is_some_and(|account| account[0] == b':' && account[1..].iter().all(u8::is_ascii_digit))
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

/// True for the ends of words that are keys of secrets in few places, and stand in none of them:
/// `"text":`, and no `context=`; `signature=`, and no `feature=`.
fn is_of_few(text: &[u8], sign: usize) -> bool {
    let quote = text[..sign].trim_ascii_end();
    let name = quote.strip_suffix(b"\"").unwrap_or(quote);
    match name {
        [.., b'e', b'x', b't'] => name.len() == quote.len() || text[sign] != b':',
        [.., b'u', b'r', b'e'] => !ends_like(name, b"signature"),
        _ => false,
    }
}

/// What may stand between a key and its sign.
static SIGNS: [bool; 256] = among(b" \"'`]*\\");

/// True where `<` stands before the key, of a sign `>`.
fn is_element(text: &[u8], key: &Key) -> bool {
    let lead = &text[..key.start];
    // The name of a space stands before a colon.
    let lead = match lead.strip_suffix(b":") {
        Some(space) => &space[..run_start(space, space.len(), TOKEN, 16)],
        None => lead,
    };
    key.quote.is_none() && lead.ends_with(b"<")
}

/// True where a cell of a table begins before the key, of a sign `|`, or a line.
fn is_cell(text: &[u8], key: &Key) -> bool {
    let before = text[..key.start].iter().rev().take(6);
    let is_markup = |byte: &&u8| b" *`_".contains(byte);
    let lead = &text[..key.start - before.take_while(is_markup).count()];
    matches!(lead, [] | [.., b'|' | b'\n'] | [.., b'\\', b'n'])
}
