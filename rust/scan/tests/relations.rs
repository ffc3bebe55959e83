//! How a value and its name stand to each other: cells below heads, names behind values, lists.

mod marked;

use marked::{check, untouched};
use spanmill_scan::Entity;

#[test]
fn the_head_of_a_column_names_its_cells() {
    check(
        Entity::UsSsn,
        &[
            "| N | SSN | City |\n|---|:---:|---|\n| A | «056152178» | |\n| B | «263659222» | |",
            " id |  ssn  | at\n----+-------+---\n 17 | «056152178» | x\n 18 | «263659222» | y",
            "Name;SSN;City\nAda L.;«056152178»;Turin",
            "name\tssn\tcity\nAda\t«056152178»\tTurin",
            r#"{"content":"name,ssn,city\nAda,«056152178»,Turin\nBo,«263659222»,Rome"}"#,
            r"name\\tssn\\tcity\\nAda\\t«056152178»\\tTurin",
            "ssn,name\n«056152178»,Ada",
            "INSERT INTO t (city, ssn) VALUES ('Oslo', '«056152178»'), ('Bonn', '«263659222»')",
            "name,address,ssn\nAda,\"Turin, Italy\",«056152178»",
        ],
    );
}

#[test]
fn the_head_of_another_column_names_nothing() {
    untouched(&[
        "| Phone | Order |\n|---|---|\n| none | 10472993 |",
        "phone,order\n,10472993",
        "name,phone,zip\nAda,,941071234",
        "date,phone_calls\n2026-03-02,10472993",
        "INSERT INTO t (ssn, total) VALUES (NULL, 151793916)",
    ]);
}

#[test]
fn heads_hold_for_rows_far_below() {
    let rows = "|  | pending | x |\n".repeat(40);
    let text = format!("| Name | SSN | City |\n|---|---|---|\n{rows}| Ada | «056152178» | Turin |");
    check(Entity::UsSsn, &[&text]);
}

#[test]
fn a_name_may_stand_behind_its_value() {
    check(
        Entity::UsSsn,
        &[
            r#"{"value": "«056152178»", "name": "ssn"}"#,
            r#"{\"answer\": \"«056152178»\", \"question\": \"What is your SSN?\"}"#,
            r#"{"value":{"stringValue":"«056152178»"},"key":"ssn"}"#,
            r#"<input type="text" value="«056152178»" id="ssn"/>"#,
            "i think its «056152178» that's my SSN",
            "«056152178», which is my SSN",
        ],
    );
    untouched(&[
        r#"{"value": "056152178", "name": "orders_total"}"#,
        r#"{"count": 10472993, "label": "phone"}"#,
    ]);
}

#[test]
fn a_name_may_stand_before_its_value_with_more_between() {
    check(
        Entity::UsSsn,
        &[
            r#"{"field":"social_security_number","op":"eq","value":"«709568997»"}"#,
            r#"{"key":"social_security_number","value":{"stringValue":"«709568997»"}}"#,
            r#"<label>Social Security No.</label> <span class="v">«378843303»</span>"#,
        ],
    );
}

#[test]
fn a_name_is_that_of_each_value_of_a_list() {
    check(
        Entity::PlPesel,
        &[
            r#"{"pesel": ["«59020927808»", "«39050188196»", "«40051083359»", "«97081744736»"]}"#,
            "PESEL: «59020927808», «39050188196», «40051083359», «97081744736», «38042229448»",
        ],
    );
    check(Entity::UsSsn, &["SSN: «056152178»; «263659222»"]);
}

#[test]
fn a_semicolon_and_a_line_with_a_value_end_what_a_word_says() {
    untouched(&[
        "We sent a code to your phone.; due 10472993",
        "ADD COLUMN phone varchar(20); LCCN 2035545738",
        "SPDX-License-Identifier: Apache-2.0; PMID 36820181",
        "license_key_count=80929\nlot 7782909321",
        "has_passport=1; 254460354",
    ]);
    check(Entity::UsSsn, &["<b>SSN:</b>&nbsp;«056152178»"]);
}

#[test]
fn what_is_counted_measured_or_dated_is_nobodys() {
    untouched(&[
        "phone calls: 10472993",
        "\"phone_count\": 10472993",
        "sms took 3525593",
        "phone_id=10472993",
        "10472993 phone users; phone 10472993 bytes",
        "social media impressions: 485405810",
        "passport_updated_at: 20260103",
        "date of birth dropped at 2026-01-03",
        "phone verified 2026-03-04 05:06:07",
        "cell B13 = 74218096",
        "cell (31, 77) value 7579380",
    ]);
    check(
        Entity::Phone,
        &["reach me at «4155550100»", "my cell: «4155550100»"],
    );
}

#[test]
fn our_own_placeholders_speak_of_nothing() {
    untouched(&[
        "[PHONE] 10472993",
        "[DRIVER_LICENSE],824.27,832.51,9774450",
        "[PHONE:k1.0a1b2c3d] 10472993",
    ]);
    check(Entity::Phone, &["[PHONE] phone «4155550100»"]);
}

#[test]
fn numbers_of_articles_and_rows_of_tables_are_no_telephones_and_no_cards() {
    untouched(&[
        "P/N 010-21916-84",
        "NDC 01262-191-09",
        "drawing no. 0638-402-77",
        "926098\t6267\t7981\t1358\t25",
        "2304\t5178\t9956\t6873\t3",
    ]);
}
