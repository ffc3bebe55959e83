//! Wire walk, batches, log, queue and trace table of Spanmill. Knows bytes, nothing of Python.
#![forbid(unsafe_code)]

pub mod arrow;
pub mod attribute;
pub mod batch;
pub mod block;
pub mod cell;
pub mod columns;
pub mod edit;
mod edit_headers;
pub mod encoding;
pub mod frame;
pub mod hash;
pub mod headers;
mod join;
pub mod json_in;
pub mod json_out;
mod json_scalar;
pub mod json_token;
pub mod keys;
pub mod parse;
pub mod pattern;
pub mod plan;
mod remove;
pub mod rows;
pub mod schema;
pub mod spelling;
pub mod values;
pub mod walk;
pub mod wire;
