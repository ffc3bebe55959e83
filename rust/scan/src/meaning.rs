//! What the name of a key says of its value.

use std::sync::LazyLock;

use crate::class::{LOWER, UPPER, WORD, ends_like, is};
use crate::entity::{Entity, EntitySet};
use crate::known::add_word;
use crate::places::{TWO, two};
use crate::words::words;

/// What a key says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Meaning {
    /// The whole value is of this kind, whatever it looks like.
    pub whole: Option<Entity>,
    /// Numbers in the value may be of these kinds, which need a word beside them.
    pub context: EntitySet,
}

/// Longest key that is looked at; of a longer one it is the end.
const MAX_KEY: usize = 64;

/// Endings of keys whose value is a secret, separators left out.
const SECRETS: &str = "passwort senha kennwort passe wachtwoord sifre haslo losenord sharedkey \
    licensekey contrasena password passwd passphrase passcode pwd secret apikey secretkey \
    accesskey privatekey signingkey encryptionkey authkey masterkey accountkey sharedaccesskey \
    accesskeysecret subscriptionkey secretkeybase keybase accesstoken refreshtoken authtoken \
    idtoken sessiontoken bearertoken apitoken securitytoken csrftoken xsrftoken privatetoken \
    vaulttoken deploytoken bottoken jobtoken usertoken oauthtoken credential credentials \
    clientsecret storagekey connectionstring sessionkey xamzsignature dbpass userpass adminpass \
    rootpass smtppass mailpass redispass mysqlpass pgpass ftppass ldappass authpass loginpass \
    requirepass becomepass masterauth salasana heslo adgangskode katasandi parola jelszo passord \
    geslo lozinka zaporka slaptazodis kodeord psk presharedkey bindpw rootpw authpw userpw \
    oauth2bearer storepass keypass trustpass sshpass sudopass defaultpass bindpass apppass \
    servicepass clientpass dbapass postgrespass mongopass rabbitpass amqppass mqttpass proxypass \
    httppass wifipass wpakey wpa2key wpa3key wifikey networkkey claveprivada llaveprivada \
    chaveprivada chiaveprivata jelszavam parolam sifrem verificationcode securitycode \
    onetimecode otpcode 2facode mfacode cardcode unlockcode samlresponse signaturevalue phpsessid \
    jsessionid";

/// Keys whose value is a secret only where nothing stands before the word.
const ALONE: &str = "token pass pin cvv cvc cvv2 cvc2 totp sessionid sig otp mdp psw pswd pword pw";

/// Headers whose value proves who somebody is.
const HEADERS: &str = "authorization proxyauthorization cookie cookies setcookie";

/// What the end of a key says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Header,
    Secret,
    Alone,
}

/// The end of a key, and what it says.
type Ending = (&'static [u8], Sort);

/// Ends of keys by their last two letters. Nearly every key of a text ends as none of them.
static ENDINGS: LazyLock<Vec<Vec<Ending>>> = LazyLock::new(|| {
    let mut endings = vec![Vec::new(); TWO];
    let lists = [
        (HEADERS, Sort::Header),
        (SECRETS, Sort::Secret),
        (ALONE, Sort::Alone),
    ];
    for (list, sort) in lists {
        for word in list.split_ascii_whitespace().map(str::as_bytes) {
            if let Some(last) = word.last_chunk() {
                endings[two(*last)].push((word, sort));
            }
        }
    }
    endings
});

/// Third and fourth last letters of keys, a bit each, in the place of the last two.
static TAILS: [[u32; 2]; TWO] = {
    let mut tails = [[0; 2]; TWO];
    add_tails(HEADERS, &mut tails);
    add_tails(SECRETS, &mut tails);
    add_tails(ALONE, &mut tails);
    add_tails(OTHERS, &mut tails);
    tails
};

const fn add_tails(words: &str, tails: &mut [[u32; 2]; TWO]) {
    let words = words.as_bytes();
    let mut index = 3;
    while index <= words.len() {
        let is_end = index == words.len() || words[index] == b' ';
        if is_end && words[index - 1] != b' ' {
            let place = two([words[index - 2], words[index - 1]]);
            // Before a word of two or three letters anything may stand.
            let is_short = words[index - 3] == b' ';
            tails[place][0] |= if is_short {
                u32::MAX
            } else {
                1 << (words[index - 3] & 31)
            };
            tails[place][1] |= if is_short || index == 3 || words[index - 4] == b' ' {
                u32::MAX
            } else {
                1 << (words[index - 4] & 31)
            };
        }
        index += 1;
    }
}

/// Keys whose value may be one that a sibling names: `{"name": "db_password", "value": "…"}`,
/// `{"field": "db_password", "old": null, "new": "…"}`,
/// `{"element": "Password field", "text": "…"}`.
pub const SIBLINGS: [&[u8]; 5] = [b"val", b"new", b"old", b"default", b"text"];
/// Keys that are no word of a secret by themselves, and parts of such words.
const OTHERS: &str = "value val new old default text clave auth creds api pass privada \
    privata ssel tlskey sslkey pem code signature mnemonic phrase seed login logins zugangsdaten \
    identifiants";
/// Those of them whose value is a secret where it can be nothing else.
const LIKELY: [&[u8]; 3] = [b"clave", b"auth", b"creds"];

/// False where a key that ends with these three letters names no secret.
#[inline]
pub const fn may_be_secret(last: [u8; 3]) -> bool {
    TAILS[two([last[1], last[2]])][0] >> (last[0] & 31) & 1 == 1
}

/// The same of the last four letters.
#[inline]
pub fn may_end_secret(last: [u8; 4]) -> bool {
    let [third, fourth] = TAILS[two([last[2], last[3]])];
    // Before a part of a key stands a sign: `api_key`.
    let is_part = u32::from(!is(last[0], UPPER | LOWER));
    (third >> (last[1] & 31)) & (fourth >> (last[0] & 31) | is_part) & 1 == 1
}

/// The kind that the whole value of `key` is, whatever it looks like.
pub fn whole_of(key: &[u8]) -> Option<Entity> {
    let mut squeezed = [0; MAX_KEY];
    let key = &key[key.len().saturating_sub(MAX_KEY)..];
    let len = squeeze(key, &mut squeezed);
    whole(&squeezed[..len], key)
}

/// Letters and digits of `key` in lower case, without what separates them.
fn squeeze(key: &[u8], out: &mut [u8; MAX_KEY]) -> usize {
    let bytes = key.iter().filter(|byte| is(**byte, WORD));
    out.iter_mut()
        .zip(bytes)
        .map(|(to, from)| *to = from.to_ascii_lowercase())
        .count()
}

/// What `key` says of its value.
#[must_use]
pub fn meaning(key: &[u8]) -> Meaning {
    let mut squeezed = [0; MAX_KEY];
    let key = &key[key.len().saturating_sub(MAX_KEY)..];
    let len = squeeze(key, &mut squeezed);
    let mut context = words(key);
    // `phone_number` is a word of its own.
    add_word(&squeezed[..len], &mut context);
    let last = last_word(key);
    let parts = last.iter().filter(|byte| is(**byte, WORD)).count();
    add_word(&squeezed[len - parts..len], &mut context);
    Meaning {
        whole: whole(&squeezed[..len], key),
        context,
    }
}

/// The part of a dotted key behind the last dot, and of a path behind the last slash.
fn last_word(key: &[u8]) -> &[u8] {
    key.rsplit(|byte| matches!(byte, b'.' | b'/'))
        .next()
        .unwrap_or_default()
}

fn whole(squeezed: &[u8], key: &[u8]) -> Option<Entity> {
    let endings = &ENDINGS[two(*squeezed.last_chunk()?)];
    let is_end = |(word, sort): &&Ending| match sort {
        Sort::Alone => is_alone(word, key),
        _ => squeezed.ends_with(word),
    };
    let (_, sort) = endings.iter().find(is_end)?;
    let is_header = *sort == Sort::Header || is_header(key);
    Some(if is_header {
        Entity::AuthHeader
    } else {
        Entity::SecretKv
    })
}

/// True for a key that is written as headers are: `X-Api-Key`, `PRIVATE-TOKEN`.
fn is_header(key: &[u8]) -> bool {
    const OWN: [&[u8]; 5] = [
        b"private-token",
        b"xi-api-key",
        b"ocp-apim-subscription-key",
        b"dd-api-key",
        b"dd-application-key",
    ];
    let key = key.strip_prefix(b"_").unwrap_or(key);
    let is_own = |own: &&[u8]| own.eq_ignore_ascii_case(key);
    matches!(key, [b'x' | b'X', b'-', ..]) || OWN.iter().any(is_own)
}

/// True for a key whose value may be a few digits alone.
pub fn names_code(key: &[u8]) -> bool {
    const ENDS: [&[u8]; 9] = [
        b"pin",
        b"otp",
        b"cvv",
        b"cvc",
        b"cvv2",
        b"cvc2",
        b"totp",
        b"code",
        b"passcode",
    ];
    let word = key.rsplit(|byte| !is(*byte, WORD)).next();
    ENDS.iter()
        .any(|end| word.is_some_and(|word| ends_like(word, end)))
}

/// True for a word before `code` that makes a secret of what is so called.
pub fn makes_code(word: &[u8]) -> bool {
    const WORDS: [&[u8]; 9] = [
        b"verification",
        b"security",
        b"otp",
        b"login",
        b"passcode",
        b"time",
        b"confirmation",
        b"authentication",
        b"access",
    ];
    WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// True for a key whose value is a secret where it can be nothing else.
pub fn is_likely(key: &[u8]) -> bool {
    LIKELY.iter().any(|word| is_alone(word, key)) || is_pass(key)
}

/// True for `pass` as the last part of a key: `RABBITMQ_DEFAULT_PASS`, `esxiPass`, and no
/// `first_pass` or `bypass`.
fn is_pass(key: &[u8]) -> bool {
    const RUNS: [&[u8]; 6] = [b"first", b"second", b"last", b"render", b"multi", b"single"];
    let Some((lead, last)) = key.split_last_chunk::<4>() else {
        return false;
    };
    let sign = lead.last().is_some_and(|&byte| !is(byte, WORD));
    let is_part = last.eq_ignore_ascii_case(b"pass") && (sign || last == b"Pass");
    let lead = if sign { &lead[..lead.len() - 1] } else { lead };
    is_part && !RUNS.iter().any(|run| ends_like(lead, run))
}

/// True for a key whose value is a private key where it looks like one: `tls.key`,
/// `key.pem`.
pub fn names_private_key(key: &[u8]) -> bool {
    const NAMES: [&[u8]; 8] = [
        b"privatekey",
        b"tlskey",
        b"sslkey",
        b"keypem",
        b"claveprivada",
        b"llaveprivada",
        b"chaveprivada",
        b"chiaveprivata",
    ];
    let mut squeezed = [0; MAX_KEY];
    let len = squeeze(&key[key.len().saturating_sub(MAX_KEY)..], &mut squeezed);
    NAMES.iter().any(|name| squeezed[..len].ends_with(name))
}

/// Words before `token` of which the value is a place in a list, a word of a model, or public.
const PLACES: [&[u8]; 23] = [
    b"page",
    b"next",
    b"prev",
    b"previous",
    b"continuation",
    b"sync",
    b"cursor",
    b"eos",
    b"bos",
    b"pad",
    b"unk",
    b"sep",
    b"cls",
    b"mask",
    b"stop",
    b"cancellation",
    b"cancel",
    b"max",
    b"min",
    b"special",
    b"last",
    b"first",
    b"publickey",
];

/// True for a key that ends with `token` and is no place in a list: its value is a secret where it
/// looks like one.
pub fn names_token(key: &[u8]) -> bool {
    if !key
        .last()
        .is_some_and(|last| last.eq_ignore_ascii_case(&b'n'))
    {
        return false;
    }
    let mut squeezed = [0; MAX_KEY];
    let len = squeeze(&key[key.len().saturating_sub(MAX_KEY)..], &mut squeezed);
    let lead = squeezed[..len].strip_suffix(b"token");
    lead.is_some_and(|lead| !PLACES.iter().any(|place| lead.ends_with(place)))
}

/// True where the last word of `key` is `word` and nothing else.
fn is_alone(word: &[u8], key: &[u8]) -> bool {
    let name = last_word(key);
    let letters = name.iter().filter(|byte| is(**byte, WORD));
    name.len() <= word.len() + 1 && letters.map(u8::to_ascii_lowercase).eq(word.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_secrets_are_told_from_keys_about_tokens() {
        for key in [
            "password",
            "db_password",
            "api-key",
            "OPENAI_API_KEY",
            "auth.token",
            "clientSecret",
        ] {
            assert_eq!(
                meaning(key.as_bytes()).whole,
                Some(Entity::SecretKv),
                "{key}"
            );
        }
        for key in [
            "gen_ai.usage.input_tokens",
            "max_tokens",
            "next_page_token",
            "tokenizer",
            "public_key",
            "monkey",
            "secret_name",
        ] {
            assert_eq!(meaning(key.as_bytes()).whole, None, "{key}");
        }
        assert_eq!(
            meaning(b"http.request.header.authorization").whole,
            Some(Entity::AuthHeader)
        );
    }

    #[test]
    fn words_are_found_in_every_spelling_of_a_key() {
        for key in [
            "phone",
            "user.phone_number",
            "homePhone",
            "Phone:",
            "phones",
        ] {
            assert!(meaning(key.as_bytes()).context.has(Entity::Phone), "{key}");
        }
        assert!(!meaning(b"microphone").context.has(Entity::Phone));
        assert!(meaning(b"dateOfBirth").context.has(Entity::DateOfBirth));
    }
}
