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

#[test]
fn a_verb_and_what_is_said_of_the_name_may_stand_between() {
    check(
        Entity::UsSsn,
        &[
            "the social security number on the letter says «820335340»",
            "the social security number of this customer must read «820335340».",
            "the social security number that she sent us this morning was «820335340»",
            "the social security number for the second account should be «820335340»",
            "Could you check whether «820335340» is the social security number you have on file?",
            "For Ada: «820335340», social security number.",
            "«820335340» - that's the SSN",
            "«820335340» belongs to the SSN",
        ],
    );
    untouched(&[
        "the order that my phone case came with says 10472993",
        "820335340 is the number of the order that you asked for by phone or social media",
        "820335340, phone: none",
        "820335340 - phone support was late",
        "social media reach was 820335340",
        "birth rate 59.4 per 1000; 2026-04-15",
        "birth weight was 12-03-1980",
    ]);
}

#[test]
fn a_pronoun_stands_for_what_was_asked() {
    check(
        Entity::UsSsn,
        &[
            "User: what social security number did I give you last week?\nBot: You told me it was \
             «820335340».",
            r#"{"a":"what is the social security number in it?\nthat's «820335340»"}"#,
            "I lost the card with my social security number last week. It is «820335340»",
            "Welche SSN hatte ich dir letzte Woche gegeben?\nDu sagtest, es war «820335340»",
        ],
    );
    untouched(&[
        "what is your social security number, and what else is in the form?\nThe lot is 820335340",
        "SSN 000-15-2178 was in the letter of the bank of the city to us by mail. It was \
         820335340",
        "Did you get the parcel that we sent to you by ship?\nI told you it was 820335340",
    ]);
}

#[test]
fn the_head_of_a_column_of_html_names_its_cells() {
    check(
        Entity::UsSsn,
        &[
            "<table><tr><th>Row</th><th>social security number</th></tr><tr><td>1</td>\
             <td>«820335340»</td></tr><tr><td>2</td><td class=\"n\">«056152178»</td></tr></table>",
            "<table><tr><td>Row</td><td>SSN</td><td>City, and the country if it is another</td>\
             </tr><tr><td>1</td><td>«820335340»</td><td>Oslo</td></tr></table>",
            concat!(
                r#"{"a":"<tr><th scope=\"col\">Row</th><th scope=\"col\">social security number"#,
                r#"</th></tr>\n<tr><td>1</td><td>«820335340»</td></tr>"}"#
            ),
        ],
    );
    untouched(&[
        "<table><tr><th>SSN of the customer</th><th>the order that was sent to the customer</th>\
         </tr><tr><td>none</td><td>820335340</td></tr></table>",
        "<table><tr><th>Row</th><th>SSN</th></tr></table><p>and then of something else</p>\
         <table><tr><td>1</td><td>820335340</td></tr></table>",
    ]);
}

#[test]
fn an_id_with_its_name_before_a_dash_begins_no_list() {
    untouched(&["acct-5625; 1708875649564", "passport-1234; 820335340"]);
    check(Entity::UsBankAccount, &["acct no: «56251234»; «17088756»"]);
}

#[test]
fn marks_of_markdown_part_no_value_from_its_name() {
    check(
        Entity::UsSsn,
        &[
            "**«078051120»** is my SSN",
            "its `«078051120»`, thats my SSN",
            r#"{"value": "**«078051120»**", "name": "ssn"}"#,
            "[«078051120»](https://example.org/x) is my SSN",
            "Agent: your SSN please?\nCustomer: sure, it's **«078051120»**",
        ],
    );
    untouched(&["**078051120** is my order", "*078051120 is [my SSN"]);
}

#[test]
fn keys_and_names_of_siblings_deep_in_json() {
    let quote = format!("{}\"", "\\".repeat(15));
    let before = format!("{{{quote}name{quote}: {quote}ssn{quote}, {quote}value{quote}: {quote}");
    let behind = format!("{quote}, {quote}name{quote}: {quote}ssn{quote}}}");
    let deep = format!("{}\"", "\\".repeat(63));
    check(
        Entity::UsSsn,
        &[
            &format!("{before}«078051120»{quote}}}"),
            &format!("{{{quote}value{quote}: {quote}«078051120»{behind}"),
            &format!("{{{deep}ssn{deep}: {deep}«078051120»{deep}}}"),
        ],
    );
    untouched(&[&format!("{{{deep}id{deep}: {deep}078051120{deep}}}")]);
}

#[test]
fn a_type_between_a_name_and_its_value() {
    check(
        Entity::UsSsn,
        &[
            r#"{"field": "ssn", "type": "string", "value": "«219099991»"}"#,
            concat!(
                r#"{"args": "{\"args\": \"{\\\"field\\\": \\\"ssn\\\", "#,
                r#"\\\"type\\\": \\\"string\\\", "#,
                r#"\\\"value\\\": \\\"«219099991»\\\"}\"}"}"#
            ),
        ],
    );
    untouched(&[
        r#"{"field": "order", "type": "string", "value": "219099991"}"#,
        "iPhone15,3; 2.16.840.1.113883.6.9",
    ]);
}
