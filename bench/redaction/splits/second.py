"""The second split, from public format facts: other countries, vendors, spellings and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.redaction.checks import dni_letter, iban, in_fours, luhn
from bench.redaction.splits import national
from bench.redaction.splits.forms import Split, cut, filled, one_of

if TYPE_CHECKING:
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["SPLIT"]

_TEMPLATES = (
    "The user typed {} and then left.", "2026-03-01T10:00:00Z WARN worker: got {} from queue",
    '{{"tool": "lookup", "input": {{"q": "{}"}}}}', "SELECT * FROM people WHERE x = '{}' LIMIT 1",
    "Traceback (most recent call last):\n  ValueError: bad input {}", "<p>Contact: {}</p>",
    "> quoted: {}\n\nThanks", "env:\n  - name: X\n    value: {}\n", "({})", "x={};y=2",
    "GET /search?q={} HTTP/1.1", "* {}\n* second", '"{}" is what she said', "{}, and more",
    "用户提供了{}，请核对", "Le client a donné {} hier", "обратитесь: {}", "{}\tok\t200",
)  # fmt: skip


def _card(random: Random) -> str:
    prefix, length, cuts = random.choice(
        (
            ("4", 16, (4, 4, 4)), ("52", 16, (4, 4, 4)), ("2720", 16, (4, 4, 4)),
            ("34", 15, (4, 6)), ("6011", 16, (4, 4, 4)), ("3566", 16, (4, 4, 4)),
            ("62", 16, (4, 4, 4)), ("36", 14, (4, 6)), ("6304", 16, (4, 4, 4)), ("4", 19, (4, 4,
            4, 4)),
        )
    )  # fmt: skip
    number = luhn(prefix + filled(random, "?" * (length - len(prefix) - 1)))
    separator = random.choice(("", " ", "-", "\u2013", "\u00a0", "  ", " - ", "_"))
    return cut(number, cuts, separator) if separator else number


def _iban(random: Random) -> str:
    country, form = random.choice(
        (
            ("BE", "?" * 12), ("PT", "?" * 21), ("SE", "?" * 20), ("FI", "?" * 14),
            ("DK", "?" * 14), ("IE", "^^^^" + "?" * 14), ("GR", "?" * 23), ("CZ", "?" * 20),
            ("HU", "?" * 24), ("TR", "?" * 22), ("AE", "?" * 19), ("LU", "?" * 16), ("DE",
            "?" * 18),
        )
    )  # fmt: skip
    body = filled(random, form)
    whole = iban(country, body)
    grouped = in_fours(whole)
    return random.choice(
        (whole, grouped, whole.lower(), grouped.lower(), grouped.replace(" ", "-"),
         grouped.replace(" ", "\u00a0"))
    )  # fmt: skip


def _ipv6(random: Random) -> str:
    one, two, three, four = (f"{random.randrange(1, 0x10000):x}" for _ in range(4))
    return random.choice(
        (
            f"2a01:4f8:{one}:{two}:{three}:{four}:1:2", f"2606:4700:{one}::{two}",
            f"2a03:2880:{one}:{two}::", f"::ffff:185.{random.randrange(10, 99)}.7.9",
            f"2001:0{one[:3]:0>3}:0000:0000:{two:0>4}:0000:{three:0>4}:0001",
            f"2001:DB8:{one.upper()}::{two.upper()}", f"2404:6800:4003::{one}",
        )
    )  # fmt: skip


def _nif(random: Random) -> str:
    number = random.randrange(10_000_000, 99_999_999)
    letter = dni_letter(number)
    grouped = f"{number:,}".replace(",", ".")
    return random.choice((f"{number}{letter}", f"{number}-{letter}", f"{grouped}-{letter}",
                          f"{number}{letter}".lower()))  # fmt: skip


def _nir(random: Random) -> str:
    lead = f"{random.choice('12')}{random.randrange(30, 99):02}{random.randrange(1, 13):02}"
    place, rest = random.choice((("2A", 19), ("2B", 18), ("75", 75), ("13", 13)))
    tail = filled(random, "??????")
    key = 97 - int(f"{lead}{rest:02}{tail}") % 97
    return cut(f"{lead}{place}{tail}{key:02}", (1, 2, 2, 2, 3, 3), random.choice(("", " ", "-")))


def _fiscal(random: Random) -> str:
    body = filled(random, "^^^^^^??") + random.choice("ABCDEHLMPRST")
    body += f"{random.randrange(1, 29):02}" + filled(random, "^???")
    odd = dict(zip("0123456789", (1, 0, 5, 7, 9, 13, 15, 17, 19, 21), strict=True))
    odd |= dict(
        zip(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25,
             24, 23), strict=True,
        )
    )  # fmt: skip
    total = sum(odd[each] for each in body[::2])
    total += sum(int(each, 36) if each.isdigit() else ord(each) - 65 for each in body[1::2])
    return random.choice((str, str.lower))(body + chr(65 + total % 26))


def _cut(make: Make, *cuts: tuple[tuple[int, ...], str]) -> Make:
    """Return numbers of `make` in one of these groupings."""

    def made(random: Random) -> str:
        sizes, separator = random.choice(cuts)
        return cut(make(random), sizes, separator)

    return made


def _cpf(random: Random) -> str:
    digits = national.cpf(random)
    return f"{cut(digits[:9], (3, 3), '.')}-{digits[9:]}"


def _cnpj(random: Random) -> str:
    digits = national.cnpj(random)
    return f"{digits[:2]}.{digits[2:5]}.{digits[5:8]}/{digits[8:12]}-{digits[12:]}"


_TIER_A: dict[str, Make] = {
    "email": one_of(
        "o'neil.????@example.ie", "j``.d``@mail-??.example.technology", "r&d.????@example.org",
        "SALES.????@EXAMPLE.COM.AU", "``````????@bücher.example", "``_``-``.????@x.y.z.example.net",
        "a.b.c.d????@example.io", "``````+tag-????@example.co.in", "müller.????@example.de",
    ),
    "credit_card": _card,
    "us_ssn": one_of("2??-##-####", "5## 4# ####", "3##\u20114#\u2011####", "7##-3#-####"),
    "phone": one_of(
        "+49 (0)30 901820", "+44 (0)20 7946 0###", "+81 90-1234-5###", "+86 138 0013 8###",
        "+91-98###-#####", "+55 (11) 9####-####", "+7 (9##) ###-##-##", "+48 6## ### ###",
        "+358 40 123####", "+972-3-###-####", "+852 2### ####", "+351 21 ### ####",
        "+353 1 ### ####", "+41 44 ### ## ##", "+43 1 ### ####", "+420 2## ### ###",
        "+380 (44) ###-##-##", "+1 (415) 5##-2###", "+1-646-5##-####", "(02) 9### ####",
        "(11) 9####-####", "03-3###-####", "090-####-####", "010-####-####", "0#0 ### ####",
        "06.1#.3#.4#.5#", "070-1## ## ##", "04## ### ###", "07### ######", "0049 30 ######",
        "8 (9##) ###-##-##", "tel:+1-201-555-0###", "001-415-555-2###", "91 #34 ## 67",
    ),
    "ipv4": one_of("91.1##.2#.1#", "104.2#.1##.#", "8.#.1##.2", "203.0.113.##", "172.1##.4.##"),
    "ipv6": _ipv6,
    "mac": one_of(
        "0#:~~:~#:~~:#~:~~", "0#-~~-~#-~~-#~-~~", "0#A~.~~3#.~b#~", "A#:B#:0C:#D:E#:F#",
        "#c#a.b~#~.#~~~",
    ),
    "iban": _iban,
    "uk_nino": one_of("JG######A", "SK ## ## ## B", "WM-##-##-##-C", "hr######d", "OE ###### A"),
    "in_pan": one_of("^^^P^####^", "^^^T^####^", "^^^A^####^", "^^^L^####^"),
    "es_nif": _nif,
    "fr_nir": _nir,
    "it_codice_fiscale": _fiscal,
    "fi_hetu": national.hetu,
    "br_cpf": _cpf,
    "br_cnpj": _cnpj,
    "kr_rrn": _cut(national.rrn, ((6,), "-")),
    "cn_ric": national.ric,
    "sg_nric": national.nric,
    "in_aadhaar": lambda random: cut(national.aadhaar(random), (4, 4), random.choice(" -")),
    "llm_key": one_of(
        "sk-" + "*" * 20 + "T3BlbkFJ" + "*" * 20, "sk-proj-" + "|" * 74 + "T3BlbkFJ" + "|" * 74,
        "sk-ant-api03-" + "|" * 93 + "AA", "sk-ant-oat01-" + "|" * 86 + "AA", "gsk_" + "*" * 52,
        "hf_" + "*" * 34, "r8_" + "*" * 37, "pplx-" + "*" * 48, "xai-" + "*" * 80,
        "sk-or-v1-" + "~" * 64, "sk-lf-~~~~~~~~-~~~~-~~~~-~~~~-~~~~~~~~~~~~", "sk-" + "~" * 32,
        "lsv2_pt_" + "~" * 32 + "_" + "~" * 10, "csk-" + "&" * 48, "nvapi-" + "|" * 64,
        "pcsk_****_" + "*" * 60, "llx-" + "*" * 48, "fw_" + "*" * 24, "tvly-dev-" + "*" * 32,
        "ABSK" + "$" * 110, "tgp_v1_" + "|" * 43, "jina_" + "~" * 32 + "*" * 28, "sk_" + "~" * 48,
    ),
    "aws_key": one_of(*(f"{each}!" + "!" * 15 for each in ("AKIA", "ASIA", "ABIA", "ACCA"))),
    "github_token": one_of(
        "ghp_" + "*" * 36, "ghs_" + "*" * 36, "glpat-" + "|" * 20, "gldt-" + "|" * 20,
        "glrt-t1_" + "|" * 27 + ".0~&&&&&&&", "glffct-" + "|" * 20, "glagent-" + "|" * 50,
        "glcbt-~_" + "|" * 20, "github_pat_" + "*" * 22 + "_" + "*" * 59, "glptt-" + "~" * 40,
    ),
    "cloud_token": one_of(
        "A3-!!!!!!-!!!!!!!!!!!-!!!!!-!!!!!-!!!!!", "ops_eyJ" + "*" * 250, "p8e-" + "~" * 32,
        "pat**************." + "~" * 64, "LTAI" + "*" * 20, "AKCp" + "*" * 69, "cmVmd" + "*" * 59,
        "***?Q§" + "|" * 33, "CLOJARS_" + "~" * 60, "dapi" + "~" * 32, "dapi" + "~" * 32 + "-2",
        "doo_v1_" + "~" * 64, "dp.pt." + "*" * 43, "dt0c01." + "!" * 24 + "." + "!" * 64,
        "EZAK" + "*" * 54, "EAAM" + "*" * 110, "FLWSECK_TEST-" + "~" * 32 + "-X",
        "fo1_" + "|" * 43, "fio-u-" + "|" * 64, "AIza" + "|" * 35, "glc_" + "*" * 60,
        "glsa_" + "*" * 32 + "_~~~~~~~~", "**************.atlasv1." + "|" * 64,
        "HRKU-AA" + "|" * 58, "ico-" + "*" * 32, "******_" + "*" * 29 + "_mmk", "PMAK-" + "~" * 24
        + "-" + "~" * 34, "NRII-" + "|" * 32, "NRAK-" + "!" * 27, "ntn_" + "?" * 11 + "*" * 35,
        "npm_" + "*" * 36, "API-" + "!" * 26, "sha256§" + "|" * 43, "pscale_oauth_" + "|" * 43,
        "pnu_" + "*" * 36, "pul-" + "~" * 40, "pypi-AgEIcHlwaS5vcmc" + "|" * 100,
        "rubygems_" + "~" * 48, "tk-us-" + "|" * 48, "SG." + "|" * 22 + "." + "|" * 43,
        "xkeysib-" + "~" * 64 + "-" + "*" * 16, "sntryu_" + "~" * 64, "shippo_live_" + "~" * 40,
        "shpat_" + "~" * 32, "xapp-1-A!!!!!!!!!!-?????????????-" + "~" * 64,
        "xoxb-????????????-????????????-" + "*" * 24, "sgp_" + "~" * 16 + "_" + "~" * 40,
        "sq0atp-" + "|" * 22, "sk_live_" + "*" * 24, "hvs." + "|" * 95, "tfp_" + "|" * 59,
        "AQVN" + "|" * 36, "figd_" + "|" * 40, "https://hooks.slack.com/services/T" + "!" * 10
        + "/B" + "!" * 10 + "/" + "*" * 24, "key-" + "~" * 32, "dckr_pat_" + "|" * 27,
    ),
    "jwt": one_of("eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiI" + "*" * 40 + "." + "|" * 86),
}  # fmt: skip

_TIER_B: dict[str, tuple[tuple[str, ...], Make]] = {
    "us_itin": (("ITIN: {}", '{{"taxpayer_id": "{}"}}'), one_of("9##-7#-####", "9##7#####")),
    "us_ssn": (("my social security number is {}", '{{"ssn": "{}"}}', "SSN#{}"),
        one_of("3########")),
    "phone": (
        ("Telefon: {}", "teléfono {}", "手机号 {}", '{{"mobileNumber": "{}"}}', "call me at {}",
         "cell: {}", "电话：{}", "Handy {}", "контактный телефон {}"),
        one_of("3#########", "6########", "138########"),
    ),
    "date_of_birth": (
        ("geboren am {}", "née le {}", "fecha de nacimiento: {}", '{{"birth_date": "{}"}}',
         "D.O.B. {}", "生年月日 {}", "date of birth {}", "nata il {}"),
        one_of("19#4-0#-1#", "1#/0#/19##", "1#.0#.19##", "1#-0#-19##", "0#/1#/19##"),
    ),
    "swift_bic": (("SWIFT: {}", "BIC {}", '{{"swiftCode": "{}"}}'), one_of("COBADEFF", "CHASUS33",
                  "UBSWCHZH80A", "BARCGB22XXX")),
    "uk_nhs": (("NHS no. {}", '{{"nhs_number": "{}"}}'), lambda random: cut(_nhs(random), (3, 3),
               random.choice(("", " ", "-")))),
    "in_aadhaar": (("Aadhaar number {}", '{{"aadhaar": "{}"}}'), national.aadhaar),
    "ca_sin": (("SIN: {}", "social insurance number {}", '{{"sin": "{}"}}'),
               _cut(national.sin, ((3, 3), " "), ((3, 3), "-"), ((9,), ""))),
    "au_tfn": (("TFN {}", "tax file number: {}", '{{"tfn": "{}"}}'),
               _cut(national.tfn, ((3, 3), " "), ((9,), ""))),
    "au_medicare": (("Medicare {}", "medicare card number {}"),
                    _cut(national.medicare, ((4, 5), " "), ((10,), ""))),
    "au_abn": (("ABN {}", '{{"abn": "{}"}}'), _cut(national.abn, ((2, 3, 3), " "), ((11,), ""))),
    "de_steuer_id": (("Steuer-ID {}", "Steueridentifikationsnummer: {}", "IdNr. {}"),
                     _cut(national.steuer, ((2, 3, 3), " "), ((11,), ""))),
    "pl_pesel": (("PESEL {}", "numer PESEL: {}"), national.pesel),
    "se_personnummer": (("personnummer {}", "personnr: {}"),
                        _cut(national.personnummer, ((6,), "-"), ((10,), ""))),
    "nl_bsn": (("BSN {}", "burgerservicenummer: {}"), _cut(national.bsn, ((9,), ""),
               ((4, 2), "."))),
    "br_cpf": (("CPF {}", '{{"cpf": "{}"}}'), national.cpf),
    "br_cnpj": (("CNPJ: {}", '{{"cnpj": "{}"}}'), national.cnpj),
    "tr_tckn": (("TC Kimlik No: {}", "TCKN {}"), national.tckn),
    "th_tnin": (("Thai national ID {}", "เลขบัตรประชาชน {}"),
                _cut(national.thai, ((1, 4, 5, 2), "-"), ((13,), ""))),
    "kr_rrn": (("주민등록번호 {}", "RRN {}"), national.rrn),
    "jp_my_number": (("マイナンバー {}", "My Number: {}", "個人番号 {}"),
                     _cut(national.mynumber, ((4, 4), " "), ((12,), ""), ((4, 4), "-"))),
    "za_id": (("SA ID number {}", '{{"id_number": "{}", "country": "ZA"}}'), national.za_id),
    "vin": (("VIN: {}", "vehicle identification number {}", '{{"vin": "{}"}}'), national.vin),
    "imei": (("IMEI {}", '{{"imei": "{}"}}'), _cut(national.imei, ((15,), ""), ((2, 6, 6), "-"))),
    "us_npi": (("NPI {}", '{{"npi": "{}"}}'), national.npi),
    "us_dea": (("DEA number {}", "DEA# {}"), national.dea),
    "us_mbi": (("MBI {}", "Medicare beneficiary identifier: {}"),
               one_of("1EG4TE5MK73", "1EG4-TE5-MK73", "#K#4-XY#-PQ##")),
    "passport": (("passport number {}", "Passport No: {}", '{{"passport_number": "{}"}}',
                  "Reisepass {}", "pasaporte {}"), one_of("^########", "?########", "^^#######",
                  "C01X00T47")),
    "driver_license": (("driver's license {}", '{{"driver_license": "{}"}}', "DL# {}",
                        "driving licence {}"), one_of("^#######", "^###-###-##-###-#", "#########",
                        "MORGA657054SM9IJ")),
    "us_routing": (("routing number {}", "ABA: {}", '{{"routing_number": "{}"}}'),
                   national.routing),
    "us_bank_account": (("account number {}", '{{"account_number": "{}"}}', "acct no. {}"),
                        one_of("##########", "############", "########")),
    "eth": (("ETH wallet {}", '{{"wallet": "{}"}}'), one_of("0x" + "~" * 40)),
    "secret_kv": (
        ("DATADOG_API_KEY={}", "aws_secret_access_key = {}", '{{"clientSecret": "{}"}}',
         "PGPASSWORD={} psql", "Passwort: {}", "--password {}", "mot de passe : {}",
         "export TOKEN='{}'", "set pwd={}", "AccountKey={};"),
        one_of("*?" * 20, "Tr0ub4dor&*?*?", "$?" * 20, "*?~`" * 8),
    ),
    "auth_header": (
        ("Authorization: Bearer {}", "X-Api-Key: {}", "authorization: Basic {}",
         "Cookie: session={}", "'Authorization': 'Bearer {}'", "Set-Cookie: sid={}; Path=/"),
        one_of("*?" * 16, "$?" * 14),
    ),
    "url_credentials": (
        ("postgresql://app:{}@db:5432/x", "redis://:{}@cache:6379/0",
         "mongodb+srv://u:{}@c0.example.net/d", "https://x-access-token:{}@github.com/o/r.git"),
        one_of("*?" * 8, "p!*?*?*?*?"),
    ),
}  # fmt: skip


def _nhs(random: Random) -> str:
    while True:
        body = filled(random, "4????????")
        rest = (
            11
            - sum(int(each) * weight for each, weight in zip(body, range(10, 1, -1), strict=True))
            % 11
        )
        if rest != 10:
            return f"{body}{rest % 11}"


_NEGATIVES: tuple[Make, ...] = (
    one_of("commit ~~~~~~~", "commit " + "~" * 40, "tree " + "~" * 40, "sha512-" + "$" * 86 + "=="),
    one_of(
        "~~~~~~~~-~~~~-4~~~-8~~~-~~~~~~~~~~~~",
        "01HQ" + "!" * 22,
        "traceparent: 00-" + "~" * 32 + "-" + "~" * 16 + "-01",
    ),
    one_of(
        "python 3.1?.?", "v2.?.?-beta.?+build.????", "linux 6.?.?-???-generic", "10.0.1????.????"
    ),
    one_of(
        "order #??????????",
        "invoice INV-20??-??????",
        "ticket 1????????",
        "PO ????????",
        "tracking 1Z!!!!!!????????",
    ),
    one_of(
        "20??-0#-1# 1#:3#:1#,???",
        "[1#/Mar/20??:1#:3#:1# +0000]",
        "16????????.??????",
        "17??????????????",
        "elapsed=????.???ms",
        "uptime 1?:0#:##",
    ),
    one_of(
        "ISBN 978????????? 0", "ISBN-10: ?-???-?????-?", "ISSN ????-????", "doi:10.????/*****.20??"
    ),
    one_of(
        "#~~~~~~", "#~~~", "rgba(1??, ?0, ?0, 0.?)", "margin: -?px ??px ?.?em", "z-index: ?????"
    ),
    one_of(
        "api-server-7d9f~~~~~-x&&&&",
        "pod/redis-master-0",
        "ip-10-0-1?-2#.ec2.internal",
        "node-pool-?-~~~~~~~~-&&&&",
    ),
    one_of("$1,???.??", "€ ?.???,??", "USD 1?.??", "12.5% of ???????", "[?.????????, -?.????????]"),
    one_of(
        "claude-3-5-sonnet-2024102?",
        "gpt-4.1-mini-20??-0#-1#",
        "llama-3.?-?0b-instruct",
        "text-embedding-3-large",
        "gemini-1.5-pro-00?",
    ),
    one_of("data:image/png;base64," + "$" * 80, "$" * 64 + "==", "Content-Length: ??????"),
    one_of(
        "chatcmpl-" + "*" * 29,
        "msg_" + "*" * 24,
        "toolu_" + "*" * 24,
        "call_" + "*" * 24,
        "resp_" + "~" * 40,
        "asst_" + "*" * 24,
        "file-" + "*" * 22,
    ),
    one_of(
        "max_tokens: ????",
        "prompt_tokens=???, completion_tokens=??",
        "token_type: bearer",
        "tokens/s: ??.?",
        "password_reset_required: false",
        "secretName: my-app-tls",
    ),
    one_of(
        "arn:aws:iam::????????????:role/x",
        "s3://bucket/20??/0#/1#/part-????.gz",
        "us-east-1",
        "i-0~~~~~~~~~~~~~~~~",
        "vpc-~~~~~~~~",
    ),
    one_of("std::vec::Vec", "foo::bar::<u8>", "::before", "a:hover::after", "0x~~~~~~~~", "1:2:3"),
    one_of(
        "line ??, column ??", "src/a.rs:??:??", "(?.??, ?.??)", "?x? = ??", "1?0 x ??0", "f(1, 2)"
    ),
    one_of(
        "epoch 17????????", "id=1????????????????", "snowflake 1?????????????????", "seq=?????????"
    ),
    one_of("1 2 3 4 5 6 7 8", "10 20 30 40", "2024/2025", "1-2-3", "0.1.2.3.4", "100-200-300"),
)

SPLIT = Split(_TEMPLATES, _TIER_A, _TIER_B, _NEGATIVES)
