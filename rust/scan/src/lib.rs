//! Detectors of personal data and secrets over raw bytes.
//!
//! One pass finds places where a finding could be, sixty-four bytes at a time; each is then
//! verified by hand-written rules with structure, checksums and boundaries. No step looks at more
//! bytes than a constant, or remembers how far it has looked, so the whole is linear in the text,
//! whoever wrote the text.
#![deny(unsafe_code)]

mod absent;
mod answer;
mod bits;
mod boundary;
mod candidates;
mod canonical;
mod class;
mod detect;
mod entity;
mod forms;
mod html;
mod known;
mod leads;
mod look;
mod masks;
mod meaning;
mod must;
mod native;
mod near;
mod normal;
mod phrase;
mod pick;
mod places;
mod scanner;
mod segment;
mod simd;
mod spelled;
mod table;
mod taken;
mod vocabulary;
mod window;
mod words;

pub use canonical::canonical;
pub use entity::{Entity, EntitySet};
pub use meaning::{Meaning, meaning};
pub use scanner::{Hit, Options, Scanner};
