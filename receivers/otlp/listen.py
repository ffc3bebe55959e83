"""Sockets of the HTTP listener."""

from __future__ import annotations

import errno
import socket
from pathlib import Path

__all__ = ["listening_sockets"]

BACKLOG = 2048
UNUSABLE = frozenset({errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT})
"""`localhost` also stands for an address of a family that this machine may not have."""


def listening_sockets(endpoint: str) -> list[socket.socket]:
    """Bind every address that `endpoint` stands for. Raises `OSError` where one is taken."""
    if endpoint.startswith("unix:"):
        return [_unix(endpoint.removeprefix("unix:").removeprefix("//"))]
    host, _, port = endpoint.rpartition(":")
    found = socket.getaddrinfo(
        host.strip("[]") or None, int(port), type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )
    bound: list[socket.socket] = []
    fault = OSError(f"no address: {endpoint}")
    for family, _type, _protocol, _name, address in found:
        try:
            # Any free port is the same one on all addresses.
            given = bound[0].getsockname()[1] if bound else address[1]
            bound.append(_tcp(family, (address[0], given, *address[2:])))
        except OSError as error:
            fault = OSError(error.errno, f"cannot listen on {endpoint}: {error.strerror}")
            if error.errno not in UNUSABLE:
                _close(bound)
                raise fault from error
    if not bound:
        raise fault
    return bound


def _tcp(family: int, address: tuple[object, ...]) -> socket.socket:
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.bind(address)
        made.listen(BACKLOG)
    except BaseException:
        made.close()
        raise
    made.settimeout(0)
    return made


def _unix(path: str) -> socket.socket:
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        if Path(path).is_socket() and not _answers(path):
            Path(path).unlink()  # left behind by a process that was killed
        made.bind(path)
        made.listen(BACKLOG)
    except BaseException:
        made.close()
        raise
    made.settimeout(0)
    return made


def _answers(path: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        return probe.connect_ex(path) == 0


def _close(sockets: list[socket.socket]) -> None:
    for each in sockets:
        each.close()
