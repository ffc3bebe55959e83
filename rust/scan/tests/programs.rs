//! What programs write around values: lists, tests, slices, names.

mod marked;

use marked::{check, untouched};
use spanmill_scan::Entity;

#[test]
fn what_is_no_address() {
    check(Entity::Ipv6, &["peer «64:ff9b::5»", "[«2a02::1»]:443"]);
    untouched(&[
        "rows[1::2] + cols[10::20]",
        r#"{"a":"x\nfirmware 16.86.15.62\nsection 9.9.1.7"}"#,
        "Chrome/98.12.33.21",
    ]);
}

#[test]
fn cookies_and_secrets_in_lists() {
    check(
        Entity::AuthHeader,
        &[
            r#"{"set-cookie":["«theme=dark; Path=/»","«sid=Xk9vQ2mLz7TrW4abcd; Secure»"]}"#,
            "'set-cookie': [ '«sid=Xk9vQ2mLz7TrW4abcd; Path=/»' ]",
        ],
    );
    check(
        Entity::SecretKv,
        &[r#"{"password": ["«Xk9vQ2mLz7»", "«Yk9vQ2mLz7»"], "next": "Yk9vQ2mLz7"}"#],
    );
    untouched(&[
        r#"{"password":["This field is required.","Enter 8 characters"]}"#,
        "SO_USER_COOKIE = 0x1015",
    ]);
}

#[test]
fn what_programs_say_beside_words_for_secrets() {
    untouched(&[
        "--- PASS: TestVet/2 (0.07s)",
        "PASS: tests/check-5",
        "in __GI_raise (sig=sig@entry=6) at ../sysdeps",
        "pwd: /home/user/projects/app-2",
        "credentials=s3_credentials or None",
        "lt_token: node.colon2_token,",
        "if !s.ReadUint16LengthPrefixed(&suites) {",
        "y=E||s.noDeleteOnFetchRejection,b=f",
        "https://doi.org/10.1016/j.cell.2020.02.058",
        "mobile sales 2015-2020",
        "at [`ffbad8350e`](https://x.io)",
    ]);
    check(Entity::InPan, &["pan: «ffbad8350e»", "«ffbpd8350q»"]);
}
