//! Passwords of Oracle's databases, which a slash parts from the name: `jdbc:oracle:thin:scott/…@`,
//! `sqlplus scott/…@db`.

use crate::class::{JOINER, WORD, run_start};

/// What stands before the name. Source: Oracle, JDBC Developer's Guide, Data Sources and URLs;
/// SQL*Plus User's Guide, Starting `SQL*Plus`.
const LEADS: [&[u8]; 11] = [
    b"thin:",
    b"oci:",
    b"oci8:",
    b"sqlplus ",
    b"sqlplus -s ",
    b"sqlplus -S ",
    b"sqlplus -L ",
    b"expdp ",
    b"impdp ",
    b"target ",
    b"userid=",
];

/// True where a name with a slash behind it ends `text`, and what takes a password behind both
/// stands before it.
pub(super) fn ends_with_name(text: &[u8]) -> bool {
    let Some(lead) = text.strip_suffix(b"/") else {
        return false;
    };
    let name = run_start(lead, lead.len(), WORD | JOINER, 32);
    name < lead.len() && LEADS.iter().any(|known| lead[..name].ends_with(known))
}
