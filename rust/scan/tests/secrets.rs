//! Secrets that are told, in commands, tables, forms, headers; and talk about secrets.

mod marked;

use marked::{check, untouched};
use spanmill_scan::Entity;

#[test]
fn secrets_in_talk() {
    check(
        Entity::SecretKv,
        &[
            "my password is «Tr0ub4dorp3!»",
            "the password for the wifi is «Qw3rty6853!», thanks",
            "my password: «hunter22»",
            "mon mot de passe est «hunter22»",
            "mein Passwort ist «hunter22»",
            "la contraseña es «Tr0ub4dorp3»",
            "密码是 «Tr0ub4dor73$»",
            "пароль от сайта：«a1b2c3d4»：",
            "密码一：«a1b2c3d4»",
            "the PIN is «4821»",
            "your OTP is «482913».",
            "the password is \"«hunter22»\"",
        ],
    );
}

#[test]
fn talk_about_secrets_is_none() {
    untouched(&[
        "password is required",
        "the password is wrong",
        "token is invalid",
        "password is at least 8 characters",
        "password is 8 characters long",
        "the PIN is 4 digits",
        "the secret is 32-byte long",
        "the password is sha256-hashed",
        "the api key is in vault at secret/data/app1",
        "the key is user_id_12345",
        "the token is gpt-4o-mini-2024",
        "password reset2",
        "password: Optional[str] = None",
        "fields = [\"username\", \"password\", \"email1@\"]",
        "primary key: 550e8400",
        "publicKeyToken=\"1fc8b3b9a1e18e3b\"",
        "Ed25519PublicKey|Ed448PrivateKey|Ed448PublicKey",
        "next_page_token=abcdefgh12345678xyz",
        "password=get_password_from_env",
    ]);
}

#[test]
fn secrets_in_commands_and_settings() {
    check(
        Entity::SecretKv,
        &[
            "sshpass -p '«hunter22»' ssh host",
            "redis-cli -a «Tr0ub4dorp3» ping",
            "curl -u admin:«Tr0ub4dorp3» https://x.test",
            "mysql -u root -p«Tr0ub4dorp3» db",
            "requirepass «Tr0ub4dorp3»",
            "machine x.test login jdoe password «hunter22»",
            "ALTER USER app WITH PASSWORD '«secretpw»';",
            "IDENTIFIED BY '«secretpw»'",
            "password=«correct-horse-battery-staple»",
            "password: «birvGHSe»",
            "refresh_token: «PGZbsYuoipZxvKDO»",
            "deploy_token=«abcdefgh12345678xyz»",
            "<add key=\"ApiSecret\" value=\"«Tr0ub4dorp3»\"/>",
            "- name: DB_PASS\n  value: «Tr0ub4dorp3»",
            "| password | «Tr0ub4dorp3» |",
            "name=\"password\"\r\n\r\n«Tr0ub4dorp3»\r\n--b",
            "şifre: «Tr0ub4dorp3»",
            "كلمة المرور: «Tr0ub4dorp3»",
        ],
    );
    untouched(&[
        "ls -p /tmp/x1",
        "grep -u admin:x1",
        "| name | a1b2c3 |",
        "curl -u \"$TOKEN\"",
    ]);
}

#[test]
fn headers_with_lists_and_headers_in_calls() {
    check(
        Entity::AuthHeader,
        &[
            "Authorization: Digest «username=\"u\", response=\"6629fae4\"»",
            "Authorization: AWS4-HMAC-SHA256 «Credential=x/2026/aws4_request, Signature=fe5f»",
            r#"{"log":"Authorization: Digest «username=\"u\", response=\"66\"»\r\nHost: x"}"#,
            "xhr.setRequestHeader('X-CSRF-Token', '«abc123def456»')",
            "X-Vault-Token: «abc-123def456»",
            "PRIVATE-TOKEN: «abc123def456ghi»",
        ],
    );
}

#[test]
fn secrets_behind_labels_types_and_markup() {
    check(
        Entity::SecretKv,
        &[
            "**Password:** `«hunter22xx»`",
            "<td>Password</td><td>«hunter22xx»</td>",
            "<dt>Password:</dt><dd>«hunter22xx»</dd>",
            "The wifi password is: «hunter22xx»",
            "let password: &str = \"«hunter22xx»\";",
            "val password: String = \"«hunter22xx»\"",
            "var connectionPassword = @\"«hunter22xx»\";",
            "Login: ada\nPassword:\n«hunter22xx»",
            "env {\n  name  = \"SESSION_SECRET\"\n  value = \"«hunter22xx»\"\n}",
            r#"{"value":"«n0t-a-short-one-but-longer-than-most-of-them-are-77»","name":"DB_PASS"}"#,
            r#"os.environ[\"API_TOKEN\"] = \"«hunter22xx»\""#,
            r#"props.setProperty(\"password\", \"«hunter22xx»\");"#,
            "Salasana: «hunter22xx»",
            "Κωδικός πρόσβασης: «hunter22xx»",
            "мой пароль «hunter22xx»",
            "wpa_psk=«hunter22xx»",
        ],
    );
    untouched(&[
        "password:\n  min_length: 8",
        "password:\n- one1",
        "let mode: &str = \"hunter22xx\";",
        "api_key=sk-****abcd",
        "https://<user>:<password>@host/",
        "x-api-key: $ANTHROPIC_API_KEY; next",
        "cookies: []; gs://lzkukd-400243/a.parquet",
    ]);
}

#[test]
fn schemes_of_vendors_stand_before_one_value() {
    check(
        Entity::AuthHeader,
        &[
            "Authorization: SSWS «95ba863009c2a9cd316539c997084affb0ada9a6»",
            "Authorization: GenieKey «wTsWn0kJudicxVpnQUCnpjHD»",
            r#".setHeader(\"x-api-key\", \"«95ba863009c2a9cd316539c997084aff»\")"#,
        ],
    );
    untouched(&["Authorization: see the manual, page 12"]);
}

#[test]
fn forty_letters_beside_words_for_a_secret_key_of_amazon_are_one() {
    check(
        Entity::AwsKey,
        &[
            "my AWS secret key is «sDvEFpUDAS1q/eqpQoRqi/ZS4kgglOAfu3Aochun»",
            "secret access key given: «0Zvf+AQKWZaE05eAzzmBV2cVXa/VYO2xA8bnOPZl»",
        ],
    );
    untouched(&[
        "commit sDvEFpUDAS1q0eqpQoRqi0ZS4kgglOAfu3Aochun",
        "our AWS secret key policy: a/path/of/forty/letters/and/more/than/those",
    ]);
}

#[test]
fn lists_of_schemes_end_with_the_text_around_them() {
    check(
        Entity::AuthHeader,
        &[
            r#"{"a":"Authorization: Digest «username=x, response=f18c638611f3109c»"}"#,
            r#"{"a":"Authorization: Digest «username=\"x\", response=\"f18c638611f3\"»","b":1}"#,
            r#"["{\"a\": \"Authorization: OAuth «oauth_token=ab12==»\"}"]"#,
            "Authorization: TC3-HMAC-SHA256 «Credential=AKIDz/2026, Signature=ab12cd34»",
            "Authorization: SharedKey «acct:ZGVwbG95Ok05bVhDMFFieUtEeTFWTTFvSQ==»",
            r#"Authorization: Hawk «id="dh37", mac="6R4rV5iE+NPoym=="»"#,
        ],
    );
    untouched(&[
        "cookies: disabled; :4268",
        "Authorization: MAC address unknown",
    ]);
}

#[test]
fn no_value_goes_on_behind_the_text_of_json_around_it() {
    untouched(&[
        r#"["password=", 123456, "b"]"#,
        r#"["my password is ", 123456.5, "b"]"#,
        r#"["{'password': ", 12345.6, "b"]"#,
        r#"{"a":"<td>Password</td><td>","b":"12345.6 <"}"#,
    ]);
    check(
        Entity::SecretKv,
        &[
            r#"["password: '«abc1234», and more", "it's"]"#,
            r#"["token => \"«hunter2!22\\»", 1]"#,
            r#"{"password": "«hunter2\\»", "b": 1}"#,
        ],
    );
}

#[test]
fn keys_of_two_letters_and_of_parts_and_words_of_other_languages() {
    check(
        Entity::SecretKv,
        &[
            "pw: «hunter22»",
            "db_pw=«hunter22»",
            "my pw is «hunter22»",
            "spark.hadoop.fs.s3a.secret.key=«TI133bLvt5eKe9SflCKp»",
            "PASSWORD=\"«izSnNYWxzuTGeHWD»\"",
            "密码是«hunter22»",
            "パスワードは«hunter22»です",
            "비밀번호는 «hunter22»",
            "пароль: «hunter22»",
            "lösenordet är «hunter22»",
            "mật khẩu là «hunter22»",
            "Kennwort lautet «hunter22»",
            "パスワードは「«hunter22»」です",
            "пароль «hunter22»",
        ],
    );
    untouched(&[
        "pw: none",
        "rpw=hunter22",
        "PASSWORD=\"Password\"",
        "密码长度为8位以上",
    ]);
}

#[test]
fn tokens_with_a_name_behind_their_prefix() {
    let tail = "mH0s4tZ1VmDZJvn1h4gqcE8aOGX6vuhlv0KdEyBUVtL";
    check(
        Entity::CloudToken,
        &[
            &format!("see «dp.st.prd.{tail}»"),
            "(«AKIDsiyLM8fWOzwpmSgxmOLfllOaunRy27nu»)",
        ],
    );
}
