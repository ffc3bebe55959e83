from __future__ import annotations

import pytest
from pydantic import ValidationError

from processors.redaction.config import RedactionConfig


def test_no_error_repeats_a_secret():
    """A key that is refused is in no text of the error."""
    with pytest.raises(ValidationError) as caught:
        RedactionConfig.model_validate(
            {"hash_function": "hmac-sha256", "hmac_key": "too-short-key"}
        )
    assert "too-short-key" not in str(caught.value)
