//! Where a plan has the columns of the fields.

use std::sync::Arc;

use super::field::FIELDS;
use super::pass::CostError;
use super::spec::Tables;
use crate::plan::{Plan, Use};

/// Columns by field, of one plan.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) plan: Arc<Plan>,
    pub(crate) columns: [Option<usize>; FIELDS],
    pub(crate) json: Vec<usize>,
    /// What the plan does with each key that is written.
    pub(crate) uses: Vec<Vec<Use>>,
}

impl Layout {
    pub(crate) fn new(tables: &Tables, plan: &Arc<Plan>) -> Result<Self, CostError> {
        let find = |keys: &[String]| {
            let column = plan.span.column(keys);
            column.ok_or_else(|| CostError::Column(keys.to_vec()))
        };
        let mut columns = [None; FIELDS];
        for (column, keys) in columns.iter_mut().zip(&tables.keys) {
            if !keys.is_empty() {
                *column = Some(find(keys)?);
            }
        }
        let json = tables.spec.json.iter();
        let json = json.map(|source| find(std::slice::from_ref(&source.key)));
        Ok(Self {
            plan: Arc::clone(plan),
            columns,
            json: json.collect::<Result<_, _>>()?,
            uses: tables.out.uses(plan),
        })
    }
}
