//! Tokens times prices, exactly.
//!
//! A price is a whole number of pico-dollars a token, so that a cost is one too; as a double it is
//! the one nearest to the exact decimal.

use super::field::{COUNTS, Field};

/// Kinds of tokens that have a price of their own: input, cache read, cache write, cache write for
/// an hour, output, reasoning.
pub const UNITS: usize = 6;

/// The base price and at most three tiers above it.
pub const LEVELS: usize = 4;

/// Pico-dollars in a dollar.
const PICO: u64 = 1_000_000_000_000;

/// Up to here an integer is a double.
const EXACT: u64 = 1 << 53;

/// Prices at one time.
#[derive(Clone, Debug, Default)]
pub struct Price {
    /// Tokens of input above which the next level holds.
    pub starts: [i64; LEVELS - 1],
    /// Pico-dollars a token, by level and unit.
    pub pico: [[i64; UNITS]; LEVELS],
    /// Which units have a price; tokens of others count as their parents'.
    pub priced: [bool; UNITS],
    /// Pico-dollars a call.
    pub fee: i64,
    /// False: whole numbers cannot hold it, so Python computes.
    pub exact: bool,
    /// Sound or pictures have prices of their own, which Python computes.
    pub modal: bool,
}

/// What tokens cost: the total, and input, output, cache read and cache write.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cost {
    pub(crate) total: f64,
    pub(crate) parts: [f64; 4],
}

impl Price {
    /// True where nothing costs anything.
    #[must_use]
    pub fn is_free(&self) -> bool {
        self.exact && !self.modal && self.fee == 0 && self.pico.iter().flatten().all(|&p| p == 0)
    }

    /// True where whole numbers do not do for these tokens.
    pub(crate) fn asks(&self, counts: &[i64; COUNTS]) -> bool {
        let modal = &counts[Field::InputAudio as usize..];
        !self.exact || (self.modal && modal.iter().any(|&count| count > 0))
    }

    /// The cost of tokens; None where the parts exceed the whole.
    pub(crate) fn cost(&self, counts: &[i64; COUNTS]) -> Option<Cost> {
        let of = |field: Field, unit: usize| {
            if self.priced[unit] {
                counts[field as usize]
            } else {
                0
            }
        };
        let (input, output) = (
            counts[Field::Input as usize],
            counts[Field::Output as usize],
        );
        let hour = of(Field::CacheWriteHour, 3);
        let write = of(Field::CacheWrite, 2);
        let write = if self.priced[2] { write - hour } else { 0 };
        let read = of(Field::CacheRead, 1);
        let thought = of(Field::Reasoning, 5);
        let leaves = [
            input - read - write - hour,
            read,
            write,
            hour,
            output - thought,
            thought,
        ];
        if leaves.iter().any(|&leaf| leaf < 0) {
            return None;
        }
        let level = self.starts.iter().filter(|&&start| input > start).count();
        let mut cost = [0i64; UNITS];
        for ((cost, price), leaf) in cost.iter_mut().zip(&self.pico[level]).zip(&leaves) {
            *cost = price.checked_mul(*leaf)?;
        }
        let total = cost
            .iter()
            .try_fold(self.fee, |sum, &each| sum.checked_add(each))?;
        let parts = [cost[0], cost[4] + cost[5], cost[1], cost[2] + cost[3]];
        Some(Cost {
            total: dollars(total),
            parts: parts.map(dollars),
        })
    }
}

/// Pico-dollars as dollars, to the nearest double.
#[expect(clippy::cast_precision_loss, reason = "rounded once, to the nearest")]
fn dollars(pico: i64) -> f64 {
    let pico = pico.unsigned_abs();
    if pico <= EXACT {
        return pico as f64 / PICO as f64;
    }
    // The quotient has more bits than a double; a last bit set where a rest is left keeps the
    // rounding right.
    let shifted = u128::from(pico) << 64;
    let quotient = shifted / u128::from(PICO);
    let sticky = u128::from(!shifted.is_multiple_of(u128::from(PICO)));
    (quotient | sticky) as f64 / (1u128 << 64) as f64
}
