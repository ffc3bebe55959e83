//! Prices model calls: one pass over the rows of a batch, with tables that Python compiles once.
//!
//! Python knows dialects, rules and price lists; here are only their compiled form and arithmetic.
//! What the tables do not know yet comes back as a question: Python answers it once for each
//! distinct model or usage, and the call is made again.

mod arithmetic;
mod broken_off;
mod call;
mod counted;
mod estimate;
mod field;
mod json;
mod layout;
mod memory;
mod models;
mod pass;
mod read;
mod spec;
mod tail;
mod text_map;
mod time;
mod write;

pub use arithmetic::{LEVELS, Price, UNITS};
pub use field::{COUNTS, Field};
pub use models::{Model, Segment, Slot};
pub use pass::{CostError, Counts, Outcome, Pricer};
pub use spec::{Begun, Class, JsonSource, Operation, Reported, ScopeRule, Spec, Unit};
