//! Guesses of tokens where a call reports none, from the length of its text.

use super::call::Call;
use super::field::Field;
use super::models::Models;
use super::read::Columns;
use crate::cell::{Cell, tag};

/// Tokens that are learned from before a guess follows them.
const MIN_LEARNED: f64 = 1000.0;

/// Sums of what was learned are halved here, so that newer calls weigh more.
const MAX_LEARNED: f64 = 1e7;

/// The longest guess.
const MAX_GUESS: f64 = 1e9;

/// Learn bytes a token from calls that have both text and counts.
#[expect(clippy::cast_precision_loss, reason = "a ratio")]
pub(crate) fn learn(columns: &Columns<'_>, calls: &[Call], models: &mut Models) {
    if columns.tables.spec.bytes_per_token <= 0.0 {
        return;
    }
    for call in calls
        .iter()
        .filter(|call| call.usage.known && !call.usage.junk && !call.cut)
    {
        let Some(entry) = models.entries.get_mut(call.model as usize) else {
            continue;
        };
        let texts =
            [Field::InputText, Field::OutputText].map(|field| columns.cell(field, call.row));
        for ((learned, cell), tokens) in entry.learned.iter_mut().zip(texts).zip(call.usage.counts)
        {
            if cell.tag == tag::TEXT && tokens > 0 {
                learned.0 += f64::from(cell.orig_len);
                learned.1 += tokens as f64;
                if learned.1 > MAX_LEARNED {
                    *learned = (learned.0 / 2.0, learned.1 / 2.0);
                }
            }
        }
    }
}

/// Tokens of input and output that nothing tells, by the length of their text; None where there is
/// no such text.
#[expect(clippy::cast_possible_truncation, reason = "capped")]
pub(crate) fn guess(
    columns: &Columns<'_>,
    call: &Call,
    learned: &[(f64, f64); 2],
) -> Option<[i64; 2]> {
    let fields = [Field::InputText, Field::OutputText];
    let mut tokens = [0; 2];
    for ((tokens, field), (bytes, seen)) in tokens.iter_mut().zip(fields).zip(learned) {
        let length = text_bytes(columns.cell(field, call.row));
        let ratio = if *seen >= MIN_LEARNED {
            bytes / seen
        } else {
            columns.tables.spec.bytes_per_token
        };
        *tokens = (f64::from(length) / ratio).ceil().min(MAX_GUESS) as i64;
    }
    if call.cut {
        tokens = [0, (tokens[1] - call.said()).max(0)];
    }
    (tokens != [0, 0]).then_some(tokens)
}

/// Length of a text as it arrived, 0 for anything else.
pub(crate) fn text_bytes(cell: &Cell) -> u32 {
    if cell.tag == tag::TEXT {
        cell.orig_len
    } else {
        0
    }
}
