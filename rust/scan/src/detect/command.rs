//! Secrets behind options of one letter: `curl -u name:…`, `sshpass -p …`.

use crate::detect::keyed::{opened, plain};
use crate::detect::secret::is_placeholder;
use crate::entity::Entity;
use crate::look::Look;

/// How far before an option its command may stand.
const REACH: usize = 96;

/// What the value of an option is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A secret.
    Whole,
    /// A name, a colon, a secret.
    Named,
    /// A secret without a blank before it.
    Joined,
}

/// Option, command, and form of the value.
const OPTIONS: [(u8, &[u8], Form); 12] = [
    (b'p', b"sshpass ", Form::Whole),
    (b'p', b"docker login", Form::Whole),
    (b'p', b"podman login", Form::Whole),
    (b'p', b"az login", Form::Whole),
    (b'a', b"redis-cli ", Form::Whole),
    (b'w', b"ldapsearch ", Form::Whole),
    (b'P', b"sqlcmd ", Form::Whole),
    (b'u', b"curl ", Form::Named),
    (b'U', b"curl ", Form::Named),
    (b'p', b"mysql", Form::Joined),
    (b'p', b"mariadb", Form::Joined),
    (b'p', b"sshpass ", Form::Joined),
];

/// Verify the dash at `dash` as that of an option.
pub(crate) fn option(look: &mut Look<'_>, dash: usize) {
    let text = look.text;
    let letter = text[dash + 1];
    if !matches!(letter, b'p' | b'a' | b'w' | b'P' | b'u' | b'U') {
        return;
    }
    let near = &text[dash.saturating_sub(REACH)..dash];
    let near = near
        .rsplit(|byte| b"\n|;".contains(byte))
        .next()
        .unwrap_or_default();
    let is_parted = text.get(dash + 2) == Some(&b' ');
    let fits = |known: &&(u8, &[u8], Form)| {
        known.0 == letter
            && is_parted != (known.2 == Form::Joined)
            && near.windows(known.1.len()).any(|part| part == known.1)
    };
    let Some((_, _, form)) = OPTIONS.iter().find(fits) else {
        return;
    };
    let from = dash + 2 + usize::from(is_parted);
    let (start, end) = opened(text, from).unwrap_or_else(|| plain(look, from));
    let value = text.get(start..end).unwrap_or_default();
    let lead = match form {
        Form::Named => value.iter().position(|&byte| byte == b':').map(|at| at + 1),
        _ => Some(0),
    };
    let Some(lead) = lead.filter(|lead| value.len() >= lead + 3) else {
        return;
    };
    if !is_placeholder(&value[lead..]) && !matches!(value[lead], b'-' | b'$') {
        look.found(Entity::SecretKv, start + lead, end);
    }
}
