//! Texts in which `«…»` marks what is found.

use spanmill_scan::{Entity, EntitySet, Options, Scanner};

fn marked(text: &str, entities: EntitySet) -> String {
    let mut options = Options::new(entities);
    options.private_addresses = false;
    let mut out = String::new();
    let mut from = 0;
    for hit in Scanner::new().scan(text.as_bytes(), &options) {
        out += &text[from..hit.start];
        let (name, found) = (hit.entity.name(), &text[hit.start..hit.end]);
        out.extend(["«", name, ":", found, "»"]);
        from = hit.end;
    }
    out + &text[from..]
}

/// The findings of these texts, all of one kind, are those that are marked, whether all kinds are
/// looked for or that one alone.
pub fn check(entity: Entity, marked_texts: &[&str]) {
    for text in marked_texts {
        let plain = text.replace(['«', '»'], "");
        let expected = text.replace('«', &format!("«{}:", entity.name()));
        assert_eq!(marked(&plain, EntitySet::all()), expected);
        assert_eq!(marked(&plain, EntitySet::of(&[entity])), expected, "alone");
    }
}

/// Nothing is found in these texts.
pub fn untouched(texts: &[&str]) {
    for text in texts {
        assert_eq!(&marked(text, EntitySet::all()), text);
    }
}
