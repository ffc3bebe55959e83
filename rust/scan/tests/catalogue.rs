//! What is found, and what is not, written as a person would write it. `«…»` marks the finding.

mod marked;

use marked::{check, untouched};
use spanmill_scan::Entity;

#[test]
fn addresses_of_mail() {
    check(
        Entity::Email,
        &[
            "write to «bob.smith+x@mail.example.co.uk», please",
            r#"{"a":"x\n«bob@example.com»\nnext"}"#,
            r#"{\"a\":\"\\n«bob@example.com»\\t\"}"#,
            "_«bob@example.com»_ and **«eve@example.org»**",
            "邮箱«bob@example.com»。",
            "<«bob@example.com»>",
            r"\u003c«bob\u0040example.com»\u003e",
            "?to=«bob%40example.com»&x=1",
            "?to=«bob%2540example.com»&x=1",
            r"\u540d«bob@example.com»\u3067",
            "%E4%BD%A0%0A«bob%40example.com»",
            "«ｂｏｂ＠example.com»",
            "«bob@exam\u{200b}ple.com»",
        ],
    );
    untouched(&[
        "icon@2x.png",
        "git@github.com:a/b.git",
        "@app.route",
        "left-pad@1.3.0",
        "a@b",
        "user@host",
    ]);
}

#[test]
fn cards() {
    check(
        Entity::CreditCard,
        &[
            "card «4111 1111 1111 1111» exp",
            "«4111-1111-1111-1111»",
            "«378282246310005» and «3782 822463 10005»",
            "«2223003122003222»",
            "«5555555555554444»,«30569309025904»",
            "3. «4111 1111 1111 1111»",
            r#"{"n":"x\n«4111111111111111»\n"}"#,
            "«4111\u{2011}1111\u{2011}1111\u{2011}1111»",
            "«4111\u{a0}1111\u{a0}1111\u{a0}1111»",
            "卡号«4111111111111111»。",
            "_«4111111111111111»_",
            "_card «4111111111111111»_",
            "«6288-9348\u{200b}-3932-1213»",
            "«４１１１１１１１１１１１１１１１»",
        ],
    );
    untouched(&[
        "4111111111111112",
        "1714564800000000000",
        "x4111111111111111",
        "0.4111111111111111",
        "user_4111111111111111",
        "4111111111111111-abcd",
        "0000000000000000",
    ]);
}

#[test]
fn numbers_of_persons() {
    check(
        Entity::UsSsn,
        &[
            "ssn «123-45-6789».",
            "3. «123-45-6789»",
            "ssn: «123456789»",
            r"x\t«123-45-6789»\t",
        ],
    );
    untouched(&[
        "000-12-3456",
        "666-12-3456",
        "123-00-4567",
        "2024-01-15",
        "123456789",
    ]);
    check(
        Entity::Iban,
        &[
            "«GB82 WEST 1234 5698 7654 32» NOW",
            "«DE89370400440532013000»",
            "to «FR1420041010050500013M02606»",
        ],
    );
    untouched(&["GB83 WEST 1234 5698 7654 32", "AB12CD34EF56"]);
    check(Entity::UkNino, &["«AB123456C»", "NI «AB 12 34 56 C»"]);
    check(Entity::InPan, &["PAN «ABCPE1234F»"]);
    check(Entity::EsNif, &["DNI «12345678Z»", "NIE «X1234567L»"]);
    check(Entity::ItCodiceFiscale, &["CF «RSSMRA85T10A562S»"]);
    check(
        Entity::FrNir,
        &["NIR «255081416802538»", "«2 55 08 14 168 025 38»"],
    );
    check(Entity::UkNhs, &["NHS number: «943 476 5919»"]);
    check(Entity::InAadhaar, &["«2341 2341 2346»"]);
    check(
        Entity::DateOfBirth,
        &["DOB: «1985-04-12»", "born «12/04/1985»"],
    );
    check(
        Entity::SwiftBic,
        &[r#"{"bic": "«DEUTDEFF»"}"#, "swift: «DEUTDEFF500»"],
    );
    untouched(&["2024-04-12", "9434765919", "RSSMRA85T10A562T"]);
}

#[test]
fn telephones() {
    check(
        Entity::Phone,
        &[
            "call «+1 415 555 2671» now",
            "«(415) 555-2671»",
            "«00 44 20 7946 0958»",
            "«415-555-2671»",
            "«+14155552671» 2024",
            "«+44 20 7946 0958»",
            "«+33 6 12 34 56 78»",
            "phone: «4155552671»",
            "«020 7946 0958»",
            "«06 12 34 56 78»",
            "\\n«+4915123456789»",
            r"x\nphone: «2940378163»\n",
            r"\\tphone: «2940378163»",
            "_«(866) 864-6661»_",
            "«(327)\u{a0}856\u{2011}1224»",
        ],
    );
    untouched(&[
        "1714564800",
        "2024-01-02 10:20:30",
        "+0200",
        "at 12345.678901",
        "01 02 03 04 05",
        "order 4155552671",
    ]);
}

#[test]
fn network_addresses() {
    check(
        Entity::Ipv4,
        &[
            "from «203.0.113.9»:443",
            r"\n«8.8.8.8»",
            "9 «8.8.8.8»",
            "v0.9 «8.8.8.8»",
        ],
    );
    check(
        Entity::Ipv6,
        &["«2001:db8::1»", "[«2001:db8:85a3::8a2e:370:7334»]:80"],
    );
    check(
        Entity::Mac,
        &[
            "«00:1A:2B:3C:4D:5E»",
            "«00-1a-2b-3c-4d-5e»",
            "«001a.2b3c.4d5e»",
            "v: «7d:d6:db:7b:00:4a», x",
        ],
    );
    untouched(&[
        "10.0.0.1",
        "127.0.0.1",
        "version 1.2.3.4",
        "1.2.3.4.5",
        "2.16.840.1.113883",
        "12:30:45",
        "std::vec",
        "a::b",
        "::1",
        "fe80::1",
        "256.1.1.1",
        "cafe.babe.dead",
        "1234.5678.9012",
        "001a.2b3c.4d5e.6f70",
    ]);
}

#[test]
fn secrets() {
    check(
        Entity::LlmKey,
        &[
            "«sk-ant-api03-Ab3dEf6hIj9lMn2pQr5tUv8xYz1bCd4fGh7jKl0nOp3rSt6v-AA»",
            r"\n«sk-proj-Ab3dEf6hIj9lMn2pQr5tUv8xYz1bCd4fGh7j»\n",
            "«gsk_Ab3dEf6hIj9lMn2pQr5tUv8xYz1bCd4fGh7jKl0nOp3rSt6vWx»",
        ],
    );
    check(Entity::AwsKey, &["«AKIAIOSFODNN7EXAMPL2»"]);
    check(
        Entity::GithubToken,
        &[
            "«ghp_Ab3dEf6hIj9lMn2pQr5tUv8xYz1bCd4fGh7j»",
            "«glpat-Ab3dEf6hIj9lMn2pQr5t»",
        ],
    );
    check(
        Entity::CloudToken,
        &[
            "«AIzaSyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q»",
            "_«AIzaSyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q»_",
            "«xoxb-123456789012-Ab3dEf6hIj9l»",
            "«SG.Ab3dEf6hIj9lMn2pQr5tUv.xYz1bCd4fGh7jKl0nOp3rSt6vWxAb3dEf6hIj9lMn2»",
        ],
    );
    check(
        Entity::Jwt,
        &["«eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P»."],
    );
    check(
        Entity::UrlCredentials,
        &["postgres://bob:«hunter2»@db.example.com:5432/x"],
    );
    check(
        Entity::AuthHeader,
        &[
            "Authorization: Bearer «abc.def-ghi0123»",
            r#"{"Authorization": "«Basic dXNlcjpwYXNz»"}"#,
            "Cookie: «sid=abc; x=y»",
        ],
    );
}

#[test]
fn secrets_by_key() {
    check(
        Entity::SecretKv,
        &[
            "password=«hunter2x»",
            r#"{"password": "«x»", "n": 1}"#,
            r#"{\"api_key\": \"«a\\\"b»\", \"n\": 1}"#,
            r#"{"name": "db_password", "value": "«zzz»"}"#,
            r#"{"value": "«zzz»", "name": "db_password"}"#,
            "?token=«abcdef»&x=1",
            r#"{"cvv": «123»}"#,
            "export OPENAI_API_KEY='«something-9»'",
        ],
    );
    check(
        Entity::PrivateKey,
        &[
            "x «-----BEGIN RSA PRIVATE KEY-----\\nMIIE\\n-----END RSA PRIVATE KEY-----»\\n",
            "«-----BEGIN PRIVATE KEY-----\nMIIE»",
        ],
    );
    untouched(&[
        "max_tokens: 4096",
        "token_count=12",
        "password: str",
        "password = request.password",
        "secret_name=prod-db-1",
        "sk-learn-is-a-library-for-machine-learning",
        r#"{"usage": {"prompt_tokens": 12, "total_tokens": 4096}}"#,
        "api_key=${OPENAI_API_KEY}",
        "password: [SECRET_KV]",
        "token: [SECRET_KV:abcd.efghijklmnop]",
        "monkey=banana22",
        "def f(token: str, pass_rate=12):",
    ]);
}

#[test]
fn hard_negatives() {
    untouched(&[
        "4bf92f3577b34da6a3ce929d0e0e4736",
        "00f067aa0ba902b7",
        "550e8400-e29b-41d4-a716-446655440000",
        "018f3e5a-7b2c-7def-8123-456789abcdef",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "chatcmpl-9aBcDeFgHiJkLmNoPqRsTuVwXyZ01",
        "call_AbCdEf0123456789AbCdEf01",
        "toolu_01A09q90qw90lq917835lq9",
        "1714564800.123456",
        "2024-05-01T12:34:56.789012Z",
        "gpt-4o-2024-08-06",
        "[0.123456, -0.987654, 0.4111111111]",
        "file.py:123:45",
        "978-3-16-148410-0",
        "#ff8800",
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk",
    ]);
}
