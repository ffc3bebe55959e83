//! Verification of candidates, one file a family.

mod address;
mod capitals;
mod card;
mod check;
mod coin;
mod email;
mod keyed;
mod number;
mod pem;
mod phone;
mod secret;
mod token;
mod vendors;

pub(crate) use address::{address, dotted};
pub(crate) use capitals::capitals;
pub(crate) use email::at_sign;
pub(crate) use keyed::{is_bank, keyed};
pub(crate) use number::number;
pub(crate) use pem::armour;
pub(crate) use token::token;
