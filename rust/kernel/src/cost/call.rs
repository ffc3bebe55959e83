//! One model call on its way through the pass.

use super::field::{COUNTS, Field};
use super::spec::{Class, reason};

/// Where a total comes from; the numbers are those of the words written on spans.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Source {
    Reported,
    Computed,
    Estimated,
    #[default]
    Unpriced,
}

/// Words of `Source`.
pub(crate) const SOURCES: [&str; 4] = ["reported", "computed", "estimated", "unpriced"];

/// How it was decided whether input includes cached tokens: `inclusive_` or `exclusive_` and this.
pub(crate) const RULES: [&str; 12] = [
    "inclusive_default",
    "exclusive_default",
    "inclusive_configured",
    "exclusive_configured",
    "inclusive_instrumentation",
    "exclusive_instrumentation",
    "inclusive_dialect",
    "exclusive_dialect",
    "inclusive_total",
    "exclusive_total",
    "inclusive_impossible",
    "exclusive_impossible",
];

/// Tokens in the standard's meaning: input includes cached ones, output includes reasoning.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Usage {
    pub(crate) counts: [i64; COUNTS],
    /// Counts that the span has under some name, a bit each.
    pub(crate) present: u16,
    /// Some usage is reported; input and output of 0 are none.
    pub(crate) known: bool,
    /// A count is no number of tokens, or they contradict each other.
    pub(crate) junk: bool,
    /// Input was repaired.
    pub(crate) repaired: bool,
    /// Place in `RULES`, where cached tokens made it matter.
    pub(crate) rule: Option<u8>,
}

#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) row: usize,
    pub(crate) class: Class,
    pub(crate) usage: Usage,
    /// Cost that the sender reported; NaN where none is credible.
    pub(crate) reported: f64,
    pub(crate) cache_hit: bool,
    /// Hash of the id of the answer.
    pub(crate) response: Option<u64>,
    /// The tier, where only the whole answer has it.
    pub(crate) tier: Option<Box<[u8]>>,
    /// Place in the table of models.
    pub(crate) model: u32,
    pub(crate) reason: u8,
    pub(crate) source: Source,
    /// What the price list says; NaN where it says nothing.
    pub(crate) computed: f64,
    pub(crate) parts: [f64; 4],
    pub(crate) origin: u8,
    /// The answer broke off, and more was said than is counted.
    pub(crate) cut: bool,
    /// Input and output that nothing tells, guessed from the length of the text.
    pub(crate) guess: Option<[i64; 2]>,
    /// What the guess costs.
    pub(crate) estimated: f64,
    pub(crate) total: f64,
    /// What this span adds to a sum.
    pub(crate) counted: f64,
}

impl Call {
    pub(crate) fn is_priced(&self) -> bool {
        matches!(self.source, Source::Reported | Source::Computed)
    }

    /// True where the call gets attributes: an agent or chain without a price says nothing of its
    /// own.
    pub(crate) fn is_shown(&self) -> bool {
        self.class == Class::Call || self.is_priced()
    }

    /// True where the standard's counts may be written: all of them, or none.
    pub(crate) fn writes_counts(&self) -> bool {
        self.usage.known && !self.usage.junk
    }

    /// Settle what the call costs, and where that comes from.
    pub(crate) fn settle(&mut self, prefer_reported: bool) {
        let computed = !self.computed.is_nan();
        let reported = !self.reported.is_nan();
        (self.source, self.total) = if self.cache_hit {
            (Source::Reported, 0.0)
        } else if reported && (prefer_reported || !computed) {
            (Source::Reported, self.reported)
        } else if computed {
            (Source::Computed, self.computed)
        } else {
            (Source::Unpriced, f64::NAN)
        };
        self.reason = match self.source {
            Source::Unpriced => self.reason,
            Source::Computed if self.cut => reason::INCOMPLETE,
            _ => reason::NONE,
        };
        self.counted = if self.is_priced() { self.total } else { 0.0 };
    }

    /// Tokens of the output.
    pub(crate) fn said(&self) -> i64 {
        self.usage.counts[Field::Output as usize]
    }

    /// Tokens that do not overlap: input that no cache knows, output, cache read, cache write.
    pub(crate) fn leaves(&self) -> [i64; 4] {
        let count = |field: Field| self.usage.counts[field as usize];
        let (read, write) = (count(Field::CacheRead), count(Field::CacheWrite));
        let rest = (count(Field::Input) - read - write).max(0);
        [rest, count(Field::Output), read, write]
    }

    /// Tokens beyond those that calls below it have. A view of a call may not know which of its
    /// input was cached: what it lacks of one kind of input it has as another.
    pub(crate) fn beyond(&self, below: &[i64; 4]) -> [i64; 4] {
        let mut beyond = self.leaves();
        for (own, below) in beyond.iter_mut().zip(below) {
            *own = own.saturating_sub(*below);
        }
        let [input, output, read, write] = &mut beyond;
        let mut lacking = 0i64;
        for kind in [&*input, &*read, &*write] {
            lacking = lacking.saturating_sub((*kind).min(0));
        }
        for kind in [input, read, write] {
            let taken = lacking.min(*kind).max(0);
            *kind = (*kind - taken).max(0);
            lacking -= taken;
        }
        *output = (*output).max(0);
        beyond
    }

    /// What some of the call's tokens cost.
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of tokens are far below 2^53"
    )]
    pub(crate) fn share(&self, beyond: &[i64; 4]) -> f64 {
        let own = self.leaves();
        let share = |some: i64, all: i64| {
            if all > 0 {
                some as f64 / all as f64
            } else {
                0.0
            }
        };
        let split = self.source == Source::Computed
            && (self.parts[2] + self.parts[3] > 0.0 || own[2] + own[3] == 0);
        if split {
            let each = self.parts.iter().zip(beyond.iter().zip(&own));
            let sum: f64 = each
                .map(|(part, (some, all))| part * share(*some, *all))
                .sum();
            return sum.min(self.total);
        }
        self.total * share(beyond.iter().sum(), own.iter().sum())
    }
}
