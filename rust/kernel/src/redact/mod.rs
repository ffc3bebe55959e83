//! Redaction: personal data and secrets out of every text of a batch.
//!
//! A policy is compiled once; `Batch::redact` walks spans and headers, and writes only those anew
//! in which it found something. It fails closed: what cannot be read within its budget, or makes a
//! detector fail, is replaced.

mod audit;
mod batch;
mod hash;
mod json;
mod keys;
mod policy;
mod report;
mod rewrite;
mod sanitize;
mod text;
mod value;
mod walk;

pub use policy::{HashFunction, Operator, Policy, Rule, Spec, Summary};
pub use report::{Kind, Location, Report};
