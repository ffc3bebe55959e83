//! Where values stand: behind escapes, colours and signs, before or behind their words.

mod marked;

use marked::{check, untouched};
use spanmill_scan::Entity;

#[test]
fn a_percent_sign_may_stand_for_itself() {
    check(
        Entity::UrlCredentials,
        &[
            "postgres://app:«p%40ss%2FSKBo»@db.test:5432/main",
            "redis://:«p@ssW0rd89»@cache:6379/0",
        ],
    );
    check(
        Entity::SecretKv,
        &[
            "DB_PASSWORD=«ZxMFJ4D%adpmY2»",
            "DB_PASSWORD=«ab%ADwcT2xyzQ9»",
        ],
    );
    check(Entity::CreditCard, &["LIKE '%«4111111111111111»%'"]);
    check(Entity::Mac, &["LIKE '%«3C22.FB4F.CFBF»%'"]);
    check(
        Entity::Email,
        &["to=%22«ann@example.com»%22", "a%3A«ann%40example.com»"],
    );
}

#[test]
fn colours_of_terminals_part_words() {
    check(
        Entity::UsSsn,
        &[
            "\u{1b}[32m«316-54-1798»\u{1b}[0m",
            "\u{1b}[1m\u{1b}[38;5;208m«316-54-1798»",
            r"\u001b[32m«316-54-1798»\u001b[0m",
            r"\\u001b[32m«316-54-1798»\\u001b[0m",
            r"\x1b[32m«316-54-1798»\x1b[0m",
            r"\033[31m«316-54-1798»",
        ],
    );
    check(
        Entity::Email,
        &[
            r"\u001b[32m«ann@example.com»\u001b[0m",
            "\u{1b}[32m«ann@example.com»",
        ],
    );
    check(
        Entity::CreditCard,
        &["\u{1b}[32m«3553 4513 3162 9790»\u{1b}[0m"],
    );
}

#[test]
fn a_word_may_stand_behind_its_value_and_far_before_it() {
    check(
        Entity::UsSsn,
        &[
            "«263659222» is the SSN",
            "«320335340» (SSN)",
            "«320335340» is my social security number",
        ],
    );
    check(Entity::SwiftBic, &["«NDEASESS» is the BIC"]);
    check(Entity::PlPesel, &["«72022358407» ist die PESEL"]);
    check(
        Entity::UsMbi,
        &["Medicare beneficiary identifier? assistant: It is «5WT8-D64-RW19»."],
    );
    untouched(&["263659222 is the number of rows. SSN", "263659222 is, SSN"]);
}

#[test]
fn addresses_stand_before_paths_and_behind_keys() {
    check(
        Entity::Ipv4,
        &[
            "http://«93.184.216.34»/admin",
            "ping «93.184.216.34»/24",
            "v «8.8.4.4»",
        ],
    );
    check(
        Entity::Ipv6,
        &[
            "«64:ff9b::93.188.172.220»",
            "«2a01:cb00::3780:b059:9533:6abc%eth0»",
            "map[v:«2A01:CB00:0000:0000:0000:0000:0000:13A0» n:3]",
            "NOTE:«2a01:cb00::f330:1e45»",
        ],
    );
    check(
        Entity::Mac,
        &[
            "NOTE:«a4:bb:6d:c2:63:1b»",
            "map[v:«DC:A6:32:44:C1:E1» n:3]",
            "...«a4bb.6d2b.e01e»...",
        ],
    );
    untouched(&[
        "AssemblyVersion(\"2.1.0.6\")",
        "firmware 1.4.22.14",
        "\"version\": \"4.3.2.1\"",
        "a4:bb:6d:c2:63:1b:00",
        "std::chrono::abc",
    ]);
}
