//! Users' regular expressions over distinct values: linear in the text, bounded in size.

use regex::{Regex, RegexBuilder};

use crate::dialect::from_go;

/// Largest compiled program of one expression, in bytes.
const SIZE_LIMIT: usize = 1 << 20;
/// Longest expression, in bytes.
const LENGTH_LIMIT: usize = 4096;

/// A compiled expression. Searching never backtracks, whatever the text.
#[derive(Debug)]
pub struct Pattern {
    regex: Regex,
}

impl Pattern {
    /// Compile an expression.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it, for the person who wrote it.
    pub fn new(text: &str) -> Result<Self, String> {
        if text.len() > LENGTH_LIMIT {
            return Err(format!("longer than {LENGTH_LIMIT} bytes"));
        }
        RegexBuilder::new(&from_go(text))
            .size_limit(SIZE_LIMIT)
            .dfa_size_limit(SIZE_LIMIT)
            .build()
            .map(|regex| Self { regex })
            .map_err(|fault| match fault {
                regex::Error::CompiledTooBig(_) => "too large once compiled".to_owned(),
                other => other.to_string(),
            })
    }

    /// Names of the groups, empty for those without one; the first is the whole match.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let names = self.regex.capture_names();
        names.map(|name| name.unwrap_or("").to_owned()).collect()
    }

    /// 1 for each text in which the expression is found.
    #[must_use]
    pub fn matches(&self, texts: &[String]) -> Vec<u8> {
        let found = |text: &String| u8::from(self.regex.is_match(text));
        texts.iter().map(found).collect()
    }

    /// The groups of the first match in each text; none where nothing is found.
    #[must_use]
    pub fn captures(&self, texts: &[String]) -> Vec<Option<Vec<Option<String>>>> {
        let groups = |text: &String| {
            let found = self.regex.captures(text)?;
            let group = |part: Option<regex::Match<'_>>| part.map(|each| each.as_str().to_owned());
            Some(found.iter().map(group).collect())
        };
        texts.iter().map(groups).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_and_captures() -> Result<(), String> {
        let pattern = Pattern::new(r"^/users/(?P<id>\d+)")?;
        let texts = ["/users/17/x".to_owned(), "/none".to_owned()];
        assert_eq!(pattern.matches(&texts), [1, 0]);
        assert_eq!(pattern.names(), ["", "id"]);
        let whole = vec![Some("/users/17".to_owned()), Some("17".to_owned())];
        assert_eq!(pattern.captures(&texts), [Some(whole), None]);
        Ok(())
    }

    #[test]
    fn refuses_what_is_too_large() {
        assert!(Pattern::new(r"(\w{1000}){1000}").is_err());
        assert!(Pattern::new(&"a".repeat(5000)).is_err());
        assert!(Pattern::new("(").is_err());
    }
}
