//! Values below the heads of their columns, as many programs write tables, raw and in texts of
//! JSON; and tables in which nothing is found.

mod marked;

use marked::{check, untouched};
use spanmill_scan::{Entity, EntitySet, Options, Scanner};

/// Secrets, one format a text.
const SECRETS: [&str; 15] = [
    "login\tpassword\tplan\nruth\t«winter77»\tgold\nada\t«Tr0ub4dorp3»\tgold\n",
    "password\tplan\r\n«winter77-Xa»\tgold\r\n",
    "login|api_key\nruth|«winter77»\nada|NULL\nlin|«hunter#22»\n",
    "\"login\",\"password\"\n\"ruth, r\",\"«winter77»\"\n\"a \"\"b\"\"\",\"«Tr0\"\"ub4dor»\"\n",
    "\"client_secret\";\"plan\"\n\"«winter77»\";\"gold\"\n",
    "|login|password|\n|:---|---:|\n|ruth|«winter77»|\n|ada|«Tr0ub4dorp3»|\n",
    "| login | Password |\n|---|---|\n| ruth |                         «winter77» |\n",
    " login |         api_key          \n-------+--------------------------\n ruth  | «winter77»\n",
    "+-------+----------+\n| login | password |\n+-------+----------+\n| ruth  | «winter77» |\n\
     +-------+----------+\n",
    "   name   password    n\n0  ruth   «winter77»  1.0\n1   ada  «hunter2xy»  2.5\n",
    "NAME   PASSWORD    PLAN        AGE\nruth   «winter77»    team plus   3d\n\
     ada    <none>      gold        1d\n\
     lin    «hunter#22»   gold        2d\n",
    "login  password\n-----  --------\nruth   «winter77»\n",
    "┌───────┬──────────┐\n│ login ┆ password │\n│ ---   ┆ ---      │\n╞═══════╪══════════╡\n\
     │ ruth  ┆ «winter77» │\n│ ada   ┆ null     │\n└───────┴──────────┘",
    "┌─────────┬──────────┐\n│  login  │ password │\n│ varchar │ varchar  │\n\
     ├─────────┼──────────┤\n\
     │ ruth    │ «winter77» │\n│ ada     │ «wintertag#x» │\n└─────────┴──────────┘",
    "INSERT INTO t (no, password) VALUES ('6711', '«winter77»'), ('6906', '«wintertag#x»');",
];

/// Numbers that need a word beside them.
const NUMBERS: [&str; 9] = [
    "id\tssn\tdate\n1\t«820335340»\t2024-01-20\n2\t«820335341»\t2024-01-21\n",
    "id|ssn|n\n1|«820335340»|2\n",
    "\"ssn\",\"n\"\n\"«820335340»\",\"1\"\n\"«820335341»\",\"2\"\n",
    " id |           ssn           \n----+-------------------------\n\
       1 |               «820335340»\n",
    "    city        ssn   n\n0  Turin  «820335340»  17\n1   Oslo  «820335341»   4\n",
    "        city plan        ssn\n0  Turin town    x  «820335340»\n",
    "SSN         CITY    DAYS\n«820335340»   Turin   3\n«820335341»   Oslo    4\n",
    "┌─────┬───────────┐\n│ id  ┆ ssn       │\n╞═════╪═══════════╡\n│ 1   ┆ «820335340» │\n\
     │ 2   ┆ «820335341» │\n└─────┴───────────┘",
    "┏━━━━┳━━━━━━━━━━━┓\n┃ id ┃ ssn       ┃\n┡━━━━╇━━━━━━━━━━━┩\n│ 1  │ «820335340» │\n\
     └────┴───────────┘",
];

/// A text in a text of JSON.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    let text = text
        .replace('\n', "\\n")
        .replace('\r', "\\r")
        .replace('\t', "\\t");
    format!("{{\"role\": \"tool\", \"content\": \"{text}\"}}")
}

fn check_at_every_depth(entity: Entity, texts: &[&str]) {
    let mut texts: Vec<String> = texts.iter().map(ToString::to_string).collect();
    for _ in 0..3 {
        check(
            entity,
            &texts.iter().map(String::as_str).collect::<Vec<_>>(),
        );
        texts = texts.iter().map(|text| escaped(text)).collect();
    }
}

#[test]
fn secrets_below_their_names() {
    check_at_every_depth(Entity::SecretKv, &SECRETS);
}

#[test]
fn numbers_below_their_names() {
    check_at_every_depth(Entity::UsSsn, &NUMBERS);
}

#[test]
fn tables_without_secrets() {
    untouched(&[
        "NAME        TYPE                DATA   AGE\ndb-creds2   kubernetes.io/tls   3      45d\n",
        "secret_name,password_changed_at\ndb-creds-2,2024-01-02T10:00:00Z\n",
        "token_count\tapi_key_id\n120\tkey_12ab34\n",
        "name,pass,fail\nparser,173/200,27/200\nwriter,98.50%,1.50%\n",
        "  -p, --password   the password of user1\n  secret           secret9 name\n",
        "KEY           VALUE\ndb_password   hidden\nimage_tag2    v1.2.3-rc4\n",
        "| Column | Type |\n|---|---|\n| password | text |\n| api_key2 | text64 |\n",
        "db_password\thunter\napi_key2\tfoo\n",
        "cat password | grep x1y2z3\nls dir123/abc1 | wc\n",
        "login  password\n\nruth   winter77\n",
        "login\tpassword\none\ttwo\twinter77\n",
    ]);
}

/// Numbers are not put together from the cells of two columns, and words of one cell are not said
/// of another that has a head of its own.
#[test]
fn cells_are_apart() {
    untouched(&[
        "first\tsecond\n440704\t8393885\n",
        r"first\tsecond\n440704\t8393885\n",
        "notes|plan|order_id\ncall back|free|35421074\n",
    ]);
}

/// However many rows without a number stand between, and in whatever order detectors ask.
#[test]
fn rows_without_end_are_of_one_table() {
    let head = "id,licence,ssn,city\n";
    let rows = "17,S7563615,820335340,Turin\n".repeat(2_000);
    let options = Options::new(EntitySet::of(&[Entity::UsSsn, Entity::DriverLicense]));
    let found = Scanner::new()
        .scan(format!("{head}{rows}").as_bytes(), &options)
        .len();
    assert_eq!(found, 4_000);
}
