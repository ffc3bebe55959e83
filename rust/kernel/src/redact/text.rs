//! One text: findings in, the new text out.

use std::panic::{AssertUnwindSafe, catch_unwind};

use spanmill_scan::{Entity, Options, Scanner};

use super::keys::Reading;
use super::policy::{Operator, Policy};
use super::report::Kind;
use super::sanitize;

/// Stands for a text that was not read.
pub const UNREAD: &[u8] = b"[UNREAD]";

/// Bytes `start..end` of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// First byte.
    pub start: usize,
    /// One behind the last byte.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
}

/// What was found in a text, and what became of it.
#[derive(Debug, Default)]
pub struct Verdict {
    /// Findings in order; they do not overlap.
    pub findings: Vec<Finding>,
    /// The new text, where it changes.
    pub text: Option<Vec<u8>>,
    /// The attribute goes.
    pub is_dropped: bool,
    /// A finding was left alone because it is allowed.
    pub is_allowed: bool,
}

/// Looks at texts one after the other.
pub struct TextReader<'p> {
    policy: &'p Policy,
    scanner: Scanner,
}

impl<'p> TextReader<'p> {
    /// A reader under `policy`.
    pub fn new(policy: &'p Policy) -> Self {
        Self {
            policy,
            scanner: Scanner::new(),
        }
    }

    /// Look at `text`. None where nothing was found, which is nearly always.
    #[inline]
    pub fn read(&mut self, text: &[u8], reading: &Reading) -> Option<Verdict> {
        if text.is_empty() {
            return None;
        }
        if text.len() > self.policy.spec.max_value_bytes {
            return Some(whole(text, Kind::Unread, UNREAD.to_vec()));
        }
        let mut verdict = Verdict::default();
        // A detector that fails must not let the text pass, nor end the process.
        let found = catch_unwind(AssertUnwindSafe(|| self.find(text, reading, &mut verdict)));
        if found.is_err() {
            self.scanner = Scanner::new();
            return Some(whole(text, Kind::Unread, UNREAD.to_vec()));
        }
        if verdict.findings.is_empty() {
            return verdict.is_allowed.then_some(verdict);
        }
        self.write(text, reading, &mut verdict);
        Some(verdict)
    }

    fn find(&mut self, text: &[u8], reading: &Reading, verdict: &mut Verdict) {
        let options = Options {
            entities: reading.entities,
            private_addresses: !self.policy.spec.allow_private_ips,
            context: reading.meaning.context,
        };
        let findings = &mut verdict.findings;
        for hit in self.scanner.scan(text, &options) {
            findings.push(Finding {
                start: hit.start,
                end: hit.end,
                kind: Kind::Entity(hit.entity),
            });
        }
        if let Some(entity) = reading.meaning.whole
            && reading.entities.has(entity)
            && !is_harmless(text)
        {
            findings.push(Finding {
                start: 0,
                end: text.len(),
                kind: Kind::Entity(entity),
            });
        }
        self.find_blocked(text, findings);
        if reading.is_url {
            sanitize::url(text, findings);
        }
        if reading.is_statement {
            sanitize::statement(text, findings);
        }
        if !findings.is_empty() {
            self.without_allowed(text, verdict);
            join(&mut verdict.findings);
        }
    }

    fn find_blocked(&self, text: &[u8], findings: &mut Vec<Finding>) {
        if self.policy.blocked_values.is_empty() {
            return;
        }
        for index in self.policy.blocked_any.matches(text) {
            let Some(pattern) = self.policy.blocked_values.get(index) else {
                continue;
            };
            let found = pattern.find_iter(text).filter(|found| !found.is_empty());
            findings.extend(
                found
                    .map(|found| outside_escapes(text, found.start(), found.end()))
                    .filter(|finding| !is_placeholder(text, finding)),
            );
        }
    }

    fn without_allowed(&self, text: &[u8], verdict: &mut Verdict) {
        if self.policy.allowed_values.is_empty() {
            return;
        }
        let before = verdict.findings.len();
        verdict.findings.retain(|finding| {
            let value = text.get(finding.start..finding.end).unwrap_or_default();
            let mut allowed = self.policy.allowed_values.iter();
            !allowed.any(|pattern| pattern.is_match(value))
        });
        verdict.is_allowed = verdict.findings.len() < before;
    }

    fn write(&self, text: &[u8], reading: &Reading, verdict: &mut Verdict) {
        let mut out = Vec::with_capacity(text.len());
        let mut from = 0;
        let mut is_changed = false;
        for finding in &verdict.findings {
            let operator = operator(finding.kind, reading);
            verdict.is_dropped |= operator == Operator::Drop;
            if operator == Operator::Detect {
                continue;
            }
            is_changed = true;
            out.extend_from_slice(text.get(from..finding.start).unwrap_or_default());
            self.put(text, finding, operator, &mut out);
            from = finding.end;
        }
        out.extend_from_slice(text.get(from..).unwrap_or_default());
        if !is_changed {
            return;
        }
        // A finding that cuts a character in two would make the span invalid.
        let is_text = std::str::from_utf8(&out).is_ok() || std::str::from_utf8(text).is_err();
        verdict.text = Some(if is_text { out } else { UNREAD.to_vec() });
    }

    fn put(&self, text: &[u8], finding: &Finding, operator: Operator, out: &mut Vec<u8>) {
        let value = text.get(finding.start..finding.end).unwrap_or_default();
        let quote = super::json::quote_of_number(text, finding);
        let Some(quote) = quote else {
            // A number in an array of JSON stays a number.
            return out.push(b'0');
        };
        out.extend_from_slice(quote);
        match (finding.kind, operator) {
            (Kind::Entity(entity), _) => self.put_entity(entity, value, operator, out),
            (Kind::Sanitized, _) => out.push(b'*'),
            _ => self.policy.hasher.put_masked(value, out),
        }
        out.extend_from_slice(quote);
    }

    fn put_entity(&self, entity: Entity, value: &[u8], operator: Operator, out: &mut Vec<u8>) {
        if operator == Operator::Mask {
            return out.extend_from_slice(b"****");
        }
        out.push(b'[');
        out.extend_from_slice(entity.label().as_bytes());
        if operator == Operator::Hash {
            self.policy.hasher.put_token(entity, value, out);
        }
        out.push(b']');
    }
}

fn operator(kind: Kind, reading: &Reading) -> Operator {
    match kind {
        Kind::Entity(entity) => reading.operators[entity as usize],
        _ => Operator::Mask,
    }
}

fn whole(text: &[u8], kind: Kind, new: Vec<u8>) -> Verdict {
    let end = text.len();
    let findings = vec![Finding {
        start: 0,
        end,
        kind,
    }];
    Verdict {
        findings,
        text: (text != new).then_some(new),
        ..Verdict::default()
    }
}

/// True where the value of a key that names a secret says nothing, or was replaced before.
fn is_harmless(text: &[u8]) -> bool {
    const WORDS: [&[u8]; 6] = [b"true", b"false", b"null", b"none", b"nil", b"****"];
    let text = text.trim_ascii();
    let is_word = |word: &&[u8]| text.eq_ignore_ascii_case(word);
    text.is_empty() || WORDS.iter().any(is_word) || is_bracketed(text)
}

/// True for `[LABEL]` and `[LABEL:…]`.
fn is_bracketed(text: &[u8]) -> bool {
    let inner = text
        .strip_prefix(b"[")
        .and_then(|rest| rest.strip_suffix(b"]"));
    let label = inner.and_then(|inner| inner.split(|&byte| byte == b':').next());
    label.is_some_and(|label| {
        label == b"UNREAD"
            || Entity::ALL
                .iter()
                .any(|entity| entity.label().as_bytes() == label)
    })
}

/// True where a finding of the user's expressions lies in a placeholder that was put in before.
fn is_placeholder(text: &[u8], finding: &Finding) -> bool {
    const REACH: usize = 64;
    let from = finding.start.saturating_sub(REACH);
    let before = text.get(from..=finding.start).unwrap_or_default();
    let Some(open) = before.iter().rposition(|&byte| byte == b'[') else {
        return false;
    };
    let rest = text.get(from + open..).unwrap_or_default();
    let rest = rest.get(..REACH).unwrap_or(rest);
    let close = rest.iter().position(|&byte| byte == b']');
    close.is_some_and(|close| {
        finding.end <= from + open + close + 1
            && is_bracketed(rest.get(..=close).unwrap_or_default())
    })
}

/// The finding without half an escape at either end.
fn outside_escapes(text: &[u8], start: usize, end: usize) -> Finding {
    let run = |to: usize| {
        let before = text.get(..to).unwrap_or_default();
        before
            .iter()
            .rev()
            .take(64)
            .take_while(|&&byte| byte == b'\\')
            .count()
    };
    let (before, last) = (run(start), run(end));
    let end = if last % 2 == 1 && end - last > start {
        end - last
    } else {
        end
    };
    Finding {
        start: start - if before % 2 == 1 { before } else { 0 },
        end,
        kind: Kind::BlockedValue,
    }
}

fn rank(kind: Kind) -> u8 {
    match kind {
        Kind::Entity(entity) => entity.rank(),
        Kind::Sanitized => 0,
        _ => u8::MAX,
    }
}

/// Join overlapping findings under the kind of the highest rank; sorts them.
fn join(findings: &mut Vec<Finding>) {
    findings.sort_by_key(|finding| (finding.start, usize::MAX - finding.end));
    findings.dedup_by(|next, kept| {
        if next.start >= kept.end {
            return false;
        }
        if rank(next.kind) > rank(kept.kind) {
            kept.kind = next.kind;
        }
        kept.end = kept.end.max(next.end);
        true
    });
}
