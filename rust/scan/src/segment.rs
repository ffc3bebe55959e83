//! What a code beside a value says of it, in messages of hospitals, insurers, banks and airlines:
//! `PID|1||820335340^^^SSA^SS`, `REF*SY*820335340~`, `:57A:INGBNL2A`.
//!
//! Source: HL7 2.9, tables 0201, 0202 and 0203 and segment PID; ASC X12 005010, elements 66, 128,
//! 365, 506 and 569; SWIFT MT, party option A; UN/EDIFACT, segments COM and DOC; IATA, SSR DOCS.

use std::cell::Cell;

use crate::boundary::begins;
use crate::class::{DIGIT, UPPER, WORD, among, is};
use crate::entity::Entity::{
    AuMedicare, CreditCard, DateOfBirth, DriverLicense, InAadhaar, KrRrn, NlBsn, Passport, Phone,
    PlPesel, SePersonnummer, SwiftBic, ThTnin, TrTckn, UkNhs, UsBankAccount, UsDea, UsMbi, UsNpi,
    UsRouting, UsSsn, ZaId,
};
use crate::entity::{Entity, EntitySet};

/// How far before a value its segment may begin: elements of X12, and fields of HL7.
const ELEMENTS: usize = 96;
const FIELDS: usize = 192;
/// Longest field behind its first component.
const COMPONENTS: usize = 128;

/// Qualifiers of X12, by their segments.
const QUALIFIERS: [(&[u8], [u8; 2], Entity); 15] = [
    (b"REF*", *b"SY", UsSsn),
    (b"NM1*", *b"34", UsSsn),
    (b"NM1*", *b"XX", UsNpi),
    (b"N1*", *b"XX", UsNpi),
    (b"NM1*", *b"MI", UsMbi),
    (b"DMG*", *b"D8", DateOfBirth),
    (b"PER*", *b"TE", Phone),
    (b"PER*", *b"CP", Phone),
    (b"PER*", *b"HP", Phone),
    (b"PER*", *b"WP", Phone),
    (b"PER*", *b"FX", Phone),
    (b"BPR*", *b"01", UsRouting),
    (b"BPR*", *b"DA", UsBankAccount),
    (b"BPR*", *b"SG", UsBankAccount),
    (b"RMR*", *b"DA", UsBankAccount),
];

/// Types of identifiers in HL7; countries have their own behind `NN`.
const TYPES: [(&[u8], EntitySet); 19] = [
    (b"SS", EntitySet::of(&[UsSsn])),
    (b"NH", EntitySet::of(&[UkNhs])),
    (b"MC", EntitySet::of(&[AuMedicare, UsMbi])),
    (b"NPI", EntitySet::of(&[UsNpi])),
    (b"DEA", EntitySet::of(&[UsDea])),
    (b"DL", EntitySet::of(&[DriverLicense])),
    (b"PPN", EntitySet::of(&[Passport])),
    (b"BA", EntitySet::of(&[UsBankAccount])),
    (b"BC", EntitySet::of(&[CreditCard])),
    (b"NNUSA", EntitySet::of(&[UsSsn])),
    (b"NNGBR", EntitySet::of(&[UkNhs])),
    (b"NNSWE", EntitySet::of(&[SePersonnummer])),
    (b"NNPOL", EntitySet::of(&[PlPesel])),
    (b"NNNLD", EntitySet::of(&[NlBsn])),
    (b"NNTUR", EntitySet::of(&[TrTckn])),
    (b"NNKOR", EntitySet::of(&[KrRrn])),
    (b"NNTHA", EntitySet::of(&[ThTnin])),
    (b"NNIND", EntitySet::of(&[InAadhaar])),
    (b"NNZAF", EntitySet::of(&[ZaId])),
];

/// What the code at the end of `text` says of the value of `len` bytes behind it.
#[inline]
pub fn coded_before(text: &[u8], len: usize, lines: &Lines) -> EntitySet {
    let kind = match text {
        [.., b'*', first, second, b'*'] => qualified(text, [*first, *second]),
        [lead @ .., b':', b'5', place, b'A', b':'] if is(*place, DIGIT) => {
            begins(text, lead.len(), WORD).then_some(SwiftBic)
        }
        [.., b'/'] => traveller(text),
        [.., b'C', b'O', b'M', b'+'] => Some(Phone),
        [.., b'+'] => document(text),
        [.., b'|'] if len >= 8 => field(text, lines),
        _ => None,
    };
    kind.map_or_else(EntitySet::default, |kind| EntitySet::of(&[kind]))
}

#[cold]
fn qualified(text: &[u8], code: [u8; 2]) -> Option<Entity> {
    let near = &text[text.len().saturating_sub(ELEMENTS)..];
    let segment = near.rsplit(|byte| *byte == b'~').next()?;
    let begins = |tag: &[u8]| segment.windows(tag.len()).any(|part| part == tag);
    let mut known = QUALIFIERS.iter();
    known
        .find(|known| known.1 == code && begins(known.0))
        .map(|known| known.2)
}

/// A passport behind its state: `SSR DOCS YY HK1/P/NLD/`.
fn traveller(text: &[u8]) -> Option<Entity> {
    let [lead @ .., b'/', b'P', b'/', state_0, state_1, state_2, b'/'] = text else {
        return None;
    };
    let is_state = [state_0, state_1, state_2]
        .iter()
        .all(|&&byte| is(byte, UPPER));
    let near = &lead[lead.len().saturating_sub(24)..];
    (is_state && near.windows(5).any(|part| part == b"DOCS ")).then_some(Passport)
}

/// A passport behind what says that it is one: `DOC+P:110:111+`.
fn document(text: &[u8]) -> Option<Entity> {
    let near = &text[text.len().saturating_sub(16)..];
    let mut tag = near
        .windows(5)
        .rposition(|part| part == b"DOC+P")
        .into_iter();
    tag.any(|at| !near[at + 4..near.len() - 1].contains(&b'+'))
        .then_some(Passport)
}

/// What the field of a patient is that begins behind `text`, by its number.
#[cold]
fn field(text: &[u8], lines: &Lines) -> Option<Entity> {
    let segment = &text[lines.last(text)?..];
    // The letter of an escape may stand before it.
    let tag = segment
        .windows(4)
        .take(2)
        .position(|part| part == b"PID|")?;
    match segment[tag..].split(|byte| *byte == b'|').skip(1).count() {
        7 => Some(DateOfBirth),
        13 | 14 => Some(Phone),
        19 => Some(UsSsn),
        20 => Some(DriverLicense),
        _ => None,
    }
}

/// Where the line begins in which a field lies. What was looked at for the one before is not looked
/// at again: a row may have a field every other byte.
#[derive(Debug, Default)]
pub struct Lines {
    /// How far was looked, and where the line begins that goes on there.
    known: Cell<(usize, usize)>,
}

impl Lines {
    /// Where the line begins that ends `text`, where that is near enough.
    fn last(&self, text: &[u8]) -> Option<usize> {
        const ENDS: [bool; 256] = among(b"\n\r\\\"");
        let (seen, begin) = self.known.get();
        let (seen, begin) = if seen <= text.len() {
            (seen, begin)
        } else {
            (0, 0)
        };
        let near = text.len().saturating_sub(FIELDS);
        let from = near.max(seen);
        let is_end = |byte: &u8| ENDS[usize::from(*byte)];
        let end = text[from..].iter().rposition(is_end);
        let begin = end.map_or(begin, |end| from + end + 1);
        self.known.set((text.len(), begin));
        (begin >= near).then_some(begin)
    }
}

/// What the components behind the value that ends before `end` say of it.
#[inline]
pub fn coded_behind(text: &[u8], end: usize) -> EntitySet {
    if text.get(end) == Some(&b'^') {
        component(&text[end + 1..])
    } else {
        EntitySet::default()
    }
}

#[cold]
fn component(rest: &[u8]) -> EntitySet {
    let bytes = rest.iter().take(COMPONENTS);
    let len = bytes
        .take_while(|byte| !b"|~\n\r\\\"".contains(byte))
        .count();
    let mut parts = rest[..len].split(|byte| *byte == b'^');
    let [second, third] = [parts.next(), parts.next()].map(Option::unwrap_or_default);
    let is_device = matches!(third, b"PH" | b"CP" | b"FX" | b"BP");
    if is_device && matches!(second, b"PRN" | b"ORN" | b"WPN" | b"VHN" | b"ASN" | b"EMR") {
        return EntitySet::of(&[Phone]);
    }
    // Of an identifier the fifth one, of a person the thirteenth.
    let [fifth, last] = [parts.nth(1), parts.nth(7)].map(Option::unwrap_or_default);
    let known = TYPES
        .iter()
        .find(|known| known.0 == fifth || known.0 == last);
    known.map_or_else(EntitySet::default, |known| known.1)
}
