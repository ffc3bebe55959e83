//! Secrets that say what they are: by a prefix, as a token of three parts, or in armour.

use crate::Entity;
use crate::class::{TOKEN, run_end};

/// Prefix, kind, fewest and most bytes behind the prefix.
const PREFIXES: [(&[u8], Entity, usize, usize); 33] = [
    (b"sk-ant-", Entity::LlmKey, 20, 256),
    (b"sk-proj-", Entity::LlmKey, 20, 256),
    (b"sk-svcacct-", Entity::LlmKey, 20, 256),
    (b"sk-admin-", Entity::LlmKey, 20, 256),
    (b"sk-or-v1-", Entity::LlmKey, 32, 128),
    (b"sk-lf-", Entity::LlmKey, 20, 128),
    (b"sk-", Entity::LlmKey, 20, 128),
    (b"gsk_", Entity::LlmKey, 40, 128),
    (b"xai-", Entity::LlmKey, 40, 128),
    (b"pplx-", Entity::LlmKey, 40, 128),
    (b"hf_", Entity::LlmKey, 30, 64),
    (b"AKIA", Entity::AwsKey, 16, 16),
    (b"ASIA", Entity::AwsKey, 16, 16),
    (b"ABIA", Entity::AwsKey, 16, 16),
    (b"ACCA", Entity::AwsKey, 16, 16),
    (b"ghp_", Entity::GithubToken, 36, 255),
    (b"gho_", Entity::GithubToken, 36, 255),
    (b"ghu_", Entity::GithubToken, 36, 255),
    (b"ghs_", Entity::GithubToken, 36, 255),
    (b"ghr_", Entity::GithubToken, 36, 255),
    (b"github_pat_", Entity::GithubToken, 60, 255),
    (b"glpat-", Entity::GithubToken, 20, 64),
    (b"xoxb-", Entity::CloudToken, 16, 255),
    (b"xoxp-", Entity::CloudToken, 16, 255),
    (b"xoxa-", Entity::CloudToken, 16, 255),
    (b"xoxr-", Entity::CloudToken, 16, 255),
    (b"xoxs-", Entity::CloudToken, 16, 255),
    (b"sk_live_", Entity::CloudToken, 16, 255),
    (b"sk_test_", Entity::CloudToken, 16, 255),
    (b"rk_live_", Entity::CloudToken, 16, 255),
    (b"rk_test_", Entity::CloudToken, 16, 255),
    (b"AIza", Entity::CloudToken, 35, 35),
    (b"npm_", Entity::CloudToken, 36, 36),
];
const BEGIN: &[u8] = b"-----BEGIN ";
const PRIVATE: &[u8] = b"PRIVATE KEY-----";
const END: &[u8] = b"-----END ";
const MAX_LABEL: usize = 32;

/// The key whose token begins at `start`.
pub fn prefixed(text: &[u8], start: usize) -> Option<(Entity, usize)> {
    let rest = text.get(start..)?;
    let (prefix, entity, least, most) = PREFIXES
        .iter()
        .copied()
        .find(|(prefix, ..)| rest.starts_with(prefix))?;
    let from = start + prefix.len();
    let end = run_end(text, from, TOKEN, most + 1);
    let body = text.get(from..end)?;
    let has_digit = body.iter().any(u8::is_ascii_digit);
    let has_letter = body.iter().any(u8::is_ascii_alphabetic);
    let is_plain_sk = prefix == b"sk-" && body.iter().any(|byte| matches!(byte, b'-'));
    let is_aws = entity != Entity::AwsKey
        || body
            .iter()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let fits = (least..=most).contains(&body.len());
    (fits && has_letter && (has_digit || prefix == b"hf_") && !is_plain_sk && is_aws)
        .then_some((entity, end))
}

/// Three parts joined by dots, of which two begin as JSON does in base64.
pub fn jwt(text: &[u8], start: usize) -> Option<usize> {
    let is_json = |at: usize| text.get(at..).is_some_and(|rest| rest.starts_with(b"eyJ"));
    let part = |from: usize| {
        let end = run_end(text, from, TOKEN, usize::MAX);
        (end >= from + 8).then_some(end)
    };
    let header = is_json(start).then(|| part(start)).flatten()?;
    (text.get(header) == Some(&b'.') && is_json(header + 1)).then_some(())?;
    let claims = part(header + 1)?;
    (text.get(claims) == Some(&b'.')).then_some(())?;
    part(claims + 1)
}

/// A private key in armour; one without an end reaches as far as its alphabet does.
pub fn armoured(text: &[u8], start: usize) -> Option<usize> {
    let label = text.get(start..)?.strip_prefix(BEGIN)?;
    let label = label.get(..MAX_LABEL).unwrap_or(label);
    let place = label
        .windows(PRIVATE.len())
        .position(|window| window == PRIVATE)?;
    let from = start + BEGIN.len() + place + PRIVATE.len();
    let mut at = from;
    while let Some(&byte) = text.get(at) {
        let rest = text.get(at..).unwrap_or_default();
        if let Some(label) = rest.strip_prefix(END) {
            let label = label.get(..MAX_LABEL).unwrap_or(label);
            let tail = label
                .windows(PRIVATE.len())
                .position(|window| window == PRIVATE);
            return Some(tail.map_or(at, |tail| at + END.len() + tail + PRIVATE.len()));
        }
        if !(byte.is_ascii_alphanumeric() || b"+/=-:,. \\\r\n\t".contains(&byte)) {
            break;
        }
        at += 1;
    }
    // A backslash before a quote is the quote's.
    let slashes = text
        .get(from..at)?
        .iter()
        .rev()
        .take_while(|&&byte| byte == b'\\')
        .count();
    Some(at - slashes)
}
