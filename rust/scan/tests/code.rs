//! Secrets in code, markup, tables and commands, and what is none there.

mod marked;

use marked::{check, untouched};
use spanmill_scan::Entity;

#[test]
fn calls_that_take_a_secret() {
    check(
        Entity::SecretKv,
        &[
            r#"builder.setPassword("«Tr0ub4dor65»");"#,
            "user.password('«Tr0ub4dor65»')",
            r#"{"code":"client.apiKey(\"«Tr0ub4dor65»\")"}"#,
            r#"let password = String::from("«Tr0ub4dor-56»");"#,
            r#"password := []byte("«Tr0ub4dor-56»")"#,
            "password = SecretStr('«Tr0ub4dor-56»')",
            r#"requests.get(url, auth=("ida", "«Kj3.0WLG.947»"))"#,
            "HTTPBasicAuth('ida', '«Kj3.0WLG.947»')",
            r#"{"code":"client.login(\"ida\", \"«Kj3.0WLG.947»\")"}"#,
        ],
    );
    untouched(&[
        r#"validate_password("Abc12345")"#,
        r#"get_secret("db-Creds-v1")"#,
        r#"secret("my-app-secret-1")"#,
        r#"auth=("Basic", "Digest2")"#,
        r#"login("page-1", "view2")"#,
        r#"print("Version2"), get("key1", "value1")"#,
        "password = String.valueOf(x1)",
        "password = input('Password: '); CHF 1'665.33",
    ]);
}

#[test]
fn elements_with_attributes() {
    check(
        Entity::SecretKv,
        &[
            r#"<wsse:Password Type="PasswordText">«9SEQaRLEAtzIvdTc»</wsse:Password>"#,
            "<password encrypted='false'>«Tr0ub4dor65»</password>",
            r#"{"body":"<Password Type=\"x\">«Tr0ub4dor65»</Password>"}"#,
        ],
    );
    untouched(&[
        r#"<wsse:Password Type="PasswordText">required</wsse:Password>"#,
        r#"<th class="password">Password 1</th>"#,
        r#"<a href="password-reset.html">Reset 2 passwords</a>"#,
    ]);
}

#[test]
fn options_of_commands() {
    check(
        Entity::SecretKv,
        &[
            "curl --user 'ida:«letmein»' https://x.test",
            "curl --proxy-user ida:«Tr0ub4dor65» https://x.test",
            "http -a ida:«Tr0ub4dor65» GET https://x.test",
            "mongosh -u root -p «Tr0ub4dor65» --quiet",
            "sqlcmd -S host -U sa -P '«Tr0ub4dor65»'",
            "keytool -storepass «Tr0ub4dor65» -list",
            "smbclient //srv/share -U ida%«Tr0ub4dor65»",
            "7z a -p«Tr0ub4dor65» x.7z f",
        ],
    );
    check(
        Entity::AuthHeader,
        &["curl -b '«sid=1add3841b55ab4bfd11c»' https://x.test"],
    );
    untouched(&[
        "docker run --user 1000:1000 -p 8080:80 img",
        "docker run -u root:root img",
        "curl -b cookies.txt -c cookies2.txt https://x.test",
        "mongod -p 27017",
        "build --auth-type basic2",
    ]);
}

#[test]
fn words_between_a_name_and_a_colon() {
    check(
        Entity::SecretKv,
        &[
            "The temporary password for the portal: «Cxzrp56@hp»",
            "minha senha do wifi: «Qx5Jjt2i%9»",
            "Le mot de passe du compte admin : «Xk9!plomB»",
            "Пароль от админки: «Snscx97@z7»",
            "Kata sandi: «Syuwo73@z1»",
            "Q: What is the admin password?\nA: «S3cr3t-fs22»",
            r#"{"text":"Q: What is the admin password?\nA: «S3cr3t-fs22»"}"#,
            "Here is my API key «a8sd7f6as8d7f6a8sd7f», call it",
            "use this token «Ab3dEf6hIj9kLm2n»",
            "clave: «mw4ri3ib5bt»",
            "_auth = «x%5mzQo=382»",
            "ARG NPM_TOKEN=«W1nter2097%»",
        ],
    );
    untouched(&[
        "password for user: jsmith42",
        "Password policy for project: min8chars",
        "The token limit for the model: gpt-4o-2024",
        "Q: How many tokens?\nA: 4096tokens",
        "this key 0123456789abcdef0123456789abcdef is the primary key",
        "auth: OAuth2",
        "\"clave\": \"nombre_2\"",
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-Ab12Cd",
    ]);
}

#[test]
fn columns_of_secrets() {
    check(
        Entity::SecretKv,
        &[
            "| user | password |\n|---|---|\n| ida | «Epmken.2083» |",
            r#"{"text":"| user | password |\n|---|---|\n| ida | «Epmken.2083» |"}"#,
            " username | password\n----------+----------\n app      | «Qx464uLa%1»\n(1 row)",
            "INSERT INTO users (name, password) VALUES ('ida', '«S3cr3t-ol92»');",
        ],
    );
    untouched(&[
        "| user | password |\n|---|---|\n| ida | required |",
        "| user2 | rotation |\n|---|---|\n| ida | Epmken.2083 |",
        "INSERT INTO users (name, mail) VALUES ('ida', 'S3cr3t-ol92');",
    ]);
}

#[test]
fn a_secret_key_of_amazon_has_its_own_name() {
    check(
        Entity::AwsKey,
        &[
            "AWS secret key: «wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzSAMPLEKE»",
            "spring.cloud.aws.credentials.secret-key=«wJalrXUtnFEMI/K7MDENG/bPxRfiCYzz9MPLEKEY»",
            "AWS secret access key «g3XLnNTw4EZTOFfClyH9Bcsn1jsUbUZox+ETKOSC»",
        ],
    );
}
