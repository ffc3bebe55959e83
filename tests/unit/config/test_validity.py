"""When certificates are good."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spanmill.config.validity import validity, warn_of_dates
from spanmill.telemetry import configure_logging

FOLDER = Path(__file__).parents[2] / "integration/receivers/certificates"


def pem(name):
    return (FOLDER / f"{name}.crt").read_bytes()


def test_both_forms_of_a_time_are_read():
    """Years up to 2049 have two digits in a certificate, later ones four."""
    first, last = (datetime(year, 1, 1, tzinfo=UTC) for year in (2020, 2100))
    assert validity(pem("elsewhere")) == (first, last)


@pytest.mark.parametrize(
    ("name", "said"),
    [("expired", "has expired"), ("early", "is not yet valid"), ("server", "")],
)
def test_an_own_certificate_that_is_not_good_today_is_told(name, said):
    """Whoever starts a listener hears of it before its clients do."""
    log = io.StringIO()
    warn_of_dates(pem(name), configure_logging("info", log))
    assert said in log.getvalue()
    assert bool(said) == bool(log.getvalue())


@given(st.binary(max_size=64), st.integers(0, 400))
def test_what_is_no_certificate_raises_nothing_else(noise, at):
    """Broken bytes are left to TLS, which says what is wrong with them."""
    whole = pem("expired")
    warn_of_dates(whole[:at] + noise + whole[at:], configure_logging("info", io.StringIO()))
