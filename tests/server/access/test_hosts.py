"""The server's names, and whose pages may change anything."""

import pytest

from desireline.server.access.hosts import Hosts, host_name

BEHIND = Hosts(names=frozenset({"shop.lan", "192.168.1.5"}), address="https://journeys.example.com")


@pytest.mark.parametrize("header", ["localhost", "LOCALHOST:8020", "127.0.0.1:8020", "[::1]:8020", "127.8.8.8"])
def test_this_machine_is_always_let_in(header: str) -> None:
    assert Hosts().allows(header)
    assert BEHIND.allows(header)


@pytest.mark.parametrize(
    "header",
    ["", "evil.example", "127.0.0.1.evil.example", "192.168.1.6", "shop.lan.evil.example", "10.0.0.1:80", "[::2]"],
)
def test_others_are_not(header: str) -> None:
    assert not Hosts().allows(header)
    assert not BEHIND.allows(header)


@pytest.mark.parametrize("header", ["shop.lan:8020", "SHOP.lan", "192.168.1.5:8020", "journeys.example.com"])
def test_named_ones_are(header: str) -> None:
    assert BEHIND.allows(header)
    assert not Hosts().allows(header)


def test_listening_everywhere_lets_numbers_in_and_no_names() -> None:
    everywhere = Hosts(any_number=True)
    assert everywhere.allows("192.168.1.6:8020")
    assert everywhere.allows("[fe80::1]:8020")
    assert not everywhere.allows("evil.example:8020")


@pytest.mark.parametrize(
    ("origin", "header", "allowed"),
    [
        ("http://127.0.0.1:8020", "127.0.0.1:8020", True),
        ("https://shop.lan", "shop.lan", True),
        ("https://journeys.example.com", "127.0.0.1:8020", True),
        ("http://127.0.0.1:8021", "127.0.0.1:8020", False),
        ("http://localhost:8020", "127.0.0.1:8020", False),
        ("https://evil.example", "127.0.0.1:8020", False),
        ("https://journeys.example.com.evil.example", "127.0.0.1:8020", False),
        ("http://journeys.example.com", "127.0.0.1:8020", False),
        ("null", "127.0.0.1:8020", False),
        ("null", "null", False),
        ("", "", False),
        ("http://[", "[", False),
        ("file://127.0.0.1:8020", "127.0.0.1:8020", False),
    ],
)
def test_origins(origin: str, header: str, allowed: bool) -> None:
    assert BEHIND.allows_origin(origin, header) == allowed


@pytest.mark.parametrize(
    ("scheme", "header", "secure"),
    [
        ("https", "shop.lan", True),
        ("http", "journeys.example.com", True),
        ("http", "127.0.0.1:8020", False),
        ("http", "shop.lan", False),
    ],
)
def test_where_there_is_tls_cookies_want_it(scheme: str, header: str, secure: bool) -> None:
    assert BEHIND.secure(scheme, header) == secure


@pytest.mark.parametrize(
    ("header", "name"),
    [("a.example:80", "a.example"), ("a.example", "a.example"), ("[::1]:80", "::1"), ("[::1]", "::1"), ("::1", "::1")],
)
def test_names_without_ports(header: str, name: str) -> None:
    assert host_name(header) == name
