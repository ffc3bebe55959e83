//! Secrets below the names of their columns, and in talk that says how they came to be.

mod marked;

use marked::{check, untouched};
use spanmill_scan::{Entity, EntitySet, Options, Scanner};

#[test]
fn secrets_below_names_of_columns() {
    check(
        Entity::SecretKv,
        &[
            "login,password\nruth,«winter77»\nada,«Tr0ub4dorp3»\n",
            "api_secret,plan\n«winter77»,gold\n«4efefd910af3bada9108134d»,gold\n\nend",
            "plan;client_secret\r\ngold;«winter77»\r\n",
            r#"{"content": "login,password\nruth,«winter77»", "n": 1, "m": [1, 2]}"#,
            r#"{\"content\": \"login,password\\nruth,«winter77»\\n\"}"#,
            "login,password\n\"ruth, r\",\"«winter77»\"\n",
            "| SecretKey | plan |\n|---|---|\n| «winter77» | gold |",
            " db_password | plan\n------+------\n «winter77» | gold\n(1 row)",
            "-[ RECORD 1 ]\napi_secret | «winter77»\nplan | gold",
            "INSERT INTO clients (api_secret, plan) VALUES ('«winter77»', 'gold');",
            "SELECT no FROM clients WHERE api_secret IN ('«winter77»');",
            "<tr><th>auth_token</th><td>«winter77»</td></tr>",
        ],
    );
    untouched(&[
        "login,password_hint\nruth,winter77",
        "login,password\nruth,required",
        "login,password\none,two,winter77\n",
        "def login(user,password):\n    return check(user,winter77)",
        "| plan | rule |\n|---|---|\n| winter77 | gold |",
        "see login,password and so on winter77",
        "SELECT no FROM clients WHERE plan IN ('winter77');",
    ]);
}

/// The secret key of an account is a secret also where only secrets without a name are looked for.
#[test]
fn keys_of_accounts_are_secrets_where_their_own_kind_is_not_wanted() {
    let key = "Hk7Qz2mP9xWb4Vc8Ld1Rt6Yn3Js5Fg0Aa7Zx2Qq9";
    let only = Options::new(EntitySet::of(&[Entity::SecretKv]));
    for lead in ["my aws secret is ", "user,aws_secret_access_key\nada,"] {
        let text = format!("{lead}{key}\n");
        let hits = Scanner::new().scan(text.as_bytes(), &only).to_vec();
        assert_eq!(hits.len(), 1, "{text}");
        assert_eq!(&text[hits[0].start..hits[0].end], key);
    }
}

/// Rows are read a chunk at a time, and each once, however many lines look like names.
#[test]
fn rows_are_read_in_the_time_of_their_length() {
    let rows = |count: usize| format!("login,password\n{}", "ruth,winter77\n".repeat(count));
    let found = |text: &str| {
        let options = Options::new(EntitySet::of(&[Entity::SecretKv]));
        Scanner::new().scan(text.as_bytes(), &options).len()
    };
    assert_eq!(found(&rows(20_000)), 20_000);
    let names = "password,password\n".repeat(100_000);
    assert_eq!(found(&names), 0);
    assert_eq!(
        found(&format!("{{\"a\": \"a,pwd{}\"", r"\r".repeat(500_000))),
        0
    );
}

#[test]
fn secrets_in_markup_and_blocks() {
    check(
        Entity::SecretKv,
        &[
            "<string name=\"api_secret\">«winter77»</string>",
            "admin_password:\n    «winter77»\n",
            "variable \"db_password\" {\n  type = string\n  default = \"«winter77»\"\n}",
            "output \"db_password\" {\n  value = \"«winter77»\"\n}",
            "master_password              = \"«winter77»\"",
            "SIGNING_SECRET: !!str '«winter77»'",
            "ValidationError: client_secret \"«winter77»\" rejected by rule 12",
        ],
    );
    untouched(&[
        "<input type=\"password\" name=\"password\">winter 77; a<b",
        "<string name=\"title\">winter77</string>",
        "variable \"region\" {\n  default = \"winter77\"\n}",
        "password:\n    type: string1\n",
        "the secret \"db-creds-2\" was created",
    ]);
}

#[test]
fn secrets_that_are_changed_or_asked_for() {
    check(
        Entity::SecretKv,
        &[
            "I changed my password to «winter77» and now I am locked out",
            "set the password to «Rocket#lisboa54» please",
            "password's «winter77»",
            "root pw → «winter77»",
            "Password 🔑 «winter77»",
            "Agent: please tell me the password.\nCaller: it is «winter77».",
            "het wachtwoord is nu «winter77»",
            "moje hasło to «winter77»",
            "passordet mitt er «winter77»",
            "moje heslo je «winter77»",
            "salasanani on «winter77»",
            "新密码改成 «winter77» 了",
            "the client secret is «Hk7Qz2mP9x»",
        ],
    );
    untouched(&[
        "copy the password to server42",
        "the password on server42",
        "change the password policy to sha256",
        "it is winter77",
        "What is the plan?\nCaller: it is winter77.",
        "set the region to winter77",
        "the token is gpt-4o-mini-2024",
    ]);
}
