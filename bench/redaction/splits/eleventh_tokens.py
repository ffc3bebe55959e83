"""Tokens of the eleventh split that vendors mark with a prefix, in their vendors' lengths."""

from __future__ import annotations

import json
import string
import zlib
from typing import TYPE_CHECKING

from bench.redaction.splits.eleventh_marks import b64, choice_of, drawn, fill

if TYPE_CHECKING:
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["TOKENS"]

_BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase


def _checked(prefix: str) -> Make:
    """Return what makes 30 letters and the CRC-32 of them in six of base 62."""

    def make(random: Random) -> str:
        body = drawn(random, "<a30>")
        number, check = zlib.crc32(body.encode()), ""
        for _ in range(6):
            number, digit = divmod(number, 62)
            check = _BASE62[digit] + check
        return f"{prefix}{body}{check}"

    return make


def _jwt(random: Random) -> str:
    """Return a signed token, as identity providers issue it."""
    header: dict[str, object] = {"alg": random.choice(("HS256", "RS256", "ES256")), "typ": "JWT"}
    if random.random() < 0.5:
        header["kid"] = random.randbytes(8).hex()
    claims = {
        "sub": str(random.randrange(10**9)), "iss": "https://login.acme-corp.com/",
        "iat": 1_767_225_600, "exp": 1_767_229_200, "scope": "openid profile",
    }  # fmt: skip
    size = 32 if header["alg"] == "HS256" else 64 if header["alg"] == "ES256" else 256
    parts = [json.dumps(part, separators=(",", ":")).encode() for part in (header, claims)]
    return ".".join(b64(part, url=True) for part in (*parts, random.randbytes(size)))


def _bedrock(random: Random) -> str:
    body = drawn(random, "BedrockAPIKey-<m4>-at-<n1><d11>:<b44>")
    return "ABSK" + b64(body.encode())


def _grafana(random: Random) -> str:
    body = {"o": str(random.randrange(10**6)), "n": "stack-ci", "k": drawn(random, "<a24>")}
    return "glc_" + b64(json.dumps({**body, "m": {"r": "us"}}).encode())


def _discord(random: Random) -> str:
    name = b64(str(random.randrange(3 * 10**17, 9 * 10**17)).encode(), url=True)
    return drawn(random, f"{name}.G<w5>.<w38>")


_LLM = choice_of(
    fill("sk-<a20>T3BlbkFJ<a20>", "sk-proj-<w74>T3BlbkFJ<w74>", "sk-proj-<a58>T3BlbkFJ<a58>",
         "sk-svcacct-<w74>T3BlbkFJ<w74>", "sk-admin-<w58>T3BlbkFJ<w58>"),
    fill("sk-ant-api03-<w93>AA", "sk-ant-admin01-<w93>AA"),
    fill("sk-or-v1-<h64>", "gsk_<a52>", "xai-<a80>", "pplx-<a48>", "hf_<L34>", "r8_<a37>"),
    fill("sk-lf-<h8>-<h4>-4<h3>-a<h3>-<h12>", "nvapi-<w64>", "csk-<m48>", "tgp_v1_<w43>",
         "lsv2_pt_<h32>_<h10>", "lsv2_sk_<h32>_<h10>", "sk-<h32>"),
    _bedrock,
)  # fmt: skip
_GITHUB = choice_of(
    _checked("ghp_"), _checked("gho_"), _checked("ghs_"), _checked("ghu_"),
    fill("github_pat_11A<M8>0<a10>_<a59>", "glpat-<a20>", "glptt-<h40>", "gldt-<a20>",
         "glrt-<a20>"),
)  # fmt: skip
_CLOUD = choice_of(
    fill("AIza<w35>", "GOCSPX-<w28>", "ya29.a0<w160>", "1//0<w100>"),
    fill("xoxb-<n1><d11>-<n1><d12>-<a24>", "xoxp-<n1><d11>-<n1><d11>-<n1><d12>-<h32>",
         "xapp-1-A0<M9>-<n1><d12>-<h64>",
         "https://hooks.slack.com/services/T<M10>/B<M10>/<a24>"),
    fill("sk_live_<a24>", "sk_live_51<a97>", "rk_live_51<a97>", "sk_test_51<a97>", "whsec_<a32>",
         "sq0atp-<w22>", "sq0csp-<w43>", "sk_live_<h40>"),
    fill("SG.<w22>.<w43>", "key-<h32>", "<h32>-us<n1>", "xkeysib-<h64>-<a16>", "re_<a8>_<a24>"),
    choice_of(_checked("npm_"), fill("pypi-AgEIcHlwaS5vcmc<w160>", "rubygems_<h48>",
                                     "dckr_pat_<w27>", "cio<a32>")),
    fill("shpat_<h32>", "shpss_<h32>", "shpca_<h32>", "dop_v1_<h64>", "doo_v1_<h64>",
         "HRKU-AA<w58>", "dapi<h32>", "dp.pt.<a43>", "pul-<h40>", "tskey-auth-k<a16>CNTRL-<a32>"),
    fill("hvs.CAESI<w90>", "<a14>.atlasv1.<w67>", "NRAK-<M27>", "sntryu_<h64>", "glsa_<a32>_<h8>",
         "sbp_<h40>", "pscale_pw_<w43>", "dt0c01.<t24>.<t64>", "sqp_<h40>"),
    fill("PMAK-<h24>-<h34>", "lin_api_<a40>", "ntn_<d11><a35>", "secret_<a43>", "figd_<w40>",
         "pat<a14>.<h64>", "pat-na1-<h8>-<h4>-4<h3>-9<h3>-<h12>", "CFPAT-<w43>"),
    fill("<n1><d9>:AA<w33>", "access-production-<h8>-<h4>-4<h3>-b<h3>-<h12>",
         "duffel_live_<w43>", "EZAK<a54>", "LTAI<a20>", "<a3>8Q~<w34>",
         "https://discord.com/api/webhooks/<n1><d18>/<w68>"),
    _grafana, _discord,
)  # fmt: skip
TOKENS: dict[str, Make] = {
    "jwt": _jwt,
    "llm_key": _LLM,
    "aws_key": fill("AKIA<t16>", "AKIA<t16>", "ASIA<t16>"),
    "github_token": _GITHUB,
    "cloud_token": _CLOUD,
}
