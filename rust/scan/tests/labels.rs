//! Labels: those of further languages, those with nothing behind them, and what stands in for a
//! value.

mod marked;

use marked::{check, untouched};
use spanmill_scan::Entity;

#[test]
fn a_label_without_a_value_does_not_reach_over() {
    untouched(&[
        "SSN: not provided; orders-3 offset=151793916 lag=12",
        "phone: none; case 00016371",
        "DOB: unknown; due 2026-12-15",
        "Passport: see attachment; case 00019081",
        r#"{"ssn": null, "order": 151793916}"#,
    ]);
    check(
        Entity::UsSsn,
        &[
            "SSN: not provided; SSN: «151793916»",
            "note: none; SSN «151793916»",
        ],
    );
    check(Entity::Passport, &["type: passport; number: «829522555»"]);
}

/// The letter of an escape is no part of the word behind it.
#[test]
fn a_line_behind_a_value_begins_with_a_whole_word() {
    for end in ["\n", r"\n", r"\r\n", r"\\n"] {
        let lines = |text: &str| text.replace('|', end);
        check(
            Entity::Phone,
            &[
                &lines("order 21909912|phone: «2190999»"),
                &lines("phone: «2190999»|phone: «2190998»|phone: «2190997»|"),
            ],
        );
        check(
            Entity::DateOfBirth,
            &[&lines("dob:|  «1/2/90»|dob:|  «3/4/91»|dob:|  «5/6/92»|")],
        );
        check(Entity::UsSsn, &[&lines("case 5555|ssn «219099999»|")]);
    }
}

#[test]
fn references_to_variables_are_no_secrets() {
    untouched(&[
        "password=$DB_PASSWORD",
        "password: $DB_PASS1",
        "password=$password",
        "password=%DB_PASSWORD%",
        "password=${DB_PASSWORD}",
        "password={{ db_password }}",
        "password: <password>",
        "password=***",
        "password: \"secrets.DB_PASSWORD2\"",
        "password = \"var.db_password1\"",
        "password=process.env.DB_PASS1",
        "password=$env:DB_PASS1",
    ]);
    check(
        Entity::SecretKv,
        &["password=«$ecret2024»", "password=«%Tr0ub4dor»"],
    );
}

#[test]
fn groups_of_a_longer_number_are_none() {
    untouched(&[
        "tracking 9400 1402 5845 3805 8533 06",
        "no. 9400 1402 5845 3805 8533 06",
        "tracking 5845 3805 8533",
        "1402 5845 3805 8533 06",
    ]);
    check(Entity::InAadhaar, &["«5845 3805 8533» 06"]);
}

#[test]
fn example_networks_are_no_addresses_and_their_hosts_are() {
    untouched(&[
        "192.0.2.0/24",
        "198.51.100.0/25, 203.0.113.0/24",
        "2001:db8::/32",
        "ff02::1",
    ]);
    check(
        Entity::Ipv4,
        &["«192.0.2.7»/24", "«203.0.113.9»/32", "«192.0.2.0»"],
    );
    check(Entity::Ipv6, &["«2001:db8::5»/128", "«2001:db8::5»/64"]);
}

#[test]
fn the_check_digits_of_an_account_are_digits() {
    untouched(&["ETag: \"befbec12e27e3b77\""]);
}

#[test]
fn numbers_are_parts_of_paths() {
    check(
        Entity::UsSsn,
        &[
            "/users/«723-98-4735»",
            "/v/«723-98-4735»/edit",
            "«723-98-4735»/x",
        ],
    );
    check(Entity::BrCnpj, &["/patients/«98.243.223/0001-84»"]);
    check(Entity::FiHetu, &["/v/«080399V7156»/edit"]);
    check(Entity::FrNir, &["«111042B314488 42»"]);
    untouched(&["Chrome/120.0.6099.109", "a/723-98-4735", "12/723-98-4735"]);
}

#[test]
fn labels_of_further_languages() {
    check(Entity::KrRrn, &["제 주민번호는 «5005081528943»입니다"]);
    check(Entity::SePersonnummer, &["Pers.nr: «9706840882»"]);
    check(Entity::ThTnin, &["เลขบัตรประชาชนของผมคือ«1010671112315»ครับ"]);
    check(
        Entity::TrTckn,
        &["TC No: «87205459246»", "«51478332698» (T.C. Kimlik No)"],
    );
    check(Entity::InAadhaar, &["आधार: «611300108065»"]);
    check(
        Entity::Eth,
        &["钱包地址: «0x5796955186b59673feea087c3af3aee31e39c783»"],
    );
    check(
        Entity::UsSsn,
        &["SS#: «579778944»", "社会保障号：«867735694»"],
    );
    check(
        Entity::Passport,
        &["Nr paszportu: «FZ275836»", "Паспорт № «829522555»"],
    );
    check(Entity::Vin, &["Numéro de châssis: «WVWZZZ1JZ6W691528»"]);
    check(
        Entity::CaSin,
        &["Numéro d'assurance sociale: «712 983 360»"],
    );
    check(Entity::DeSteuerId, &["steueridnr: '«89785032167»'"]);
    check(Entity::SwiftBic, &["<BICFI>«INGBNL2A»</BICFI>"]);
    check(
        Entity::NlBsn,
        &["<ns1:burgerservicenummer xsi:type=\"xsd:string\">«881442136»</ns1:burgerservicenummer>"],
    );
    check(
        Entity::SecretKv,
        &["Hasło: «hqffungu21»", "ENV APP_SECRET «siheviuy88»"],
    );
    check(
        Entity::AuthHeader,
        &[
            "Authorization: Bearer  «vydQaLxzqZfp2USSyoouB45hGW8HaJsA»",
            "proxy_set_header Authorization \"Bearer «i8enqmd7Yy/wCnQ0uJfA1hUvkEbfirpd5Y»\";",
            "Bearer «BG29.hEET_8bmNDPrHwnmlLHeA4TUQmmnl».",
        ],
    );
}

#[test]
fn labels_of_more_forms_and_languages() {
    check(Entity::SePersonnummer, &["personnumret är «811218-9876»"]);
    check(Entity::NlBsn, &["burgerservicenr. «111222333»"]);
    check(Entity::UsRouting, &["número de ruta: «021000021»"]);
    check(
        Entity::UsBankAccount,
        &["número de cuenta bancaria: «45264966»"],
    );
    check(
        Entity::Phone,
        &["mob no «9162665244»", "Tél. : «6057380553»"],
    );
    check(Entity::Vin, &["chassi: «1M8GDM9AXKP042788»"]);
    check(
        Entity::UsMbi,
        &["on her red, white and blue card is «1EG4-TE5-MK73»"],
    );
    check(
        Entity::Eth,
        &[
            "以太坊地址：«0x7f1da430ab7c21e4740a6be8e714f9573f03cf0e»",
            "イーサリアムアドレス: «0x7f1da430ab7c21e4740a6be8e714f9573f03cf0e»",
        ],
    );
    check(
        Entity::DriverLicense,
        &[
            "водительское удостоверение «F7384356»",
            "the driver's license number u asked for is «MH12 2031 0054433» right",
        ],
    );
    check(
        Entity::KrRrn,
        &["resident registration number............. «210101-3000000»"],
    );
    untouched(&[
        "V1StGXR8_Z5jdHiDLnWfd; 1722882970698946",
        "ether 0x1f; mobbed 9162665244",
    ]);
}
