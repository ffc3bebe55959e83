from __future__ import annotations

import http.client
from contextlib import closing

import pytest

from spanmill.engine.admin import Admin


class Reloading:
    """Counts reloads."""

    def __init__(self):
        self.reloads = 0

    def reload_file(self):
        self.reloads += 1
        return []


@pytest.fixture
def runtime():
    """What the listener controls."""
    return Reloading()


@pytest.fixture
def address(runtime):
    """Address of a listener on any port."""
    admin = Admin("127.0.0.1:0", runtime, lambda: b"")
    admin.start()
    yield admin.address
    admin.stop()


FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}
PAGE = {"Origin": "https://evil.example"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 200), (FORM, 200), (JSON, 200), (PAGE | JSON, 200), (PAGE, 415), (PAGE | FORM, 415)],
)
def test_a_reload_needs_no_more_than_a_post(runtime, address, headers, status):
    """A plain POST reloads; what a page of another origin can send does not."""
    with closing(http.client.HTTPConnection(address, timeout=5)) as connection:
        connection.request("POST", "/admin/reload", headers=headers)
        with connection.getresponse() as response:
            assert response.status == status
    assert runtime.reloads == (status == 200)


def test_a_taken_port_is_named(runtime, address):
    """Whoever reads why it did not start is told which setting and which address."""
    with pytest.raises(OSError, match=rf"extensions\.health_check: .*{address.split(':')[1]}"):
        Admin(address, runtime, lambda: b"").start()
