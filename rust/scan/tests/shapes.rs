//! Forms that values have in the places where they are written: in files of keys, in commands and
//! sources, between other signs; and what has the same form and is nobody's.

mod marked;

use marked::{check, untouched};
use spanmill_scan::Entity;

#[test]
fn hardware_addresses_together_beside_their_word() {
    check(
        Entity::Mac,
        &[
            "MAC: «f0eefde2964c»",
            "mac_address='«a44d8a22b7ca»'",
            r#"{"key": "mac", "value": "«3C1D187D8C60»"}"#,
            r#"{"wifiMacAddr": "«3C1D187D8C60»"}"#,
            "hwaddr=«F0EEFDE2964C»",
            "Calling-Station-Id = \"«F0EEFDE2964C»\"",
            "BSSID «f0ee-fde2-964c»",
            "mac «0277.2749.5159»",
            "MAC «00.1A.2B.3C.4D.5E», «00.1A.2B.3C.4D.5F»",
            "mac: «123456789012»",
            "device mac_«f0eefde2964c» online",
            "«f0eefde2964c» is my MAC address",
            "MAC地址: «f0eefde2964c»",
            "| id | mac | c |\n|---|---|---|\n| 3 | «f0eefde2964c» | Bern |",
            "MAC: «deadbeefcafe»",
            "...«3C-22-FB-4F-CF-BF»...",
        ],
    );
    untouched(&[
        "f0eefde2964c",
        "container f0eefde2964c",
        "My Mac runs container f0eefde2964c",
        "mac 550e8400-e29b-41d4-a716-446655440000",
        "mac: ffffffffffff",
        "the hmac f0eefde2964c",
        "mac: f0eefde2964c01",
        "f0ee-fde2-964c",
        "0277.2749.5159",
        "06.12.34.56.78.90",
    ]);
}

#[test]
fn values_right_behind_commands_between_colons() {
    check(
        Entity::CreditCard,
        &[
            "::error::«5572736914632381»",
            "::error file=a,col=5::«4111111111111111»",
        ],
    );
    check(Entity::InAadhaar, &["::error::«9831-3201-6340»"]);
    check(
        Entity::Mac,
        &[
            "::error::«dc:e1:46:23:a5:d5»",
            "::add-mask::«dc-e1-46-23-a5-d5»",
        ],
    );
    check(Entity::Ipv6, &["::error::«2a02:8109:2:7::6»"]);
    check(Entity::Ipv4, &["::notice::«203.0.113.9»"]);
    check(
        Entity::UsSsn,
        &["a::«123-45-6789»", "::set-output name=x::«078-05-1120»"],
    );
    check(Entity::UkNino, &["::warning::«AB123456C»"]);
    untouched(&[
        "arn:aws:iam::501834567894:role/x",
        "crate::a::b2",
        "Foo::ab::12",
        "std::f32::consts",
        "a::2024-01-15",
    ]);
}

#[test]
fn numbers_of_enzymes_parts_messages_and_hashes_are_nobodys() {
    untouched(&[
        "EC 3.4.21.6",
        "[EC:3.4.21.6]",
        "EC no. 3.4.21.6",
        "enzyme 3.4.21.6",
        "--===============4673051625635542527==",
        "guild 816419293351617589",
        "/channels/816419293351617589/816419293351617589",
        "<@816419293351617589>",
        "be739264d..da4bbc5a3",
        "da4bbc5a3...be739264d",
        "commit be739264d",
        "----WebKitFormBoundarypcD2NA7rdL1ghOKa; RE-2026-1252; RR843338832DE",
        "account acct_1s25A945b3CX5MCw; 1771857209",
    ]);
    check(Entity::Ipv4, &["EC2 «3.4.21.6»", "no. «3.4.21.6»"]);
    check(Entity::UkNino, &["nino «be739264d»"]);
    check(
        Entity::CreditCard,
        &[
            r#"{"message": "«4000000000000000006»"}"#,
            "if card == «4111111111111111»",
        ],
    );
}
