//! Wire walk, batches, log, queue and trace table of Spanmill. Knows bytes, nothing of Python.
#![forbid(unsafe_code)]

mod message;

pub mod log;
pub mod record;
