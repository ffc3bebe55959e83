//! Identity numbers of states, and numbers of devices and professions, that are digits alone.
//!
//! Each has a check digit or a date in it; few are sure enough of themselves, the others need a
//! word beside them.

use crate::detect::kinds::Shape;
use crate::detect::{calendar, check, checks};
use crate::entity::Entity::{self, AuAbn, AuMedicare, AuTfn, BrCnpj, BrCpf, CaSin, CnRic};
use crate::entity::Entity::{DeSteuerId, Imei, InAadhaar, JpMyNumber, KrRrn, NlBsn, PlPesel};
use crate::entity::Entity::{SePersonnummer, ThTnin, TrTckn, UkNhs, UsNpi, UsRouting, ZaId};
use crate::look::Look;

/// A kind, how many digits it has, and whether digits can be one.
type Known = (Entity, usize, fn(&[u8]) -> bool);

/// Kinds by how many digits they have.
static KNOWN: [Known; 24] = [
    (AuTfn, 8, |digits| {
        checks::sum(digits, &[10, 7, 8, 4, 6, 3, 5, 1]).is_multiple_of(11)
    }),
    (CaSin, 9, crate::detect::card::is_luhn),
    (AuTfn, 9, |digits| {
        checks::sum(digits, &[1, 4, 3, 7, 5, 8, 6, 9, 10]).is_multiple_of(11)
    }),
    (NlBsn, 9, checks::is_bsn),
    (UsRouting, 9, checks::is_routing),
    (UkNhs, 10, check::is_nhs),
    (UsNpi, 10, checks::is_npi),
    (AuMedicare, 10, checks::is_medicare),
    (SePersonnummer, 10, calendar::is_personnummer),
    (AuMedicare, 11, checks::is_medicare),
    (PlPesel, 11, calendar::is_pesel),
    (BrCpf, 11, checks::is_cpf),
    (TrTckn, 11, checks::is_tckn),
    (DeSteuerId, 11, checks::is_steuer),
    (AuAbn, 11, checks::is_abn),
    (InAadhaar, 12, |digits| {
        digits[0] >= 2 && check::is_verhoeff(digits)
    }),
    (SePersonnummer, 12, |digits| {
        calendar::is_personnummer(&digits[2..])
    }),
    (JpMyNumber, 12, checks::is_my_number),
    (KrRrn, 13, calendar::is_rrn),
    (ZaId, 13, calendar::is_za),
    (ThTnin, 13, checks::is_thai),
    (BrCnpj, 14, checks::is_cnpj),
    (Imei, 15, |digits| {
        crate::detect::card::is_varied(digits) && crate::detect::card::is_luhn(digits)
    }),
    (CnRic, 18, calendar::is_ric),
];

/// Which of the kinds `digits` are, in groups of `shape`, from `start` on; `is_told` says that
/// there are words beside them, which tell more than a form.
pub(crate) fn find(look: &Look<'_>, digits: &[u8], shape: &Shape, start: usize) -> Option<Entity> {
    told(look, digits, start).or_else(|| {
        let written = written(shape)?;
        which(look, digits, |entity| entity == written, |_| true)
    })
}

/// Which of the kinds `digits` are that the words beside `start` speak of.
pub(crate) fn told(look: &Look<'_>, digits: &[u8], start: usize) -> Option<Entity> {
    // Words that are read already are asked before digits are.
    let known = look.known_context(start);
    let may_be = |entity| known.is_none_or(|said| said.has(entity));
    which(look, digits, may_be, |entity| look.says(start, entity))
}

/// Which of the kinds that it `may_be` the digits are, and are meant to be.
fn which(
    look: &Look<'_>,
    digits: &[u8],
    may_be: impl Fn(Entity) -> bool,
    is_meant: impl Fn(Entity) -> bool,
) -> Option<Entity> {
    let first = STARTS.get(digits.len()).copied().unwrap_or(KNOWN.len());
    let known = KNOWN[first..].iter();
    let mut known = known.take_while(|known| known.1 == digits.len());
    let fits = |&&(entity, _, is_right): &&Known| {
        look.wants(entity) && may_be(entity) && is_right(digits) && is_meant(entity)
    };
    known.find(fits).map(|known| known.0)
}

/// Where the kinds of so many digits begin; behind the last one where there are none.
static STARTS: [usize; 20] = {
    let mut starts = [KNOWN.len(); 20];
    let mut index = KNOWN.len();
    while index > 0 {
        index -= 1;
        starts[KNOWN[index].1] = index;
    }
    starts
};

/// The kind whose numbers alone are written so.
fn written(shape: &Shape) -> Option<Entity> {
    match shape.lens() {
        [4, 4, 4] if shape.is_tied(b" -") => Some(InAadhaar),
        [3, 3, 3, 2] => Some(BrCpf),
        [9, 2] if shape.is_tied(b"-") => Some(BrCpf),
        [2, 3, 3, 4, 2] | [8, 4, 2] => Some(BrCnpj),
        [12, 2] if shape.is_tied(b"-") => Some(BrCnpj),
        [6, 7] if shape.is_tied(b"-_") => Some(KrRrn),
        [18] | [6, 8, 4] => Some(CnRic),
        _ => None,
    }
}
