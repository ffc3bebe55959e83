import io

import pytest

from spanmill.extensions.bearer_tokens import BearerTokenAuthExtension
from spanmill.extensions.bearertokenauth import BearerTokenAuthConfig
from spanmill.testing import settings

FIRST = "first-0123456789"


def made(log=None, **config):
    """Return a started extension."""
    model = BearerTokenAuthConfig.model_validate(config)
    extension = BearerTokenAuthExtension(model, settings("bearertokenauth", log=log))
    extension.start()
    return extension


def replace(path, text):
    """Replace a file as one that is mounted is replaced: by renaming."""
    new = path.with_suffix(".new")
    new.write_text(text)
    new.rename(path)


def test_first_token_is_sent():
    """Exporters send the scheme and the first token."""
    extension = made(token=FIRST, tokens=["second-0123456789"])
    assert extension.proof() == "Bearer first-0123456789"
    assert extension.check("Bearer second-0123456789")


def test_without_scheme():
    """An empty scheme means that the header is the token."""
    extension = made(token=FIRST, scheme="", header="X-Key")
    assert (extension.header, extension.proof()) == ("x-key", "first-0123456789")
    assert extension.check("first-0123456789")
    assert not extension.check("Bearer first-0123456789")


def test_replaced_file_is_read_again(tmp_path):
    """A new token is good as soon as its file is there, and an old one no longer."""
    path = tmp_path / "tokens"
    path.write_text("one-0123456789\n\n two-0123456789 \n")
    extension = made(filename=str(path))
    assert extension.check("Bearer one-0123456789")
    assert extension.check("Bearer two-0123456789")
    replace(path, "three-0123456789\n")
    assert extension.check("Bearer three-0123456789")
    assert not extension.check("Bearer one-0123456789")
    assert extension.proof() == "Bearer three-0123456789"


def test_file_that_is_gone_leaves_its_tokens(tmp_path):
    """While the file cannot be read its last tokens are good; that is logged once, without them."""
    path = tmp_path / "tokens"
    path.write_text("one-0123456789")
    log = io.StringIO()
    extension = made(log, filename=str(path))
    path.unlink()
    assert extension.check("Bearer one-0123456789")
    assert extension.check("Bearer one-0123456789")
    assert log.getvalue().count("token file cannot be read") == 1
    assert "one-0123456789" not in log.getvalue()


def test_empty_file_lets_nobody_in(tmp_path):
    """A file without a token fails the start; one that becomes empty leaves the last tokens."""
    path = tmp_path / "tokens"
    path.write_text("\n")
    with pytest.raises(ValueError, match="no token"):
        made(filename=str(path))
    path.write_text("one-0123456789")
    extension = made(filename=str(path))
    replace(path, "\n")
    assert extension.check("Bearer one-0123456789")
    assert not extension.check("Bearer ")


def test_missing_file_fails_the_start(tmp_path):
    """A file that is not there is an `OSError` at the start."""
    with pytest.raises(OSError, match="tokens"):
        made(filename=str(tmp_path / "tokens"))
