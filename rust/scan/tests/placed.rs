//! Secrets by their place behind words of commands, in files of settings, and before what is said
//! of them.

mod marked;

use marked::{check, untouched};
use spanmill_scan::Entity;

#[test]
fn secrets_behind_words_of_commands() {
    check(
        Entity::SecretKv,
        &[
            "net user bob «Pixel8833!» /add",
            "net use Z: \\\\srv\\share /user:bob «Pixel8833»",
            "rabbitmqctl add_user grafana «Pixel8833»",
            "rabbitmqctl change_password bob '«Pixel8833»'",
            "wpa_passphrase HomeNet «Pixel8833»",
            "cf auth bob '«Pixel8833»'",
            "samba-tool user create bob «Pixel8833»",
            "AUTH bob «Umyk8NG72QLe3»",
            "a1 LOGIN alice «Umyk8NG72QLe3»",
            "AUTH PLAIN «AGJvYgBQaXhlbDg4MzM=»",
            "USER bob\nPASS «Pixel8833»",
            "masterauth «Pixel8833»",
            "npm config set //reg.acme.io/:_authToken «Pixel8833x»",
            "supabase secrets set STRIPE=«Umyk8NG72QLe3»",
            "expect \"*assword:\"\nsend \"«Pixel8833»\\r\"",
        ],
    );
    untouched(&[
        "net user bob /delete",
        "net use Z: \\\\srv01\\share2 /persistent:yes",
        "rabbitmqctl add_vhost v2",
        "wpa_passphrase ssid [passphrase]",
        "AUTH PLAIN LOGIN CRAM-MD5",
        "expect \"#\"\nsend \"show version2\\r\"",
        "the user account2022 was created",
        "pulumi config set region eu-west-1a",
    ]);
}

#[test]
fn secrets_of_routers_and_switches() {
    check(
        Entity::SecretKv,
        &[
            "enable secret 0 «Pixel8833»",
            "username bob privilege 15 secret 9 «Pixel8833»",
            "username bob password 7 «060506324F41»",
            "line con 0\n password 7 «060506324F41»\n login",
            "snmp-server community «Pixel8833» RO",
            "key-string 7 «060506324F41»",
            "tacacs-server key «Pixel8833»",
            "crypto isakmp key «Pixel8833» address 10.0.0.1",
            "wpa-psk ascii 0 «Pixel8833»",
            "pre-shared-key local «Pixel8833»",
        ],
    );
    untouched(&[
        "snmp-server location Rack42",
        "the community edition2024 is free",
        "neighbor 10.0.0.1 remote-as 65001",
        "password 8 characters",
    ]);
}

#[test]
fn secrets_that_are_piped_and_options_of_any_command() {
    check(
        Entity::SecretKv,
        &[
            "echo 'bob:«Pixel8833»' | chpasswd",
            "echo \"bob:«Pixel8833»\" | sudo chpasswd",
            "echo «Pixel8833» | kinit bob",
            "gh auth login --with-token <<< '«Umyk8NG72QLe3»'",
            "htpasswd -b /etc/x/.htpasswd bob «Pixel8833»",
            "htpasswd -nbB bob '«Pixel8833»'",
            "newtool login -u bob -p «Umyk8NG72QLe3» host",
            "snmpwalk -v2c -c «Pixel8833» host system",
            "kubectl create secret generic x --from-literal=any=«Umyk8NG72QLe3»",
        ],
    );
    untouched(&[
        "echo 'Version2024' | grep ersion",
        "htpasswd -c .htpasswd2 bob2",
        "docker run -u app -p 8080:80 img1",
        "newtool -u bob -p /srv/App2/Data3x",
        "kubectl create secret generic x --from-file=ssh1=id_rsa2",
    ]);
}

#[test]
fn lines_of_files_of_logins() {
    check(
        Entity::SecretKv,
        &[
            "WIFI:T:WPA;S:Home;P:«Pixel8833»;;",
            "WIFI:P:«Pixel8833»;S:Home;T:WPA2;;",
            "db1.acme.io:5432:shop:bob:«Pixel8833»",
            "creds: admin / «Umyk8NG72QLe3»",
            "login bob/«Umyk8NG72QLe3»",
            "identifiants : bob / «Umyk8NG72QLe3»",
            "$ANSIBLE_VAULT;1.1;AES256\n\
             «6162636465666768696a6b6c6d6e6f707172737475767778797a616263646566676869\n\
             31323334»\n",
            "SAMLResponse=«PHNhbWxwOlJlc3BvbnNl»&RelayState=x",
            "JSESSIONID=«Umyk8NG72QLe3»",
        ],
    );
    check(
        Entity::AuthHeader,
        &[
            ".acme.io\tTRUE\t/\tTRUE\t1790000000\tSID\t«Umyk8NG72QLe3Umyk8NG72QLe3»",
            r#"{"name":"session","value":"«Umyk8NG72QLe3»","domain":".acme.io"}"#,
        ],
    );
    untouched(&[
        "WIFI:T:nopass;S:Guest2;;",
        "at 12:30:2026:shop:today",
        "host:port:database:username:password",
        "6162636465666768696a6b6c6d6e6f707172737475767778797a6162636465666768696a6b6c6d6e6f70",
        ".acme.io\tTRUE\tpath\tvalue\tUmyk8NG72QLe3Umyk8NG72QLe3",
        r#"{"name":"theme","value":"Dark2024mode","domain":"x"}"#,
        "login admin/users page of v2",
    ]);
}

#[test]
fn phrases_that_wallets_are_recovered_with() {
    const WORDS: &str = "able achieve will tattoo online whisper wisdom year zero winter there zoo";
    check(
        Entity::SecretKv,
        &[
            &format!("seed phrase: «{WORDS}»"),
            &format!("MNEMONIC=\"«{WORDS}»\""),
            &format!(r#"{{"mnemonic":"«{WORDS}»"}}"#),
            &format!("Recovery phrase:\n«{WORDS} {WORDS}»"),
        ],
    );
    untouched(&[
        &format!("seed phrase: {WORDS} more"),
        &format!("note: {WORDS}"),
        "mnemonic: a pattern of letters that helps to remember things for a long time indeed",
        "seed: 42",
    ]);
}

#[test]
fn secrets_before_what_is_said_of_them() {
    check(
        Entity::SecretKv,
        &[
            "Please use «Pixel8833» as my password.",
            "use «Umyk8NG72QLe3» to log in",
            "set «Pixel8833» as the password please",
            "It's «Pixel8833» (the db password)",
            "the password is «Pixel8833!»",
            "your one-time code is «482913»",
        ],
    );
    check(
        Entity::UsSsn,
        &[
            "SELECT '«820335340»' AS ssn",
            "Invalid value \"«820335340»\" for field \"ssn\"",
            "rejected value [«820335340»] on field 'ssn'",
            "my ssn is «𝟖𝟐𝟎𝟑𝟑𝟓𝟑𝟒𝟎»",
        ],
    );
    untouched(&[
        "use Python3x as the interpreter",
        "use Sha256Sum as the password hash",
        "use Oauth22Flow for the new client",
        "my password manager is KeePassXC2",
        "SELECT '820335340' AS order_id2",
    ]);
}

#[test]
fn what_stands_in_for_a_secret() {
    untouched(&[
        "apiKey: apiKey2",
        "api_key: api-key-1",
        "password: \"MY_PASSWORD\"",
        "\"password\": \"[password]\"",
        "password: @pw.txt",
        "password: !vault |",
        "DB_PASSWORD=\"file:/run/secrets/pw1\"",
        "\"token\": \"example_token\"",
        "password: XXXX-XXXX-XXXX",
        "see § 11.17.17.14 and clause 4.3.2.1",
    ]);
}
