//! Findings come in the order of the text, however they are looked for.

use spanmill_scan::{EntitySet, Options, Scanner};

/// Values of several families that overlap chunks of two kilobytes at every distance.
const VALUES: [&str; 6] = [
    "card 4111 1111 1111 1111",
    "jane.roe@example.com",
    "http://user:secret@host",
    "DE89 3704 0044 0532 0130 00",
    "203.0.113.77",
    "password=hunter22 ",
];

/// Every value is found, one behind the other, wherever the chunks of the pass begin.
#[test]
fn findings_are_in_order_across_chunks() {
    let options = Options::new(EntitySet::all());
    for shift in 0..97 {
        let mut text = "x".repeat(shift);
        while text.len() < 9000 {
            for value in VALUES {
                text.push_str(" ; ");
                text.push_str(value);
            }
        }
        let mut scanner = Scanner::new();
        let hits = scanner.scan(text.as_bytes(), &options);
        assert_eq!(hits.len() % VALUES.len(), 0, "shifted by {shift}");
        assert!(hits.len() > 300, "shifted by {shift}");
        assert!(
            hits.is_sorted_by(|a, b| a.end <= b.start),
            "shifted by {shift}"
        );
    }
}

/// What was said of the last word of a chunk is said of no number behind it.
#[test]
fn words_tell_nothing_of_numbers_wherever_chunks_end() {
    let options = Options::new(EntitySet::all());
    let mut scanner = Scanner::new();
    for text in [
        "ACCOUNT NUMBER NOT PROVIDED; 1234 5678 ACCOUNT NUMBER ",
        "PASSPORT A12345678; PASSPORT NOT GIVEN, PLEASE SEND IT BY MAIL TO US; 123456789 OF ",
    ] {
        let once = scanner.scan(text.as_bytes(), &options).len();
        let many = text.repeat(300);
        let hits = scanner.scan(many.as_bytes(), &options);
        assert_eq!(hits.len(), 300 * once, "{text}");
    }
}
