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
fn what_is_written_plainly_is_found_to_its_end_and_no_further() {
    let long = " 。".repeat(2000);
    check(
        Entity::SecretKv,
        &[
            "他说，密码：«P4ssw0rd4N»！",
            &format!("password: «P4ssw0rd4N»{long}，password: «P4ssw0rd4N»"),
        ],
    );
    check(
        Entity::UrlCredentials,
        &[r"https\u003a//u:«L7Y6N674H1D3»@h.example"],
    );
    check(
        Entity::AuthHeader,
        &[r"Authorization:\u0020Bearer\u0020«0334222427e5a71ccb72cd62af1ae2a8a61c1751»"],
    );
    // What is joined in the plain form may be apart in the text.
    check(
        Entity::CreditCard,
        &["ref\u{200b}«4111111111111111»，", "９－«4111111111111111»"],
    );
}

#[test]
fn a_name_before_the_colon_of_an_address_has_letters_of_any_script() {
    check(
        Entity::Ipv6,
        &[
            "адрес:«2003:e1:f5:e::5»",
            "客户资料：«2003:e1:f5:e::5»，谢谢",
            r"\u60c5\u5831\uff1a«2001:4860:4860::2b6d»",
        ],
    );
    check(
        Entity::Mac,
        &["资料:«3C:22:FB:76:87:1C»", "情報：«3C:22:FB:76:87:1C»"],
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

#[test]
fn further_forms_of_known_kinds() {
    check(Entity::KrRrn, &["«840311-5118483»"]);
    check(Entity::BrCnpj, &["«12.ABC.345/01DE-35»"]);
    check(Entity::EsNif, &["«70314244 R»", "«X2358098-T»"]);
    check(
        Entity::CreditCard,
        &[
            "«62688811227098869»",
            "«6304680048584»",
            "%B«4111111111111111»^DOE/JANE^2904",
        ],
    );
    check(Entity::InAadhaar, &["«6902 1311 7854»"]);
    check(
        Entity::Jwt,
        &["«eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.ek12345678.iv1234.ct12345678.tag1»"],
    );
    check(
        Entity::CloudToken,
        &[
            "«A3-SLWVJ7-QUGY67-8QO2D-R0RWR-4KWXI»",
            "«xoxe.xoxp-1-Mi0yLTEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ1Njc4OTAx»",
        ],
    );
    check(Entity::Phone, &["«004915159177539»"]);
    untouched(&[
        "70314244 r",
        "-4470.492688357351",
        "-8165292362972030567",
        "row 4569619905888",
        "3c 02 61 41 12 08 a1 4f",
        "cb 91 19 00 68",
    ]);
}

#[test]
fn further_forms_of_papers_and_dates() {
    check(
        Entity::DateOfBirth,
        &[
            "dob: «1959-09-27»T00:00:00Z",
            "dob: «9/16/68»",
            "生年月日: «1947年4月26日»",
            "생년월일: «1985년 3월 12일»",
            "born on «17th of February 2010»",
            "fecha de nacimiento: «17 de febrero de 2010»",
        ],
    );
    check(
        Entity::DriverLicense,
        &[
            "driver license «753 578 886»",
            "driver license: «R 283 840 657 689»",
            "licence «M5331 78932 40723»",
            "driver's license «T37-17-4854»",
            "driving licence «MH12 20110012998»",
            "DL: «WDLABC3D56DG»",
        ],
    );
    check(
        Entity::Passport,
        &[
            "passport «45 8000705»",
            "passport «CH19PJG8T»",
            "passport «PAA201890»",
        ],
    );
    check(Entity::UsBankAccount, &["checking_account=«441712345678»"]);
    check(Entity::JpMyNumber, &["マイナンバー «1234 5678 9018»"]);
    check(Entity::Imei, &["imei «01-333147-893288-6»"]);
    untouched(&["9/16/68", "1947年4月26日", "built on 17th of February 2010"]);
}
