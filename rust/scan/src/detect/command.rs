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

/// Commands, their option, and the forms of its value.
const COMMANDS: [(&[u8], u8, &[Form]); 9] = [
    (b"sshpass ", b'p', &[Form::Whole, Form::Joined]),
    (b"docker login ", b'p', &[Form::Whole]),
    (b"podman login ", b'p', &[Form::Whole]),
    (b"az login ", b'p', &[Form::Whole]),
    (b"redis-cli ", b'a', &[Form::Whole]),
    (b"ldapsearch ", b'w', &[Form::Whole]),
    (b"curl ", b'u', &[Form::Named]),
    (b"mysql", b'p', &[Form::Joined]),
    (b"mariadb", b'p', &[Form::Joined]),
];

/// The last command of a text, and how far it was looked for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Commands {
    until: usize,
    last: Option<(usize, usize)>,
}

impl Commands {
    /// The command before `to` that is no farther than an option may be: its place in the list.
    fn before(&mut self, text: &[u8], to: usize) -> Option<usize> {
        for at in self.until.max(to.saturating_sub(REACH))..to {
            match text[at] {
                b'\n' | b'|' | b';' => self.last = None,
                b's' | b'd' | b'p' | b'a' | b'r' | b'l' | b'c' | b'm' => {
                    let known = COMMANDS
                        .iter()
                        .position(|known| text[at..].starts_with(known.0));
                    self.last = known.map(|index| (at, index)).or(self.last);
                }
                _ => (),
            }
        }
        self.until = self.until.max(to);
        self.last
            .filter(|last| to - last.0 < REACH)
            .map(|last| last.1)
    }
}

/// Verify the dash at `dash` as that of an option.
pub(crate) fn option(look: &mut Look<'_>, dash: usize) {
    let text = look.text;
    let letter = text[dash + 1];
    if !matches!(letter, b'p' | b'a' | b'w' | b'u') {
        return;
    }
    let Some(command) = look.done.commands.before(text, dash) else {
        return;
    };
    let (_, own, forms) = COMMANDS[command];
    let is_parted = text.get(dash + 2) == Some(&b' ');
    let mut fitting = forms
        .iter()
        .filter(|form| is_parted != (**form == Form::Joined));
    let Some(form) = fitting.next().filter(|_| own == letter) else {
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
