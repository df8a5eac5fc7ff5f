"""How often somebody may try a password."""

import hashlib
import ipaddress
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from math import ceil
from threading import Lock

from desireline.base.errors import TooManyError
from desireline.project.access import name_key

__all__ = ["Attempts"]

_WINDOW_S = 300.0
_PER_NAME = 10
_PER_ADDRESS = 50
_MOST_KEPT = 20_000


class Attempts:
    """Tries at passwords within the last five minutes: ten an account's name, fifty a network address or, in IPv6, a network of 64 bits.

    A try counts before it is looked at, so that many at once are not more than one after the other; a right one takes its
    name's back. Forgotten when the server ends.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._tries: OrderedDict[bytes, deque[float]] = OrderedDict()

    def begin(self, name: str, address: str) -> None:
        """Take a try down.

        Raises:
            TooManyError: there were too many.
        """
        now = self._clock()
        limits = (
            (self._key("name", name_key(name)), _PER_NAME),
            (self._key("address", _network(address)), _PER_ADDRESS),
        )
        with self._lock:
            wait = max(self._wait(key, most, now) for key, most in limits)
            if wait > 0:
                raise TooManyError(
                    f"too many tries to sign in: wait {ceil(wait)} seconds, then try again; an admin can set a new password",
                    ceil(wait),
                )
            for key, _ in limits:
                self._tries.setdefault(key, deque()).append(now)
                self._tries.move_to_end(key)
            while len(self._tries) > _MOST_KEPT:
                self._tries.popitem(last=False)

    def succeeded(self, name: str) -> None:
        """Forget a name's tries."""
        with self._lock:
            self._tries.pop(self._key("name", name_key(name)), None)

    def _wait(self, key: bytes, most: int, now: float) -> float:
        tries = self._tries.get(key)
        while tries and tries[0] <= now - _WINDOW_S:
            tries.popleft()
        return tries[0] + _WINDOW_S - now if tries and len(tries) >= most else 0.0

    @staticmethod
    def _key(kind: str, value: str) -> bytes:
        return hashlib.blake2b(f"{kind} {value}".encode(errors="replace"), digest_size=16).digest()


def _network(address: str) -> str:
    """Return what one household or machine cannot change at will: an IPv4 address, or the first 64 bits of an IPv6 one."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:  # a name, or nothing
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ipaddress.ip_network((int(found), 64), strict=False))
