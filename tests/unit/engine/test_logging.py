from __future__ import annotations

import io
import json

from spanmill.telemetry import configure_logging


def fail(text):
    """Fail with a text in hand."""
    raise ZeroDivisionError(len(text))


def test_a_traceback_shows_no_values():
    """What a fault had in its hands may be a person's text or a key, and stays out of the log."""
    stream = io.StringIO()
    logger = configure_logging("error", stream)
    text = "jane.doe@example.com".upper()
    try:
        fail(text)
    except ZeroDivisionError:
        logger.exception("processor failed", spans=1)
    [line] = stream.getvalue().splitlines()
    assert json.loads(line)["exception"][0]["exc_type"] == "ZeroDivisionError"
    assert text not in line
