//! Expressions as Go reads them, for the `regex` crate: files made for the Collector keep their
//! meaning.
//!
//! Go takes a `{` that counts nothing, a `[`, `&&` or `--` inside a class, a `-` behind `\w` there
//! and `\<` for what they are; the crate refuses some of these and reads others as operators. What
//! neither knows stays as it is, and is refused with the crate's words. `\d`, `\w` and `\b` mean
//! Unicode here and ASCII in Go.
#![deny(clippy::indexing_slicing)]

use std::borrow::Cow;

/// The same expression in the syntax of the crate.
#[must_use]
pub fn from_go(text: &str) -> Cow<'_, str> {
    if !text.contains(['{', '[', '\\']) {
        return Cow::Borrowed(text);
    }
    let mut reader = Reader {
        rest: text,
        out: String::with_capacity(text.len() + 8),
    };
    while let Some(next) = reader.peek() {
        match next {
            '\\' => reader.escape(),
            '{' => reader.brace(),
            '[' => reader.class(),
            _ => reader.keep(next.len_utf8()),
        }
    }
    Cow::Owned(reader.out)
}

/// What is still to be read, and what was written for the rest.
struct Reader<'a> {
    rest: &'a str,
    out: String,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    /// Go on behind the next `count` bytes, which end at a character.
    fn skip(&mut self, count: usize) {
        self.rest = self.rest.get(count..).unwrap_or("");
    }

    /// Copy the next `count` bytes, which end at a character.
    fn keep(&mut self, count: usize) {
        self.out
            .push_str(self.rest.get(..count).unwrap_or(self.rest));
        self.skip(count);
    }

    /// Copy an escape. `\x{…}` and `\p{…}` keep their braces, `\Q…\E` is a text.
    fn escape(&mut self) {
        let letter = self.rest.chars().nth(1).unwrap_or_default();
        match letter {
            'Q' => {
                self.skip(2);
                let text = self.rest.split("\\E").next().unwrap_or("");
                self.out.push_str(&regex::escape(text));
                self.skip(text.len() + 2);
            }
            '<' | '>' => {
                self.skip(1);
                self.keep(1);
            }
            'x' | 'p' | 'P' if self.rest.get(2..).is_some_and(|rest| rest.starts_with('{')) => {
                self.keep(self.rest.find('}').map_or(self.rest.len(), |end| end + 1));
            }
            'p' | 'P' => self.keep(self.rest.chars().take(3).map(char::len_utf8).sum()),
            _ => self.keep(1 + letter.len_utf8()),
        }
    }

    /// Copy `{2}`, `{2,}` or `{2,5}`; another `{` is one.
    fn brace(&mut self) {
        let inner = self.rest.get(1..).and_then(|rest| rest.split_once('}'));
        let counts = inner.is_some_and(|(inner, _)| {
            let (least, most) = inner.split_once(',').unwrap_or((inner, ""));
            let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            !least.is_empty() && digits(least) && digits(most)
        });
        if !counts {
            self.out.push('\\');
        }
        self.keep(1);
    }

    /// Copy a class: a list of characters, of ranges and of classes by name.
    fn class(&mut self) {
        self.keep(1);
        if self.peek() == Some('^') {
            self.keep(1);
        }
        let mut first = true;
        while let Some(next) = self.peek() {
            if next == ']' && !first {
                self.keep(1);
                return;
            }
            first = false;
            let named = self.item();
            let mut behind = self.rest.chars();
            let range = behind.next() == Some('-') && behind.next().is_some_and(|end| end != ']');
            if range && !named {
                self.keep(1);
                self.item();
            }
        }
    }

    /// Copy one member of a class. True where it is a class by itself, which begins no range.
    fn item(&mut self) -> bool {
        let Some(next) = self.peek() else {
            return false;
        };
        if next == '\\' {
            let letter = self.rest.chars().nth(1).unwrap_or_default();
            self.escape();
            return "dDsSwWpP".contains(letter);
        }
        if let Some(end) = self.name_end() {
            self.keep(end);
            return true;
        }
        if "[]-&~^".contains(next) {
            self.out.push('\\');
        }
        self.keep(next.len_utf8());
        false
    }

    /// Where a name such as `[:alpha:]` ends.
    fn name_end(&self) -> Option<usize> {
        let inner = self.rest.strip_prefix("[:")?;
        let end = inner.find(":]")?;
        let name = inner.get(..end)?;
        let letters = name.strip_prefix('^').unwrap_or(name);
        let is_name = letters.bytes().all(|byte| byte.is_ascii_lowercase());
        (is_name && !letters.is_empty()).then_some(end + 4)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_go_reads() {
        for (go, ours) in [
            ("plain", "plain"),
            (r#"{"id":\d{2,5}}"#, r#"\{"id":\d{2,5}}"#),
            ("a{,2}", r"a\{,2}"),
            (r"[\w-\.]+@([\w-]+\.)+", r"[\w\-\.]+@([\w\-]+\.)+"),
            ("[^[]", r"[^\[]"),
            ("[]a]", r"[\]a]"),
            ("[[:alpha:]-]", r"[[:alpha:]\-]"),
            ("[[:x]", r"[\[:x]"),
            ("[a-z&&b]", r"[a-z\&\&b]"),
            ("[+--]", r"[+-\-]"),
            (r"\<b\>", "<b>"),
            (r"\Q[a]+\E+", r"\[a\]\++"),
            (r"\x{41}\p{L}", r"\x{41}\p{L}"),
            (r"[\pL-x]", r"[\pL\-x]"),
            (r"\b{", r"\b\{"),
            ("é{", r"é\{"),
            ("[", "["),
            ("\\", "\\"),
        ] {
            assert_eq!(from_go(go), ours, "{go}");
        }
    }
}
