"""Values of the eleventh split that need a word or a key beside them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from bench.redaction.splits import national
from bench.redaction.splits.eleventh_ids import card, eth, ssn
from bench.redaction.splits.eleventh_marks import drawn, dressed, fill
from bench.redaction.splits.forms import cut

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["BESIDE"]


def _grouped(make: Make, *sizes: Sequence[int], separators: str = " -") -> Make:
    """Return what makes the number bare, or in groups as people write it."""

    def grouped(random: Random) -> str:
        whole = make(random)
        if random.random() < 0.5:
            return dressed(random, whole, ("wide",))
        return dressed(random, cut(whole, random.choice(sizes), random.choice(separators)))

    return grouped


def _itin(random: Random) -> str:
    group = random.choice([*range(50, 66), *range(70, 89), *range(90, 93), *range(94, 100)])
    return f"9{random.randrange(100):02}{group}{random.randrange(1, 10_000):04}"


def _nhs(random: Random) -> str:
    while True:
        body = drawn(random, "4<d8>")
        pairs = zip(body, range(10, 1, -1), strict=True)
        check = -sum(int(digit) * weight for digit, weight in pairs) % 11
        if check < 10:
            return f"{body}{check}"


def _mbi(random: Random) -> str:
    letters, digits = "ACDEFGHJKMNPQRTUVWXY", "0123456789"
    places = (
        "123456789", letters, letters + digits, digits, letters, letters + digits, digits, letters,
        letters, digits, digits,
    )  # fmt: skip
    return "".join(map(random.choice, places))


_PASSPORT = fill(
    "<n1><d8>", "A<d8>", "<n1><d8>", "C<d2>X<d2>T<d2>", "<d2><u2><d5>", "<u1><n1><d6>",
    "<u2><d6>", "Y<u1><d7>", "<u3><d6>", "T<u1><d7>", "E<d8>", "M<d8>", "<u2><n1><d6>",
)  # fmt: skip
_LICENCE = fill(
    "<u1><n1><d6>", "<n1><d7>", "<n1><d8>", "<u1><d12>", "<u1><d3>-<d4>-<d4>",
    "<u1><d4>-<d5>-<d5>", "<u1><d11>", "MORGA65705<d1>SM9IJ", "<u1><d3><u3><d1><u1><d2>",
    "<d2><u2><d5>", "MH12 20<d2>00<d5>", "<n1><d11>",
)  # fmt: skip
_BORN = (
    "%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%B %d, %Y", "%d %B %Y", "%d %b %Y",
    "%Y/%m/%d", "%Y%m%d", "%b %d, %Y", "%Y年%m月%d日", "%Y.%m.%d",
)  # fmt: skip


def _born(random: Random) -> str:
    day = date(1940, 1, 1) + timedelta(days=random.randrange(25_000))
    return day.strftime(random.choice(_BORN))


_SWIFT = fill(
    "DEUTDEFF", "DEUTDEFF500", "COBADEFFXXX", "BNPAFRPP", "CHASUS33", "BARCGB22", "HSBCHKHH",
    "INGBNL2A", "UBSWCHZH80A", "NDEASESS", "BOFAUS3N", "CITIUS33", "BBVAESMM", "CAIXESBBXXX",
    "UNCRITMM", "BOTKJPJT", "ICBKCNBJ", "SBININBB", "NATAAU33", "ROYCCAT2", "ABNANL2A", "RABONL2U",
    "KREDBEBB", "DNBANOKK", "DABADKKK", "GENODEFF", "SOLADEST600", "CRLYFRPP", "SOGEFRPP",
    "BSCHESMM", "CGDIPTPL", "DBSSSGSG", "NWBKGB2L", "LOYDGB2L", "REVOGB21", "NTSBDEB1", "BREXPLPW",
)  # fmt: skip
_PHONE = fill(
    "4156<d1>7<d4>", "415 6<d1>7 <d4>", "0151 2<d7>", "030 2<d6>", "089/<n1><d6>", "07<d3> <d6>",
    "020 7<d3> <d4>", "06 <d2> <d2> <d2> <d2>", "06<d8>", "01.4<d1>.<d2>.<d2>.<d2>",
    "6<d2> <d3> <d3>", "6<d8>", "347 <d3> <d4>", "02 <n1><d7>", "(11) 9<d4>-<d4>", "119<d8>",
    "06-<n1><d7>", "501 <d3> <d3>", "090-<n1><d3>-<d4>", "03-<n1><d3>-<d4>", "138<d8>",
    "010-<n1><d3>-<d4>", "98<d8>", "0412 <d3> <d3>", "912 345 <d3>",
)  # fmt: skip
BESIDE: dict[str, Make] = {
    "us_ssn": _grouped(ssn, (3, 2, 4), separators=" "),
    "us_itin": _grouped(_itin, (3, 2, 4)),
    "in_aadhaar": _grouped(national.aadhaar, (4, 4, 4)),
    "in_pan": fill("<l3>p<l1><n1><d3><l1>", "<u3>P<u1> <n1><d3> <u1>"),
    "br_cpf": _grouped(national.cpf, (3, 3, 3, 2)),
    "br_cnpj": national.cnpj,
    "kr_rrn": _grouped(national.rrn, (6, 7)),
    "uk_nhs": _grouped(_nhs, (3, 3, 4)),
    "ca_sin": _grouped(national.sin, (3, 3, 3)),
    "au_tfn": _grouped(national.tfn, (3, 3, 3), separators=" "),
    "au_medicare": _grouped(national.medicare, (4, 5, 1)),
    "au_abn": _grouped(national.abn, (2, 3, 3, 3), separators=" "),
    "de_steuer_id": _grouped(national.steuer, (2, 3, 3, 3), separators=" "),
    "pl_pesel": national.pesel,
    "se_personnummer": _grouped(national.personnummer, (6, 4), separators="-"),
    "nl_bsn": _grouped(national.bsn, (4, 2, 3), (3, 3, 3), separators=" ."),
    "tr_tckn": _grouped(national.tckn, (3, 3, 3, 2), separators=" "),
    "th_tnin": _grouped(national.thai, (1, 4, 5, 2, 1)),
    "jp_my_number": _grouped(national.mynumber, (4, 4, 4)),
    "za_id": _grouped(national.za_id, (6, 4, 3), separators=" "),
    "vin": national.vin,
    "imei": _grouped(national.imei, (2, 6, 6, 1)),
    "us_npi": national.npi,
    "us_dea": national.dea,
    "us_mbi": _grouped(_mbi, (4, 3, 4), separators="-"),
    "us_routing": national.routing,
    "us_bank_account": fill("<n1><d7>", "<n1><d8>", "<n1><d9>", "<n1><d11>", "000<n1><d8>"),
    "passport": _PASSPORT,
    "driver_license": _LICENCE,
    "date_of_birth": _born,
    "swift_bic": _SWIFT,
    "credit_card": lambda random: cut(
        card(random), (4, 4, 4, 4), random.choice((".", "  ", " - "))
    ),
    "mac": fill("b827eb<h6>", "001A2B<H6>", "3c22.fb<h2>.<h4>"),
    "eth": lambda random: eth(random).lower(),
    "phone": _PHONE,
}
