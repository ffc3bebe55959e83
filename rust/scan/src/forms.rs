//! Blanks of encoded forms: in `a=1+2&b=3` a plus is a blank.

use crate::class::{WORD, at, is};

/// A value may begin so many bytes before a plus, and is not looked for beyond.
const REACH: usize = 256;

/// Where the values of forms are in a text that is asked about from left to right, so that each
/// byte is looked at once.
#[derive(Debug, Default)]
pub struct Forms {
    /// What lies before was looked at.
    at: usize,
    /// Whether that ends within a value.
    is_value: bool,
}

impl Forms {
    /// True where the plus at `index` is a blank. Source: application/x-www-form-urlencoded, URL
    /// Standard, 5.1.
    #[inline(never)]
    pub fn has_blank(&mut self, text: &[u8], index: usize) -> bool {
        let from = index.saturating_sub(REACH).max(self.at);
        let is_value = self.is_value && from == self.at;
        self.is_value = ends_in_value(&text[..index], from).unwrap_or(is_value);
        self.at = index;
        let is_first = index.checked_sub(1).is_some_and(|last| text[last] == b'=');
        self.is_value
            && !is_first
            && (at(text, index + 1, WORD) || text.get(index + 1) == Some(&b'%'))
    }
}

/// Whether `text` ends within the value of a form, from what lies from `from` on; None where that
/// does not tell.
fn ends_in_value(text: &[u8], from: usize) -> Option<bool> {
    let is_inner =
        |byte: u8| is(byte, WORD) || matches!(byte, b'%' | b'+' | b'-' | b'.' | b'_' | b'*' | b'~');
    let last = from + text[from..].iter().rposition(|&byte| !is_inner(byte))?;
    let name = last.checked_sub(1).and_then(|before| text.get(before));
    Some(text[last] == b'=' && name.is_some_and(|&byte| is(byte, WORD)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with what its blanks are.
    fn read(text: &str) -> String {
        let mut forms = Forms::default();
        let blank = |(index, sign): (usize, char)| {
            let is_blank = sign == '+' && forms.has_blank(text.as_bytes(), index);
            if is_blank { ' ' } else { sign }
        };
        text.char_indices().map(blank).collect()
    }

    #[test]
    fn a_plus_is_a_blank_within_a_value() {
        for (text, plain) in [
            ("q=my+card+4111+1111&n=1", "q=my card 4111 1111&n=1"),
            (
                "GET /x?a%5B0%5D=1+2%2C+3 HTTP",
                "GET /x?a%5B0%5D=1 2%2C 3 HTTP",
            ),
            ("phone=+49+171+1", "phone=+49 171 1"),
            ("1+2, a = b+c, a=b +c", "1+2, a = b+c, a=b +c"),
            ("a=1&b+c=2", "a=1&b+c=2"),
            ("bob+tag@example.com", "bob+tag@example.com"),
            ("a=YWJj+/x==+", "a=YWJj+/x==+"),
        ] {
            assert_eq!(read(text), plain);
        }
    }

    #[test]
    fn a_value_that_began_too_far_away_is_none() {
        let text = format!("a={}+1", "b".repeat(REACH));
        assert_eq!(read(&text), text);
    }
}
