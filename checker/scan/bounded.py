"""Connections that end when the time of a page is up, however slowly it drips, and lead to an address that was judged.

A time-out of a socket starts anew with each byte, and a line or a block of a page takes as many of them as a server
likes. Here the time-out of each single read is what is left of the page's time: for the head, the body, plain or TLS.
"""

from __future__ import annotations

import socket
import ssl
import time
from typing import Any

from checker.scan.address import connect


class Deadline:
    """When the time of the page that is being read is up."""

    def __init__(self) -> None:
        self._at = 0.0

    def begin(self, seconds: float) -> None:
        """A new page has so many seconds."""
        self._at = time.monotonic() + seconds

    def extend(self, seconds: float) -> None:
        """So many seconds more."""
        self._at += seconds

    def left(self) -> float:
        """The seconds left. Raises TimeoutError where there are none."""
        left = self._at - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


def _bounded(base: type[Any], deadline: Deadline) -> type[Any]:
    """A class of sockets each of whose reads ends when the time is up."""

    def recv_into(self: Any, *arguments: Any, **named: Any) -> int:
        self.settimeout(deadline.left())
        return int(base.recv_into(self, *arguments, **named))

    return type(base.__name__, (base,), {"recv_into": recv_into})


def secure_context(deadline: Deadline) -> Any:
    """What urllib3 would make for https, with sockets that keep the deadline."""
    from urllib3.util.ssl_ import create_urllib3_context

    context = create_urllib3_context()
    context.load_default_certs()
    context.sslsocket_class = _bounded(ssl.SSLSocket, deadline)
    return context


def pool_classes(deadline: Deadline, *, allow_private: bool) -> tuple[type[Any], type[Any]]:
    """Connection pools for http and https whose connections go to an address that was judged."""
    import urllib3
    from urllib3.connection import HTTPConnection, HTTPSConnection

    kind = _bounded(socket.socket, deadline)

    def checked(connection: Any) -> socket.socket:
        host = connection._dns_host.strip("[]")
        return connect(host, connection.port, deadline.left, allow_private=allow_private, make=kind)

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return checked(self)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return checked(self)

    class PlainPool(urllib3.HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(urllib3.HTTPSConnectionPool):
        ConnectionCls = Secure

    return PlainPool, SecurePool
