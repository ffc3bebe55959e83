//! A text that is no span, as the command line reads it.

use super::keys::KeyTable;
use super::policy::Policy;
use super::report::{Detail, Location};
use super::text::TextReader;

/// Redact a text, and describe what was found. Attribute keys play no part, nor do
/// rules for spans and resources.
#[must_use]
pub fn redact_text(policy: &Policy, text: &[u8]) -> (Vec<u8>, Vec<Detail>) {
    let mut keys = KeyTable::new(policy);
    keys.enter(&[policy.rules.of_headers() & policy.rules.of_resource(&[])]);
    let reading = keys.plain();
    let Some(verdict) = TextReader::new(policy).read(text, &reading) else {
        return (text.to_vec(), Vec::new());
    };
    let details = verdict.findings.iter().map(|finding| Detail {
        row: None,
        location: Location::Attribute.name(),
        key: String::new(),
        kind: finding.kind.name(),
        score: finding.kind.score(),
        rule: reading.rule(finding.kind),
        start: finding.start,
        end: finding.end,
    });
    let details = details.collect();
    if policy.spec.only_counts {
        return (text.to_vec(), details);
    }
    // Operator `drop` takes the attribute; of a text that is none, it takes all.
    let new = if verdict.is_dropped {
        Vec::new()
    } else {
        verdict.text.unwrap_or_else(|| text.to_vec())
    };
    (new, details)
}
