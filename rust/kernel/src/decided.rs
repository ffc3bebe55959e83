//! Decisions of records as columns of the spans in them.

use std::collections::HashMap;

use crate::batch::Batch;
use crate::record::DecisionSet;

/// Decisions by span: codes of policy and reason, -1 where there is none, and weights, 1 where
/// there is none.
#[derive(Debug, Default, PartialEq)]
pub struct SpanDecisions {
    /// Policy codes.
    pub policy: Vec<i32>,
    /// Names of policies.
    pub policies: Vec<String>,
    /// Reason codes.
    pub reason: Vec<i32>,
    /// Names of reasons.
    pub reasons: Vec<String>,
    /// Weights.
    pub weight: Vec<f64>,
}

impl SpanDecisions {
    /// Match the spans of a batch to the decisions of the record that each came with; `sets` is by
    /// request of the batch.
    #[must_use]
    pub fn of(batch: &Batch, sets: &[DecisionSet]) -> Self {
        let mut policies = Names::default();
        let mut reasons = Names::default();
        let mut known = HashMap::new();
        for (request, set) in (0_u32..).zip(sets) {
            // Spans of a record are of traces that it keeps, which are few.
            let kept = set.trace_ids.iter().zip(&set.keep).enumerate();
            for (row, (trace_id, _)) in kept.filter(|(_, (_, keep))| **keep != 0) {
                let policy = policies.code(set.policy_name(row));
                let reason = reasons.code(set.reason_name(row));
                let weight = set.weight.get(row).copied().unwrap_or(1.0);
                known.insert((request, trace_id), (policy, reason, weight));
            }
        }
        let mut spans = Self {
            policies: policies.list,
            reasons: reasons.list,
            ..Self::default()
        };
        for key in batch.requests().iter().copied().zip(batch.trace_ids()) {
            let (policy, reason, weight) = known.get(&key).copied().unwrap_or((-1, -1, 1.0));
            spans.policy.push(policy);
            spans.reason.push(reason);
            spans.weight.push(weight);
        }
        spans
    }
}

/// One table of names for all records.
#[derive(Default)]
struct Names {
    list: Vec<String>,
    codes: HashMap<String, i32>,
}

impl Names {
    fn code(&mut self, name: &str) -> i32 {
        if name.is_empty() {
            return -1;
        }
        if let Some(&code) = self.codes.get(name) {
            return code;
        }
        let code = i32::try_from(self.list.len()).unwrap_or(-1);
        self.codes.insert(name.to_owned(), code);
        self.list.push(name.to_owned());
        code
    }
}
