//! Numbers and texts out of attributes that hold a JSON object.

use super::field::Field;
use super::spec::JsonSource;
use crate::json_token::{JsonError, Tokens};

/// Objects inside objects, as deep as any dialect goes.
const MAX_DEPTH: usize = 6;

/// Longer texts are not read.
const MAX_BYTES: usize = 64 * 1024;

/// What a member holds.
pub(crate) enum Found<'a> {
    Number(f64),
    Text(&'a [u8]),
}

/// Give everything that `source` names to `found`. Broken text ends the reading where it breaks.
pub(crate) fn members(text: &[u8], source: &JsonSource, mut found: impl FnMut(Field, Found<'_>)) {
    if text.len() > MAX_BYTES {
        return;
    }
    let mut tokens = Tokens::new(text);
    // Some senders encode the object twice.
    if tokens.peek() == b'"' {
        if let Ok(inner) = tokens.string() {
            let mut path = String::new();
            let _ = object(&mut Tokens::new(&inner), source, &mut path, 0, &mut found);
        }
        return;
    }
    let _ = object(&mut tokens, source, &mut String::new(), 0, &mut found);
}

fn object(
    tokens: &mut Tokens<'_>,
    source: &JsonSource,
    path: &mut String,
    depth: usize,
    found: &mut impl FnMut(Field, Found<'_>),
) -> Result<(), JsonError> {
    tokens.expect(b'{', "expected an object")?;
    if tokens.take(b'}') {
        return Ok(());
    }
    loop {
        let name = tokens.string()?;
        tokens.expect(b':', "expected a colon")?;
        let outer = path.len();
        if outer > 0 {
            path.push('.');
        }
        path.push_str(&String::from_utf8_lossy(&name));
        value(tokens, source, path, depth, found)?;
        path.truncate(outer);
        if tokens.take(b'}') {
            return Ok(());
        }
        tokens.expect(b',', "expected a comma or the end")?;
    }
}

fn value(
    tokens: &mut Tokens<'_>,
    source: &JsonSource,
    path: &mut String,
    depth: usize,
    found: &mut impl FnMut(Field, Found<'_>),
) -> Result<(), JsonError> {
    let mut find = |value: Found<'_>| {
        if let Some((_, field)) = source.members.iter().find(|(name, _)| name == path) {
            found(*field, value);
        }
    };
    match tokens.peek() {
        b'{' if depth < MAX_DEPTH && source.reaches_into(path) => {
            object(tokens, source, path, depth + 1, found)
        }
        b'-' | b'0'..=b'9' => {
            find(Found::Number(tokens.number()?.parse().unwrap_or(f64::NAN)));
            Ok(())
        }
        b'"' => {
            find(Found::Text(&tokens.string()?));
            Ok(())
        }
        _ => tokens.skip(depth + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::{Found, members};
    use crate::cost::{Field, JsonSource};

    fn read(text: &str) -> Vec<(Field, f64)> {
        let source = JsonSource {
            key: String::new(),
            members: vec![
                ("input".into(), Field::Input),
                ("a.b.output".into(), Field::Output),
            ],
            disjoint: false,
            scopes: Vec::new(),
        };
        let mut found = Vec::new();
        members(text.as_bytes(), &source, |field, value| {
            if let Found::Number(number) = value {
                found.push((field, number));
            }
        });
        found
    }

    #[test]
    fn tells_texts_from_numbers() {
        let source = JsonSource {
            key: String::new(),
            members: vec![("id".into(), Field::ResponseId)],
            disjoint: false,
            scopes: Vec::new(),
        };
        let mut found = Vec::new();
        let text = br#"{"a": {"id": "inner"}, "id": "msg\u005f1", "b": [{"id": "other"}]}"#;
        members(text, &source, |field, value| match value {
            Found::Text(text) => found.push((field, text.to_vec())),
            Found::Number(_) => (),
        });
        assert_eq!(found, [(Field::ResponseId, b"msg_1".to_vec())]);
    }

    #[test]
    fn finds_members_by_path_and_survives_the_rest() {
        let whole = r#"{"x": [1, {"input": 9}], "input": 5, "a": {"b": {"output": 7.5}}}"#;
        let both = vec![(Field::Input, 5.0), (Field::Output, 7.5)];
        assert_eq!(read(whole), both);
        assert_eq!(read(r#""{\"input\": 5}""#), both[..1]);
        assert_eq!(read(r#"{"input": 5, "a": "#), both[..1]);
        assert_eq!(read(r#"{"input": "5", "output": 1}"#), []);
        for broken in ["", "{", "[]", "\"", "{\"input\"}", "{\"input\":-}", "null"] {
            assert_eq!(read(broken), [], "{broken}");
        }
        assert_eq!(
            read(&format!("{}1{}", "{\"a\":".repeat(5000), "}".repeat(5000))),
            []
        );
    }
}
