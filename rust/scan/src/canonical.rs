//! One spelling for all spellings of a value, so that their hashes are the same.

use crate::class::{LOWER, UPPER, WORD, is};
use crate::entity::Entity;
use crate::normal::Normal;

/// Append the canonical form of a finding to `out`: escapes undone, numbers without separators,
/// addresses in lower case.
pub fn canonical(entity: Entity, value: &[u8], out: &mut Vec<u8>) {
    let mut normal = Normal::default();
    normal.make(value);
    let value = normal.text();
    match entity {
        Entity::Email | Entity::Ipv4 => out.extend(value.to_ascii_lowercase()),
        Entity::Ipv6 => match address(value) {
            Some(address) => out.extend(address.to_string().into_bytes()),
            None => out.extend(value.to_ascii_lowercase()),
        },
        Entity::Phone => telephone(whole(value), out),
        Entity::Eth | Entity::Mac => {
            let letters = value.iter().filter(|byte| is(**byte, WORD));
            out.extend(letters.map(u8::to_ascii_lowercase));
        }
        _ if is_number(entity) => {
            let letters = whole(value).iter().filter(|byte| is(**byte, WORD));
            out.extend(letters.map(u8::to_ascii_uppercase));
        }
        _ => out.extend_from_slice(value),
    }
}

/// Digits without the `.0` that they got in a table.
fn whole(value: &[u8]) -> &[u8] {
    let digits = value.strip_suffix(b".0").unwrap_or(value);
    if digits.iter().all(u8::is_ascii_digit) {
        digits
    } else {
        value
    }
}

fn address(value: &[u8]) -> Option<std::net::Ipv6Addr> {
    // The zone names a device of the machine that wrote it.
    let address = value.split(|&byte| byte == b'%').next()?;
    std::str::from_utf8(address).ok()?.parse().ok()
}

/// The digits behind `+` or `00`. Ten digits as North America writes them get its country code;
/// numbers of other countries without theirs stay apart from those with it, because the country is
/// not known. An extension stays behind an `x`.
fn telephone(value: &[u8], out: &mut Vec<u8>) {
    let is_international = value.starts_with(b"+") || value.starts_with(b"00");
    let from = out.len();
    let is_word = |byte: &u8| is(*byte, UPPER | LOWER) || *byte == b';';
    let word = value.iter().position(is_word).unwrap_or(value.len());
    let (value, extension) = value.split_at(word);
    out.extend(value.iter().filter(|byte| byte.is_ascii_digit()));
    if value.starts_with(b"00") {
        out.drain(from..from + 2);
    }
    let is_national = out.len() == from + 10 && matches!(out[from], b'2'..=b'9');
    if is_national && !is_international {
        out.insert(from, b'1');
    }
    if !extension.is_empty() {
        out.push(b'x');
        out.extend(extension.iter().filter(|byte| byte.is_ascii_digit()));
    }
}

/// False for what differs by its signs, or by large and small letters.
fn is_number(entity: Entity) -> bool {
    !matches!(
        entity,
        Entity::Btc
            | Entity::FiHetu
            | Entity::DateOfBirth
            | Entity::UrlCredentials
            | Entity::Jwt
            | Entity::PrivateKey
            | Entity::LlmKey
            | Entity::AwsKey
            | Entity::GithubToken
            | Entity::CloudToken
            | Entity::AuthHeader
            | Entity::SecretKv
    )
}
