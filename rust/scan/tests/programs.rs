//! What programs write around values: faults, messages, cookies, forms, tests, slices.

mod marked;

use marked::{check, untouched};
use spanmill_scan::Entity;

#[test]
fn numbers_that_faults_tell() {
    check(
        Entity::UsSsn,
        &[
            "Duplicate entry '«820335340»' for key 'users.ssn'",
            "The value '«820335340»' is not valid for SSN.",
            "“«820335340»” is not a valid SSN.",
            "'«820335340»' is not a valid ssn",
            "value «820335340» for field ssn is invalid",
            "1 validation error for User\nssn\n  String should match pattern '^x$' \
             [type=string_pattern_mismatch, input_value='«820335340»', input_type=str]",
            r"error for User\nssn\n  Input is bad [type=x, input_value=«820335340», input_type=int",
        ],
    );
    untouched(&[
        "Duplicate entry '820335340' for key 'orders.PRIMARY'",
        "'820335340' is not a valid choice",
        "ssn\nname\n  Input is bad [type=value_error, input_value='820335340', input_type=str]",
    ]);
}

/// Two messages, as OpenTelemetry writes them.
fn chat(question: &str, role: &str, answer: &str) -> String {
    let part = |text| format!(r#"[{{"type":"text","content":"{text}"}}]"#);
    let (asked, said) = (part(question), part(answer));
    format!(r#"[{{"role":"assistant","parts":{asked}}},{{"role":"{role}","parts":{said}}}]"#)
}

#[test]
fn answers_in_the_next_message() {
    let long = "Please tell your social security number.";
    let google = r#"{"role":"model","parts":[{"text":"Your social security number, please."}]}"#;
    let google = format!(r#"[{google},{{"role":"user","parts":[{{"text":"«820335340»"}}]}}]"#);
    check(
        Entity::UsSsn,
        &[
            &chat(long, "user", "«820335340»"),
            &chat(long, "user", "It's «820335340»"),
            &chat(long, "user", "«820335340»").replace(']', r#"],"finish_reason":"stop""#),
            &format!(r#"{{"a":"{}"}}"#, google.replace('"', r#"\""#)),
        ],
    );
    untouched(&[&chat(
        "Which social security office is it?",
        "tool",
        "820335340",
    )]);
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
        Entity::AuthHeader,
        &[r#"{"X-Amz-Signature":"«Xk9vQ2mLz7TrW4abcd»"}"#],
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
fn secrets_that_programs_type_into_forms() {
    check(
        Entity::SecretKv,
        &[
            r#"{"element":"Password field","ref":"e12","text":"«Xk9vQ2mLz7»"}"#,
            r##"{"selector":"#password","value":"«Xk9vQ2mLz7»"}"##,
            r#"{"type":"password","value":"«Xk9vQ2mLz7»"}"#,
            r#"<input type="password" value="«Xk9vQ2mLz7»">"#,
            r##"await page.fill("#password", "«Xk9vQ2mLz7»")"##,
        ],
    );
    untouched(&[
        r#"{"type":"text","text":"Xk9vQ2mLz7"}"#,
        r#"{"element":"Password field","ref":"e12","text":"Enter your password"}"#,
        r#"{"type":"token","value":"Xk9vQ2mLz7"}"#,
    ]);
}

#[test]
fn codes_and_signatures_in_queries() {
    check(
        Entity::SecretKv,
        &[
            "https://x.io/cb?code=«SplxlOBeZQQYbYS6WxSbIA»&state=1",
            "grant_type=authorization_code&code=«SplxlOBeZQQYbYS6WxSbIA»",
            "https://x.io/?Expires=1&Signature=«Xk9vQ2mLz7TrW4abcd~»&Key-Pair-Id=K2",
            "?sig=«dktpuicj84»&se=2026",
            "PIN: «4821»",
            "USER: ada PASS: «Test1234»",
            "OTP: «482913»",
            "CVV: «123»",
            "verification code: «482913»",
            r#"{"security_code":"«123»"}"#,
            "Your verification code is «482913»",
        ],
    );
    untouched(&[
        r#"{"type":"thinking","signature":"EqoBCkgIARABGAIiQL8Kx3mX7v2pRt9wYz5sNd1fHg"}"#,
        "https://x.io/a?code=404",
        "status code: 404",
        "zip code: 94107",
        "the error code is 40001",
        "GPIO pin: 13",
    ]);
}

#[test]
fn addresses_of_peers_and_what_is_none() {
    check(
        Entity::Ipv4,
        &["connect to api.acme.io/«54.12.33.21»:443 failed"],
    );
    check(Entity::Ipv6, &["peer «64:ff9b::5»", "[«2a02::1»]:443"]);
    untouched(&[
        "rows[1::2] + cols[10::20]",
        r#"{"a":"x\nfirmware 16.86.15.62\nsection 9.9.1.7"}"#,
        "Chrome/98.12.33.21",
    ]);
}

#[test]
fn numbers_that_went_through_a_table() {
    check(
        Entity::UsSsn,
        &[r#"{"ssn":«820335340.0»,"n":1}"#, "ssn: «820335340.0»\n"],
    );
    check(Entity::CreditCard, &[r#"{"card":«4111111111111111.0»}"#]);
    untouched(&[
        r#"{"ssn":820335340.25}"#,
        "took 1700000000.0 s",
        "4111111111111111.0.1",
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
