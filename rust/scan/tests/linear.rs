//! Time grows as the text does, whoever wrote the text.

use std::time::{Duration, Instant};

use spanmill_scan::{EntitySet, Options, Scanner};

/// Periods of hostile texts, one a class: what is looked back or ahead for at each of them.
const HOSTILE: [&str; 42] = [
    "12 34 56 78 90 ssn ",
    "268194pin 电话：+1 212 555 0100",
    "12 34 56 78 90 password bic 密码：",
    "tax id tax id +1 212 555 0100",
    "952693ß76932823217=phone: ",
    "phone,1234567\n",
    "secret key: a1",
    "token: 744",
    "生日：A12345678 and ",
    "телефон\u{200b}123456789012 ",
    "[PHONE] 1234567 ",
    "(pwd,pwd,",
    "my password is 1a ",
    r#"{"name":"ssn","value":"123456789"}"#,
    r#"\\"token\\":\\"a1\\","#,
    "--user=a:b1234567",
    "curl -u a:b",
    "ACCOUNT NUMBER NOT PROVIDED; 1234 5678 ",
    "9400 1000 0000 0000 0000 00 ",
    "-----BEGIN PRIVATE KEY-----",
    "<td>123456789012</td>",
    "| password | a1 ",
    "x://x:",
    "7408122F1204159UTO<<<<<<<<<<<6\n",
    "1\u{200b}",
    "echo a1b2c3 | chpasswd ",
    "net user bob Pa55word ",
    "AUTH bob AUTH bob ",
    "WIFI:S:a;T:b;",
    "seed phrase: able achieve ",
    "localhost:5432:shop:bob:a1",
    "use a1b2c3d4 as my ",
    "$ANSIBLE_VAULT;1.1;AES256\n6162636465666768696a6b6c6d6e6f70717273747576777879",
    "htpasswd -b -u bob -p A1b2c3d4 ",
    "creds: a/login a/",
    "--from-literal=a=/user:bob ",
    "1234567,1|1234567\t2;1234567  1234567\n",
    r"pwd\tpwd\t",
    "pwd  a1b2c3d\n  1234567  \n",
    "│ password ┆ a1 ",
    " pwd | a1b2c3 \n",
    "\"a\",\"pwd\"\n\"",
];
/// Bytes of the shorter text.
const SIZE: usize = 20_000;

/// The shortest of a few runs.
fn time(piece: &str, size: usize) -> Duration {
    let text = piece.repeat(size / piece.len());
    let options = Options::new(EntitySet::all());
    let mut scanner = Scanner::new();
    let runs = (0..3).map(|_| {
        let start = Instant::now();
        scanner.scan(text.as_bytes(), &options);
        start.elapsed()
    });
    runs.min().unwrap_or_default()
}

#[test]
fn twice_the_text_takes_twice_the_time() {
    for piece in HOSTILE {
        // Others take of the machine what they like: one fair comparison is enough.
        let is_linear = (0..20).any(|_| time(piece, 2 * SIZE) < 3 * time(piece, SIZE));
        assert!(is_linear, "{piece}");
    }
}
