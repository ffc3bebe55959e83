"""Texts of the eleventh split in which nothing is to be found."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bench.redaction.splits.eleventh_harmless import CODE, PROSE
from bench.redaction.splits.eleventh_marks import drawn

if TYPE_CHECKING:
    from bench.redaction.splits.forms import Make

__all__ = ["NEGATIVES"]

_IDS = (
    "trace_id=<h32>", "span_id=<h16>", "00-<h32>-<h16>-01", "<h8>-<h4>-4<h3>-a<h3>-<h12>",
    "019a<h4>-<h4>-7<h3>-b<h3>-<h12>", "chatcmpl-<a29>", "call_<a24>", "msg_01<a22>",
    "toolu_01<a22>",
    "req_011C<a20>", "resp_<h48>", "run_<a24>", "thread_<a24>", "asst_<a24>", "file-<a22>",
    "batch_<h32>", "vs_<h32>", "gen-17<d8>-<a20>", "commit <h40>", "<h7> fix typo", "sha256:<h64>",
    "sha1 <h40>", "md5 <h32>", 'etag W/"<h16>"', "sha512-<b86>==", "integrity sha256-<b43>=",
    "request_id: <h8>-<h4>-4<h3>-8<h3>-<h12>", "order #ORD-<d8>", "order 10<d7>", "PO-<d6>",
    "INV-2026-<d5>", "ticket INC00<d5>", "JIRA-<n1><d3>", "SKU <u3>-<d4>-<u2>",
    "part no. <u2><d4>-<d2>",
    "model number WH-1000XM<n1>", "ISBN 978-0-<n1><d2>-<d5>-<d1>", "ISSN 1234-567X",
    "DOI 10.1<d3>/journal.<d5>", "arXiv:24<d2>.<d5>", "CVE-2025-<n1><d4>", "RFC <n1><d3>",
    "snowflake 1<d17>", "pod api-<h10>-<l5>", "i-0<h16>", "ami-0<h16>", "vpc-<h8>", "subnet-0<h16>",
    "arn:aws:s3:::acme-logs-<d4>", "arn:aws:iam::<n1><d11>:role/app",
    "gs://acme-data/run-<d5>/x.csv",
    "s3://acme/part-<d5>.parquet", "docker.io/library/redis@sha256:<h64>", "layer <h12>",
    "pid=<n1><d4>",
    "thread-<n1><d1>", "conn_<h12>", "price_<a24>", "prod_<a14>", "cus_<a14>", "pi_3<a23>",
    "evt_1<a23>",
    "in_1<a23>", "sub_1<a23>", "ch_3<a23>", "pm_1<a23>", "U0<M9>", "C0<M9>", "run id 17<d9>",
    "job 8<d10>", "build 20260304.<n1>", "shard-<d5>-of-<d5>", "ulid 01J<M23>", "nanoid <w21>",
    "ksuid 2<a26>", "objectid 65<h22>", "xid cq<m18>", "offset=<n1><d7>", "lsn 0/<H8>", "0x7ff<h9>",
    "0x<h8>", "offset 0x<h4>", "seed=<n1><d8>", "tx 0x<h64>", "block 19<d6>", "slot <n1><d7>",
    "embedding_id=emb_<h24>", "doc_<h16>#chunk-<n1>", "prompt hash <h64>", "cache key v2:<h40>",
)  # fmt: skip
_NUMBERS = (
    "17<d8>", "17<d11>", "17<d14>", "17<d17>", "ts=17<d8>.<d6>", "2026-03-0<n1>T10:11:12.<d6>Z",
    "2026-03-0<n1> 10:11:12,<d3>", "2026-03-0<n1>T10:11:12+02:00", "0<n1>/Mar/2026:10:11:12 +0000",
    "Wed, 04 Mar 2026 10:1<d1>:12 GMT", "20260304T1011<d2>Z", "duration 00:0<n1>:<n1>1.<d3>",
    "took <n1><d2>.<d3>ms", "latency_ms=<n1><d3>", "0.<d9>", "-0.<d8>", "[0.<d6>, -0.<d6>, 0.<d6>]",
    "1.<d3>e-0<n1>", "score=0.<d4>", "cosine 0.<d6>", "bleu <n1><d1>.<d2>",
    "loss=<n1>.<d4> lr=3e-05",
    "temperature=0.<n1>", "top_p=0.9<n1>", "prompt_tokens=<n1><d3>", "completion_tokens: <n1><d2>",
    "max_tokens: 4096", '"total_tokens": <n1><d3>', "gen_ai.usage.input_tokens=<n1><d3>",
    "gen_ai.usage.output_tokens=<n1><d2>", "cached_tokens=<n1><d3>", "token_count=<n1><d4>",
    "tokens/s <n1><d1>.<d2>", "context window 200000", "USD <n1><d2>.<d2>", "€<n1>.<d3>,<d2>",
    "£<n1><d2>.99", "cost_usd=0.00<d5>", "¥<n1><d4>", "total 1,<d3>,<d3>.<d2>", "qty <n1><d2>",
    "v<n1>.<n1><d1>.<d1>", "<n1>.<n1>.<n1><d1>-rc.<n1>", "version 10.0.<n1><d4>.<n1><d3>",
    "py3.1<d1>",
    "Chrome/14<d1>.0.0.0 Safari/537.36", "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101",
    "OID 1.3.6.1.4.1.<n1><d3>.<n1>", "2.16.840.1.113883.6.<n1>", "section 4.2.<n1>.<n1>",
    "port 5432",
    "127.0.0.1:<n1><d3>", "0.0.0.0:8080", "localhost:<n1><d3>", "::1", "192.168.<n1>.<n1><d1>",
    "10.0.<n1>.<n1><d1>", "http 404 in 0.<d3>s", "<n1><d4> rows", "<n1><d2>MB", "<n1><d5> bytes",
    "size=<n1><d6>", "1920x1080", "#<h6>", "rgb(1<d2>, 2<n1>, 0)", "lat=48.<d6>", "48.<d6>, 2.<d6>",
    "52°31'<n1><d1>\"N", "zoom=12/<n1><d3>/<n1><d3>", "epoch <n1>/50", "step <n1><d4>/100000",
    "p99=<n1><d2>ms", "cpu 0.<d2> mem 0.<d2>", "line <n1><d2>, column <n1><d1>",
    "main.py:<n1><d2>:<n1>",
    "0644 root:root", "chmod 0755", "exit code 137", "HTTP/2 200", "gpu 0: 81559MiB / <n1><d4>MiB",
    "vol. 12, pp. <n1><d2>-9<d2>", "Fig. <n1>.<n1>", "<n1><d1>% of 1<d4>", "rank 1<d3>",
    "room <n1><d2>",
    "flight LH<n1><d3>", "train ICE <n1><d2>", "EAN 40<d11> label", "batch no. L<d6>",
    "lot 24<d4>A",
    "weight 1<d1>.<d1> kg", "dose 5<d2> mg", "ICD-10 E11.<n1>", "CPT 99<d3>", "LOINC 2345-7",
    "HS 8471.30",
    "GMT+0<n1>:00", "Q<n1> 2026", "2026-W1<d1>", "from 2025-01-0<n1> to 2025-12-31",
    "on 03/0<n1>/2026",
    "gpt-4o-2024-08-06", "gpt-4.1-mini-2025-04-14", "claude-sonnet-4-5-20250929", "gemini-2.5-pro",
    "claude-3-5-haiku-20241022", "llama-3.3-70b-versatile", "mistral-large-2411",
    "o3-mini-2025-01-31",
    "text-embedding-3-small", "Qwen/Qwen2.5-72B-Instruct", "deepseek-r1-distill-llama-70b",
)  # fmt: skip
NEGATIVES: tuple[Make, ...] = tuple(
    partial(drawn, form=form) for form in (*_IDS, *_NUMBERS, *CODE, *PROSE)
)
