"""Search for hostile texts: random periods of labels, digits, signs and beginnings of secrets.

`python -m bench.redaction.search [SEED [COUNT]]` prints the slowest, with how their time grows. CPU
time, the best of rounds; the first look at a text is a short one.
"""

from __future__ import annotations

import sys
from random import Random
from typing import TYPE_CHECKING, get_args

from bench.redaction.corpora import SEED
from bench.redaction.run import batch, best
from processors.redaction.config import RedactionConfig
from processors.redaction.entities import Entity
from processors.redaction.processor import RedactionProcessor
from spanmill.testing import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNT = 1_000
SHORT, LONG = 100_000, 1_000_000
FLOOR_MB_S = 50
"""Below it a text is printed."""
LABELS = (
    "ssn ", "ssn: ", "phone: ", "phone,", "tel ", "dob ", "born on ", "iban ", "passport no: ",
    "licence ", "vin: ", "card ", "account number ", "routing ", "nhs ", "nino ", "tfn ", "sin ",
    "cpf ", "bsn ", "pesel ", "aadhaar ", "npi ", "imei ", "swift ", "tax id ", "id number ",
    "生日：", "电话：", "身份证", "护照号码：", "телефон ", "né le ", "geboren am ", "전화",
    "密码：", "password: ", "password=", "pwd,", "my password is ", "secret key: ", "token: ",
    "Bearer ", "Cookie: ", "pin=", "--user=", "--password ", "curl -u ", "sqlplus ", "<password>",
    '"name":"ssn","value":"', '"password":"', "('token', ", "| password | ", "ref ",
)  # fmt: skip
SIGNS = (
    " ", "  ", ",", ", ", "; ", ": ", "：", "=", "-", ".", "/", "\\n", "\n", "\t", '"', "'", "(",
    ")", "[", "]", "{", "<", ">", "*", "_", "+", "@", "%", "\\\\", "\\u0041", "%41", "&#64;", "é",
    "中", "я", "９", "\xa0", "\u200b",
)  # fmt: skip
VALUES = (
    "sk-", "ghp_", "AKIA", "xoxb-", "eyJ", "SG.", "sk_live_", "0x", "bc1q", "-----BEGIN ", "a1",
    "A12345678", "GB82 WEST ", "a@b.co", "https://u:p@", "10.0.0.1", "::1", "00:11:22",
    "123-45-6789", "4111 1111 1111 1111", "12/3/45", "1985-03-12", "1 2 2000", "12 34 56 78 90",
    "(020) 7946 0958", "+1 212 555 0100", "219099991", "is ", "to ", "not provided", "1947年4月",
    "D.O.B.", "aaaaaaaaaaaaaaaa", "a1b2c3d4e5f6a7b8",
)  # fmt: skip


def period(random: Random) -> str:
    """Return 5 to about 60 bytes to repeat."""
    want, made = random.randrange(5, 56), ""
    while len(made.encode()) < want:
        digits = "".join(random.choices("0123456789", k=random.randrange(1, 13)))
        made += random.choice((digits, *(random.choice(each) for each in (LABELS, SIGNS, VALUES))))
    return made


def seconds(piece: str, size: int, rounds: int) -> float:
    """Return the CPU time of a text of `size` bytes, with every kind looked for."""
    config = RedactionConfig(allow_all_keys=True, entities=get_args(Entity))
    made = batch([piece * (size // len(piece.encode()))])
    return best(made, RedactionProcessor(config, settings("redaction")), rounds)


def slow(seed: int, count: int) -> Iterator[tuple[float, float, str]]:
    """Return speeds in MB/s, how often as long twice the text takes, and the periods."""
    random = Random(seed)  # noqa: S311 a fixed seed
    for _ in range(count):
        piece = period(random)
        if SHORT / seconds(piece, SHORT, 3) < 1e6 * FLOOR_MB_S:
            once, twice = (seconds(piece, size, 3) for size in (LONG, 2 * LONG))
            yield LONG / once / 1e6, twice / once, piece


def main() -> None:
    """Print the slowest."""
    given = [int(each) for each in sys.argv[1:]]
    seed, count = given + [SEED, COUNT][len(given) :]
    found = sorted(slow(seed, count))
    sys.stdout.write(f"{len(found)} of {count} below {FLOOR_MB_S} MB/s\n")
    for speed, ratio, piece in found:
        sys.stdout.write(f"{speed:6.1f} {ratio:5.2f} {piece!r}\n")


if __name__ == "__main__":
    main()
