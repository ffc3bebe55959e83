//! Kinds of further states and vendors, and further spellings. `«…»` marks the finding.

mod marked;

use marked::{check, untouched};
use spanmill_scan::Entity;

#[test]
fn numbers_of_further_states() {
    check(Entity::FiHetu, &["hetu «131052-308T».", "x=«131052-308T»"]);
    check(
        Entity::BrCpf,
        &["CPF «529.982.247-25»", "cpf «52998224725»"],
    );
    check(Entity::BrCnpj, &["«11.222.333/0001-81»"]);
    check(Entity::KrRrn, &["«210101-3000000»"]);
    check(
        Entity::CnRic,
        &["«11010519491231002X»", "身份证 «11010519491231002X»。"],
    );
    check(Entity::SgNric, &["NRIC «S0000001I»"]);
    check(Entity::CaSin, &["SIN: «046 454 286»"]);
    check(Entity::AuTfn, &["TFN «123 456 782»"]);
    check(Entity::AuAbn, &["ABN «51 824 753 556»"]);
    check(Entity::DeSteuerId, &["Steuer-ID «86 095 742 719»"]);
    check(Entity::PlPesel, &["PESEL «44051401359»"]);
    check(Entity::SePersonnummer, &["personnummer «811218-9876»"]);
    check(Entity::NlBsn, &["BSN «111222333»"]);
    check(Entity::TrTckn, &["TC Kimlik No: «10000000146»"]);
    check(Entity::ThTnin, &["Thai ID «1-2345-45678-78-1»"]);
    check(Entity::JpMyNumber, &["マイナンバー «1234 5678 9018»"]);
    check(Entity::ZaId, &["SA ID number «8001015009087»"]);
    untouched(&[
        "046 454 286",
        "86095742719",
        "44051401359",
        "8001015009087",
        "131052-308U",
        "529.982.247-26",
    ]);
}

#[test]
fn a_number_is_found_before_what_else_is_found_or_left_alone() {
    check(
        Entity::CreditCard,
        &[
            "card «4111111111111111» from 10.0.0.5",
            "«4111 1111 1111 1111» 192.168.1.20",
        ],
    );
    check(
        Entity::Phone,
        &["«415-555-2671» 127.0.0.1", "10.1.2.3 «(415) 555-2671»"],
    );
    check(Entity::Mac, &["«00:1b:44:11:3a:b7» 10.0.0.5"]);
    check(Entity::Ipv6, &["got «::ffff:185.98.7.9» twice"]);
}

#[test]
fn vehicles_devices_professions_and_papers() {
    check(Entity::Vin, &["VIN: «1M8GDM9AXKP042788»"]);
    check(
        Entity::Imei,
        &["imei=«490154203237518»", "IMEI «49-015420-323751-8»"],
    );
    check(Entity::UsNpi, &["NPI «1234567893»"]);
    check(Entity::UsDea, &["DEA number «AB1234563»"]);
    check(Entity::UsMbi, &["MBI «1EG4-TE5-MK73»"]);
    check(Entity::UsRouting, &["routing number «111000025»"]);
    check(Entity::UsBankAccount, &["account number «4417123456»"]);
    check(
        Entity::Passport,
        &["passport number «C01X00T47»", "护照 «E12345678»"],
    );
    check(Entity::DriverLicense, &["driver's license «D1234567»"]);
    untouched(&[
        "490154203237518",
        "1M8GDM9AXKP042788",
        "C01X00T47",
        "AB1234563",
    ]);
}

#[test]
fn spellings_of_accounts_and_identity_numbers() {
    check(
        Entity::Iban,
        &[
            "«gb82west12345698765432»",
            "«DE89-3704-0044-0532-0130-00»",
            "«DE 89 370400440532013000»",
        ],
    );
    check(
        Entity::EsNif,
        &["«12.345.678-Z»", "«12345678-Z»", "«X-1234567-L»"],
    );
    check(Entity::FrNir, &["«2 55 08 14 168 025 38»"]);
    check(
        Entity::ItCodiceFiscale,
        &["«RSS MRA 85T10 A562S»", "«rssmra85t10a562s»"],
    );
    check(Entity::UkNino, &["«AB-12-34-56-C»"]);
    check(
        Entity::CreditCard,
        &[
            "«4111  1111  1111  1111»",
            "«4111_1111_1111_1111»",
            "«4111 - 1111 - 1111 - 1111»",
            "«4111/1111/1111/1111»",
        ],
    );
    untouched(&[
        "arn:aws:iam::578040786043:role/x",
        "ba334a27-3421-4b4a-8ed0-184bd2a6f1c0",
    ]);
}

#[test]
fn telephones_of_many_countries() {
    check(
        Entity::Phone,
        &[
            "«+49 (0)30 901820»",
            "«(11) 91234-5678»",
            "«8 (912) 345-67-89»",
            "«0171/2345678»",
            "«070-123 45 67»",
            "«00 33 1 42 68 53 00»",
            "手机号 «13800138000»",
            "telefono «3471234567»",
            "call me at «4155552671»",
        ],
    );
    untouched(&["024.203.481 VND", "10 20 30 40"]);
}

#[test]
fn tokens_without_a_known_prefix() {
    check(
        Entity::CloudToken,
        &[
            "«acme_live_9aBcDeFgHiJkLmNoPqRs42»",
            "https://hooks.slack.com/«services/T0AB1CD2E/B0AB1CD2E/9aBcDeFgHiJkLmNoPqRs42uv»",
            concat!(
                "«dt0c01.ABCDEFGHIJKLMNOPQRST2345.",
                "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567»"
            ),
        ],
    );
    untouched(&[
        "my_test_function_with_a_long_name_for_once",
        "token_ids_by_position_in_the_vocabulary",
        "key-value-store-of-the-second-generation",
    ]);
}

#[test]
fn secrets_as_options_elements_and_in_other_languages() {
    check(
        Entity::SecretKv,
        &[
            "run --password «hunter2x» now",
            "<password>«hunter2x»</password>",
            "contraseña: «hunter2x»",
            "密码：«hunter2x»",
            "mot de passe : «hunter2x»",
        ],
    );
    untouched(&["--password-file /run/x", "if a > b: pass", "x -> token"]);
}

#[test]
fn findings_are_the_same_wherever_the_text_lies() {
    let texts = [
        "phone: «4155552671», next",
        "my passport number is «C01X00T47» ok",
        "x acme «4111 1111 1111 1111» y",
    ];
    let kinds = [Entity::Phone, Entity::Passport, Entity::CreditCard];
    for (text, kind) in texts.into_iter().zip(kinds) {
        for before in (0..70).chain(1960..2120) {
            check(kind, &[&format!("{}{text}", ". ".repeat(before))]);
        }
    }
}

#[test]
fn small_forms_regions_and_numbers_without_their_zero() {
    check(Entity::UsSsn, &["«643\u{fe63}70\u{fe63}2699»"]);
    check(Entity::CnRic, &["«370203199805200726»"]);
    check(Entity::EsNif, &["«4.027.026-W»"]);
    check(Entity::Phone, &["«+234 1 339 9318»"]);
    check(Entity::BrCnpj, &["CNPJ: «GMHUNJTJ29TJ58»"]);
    check(Entity::Passport, &["passport no «C8LZZ7CYR»"]);
    check(
        Entity::DriverLicense,
        &["DLN: «57237/13/6689»", "driver license «U1U7RKFCHL»"],
    );
    untouched(&["390203199805200726", "4.027.026-X"]);
}

#[test]
fn tokens_of_vendors_stand_behind_escapes_and_signs() {
    check(
        Entity::LlmKey,
        &[
            "«e2b_47ca4583a139c25d3e3029eb91626dfc071ac726»",
            "x = «BSAgjJWl6YE3C4mokU5FTQE8k2lj9_E»",
            concat!(
                r"\t«ABSK5N+mpe6Fzt/JRtl1dk4kshdm9Zug+Y0lxafD7OD8yoDxLx/E2TKrsgAr5uy",
                "SP1izj2q9L2p1Ks+m2k8I»"
            ),
        ],
    );
    check(
        Entity::CloudToken,
        &[
            "item=«ciosV8vinV8zEpRAOgX9ih7WMCOzCHiP3KB»",
            "x=«glc_eyJMK/LeU0dZlKaYcEJW6WGjiI5nblo+C/3NfeXEqg9kt2pyg7hWvl7NDB8k»",
        ],
    );
}

#[test]
fn a_plus_before_an_added_line_is_no_part_of_a_number() {
    check(
        Entity::FiHetu,
        &["@@ -1 +1 @@\n+«131052A308T»\n-none", r"a\n+«131052A308T»\n"],
    );
    check(Entity::BrCpf, &["a\n+«298.434.563-00»\n-none"]);
    check(Entity::CreditCard, &[r"a\n+«4111 1111 1111 1111»\n"]);
    check(
        Entity::Phone,
        &[
            "a\n«+44 20 7946 0958»\n",
            "«+1 650 253 0000»",
            "«+393471234567»",
        ],
    );
}

#[test]
fn an_escaped_dash_joins_only_parts_of_one_value() {
    check(
        Entity::Btc,
        &[r#""\u2014«3DSocmq1ryHBeFYDfWc4hBckwdmLCtRSa7»\u2014""#],
    );
    check(Entity::Mac, &[r#""\u2014«f0-18-9e-b8-8c-b5»\u2014""#]);
    check(Entity::CreditCard, &[r#""\u2014«6443276740743909»\u2014""#]);
    check(
        Entity::CreditCard,
        &[r#""«4111\u20131111\u20131111\u20131111»""#],
    );
}

#[test]
fn days_with_names_of_months_short_or_of_other_languages() {
    check(
        Entity::DateOfBirth,
        &[
            "date of birth = «9-Aug-02»",
            "<birthDate>«29-Nov-01»</birthDate>",
            r#"{"dob": "«05-May-43»"}"#,
            "dob: «11. März 1938»",
            "née le «3 août 1971»",
            "дата рождения «5 мая 1980»",
            "ur. «03/22/96» (data urodzenia)",
            "«1974-05-20»T00:00:00Z is my date of birth",
            "b. «1987-03-18», date of birth",
            "nací el «9/16/1996»",
            "생년월일 «1949. 12. 14.»",
            "geb. «16. 3. 1949»",
        ],
    );
    untouched(&[
        "expires 9-Aug-02",
        "born 12-Abc-33",
        "birth record 2026-04-15T16:23:38.373Z",
        "birthday job 2026-04-15 12:26:35,367",
    ]);
}

#[test]
fn blanks_of_forms() {
    check(
        Entity::CreditCard,
        &[
            "GET /pay?x=«4111+1111+1111+1111»&n=1 HTTP/1.1",
            "n=1&card=«4111+1111+1111+1111»",
        ],
    );
    check(Entity::Iban, &["iban=«DE89+3704+0044+0532+0130+00»&n=1"]);
    check(
        Entity::UsSsn,
        &["q=my+ssn+is+«078051120»", "a%5B0%5D=«536+22+1234»"],
    );
    check(
        Entity::Phone,
        &["to=«%2B49+171+2345678»&n=1", "to=«+49+171+2345678»"],
    );
    check(Entity::EsNif, &["x=«97111431+A»&n=1"]);
    check(
        Entity::AuthHeader,
        &["h=authorization%3A+Bearer+«91280fc47eecd6cfa0d09Qs6lDyuhzSBvEzdU5J2»"],
    );
    untouched(&[
        "4111+1111+1111+1111",
        "x = 4111+1111+1111+1111",
        "i=i+1; n=12+34",
    ]);
}

#[test]
fn characters_behind_percent_signs() {
    check(
        Entity::CreditCard,
        &[
            "x=«4111%C2%A01111%C2%A01111%C2%A01111»&n=1",
            "x=«4111%25E2%2580%25931111%25E2%2580%25931111%25E2%2580%25931111»",
            "x=«%EF%BC%94111%201111%201111%201111»",
        ],
    );
    check(
        Entity::JpMyNumber,
        &["q=%E3%83%9E%E3%82%A4%E3%83%8A%E3%83%B3%E3%83%90%E3%83%BC+«1234+5678+9018»"],
    );
    check(
        Entity::KrRrn,
        &["q=%EC%A3%BC%EB%AF%BC%EB%B2%88%ED%98%B8%3A%20«2101013000000»"],
    );
    untouched(&[
        "x=%E3%83%9E+1234+5678+9018",
        "%C2%",
        "%E2%80",
        "%F0%9F%98%80 1234 5678 9018",
    ]);
}

#[test]
fn blanks_beside_other_spellings() {
    check(
        Entity::CreditCard,
        &[
            "«４１１１\u{a0}１１１１\u{a0}１１１１\u{a0}１１１１»",
            "«4111\u{200b}\u{a0}1111\u{a0}1111\u{a0}1111»",
        ],
    );
    check(
        Entity::SecretKv,
        &[
            "apiKey:\u{a0}'«Kq3N9.jx4BC3»',",
            "mot de passe\u{202f}: «Kq3N9jx4BC3»",
        ],
    );
    check(Entity::Phone, &["Tél.\u{a0}:\u{a0}«06 12 34 56 78»"]);
}

#[test]
fn references_to_characters() {
    check(
        Entity::Email,
        &[
            "<td>«ann.lee&#64;example.org»</td>",
            "«ann&#x2e;lee&#X40;example.org»",
        ],
    );
    check(
        Entity::CreditCard,
        &[
            "«4111&nbsp;1111&nbsp;1111&nbsp;1111»",
            "no.&nbsp;«4111&#160;1111&#xa0;1111&#8239;1111»",
        ],
    );
    check(
        Entity::UsSsn,
        &["SSN:&nbsp;«078-05-1120»", "SSN «078&#8209;05&#8209;1120»"],
    );
    untouched(&[
        "a=1&nbsp=2&ab=3",
        "&#;&#x;&#99999999;&#64",
        "Q&A: 100% & more",
        "&nbsp;1234",
    ]);
}
