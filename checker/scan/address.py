"""Which addresses a scan may speak to: public ones, unless private ones were asked for."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable


class PrivateAddress(Exception):
    """A host that leads to an address of a private network, of this machine, or of no network at all."""

    def __init__(self, host: str, address: str) -> None:
        super().__init__(f"{host} -> {address}")
        self.host = host
        self.address = address


def is_public(address: str) -> bool:
    """Whether an address can be reached by everybody. An address wrapped into another one counts as itself."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        wrapped = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if wrapped is not None:
            return is_public(str(wrapped))
        if found in ipaddress.ip_network("64:ff9b::/96"):
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
    return found.is_global and not found.is_multicast


def connect(
    host: str,
    port: int,
    left: Callable[[], float],
    *,
    allow_private: bool,
    make: Callable[..., socket.socket] = socket.socket,
) -> socket.socket:
    """A connection to the very address that was judged: nobody can answer otherwise in between.

    `left` tells how many seconds there are before each try, `make` makes the socket. Raises
    `PrivateAddress`, or OSError where nothing answers.
    """
    problem: OSError | None = None
    resolved = socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)
    # One private address among public ones is no accident: nothing is tried then.
    for *_rest, address in resolved:
        if not allow_private and not is_public(str(address[0])):
            raise PrivateAddress(host, str(address[0]))
    for family, kind, protocol, _name, address in resolved:
        connection = make(family, kind, protocol)
        try:
            connection.settimeout(left())
            connection.connect(address)
        except OSError as error:
            problem = error
            connection.close()
            continue
        return connection
    raise problem or OSError(f"no address for {host}")
