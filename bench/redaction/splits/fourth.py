"""The fourth split: made after the third was mended, with countries and vendors of its own."""

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
    "{} (as given by the caller)", "2026/03/01 ERR [worker-3] cannot parse: {}", "--data-raw '{}'",
    "DELETE FROM t WHERE v IN ('{}')", "Exception: key {} not found\n\tat a.b(C.java:3)", "*{}*",
    '<td class="v">{}</td><td>x</td>', "Cc: {}; Bcc: none", 'v: "{}" # note', "- [ ] {}",
    "```\n{}\n```", "x\t{}\ty", "{} / other", "Das war {}!", "这是{}。", "Это {}, да", "C'est {} ?",
    '{{"messages": [{{"role": "user", "content": "I am at {}"}}]}}', "{}\n",
        "tool -> {} <- end",
)  # fmt: skip


def _card(random: Random) -> str:
    prefix, length, cuts = random.choice(
        (
            ("4917", 16, (4, 4, 4)), ("5425", 16, (4, 4, 4)), ("2221", 16, (4, 4, 4)),
            ("3714", 15, (4, 6)), ("6500", 16, (4, 4, 4)), ("3589", 16, (4, 4, 4)),
            ("6250", 16, (4, 4, 4)), ("3020", 14, (4, 6)), ("6763", 18, (4, 4, 4, 4)),
            ("4", 16, (6, 4)), ("5018", 19, (4, 4, 4, 4)),
        )
    )  # fmt: skip
    number = luhn(prefix + filled(random, "?" * (length - len(prefix) - 1)))
    return cut(number, cuts, random.choice(("", " ", "-", "\u2012", "\u2007", ".")))


def _iban(random: Random) -> str:
    country, form = random.choice(
        (
            ("BG", "^^^^" + "?" * 6 + "!" * 8), ("CY", "?" * 8 + "!" * 16), ("EE", "?" * 16),
            ("GE", "^^" + "?" * 16), ("IS", "?" * 22), ("KZ", "???" + "!" * 13), ("MC", "?" * 23),
            ("SI", "?" * 15), ("LV", "^^^^" + "!" * 13), ("SA", "??" + "!" * 18), ("EG", "?" * 25),
            ("GI", "^^^^" + "!" * 15), ("LI", "?????" + "!" * 12), ("MU",
            "^^^^" + "?" * 19 + "^^^"),
        )
    )  # fmt: skip
    body = filled(random, form)
    whole = iban(country, body)
    grouped = in_fours(whole)
    return random.choice((whole, grouped, whole.lower(), grouped.replace(" ", "-")))


def _ipv6(random: Random) -> str:
    one, two, three = (f"{random.randrange(0x1000, 0x10000):x}" for _ in range(3))
    return random.choice(
        (
            f"2a0d:{one}:{two}:{three}:1::f", f"2620:0:{one}:{two}::8", f"2a06:98c1:{one}::{two}",
            f"2001:470:{one}:{two}:{three}:0:0:1", f"2803:{one}::{two}:{three}",
            f"::ffff:93.184.{random.randrange(10, 99)}.34",
        )
    )  # fmt: skip


def _nif(random: Random) -> str:
    number = random.randrange(1_000_000, 99_999_999)
    return f"{number:08}{dni_letter(number)}"


def _cpf(random: Random) -> str:
    digits = national.cpf(random)
    return f"{cut(digits[:9], (3, 3), '.')}-{digits[9:]}"


_TIER_A: dict[str, Make] = {
    "email": one_of(
        "```.````-??@example.ac.uk", "````_????@mx.example.cloud", "^```.^````@Example.Net",
        "````+list=????@example.org", "``@``````.co.za", "josé.??@example.es", "info@````.berlin",
        "`````??@xn--fiqs8s.example.cn", "1234567@qq.example.com", "a.``.`.``@sub.a.b.example.fr",
    ),
    "credit_card": _card,
    "us_ssn": one_of("1##-0#-####", "7## ## ####", "5##\u201042\u2010####"),
    "phone": one_of(
        "+48 22 ### ## ##", "+7-495-###-##-##", "+386 1 ### ## ##", "+385 91 ### ####",
        "+373 6## ## ###", "+374 ## ######", "+98 912 ### ####", "+94 77 ### ####",
        "+880 1712-######",
        "+977 98########", "+51 9## ### ###", "+58 412-#######", "+593 99 ### ####",
        "+212 6## ######",
        "+216 ## ### ###", "+233 24 ### ####", "+256 7## ######", "+965 #### ####",
        "+974 #### ####",
        "+354 ### ####", "+370 6## #####", "+359 88 ### ####", "+1 (5##) 5##-#### ",
        "(7##) 5##.####",
        "5##-5##-####", "1 (6##) 5##-####", "+1.8##.5##.####", "020 8### ####", "(030) ### ## ##",
        "0#######-##".replace("0#######-##", "0421 ######"), "0031 20 ### ####",
        "+31-(0)20-###-####",
    ),
    "ipv4": one_of("51.1##.2#.7#", "142.24#.1#.4#", "1##.6#.3#.9", "12.3#.1##.2#",
        "80.8#.2##.1".replace("2##", "24#")),
    "ipv6": _ipv6,
    "mac": one_of("b#:#7:eb:~~:~~:~~", "#C-5#-~~-1#-~~-7#".upper(), "a#b#.c#d#.e#f#",
        "DC:A6:32:##:#A:#B"),
    "iban": _iban,
    "uk_nino": one_of("PW######B", "MA ## ## ## A", "nx######c", "GY-######-D"),
    "in_pan": one_of("^^^P^####^", "^^^K^####^", "^^^C^####^"),
    "es_nif": _nif,
    "fi_hetu": national.hetu,
    "br_cpf": _cpf,
    "kr_rrn": lambda random: cut(national.rrn(random), (6,), "-"),
    "cn_ric": national.ric,
    "sg_nric": national.nric,
    "in_aadhaar": lambda random: cut(national.aadhaar(random), (4, 4), " "),
    "llm_key": one_of(
        "sk-proj-" + "|" * 124, "sk-ant-api03-" + "|" * 93 + "AA", "sk-" + "*" * 48,
        "gsk_" + "*" * 52,
        "AIzaSy" + "|" * 33, "hf_" + "*" * 34, "pplx-" + "*" * 48, "r8_" + "*" * 37,
        "lf_sk_live_" + "*" * 32,
        "fw-key-" + "*" * 32, "novita_api_" + "*" * 36, "sk-litellm-" + "*" * 32,
        "mst_key_" + "*" * 32,
        "together_token_" + "*" * 40,
    ),
    "aws_key": one_of("AKIA" + "!" * 16, "ASIA" + "!" * 16),
    "github_token": one_of("ghp_" + "*" * 36, "ghs_" + "*" * 36, "glpat-" + "|" * 20,
        "gldt-" + "|" * 20),
    "cloud_token": one_of(
        "acme_live_" + "*" * 32, "zz-prod-" + "&" * 40, "paddle_live_apikey_" + "&" * 26,
        "sk_test_" + "*" * 24,
        "vercel_pat_" + "*" * 32, "dt_api_" + "~" * 40, "wk_secret_" + "*" * 43,
        "rk_live_" + "*" * 24,
        "pat_" + "*" * 40, "bot_token_" + "*" * 36, "nk-auth-" + "*" * 32,
        "xoxb-###########-###########-" + "*" * 24,
        "hooks_key_" + "~" * 32, "shpat_" + "~" * 32, "npm_" + "*" * 36,
        "glsa_" + "*" * 32 + "_~~~~~~~~",
        "dop_v1_" + "~" * 64, "SG." + "|" * 22 + "." + "|" * 43, "ntn_" + "?" * 11 + "*" * 35,
        "tskey-client-" + "*" * 12 + "-" + "*" * 32, "rnd_" + "*" * 28, "rlwy_" + "*" * 36,
        "napi_" + "&" * 64,
    ),
    "jwt": one_of("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ" + "*" * 80 + "." + "|" * 43),
}  # fmt: skip

_TIER_B: dict[str, tuple[tuple[str, ...], Make]] = {
    "phone": (("Handynummer: {}", "my cell is {}", "电话号码是 {}", '{{"tel": "{}"}}',
        "numéro portable {}"),
              one_of("6########", "7#########", "3##5######")),
    "date_of_birth": (("Geboren: {}", "born {}", '{{"date_of_birth": "{}"}}',
        "fecha de nacimiento {}"),
                      one_of("0#.1#.19##", "19##-1#-0#".replace("1#", "11"), "1#/0#/19##")),
    "ca_sin": (("SIN {}", '{{"social_insurance_number": "{}"}}'),
        lambda random: cut(national.sin(random), (3, 3), " ")),
    "au_medicare": (("medicare number is {}",), national.medicare),
    "de_steuer_id": (("Steuer ID: {}", "Steuer-IdNr. {}"), national.steuer),
    "pl_pesel": (("mój PESEL to {}",), national.pesel),
    "vin": (("VIN number {}", '{{"vehicle": {{"vin": "{}"}}}}'), national.vin),
    "imei": (("IMEI: {}", '{{"device_imei": "{}"}}'), national.imei),
    "us_npi": (("NPI#: {}", '{{"npi": {} }}'), national.npi),
    "passport": (("Passport #{}", '{{"passport_no": "{}"}}'), one_of("?########", "^^#######",
        "^########")),
    "us_routing": (("routing no. {}", '{{"routing": "{}"}}'), national.routing),
    "secret_kv": (("MY_SECRET={}", '{{"api_key": "{}"}}', "kennwort: {}", "--token {}",
        "password='{}'"),
                  one_of("*?" * 12, "hunter*?*?", "$?" * 16)),
    "auth_header": (("authorization: Bearer {}", "Authorization: Basic {}", "X-API-Key: {}"),
        one_of("*?" * 16)),
    "url_credentials": (("redis://default:{}@r:6379", "https://ci:{}@git.example/x.git"),
        one_of("*?" * 8)),
}  # fmt: skip

_NEGATIVES: tuple[Make, ...] = (
    one_of(
        "HEAD is now at ~~~~~~~",
        "From ~~~~~~~~ to ~~~~~~~~",
        "~" * 64,
        "pack-" + "~" * 40 + ".pack",
    ),
    one_of(
        "~~~~~~~~-~~~~-4~~~-b~~~-~~~~~~~~~~~~",
        "01J" + "!" * 23,
        "trace_id=" + "~" * 32,
        "eventId: " + "?" * 20,
    ),
    one_of(
        "java 1.8.0_???", "go1.2#.?", "chrome/1??.0.????.??", "v?.?.?-alpha.?", "kernel 5.1?.0-??"
    ),
    one_of(
        "order ????????",
        "Bestellung 4########",
        "case #????????",
        "lot ??????-A",
        "asset ????-????",
    ),
    one_of(
        "20##-0#-1#T1#:2#:3#+02:00",
        "ts=17???????????",
        "at 1#:0#:5#.??????",
        "mtime 17????????.?????????",
    ),
    one_of("ISBN 978-3-16-?????? -0", "ISBN 3-???-?????-?", "ISSN ????-???X"),
    one_of("#~~~~~~", "rgb(1?, ?0, 2#)", "1.5rem"),
    one_of(
        "my-app-6c8f~~~~~~-x&&&&",
        "cluster-~~~~",
        "ip-172-31-1#-2#",
        "sg-0" + "~" * 16,
        "ami-0" + "~" * 16,
    ),
    one_of(
        "$??.??", "EUR 1.???,??", "-??.?%", "1?,???,???", "[-0.??????, 0.??????]", "loss=0.????"
    ),
    one_of(
        "gpt-4o-mini-20##-0#-1#",
        "claude-3-7-sonnet-2025021#",
        "gemini-2.5-flash",
        "o4-mini",
        "text-ada-00?",
    ),
    one_of(
        "data:image/gif;base64," + "$" * 60,
        "$" * 88 + "==",
        "content_hash: " + "~" * 40,
        'etag "~~~~~~~~"',
    ),
    one_of(
        "call_" + "*" * 24,
        "chatcmpl-" + "*" * 29,
        "msg_" + "*" * 24,
        "run_" + "*" * 24,
        "evt_" + "*" * 24,
    ),
    one_of(
        "max_tokens=????",
        "completion_tokens: ???",
        "tokenizer=cl100k_base",
        "pass rate ??%",
        "key: value",
    ),
    one_of(
        "a::b",
        "x->y",
        "std::map<int, int>",
        "0xdeadbeef",
        "f(1, 22, 333)",
        "x[10:20]",
        "1:1",
        "a.b.c.d",
    ),
    one_of(
        "uid=1??? gid=1???",
        "port ?????",
        "line ??:??",
        "pid=?????",
        "seq ?????????",
        "offset 1?????????",
    ),
)

SPLIT = Split(_TEMPLATES, _TIER_A, _TIER_B, _NEGATIVES)
