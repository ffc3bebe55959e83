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
