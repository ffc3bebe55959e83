//! Detectors of personal data and secrets over raw bytes.
//!
//! A byte says whether a finding may begin there; rules with structure, checksums and boundaries
//! then verify it. No rule looks
//! at more bytes than a constant or than the token that it stands in, so the whole is linear in the
//! text.
#![forbid(unsafe_code)]

mod boundary;
mod class;
mod email;
mod entity;
mod number;
mod scanner;
mod secret;

pub use entity::Entity;
pub use scanner::{Hit, Scanner};
