//! One spelling for all spellings of a value, so that their hashes are the same.

use crate::class::{WORD, is};
use crate::entity::Entity;

/// Append the canonical form of a finding to `out`: numbers without separators, addresses in lower
/// case.
pub fn canonical(entity: Entity, value: &[u8], out: &mut Vec<u8>) {
    match entity {
        Entity::Email | Entity::Ipv4 | Entity::Ipv6 => out.extend(value.to_ascii_lowercase()),
        Entity::Phone => out.extend(value.iter().filter(|byte| byte.is_ascii_digit())),
        Entity::Eth | Entity::Mac => {
            let letters = value.iter().filter(|byte| is(**byte, WORD));
            out.extend(letters.map(u8::to_ascii_lowercase));
        }
        _ if is_number(entity) => {
            let letters = value.iter().filter(|byte| is(**byte, WORD));
            out.extend(letters.map(u8::to_ascii_uppercase));
        }
        _ => out.extend_from_slice(value),
    }
}

fn is_number(entity: Entity) -> bool {
    matches!(
        entity,
        Entity::CreditCard
            | Entity::UsSsn
            | Entity::UsItin
            | Entity::Iban
            | Entity::SwiftBic
            | Entity::UkNhs
            | Entity::UkNino
            | Entity::InAadhaar
            | Entity::InPan
            | Entity::FrNir
            | Entity::EsNif
            | Entity::ItCodiceFiscale
    )
}
