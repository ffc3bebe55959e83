//! Digits and signs of other scripts, within words of theirs, and what stands unseen beside values.

mod marked;

use marked::{check, untouched};
use spanmill_scan::Entity;

#[test]
fn digits_of_full_width_between_letters_of_other_scripts() {
    check(
        Entity::CreditCard,
        &[
            "番号は«４１１１１１１１１１１１１１１１»です",
            "番号は«４１１１－１１１１－１１１１－１１１１»です",
        ],
    );
    check(
        Entity::Phone,
        &[
            "電話番号は«０９０１２３４５６７８»です",
            "เบอร์โทรศัพท์«๐๘๑๒๓๔๕๖๗๘»ครับ",
        ],
    );
    check(
        Entity::Email,
        &["連絡先は«ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏｍ»です"],
    );
}

#[test]
fn marks_of_direction_and_bytes_in_digits() {
    check(
        Entity::UsSsn,
        &[
            "«219\u{200e}-\u{200e}09-9998»",
            r"b'\x00«219-09-9998»\x00'",
            r"ssn=\x22«219-09-9998»\x22",
        ],
    );
    check(Entity::Ipv4, &[r"b'\x00«41.103.165.91»\x00'"]);
}

#[test]
fn digits_of_other_scripts_that_say_nothing() {
    untouched(&[
        "令和６年１２月３１日までに",
        "第２０２４１２３１号",
        "β２−１番",
    ]);
}
