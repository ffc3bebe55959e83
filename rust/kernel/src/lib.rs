//! Wire walk, batches, log, queue and trace table of Spanmill. Knows bytes, nothing of Python.
#![forbid(unsafe_code)]

mod absent;
pub mod arrow;
pub mod attribute;
pub mod batch;
pub mod block;
pub mod cell;
pub mod columns;
pub mod copied;
pub mod cost;
pub mod decided;
pub mod dialect;
pub mod edit;
mod edit_headers;
pub mod encoding;
pub mod frame;
pub mod groups;
pub mod hash;
pub mod hashed;
pub mod headers;
mod join;
pub mod json_in;
pub mod json_out;
mod json_scalar;
pub mod json_token;
pub mod kept;
pub mod keys;
pub mod log;
pub mod parse;
pub mod pattern;
pub mod placed;
pub mod plan;
pub mod queue;
pub mod record;
pub mod redact;
mod remove;
pub mod rows;
pub mod schema;
pub mod scope_text;
pub mod spelling;
mod split;
pub mod table;
pub mod values;
pub mod walk;
pub mod wire;

#[cfg(test)]
mod samples;
