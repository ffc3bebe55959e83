"""Tokens of vendors in the forms that they give out today, and older ones still in use."""

from __future__ import annotations

import base64
import json
import string
import zlib
from typing import TYPE_CHECKING

from bench.redaction.splits.forms import filled, one_of

if TYPE_CHECKING:
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["TOKENS"]

_UUID = "~~~~~~~~-~~~~-4~~~-a~~~-~~~~~~~~~~~~"


def _packed(data: object, between: tuple[str, str] = (",", ":")) -> str:
    text = json.dumps(data, separators=between)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _jwt(random: Random) -> str:
    """Make a token of three parts, or of five when it is encrypted."""
    name = random.choice(["HS256", "RS256", "ES256", "PS384", "EdDSA", "HS512"])
    head: dict[str, str] = {"alg": name, "typ": "JWT"}
    if random.random() < 0.3:
        head = {"typ": random.choice(["JWT", "at+jwt"]), "alg": name}
    if random.random() < 0.3:
        head = {"kid": filled(random, "&" * 12), **head}
    if random.random() < 0.07:
        head = {"alg": "RSA-OAEP", "enc": "A256GCM"}
        sizes = (342, 16, 120, 22)
        return ".".join([_packed(head), *(filled(random, "|" * each) for each in sizes)])
    body = random.choice([
        {"sub": filled(random, "????????"), "name": "Ida", "iat": 1716239022},
        {"iss": "https://login.acme.io/", "aud": "api", "exp": 1790000000, "scope": "read write"},
        {"user_id": random.randrange(10**6), "role": "admin", "email": "ida@acme.io"},
        {"aud": ["a", "b"], "azp": filled(random, "&" * 20), "iat": 1716239022},
    ])  # fmt: skip
    size = {"HS256": 43, "RS256": 342, "ES256": 86, "PS384": 342, "EdDSA": 86, "HS512": 86}[name]
    between = (", ", ": ") if random.random() < 0.2 else (",", ":")
    return f"{_packed(head, between)}.{_packed(body, between)}.{filled(random, '|' * size)}"


def _github(random: Random) -> str:
    if random.random() < 0.25:
        return _GITLAB(random)
    if random.random() < 0.3:
        return filled(random, "github_pat_11" + "!" * 20 + "_" + "*" * 59)
    body = filled(random, "*" * 30)
    number, check = zlib.crc32(body.encode()), ""
    letters = string.digits + string.ascii_uppercase + string.ascii_lowercase
    for _ in range(6):
        number, digit = divmod(number, 62)
        check = letters[digit] + check
    return random.choice(["ghp", "ghp", "gho", "ghu", "ghs", "ghr"]) + "_" + body + check


def _aws(random: Random) -> str:
    head = random.choice(["AKIA", "AKIA", "ASIA", "ABIA", "ACCA"])
    return head + "".join(random.choice(string.ascii_uppercase + "234567") for _ in range(16))


def _age(random: Random) -> str:
    return "AGE-SECRET-KEY-1" + "".join(
        random.choice("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L") for _ in range(58)
    )


def _sentry(random: Random) -> str:
    body = {"iat": 1716239022.1, "url": "https://sentry.io", "region_url": "https://us.sentry.io",
            "org": filled(random, "``````")}  # fmt: skip
    packed = base64.b64encode(json.dumps(body).replace(" ", "").encode()).decode()
    return f"sntrys_{packed}_{filled(random, '$' * 43)}"


def _grafana(random: Random) -> str:
    body = {"k": filled(random, "*" * 32), "n": filled(random, "```````"), "id": 1}
    return _packed(body)


_LLM = one_of(
    "sk-" + "*" * 20 + "T3BlbkFJ" + "*" * 20,
    "sk-proj-" + "|" * 74 + "T3BlbkFJ" + "|" * 73 + "A",
    "sk-proj-" + "|" * 58 + "T3BlbkFJ" + "|" * 57 + "g",
    "sk-svcacct-" + "|" * 74 + "T3BlbkFJ" + "|" * 73 + "A",
    "sk-admin-" + "|" * 58 + "T3BlbkFJ" + "|" * 57 + "k",
    "sk-None-" + "*" * 20 + "T3BlbkFJ" + "*" * 20,
    "sk-ant-api03-" + "|" * 93 + "AA", "sk-ant-admin01-" + "|" * 93 + "AA",
    "sk-ant-oat01-" + "|" * 93 + "AA", "sk-ant-ort01-" + "|" * 93 + "AA",
    "sk-ant-sid01-" + "|" * 86 + "-" + "*" * 6 + "AA", "sk-ant-api03-" + "|" * 93 + "AA",
    "sk-or-v1-" + "~" * 64, "gsk_" + "*" * 20 + "WGdyb3FY" + "*" * 24, "xai-" + "*" * 80,
    "pplx-" + "*" * 48, "hf_" + "*" * 34, "nvapi-" + "|" * 64,
    "r8_" + "*" * 37, "fw_" + "*" * 24, "fw_" + "*" * 22, "tgp_v1_" + "|" * 43,
    "csk-" + "&" * 48, "sk-" + "~" * 32, "sk-" + "*" * 48, "sk-" + "*" * 22, "sk_" + "~" * 48,
    "pa-" + "|" * 43, "jina_" + "~" * 32 + "|" * 28,
    "ABSK" + "QmVkcm9ja0FQSUtleS" + "$" * 112 + "==",
    "bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t" + "$" * 120, "vck_" + "*" * 56,
    "rpa_" + "!" * 40 + "&" * 6, "sk-helicone-" + "&" * 7 + "-" + "&" * 7 + "-" + "&" * 7,
    "sk-lf-" + _UUID, "lsv2_pt_" + "~" * 32 + "_" + "~" * 10,
    "lsv2_sk_" + "~" * 32 + "_" + "~" * 10,
    "tvly-" + "*" * 32, "tvly-dev-" + "*" * 32, "fc-" + "~" * 32, "llx-" + "*" * 48,
    "pcsk_" + "*" * 6 + "_" + "*" * 63, "sk_car_" + "*" * 22,
    "sess-" + "*" * 40, "dtn_" + "~" * 64, "e2b_" + "~" * 40,
)  # fmt: skip
_GITLAB = one_of(
    "glpat-" + "|" * 20, "glpat-" + "|" * 27 + ".01.0w" + "&" * 7, "gldt-" + "|" * 20,
    "glrt-" + "|" * 20, "glrt-t1_" + "|" * 27 + ".01." + "&" * 9, "glptt-" + "~" * 40,
    "GR1348941" + "|" * 20, "glcbt-64_" + "|" * 20, "glsoat-" + "|" * 20, "gloas-" + "~" * 64,
    "glft-" + "|" * 20, "glagent-" + "|" * 50,
)  # fmt: skip
_CLOUD = one_of(
    "xoxb-1?????????-2????????????-" + "*" * 24,
    "xoxp-2?????????-2?????????-2????????????-" + "~" * 32,
    "xapp-1-A0!!!!!!!!!-6????????????-" + "~" * 64, "xoxe.xoxp-1-" + "!" * 166,
    "xoxe-1-" + "!" * 146, "xoxs-2????????-2????????-2????????-" + "~" * 10,
    "https://hooks.slack.com/services/T0!!!!!!!!/B0!!!!!!!!/" + "*" * 24,
    "https://hooks.slack.com/workflows/T0!!!!!!!!/A0!!!!!!!!/4?????????????????/" + "*" * 24,
    "sk_live_" + "*" * 24, "sk_live_51" + "*" * 97, "sk_test_51" + "*" * 97,
    "rk_live_51" + "*" * 97,
    "rk_test_" + "*" * 24, "whsec_" + "*" * 32, "npm_" + "*" * 36,
    "pypi-AgEIcHlwaS5vcmc" + "|" * 150,
    "dapi" + "~" * 32, "dapi" + "~" * 32 + "-2", "dop_v1_" + "~" * 64, "doo_v1_" + "~" * 64,
    "dor_v1_" + "~" * 64, "SG." + "|" * 22 + "." + "|" * 43, "SK" + "~" * 32, "key-" + "~" * 32,
    "~" * 32 + "-us2#", "PMAK-" + "~" * 24 + "-" + "~" * 34, "shpat_" + "~" * 32,
    "shpss_" + "~" * 32, "shpca_" + "~" * 32, "shppa_" + "~" * 32, "lin_api_" + "*" * 40,
    "ntn_" + "?" * 11 + "*" * 35, "secret_" + "*" * 43, "figd_" + "|" * 40,
    "pat" + "*" * 14 + "." + "~" * 64,
    "dp.pt." + "*" * 43, "dp.st.prd." + "*" * 43, "hvs." + "|" * 95, "hvb." + "|" * 150,
    "*" * 14 + ".atlasv1." + "|" * 64, "pul-" + "~" * 40, "rubygems_" + "~" * 48,
    "dckr_pat_" + "|" * 27, "dckr_oat_" + "|" * 32, "sbp_" + "~" * 40, "sb_secret_" + "|" * 31,
    "ATATT3xFfGF0" + "|" * 171 + "=" + "!" * 8, "ATCTT3xFfGN0" + "|" * 171 + "=" + "!" * 8,
    "glsa_" + "*" * 32 + "_" + "~" * 8, "glc_eyJvIjoi" + "*" * 120, "sntryu_" + "~" * 64,
    "nfp_" + "*" * 36, "rnd_" + "*" * 28, "NRAK-" + "!" * 27, "NRII-" + "|" * 32,
    "re_" + "*" * 8 + "_" + "*" * 24,
    "xkeysib-" + "~" * 64 + "-" + "*" * 16, "EAA" + "*" * 180, "sq0atp-" + "|" * 22,
    "sq0csp-" + "|" * 43,
    "EAAAl" + "|" * 59, "fo1_" + "|" * 43, "fm2_lJPE" + "$" * 180, "phx_" + "*" * 43,
    "dt0c01." + "^" * 12 + "!" * 12 + "." + "!" * 64,
    "tskey-auth-k" + "*" * 10 + "CNTRL-" + "*" * 32,
    "tskey-api-k" + "*" * 10 + "CNTRL-" + "*" * 32, "pscale_tkn_" + "|" * 43,
    "pscale_pw_" + "|" * 43,
    "pscale_oauth_" + "|" * 43, "AIzaSy" + "|" * 33, "AQ.Ab8RN6" + "|" * 44, "###8Q§" + "|" * 34,
    "LTAI5t" + "*" * 18,
    "AKID" + "*" * 32, "GOCSPX-" + "|" * 28, "ya29.a0" + "|" * 180, "1//0#" + "|" * 64,
    "4b1d" + "*" * 38, "CCIPAT_" + "*" * 22 + "_" + "~" * 40, "bkua_" + "~" * 40,
    "shippo_live_" + "~" * 40,
    "duffel_live_" + "|" * 43, "EZAK" + "*" * 54, "rzp_live_" + "*" * 14, "p8e-" + "&" * 32,
    "AKCp" + "*" * 69, "sgp_" + "~" * 16 + "_" + "~" * 40, "squ_" + "~" * 40, "sqp_" + "~" * 40,
    "tfp_" + "*" * 44 + "_" + "*" * 14, "MT##########" + "*" * 14 + "." + "G*****." + "|" * 38,
    "6#########:AA" + "|" * 33, "pnu_" + "*" * 36, "HRKU-AA" + "|" * 58, "rdme_" + "&" * 70,
    "API-" + "!" * 26, "sha256§" + "|" * 43,
    "ops_eyJ" + "*" * 260,
    "A3-" + "!" * 6 + "-" + "!" * 11 + "-" + "!" * 5 + "-" + "!" * 5 + "-" + "!" * 5,
    "sdk-" + _UUID, "napi_" + "&" * 64,
    "sk.eyJ1Ijoi" + "*" * 60 + "." + "|" * 22,
    "https://discord.com/api/webhooks/1?????????????????/" + "|" * 68,
    "v1.0-" + "~" * 24 + "-" + "~" * 146,
    "oy2" + "&" * 43, "sl.u." + "|" * 135, "FLWSECK-" + "~" * 32 + "-X",
    "pat." + "|" * 22 + "." + "*" * 24 + "." + "*" * 20, "ddp_" + "*" * 36,
    "*" * 52 + "JQQJ99BFAC" + "*" * 5 + "XJ3w3AAABACOG" + "*" * 4, "shpua_" + "~" * 32,
    "vcp_" + "*" * 56,
    "cfut_" + "*" * 40 + "~" * 8, "cfat_" + "*" * 40 + "~" * 8, "lin_oauth_" + "~" * 64,
    "mlsn." + "~" * 64, "pat-na1-" + _UUID,
    "pat-eu1-" + _UUID,
    "2/1200????????????/1200????????????:" + "~" * 32,
    "tskey-client-k" + "*" * 10
    + "CNTRL-" + "*" * 32, "xoxc-2?????????-2?????????-2????????????-" + "~" * 64,
    "figu_" + "|" * 40,
    "*" * 6 + "_" + "*" * 29 + "_mmk", "rzp_test_" + "*" * 14, "sgp_" + "~" * 40,
    "sm_pat_" + "*" * 16,
    "ico-" + "*" * 32, "bkaj_" + "&" * 40, "sk_live_" + "*" * 42,
)  # fmt: skip
TOKENS: dict[str, Make] = {
    "jwt": _jwt, "llm_key": _LLM, "aws_key": _aws, "github_token": _github,
    "cloud_token": lambda random: (
        random.choice([_age, _sentry, _grafana]) if random.random() < 0.02 else _CLOUD
    )(random),
}  # fmt: skip
