//! Numbers in answers, and words of more languages beside them.

mod marked;

use marked::{check, untouched};
use spanmill_scan::Entity;

#[test]
fn answers_and_pauses_behind_long_names() {
    check(
        Entity::Vin,
        &[
            "Agent: your vehicle identification number?\nCaller: sure, «1M8GDM9AXKP042788»",
            "[02:11] Caller: yes my vehicle identification number, it's, uh, «1M8GDM9AXKP042788».",
        ],
    );
    check(
        Entity::UsItin,
        &[
            r#"{"a":"your individual taxpayer identification number?\nCaller: sure, «911525162»"}"#,
            "Caller: the individual taxpayer identification number, um, er, «911525162»",
        ],
    );
    check(
        Entity::KrRrn,
        &["can you read me your resident registration number?\nB: yes, «5005081528943»"],
    );
    check(
        Entity::DeSteuerId,
        &["read me your Steueridentifikationsnummer?\nCaller: ok, «89785032167»"],
    );
    untouched(&[
        "the social security page of our own portal works all right. yes, 820335340",
        "Do you store a social security number with 123 digits? sure, 820335340",
        "the social security page of our own portal works; well, uh, 820335340",
        "is the social security cache warm? yes, 820335340 rows",
    ]);
}

#[test]
fn numbers_that_people_are_called_at() {
    check(
        Entity::Phone,
        &[
            "my number is «4155550132», ring after 5",
            r#"{"a":"My number's «4155550132»"}"#,
            "mi número es «612345678»",
            "meu número é «11996328695»",
            "mon numéro est le «0934657335»",
            "meine Nummer ist «01711234567»",
            "mijn nummer is «0654664668»",
            "mitt nummer är «0701234567»",
            "mój numer to «601234567»",
            "ruf mich an: «649636376»",
            "appelez-moi au «0934657335»",
            "bel me op «0654664668»",
            "chiamami al «0678698393»",
            "cell (new): «4042886429»",
        ],
    );
    untouched(&[
        "my_number = 41555501",
        "my number of rows is 4155550",
        "int myNumber = 4155550132;",
        "mi número de pedido es 41555501",
        "number is 4155550132",
        "my number is 4155550132 bytes",
        "cell (4, 2): 4042886429",
        "cell B13 4042886429",
    ]);
}

#[test]
fn labels_of_people_and_of_countries() {
    check(
        Entity::ZaId,
        &[
            "za_id: «8001015009087»",
            r#"{"zaId": "«8001015009087»"}"#,
            "ZA_ID=«8001015009087»",
        ],
    );
    check(Entity::KrRrn, &["kr_id=«5005081528943»"]);
    check(
        Entity::TrTckn,
        &[
            "eşimin tc'si «87205459246»",
            "vatandaşlık numarası «87205459246»",
            "vatandaslik no: «87205459246»",
        ],
    );
    check(
        Entity::SePersonnummer,
        &["Person-/samordningsnr: «670722-5089»"],
    );
    check(Entity::ThTnin, &["เลขบัตร ปชช. «1010671112315»"]);
    check(
        Entity::DateOfBirth,
        &[
            "urodzony «14-9-1978»",
            "urodzona «6/11/1998»",
            "narozena «14.9.1978»",
        ],
    );
    check(
        Entity::DriverLicense,
        &[
            "carta de condução «J430A1RZN16»",
            "carta de conducao «J430A1RZN16»",
        ],
    );
    check(
        Entity::Eth,
        &["my metamask address is «0x7f1da430ab7c21e4740a6be8e714f9573f03cf0e»"],
    );
    untouched(&[
        "tr id=87205459246",
        "<th id=1010671112315>",
        "the tcp si 87205459246",
    ]);
}

#[test]
fn an_address_on_a_line_that_was_taken_out() {
    check(
        Entity::Mac,
        &[
            "@@ -1 +1 @@\n-«a4-c1-38-67-62-97»\n+removed",
            r#"{"d":"@@ -1 +1 @@\n-«A4-C1-38-35-36-15»\n+removed"}"#,
            "-«A4-C1-38-35-36-15»",
        ],
    );
    untouched(&[
        "a -A4-C1-38-35-36-15",
        "A4-C1-38-35-36-15-77",
        "-A4-C1-38-35-36-15-77",
    ]);
}
