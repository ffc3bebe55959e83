//! Secrets that programs type, take and print, and commands that carry them.

mod marked;

use marked::{check, untouched};
use spanmill_scan::Entity;

#[test]
fn what_browsers_type_into_fields() {
    check(
        Entity::SecretKv,
        &[
            "await page.getByLabel('Password').fill('«Pixel8833!»');",
            r##"cy.get("#password").type("«walnut-ember12»")"##,
            r##"{"a":"page.locator(\"#password\").fill(\"«Pixel8833!»\")"}"##,
            r#"page.fill("input[name=password]", "«Umyk8NG72QLe3»")"#,
            "- textbox \"Password\" [ref=e12]: «Pixel8833!»\n- button \"Sign in\" [ref=e13]",
            "page.get_by_placeholder('Passwort').fill('«Pixel8833!»')",
        ],
    );
    untouched(&[
        "page.getByLabel('Search').fill('laptop15inch')",
        "- textbox \"Search\" [ref=e12]: shoes42",
        "- textbox \"Password\" [ref=e12]\n- text: v2.0",
        "page.locator('#password').click()",
        "page.fill('#search', 'Product2Large')",
    ]);
}

#[test]
fn arguments_of_calls() {
    check(
        Entity::SecretKv,
        &[
            r#"DriverManager.getConnection(url, "app", "«Umyk8NG72QLe3»");"#,
            "mysqli_connect('db', 'app', '«Umyk8NG72QLe3»', 'shop')",
            "new PDO($dsn, 'app', '«Umyk8NG72QLe3»')",
            "jwt.sign({id: 1}, '«Umyk8NG72QLe3»')",
            "bcrypt.hash('«Pixel8833!»', 10)",
            "define( 'DB_PASSWORD', '«Pixel8833!»' );",
        ],
    );
    untouched(&[
        "getConnection(url, user1, pass1)",
        "new PDO($dsn, $user1, $pass1)",
        "jwt.verify(token, process.env.JWT_SECRET2)",
        "f(a, 'Umyk8NG72QLe3')",
        "define( 'DB_CHARSET', 'utf8mb4' );",
        "bcrypt.hash(password1, 10)",
    ]);
}

#[test]
fn commands_that_carry_secrets() {
    check(
        Entity::SecretKv,
        &[
            "plink -ssh app@h -pw «Pixel8833!» uptime",
            "ssh-keygen -t ed25519 -N '«Pixel8833!»' -f id",
            "openssl enc -d -aes-256-cbc -k «Pixel8833!» -in a",
            "curl -uapp:«Pixel8833!» https://h",
            "ipmitool -I lanplus -H h -U a -P «Pixel8833!» power status",
            "mosquitto_sub -u dev -P «Pixel8833!» -t x",
            "twine upload -u a -p «Pixel8833!» dist/*",
            "skopeo copy --src-creds a:«Pixel8833!» docker://x docker://y",
            "echo '«Pixel8833!»' | gh auth login --with-token",
            "gh secret set API_TOKEN --body «Pixel8833!»",
            "az keyvault secret set --vault-name v -n x --value «Pixel8833!»",
            "aws ssm put-parameter --name x --type SecureString --value '«Pixel8833!»'",
            "aws secretsmanager create-secret --name x --secret-string '«Pixel8833!»'",
            "enable secret «Umyk8NG72QLe3»",
            "user admin pass «Umyk8NG72QLe3»",
        ],
    );
    untouched(&[
        "mkdir -p /srv/app2/data",
        "cp -p file1.txt file2.txt",
        "ssh -p 2222 app1@host1",
        "openssl rsa -passin env:KEY_PASS2",
        "openssl s_client -k -connect a1:443",
        "gh secret set NAME2 < file2.txt",
        "gh pr create --body v2rc1",
        "enable secret rotation2 now",
        "first pass v2 second pass v3",
        "PASS src/App2.test.ts",
        "user 4711 pass rate 98%",
    ]);
}

#[test]
fn dumps_and_markup() {
    check(
        Entity::SecretKv,
        &[
            "Db {\n    password: Some(\n        \"«walnut-ember12»\",\n    ),\n}",
            "array(1) {\n  [\"password\"]=>\n  string(15) \"«walnut-ember12»\"\n}",
            r#"{"a":"[\"password\"]=>\n  string(15) \"«walnut-ember12»\"\n"}"#,
            "(\n    [db_password] => «walnut-ember12»\n)",
            "POST /login user[password]=«walnut-ember12»&x=1",
            "Db(user: \"a\", password: Optional(\"«walnut-ember12»\"))",
            "<ns2:clientSecret>«walnut-ember12»</ns2:clientSecret>",
            "<strong>Password:</strong> «walnut-ember12»",
            "<key>password</key><string>«walnut-ember12»</string>",
            "<name>fs.s3a.secret.key</name><value>«walnut-ember12»</value>",
            "<td>Contraseña</td><td>«walnut-ember12»</td>",
            r#"{"label":"Passwort","value":"«walnut-ember12»"}"#,
            r#"{"op":"replace","path":"/password","value":"«walnut-ember12»"}"#,
            r#"<input type="text" id="password" value="«walnut-ember12»">"#,
            r#"{"password":{"$eq":"«walnut-ember12»"}}"#,
            "INSERT INTO people (id, password, plan) VALUES (1, '«walnut-ember12»', 'x');",
        ],
    );
    untouched(&[
        "'password' => 'required|string|min:8'",
        "[password] => ********",
        "<key>passwordHint</key><string>blue42sky</string>",
        "<strong>Note:</strong> walnut-ember12",
        "INSERT INTO people (id, note, plan) VALUES (1, 'walnut-ember12', 'x');",
        r#"{"label":"Build","value":"walnut-ember12"}"#,
    ]);
}

#[test]
fn numbers_beside_dashes_bytes_and_names_of_columns() {
    check(
        Entity::CreditCard,
        &[
            r#"{"a":"the card\u2014«4111 1111 1111 1111»\u2014was declined"}"#,
            r"the card\xa0«4111111111111111» was declined",
        ],
    );
    check(
        Entity::UsSsn,
        &["COPY people (id, ssn, plan) FROM stdin;\n1\t«820335340»\tx\n2\t«820335341»\ty\n\\."],
    );
    untouched(&[
        "COPY orders (id, code, plan) FROM stdin;\n1\t820335340\tx\n\\.",
        "libfoo.so.2.6.1.8 => /lib/libfoo.so.2.6.1.8",
        "0041 ; [.1C47.0020.0008] # LATIN",
    ]);
}
