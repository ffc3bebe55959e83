"""Tokens of vendors in the tenth split, by the prefix and the length each of them documents."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from bench.redaction.splits.tenth_marks import any_of, b64, marked

if TYPE_CHECKING:
    from random import Random

__all__ = ["AWS_SECRET", "TOKENS"]


def _bedrock(random: Random) -> str:
    name = marked(random, "BedrockAPIKey-{z4}-at-{d12}:") + b64(random.randbytes(32))
    return "ABSK" + b64(name.encode())


_llm = any_of(
    "sk-ant-api03-{s93}AA", "sk-ant-admin01-{s93}AA", "sk-ant-oat01-{s93}AA",
    "sk-{a20}T3BlbkFJ{a20}", "sk-proj-{s74}T3BlbkFJ{s74}", "sk-svcacct-{s74}T3BlbkFJ{s74}",
    "sk-admin-{s58}T3BlbkFJ{s58}", "sk-or-v1-{x64}", "gsk_{a52}", "xai-{a80}", "pplx-{a48}",
    "hf_{L34}", "r8_{a37}", "sk-lf-{x8}-{x4}-4{x3}-a{x3}-{x12}", "lsv2_pt_{x32}_{x10}",
    "lsv2_sk_{x32}_{x10}", "csk-{z48}", "nvapi-{s64}", "tvly-{a32}", "tvly-dev-{a32}", "sk-{x32}",
    "sk-{a48}", "pa-{s43}", "pcsk_{a5}_{a63}", "sk_{x48}", "tgp_v1_{s43}", "fc-{x32}", "e2b_{x40}",
    "llx-{a48}", "jina_{x32}{a28}", "fw_{a24}", "api_org_{L34}",
)  # fmt: skip


def _any_llm(random: Random) -> str:
    return _bedrock(random) if random.random() < 0.04 else _llm(random)


_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def _checked(random: Random) -> str:
    """Make a GitHub token: its last six letters are the CRC32 of the thirty before, in base 62."""
    body = marked(random, "{a30}")
    number, tail = zlib.crc32(body.encode()), ""
    for _ in range(6):
        number, digit = divmod(number, 62)
        tail = _BASE62[digit] + tail
    return f"gh{random.choice('pousr')}_{body}{tail}"


_host = any_of(
    "ATBB{a24}{X8}",
    "github_pat_{a22}_{a59}", "glpat-{s20}", "glptt-{x40}", "gldt-{s20}", "glrt-{s20}",
    "glft-{s20}", "glsoat-{s20}", "GR1348941{s20}", "glimt-{s25}", "glcbt-{x2}_{s20}",
    "glpat-{s27}.01.{z9}", "glagent-{s50}",
)  # fmt: skip


def _github(random: Random) -> str:
    return _checked(random) if random.random() < 0.6 else _host(random)


_aws = any_of("AKIA{t16}", "AKIA{t16}", "ASIA{t16}", "ABIA{t16}", "ACCA{t16}")
AWS_SECRET = any_of("{b40}")


def _discord(random: Random) -> str:
    """Make a token of a bot: its number in base64, the time, a signature."""
    number = marked(random, random.choice(("{D1}{d17}", "1{d18}")))
    return b64(number.encode(), url=True) + marked(random, ".G{s5}.{s38}")


def _mapbox(random: Random) -> str:
    head = marked(random, '{"u":"{l8}","a":"cl{z23}"}').encode()
    return f"sk.{b64(head, url=True)}.{marked(random, '{s22}')}"


def _grafana(random: Random) -> str:
    inner = '{"o":"{d6}","n":"stack-logs","k":"{a24}","m":{"r":"us"}}'
    return "glc_" + b64(marked(random, inner).encode())


def _sentry(random: Random) -> str:
    inner = (
        '{"iat": 1735689600.5, "url": "https://sentry.io", "region_url": "https://us.sentry.io", '
        '"org": "{l8}"}'
    )
    return marked(random, f"sntrys_{b64(marked(random, inner).encode())}_{{b43}}")


def _pypi(random: Random) -> str:
    return "pypi-AgEIcHlwaS5vcmcCJ" + marked(random, "{s150}")


def _service(random: Random) -> str:
    """Make a token of 1Password: JSON behind its prefix."""
    inner = (
        '{"signInAddress":"acme.1password.com","userAuth":{"method":"SRPg-4096"},"email":"x",'
        '"srpX":"{x64}"}'
    )
    return "ops_" + b64(marked(random, inner).encode(), url=True)


_cloud = any_of(
    "AIza{s35}", "AIzaSy{s33}", "GOCSPX-{s28}", "ya29.a0{s180}", "1//0{s100}",
    "xoxb-{D1}{d11}-{D1}{d12}-{a24}", "xoxp-{D1}{d11}-{D1}{d11}-{D1}{d12}-{x32}",
    "xapp-1-A0{Z9}-{D1}{d12}-{x64}", "xoxe.xoxp-1-{a160}",
    "https://hooks.slack.com/services/T{Z10}/B{Z10}/{a24}", "sk_live_{a24}", "sk_live_51{a97}",
    "rk_live_{a24}", "sk_test_{a24}", "whsec_{a32}", "SG.{s22}.{s43}", "npm_{a36}", "dapi{x32}",
    "dapi{x32}-2", "{a3}8Q~{a34}", "dop_v1_{x64}", "doo_v1_{x64}", "dor_v1_{x64}", "shpat_{x32}",
    "shpss_{x32}", "shpca_{x32}", "shppa_{x32}", "HRKU-AA{s58}", "glsa_{a32}_{x8}", "NRAK-{Z27}",
    "{x36}NRAL", "sntryu_{x64}", "phx_{a43}", "lin_api_{a40}", "lin_oauth_{x64}", "pat{a14}.{x64}",
    "figd_{s40}", "pat-na1-{x8}-{x4}-4{x3}-b{x3}-{x12}", "pat-eu1-{x8}-{x4}-4{x3}-8{x3}-{x12}",
    "key-{x32}", "{x32}-us{D1}", "xkeysib-{x64}-{a16}", "re_{a8}_{a24}", "PMAK-{x24}-{x34}",
    "dp.pt.{a43}", "dp.st.prd.{a43}", "hvs.{s95}", "hvb.{s140}", "{a14}.atlasv1.{s67}", "pul-{x40}",
    "fo1_{s43}", "sbp_{x40}", "sb_secret_{s22}_{s8}", "pscale_tkn_{s43}", "pscale_pw_{s43}",
    "nfp_{a36}", "v1.0-{x24}-{x146}", "dckr_pat_{s27}", "{D1}{d9}:AA{s33}", "{D1}{d8}:AA{s33}",
    "EAAA{s60}", "sq0csp-{s43}", "sq0atp-{s22}", "access_token$production${z16}${x32}",
    "EAAG{a180}", "AAAAAAAAAAAAAAAAAAAAAA{a4}AAAAAAAA{a10}%2B{a20}%3D{a50}", "CFPAT-{s43}",
    "squ_{x40}", "sqp_{x40}",
    "CCIPAT_{a22}_{x40}", "bkua_{x40}", "AKCp{a69}", "rubygems_{x48}", "cio{a32}", "oy2{q43}",
    "CLOJARS_{x60}", "pnu_{a36}", "tfp_{a44}_{a14}", "aio_{a28}", "duffel_live_{s43}", "EZAK{a54}",
    "EZTK{a54}", "FLWSECK-{x32}-X", "fio-u-{s64}", "access-production-{x8}-{x4}-4{x3}-9{x3}-{x12}",
    "access-sandbox-{x8}-{x4}-4{x3}-a{x3}-{x12}", "shippo_live_{x40}", "sgp_{x16}_{x40}",
    "sgp_{x40}", "ico-{a32}", "rdme_{z70}", "tskey-auth-k{a11}CNTRL-{a32}",
    "tskey-api-k{a11}CNTRL-{a33}", "LTAI5t{a18}", "AKID{a32}", "AQVN{s35}", "{a76}AZDO{a4}",
    "https://discord.com/api/webhooks/1{d18}/{s68}",
    "https://acme.webhook.office.com/webhookb2/{x8}-{x4}-4{x3}-a{x3}-{x12}@{x8}-{x4}-4{x3}"
    "-b{x3}-{x12}/IncomingWebhook/{x32}/{x8}-{x4}-4{x3}-a{x3}-{x12}",
    "dt0c01.{t24}.{t64}", "api-{x8}-{x4}-4{x3}-8{x3}-{x12}", "sdk-{x8}-{x4}-4{x3}-9{x3}-{x12}",
    "rnd_{a28}", "cal_live_{x32}", "signkey-prod-{x64}", "pk_{D1}{d7}_{Z32}",
    "xaat-{x8}-{x4}-4{x3}-a{x3}-{x12}", "pdl_live_apikey_01{z24}_{a22}_{a3}", "ntn_{d11}{a35}",
    "secret_{a43}", "apify_api_{a36}", "A3-{Z6}-{Z6}-{Z5}-{Z5}-{Z5}-{Z5}", "napi_{z64}",
    "ddp_{a36}", "FlyV1 fm2_{b160}==",
)  # fmt: skip
_SHAPED = (_discord, _mapbox, _grafana, _sentry, _pypi, _service)


def _any_cloud(random: Random) -> str:
    return random.choice(_SHAPED)(random) if random.random() < 0.06 else _cloud(random)


TOKENS = {"llm_key": _any_llm, "aws_key": _aws, "github_token": _github, "cloud_token": _any_cloud}
"""Of tier A."""
