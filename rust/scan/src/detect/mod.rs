//! Verification of candidates, one file a family.

mod address;
mod calendar;
mod capitals;
mod card;
mod check;
mod checks;
mod cluster;
mod coin;
mod command;
mod date;
mod document;
mod email;
mod header;
mod key;
mod keyed;
mod kinds;
mod lettered;
mod national;
mod number;
mod pem;
mod phone;
mod said;
mod secret;
mod token;
mod vendors;

pub(crate) use address::{address, dotted};
pub(crate) use capitals::capitals;
pub(crate) use command::Commands;
pub(crate) use document::mixed;
pub(crate) use email::at_sign;
pub(crate) use keyed::{flag, keyed};
pub(crate) use lettered::company;
pub(crate) use number::number;
pub(crate) use pem::armour;
pub(crate) use said::said;
pub(crate) use token::token;
