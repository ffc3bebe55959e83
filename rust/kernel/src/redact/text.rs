//! One text: findings in, the new text out.

use std::panic::{AssertUnwindSafe, catch_unwind};

use spanmill_scan::{Entity, Options, Scanner};

use super::clean::Clean;
use super::keys::Reading;
use super::policy::{Operator, Policy};
use super::report::Kind;
use super::statement::Dialects;
use super::written::{is_harmless, is_placeholder};
use super::{blob, json, sanitize, statement};

/// Stands for a text that was not read.
pub const UNREAD: &[u8] = b"[UNREAD]";

/// Bytes that a user's expressions may look at in one text, each match counted as all of it.
const MAX_WORK: usize = 1 << 31;

/// How often a text is looked at again after something in it was replaced.
const MAX_PASSES: usize = 8;

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

impl Finding {
    /// One that lies nowhere in a text.
    pub fn none(kind: Kind) -> Self {
        Self {
            start: 0,
            end: 0,
            kind,
        }
    }
}

/// What was found in a text, and what became of it.
#[derive(Debug, Default)]
pub struct Verdict {
    /// Findings in order; they do not overlap.
    pub findings: Vec<Finding>,
    /// The new text, where it changes.
    pub text: Option<Vec<u8>>,
    /// Where the new text goes on as the old one.
    moves: Vec<Move>,
    /// The attribute goes.
    pub is_dropped: bool,
    /// A finding was left alone because it is allowed.
    pub is_allowed: bool,
}

/// From `new` on a text runs as the one before it from `old` on.
#[derive(Clone, Copy, Debug)]
struct Move {
    new: usize,
    old: usize,
}

/// The position in the first text of a position in the last.
fn origin(passes: &[Vec<Move>], at: usize) -> usize {
    passes.iter().rev().fold(at, |at, moves| {
        let next = moves.partition_point(|step| step.new <= at);
        let step = next.checked_sub(1).and_then(|index| moves.get(index));
        step.map_or(at, |step| step.old + (at - step.new))
    })
}

/// Looks at texts one after the other.
pub struct TextReader<'p> {
    policy: &'p Policy,
    scanner: Scanner,
    clean: Clean,
    /// Sanitizers for the database that the span under the walk calls.
    pub system: Dialects,
}

impl<'p> TextReader<'p> {
    /// A reader under `policy`.
    pub fn new(policy: &'p Policy) -> Self {
        Self {
            policy,
            scanner: Scanner::new(),
            clean: Clean::new(),
            system: statement::ALL,
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
        let place = Clean::place(text, reading);
        if place.is_some_and(|place| self.clean.has(place, text, reading)) {
            return None;
        }
        let mut verdict = Verdict::default();
        // A detector that fails must not let the text pass, nor end the process.
        let found = catch_unwind(AssertUnwindSafe(|| {
            if !self.find(text, reading, &mut verdict) {
                return false;
            }
            if verdict.findings.is_empty() {
                return true;
            }
            self.write(text, reading, &mut verdict);
            self.settle(reading, &mut verdict)
        }));
        if !matches!(found, Ok(true)) {
            self.scanner = Scanner::new();
            return Some(whole(text, Kind::Unread, UNREAD.to_vec()));
        }
        if !verdict.findings.is_empty() || verdict.is_allowed {
            return Some(verdict);
        }
        if let Some(place) = place {
            self.clean.add(place, text, reading);
        }
        None
    }

    /// Look at what was written until nothing more is found in it: a value may be a part of a word
    /// until its neighbour is gone. What stands for a finding is none itself. False where there is
    /// no end to it.
    fn settle(&mut self, reading: &Reading, verdict: &mut Verdict) -> bool {
        let mut passes: Vec<Vec<Move>> = Vec::new();
        loop {
            let Some(text) = verdict.text.take() else {
                return true;
            };
            let mut next = Verdict::default();
            self.scan(&text, reading, &mut next.findings);
            self.sanitize(&text, reading, &mut next);
            next.findings
                .retain(|finding| operator(finding.kind, reading) != Operator::Detect);
            if next.findings.is_empty() {
                verdict.text = Some(text);
                return true;
            }
            if passes.len() == MAX_PASSES {
                return false;
            }
            self.write(&text, reading, &mut next);
            if next.text.as_ref() == Some(&text) {
                verdict.text = Some(text);
                return true;
            }
            passes.push(std::mem::replace(&mut verdict.moves, next.moves));
            verdict.is_dropped |= next.is_dropped;
            verdict.text = Some(next.text.unwrap_or(text));
            verdict
                .findings
                .extend(next.findings.iter().map(|finding| Finding {
                    start: origin(&passes, finding.start),
                    end: origin(&passes, finding.end),
                    kind: finding.kind,
                }));
        }
    }

    fn scan(&mut self, text: &[u8], reading: &Reading, findings: &mut Vec<Finding>) {
        let options = Options {
            entities: reading.entities,
            private_addresses: !self.policy.spec.allow_private_ips,
            context: reading.meaning.context,
        };
        for hit in self.scanner.scan(text, &options) {
            findings.push(Finding {
                start: hit.start,
                end: hit.end,
                kind: Kind::Entity(hit.entity),
            });
        }
    }

    /// False where the expressions take too long.
    fn find(&mut self, text: &[u8], reading: &Reading, verdict: &mut Verdict) -> bool {
        self.scan(text, reading, &mut verdict.findings);
        let findings = &mut verdict.findings;
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
        let is_done = self.find_blocked(text, findings);
        self.sanitize(text, reading, verdict);
        is_done
    }

    /// Add what the sanitizers find to the findings, and bring all in order.
    fn sanitize(&self, text: &[u8], reading: &Reading, verdict: &mut Verdict) {
        let findings = &mut verdict.findings;
        if self.policy.spec.mark_blobs {
            blob::find(text, findings);
        }
        if reading.is_url {
            sanitize::url(text, findings);
        }
        statement::find(text, reading.dialects & self.system, findings);
        if !findings.is_empty() {
            self.without_allowed(text, verdict);
            join(&mut verdict.findings, reading);
            self.without_masked(text, reading, &mut verdict.findings);
            verdict
                .findings
                .retain(|finding| finding.kind != Kind::Sanitized || !json::is_zero(text, finding));
        }
    }

    /// What an earlier pass left of a finding is none.
    fn without_masked(&self, text: &[u8], reading: &Reading, findings: &mut Vec<Finding>) {
        findings.retain(|finding| {
            let value = text.get(finding.start..finding.end).unwrap_or_default();
            let is_masked = matches!(finding.kind, Kind::Entity(_))
                && operator(finding.kind, reading) == Operator::Mask;
            !(is_masked && self.policy.keep(reading.rule(finding.kind)).is_done(value))
        });
    }

    /// Each match may have looked at all that is behind it, so there is an end to how many there
    /// can be. False where it is reached.
    fn find_blocked(&self, text: &[u8], findings: &mut Vec<Finding>) -> bool {
        if self.policy.blocked_values.is_empty() {
            return true;
        }
        let mut left = MAX_WORK / text.len();
        for index in self.policy.blocked_any.matches(text) {
            let Some(pattern) = self.policy.blocked_values.get(index) else {
                continue;
            };
            for found in pattern.find_iter(text).filter(|found| !found.is_empty()) {
                let finding = json::blocked(text, found.start(), found.end());
                if !is_placeholder(text, &finding) {
                    findings.push(finding);
                }
                let Some(rest) = left.checked_sub(1) else {
                    return false;
                };
                left = rest;
            }
        }
        true
    }

    fn without_allowed(&self, text: &[u8], verdict: &mut Verdict) {
        if self.policy.allowed.is_empty() {
            return;
        }
        let before = verdict.findings.len();
        verdict.findings.retain(|finding| {
            let value = text.get(finding.start..finding.end).unwrap_or_default();
            !self.policy.allowed.has(finding.kind, value)
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
            self.put(text, finding, operator, reading, &mut out);
            from = finding.end;
            verdict.moves.push(Move {
                new: out.len(),
                old: from,
            });
        }
        out.extend_from_slice(text.get(from..).unwrap_or_default());
        if !is_changed {
            return;
        }
        // A finding that cuts a character in two would make the span invalid.
        let is_text = std::str::from_utf8(&out).is_ok() || std::str::from_utf8(text).is_err();
        verdict.text = Some(if is_text { out } else { UNREAD.to_vec() });
    }

    fn put(
        &self,
        text: &[u8],
        finding: &Finding,
        operator: Operator,
        reading: &Reading,
        out: &mut Vec<u8>,
    ) {
        let value = text.get(finding.start..finding.end).unwrap_or_default();
        let quote = json::quote_of_number(text, finding);
        let Some(quote) = quote else {
            // A number in an array of JSON stays a number.
            return out.push(b'0');
        };
        out.extend_from_slice(quote);
        match (finding.kind, operator) {
            (Kind::Entity(_), Operator::Mask) => {
                self.policy.keep(reading.rule(finding.kind)).put(value, out);
            }
            (Kind::Entity(entity), _) => self.put_entity(entity, value, operator, out),
            (Kind::Sanitized, _) => {
                out.extend_from_slice(sanitize::stand_in(value, reading.is_url));
            }
            (Kind::Blob, _) => blob::put(value, out),
            _ => self.policy.hasher.put_masked(value, out),
        }
        out.extend_from_slice(quote);
    }

    fn put_entity(&self, entity: Entity, value: &[u8], operator: Operator, out: &mut Vec<u8>) {
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

fn rank(kind: Kind) -> u8 {
    match kind {
        Kind::Entity(entity) => entity.rank(),
        Kind::Sanitized | Kind::Blob => 0,
        _ => u8::MAX,
    }
}

/// Join overlapping findings under the kind of the highest rank, of those that change the text
/// where there are any; sorts them.
fn join(findings: &mut Vec<Finding>, reading: &Reading) {
    let weight = |kind| (operator(kind, reading) != Operator::Detect, rank(kind));
    findings.sort_by_key(|finding| (finding.start, usize::MAX - finding.end));
    findings.dedup_by(|next, kept| {
        if next.start >= kept.end {
            return false;
        }
        if weight(next.kind) > weight(kept.kind) {
            kept.kind = next.kind;
        }
        kept.end = kept.end.max(next.end);
        true
    });
}
