//! A small JSON tokenizer (RFC 8259) over bytes that are known to be UTF-8.
#![deny(clippy::indexing_slicing)]

use std::borrow::Cow;

/// Deepest nesting of objects and lists.
pub const MAX_JSON_DEPTH: usize = 100;

/// Where JSON is broken, and what was expected there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JsonError {
    /// Byte offset in the text.
    pub at: usize,
    /// What is wrong.
    pub what: &'static str,
}

impl std::fmt::Display for JsonError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "byte {}: {}", self.at, self.what)
    }
}

/// A position in JSON text.
#[derive(Clone, Copy, Debug)]
pub struct Tokens<'a> {
    text: &'a [u8],
    pos: usize,
}

impl<'a> Tokens<'a> {
    /// Begin at the start of `text`.
    #[must_use]
    pub fn new(text: &'a [u8]) -> Self {
        Self { text, pos: 0 }
    }

    /// An error at this place.
    #[must_use]
    pub fn error(&self, what: &'static str) -> JsonError {
        JsonError { at: self.pos, what }
    }

    /// The next byte that is not white space, which stays unread; 0 at the end.
    pub fn peek(&mut self) -> u8 {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.text.get(self.pos) {
            self.pos += 1;
        }
        self.text.get(self.pos).copied().unwrap_or(0)
    }

    /// True, and one byte further, where the next byte is `byte`.
    pub fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == byte && self.pos < self.text.len();
        self.pos += usize::from(found);
        found
    }

    /// Read `byte`.
    ///
    /// # Errors
    /// `what` where another byte is there.
    pub fn expect(&mut self, byte: u8, what: &'static str) -> Result<(), JsonError> {
        if self.take(byte) {
            Ok(())
        } else {
            Err(self.error(what))
        }
    }

    /// Check that nothing but white space is left.
    ///
    /// # Errors
    /// Where something is.
    pub fn end(&mut self) -> Result<(), JsonError> {
        self.peek();
        if self.pos == self.text.len() {
            Ok(())
        } else {
            Err(self.error("expected the end"))
        }
    }

    /// Read a literal name where it is next.
    pub fn literal(&mut self, name: &str) -> bool {
        self.peek();
        let rest = self.text.get(self.pos..).unwrap_or_default();
        let found = rest.starts_with(name.as_bytes());
        self.pos += if found { name.len() } else { 0 };
        found
    }

    /// Read a string.
    ///
    /// # Errors
    /// Where there is none, or it is broken.
    pub fn string(&mut self) -> Result<Cow<'a, [u8]>, JsonError> {
        self.expect(b'"', "expected a string")?;
        let start = self.plain();
        if self.text.get(self.pos) == Some(&b'"') {
            self.pos += 1;
            return Ok(Cow::Borrowed(start));
        }
        let mut out = start.to_vec();
        while self.escape_or_end(&mut out)? {
            out.extend_from_slice(self.plain());
        }
        Ok(Cow::Owned(out))
    }

    /// Step over a string.
    fn skip_string(&mut self) -> Result<(), JsonError> {
        self.expect(b'"', "expected a string")?;
        let mut unused = Vec::new();
        self.plain();
        while self.escape_or_end(&mut unused)? {
            unused.clear();
            self.plain();
        }
        Ok(())
    }

    /// The bytes up to one that means something in a string, or up to the end.
    fn plain(&mut self) -> &'a [u8] {
        let rest = self.text.get(self.pos..).unwrap_or_default();
        let len = plain_len(rest);
        self.pos += len;
        rest.get(..len).unwrap_or_default()
    }

    /// Read what ends a plain part: False for the end of the string.
    fn escape_or_end(&mut self, out: &mut Vec<u8>) -> Result<bool, JsonError> {
        let byte = self.text.get(self.pos);
        let byte = *byte.ok_or_else(|| self.error("string without an end"))?;
        self.pos += 1;
        match byte {
            b'"' => Ok(false),
            b'\\' => self.escape(out).map(|()| true),
            _ => Err(self.error("control character in a string")),
        }
    }

    fn escape(&mut self, out: &mut Vec<u8>) -> Result<(), JsonError> {
        let byte = self.text.get(self.pos).copied().unwrap_or(0);
        self.pos += 1;
        out.push(match byte {
            b'"' | b'\\' | b'/' => byte,
            b'b' => 8,
            b'f' => 12,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => return self.unicode(out),
            _ => return Err(self.error("unknown escape")),
        });
        Ok(())
    }

    /// Read `\u` escapes; half of a surrogate pair becomes the replacement character, as in Go.
    fn unicode(&mut self, out: &mut Vec<u8>) -> Result<(), JsonError> {
        let first = self.hex4()?;
        let code = match first {
            0xd800..0xdc00 => self.low_surrogate(first)?,
            code => code,
        };
        let char = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
        out.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
        Ok(())
    }

    fn low_surrogate(&mut self, high: u32) -> Result<u32, JsonError> {
        let before = self.pos;
        if self
            .text
            .get(self.pos..)
            .unwrap_or_default()
            .starts_with(b"\\u")
        {
            self.pos += 2;
            let low = self.hex4()?;
            if (0xdc00..0xe000).contains(&low) {
                return Ok(0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00));
            }
        }
        self.pos = before;
        Ok(high)
    }

    fn hex4(&mut self) -> Result<u32, JsonError> {
        let mut code = 0;
        for _ in 0..4 {
            let byte = self.text.get(self.pos).copied().unwrap_or(0);
            let digit = char::from(byte).to_digit(16);
            code = code << 4 | digit.ok_or_else(|| self.error("expected four hex digits"))?;
            self.pos += 1;
        }
        Ok(code)
    }

    /// Read a number as text.
    ///
    /// # Errors
    /// Where there is none.
    pub fn number(&mut self) -> Result<&'a str, JsonError> {
        self.peek();
        let rest = self.text.get(self.pos..).unwrap_or_default();
        let len = number_len(rest).ok_or_else(|| self.error("expected a value"))?;
        self.pos += len;
        std::str::from_utf8(rest.get(..len).unwrap_or_default())
            .map_err(|_| self.error("expected a number"))
    }

    /// Step over a value, which is inside `depth` others.
    ///
    /// # Errors
    /// Where it is broken or too deep.
    pub fn skip(&mut self, depth: usize) -> Result<(), JsonError> {
        let mut closers = Vec::new();
        loop {
            match self.peek() {
                open @ (b'{' | b'[') => {
                    self.pos += 1;
                    closers.push(if open == b'{' { b'}' } else { b']' });
                    if depth + closers.len() > MAX_JSON_DEPTH {
                        return Err(self.error("nested too deep"));
                    }
                    if open == b'{' && self.peek() != b'}' {
                        self.member_name()?;
                        continue;
                    }
                    if self.peek() != closers.last().copied().unwrap_or(0) {
                        continue;
                    }
                }
                _ => self.skip_scalar()?,
            }
            if self.close(&mut closers)? {
                return Ok(());
            }
        }
    }

    /// After a value: step over what closes here, and to the next value. True where all is closed.
    fn close(&mut self, closers: &mut Vec<u8>) -> Result<bool, JsonError> {
        while let Some(&closer) = closers.last() {
            if self.take(closer) {
                closers.pop();
                continue;
            }
            self.expect(b',', "expected a comma or the end")?;
            if closer == b'}' {
                self.member_name()?;
            }
            return Ok(false);
        }
        Ok(true)
    }

    fn member_name(&mut self) -> Result<(), JsonError> {
        self.string()?;
        self.expect(b':', "expected a colon")
    }

    fn skip_scalar(&mut self) -> Result<(), JsonError> {
        match self.peek() {
            b'"' => self.skip_string(),
            b't' | b'f' | b'n' => {
                let known = ["true", "false", "null"]
                    .iter()
                    .any(|name| self.literal(name));
                if known {
                    Ok(())
                } else {
                    Err(self.error("expected a value"))
                }
            }
            _ => self.number().map(drop),
        }
    }
}

/// How many bytes come before a quote, a backslash or a control character.
fn plain_len(text: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    const HIGHS: u64 = ONES << 7;
    let mut len = 0;
    for chunk in text.chunks_exact(8) {
        let word = u64::from_le_bytes(chunk.try_into().unwrap_or_default());
        // The high bit of a byte of these is set where it is the one that is looked for, or comes
        // after such a byte; the first one is exact.
        let equal = |byte: u8| {
            let rest = word ^ (ONES * u64::from(byte));
            rest.wrapping_sub(ONES) & !rest
        };
        let below = word.wrapping_sub(ONES * 0x20) & !word;
        let found = (equal(b'"') | equal(b'\\') | below) & HIGHS;
        if found != 0 {
            return len + found.trailing_zeros() as usize / 8;
        }
        len += 8;
    }
    let rest = text.get(len..).unwrap_or_default().iter();
    let means = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
    len + rest.take_while(|byte| !means(byte)).count()
}

/// Length of the JSON number at the start of `text`.
pub(crate) fn number_len(text: &[u8]) -> Option<usize> {
    let digits = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
    };
    let mut at = usize::from(text.first() == Some(&b'-'));
    let whole = digits(at);
    let is_padded = whole > 1 && text.get(at) == Some(&b'0');
    if whole == 0 || is_padded {
        return None;
    }
    at += whole;
    if text.get(at) == Some(&b'.') {
        let fraction = digits(at + 1);
        at += if fraction > 0 {
            fraction + 1
        } else {
            return None;
        };
    }
    if let Some(b'e' | b'E') = text.get(at) {
        let sign = usize::from(matches!(text.get(at + 1), Some(b'+' | b'-')));
        let exponent = digits(at + 1 + sign);
        at += if exponent > 0 {
            exponent + 1 + sign
        } else {
            return None;
        };
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::{Tokens, plain_len};

    #[test]
    fn every_byte_is_found_at_every_place() {
        for byte in 0..=u8::MAX {
            let means = matches!(byte, b'"' | b'\\' | 0..0x20);
            for at in 0..20 {
                let mut text = [b'a', 0x80, 0xff, 0x20, 0x21, 0x23, 0x5b].repeat(3);
                if let Some(place) = text.get_mut(at) {
                    *place = byte;
                }
                let expected = if means { at } else { text.len() };
                assert_eq!(plain_len(&text), expected, "{byte} at {at}");
            }
        }
        assert_eq!(plain_len(b"a\"\x1f\\aaaaa"), 1);
    }

    #[test]
    fn strings_are_stepped_over_as_far_as_they_are_read() {
        for text in [
            r#""" x"#,
            r#""plain and long enough" x"#,
            r#""\"as\\ \u00e9\ud83d\ude00\n always\"" x"#,
            r#""\x" x"#,
            r#""\u12" x"#,
            "\"a\u{1}\" x",
            r#""no end"#,
            r#""no end\"#,
        ] {
            let (mut read, mut skipped) =
                (Tokens::new(text.as_bytes()), Tokens::new(text.as_bytes()));
            let result = read.string().map(drop);
            assert_eq!(skipped.skip(0), result, "{text}");
            assert_eq!(skipped.pos, read.pos, "{text}");
        }
    }
}
