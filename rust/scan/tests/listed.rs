//! Values whose digits or parts stand apart, as they are dictated, boxed and listed, and labels
//! with other signs behind them.

mod marked;

use marked::{check, untouched};
use spanmill_scan::Entity;

#[test]
fn digits_one_by_one_beside_their_word() {
    check(
        Entity::CreditCard,
        &[
            "the card is «5 5 5 5 5 5 5 5 5 5 5 5 4 4 4 4», expiry next May",
            "Kartennummer: «4-0-1-2-8-8-8-8-8-8-8-8-1-8-8-1»",
            r#"{"cardDigits": [«4, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2»]}"#,
            "id;visa\n7;«3.7.8.2.8.2.2.4.6.3.1.0.0.0.5»",
        ],
    );
    check(
        Entity::UsSsn,
        &[
            "my social is «2 1 9 0 9 9 9 9 1»",
            "id,ssn\n3,«2 1 9 0 9 9 9 9 1»",
        ],
    );
    check(
        Entity::Phone,
        &[
            "phone: «2 0 7 9 4 6 0 9 5 8 1»",
            "call me: «2-0-7-9-4-6-0-9-5-8»",
        ],
    );
    untouched(&[
        "5 5 5 5 5 5 5 5 5 5 5 5 4 4 4 4",
        "card counts per day: 5 5 5 5 5 5 5 5 5 5 5 5 4 4 4 3",
        "phone scores 1 2 3 4 5 6 7",
        "phone keys: 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6",
        "[0, 1, 0, 0, 1, 1, 0, 1, 0, 1]",
        "version 1.2.3.4.5.6.7.8.9",
    ]);
}

#[test]
fn cards_in_lists_and_in_halves_beside_their_word() {
    check(
        Entity::CreditCard,
        &[
            "card: [«5555, 5555, 5555, 4444»]",
            "tarjeta\n«5555\n5555\n5555\n4444»\nvence 05/28",
            r#"{"text": "Kreditkarte:\n«3782\n822463\n10005»"}"#,
            "card number «55555555 55554444»",
            "カード番号：«55555555 55554444»",
        ],
    );
    untouched(&[
        "[5555, 5555, 5555, 4444]",
        "55555555 55554444",
        "card ids: [5555, 5555, 5555, 4444, 5555, 1234]",
        "cards sold: 5555, 5555, 5555, 4443",
    ]);
}

#[test]
fn numbers_with_blanks_where_they_are_printed_so() {
    check(
        Entity::InPan,
        &["PAN: «ABCPE 1234 F»", "पैन नंबर «ABCPE-1234-F»"],
    );
    untouched(&["ABCPE 1234 F", "PAN: PIANO 1234 FORTE", "PAN 1234 F"]);
    check(
        Entity::UsMbi,
        &[
            "MBI «1EG4 TE5 MK73»",
            "medicare no. «1eg4 te5 mk72» on file",
        ],
    );
    untouched(&["1EG4 TE5 MK73", "MBI 1EG4 TE5", "MBI 1EG4 TE5 MK7"]);
    check(
        Entity::Mac,
        &[
            "MAC: «3C 22 FB 4F CF BF»",
            "device mac address «3c 22 fb 4f cf bf», port 3",
        ],
    );
    untouched(&[
        "3C 22 FB 4F CF BF",
        "mac dump 3C 22 FB 4F CF BF 01 02",
        "00 3C 22 FB 4F CF BF mac",
    ]);
    check(Entity::UsSsn, &["SSN «219 - 09 - 9991»"]);
    check(Entity::Phone, &["phone «207 - 946 - 0958»"]);
    untouched(&["scores 219 - 09 - 9991"]);
}

#[test]
fn numbers_behind_a_row_of_others() {
    const ROWS: [&str; 2] = [
        "12 34 56 78 90 12 34 56 78 90 12 34 ",
        "123 45 6 123 45 6 123 45 6 123 45 6 ",
    ];
    let numbers = [
        (Entity::CreditCard, "«4111 1111 1111 1111»"),
        (Entity::CreditCard, "«3714 496353 98431»"),
        (Entity::UsSsn, "«219 09 9999»"),
        (Entity::FrNir, "«2 55 08 14 168 025 38»"),
        (Entity::BrCpf, "«529 982 247 25»"),
        (Entity::Phone, "«212 555-0188»"),
        (Entity::Phone, "«1 212 555-0188»"),
        (Entity::UsBankAccount, "account number «12345678»"),
    ];
    for (entity, number) in numbers {
        for row in ROWS {
            check(entity, &[&format!("{row}{number}")]);
        }
    }
    untouched(&[ROWS[0], ROWS[1]]);
}

#[test]
fn vehicles_in_small_letters() {
    check(
        Entity::Vin,
        &["vin=«wvwzzzauzlp000351»", "chassis no: «wvwzzzauzlp000351»"],
    );
    untouched(&["wvwzzzauzlp000351", "vin=wvwzzzauzlp0003510"]);
}

#[test]
fn labels_before_a_semicolon() {
    check(
        Entity::UsBankAccount,
        &[
            "account number ; «531165103894»",
            "checking account; «531165103894»",
        ],
    );
    check(
        Entity::Passport,
        &["Passport No.; «C01X00T47»", "Reisepass ; «C01X00T47»"],
    );
    check(
        Entity::DateOfBirth,
        &[
            "date of birth ; «1985-03-12»",
            "datum narození ; «1985-03-12»",
        ],
    );
    check(Entity::DriverLicense, &["patente di guida; «U1G397775A»"]);
    untouched(&[
        "my passport expired; C01X00T47",
        "We sent a code to your phone.; 8528162",
        "please send your SSN; order 219099991 is ready",
        "Hb 13.0 g/dL; U1G397775A",
    ]);
}

#[test]
fn changes_of_a_field() {
    check(
        Entity::UsSsn,
        &[
            r#"{"field":"ssn","old":null,"new":"«219099991»"}"#,
            r#"{"column":"ssn","after":"«219099991»"}"#,
        ],
    );
    untouched(&[r#"{"field":"order","old":null,"new":"219099991"}"#]);
}

#[test]
fn users_of_servers_are_no_addresses() {
    untouched(&[
        "git clone https://jane@code.example.org/repo.git",
        "ssh://deploy@host.example.org/srv",
    ]);
    check(
        Entity::Email,
        &["mailto:«jane@example.org»", "sip:«jane@example.org»"],
    );
}

#[test]
fn keys_in_the_place_of_a_user() {
    check(
        Entity::UrlCredentials,
        &["dsn: https://«9f3c1be07d2a4c5f8e6b0a1d2c3e4f50»@o1.ingest.sentry.example/42"],
    );
    untouched(&["https://continuous-integration@git.example.org/repo.git"]);
}

#[test]
fn accounts_with_their_name_in_one_word() {
    check(
        Entity::Iban,
        &[
            "IBAN«DE89370400440532013000»",
            "(IBAN«GB29NWBK60161331926819»)",
        ],
    );
    untouched(&["IBANDE89370400440532013001", "XIBANDE89370400440532013000"]);
}

#[test]
fn what_names_machines_and_versions() {
    untouched(&[
        "assembly 4.1.1.0",
        "arn:aws:lambda:eu-west-1:621137483940:function:ship",
    ]);
    check(
        Entity::FiHetu,
        &["#12 0.412 «131052-308T»", "#7 1.02 «010594Y9021»"],
    );
}
