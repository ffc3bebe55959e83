//! Prefixes of vendors' tokens, with length and alphabet of what follows. Formats are those that
//! the vendors document.

use std::sync::LazyLock;

use crate::class::{DIGIT, HEX, TOKEN, UPPER, WORD, at, is, run_end, run_start};
use crate::detect::check::is_github;
use crate::detect::token::Found;
use crate::entity::Entity;

/// One form of token: prefix, alphabet, shortest and longest tail.
struct Form(&'static [u8], u8, usize, usize);

static LLM: [Form; 29] = [
    Form(b"sk-ant-", TOKEN, 32, 200),
    Form(b"sk-proj-", TOKEN, 32, 220),
    Form(b"sk-svcacct-", TOKEN, 32, 220),
    Form(b"sk-admin-", TOKEN, 32, 220),
    Form(b"sk-or-v1-", WORD, 32, 80),
    Form(b"sk-lf-", TOKEN, 20, 60),
    Form(b"pk-lf-", TOKEN, 20, 60),
    Form(b"sk-", TOKEN, 20, 220),
    Form(b"gsk_", WORD, 32, 80),
    Form(b"xai-", WORD, 40, 120),
    Form(b"pplx-", WORD, 32, 80),
    Form(b"hf_", WORD, 30, 40),
    Form(b"api_org_", WORD, 30, 40),
    Form(b"r8_", WORD, 30, 45),
    Form(b"nvapi-", TOKEN, 40, 90),
    Form(b"fw_", WORD, 20, 48),
    Form(b"tgp_v1_", TOKEN, 30, 60),
    Form(b"csk-", WORD, 32, 64),
    Form(b"lsv2_pt_", TOKEN, 32, 60),
    Form(b"lsv2_sk_", TOKEN, 32, 60),
    Form(b"ls__", WORD, 30, 40),
    Form(b"jina_", TOKEN, 40, 90),
    Form(b"esecret_", WORD, 20, 40),
    Form(b"tvly-", TOKEN, 20, 60),
    Form(b"fc-", HEX, 32, 32),
    Form(b"ABSK", WORD, 80, 140),
    Form(b"pa-", TOKEN, 43, 43),
    Form(b"phc_", WORD, 40, 48),
    Form(b"phx_", WORD, 40, 48),
];

static AWS: [Form; 4] = [
    Form(b"AKIA", UPPER | DIGIT, 16, 16),
    Form(b"ASIA", UPPER | DIGIT, 16, 16),
    Form(b"ABIA", UPPER | DIGIT, 16, 16),
    Form(b"ACCA", UPPER | DIGIT, 16, 16),
];

static CODE: [Form; 16] = [
    Form(b"ghp_", WORD, 36, 36),
    Form(b"gho_", WORD, 36, 36),
    Form(b"ghu_", WORD, 36, 36),
    Form(b"ghs_", WORD, 36, 36),
    Form(b"ghr_", WORD, 36, 76),
    Form(b"github_pat_", TOKEN, 60, 90),
    Form(b"glpat-", TOKEN, 20, 60),
    Form(b"gldt-", TOKEN, 20, 60),
    Form(b"glrt-", TOKEN, 20, 60),
    Form(b"glcbt-", TOKEN, 20, 60),
    Form(b"glptt-", TOKEN, 20, 60),
    Form(b"glft-", TOKEN, 20, 60),
    Form(b"glimt-", TOKEN, 20, 60),
    Form(b"glsoat-", TOKEN, 20, 60),
    Form(b"gloas-", TOKEN, 20, 90),
    Form(b"GR1348941", TOKEN, 20, 20),
];

static CLOUD: [Form; 67] = [
    Form(b"SK", HEX, 32, 32),
    Form(b"AIza", TOKEN, 35, 35),
    Form(b"GOCSPX-", TOKEN, 28, 28),
    Form(b"xoxb-", TOKEN, 20, 120),
    Form(b"xoxp-", TOKEN, 20, 120),
    Form(b"xoxa-", TOKEN, 20, 120),
    Form(b"xoxe-", TOKEN, 20, 200),
    Form(b"xoxo-", TOKEN, 20, 120),
    Form(b"xoxr-", TOKEN, 20, 120),
    Form(b"xoxs-", TOKEN, 20, 120),
    Form(b"xapp-", TOKEN, 20, 160),
    Form(b"sk_live_", WORD, 16, 120),
    Form(b"sk_test_", WORD, 16, 120),
    Form(b"sk_prod_", WORD, 16, 120),
    Form(b"rk_live_", WORD, 16, 120),
    Form(b"rk_test_", WORD, 16, 120),
    Form(b"rk_prod_", WORD, 16, 120),
    Form(b"whsec_", WORD, 24, 80),
    Form(b"npm_", WORD, 36, 36),
    Form(b"pypi-AgE", TOKEN, 50, 260),
    Form(b"dapi", HEX, 32, 32),
    Form(b"ATATT3", TOKEN, 100, 220),
    Form(b"ATCTT3", TOKEN, 100, 220),
    Form(b"ATBB", WORD, 24, 36),
    Form(b"dop_v1_", HEX, 64, 64),
    Form(b"doo_v1_", HEX, 64, 64),
    Form(b"dor_v1_", HEX, 64, 64),
    Form(b"shpat_", HEX, 32, 32),
    Form(b"shpca_", HEX, 32, 32),
    Form(b"shppa_", HEX, 32, 32),
    Form(b"shpss_", HEX, 32, 32),
    Form(b"sq0atp-", TOKEN, 22, 22),
    Form(b"sq0csp-", TOKEN, 43, 43),
    Form(b"EAAA", TOKEN, 60, 60),
    Form(b"pul-", HEX, 40, 40),
    Form(b"rubygems_", HEX, 48, 48),
    Form(b"NRAK-", WORD, 27, 27),
    Form(b"NRJS-", WORD, 19, 19),
    Form(b"glsa_", TOKEN, 32, 48),
    Form(b"glc_", WORD, 32, 400),
    Form(b"lin_api_", WORD, 40, 40),
    Form(b"secret_", WORD, 43, 43),
    Form(b"ntn_", WORD, 40, 50),
    Form(b"figd_", TOKEN, 38, 48),
    Form(b"CFPAT-", TOKEN, 43, 43),
    Form(b"dckr_pat_", TOKEN, 27, 27),
    Form(b"PMAK-", TOKEN, 59, 59),
    Form(b"sntrys_", TOKEN, 40, 400),
    Form(b"sntryu_", HEX, 64, 64),
    Form(b"sbp_", HEX, 40, 40),
    Form(b"sb_secret_", TOKEN, 20, 60),
    Form(b"rdme_", WORD, 70, 70),
    Form(b"xkeysib-", TOKEN, 64, 90),
    Form(b"duffel_live_", TOKEN, 43, 43),
    Form(b"duffel_test_", TOKEN, 43, 43),
    Form(b"EZAK", WORD, 54, 54),
    Form(b"EZTK", WORD, 54, 54),
    Form(b"pat-na1-", TOKEN, 36, 36),
    Form(b"pat-eu1-", TOKEN, 36, 36),
    Form(b"AGE-SECRET-KEY-1", UPPER | DIGIT, 58, 58),
    Form(b"nfp_", WORD, 36, 40),
    Form(b"HRKU-", TOKEN, 36, 64),
    Form(b"pscale_tkn_", TOKEN, 32, 64),
    Form(b"pscale_pw_", TOKEN, 32, 64),
    Form(b"ops_eyJ", TOKEN, 200, 1200),
    Form(b"bkua_", HEX, 40, 40),
    Form(b"CCIPAT_", TOKEN, 50, 90),
];

/// Prefixes that end with a dot, before which and behind which stand further parts.
static DOTTED: [Form; 6] = [
    Form(b"SG.", TOKEN, 16, 24),
    Form(b"ya29.", TOKEN, 30, 260),
    Form(b"hvs.", TOKEN, 24, 200),
    Form(b"hvb.", TOKEN, 24, 300),
    Form(b"pt.", WORD, 40, 46),
    Form(b"sl.", TOKEN, 130, 160),
];

/// A form, with the second byte of its prefix: it tells most words apart.
type Known = (u8, Entity, &'static Form);

/// Forms by first byte, longer prefixes first.
static BY_BYTE: LazyLock<Vec<Vec<Known>>> = LazyLock::new(|| {
    let mut forms: Vec<Vec<Known>> = (0..256).map(|_| Vec::new()).collect();
    let kinds: [(Entity, &'static [Form]); 4] = [
        (Entity::LlmKey, &LLM),
        (Entity::AwsKey, &AWS),
        (Entity::GithubToken, &CODE),
        (Entity::CloudToken, &CLOUD),
    ];
    for (entity, list) in kinds {
        for form in list {
            forms[usize::from(form.0[0])].push((form.0[1], entity, form));
        }
    }
    for list in &mut forms {
        list.sort_by_key(|(.., form)| usize::MAX - form.0.len());
    }
    forms
});

/// The token that begins at `start`.
pub(crate) fn find(text: &[u8], start: usize) -> Option<Found> {
    let rest = text.get(start..)?;
    let forms = BY_BYTE.get(usize::from(*rest.first()?))?;
    let second = *rest.get(1)?;
    let fits = |(_, entity, form): &Known| {
        let end = tail_end(text, start, form)?;
        let tail = &text[start + form.0.len()..end];
        is_random(tail, form).then_some((*entity, start, end))
    };
    forms
        .iter()
        .filter(|(known, _, form)| *known == second && rest.starts_with(form.0))
        .find_map(fits)
}

/// The token whose tail begins at `start` behind a dot: `SG.…`, `ya29.…`.
pub(crate) fn find_dotted(text: &[u8], start: usize) -> Option<Found> {
    if start == 0 || text.get(start - 1) != Some(&b'.') {
        return telegram(text, start);
    }
    let word = run_start(text, start - 1, WORD, 6);
    let form = DOTTED
        .iter()
        .find(|form| text[word..start].ends_with(form.0))?;
    let begin = start - form.0.len();
    let mut end = tail_end(text, begin, form)?;
    if form.0 == b"SG." && text.get(end) == Some(&b'.') {
        end = run_end(text, end + 1, TOKEN, 64);
    }
    is_random(&text[start..end], form).then_some((Entity::CloudToken, begin, end))
}

/// A bot's number, a colon, and 35 bytes of key. Source: Telegram Bot API, Authorizing your bot.
fn telegram(text: &[u8], start: usize) -> Option<Found> {
    let colon = start.checked_sub(1).filter(|&at| text[at] == b':')?;
    let bot = run_start(text, colon, DIGIT, 11);
    let end = run_end(text, start, TOKEN, 36);
    let is_key =
        (8..=10).contains(&(colon - bot)) && end - start == 35 && text[start..].starts_with(b"AA");
    is_key.then_some((Entity::CloudToken, bot, end))
}

fn tail_end(text: &[u8], start: usize, form: &Form) -> Option<usize> {
    let tail = start + form.0.len();
    let run = run_end(text, tail, form.1, form.3 + 1);
    // `_` may close markup and be no part of the token.
    let closes = run - tail > form.2 && text[run - 1] == b'_' && !at(text, run, TOKEN);
    let end = run - usize::from(closes);
    let fits = (form.2..=form.3).contains(&(end - tail));
    // A letter of another alphabet means another thing.
    (fits && !at(text, end, WORD)).then_some(end)
}

/// Placeholders repeat themselves, and words have no digits.
fn is_random(tail: &[u8], form: &Form) -> bool {
    if form.0.starts_with(b"gh") && tail.len() == 36 && is_github(tail) {
        return true;
    }
    let mut seen = [0u64; 2];
    let is_varied = tail.chunks(16).any(|chunk| {
        for &byte in chunk {
            seen[usize::from(byte >> 6 & 1)] |= 1 << (byte & 0x3f);
        }
        seen[0].count_ones() + seen[1].count_ones() >= 8
    });
    let has_digit = || tail.iter().any(|&byte| is(byte, DIGIT));
    // 34 letters may lack a digit by chance; capitals inside tell them from words.
    let has_humps = || {
        let humps = tail
            .windows(2)
            .filter(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
        humps.count() >= 2
    };
    let is_aws = form.1 == UPPER | DIGIT;
    is_varied && (is_aws || has_digit() || has_humps())
}
