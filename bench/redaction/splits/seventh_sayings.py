"""Families of texts with nothing to find, as forms: ids, figures, lines of logs, words of keys."""

from __future__ import annotations

from bench.redaction.splits.seventh_lines import LINES

__all__ = ["SAYINGS"]

_IDS: dict[str, tuple[str, ...]] = {
    "ulid": ("01{c24}", "id=01J{c23}"),
    "ksuid": ("2{a26}", "ksuid:2{a26}"),
    "nanoid": ("{w21}", "cl{m23}", "{l10}{d4}{l10}"),
    "snowflake": ("1{d17}", "1{d18}", "snowflake 7{d17}", "guild_id: 1{d17}"),
    "trace": (
        "00-{h32}-{h16}-01", "trace_id={h32} span_id={h16}", '"spanId":"{h16}"', "{h32}", "{h16}",
    ),
    "xray": ("Root=1-{h8}-{h24};Parent={h16};Sampled=1", "X-Amzn-Trace-Id: Root=1-{h8}-{h24}"),
    "b3": ("X-B3-TraceId: {h32}", "b3: {h32}-{h16}-1", "uber-trace-id: {h16}:{h16}:0:1"),
    "object id": ('ObjectId("{h24}")', '"_id":{"$oid":"{h24}"}', "6{h23}"),
    "commit": (
        "{h40}", "commit {h40}", "{h7}", "HEAD is now at {h8} fix", "index {h7}..{h7} 100644",
    ),
    "etag": ('ETag: "{h32}"', 'etag: W/"{h3}-{a27}"', 'If-None-Match: "{h16}"', '"{h32}-4"'),
    "digest": (
        "sha256:{h64}", "md5 {h32}", "sha1={h40}", "sha512: {h128}", "crc32c={b6}==",
        "blake3 {h64}",
    ),
    "sri": ('integrity="sha384-{b64}"', "sha512-{b86}==", "sha256-{b43}="),
    "image": (
        "ghcr.io/acme/gw@sha256:{h64}", "registry.k8s.io/pause:3.{i1-9}", "acme/gw:1.{i1-40}-{h7}",
    ),
    "lock": (
        '"resolved": "https://registry.npmjs.org/a/-/a-1.{i1-9}.0.tgz"', 'checksum = "{h64}"',
        "golang.org/x/net v0.{i1-40}.0 h1:{b43}=", "    --hash=sha256:{h64}",
    ),
    "chat id": ("chatcmpl-{a29}", "resp_{h48}", "msg_01{a22}", "gen-17{d8}-{a20}", "cmpl-{a24}"),
    "call id": ("call_{a24}", "toolu_01{a22}", "tooluse_{w22}", "fc_{h48}", "chatcmpl-tool-{h32}"),
    "request id": (
        "req_011C{a20}", "x-request-id: {h32}", "request_id=req_{h32}", "cf-ray: {h16}-FRA",
    ),
    "object of a vendor": (
        "file-{a22}", "thread_{a24}", "run_{a24}", "asst_{a24}", "vs_{h24}", "batch_{h32}",
    ),
    "payment id": (
        "cus_{a14}", "pi_3{a23}", "in_1{a23}", "evt_1{a23}", "price_1{a23}", "sub_1{a23}",
    ),
    "account sid": ("AC{h4}...{h4}", "org-{a24}", "proj_{a24}", "wrkspc_01{a20}", "team_{a24}"),
    "channel": ("C0{U9}", "U0{U9}", "channel=C0{U9} ts=17{d8}.{d6}", "<@U0{U9}>"),
    "pod": ("pod/gw-{h9}-{m5} 1/1 Running 0 4d", "api-{h10}-{m5}", "job/sync-2{d7}-{m5} Completed"),
    "node": ("ip-10-{i0-99}-{i0-99}-{i1-99}.ec2.internal", "gke-pool-{i1-9}-{h8}-{m4}", "i-0{h17}"),
    "cloud id": (
        "vpc-0{h16}", "subnet-0{h16}", "ami-0{h16}", "sg-0{h16}", "eni-0{h16}", "vol-0{h16}",
    ),
    "arn": (
        "arn:aws:s3:::logs-eu/{l6}", "arn:aws:lambda:eu-west-1:{d12}:function:{l6}",
        "arn:aws:iam::{d12}:role/app-{l5}", "arn:aws:bedrock:us-east-1::foundation-model/nova",
    ),
    "azure id": (
        "/subscriptions/{h8}-{h4}-{h4}-{h4}-{h12}/resourceGroups/rg-{l4}", "rg-{l5}-prod-{i1-9}",
    ),
    "gcp": ("projects/{l5}-{d6}/locations/eu/keyRings/r/cryptoKeys/k", "gs://{l6}-{d6}/a.parquet"),
    "s3": (
        "s3://logs-{l5}/dt=2026-0{i1-9}-1{i0-9}/part-0000{d1}-{h8}.snappy.parquet",
        "s3://{l5}/{l5}/",
    ),
    "parcel": ("1Z{U6}0{d9}", "tracking JD01460000{d8}", "RR{d9}DE", "UPS 1ZW{d3}E20{d8}"),
    "article no": (
        "SKU {u3}-{d4}-{u2}", "P/N {d3}-{d5}-{d2}", "part 8{d2}-{d3}-{d2}", "mpn: {u2}{d4}{u1}",
    ),
    "like a phone": (
        "PN 555-0{d3}-22", "ref 212-55-{d5}", "item {d3}-{d2}-{d3}", "lot 20{d2}-{d3}-{d5}",
        "model 800-{d3}-{d2}", "drawing no. {d4}-{d3}-{d2}",
    ),
    "serial": (
        "S/N {U3}{d5}{U2}", "serial C02{U8}", "serial number: {u1}{d2}-{d5}-{u2}", "asset #{d6}",
    ),
    "order": (
        "order #{i10000-99999}", "Order 4{d9}", "order 11{d1}-{d7}-{d7}", "PO-{d8}", "SO{d7}",
    ),
    "invoice": ("INV-2026-{d5}", "invoice no. {d6}/2026", "Rechnung RE-{d6}", "facture F26-{d4}"),
    "ticket": ("JIRA-{i100-9999}", "GH-{i1-9999}", "CVE-2025-{d5}", "INC00{d5}", "#{i100-99999}"),
    "doi": (
        "doi:10.1{d3}/s{d5}-02{d1}-{d5}-{d1}", "https://doi.org/10.1145/{d7}.{d7}", "PMID: 3{d7}",
    ),
    "arxiv": (
        "arXiv:250{i1-9}.{d5}v{i1-4}", "https://arxiv.org/abs/24{i10-12}.{d5}", "RFC {i1000-9700}",
    ),
    "issn": ("ISSN 2{d3}-{d3}X", "ISSN: 0{d3}-{d4}", "ISBN 3-16-{d6}-{d1}", "LCCN 20{d2}{d6}"),
    "chemical": ("CAS {d4}-{d2}-{d1}", "InChIKey={u14}-{u10}-N", "CHEMBL{d6}", "PubChem CID {d5}"),
    "gene": (
        "rs{d8}", "ENSG00000{d6}", "NM_00{d4}.{d1}", "chr{i1-22}:{d8}-{d8}", "UniProt P{d5}",
        "HGVS c.{d4}A>G", "GO:000{d4}", "PDB {d1}{U3}",
    ),
    "oid": (
        "1.3.6.1.4.1.{d5}.2.{i1-9}", "2.16.840.1.113883.6.{i1-99}", "OID 1.2.840.113549.1.1.11",
    ),
    "medical code": (
        "ICD-10 {u1}{d2}.{d1}", "CPT 99{d3}", "LOINC {d5}-{d1}", "SNOMED {d8}",
        "NDC {d5}-{d3}-{d2}",
    ),
    "finance code": (
        "ISIN US{d9}{d1}", "CUSIP {d5}{U3}{d1}", "LEI 5493{U14}{d2}", "NASDAQ: {u4}",
        "FIGI BBG{d9}",
    ),
}  # fmt: skip
_FIGURES: dict[str, tuple[str, ...]] = {
    "epoch": ("17{d8}", "17{d11}", "17{d14}", "17{d17}", "ts=17{d8}.{d6}", '"created":17{d8}'),
    "duration": (
        "took {i1-999}.{d3} ms", "{i1-59}m{i1-59}s", "PT{i1-59}M", "P3DT{i1-9}H",
        "00:{i10-59}:{i10-59}",
    ),
    "version": (
        "v{i0-9}.{i0-40}.{i0-90}", "{i1-9}.{i0-40}.{i0-90}-rc.{i1-9}", ">=3.{i1-14},<4",
        "^1.{i1-9}.0",
    ),
    "version of four": (
        "Chrome/1{i20-50}.0.{i1000-9999}.{i1-300}", "10.0.2{d4}.{i256-9999}",
        "build 17.0.{i300-999}.5",
    ),
    "agent": (
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/1{i20-50}.0.0.0 Safari/537.36",
        "python-requests/2.{i20-40}.{i0-5}", "OpenAI/Python 1.{i10-99}.0", "curl/8.{i1-9}.1",
    ),
    "price": (
        "${i1-999}.{d2}", "€ {i1-9}.{d3},{d2}", "£{d3}.99", "R$ {d2},90", "¥{i1-99},{d3}",
        "USD {d4}.50",
    ),
    "quantity": (
        "{i1-99} pcs", "{i2-40} x {i2-40} cm", "{i1-99},{d3} units", "qty: {i1-999}",
        "{i1-9}/{i10-20}",
    ),
    "measure": (
        "{d2}.{d1} kg", "{d3} hPa", "-{d2}.{d1} °C", "{d4} rpm", "{d2} dB", "{d3}.{d2} Mbit/s",
        "1{d2}/{d2} mmHg",
    ),
    "coordinate": (
        "({i10-80}.{d4}, -{i10-170}.{d4})", "lat={i10-80}.{d6}&lon={i10-99}.{d6}",
        "POINT({i1-9}.{d5} 5{d1}.{d5})", "{i10-80}°{i10-59}′{i10-59}″N", "geohash u4pr{m5}",
        "x={i1-999} y={i1-999}",
    ),
    "float": (
        "0.{d9}", "{d1}.{d6}e-0{d1}", "-{d1}.{d12}", "loss=0.{d4} acc=0.{d4}", "p<0.{d3}",
        "logprob: -{d1}.{d7}",
    ),
    "usage": (
        '"usage":{"prompt_tokens":{i10-9999},"completion_tokens":{i1-999},"total_tokens":{d5}}',
        "gen_ai.usage.input_tokens={i10-99999}", "gen_ai.usage.output_tokens: {i1-9999}",
        '"cache_read_input_tokens":{d6}', '"promptTokenCount":{d4},"totalTokenCount":{d5}',
    ),
    "limits": (
        "x-ratelimit-remaining-tokens: {d6}", "max_tokens={d4}", "tokens per minute: {d6}",
        "tpm {d5} rpm {d3}",
    ),
    "percent": (
        "{i1-99}.{d1}%", "+{d1}.{d2} %", "p99={i10-999}ms p50={i1-99}ms",
        "{i1-99}/{i100-200} passed",
    ),
    "bytes": (
        "{i1-999} MiB", "Content-Length: {d6}", "{d9} bytes", "heap {d4}M->{d3}M({d4}M)", "0x{h8}",
        "0x{h16}",
    ),
    "port": (
        "listening on :{i1000-9999}", "ports 80,443,{i1000-9999}-{i10000-65000}", '"8080:80"',
        "localhost:{d4}",
    ),
    "network": (
        "10.{i0-255}.{i0-255}.0/24", "192.168.{i0-255}.{i1-254}",
        "172.1{i6-9}.{i0-9}.{i1-254}:{d4}", "127.0.0.1", "192.0.2.{i1-254}", "198.51.100.{i1-254}",
        "203.0.113.{i1-254}", "169.254.{i1-254}.1", "0.0.0.0:{d4}",
    ),
    "network six": (
        "::1", "fe80::{h4}:{h4}", "fd{h2}:{h4}::{i1-9}", "2001:db8:{h3}::/48", "[::]:{d4}",
        "ff02::1",
    ),
    "colour": (
        "#{h6}", "#{H6}", "#{h3}", "rgba({i0-255}, {i0-255}, {i0-255}, 0.{d1})",
        "hsl({i0-360} {i0-99}% {i0-99}%)",
    ),
    "score": (
        "Arsenal {i0-5}:{i0-5} Leeds", "6-{i0-4}, 7-5, 6-{i0-4}", "W {i70-120}-{i60-119}",
        "{i1-99}.{d2}s (+0.{d2})",
    ),
    "cron": ("*/{i2-30} {i0-23} * * *", "0 {i0-23} 1-{i5-28} * ?", "rate(5 minutes)", "@daily"),
    "maths": (
        "{i1-99}x^2 + {i1-99}x = {i1-999}", "\\frac{{i1-9}}{x_{i1-9}}", "\\sum_{i=1}^{n} a_i",
        "{d3}!/{d2}!", "2^{d2}-1", "3.14159265358979", "e = 2.718281828459045",
        "1 1 2 3 5 8 13 21 34 55 89 144 233",
    ),
    "clock": (
        "{i10-23}:{i10-59}:{i10-59}", "T+00:{i10-59}:{i10-59}", "{i1-12}:{i10-59} pm",
        "00:{d2}:{d2},{d3} --> 00:{d2}:{d2},{d3}",
    ),
    "sequence": (
        "offset={d9} lag={i0-99}", "lsn 16/B3{H6}", "xid {d9}", "leaderEpoch={i1-99}", "seq={d12}",
        "txn 0x{h6}",
    ),
    "hex": (
        "\\x{h2}\\x{h2}\\x{h2}", "{H2} {H2} {H2} {H2} {H2} {H2} {H2} {H2}", "deadbeef{h8}",
        "U+{H4}", "%E2%82%AC",
    ),
    "fingerprint": (
        "SHA256:{b43}",
        "MD5:{h2}:{h2}:{h2}:{h2}:{h2}:{h2}:{h2}:{h2}:{h2}:{h2}:{h2}:{h2}:{h2}:{h2}:{h2}:{h2}",
        "thumbprint {H40}", "serial=0{H15}",
    ),
    "page": (
        "pp. {d3}\u2013{d3}", "§ {i1-900} Abs. {i1-5} BGB", "vol. {d2}, no. {d1}", "Fig. {d1}.{d1}",
        "Art. {d2}(1)(f)", "p. {d3}",
    ),
    "year": (
        "FY20{i20-27}", "© 20{i10-26} Acme", "1{i914-989}\u201319{i90-99}", "in the 19{d1}0s",
        "Q{i1-4} 2026", "class of 20{d2}",
    ),
    "postcode": (
        "SW1A {d1}{u2}", "10{d3} Berlin", "NY 100{d2}", "75{d3} Paris", "〒100-{d4}",
        "1{d3} {u2} Amsterdam",
    ),
    "flight": (
        "LH{d3} FRA-JFK", "seat {i1-40}C gate B{i1-40}", "PNR {U6}", "BA{d4} 07:{i10-59}",
        "train ICE {d3}",
    ),
    "octal": (
        "0{i644-755}", "drwxr-xr-x 2 root root {d4} Mar  4 05:06 lib",
        "-rw-r--r-- 1 app app {d6} a.log", "umask 0022",
    ),
}  # fmt: skip
SAYINGS = {**_IDS, **{f"figure {name}": forms for name, forms in _FIGURES.items()}, **LINES}
"""By family, forms."""
