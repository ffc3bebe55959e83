//! Secrets behind options of commands: `curl -u name:…`, `sshpass -p …`, `--user name:…`.

use crate::class::{POINT, TOKEN, among, run_end};
use crate::detect::key::{Key, MAX_KEY};
use crate::detect::keyed::own_name;
use crate::detect::piped::{piped, plain_text};
use crate::detect::placed::piped as printed;
use crate::detect::secret::{is_placeholder, is_secret, is_strong};
use crate::detect::value::{given, marks_end, value_behind};
use crate::entity::Entity;
use crate::look::Look;
use crate::meaning::{may_be_secret, names_token, whole_of};
use crate::places::{Chains, TWO, two};

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
    /// The same of a name, a colon and a secret.
    Attached,
    /// A secret behind a second letter of the option and a blank: `-pw …`.
    Spelled,
    /// A secret of a command that keeps them.
    Kept,
    /// A list of names and values that browsers keep.
    Cookie,
    /// A secret that is piped into the command.
    Piped,
    /// A secret before the option.
    Before,
    /// A secret that ends the line.
    Last,
    /// A secret of a command that nobody knows, which has an option for a name.
    Guessed,
}

/// Behind a name, a colon.
const LOGIN: Form = Form::Named(b':');

/// Commands, their option, and the forms of its value.
const COMMANDS: [(&[u8], u8, &[Form]); 78] = [
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
    (b"curl ", b'u', &[LOGIN, Form::Attached]),
    (b"curl ", b'U', &[LOGIN]),
    (b"curl ", b'b', &[Form::Cookie]),
    (b"http ", b'a', &[LOGIN]),
    (b"https ", b'a', &[LOGIN]),
    (b"mysql", b'p', &[Form::Joined]),
    (b"mariadb", b'p', &[Form::Joined]),
    (b"sudo ", b'S', &[Form::Piped]),
    (b"rpcclient ", b'U', &[Form::Named(b'%')]),
    (b"plink ", b'p', &[Form::Spelled]),
    (b"pscp ", b'p', &[Form::Spelled]),
    (b"psftp ", b'p', &[Form::Spelled]),
    (b"ssh-keygen ", b'N', &[Form::Whole]),
    (b"ssh-keygen ", b'P', &[Form::Whole]),
    (b"openssl ", b'k', &[Form::Whole]),
    (b"ipmitool ", b'P', &[Form::Whole]),
    (b"mosquitto_", b'P', &[Form::Whole]),
    (b"unzip ", b'P', &[Form::Whole]),
    (b"security import ", b'P', &[Form::Whole]),
    (b"add-generic-password ", b'w', &[Form::Whole]),
    (b"add-internet-password ", b'w', &[Form::Whole]),
    (b"cqlsh ", b'p', &[Form::Whole]),
    (b"beeline ", b'p', &[Form::Whole]),
    (b"rabbitmqadmin ", b'p', &[Form::Whole]),
    (b"registry login ", b'p', &[Form::Whole]),
    (b"auth login ", b'p', &[Form::Whole]),
    (b"twine upload ", b'p', &[Form::Whole]),
    (b"poetry publish ", b'p', &[Form::Whole]),
    (b"sql server create ", b'p', &[Form::Whole]),
    (b"evil-winrm ", b'p', &[Form::Whole]),
    (b"crackmapexec ", b'p', &[Form::Whole]),
    (b"nxc ", b'p', &[Form::Whole]),
    (b"psexec ", b'p', &[Form::Whole]),
    (b"rdesktop ", b'p', &[Form::Whole]),
    (b"certutil ", b'p', &[Form::Whole]),
    (b"secret set ", b'b', &[Form::Whole, Form::Kept]),
    (b"put-parameter ", b' ', &[Form::Kept]),
    (b"7za ", b'p', &[Form::Joined]),
    (b"7zz ", b'p', &[Form::Joined]),
    (b"rar ", b'p', &[Form::Joined]),
    (b"htpasswd ", b'b', &[Form::Last]),
    (b"htpasswd ", b'n', &[Form::Last]),
    (b"htpasswd ", b'c', &[Form::Last]),
    (b"htpasswd ", b'B', &[Form::Last]),
    (b"ldappasswd ", b's', &[Form::Whole]),
    (b"dsconf ", b'w', &[Form::Whole]),
    (b"winexe ", b'U', &[Form::Named(b'%')]),
    (b"net ", b'U', &[Form::Named(b'%')]),
    (b"snmp", b'A', &[Form::Whole]),
    (b"snmp", b'X', &[Form::Whole]),
    (b"snmp", b'c', &[Form::Whole]),
    (b"cf login ", b'p', &[Form::Whole]),
    (b"usermod ", b'p', &[Form::Whole]),
    (b"useradd ", b'p', &[Form::Whole]),
    (b"isql", b'P', &[Form::Whole]),
    (b"tsql ", b'P', &[Form::Whole]),
    (b"freetds", b'P', &[Form::Whole]),
    (b"vncviewer ", b'p', &[Form::Whole]),
    (b"mqtt", b'P', &[Form::Whole]),
    (b"kubeseal ", b'p', &[Form::Whole]),
];

/// The form of the value of an option of any command by its whole name.
#[inline]
fn form_of(name: &[u8]) -> Option<Form> {
    Some(match name {
        b"user" | b"proxy-user" | b"auth" | b"creds" | b"credentials" | b"src-creds"
        | b"dest-creds" | b"cert" => LOGIN,
        b"secret-string" => Form::Whole,
        b"cookie" => Form::Cookie,
        b"body" | b"value" => Form::Kept,
        b"password-stdin" | b"pass-stdin" | b"stdin" | b"with-token" | b"passphrase-fd" => {
            Form::Piped
        }
        _ => return None,
    })
}

/// Letters of the options.
static LETTERS: [bool; 256] = among(b"pawuPUbSANkcnBsXe");
/// The commands by their first two letters: most words begin otherwise.
static BY_LEAD: Chains<TWO, { COMMANDS.len() }> = {
    let mut leads = [0; COMMANDS.len()];
    let mut index = 0;
    while index < COMMANDS.len() {
        let name = COMMANDS[index].0;
        leads[index] = two([name[0], name[1]]);
        index += 1;
    }
    Chains::of(&leads)
};

/// True where one of the commands from the `first` on that begin alike stands at `at`.
#[cold]
fn is_command(text: &[u8], at: usize, first: usize) -> bool {
    let mut known = Some(first);
    while let Some(index) = known {
        if text[at..].starts_with(COMMANDS[index].0) {
            return true;
        }
        known = BY_LEAD.next(index);
    }
    false
}

/// The last command of a text, the last option for a name, and how far they were looked for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Commands {
    until: usize,
    last: Option<usize>,
    user: Option<usize>,
}

impl Commands {
    /// The command before `to` that is no farther than an option may be.
    fn before(&mut self, text: &[u8], to: usize) -> Option<usize> {
        for at in self.until.max(to.saturating_sub(REACH))..to {
            // The dash of the option is behind.
            let first = BY_LEAD.first(two([text[at], text[at + 1]]));
            match text[at] {
                b'\n' | b'|' | b';' => (self.last, self.user) = (None, None),
                b'-' if names_user(&text[at + 1..]) => self.user = Some(at),
                _ if first.is_some_and(|first| is_command(text, at, first)) => {
                    self.last = Some(at);
                }
                _ => (),
            }
        }
        self.until = self.until.max(to);
        self.last.filter(|last| to - last < REACH)
    }

    /// True where an option for a name stands before `to`, which was looked for.
    fn has_user(&self, to: usize) -> bool {
        self.user.is_some_and(|user| to - user < REACH)
    }
}

/// True for the option whose value is the name that somebody logs in with, without its dash.
fn names_user(option: &[u8]) -> bool {
    let name = option.strip_prefix(b"-").unwrap_or(option);
    let is_short = matches!(option, [b'u' | b'U' | b'D', b' ', ..]);
    is_short || name.starts_with(b"user") && !name.starts_with(b"user-agent")
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
    if letter == b'A' && text[dash..].starts_with(b"-AsPlainText") {
        return value_of(look, Form::Before, dash, true);
    }
    if text[..dash].ends_with(b"echo ") && text.get(dash + 2) == Some(&b' ') {
        if let Some((start, end)) = printed(look, dash + 2) {
            look.found(Entity::SecretKv, start, end);
        }
        return;
    }
    let Some(command) = look.done.commands.before(text, dash) else {
        return guess(look, dash);
    };
    let is_own =
        |known: &&(&[u8], u8, &[Form])| known.1 == letter && text[command..].starts_with(known.0);
    let Some((_, _, forms)) = COMMANDS.iter().find(is_own) else {
        return guess(look, dash);
    };
    let is_parted = text.get(dash + 2) == Some(&b' ');
    let is_fitting = |form: &&Form| match form {
        Form::Joined | Form::Attached => !is_parted,
        Form::Last => {
            let letters = text[dash..].split(|&byte| byte == b' ').next();
            letters.is_some_and(|letters| letters.contains(&b'b'))
        }
        Form::Spelled => text[dash + 2..].starts_with(b"w "),
        _ => is_parted,
    };
    if let Some(form) = forms.iter().find(is_fitting) {
        let from = match form {
            Form::Piped => dash,
            Form::Spelled => dash + 4,
            Form::Last => last_word(text, dash),
            _ => dash + 2 + usize::from(is_parted),
        };
        value_of(look, *form, from, true);
    }
}

/// Where the last word begins of the line on which the option at `dash` is.
fn last_word(text: &[u8], dash: usize) -> usize {
    let rest = text[dash..].iter().take(REACH);
    let len = rest.take_while(|byte| !b"\n|;&`\\".contains(byte)).count();
    let line = text[dash..dash + len].trim_ascii_end();
    dash + line
        .iter()
        .rposition(|&byte| byte == b' ')
        .map_or(0, |gap| gap + 1)
}

/// Verify the option at `dash` as that of a secret behind one for a name, of any command.
#[cold]
fn guess(look: &mut Look<'_>, dash: usize) {
    let is_one = matches!(look.text[dash + 1..], [b'p' | b'P' | b'w', b' ', ..]);
    if is_one && look.done.commands.has_user(dash) {
        value_of(look, Form::Guessed, dash + 3, false);
    }
}

/// Verify the option at `dash` by its whole name, which ends before `end`. False for one that is
/// not known.
fn named(look: &mut Look<'_>, dash: usize, end: usize) -> bool {
    let name = &look.text[dash + 2..end];
    let Some(form) = form_of(name) else {
        return false;
    };
    if form == Form::Piped {
        let is_given = look.text[end..].starts_with(b" <<< ");
        if is_given {
            value_of(look, Form::Whole, end + 5, false);
        } else {
            value_of(look, form, dash, true);
        }
    } else if matches!(look.text.get(end), Some(b' ' | b'=')) {
        let command = look.done.commands.before(look.text, dash);
        let is_keeper = |at: usize| {
            let is_one = |known: &&(&[u8], u8, &[Form])| look.text[at..].starts_with(known.0);
            let mut own = COMMANDS.iter().filter(is_one);
            own.any(|known| known.2.contains(&Form::Kept))
        };
        if form != Form::Kept {
            value_of(look, form, end + 1, command.is_some());
        } else if command.is_some_and(is_keeper) {
            value_of(look, form, end + 1, false);
        }
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
    // What ends a sentence may be a part of the value.
    let is_open = start == from && start < end;
    let end = if is_open {
        marks_end(look.text, end)
    } else {
        end
    };
    // What is a part of a secret is none of its own.
    if start >= from && end <= look.done.flag {
        return;
    }
    let mut behind = |sign: u8| Some(look.done.signs.first(look.text, sign, start, end)? + 1);
    let (entity, lead) = match form {
        Form::Cookie => (Entity::AuthHeader, behind(b'=').map(|_| 0)),
        Form::Attached => (Entity::SecretKv, behind(b':').map(|at| at - start)),
        Form::Named(sign) => (Entity::SecretKv, behind(sign).map(|at| at - start)),
        _ => (Entity::SecretKv, Some(0)),
    };
    let value = look.text.get(start..end).unwrap_or_default();
    let Some(lead) = lead.filter(|lead| value.len() >= lead + 3) else {
        return;
    };
    let secret = &value[lead..];
    let is_likely = match form {
        Form::Guessed => is_strong(secret) && !secret.iter().any(|byte| b":/=".contains(byte)),
        _ => is_known || is_secret(secret),
    };
    let is_sure = is_likely && !matches!(secret[0], b'-' | b'$');
    if is_sure && !is_placeholder(secret) {
        look.done.flag = end;
        look.found(entity, start + lead, end);
    }
}
