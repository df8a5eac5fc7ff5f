"""Under which names the app may be asked for, and from which pages."""

import ipaddress
from urllib.parse import urlsplit

import msgspec

__all__ = ["Hosts", "host_name", "is_loopback"]


class Hosts(msgspec.Struct, frozen=True, kw_only=True):
    """The names of this server.

    A page of another site can make its own name point to this machine (DNS rebinding) and then read what it likes; the name in
    the request gives it away. An address made of numbers cannot be made to point elsewhere.

    Attributes:
        names: host names and addresses, besides those of this machine alone.
        any_number: whether every address made of numbers is let in: it listens on all of this machine's.
        address: how people reach it where something stands before it, such as `https://journeys.example.com`.
    """

    names: frozenset[str] = frozenset()
    any_number: bool = False
    address: str | None = None

    def allows(self, header: str) -> bool:
        """Say whether a Host header names this server."""
        name = host_name(header).lower()
        return is_loopback(name) or name in self.names or name == self._own or (self.any_number and _is_number(name))

    def allows_origin(self, origin: str, header: str) -> bool:
        """Say whether a page of that origin is this server's own.

        Args:
            origin: the Origin header.
            header: the Host header that came with it.
        """
        try:
            page = urlsplit(origin)
        except ValueError:
            return False
        if self.address is not None and origin.rstrip("/").lower() == self.address.rstrip("/").lower():
            return True
        return page.scheme in ("http", "https") and page.netloc.lower() == header.lower()

    def secure(self, scheme: str, header: str) -> bool:
        """Say whether cookies of a request shall travel over TLS only."""
        return scheme == "https" or (
            (self.address or "").startswith("https:") and host_name(header).lower() == self._own
        )

    @property
    def _own(self) -> str | None:
        return urlsplit(self.address).hostname if self.address else None


def host_name(header: str) -> str:
    """Return a Host header without its port and without the brackets of IPv6."""
    if header.startswith("["):
        return header[1:].split("]", 1)[0]
    return header.rsplit(":", 1)[0] if header.count(":") == 1 else header


def is_loopback(host: str) -> bool:
    """Say whether a host's name or address is this machine and no other."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
