//! Forms that values have in the places where they are written: in files of keys, in commands and
//! sources, between other signs; and what has the same form and is nobody's.

mod marked;

use marked::{check, untouched};
use spanmill_scan::{Entity, canonical};

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
fn keys_in_the_armour_of_other_programs() {
    check(
        Entity::PrivateKey,
        &[
            "«PuTTY-User-Key-File-3: ssh-ed25519\nComment: ida\nPrivate-Lines: 1\n\
             AAAAIHh2eHgkVnlMSWFuTGpK\nPrivate-MAC: 0011aabb»\nbye",
            concat!(
                r#"{"a":"«PuTTY-User-Key-File-2: ssh-rsa\r\nComment: \"x y\"\r\n"#,
                r#"Private-Lines: 1\r\nAAAAIHh2eHgk\r\nPrivate-MAC: 0011aabb»\r\n","b":1}"#
            ),
            "«PuTTY-User-Key-File-3: a\nPrivate-Lines: 2\nAAAAIHh2eHgk\nAAAABBBB==»\nand",
            "«---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nComment: \"2048-bit, ida@x\"\n\
             P2/56wAAAi4A\n---- END SSH2 ENCRYPTED PRIVATE KEY ----»\nx",
            r#"["«-----BEGIN PRIVATE KEY-----Comment: »", "b", 1]"#,
            "«-----BEGIN OpenVPN Static key V1-----\n6acef03f\n\
             -----END OpenVPN Static key V1-----»",
        ],
    );
    untouched(&[
        "PuTTY-User-Key-File-3: is how such files begin",
        "---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----",
    ]);
}

#[test]
fn keys_line_by_line_in_source_code() {
    let line = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcw";
    let (begin, end) = ("-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----");
    check(
        Entity::PrivateKey,
        &[
            &format!("k = \"«{begin}\\n»\" +\n \"«{line}\\n»\" +\n \"«x9==\\n»\" +\n \"«{end}»\";"),
            &format!("k = (\"«{begin}\\n»\"\n  \"«{line}\\n»\"\n  \"«{end}»\\n\")"),
            &format!("[\"«{begin}»\", \"«{line}»\", \"«x9==»\", \"«{end}»\", \"next\"]"),
            &format!("s << \"«{begin}»\" << \"\\n\" << \"«{line}»\" << \"\\n\" << \"«{end}»\";"),
            &format!("s.append(\"«{begin}\\n»\");\ns.append(\"«{line}\\n»\");"),
            &format!("\"«{begin}»\" & _\n \"«Proc-Type: 4,ENCRYPTED»\" & _\n \"«{line}»\""),
            &format!(r#"{{"c":"k = \"«{begin}\\n»\" +\n \"«{line}\\n»\"", "b": "{line}"}}"#),
            &format!("{{\"k\": \"«{begin}»\", \"{line}\": 1, \"b\": \"{line}\"}}"),
            &format!("[\"«{begin}»\", \"abcdef\", \"{line}\"]"),
            &format!("k = '«{begin}\\n' +\n '{line}\\n' + '{end}»';"),
        ],
    );
}

#[test]
fn social_security_numbers_with_other_signs_beside_their_word() {
    check(
        Entity::UsSsn,
        &[
            "SSN: «069.98.4174»",
            "Mi número de seguro social es «872.69.6349»",
            "SSN «069/98/4174»",
        ],
    );
    check(Entity::UsItin, &["ITIN «912.73.1234»"]);
    untouched(&["069.98.4174", "069/98/4174"]);
}

#[test]
fn brazilian_numbers_with_one_dash() {
    check(Entity::BrCpf, &["«150503771-96»", "[«662087254-96»]"]);
    check(Entity::BrCnpj, &["«98243223/0001-84»", "«982432230001-84»"]);
    untouched(&["150503771-97", "98243223/0001-85"]);
}

#[test]
fn passwords_in_names_of_sources_without_a_scheme() {
    check(
        Entity::UrlCredentials,
        &[
            "root:«Ijfy291TVnz»@tcp(db:3306)/app?parseTime=true",
            "dsn := \"app:«s3cr:et/x»@unix(/tmp/mysql.sock)/db\"",
            "DSN=app:«hunter2»@cloudsql(p:r:i)/app",
            r#"{"dsn":"root:«p@ss»@tcp(db:3306)/app"}"#,
        ],
    );
    untouched(&[
        "fmt.Sprintf(\"%s:%s@tcp(%s:%d)/%s\", user, pass, host, port, name)",
        "root:${DB_PASSWORD}@tcp(db)/x",
        "root:[URL_CREDENTIALS]@tcp(db)/x",
        "root:@tcp(db)/x",
        "user@tcp(db)/x",
    ]);
}

#[test]
fn tokens_without_a_prefix_of_one_word() {
    let common = "q7Hb1DX8pPd5khxE3pyIgKpaUnArl63XykWZeiNNCiiVYS81Pw2m";
    let search = "JYAxyL1aCcTlN99mhWp708DwGw5HqXDgLVXZx3scB8";
    let storage = "soWw/Rxl+IUiTeNUJ+HLRwb8GPJ7KTSJS0Sw5UQsvzU9Kk1v1MIdzu4xCxf8CvgroOx9ye17SWjA";
    let hub = "d7SUqeaG6nyb229X8YzL7iMa3K8Nsv9/Q";
    let hex = "dc05a496d2b6cd684fb9035e22c1d460";
    check(
        Entity::CloudToken,
        &[
            &format!("key «{common}JQQJ99BFACa3anXXJ3w3AAABACOGn9k3»."),
            &format!("«{search}AzSeAfnvGN»"),
            &format!("AccountName=a; «{storage}+AStEVaSZA==»;"),
            &format!("«{hub}+AEhBt2giD=»"),
            &format!("«2/1200123412341234/1200123412341111:{hex}»"),
            &format!("«0/1200123412341234:{hex}»"),
            &format!("«mlsn.{hex}{hex}»"),
            &format!("«sl.u.AF{common}{common}»"),
            &format!("«bkua_MTA.{hex}01234567»"),
            &format!("«bkaj_{search}»"),
            &format!("«cfut_{}4f01ab34»", &search[..40]),
            &format!("«cfk_{}4f01ab34»", &search[..40]),
            &format!("«figu_{}»", &search[..40]),
            &format!("«EAA{common}{common}»"),
            &format!("«eyJrIjoi{common}{search}==»"),
            &format!("«ddp_{}»", &search[..36]),
        ],
    );
    check(Entity::LlmKey, &[&format!("«rpa_{common}»")]);
    untouched(&[
        &format!("id 1200123412341234:{hex}"),
        &format!("{hex}:{hex}"),
        &format!("{storage}/AbcEVaSZA=="),
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
        "a::1-[IPV6]",
    ]);
}

#[test]
fn mail_at_domains_in_other_scripts() {
    check(
        Entity::Email,
        &[
            "«p_novak@почта.рф»",
            "почта: «иван.петров@почта.рф», да",
            "«иван@example.com»",
            "«user@παράδειγμα.ελ».",
            "«ida@उदाहरण.भारत» को",
            "«ida@مثال.السعودية» و",
            "«ida@예시.한국»으로",
            "発信«bob@例子.公司»请联系",
            "«用户@例子.公司»。谢谢",
            "«ida@ไทย.ไทย»",
            "发邮件到«bob@example.com»联系我.谢谢",
        ],
    );
    untouched(&["ida@mail.Потом", "@почта.рф", "关注@example.com"]);
}

#[test]
fn telephones_with_extensions_and_slashes() {
    check(
        Entity::Phone,
        &[
            "«+1 (303) 579-2713x238»",
            "«(303) 579-2713x238», please",
            "«+1 303 579 2713 ext. 238»",
            "«303-579-2713, extension 5»",
            "«+1 303 579 2713;ext=12»",
            "phone: «3035792713x238»",
            "«+49/221/449449»",
            "«+49 221/449449»",
            "«+49 (0)221 / 44 94 49»",
            "«0221 / 449449»",
            "«0221/44 94 49»",
            "«0049 221/449449»",
            "«+44 20 7946 0958» or 12",
            "«303-579-2713» x 2",
        ],
    );
    check(Entity::FiHetu, &["«080399X7156»"]);
    untouched(&[
        "+12/20/2026",
        "+21/12/2026",
        "1920x1080",
        "4111111111111111x23",
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
        "----WebKitFormBoundarypcD2NA7rdL1ghOKa RE-2026-1252",
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

#[test]
fn the_letter_of_an_escape_is_no_part_of_a_licence() {
    check(
        Entity::DriverLicense,
        &[r#"["DL:\n«7782909321»"]"#, r#"["DL:\n«WDLABC3D56DG»"]"#],
    );
}

#[test]
fn an_extension_is_a_part_of_what_is_hashed() {
    let plain = |text: &str| {
        let mut out = Vec::new();
        canonical(Entity::Phone, text.as_bytes(), &mut out);
        String::from_utf8_lossy(&out).into_owned()
    };
    assert_eq!(plain("(303) 579-2713x238"), "13035792713x238");
    assert_eq!(plain("+1 303 579 2713 ext. 238"), "13035792713x238");
    assert_eq!(plain("+1 303 579 2713;ext=238"), "13035792713x238");
    assert_eq!(plain("303-579-2713"), "13035792713");
}

#[test]
fn parts_of_other_ids_are_no_documents() {
    check(Entity::Passport, &["passport «C01X00T47»"]);
    check(
        Entity::DateOfBirth,
        &[
            "born «2001-02-10»T00:00:00Z",
            "born «2001-02-10»T12:00",
            "born «2001-02-10»",
        ],
    );
    untouched(&[
        "driver license service model gpt-4o-2024-08-06",
        "driver license job 3cc6a586-2ec0-4e60-8853-6d96de2ebb3c",
        "passport check 3cc6a586-4962-97f6-8853-04824d188184 done",
        "driver license span e597e487979b7b94",
        "driver license flags 0x00000001f",
        "born 2001-02-10T12:44:07.802040Z",
        "bank account opened 2001-02-10T12:44:07Z",
    ]);
}
