"""The third split: made before anything was mended for the second, and run after."""

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
    "ok so it's {} I think?", 'level=info msg="saved {}" dur=3ms', "{{'arg': '{}', 'n': 3}}",
    'UPDATE t SET v = "{}" WHERE id = 3;', "panic: unexpected {} in frame 2", "<li>{}</li>",
    "Subject: {}\r\n\r\nBody", 'value = "{}"\nother = 1\n', "see [{}](https://example.com)",
    "curl 'https://h.example/p?v={}&w=1'", "~~{}~~", "1. {}\n2. none", "/* {} */", "{}",
    "ข้อมูลคือ {} ครับ", "la valeur : {}.", "der Wert „{}“ stimmt", "값은 {} 입니다", "A|{}|B",
    "assistant: noted, {}!", "é{}", "'{}', 'x'", "<{}>", "\\n{}\\n", "name,value\nx,{}\n",
)  # fmt: skip


def _card(random: Random) -> str:
    prefix, length, cuts = random.choice(
        (
            ("45", 16, (4, 4, 4)), ("5105", 16, (4, 4, 4)), ("2300", 16, (4, 4, 4)),
            ("378", 15, (4, 6)), ("6445", 16, (4, 4, 4)), ("3528", 16, (4, 4, 4)),
            ("6221", 16, (4, 4, 4)), ("3890", 14, (4, 6)), ("6759", 16, (4, 4, 4)),
            ("6221", 19, (6,)), ("5018", 16, (4, 4, 4)), ("2204", 16, (4, 4, 4)), ("6521", 16, (4,
            4, 4)),
        )
    )  # fmt: skip
    number = luhn(prefix + filled(random, "?" * (length - len(prefix) - 1)))
    separator = random.choice(("", " ", "-", ".", "/", "\u2011", "\u2009", "   ", "\u3000", "\\t"))
    return cut(number, cuts, separator)


def _iban(random: Random) -> str:
    country, form = random.choice(
        (
            ("NL", "^^^^" + "?" * 10), ("GB", "^^^^" + "?" * 14), ("FR", "?" * 23),
            ("ES", "?" * 20), ("CH", "?" * 17), ("RO", "^^^^" + "?" * 16), ("QA",
            "^^^^" + "?" * 21),
            ("BR", "?" * 23 + "P1"), ("IL", "?" * 19), ("SK", "?" * 20), ("HR", "?" * 17),
            ("UA", "?" * 25), ("LT", "?" * 16), ("PK", "^^^^" + "?" * 16), ("NO", "?" * 11),
        )
    )  # fmt: skip
    body = filled(random, form)
    whole = iban(country, body)
    grouped = in_fours(whole)
    return random.choice(
        (whole, grouped, whole.lower(), grouped.lower(), grouped.replace(" ", "."),
         grouped.replace(" ", "\u202f"), f"{whole[:2]} {whole[2:4]} {whole[4:]}")
    )  # fmt: skip


def _ipv6(random: Random) -> str:
    one, two, three, four = (f"{random.randrange(1, 0x10000):x}" for _ in range(4))
    return random.choice(
        (
            f"2600:1f18:{one}:{two}:{three}:{four}:a:b", f"2a00:1450:4009:{one}::{two}",
            f"2a02:{one}::1", f"64:ff9b::8.8.{random.randrange(10, 99)}.7",
            f"2A04:4E42:{one.upper()}::{two.upper()}:{three.upper()}",
            f"2001:{one}:{two}::{three}:{four}", f"2c0f:f248:{one}::{two}:{three}:{four}",
        )
    )  # fmt: skip


def _nie(random: Random) -> str:
    lead, digits = random.randrange(3), filled(random, "???????")
    letter = dni_letter(int(f"{lead}{digits}"))
    return random.choice((f"{'XYZ'[lead]}{digits}{letter}", f"{'XYZ'[lead]}-{digits}-{letter}",
                          f"{'xyz'[lead]}{digits}{letter.lower()}",
                          f"{'XYZ'[lead]} {digits} {letter}"))  # fmt: skip


def _nir(random: Random) -> str:
    body = f"{random.choice('12')}{random.randrange(30, 99):02}{random.randrange(1, 13):02}"
    body += f"{random.randrange(1, 96):02}" + filled(random, "??????")
    whole = f"{body}{97 - int(body) % 97:02}"
    sizes, separator = random.choice((((13,), " "), ((1, 2, 2, 2, 3, 3), "\u00a0"), ((15,), ""),
                                      ((1, 2, 2, 2, 3, 3), ".")))  # fmt: skip
    return cut(whole, sizes, separator)


def _cut(make: Make, *cuts: tuple[tuple[int, ...], str]) -> Make:
    """Return numbers of `make` in one of these groupings."""

    def made(random: Random) -> str:
        sizes, separator = random.choice(cuts)
        return cut(make(random), sizes, separator)

    return made


def _swapped(make: Make, one: str, other: str) -> Make:
    """Return values of `make`, half of them with one sign replaced by another."""
    return lambda random: make(random).replace(one, random.choice((one, other)))


_TIER_A: dict[str, Make] = {
    "email": one_of(
        "``````@sub-????.example.gov.uk", "First_Last.????@example.travel", "????``@example.dev",
        "``+``+??@example.company", "mc'``.??@example.com", "no-reply??@mailer.example.eu",
        "ивана??@example.com", "``````@例え.jp", "x@y??.co", "``````??@EXAMPLE.Com",
        "a/b``@example.org", "``````{}@example.org".format("=??"),
    ),
    "credit_card": _card,
    "us_ssn": one_of("1##-##-####", "6#4 ## ####", "8##\u2013##\u2013####", "0##-##-####"),
    "phone": one_of(
        "+49-151-2345-6###", "+44-7700-900###", "+33.6.12.34.5#.##", "+39 3## ### ####",
        "+34-9##-##-##-##", "+31 6 ########", "+32 4## ## ## ##", "+47 ### ## ###",
        "+45 ## ## ## ##",
        "+90 (5##) ### ## ##", "+66 8# ### ####", "+84 9# ### ## ##", "+62 812-####-####",
        "+63 9## ### ####", "+60 1#-### ####", "+65 9### ####", "+886 9## ### ###",
        "+82-10-####-####", "+54 9 11 ####-####", "+57 3## ### ####", "+56 9 #### ####",
        "+20 10 #### ####", "+27 82 ### ####", "+234 803 ### ####", "+254 7## ### ###",
        "+966 5# ### ####", "+30 69# ### ####", "+40 7## ### ###", "+36 30 ### ####",
        "+1 2## 5## #### x1##", "1-800-5##-####", "(4##)5##-####", "4##.5##.####", "4##/5##-####",
        "(0#0) #### ####", "(0) 20 7946 0###", "0#0-####-####", "01 4# ## ## ##", "0171/23456##",
        "+1 4##-5##-####", "+14##5##2###", "+4479########", "+61 (0)4## ### ###",
        "00 33 1 ## ## ## ##",
        "tel: +46-8-### ## ##", "+995 5## ## ## ##", "+371 2# ### ###", "+64 21 ### ####",
    ),
    "ipv4": one_of("95.1##.1#.1##", "13.10#.2#.#", "1.1.1.##", "198.51.100.1##", "216.58.2#.1#"),
    "ipv6": _ipv6,
    "mac": one_of(
        "0#:A~:3#:~b:#~:0#".upper(), "#0-1a-~~-3c-~~-#e", "~#~#.a#b#.~#~#", "f#:~#:~#:~#:~#:~#",
        "#~~a:~~#~:b#~~",
    ),
    "iban": _iban,
    "uk_nino": one_of("AA######B", "ce ## ## ## d", "NH ######C", "YS-######-A", "LW## ## ##A"),
    "in_pan": one_of("^^^B^####^", "^^^F^####^", "^^^G^####^", "^^^J^####^", "```p`####`"),
    "es_nif": _nie,
    "fr_nir": _nir,
    "fi_hetu": _swapped(national.hetu, "-", "A"),
    "br_cpf": _cut(national.cpf, ((3, 3, 3), "-"), ((3, 3, 3), ".")),
    "br_cnpj": lambda random: "{}.{}.{}/{}-{}".format(
        *cut(national.cnpj(random), (2, 3, 3, 4), " ").split()
    ),
    "kr_rrn": _cut(national.rrn, ((6,), "-"), ((6,), " - ")),
    "cn_ric": _cut(national.ric, ((6, 8), " "), ((18,), "")),
    "sg_nric": national.nric,
    "in_aadhaar": _cut(national.aadhaar, ((4, 4), "\u2011"), ((4, 4), " "), ((4, 4), "\u00a0")),
    "llm_key": one_of(
        "sk-admin-" + "|" * 58 + "T3BlbkFJ" + "|" * 58, "sk-ant-admin01-" + "|" * 93 + "AA",
        "sk-ant-sid01-" + "|" * 86 + "AA", "sk-" + "*" * 48, "sk-svcacct-" + "|" * 60,
        "xai-" + "*" * 80, "gsk_" + "*" * 52, "api_org_" + "`" * 34, "pk-lf-" + "~" * 8 + "-~~~~-"
        "~~~~-~~~~-" + "~" * 12, "vck_" + "*" * 56, "sk-helicone-" + "&" * 7 + "-" + "&" * 7,
        "pplx-" + "~" * 48, "dsk-" + "*" * 32, "phx_" + "*" * 43, "fc-" + "~" * 32,
        "sk_car_" + "*" * 22,
        "voy-" + "*" * 40, "sk-or-v1-" + "~" * 64, "r8_" + "*" * 37, "ls__" + "*" * 32,
        "bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t" + "$" * 80, "AQ.Ab8RN6" + "|" * 44,
    ),
    "aws_key": one_of("A3T^" + "!" * 16, "AKIA" + "!" * 16, "ASIAY34F" + "!" * 12),
    "github_token": one_of(
        "ghr_" + "*" * 76, "ghu_" + "*" * 36, "gho_" + "*" * 36, "glsoat-" + "|" * 20,
        "glimt-" + "|" * 25, "glpat-" + "|" * 27 + ".0~&&&&&&&", "gloas-" + "~" * 64,
        "glft-" + "|" * 20, "GR1348941" + "|" * 20, "ATBB" + "*" * 32,
        "github_pat_11" + "!" * 20 + "_" + "*" * 59,
    ),
    "cloud_token": one_of(
        "nfp_" + "*" * 36, "ATATT3xFfGF0" + "|" * 170 + "=" + "~" * 8, "dop_v1_" + "~" * 64,
        "v1.0-" + "~" * 24 + "-" + "~" * 146, "sl." + "|" * 135, "duffel_test_" + "|" * 43,
        "fm2_" + "$" * 120, "GOCSPX-" + "|" * 28, "ya29." + "|" * 120, "1//0" + "|" * 60,
        "pat." + "|" * 22 + "." + "*" * 24 + "." + "*" * 20, "hvb." + "|" * 150, "s." + "*" * 24,
        "lin_api_" + "*" * 40, "live_" + "*" * 40, "sbp_" + "~" * 40, "rdme_" + "&" * 70,
        "shpss_" + "~" * 32, "sk_test_" + "*" * 24, "rk_prod_" + "*" * 30, "whsec_" + "$" * 32,
        "xoxp-???????????-???????????-????????????-" + "~" * 32, "xoxe.xoxp-1-" + "!" * 163,
        "sntrys_eyJpYXQiO" + "*" * 60 + "LCJyZWdpb25fdXJs" + "*" * 60 + "_" + "*" * 43,
        "squ_" + "~" * 40, "sqp_" + "~" * 40, "SK" + "~" * 32, "EAAC" + "*" * 120,
        "sm_pat_" + "*" * 16,
        "dnkey-" + "|" * 26 + "-" + "|" * 52, "dckr_pat_" + "|" * 27, "dckr_oat_" + "|" * 32,
        "pk." + "eyJ1Ijoi" + "*" * 52 + "." + "*" * 22, "sk.eyJ1Ijoi" + "*" * 52 + "." + "*" * 22,
        "~" * 32 + "-us1?", "access-production-~~~~~~~~-~~~~-~~~~-~~~~-~~~~~~~~~~~~", "tskey-auth-"
        + "*" * 12 + "CNTRL-" + "*" * 32, "EAACEdEose0cBA" + "*" * 90, "figd_" + "|" * 40,
        "secret_" + "*" * 43, "dd_api_" + "~" * 32, "PMAK-" + "~" * 24 + "-" + "~" * 34,
        "CFPAT-" + "|" * 43, "oy2" + "&" * 43, "https://discord.com/api/webhooks/" + "?" * 18 + "/"
        + "|" * 68, "MTA" + "*" * 21 + "." + "*" * 6 + "." + "|" * 27, "??????????:AA" + "|" * 33,
        "sig=" + "*" * 43 + "%3D", "xkeysib-" + "~" * 64 + "-" + "*" * 16, "tk_" + "*" * 32,
        "cio_" + "*" * 36, "crsr_" + "~" * 64, "ak_live_" + "*" * 32, "prefect_pnu_" + "*" * 36,
    ),
    "jwt": one_of("eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJpc3MiOiI" + "*" * 60 + "." + "|" * 342),
}  # fmt: skip

_TIER_B: dict[str, tuple[tuple[str, ...], Make]] = {
    "us_itin": (("individual taxpayer identification number {}", '{{"itin_number": "{}"}}'),
                one_of("90#-94-####", "9## 65 ####")),
    "us_ssn": (("SSN: {}", "social security no {}", '{{"SSN": {} }}'), one_of("4########")),
    "phone": (
        ("numéro de téléphone {}", "telefone: {}", "tel {}", "ring me on {}", "電話番号：{}",
         "전화번호 {}", '{{"contact": {{"phone": "{}"}}}}', "numero di cellulare {}", "WhatsApp {}",
         "telefoonnummer {}", "номер телефона: {}"),
        one_of("3#########", "0########", "7##########"),
    ),
    "date_of_birth": (
        ("DOB={}", "birthday is {}", "Geburtsdatum: {}", "date de naissance : {}", "出生日期：{}",
         "nacido el {}", "дата рождения {}", '{{"dob": "{}"}}', "data de nascimento {}"),
        one_of("19#4/0#/1#", "1# March 19##", "March 1#, 19##", "1#-Mar-19##", "200#-0#-1#",
        "19#40#1#"),
    ),
    "swift_bic": (("bic code: {}", "SWIFT/BIC: {}", '{{"bic": "{}"}}'), one_of("INGBNL2A",
        "HSBCHKHHHKH")),
    "uk_nhs": (("NHS: {}", "my NHS number is {}"), lambda random: cut(_nhs(random), (3, 3), "-")),
    "ca_sin": (("Canadian SIN {}", "NAS : {}"), _cut(national.sin, ((3, 3), " "))),
    "au_tfn": (("my TFN is {}", '{{"tax_file_number": "{}"}}'), _cut(national.tfn, ((3, 3), "-"))),
    "au_medicare": (("Medicare no: {}", '{{"medicare_number": "{}"}}'),
                    _cut(national.medicare, ((4, 5), "-"), ((4, 5), " "))),
    "au_abn": (("A.B.N. {}", "business ABN is {}"), _cut(national.abn, ((2, 3, 3), " "))),
    "de_steuer_id": (("Steuer-Identifikationsnummer {}", "Steuernummer: {}",
        '{{"steuer_id": "{}"}}'),
                     _cut(national.steuer, ((2, 3, 3), " "), ((11,), ""))),
    "pl_pesel": (("nr PESEL: {}", '{{"pesel": "{}"}}'), national.pesel),
    "se_personnummer": (("Personnummer: {}", '{{"personnummer": "{}"}}'),
                        lambda random: "19" + cut(national.personnummer(random), (6,), "-")),
    "nl_bsn": (('{{"bsn": "{}"}}', "mijn BSN is {}"), national.bsn),
    "br_cpf": (("meu CPF é {}", "cpf={}"), national.cpf),
    "tr_tckn": (("T.C. kimlik numarası {}", '{{"tckn": "{}"}}'), national.tckn),
    "th_tnin": (("เลขประจำตัวประชาชน {}", '{{"thai_id": "{}"}}'),
                _cut(national.thai, ((1, 4, 5, 2), " "), ((13,), ""))),
    "jp_my_number": (('{{"my_number": "{}"}}', "マイナンバーは{}"), national.mynumber),
    "za_id": (("South African ID {}", "RSA ID: {}"), _cut(national.za_id, ((13,), ""), ((6, 4, 2),
        " "))),
    "vin": (("chassis number {}", "VIN={}"), national.vin),
    "imei": (("device IMEI is {}", "imei={}"), _cut(national.imei, ((15,), ""), ((2, 6, 6), " "))),
    "us_npi": (("provider NPI: {}", '{{"npi_number": {} }}'), national.npi),
    "us_dea": (("DEA registration {}", '{{"dea": "{}"}}'), national.dea),
    "us_mbi": (('{{"mbi": "{}"}}', "Medicare ID {}"), one_of("#A#5-CD#-EF##", "#HH#GG#FF##")),
    "passport": (("numéro de passeport {}", "passaporto {}", "护照号码 {}", "US passport {}",
        "passport: {}"),
                 one_of("?#???????", "^?#??????", "E????????", "??^^?????")),
    "driver_license": (("driver license number: {}", '{{"drivers_license": "{}"}}',
        "Führerschein {}",
                        "permis de conduire {}"), one_of("^########", "^^######^", "########")),
    "us_routing": (("ABA routing number: {}", "RTN {}", '{{"aba": "{}"}}'), national.routing),
    "us_bank_account": (("bank account: {}", '{{"bankAccount": "{}"}}', "acct #{}"),
                        one_of("?#########", "####-####-##")),
    "secret_kv": (
        ("contraseña: {}", "senha={}", "secret: {}", "SECRET_KEY={}", '{{"passwd": "{}"}}',
         "password is {}", "-p {} --password={}".replace("-p {} ", ""), "密码：{}", "api-key: {}",
         "пароль: {}", "<password>{}</password>", "heroku_api_key: {}", "token={}", "pwd:{}"),
        one_of("*?" * 10, "Correct-Horse-*?*?", "~" * 8 + "-~~~~-4~~~-8~~~-" + "~" * 12,
        "P@ssw0rd?*"),
    ),
    "auth_header": (
        ("authorization: token {}", "-H 'Authorization: Bearer {}'", "x-api-key: {}", "api-key: {}",
         '{{"authorization": ["Bearer {}"]}}', "Proxy-Authorization: Basic {}",
         "cookie: a=1; b={}"),
        one_of("*?" * 16, "~" * 32),
    ),
    "url_credentials": (
        ("ftp://joe:{}@files.example/x", "https://{}@sentry.example/4",
        "smtp://u%40x.example:{}@mx:25",
         "mysql://root:{}@127.0.0.1/d", "http://admin:{}@[2001:db8::1]:80/"),
        one_of("*?" * 10, "~" * 32),
    ),
}  # fmt: skip


def _nhs(random: Random) -> str:
    while True:
        body = filled(random, "6????????")
        total = sum(int(each) * (10 - place) for place, each in enumerate(body))
        if (check := (11 - total % 11) % 11) != 10:
            return f"{body}{check}"


_NEGATIVES: tuple[Make, ...] = (
    one_of("git: ~~~~~~~~..~~~~~~~~", "index ~~~~~~~..~~~~~~~ 100644", "@@ -1??,? +1??,?? @@"),
    one_of(
        "md5:" + "~" * 32, 'etag: W/"~~~~-' + "*" * 27 + '"', "sha1 " + "~" * 40, "crc ~~~~~~~~"
    ),
    one_of("01J" + "!" * 23, "urn:uuid:~~~~~~~~-~~~~-7~~~-a~~~-~~~~~~~~~~~~", "cuid_c" + "&" * 24),
    one_of(
        "b3: " + "~" * 32 + "-" + "~" * 16 + "-1", "x-amzn-trace-id: Root=1-~~~~~~~~-" + "~" * 24
    ),
    one_of(
        "1.2#.3-alpine", "node:2#.1?.?-slim", "python==3.1?.?", "^1?.?.?", ">=2.?,<3", "7.0.?.????"
    ),
    one_of(
        "order-?????-?????", "RMA??????", "SKU: ^^^-#####", "barcode ????????????0", "batch 20#####"
    ),
    one_of(
        "Mon, 1# Mar 20?? 1#:3#:0# GMT",
        "20#61231T1#3???Z",
        "P1DT2H",
        "1#:3#:5#.?????? PM",
        "16????????000",
    ),
    one_of(
        "ISBN 0-???-?????-X",
        "978-?-????-????-?",
        "EAN 40???????????",
        "PMID ????????",
        "arXiv:2#0#.?????",
    ),
    one_of(
        "#fff, #~~~~~~80",
        "hsl(2#0, ?0%, ?0%)",
        "font: 12px/1.5 x",
        "translate(1?px, -?%)",
        ".a1{{b:?}}",
    ),
    one_of(
        "web-~~~~~~~~~~-&&&&&",
        "my-svc.ns-?.svc.cluster.local",
        "10.2.3.4/16",
        "192.168.1.1?",
        "127.0.0.1:8080",
    ),
    one_of(
        "£?,???,???.??",
        "???.???.??? VND",
        "-1?.?%",
        "1e-0?",
        "?.????e+0?",
        "(1??,???)",
        "3 x 1?? = 4??",
    ),
    one_of(
        "o3-mini-20??-01-31",
        "claude-opus-4-2025051?",
        "mistral-7b-v0.?",
        "qwen2.5-?2b",
        "gpt-5-nano",
    ),
    one_of(
        "[-0.????????, 0.????????, 1.????]",
        "{{?: ??, ??: ?}}",
        "0b1011",
        "0o755",
    ),
    one_of(
        "req-" + "~" * 32, "run_" + "*" * 24, "thread_" + "*" * 24, "gen-17????????-" + "*" * 20
    ),
    one_of(
        "temperature=0.?", "top_p: 0.9", "seed: ??????????", "cached_tokens: ????", "n_ctx=131072"
    ),
    one_of(
        "pid 1?????",
        "exit 137",
        "port=5####",
        "fd=1?",
        "tid 0x7f~~~~~~~~~~",
        "0x~~~~~~~~~~~~~~~~",
        "err -1??",
    ),
    one_of(
        'File "/a/b.py", line 1??, in f',
        "at X.y (a.js:1?:2?)",
        "foo.c:1??: error",
        "a[1?:2?]",
        "x::y::z",
    ),
    one_of(
        "KB????????", "CVE-20??-1????", "RFC-????", "JIRA-????", "gh-????", "PR #1????", "v1beta?"
    ),
    one_of(
        "ticket 4#######",
        "ref 7##########",
        "customer 1########",
        "no. 12#######",
        "id: ##############",
    ),
    one_of(
        "1-2-3-4",
        "12:34",
        "5/7",
        "2020-2025",
        "3.14159265358979",
        "lat=4#.????",
        "page 1?/2?",
        "+1??%",
    ),
)

SPLIT = Split(_TEMPLATES, _TIER_A, _TIER_B, _NEGATIVES)
