//! What sources of programs, their documents and their logs are full of, and is nobody's; and what
//! is like it and is somebody's.

mod marked;

use marked::{check, untouched};
use spanmill_scan::Entity;

#[test]
fn days_and_decimals_are_no_telephones() {
    untouched(&[
        "start 01-02-2011 00:00:00 done",
        "02-01-2011 12:00:01 INFO started",
        "2021-10-19 17:51:49.3045433 -0400 EDT m=+24907.102946401",
        r#"{"t": "2021-10-19 17:51:49.30 -0400 EDT m=\u002B24907.102946401"}"#,
        "math.Pow(ar, 5)+1088.0/121275*ar",
        "CALLBACK_THRESHOLD = 16777216",
        "mobile Safari 18.0.1025",
        "000001e0  86 48 ce 3d 04 01 03 81  8c 00 30 81 88 02 42 01  |.H.=......0...B.|",
        "0047 0067 0079 ; [.2052.0020.0008]",
    ]);
    check(
        Entity::Phone,
        &[
            "call «02-12-345678» now",
            "«+1.4155550132» or «+49.30123456»",
            "«00 30 21 0812 3456», «0049 30 12345678», «0039 06 12345678»",
            "my callback number is «415 555 0132», phone: «650.123.4567»",
        ],
    );
}

#[test]
fn tables_of_characters_and_years_are_no_numbers_of_persons() {
    untouched(&[
        "680E 680F 6810 6811 6852 3C26 6B28 6B29",
        "6833 6834 6835 6836 6837 68AB",
        "682F 6834 6835 6836 6837 6838",
        "Copyright (c) 1995-2005 The Cryptix Foundation License",
        "ERR_LICENSE_CLIENT: u32 = 7055u32; // license",
        r"license '\U00002557'",
        r#"df.loc[("2013-06-19 09:30:00", "ACCT1", "A")]"#,
    ]);
    check(Entity::DriverLicense, &["license number «12345678»"]);
}

#[test]
fn sections_identifiers_and_drawings_are_no_addresses() {
    untouched(&[
        "\t// 8.1.2.3 Request Pseudo-Header Fields",
        "#### 3.1.2.4 Heading",
        "From RFC 8949 3.4.5.2: the",
        "RFC 7231 § 3.1.1.5 and §4.2.3.1",
        "OID 2.5.4.3 and \"2.5.29.17\", curve 1.3.101.112",
        r#"<path d="M4.01 4.01 0 0111 18c0 1.52-.87 2.83-2.12 3.51.98.32 2.03.5 3.11.5 3.5 0"/>"#,
    ]);
    check(
        Entity::Ipv4,
        &[
            "0.005 «93.184.216.34» 200 1.2",
            "10.0.0.1 «93.184.216.34» «8.8.8.8»",
            "# «93.184.216.34» banned",
            "//«8.8.4.4»/share",
            "2.5 «2.5.6.7»",
        ],
    );
}

#[test]
fn algorithms_and_names_of_programs_are_no_tokens_and_no_addresses() {
    untouched(&[
        "cipher: chacha20-poly1305@openssh.com, curve25519-sha256@libssh.org",
        "sk-ssh-ed25519-cert-v01@openssh.com AAAA",
        "\"sk-ecdsa-sha2-nistp256-cert-v01@openssh.com\"",
        "pkg:maven/org.wildfly.security/wildfly-elytron-ssl@2.6.0.Final?type=jar",
        "return s.CustomerManagedS3Storage, s.Oauth2AccessCodeSecurity",
        "s.S3OutputEncryptionKMSKey = &v",
        "func Test_Murmur3Hash128Factory(t *testing.T), Test_bytesFloat64ToFloat64",
        "arn:aws:iam::aws:policy/AmazonS3FilesClientReadOnlyAccess",
        "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceEventsRole",
    ]);
    check(
        Entity::CloudToken,
        &[
            "VAULT «s.9f7KqLmZ2xWc4vBn8RtY1pQa» ok",
            "«test_9aB3kLm2Nq8xYz4TuV7wQ1»",
        ],
    );
    check(
        Entity::AwsKey,
        &["aws secret «Y8AfSaucF37G4PpvfguKZ3/l7Id4uocLXxX0+VTx» done"],
    );
    check(
        Entity::LlmKey,
        &["https://«sk-9aB3kLm2Nq8xYz4TuV7wQ1»@host"],
    );
}

#[test]
fn what_code_has_behind_the_names_of_secrets_is_none() {
    untouched(&[
        "\"cookie\": \"^0.7.1\", \"tough-cookie\": \"~5.0.0\", \"csrf-token\": \"1.2.3\"",
        "type Dircookie = uint64",
        "pub const ERROR_NO_USER_SESSION_KEY: WIN32_ERROR = 1394u32;",
        "pub const ERROR_IPSEC_IKE_INVALID_COOKIE: WIN32_ERROR = 13846u32;",
        "cookie : *const i64, token: *const c_void",
        "if cookies === null || cookies.length === 1) {",
        "const cookies = this.#headersList.cookies",
        "client_secret=self.oauth2_parameters.client_secret",
        "oauth2ClientSecret = oauth2_client_secret",
        "\"AZURE_STORAGE_ACCOUNT_KEY\": \"AZURE_STORAGE_ACCOUNT_KEY\"",
        "AccessKey:  *accessKey, SecretAccessKey = *out.TokenOutput.AccessToken.SecretAccessKey",
        "if result6.AccessToken == result3.AccessToken {",
        "Token: '#dcdccc', Secret: '#e37170'",
        "\"PrivateKey: \" + private + \"\\n\"",
        "b64encode(b'secret:' + username)",
        "rawQuery.WriteString(\"&X-Amz-Signature=\")",
        "**Password** | **string** | The password of",
        "&signature::ECDSA_P256_SHA256_ASN1, HpkePrivateKey::from(sk_rm)",
        "if token == EndOfStringToken3 { sig: 0x3CB0B1BB, PreSharedKey => 0x0029 }",
        "this object as `credentials=` calls\n  `for_base_url`",
        "remove any \"Authorization:\" headers before you post \"x\"",
        "Key types.EncryptionKey `asn1:\"explicit,tag:0\"`, password *uint16, logonType",
        "GET /pass?query=123 HTTP/1.1",
        "postgres://user:${PGPASSWORD}@db/app; pid=96787; https://user:x; v1.77.5",
        "GenericSecret *GenericSecret `protobuf:\"bytes,5,opt,name=generic_secret\"`",
        "'\"secret_key\":\"[0-9a-f-]{36}\"'",
        "--sasl-password=projects/12345/secrets/my-sasl-secret/versions/1",
        "https://www.example.com/path?color=blue&sig=REDACTED",
        "https://REDACTED:REDACTED@www.example.com/",
        "password: [REDACTED], token=[FILTERED], Authorization: Bearer REDACTED",
    ]);
    check(
        Entity::SecretKv,
        &[
            "password = \"«hunter2!»\"",
            "pass: «*Abc.123*»",
            "PASSWORD=«my_secret_2024»",
            "password: \"«#a1b2c3d4!»\"",
            "if (password == \"«Tr0ub4dor&3»\") {",
            "userPassword:: «e1NTSEF9aGVsbG8gd29ybGQ=»",
            "api_key: str = \"«q8ZxPf2LmN0rT7vY4k»\"",
        ],
    );
}
