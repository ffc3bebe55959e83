//! The machine-readable zone of travel documents. The examples are those of ICAO Doc 9303.

mod marked;

use marked::{check, untouched};
use spanmill_scan::Entity;

const NAMES: &str = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";
const PASSPORT: &str = "L898902C36UTO7408122F1204159ZE184226B<<<<<10";
const VISA: &str = "L8988901C4XXX4009078F96121096ZE184226B<<<<<<";
const MIDDLE: [&str; 2] = [
    "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<",
    "D231458907UTO7408122F1204159<<<<<<<6",
];
const SMALL: [&str; 3] = [
    "I<UTOD231458907<<<<<<<<<<<<<<<",
    "7408122F1204159UTO<<<<<<<<<<<6",
    "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
];

#[test]
fn zones_are_found_whole_without_a_word_beside_them() {
    let texts = [
        format!("«{NAMES}\n{PASSPORT}»"),
        format!("read: «{PASSPORT}» (confidence 0.98)"),
        format!(r#"{{"text":"«{NAMES}\n{PASSPORT}»"}}"#),
        format!(r#"["«{NAMES}", "{PASSPORT}»"]"#),
        format!("«{}»", MIDDLE.join("\r\n")),
        format!("«{}»\n", SMALL.join("\n")),
        format!("«V{}\n{VISA}»", &NAMES[1..]),
    ];
    check(Entity::Passport, &texts.each_ref().map(String::as_str));
}

#[test]
fn what_does_not_check_is_no_zone() {
    untouched(&[
        &PASSPORT.replace("36UTO", "37UTO"),
        &PASSPORT.replace("7408122F", "7408132F"),
        &PASSPORT.replace("1204159", "1204150"),
        &format!("X{PASSPORT}"),
        &SMALL[..2].join("\n").replace("458907", "458908"),
        SMALL[1],
        "<td>ABCDEFGHIJKLMNOPQRSTUVWX</td>",
    ]);
}
