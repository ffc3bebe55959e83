//! Secrets within objects and lists, named beside them, before an option, in blocks and marks; and
//! what stands in for one.

mod marked;

use marked::{check, untouched};
use spanmill_scan::Entity;

#[test]
fn values_within_objects_of_their_type() {
    check(
        Entity::SecretKv,
        &[
            r#"{"key":"smtp.password","value":{"stringValue":"«Winter7781!»"}}"#,
            r#"{"api_secret": {"S": "«k3Jq0vPzTn81»"}}"#,
            r#"{"token":{"string_value":"«k3Jq0vPzTn81xx97»"}}"#,
            r#"{\"db_password\": {\"stringValue\": \"«Winter7781!»\"}}"#,
            r#"{"field":"ldap_password","old":null,"new":"«Winter7781!»"}"#,
            r#"{"field":"apiKey","newValue":"«k3Jq0vPzTn81»"}"#,
            r#"<property name="app.mail.password" value="«Winter7781!»"/>"#,
            "- name: signing-secret\n  value: \"«k3Jq0vPzTn81»\"",
        ],
    );
    check(
        Entity::AuthHeader,
        &[
            r#"{"http.request.header.x-api-key": ["«k3Jq0vPzTn81»"]}"#,
            r#"{"key":"x-api-key","value":{"arrayValue":{"values":[{"stringValue":"«Qx71vT»"}]}}}"#,
            r#"{"name":"authorization","value":"«Bearer k3Jq0vPzTn81xx97»"}"#,
        ],
    );
    untouched(&[
        r#"{"password": ["This password must have 8 signs at least."]}"#,
        r#"{"password": ["This field may not be blank."]}"#,
        r#"{"key":"region","value":{"stringValue":"eu-west-1"}}"#,
        r#"{"field":"title","old":null,"new":"Winter7781!"}"#,
        r#"{"password": {"type": "string", "minLength": 8}}"#,
    ]);
}

#[test]
fn secrets_before_the_option_that_tells_them() {
    check(
        Entity::SecretKv,
        &[
            "echo '«Winter7781!»' | docker login ghcr.io -u ci --password-stdin",
            "printf '%s' \"«k3Jq0vPzTn81»\" | helm registry login --password-stdin x",
            "echo «Winter7781!» | sudo -S apt-get update",
            "echo -n '«Winter7781!»' | passwd --stdin ida",
            "$p = ConvertTo-SecureString \"«Winter7781!»\" -AsPlainText -Force",
            "ConvertTo-SecureString -String '«k3Jq0vPzTn81»' -AsPlainText",
            "--ci_token «Qz3!kkAx92»",
            "echo '«Winter7781!»' | docker login --user ci:«Winter7782» --password-stdin",
            "--user=ci:«Winter7781--user=ci:Winter7782»",
            "--user=--user=ci:«Winter7781»",
        ],
    );
    untouched(&[
        "echo 'Winter7781!' | docker build -",
        "cat pw1.txt | docker login --password-stdin",
        "echo \"$DB_PASS1\" | docker login --password-stdin",
        "printf '%s' v1.2.3 | tool -AsPlainText",
        "--page_token 8",
    ]);
}

#[test]
fn variables_that_are_set_without_a_sign() {
    check(
        Entity::SecretKv,
        &[
            "#define WIFI_PASSWORD \"«Winter7781!»\"",
            "#define api_key \"«k3Jq0vPzTn81xx97»\"",
            "setx APP_SECRET «Winter7781!»",
            "ENV deploy_token «amber_falcon_208»",
            "set -gx SERVICE_KEY_PASSWORD «Winter7781!»",
            "db_password\t«k3Jq0vPzTn81xx97»",
            "**Admin password**: «k3Jq0vPzTn81xx97»",
            "- **api_key**: `«k3Jq0vPzTn81xx97»`",
            "use token «k3Jq0vPzTn81xx97», it is new",
            "redis> AUTH «k3Jq0vPzTn81xx97»",
            "E2E_LOGIN_PASS: \"«Winter7781!»\"",
            "vpn_pass=«k3Jq0vPzTn81»",
            "WPA2 key: «k3Jq0vPzTn81»",
            "<bind_password>«Winter7781!»</bind_password>",
        ],
    );
    untouched(&[
        "#define CACHE_KEY \"session_items_v2_all\"",
        "ENV PATH_TOKEN none",
        "first_pass: step-1a2b3c4d",
        "render_pass=shadow_2k",
        "name\tsession_items_v2_all",
        "**Branch**: `release_2024_08_candidate`",
        "the request token_bucket_refill_v2 is done",
        "test550e8400 request 0e0249fc5a914aca8df0",
    ]);
}

#[test]
fn keys_of_apis_in_other_languages() {
    check(
        Entity::SecretKv,
        &[
            "API-Schlüssel: «k3Jq0vPzTn81»",
            "API 密钥：«k3Jq0vPzTn81»",
            "APIキー: «k3Jq0vPzTn81»",
            "ключ API: «k3Jq0vPzTn81»",
            "Clé API : «k3Jq0vPzTn81»",
            "chave de API: «k3Jq0vPzTn81»",
            "clave de API: «k3Jq0vPzTn81»",
        ],
    );
    untouched(&[
        "api: k3Jq0vPzTn81",
        "Schlüssel: Wert22",
        "la clave de API: obligatoria",
        "Kessel: Typ-12b",
    ]);
}

#[test]
fn private_keys_behind_a_label() {
    let raw = "kJ8zQ2vXn5Lr0TgYb1HcWm4PdSe7AuFo9KiRtNqEwVU=";
    let armour = "LS0tLS1CRUdJTiBFQyBQUklWQVRFIEtFWS0tLS0tCk1IY0NBUUVFSUJrZ0FiY2Q=";
    for (lead, value) in [
        ("tls.key: ", armour),
        ("client-key-data: ", armour),
        ("x: ", armour),
        ("wireguard.private_key = ", raw),
        ("PRIVATE_KEY_B64=", armour),
        ("Privater Schlüssel: ", raw),
        ("clé privée : ", raw),
        ("chave privada: ", raw),
        ("приватный ключ: ", raw),
        ("秘密鍵: ", raw),
        ("key.pem: |\n  ", raw),
        ("--private-key ", raw),
    ] {
        check(Entity::PrivateKey, &[&format!("{lead}«{value}»")]);
    }
    let lines = format!(
        "{}\n    {}\n",
        "LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCk1IY0NBUUVFSUJrZ0FiY2QxMjM0", "QUJD"
    );
    let (body, end) = lines.split_at(lines.len() - 1);
    check(
        Entity::PrivateKey,
        &[&format!("tls.key: «{body}»{end}next: 1")],
    );
    untouched(&[
        // A certificate.
        "tls.crt: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUIxRENDQVhxZ0F3SUJBZ0lV",
        "tls.key: /etc/tls/private/server-2.key",
        "public key: kJ8zQ2vXn5Lr0TgYb1HcWm4PdSe7AuFo9KiRtNqEwVU=",
    ]);
}

#[test]
fn headers_in_code_and_shells() {
    check(
        Entity::AuthHeader,
        &[
            r#".header("Authorization", format!("Bearer {}", "«k3Jq0vPzTn81xx97»"))"#,
            r#"x = new AuthenticationHeaderValue("Bearer", "«k3Jq0vPzTn81xx97»");"#,
            "requests.get(u, auth=BearerAuth('«k3Jq0vPzTn81xx97»'))",
            r#"client.bearer_auth("«k3Jq0vPzTn81xx97»")"#,
            r"curl -H authorization:Bearer\ «k3Jq0vPzTn81xx97»",
            "PRIVATE-TOKEN: «nUDwXeRVBsxPsEVfSqyK»",
            "xi-api-key: «k3Jq0vPzTn81»",
        ],
    );
    untouched(&[
        r#"headers["Authorization"] = f"Bearer {token}""#,
        r#"headers = {"Authorization": f"Bearer {self.api_token}"}"#,
        r#"{"Authorization": `Bearer ${TOKEN}`}"#,
        "Authorization: Bearer {{ token }}",
        "Authorization: Bearer <token>",
        "Authorization: Bearer YOUR_ACCESS_TOKEN",
        "Authorization: Bearer xxxxxxxxxxxxxxxx",
        r#"f"Bearer {os.environ['API_TOKEN']}""#,
        r#"$h = ["Authorization: Bearer {$token}"];"#,
        r#"format!("Bearer {}", token_of_user_2)"#,
        r#"new("Bearer", "Scheme")"#,
    ]);
}

#[test]
fn accounts_of_amazon_and_examples_of_documents() {
    check(
        Entity::AwsKey,
        &[
            "«AKIAQ3EGRZJ5MMXW7T2C»:«g3XLnNTw4EZTOFfClyH9Bcsn1jsUbUZox+ETKOSC»",
            "«AKIAQ3EGRZJ5MMXW7T2C»,«g3XLnNTw4EZTOFfClyH9Bcsn1jsUbUZox+ETKOSC»",
        ],
    );
    untouched(&[
        "AKIAI44QH8DHBEXAMPLE",
        "aws_secret_access_key = je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY",
        "postgres://$USER:$PASS@host/db",
        "postgres://{user}:{password}@host/db",
        "redis://:${REDIS_PASSWORD}@cache:6379",
        "sqlplus $USER/$PASS@orcl",
    ]);
    check(
        Entity::UrlCredentials,
        &[
            "jdbc:oracle:thin:app/«Winter7781»@//db-1:1521/PDB1",
            "jdbc:oracle:oci:app/«Winter7781»@db",
            "sqlplus system/«Winter7781»@orcl",
            "postgres://app:«$ecret99x»@host/db",
        ],
    );
}

#[test]
fn keys_that_a_change_took_away() {
    let key = "-----BEGIN EC PRIVATE KEY-----\n-MHcCAQEEIBkg\n------END EC PRIVATE KEY-----";
    check(Entity::PrivateKey, &[&format!("@@ -1 +1 @@\n-«{key}»\n+x")]);
    untouched(&["------BEGIN CERTIFICATE-----\n-MHcCAQEEIBkg\n"]);
}

#[test]
fn tokens_of_vendors_without_a_prefix_of_letters() {
    let licence = "0123456789abcdef0123456789abcdef0123NRAL";
    let twitter = format!(
        "{}Lx0YpQAA%2BuSeid3ULvsea4JtiGR%3D{}",
        "A".repeat(24),
        "Eu7fiRkG".repeat(6)
    );
    for token in [
        licence,
        &twitter,
        "pk_32129406_27GY1D3K9QW0ZXC4VB8NM2LP7RT6SA5E",
        "access_token$production$6uwj5ixk3q2m9z1b$adc0298cadc0298c5f13e77b01a2c3d4",
        "aio_Zk3Jq0vPzTn81xx97Qm2Lw5Rt8B1",
        "api-3f2b8c1e-77aa-4b1c-9d2e-5f6a7b8c9d0e",
        "pdl_live_apikey_01j9zk3qx7vr2m5n8p4t6w1y0c_Ab3dEf6hIj9kLm2nOp5qRs_X7y",
    ] {
        check(Entity::CloudToken, &[&format!("x \"«{token}»\" y")]);
    }
    let words = "api-gateway-deployment-blue-2024-v17";
    untouched(&[
        words,
        &format!("{}=", "A".repeat(88)),
        "pk_users_email_created_at_idx_2024_08",
    ]);
}

#[test]
fn keys_in_marks_of_markdown() {
    check(
        Entity::SecretKv,
        &[
            "**password**: «Xk29fjw0!a»",
            "- **Client Secret**: `«Hq72mmd0!KU»`",
            r#"{"text": "*apiKey*: «n3J4iIe8Ib9iLH»\n"}"#,
        ],
    );
    untouched(&[
        "**API key**: none",
        "**password**: required",
        "The **token**: a word",
        "password *= 3; x **= 2",
    ]);
}
