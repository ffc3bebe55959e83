//! Redaction: personal data and secrets out of every text of a batch.
//!
//! A policy is compiled once; `Batch::redact` walks spans and headers, and writes only those anew
//! in which it found something. It fails closed: what cannot be read within its budget, or makes a
//! detector fail, is replaced.

mod allow;
mod audit;
mod batch;
mod blob;
mod call;
mod clean;
mod file;
mod hash;
mod json;
mod keep;
mod keys;
mod policy;
mod report;
mod rewrite;
mod rules;
mod sanitize;
mod statement;
mod text;
mod value;
mod walk;
mod written;

pub use file::redact_text;
pub use keep::Keep;
pub use policy::{HashFunction, Operator, Policy, Rule, Spec, Summary};
pub use report::{Detail, Kind, Location, Report};
