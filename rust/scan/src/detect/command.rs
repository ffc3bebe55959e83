//! Secrets behind options of commands: `curl -u name:…`, `sshpass -p …`, `--user name:…`.

use crate::class::{POINT, TOKEN, among, run_end};
use crate::detect::key::{Key, MAX_KEY};
use crate::detect::keyed::own_name;
use crate::detect::piped::{piped, plain_text};
use crate::detect::secret::{is_placeholder, is_secret, is_strong};
use crate::detect::value::{given, value_behind};
use crate::entity::Entity;
use crate::look::Look;
use crate::meaning::{may_be_secret, names_token, whole_of};
use crate::places::{TWO, two};

/// How far before an option its command may stand.
const REACH: usize = 96;

/// What the value of an option is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A secret.
    Whole,
    /// A name, a sign, a secret.
    Named(u8),
    /// A secret without a blank before it.
    Joined,
    /// A list of names and values that browsers keep.
    Cookie,
    /// A secret that is piped into the command.
    Piped,
    /// A secret before the option.
    Before,
}

/// Behind a name, a colon.
const LOGIN: Form = Form::Named(b':');

/// Commands, their option, and the forms of its value.
const COMMANDS: [(&[u8], u8, &[Form]); 26] = [
    (b"sshpass ", b'p', &[Form::Whole, Form::Joined]),
    (b"docker login ", b'p', &[Form::Whole]),
    (b"podman login ", b'p', &[Form::Whole]),
    (b"az login ", b'p', &[Form::Whole]),
    (b"oc login ", b'p', &[Form::Whole]),
    (b"mongo ", b'p', &[Form::Whole]),
    (b"mongosh ", b'p', &[Form::Whole]),
    (b"mongodump ", b'p', &[Form::Whole]),
    (b"mongorestore ", b'p', &[Form::Whole]),
    (b"unlock-keychain ", b'p', &[Form::Whole]),
    (b"redis-cli ", b'a', &[Form::Whole]),
    (b"ldap", b'w', &[Form::Whole]),
    (b"sqlcmd ", b'P', &[Form::Whole, Form::Joined]),
    (b"bcp ", b'P', &[Form::Whole, Form::Joined]),
    (b"zip ", b'P', &[Form::Whole]),
    (b"unrar ", b'p', &[Form::Joined]),
    (b"7z ", b'p', &[Form::Joined]),
    (b"smbclient ", b'U', &[Form::Named(b'%')]),
    (b"curl ", b'u', &[LOGIN]),
    (b"curl ", b'U', &[LOGIN]),
    (b"curl ", b'b', &[Form::Cookie]),
    (b"http ", b'a', &[LOGIN]),
    (b"https ", b'a', &[LOGIN]),
    (b"mysql", b'p', &[Form::Joined]),
    (b"mariadb", b'p', &[Form::Joined]),
    (b"sudo ", b'S', &[Form::Piped]),
];

/// Options of any command by their whole names.
const NAMES: [(&[u8], Form); 9] = [
    (b"user", LOGIN),
    (b"proxy-user", LOGIN),
    (b"auth", LOGIN),
    (b"creds", LOGIN),
    (b"credentials", LOGIN),
    (b"cookie", Form::Cookie),
    (b"password-stdin", Form::Piped),
    (b"pass-stdin", Form::Piped),
    (b"stdin", Form::Piped),
];

/// Letters of the options.
static LETTERS: [bool; 256] = among(b"pawuPUbSA");
/// The first two letters of commands, a bit each: most words begin otherwise.
static LEADS: [u64; TWO / 64] = {
    let mut leads = [0; TWO / 64];
    let mut index = 0;
    while index < COMMANDS.len() {
        let name = COMMANDS[index].0;
        let place = two([name[0], name[1]]);
        leads[place >> 6] |= 1 << (place & 63);
        index += 1;
    }
    leads
};

/// The last command of a text, and how far it was looked for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Commands {
    until: usize,
    last: Option<usize>,
}

impl Commands {
    /// The command before `to` that is no farther than an option may be.
    fn before(&mut self, text: &[u8], to: usize) -> Option<usize> {
        for at in self.until.max(to.saturating_sub(REACH))..to {
            let is_command = || COMMANDS.iter().any(|known| text[at..].starts_with(known.0));
            // The dash of the option is behind.
            let place = two([text[at], text[at + 1]]);
            match text[at] {
                b'\n' | b'|' | b';' => self.last = None,
                _ if LEADS[place >> 6] >> (place & 63) & 1 == 1 && is_command() => {
                    self.last = Some(at);
                }
                _ => (),
            }
        }
        self.until = self.until.max(to);
        self.last.filter(|last| to - last < REACH)
    }
}

/// The last sign that was looked for in the values of options, and the bytes before it that are
/// none: values without quotes may lie within each other.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Signs {
    sign: u8,
    from: usize,
    to: usize,
}

impl Signs {
    /// The first `sign` in `start..end`.
    fn first(&mut self, text: &[u8], sign: u8, start: usize, end: usize) -> Option<usize> {
        if sign != self.sign || !(self.from..=self.to).contains(&start) {
            *self = Self {
                sign,
                from: start,
                to: start,
            };
        }
        if let Some(rest) = text.get(self.to..end) {
            let passed = rest.iter().position(|&byte| byte == sign);
            self.to += passed.unwrap_or(rest.len());
        }
        (self.to < end).then_some(self.to)
    }
}

/// Verify the two dashes at `at`, or the one, as the name of an option, whose value stands behind a
/// blank.
pub(crate) fn flag(look: &mut Look<'_>, at: usize) {
    let text = look.text;
    let is_long = text[at + 1] == b'-';
    let start = at + 1 + usize::from(is_long);
    let end = run_end(text, start, TOKEN, MAX_KEY);
    let end = if text.get(end) == Some(&b'.') {
        run_end(text, end, TOKEN | POINT, MAX_KEY)
    } else {
        end
    };
    let last = text[start..end].last_chunk();
    let is_known = last.is_some_and(|last| may_be_secret(*last));
    if !is_long && (!is_known || text[start..end] == *b"AsPlainText") {
        return option(look, at);
    }
    if is_long && named(look, at, end) {
        return;
    }
    if text.get(end) != Some(&b' ') || !is_known || end < look.done.flag {
        return;
    }
    let name = &text[start..end];
    let is_token = whole_of(name).is_none() && names_token(name);
    if !(is_token || whole_of(name) == Some(Entity::SecretKv)) {
        return;
    }
    let key = Key {
        start,
        end,
        quote: None,
    };
    if let Some(value) = value_behind(look, end, &key, Entity::SecretKv)
        && (!is_token || is_strong(&text[value.0..value.1]))
    {
        look.done.flag = value.1;
        let entity = own_name(look, end, &key, Entity::SecretKv, value.0..value.1);
        look.found(entity, value.0, value.1);
    }
}

/// Verify the dash at `dash` as that of an option of one letter.
fn option(look: &mut Look<'_>, dash: usize) {
    let text = look.text;
    let letter = text[dash + 1];
    if !LETTERS[usize::from(letter)] {
        return;
    }
    if letter == b'A' {
        if text[dash..].starts_with(b"-AsPlainText") {
            value_of(look, Form::Before, dash, true);
        }
        return;
    }
    let Some(command) = look.done.commands.before(text, dash) else {
        return;
    };
    let is_own =
        |known: &&(&[u8], u8, &[Form])| known.1 == letter && text[command..].starts_with(known.0);
    let forms = COMMANDS
        .iter()
        .find(is_own)
        .map_or(&[][..], |known| known.2);
    let is_parted = text.get(dash + 2) == Some(&b' ');
    let is_fitting = |form: &&Form| is_parted != (**form == Form::Joined);
    if let Some(form) = forms.iter().find(is_fitting) {
        let from = match form {
            Form::Piped => dash,
            _ => dash + 2 + usize::from(is_parted),
        };
        value_of(look, *form, from, true);
    }
}

/// Verify the option at `dash` by its whole name, which ends before `end`. False for one that is
/// not known.
fn named(look: &mut Look<'_>, dash: usize, end: usize) -> bool {
    let name = &look.text[dash + 2..end];
    let Some((_, form)) = NAMES.iter().find(|known| known.0 == name) else {
        return false;
    };
    if *form == Form::Piped {
        value_of(look, *form, dash, true);
    } else if matches!(look.text.get(end), Some(b' ' | b'=')) {
        let is_known = look.done.commands.before(look.text, dash).is_some();
        value_of(look, *form, end + 1, is_known);
    }
    true
}

/// Find the value of an option from `from` on, or before it. What the option of an unknown command
/// has must look like a secret.
fn value_of(look: &mut Look<'_>, form: Form, from: usize, is_known: bool) {
    let before = match form {
        Form::Piped => piped(look.text, from),
        Form::Before => plain_text(look.text, from),
        _ => Some(given(look, from)),
    };
    let Some((start, end)) = before else {
        return;
    };
    // What is a part of a secret is none of its own.
    if start >= from && end <= look.done.flag {
        return;
    }
    let mut behind = |sign: u8| Some(look.done.signs.first(look.text, sign, start, end)? + 1);
    let (entity, lead) = match form {
        Form::Cookie => (Entity::AuthHeader, behind(b'=').map(|_| 0)),
        Form::Named(sign) => (Entity::SecretKv, behind(sign).map(|at| at - start)),
        _ => (Entity::SecretKv, Some(0)),
    };
    let value = look.text.get(start..end).unwrap_or_default();
    let Some(lead) = lead.filter(|lead| value.len() >= lead + 3) else {
        return;
    };
    let secret = &value[lead..];
    let is_sure = (is_known || is_secret(secret)) && !matches!(secret[0], b'-' | b'$');
    if is_sure && !is_placeholder(secret) {
        look.done.flag = end;
        look.found(entity, start + lead, end);
    }
}
