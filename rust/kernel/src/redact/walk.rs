//! The walk over one span or header, with what it shares: decisions by key, the reader of texts,
//! counts.

use std::rc::Rc;

use super::audit::{Audit, put_totals};
use super::call::Call;
use super::keys::{KeyTable, Reading};
use super::policy::Policy;
use super::report::{Detail, Kind, Location, Report};
use super::rewrite::{Outcome, rewrite};
use super::statement;
use super::text::{Finding, TextReader};
use crate::headers::Level;

/// Number of `Span.attributes`.
const SPAN_ATTRIBUTES: u32 = 9;

/// Applies one policy to messages, one after the other.
pub struct Redactor<'p> {
    pub(super) policy: &'p Policy,
    pub(super) keys: KeyTable<'p>,
    pub(super) report: Report,
    pub(super) audit: Audit,
    /// The attribute under the walk goes.
    pub(super) is_dropped: bool,
    /// The attribute under the walk has a finding that is allowed.
    pub(super) is_allowed: bool,
    texts: TextReader<'p>,
    /// What the span under the walk calls.
    call: Call,
    /// Findings in the message under the walk.
    hits: u32,
    kinds: Vec<&'static str>,
    /// The span under the walk, and the attribute, for a report that has details.
    row: Option<usize>,
    pub(super) key: Vec<u8>,
}

impl<'p> Redactor<'p> {
    /// A redactor for a batch of `rows` spans.
    pub fn new(policy: &'p Policy, rows: usize) -> Self {
        Self {
            policy,
            keys: KeyTable::new(policy),
            report: Report::new(rows),
            audit: Audit::default(),
            is_dropped: false,
            is_allowed: false,
            texts: TextReader::new(policy),
            call: Call::default(),
            hits: 0,
            kinds: Vec::new(),
            row: None,
            key: Vec::new(),
        }
    }

    pub(super) fn plain(&self) -> Rc<Reading> {
        self.keys.plain()
    }

    /// Findings so far in the message under the walk.
    pub(super) fn hits(&self) -> u32 {
        self.hits
    }

    /// Count a finding.
    pub(super) fn note(&mut self, kind: Kind, location: Location) {
        self.report.add(kind, location);
        self.hits += 1;
        if !self.kinds.contains(&kind.name()) {
            self.kinds.push(kind.name());
        }
    }

    /// Collect every finding.
    pub fn explain(&mut self) {
        self.report.details = Some(Vec::new());
    }

    /// Describe a finding to whoever asked.
    pub(super) fn detail(&mut self, finding: &Finding, rule: Option<u8>, location: Location) {
        if let Some(details) = &mut self.report.details {
            details.push(Detail {
                row: self.row,
                location: location.name(),
                key: String::from_utf8_lossy(&self.key).into_owned(),
                kind: finding.kind.name(),
                score: finding.kind.score(),
                rule,
                start: finding.start,
                end: finding.end,
            });
        }
    }

    /// Read one text.
    pub(super) fn text(&mut self, text: &[u8], reading: &Reading, location: Location) -> Outcome {
        let Some(verdict) = self.texts.read(text, reading) else {
            return Outcome::Keep;
        };
        for finding in &verdict.findings {
            self.note(finding.kind, location);
            self.detail(finding, reading.rule(finding.kind), location);
        }
        self.is_dropped |= verdict.is_dropped;
        self.is_allowed |= verdict.is_allowed;
        verdict.text.map_or(Outcome::Keep, Outcome::Replace)
    }

    /// A field that no schema names: what is found in it cannot be replaced in place, so the field
    /// goes.
    pub(super) fn unknown(&mut self, bytes: &[u8], location: Location) -> Outcome {
        let plain = self.plain();
        match self.text(bytes, &plain, location) {
            Outcome::Replace(_) => Outcome::Drop,
            other => other,
        }
    }

    /// A message with what was done to its attributes, which are fields of `number`.
    fn told(
        &self,
        mut audit: Audit,
        old: &[u8],
        new: Option<Vec<u8>>,
        number: u32,
    ) -> Option<Vec<u8>> {
        let summary = self.policy.spec.summary;
        if !audit.tells(summary) {
            return new;
        }
        let mut new = new.unwrap_or_else(|| old.to_vec());
        audit.put(summary, number, &mut new);
        Some(new)
    }

    /// A key without what it holds, for people to read.
    pub(super) fn shown(&mut self, key: &[u8]) -> Vec<u8> {
        let plain = self.plain();
        let found = self.texts.read(key, &plain);
        let text = found.and_then(|verdict| verdict.text);
        text.unwrap_or_else(|| key.to_vec())
    }

    fn plain_text(&mut self, text: &[u8], location: Location) -> Outcome {
        let plain = self.plain();
        self.text(text, &plain, location)
    }

    /// A span anew, where something was found in it; with the number of findings.
    pub fn span(&mut self, row: usize, span: &[u8]) -> Option<Vec<u8>> {
        self.hits = 0;
        self.row = Some(row);
        self.key.clear();
        self.kinds.clear();
        self.audit = Audit::default();
        if self.policy.spec.asks_of_calls() {
            self.call = Call::of(span);
            self.texts.system = self.call.dialects();
        }
        let new = rewrite(span, |tag, bytes| match tag {
            0x4a => self.attribute(bytes, Location::Attribute),
            0x2a => self.span_name(bytes),
            0x1a => self.plain_text(bytes, Location::TraceState),
            0x5a => self.event(bytes),
            0x6a => self.link(bytes),
            0x7a => self.status(bytes),
            0x0a | 0x12 | 0x22 => Outcome::Keep,
            tag if tag & 7 == 2 || tag & 7 == 3 => self.unknown(bytes, Location::Attribute),
            _ => Outcome::Keep,
        });
        if let Some(count) = self.report.rows.get_mut(row) {
            *count = self.hits;
        }
        let new = new.map(|mut new| {
            put_totals(&mut new, self.hits, &self.kinds, SPAN_ATTRIBUTES);
            new
        });
        let audit = std::mem::take(&mut self.audit);
        self.told(audit, span, new, SPAN_ATTRIBUTES)
    }

    fn span_name(&mut self, name: &[u8]) -> Outcome {
        let spec = &self.policy.spec;
        let is_url = spec.url_names && self.call.is_request() && name.contains(&b'/');
        let dialects = spec.name_dialects() & self.call.name_dialects();
        if !is_url && dialects == 0 {
            return self.plain_text(name, Location::Name);
        }
        let reading = Reading {
            is_url,
            dialects,
            ..Reading::clone(&self.keys.plain())
        };
        self.text(name, &reading, Location::Name)
    }

    fn event(&mut self, event: &[u8]) -> Outcome {
        self.attributed(event, [0x12, 0x1a], Location::Event)
    }

    fn link(&mut self, link: &[u8]) -> Outcome {
        self.attributed(link, [0x1a, 0x22], Location::Link)
    }

    /// A message with one text and attributes; the tags say which.
    fn attributed(&mut self, message: &[u8], tags: [u32; 2], location: Location) -> Outcome {
        let [text, attribute] = tags;
        let outer = std::mem::take(&mut self.audit);
        let new = rewrite(message, |tag, bytes| match tag {
            tag if tag == text => self.plain_text(bytes, location),
            tag if tag == attribute => self.attribute(bytes, location),
            // The ids of a link.
            0x0a | 0x12 if location == Location::Link => Outcome::Keep,
            tag if tag & 7 == 2 || tag & 7 == 3 => self.unknown(bytes, location),
            _ => Outcome::Keep,
        });
        let audit = std::mem::replace(&mut self.audit, outer);
        let new = self.told(audit, message, new, attribute >> 3);
        new.map_or(Outcome::Keep, Outcome::Replace)
    }

    fn status(&mut self, status: &[u8]) -> Outcome {
        let new = rewrite(status, |tag, bytes| match tag {
            0x12 => self.plain_text(bytes, Location::Status),
            tag if tag & 7 == 2 || tag & 7 == 3 => self.unknown(bytes, Location::Status),
            _ => Outcome::Keep,
        });
        new.map_or(Outcome::Keep, Outcome::Replace)
    }

    /// A resource or scope header anew, where something was found in it.
    pub fn header(&mut self, header: &[u8], level: Level) -> Option<Vec<u8>> {
        let location = match level {
            Level::Resource => Location::Resource,
            Level::Scope => Location::Scope,
        };
        self.row = None;
        self.key.clear();
        self.texts.system = statement::ALL;
        rewrite(header, |tag, bytes| match tag {
            0x0a => self.header_message(bytes, level, location),
            0x1a => self.plain_text(bytes, location),
            tag if tag & 7 == 2 || tag & 7 == 3 => self.unknown(bytes, location),
            _ => Outcome::Keep,
        })
    }

    fn header_message(&mut self, message: &[u8], level: Level, location: Location) -> Outcome {
        self.audit = Audit::default();
        let attribute = level.attribute_tag();
        let new = rewrite(message, |tag, bytes| match (level, tag) {
            (_, tag) if tag == attribute => self.attribute(bytes, location),
            (Level::Scope, 0x0a | 0x12) => self.plain_text(bytes, location),
            (_, tag) if tag & 7 == 2 || tag & 7 == 3 => self.unknown(bytes, location),
            _ => Outcome::Keep,
        });
        let audit = std::mem::take(&mut self.audit);
        let new = self.told(audit, message, new, attribute >> 3);
        new.map_or(Outcome::Keep, Outcome::Replace)
    }
}
