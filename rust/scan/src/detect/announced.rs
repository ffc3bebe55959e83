//! Names of secrets directly before them, in commands of databases and where variables are set:
//! `IDENTIFIED BY '…'`, `ENV APP_SECRET …`.

use crate::class::{DIGIT, LOWER, POINT, TOKEN, UPPER, WORD, is, run_start};
use crate::detect::secret::is_strong;
use crate::entity::Entity;
use crate::meaning::{names_token, whole_of};

/// Words directly before a secret.
const BEFORE: [&[u8]; 19] = [
    b"password",
    b"passwd",
    b"passwort",
    b"pwd",
    b"requirepass",
    b"securestring",
    b"by",
    b"senha",
    b"heslo",
    b"haslo",
    b"passord",
    b"adgangskode",
    b"salasana",
    b"wachtwoord",
    b"jelszavam",
    b"parolam",
    b"passphrase",
    b"kennwort",
    b"contrasena",
];

/// True where a name of several parts stands before `blank`, as messages have it:
/// `client_secret "…"`.
pub(super) fn is_compound(text: &[u8], blank: usize) -> bool {
    let name = &text[run_start(text, blank, TOKEN | POINT, 48)..blank];
    let is_hump = |pair: &[u8]| is(pair[0], LOWER) && is(pair[1], UPPER);
    let is_parted = name.contains(&b'_') || name.windows(2).any(is_hump);
    is_parted && whole_of(name) == Some(Entity::SecretKv)
}

/// True where the word before `blank` is followed by a secret.
pub(super) fn is_announced(text: &[u8], blank: usize) -> bool {
    let start = run_start(text, blank, WORD, 16);
    let word = &text[start..blank];
    let is_by = word.len() == 2;
    let is_known = BEFORE.iter().any(|known| known.eq_ignore_ascii_case(word));
    let before = &text[start.saturating_sub(11)..start];
    is_known && (!is_by || before.eq_ignore_ascii_case(b"identified "))
}

/// What sets a variable whose name and value stand behind it: in a container, a header of C, a
/// shell, a server, a profile.
const SETTERS: [&[u8]; 11] = [
    b"ENV ",
    b"ARG ",
    b"#define ",
    b"setx ",
    b"setenv ",
    b"SetEnv ",
    b"set -x ",
    b"set -gx ",
    b"set -Ux ",
    b"fastcgi_param ",
    b"configure set ",
];

/// True where the name of a secret that is set stands before `blank`: `ENV APP_SECRET …`.
pub(super) fn is_variable(text: &[u8], blank: usize) -> bool {
    let start = run_start(text, blank, TOKEN | POINT, 48);
    let name = &text[start..blank];
    let is_set = || SETTERS.iter().any(|setter| text[..start].ends_with(setter));
    let is_name = || whole_of(name) == Some(Entity::SecretKv) || names_token(name);
    text[..start].ends_with(b" ") && is_set() && is_name()
}

/// True where a word and its value are a setting and no talk: in a file of logins or of a server,
/// or where the value is of three sorts of letters.
pub(super) fn is_setting(text: &[u8], blank: usize, value: &[u8]) -> bool {
    let near = &text[blank.saturating_sub(48)..blank];
    let words: [&[u8]; 2] = [b"login ", b"requirepass"];
    let has = |word: &&[u8]| {
        let mut parts = near.windows(word.len());
        parts.any(|part| part[0] == word[0] && part == *word)
    };
    let sorts = [DIGIT, UPPER, LOWER].map(|class| value.iter().any(|byte| is(*byte, class)));
    sorts.iter().all(|sort| *sort) || is_strong(value) || words.iter().any(has)
}
