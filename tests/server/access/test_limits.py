"""Tries at passwords: few a name, some an address, and how long to wait."""

from contextlib import nullcontext

import pytest

from desireline.base.errors import TooManyError
from desireline.project.access import name_key
from desireline.server.access.limits import Attempts


def test_a_name_is_tried_ten_times_in_five_minutes() -> None:
    now = [0.0]
    attempts = Attempts(lambda: now[0])
    for second in range(10):
        now[0] = second
        attempts.begin("Anna", f"10.0.0.{second}")
    with pytest.raises(TooManyError, match="wait 291 seconds") as caught:
        attempts.begin("ANNA", "10.0.0.99")
    assert caught.value.wait_s == 291
    attempts.begin("béla", "10.0.0.99")
    now[0] = 300.0
    attempts.begin("anna", "10.0.0.99")
    with pytest.raises(TooManyError, match="wait 1 seconds"):
        attempts.begin("anna", "10.0.0.99")


@pytest.mark.parametrize("other", ["ＡＮＮＡ", " anna ", "ａnna\t", "\u3000Anna", "ᴬnna"])
def test_an_account_has_one_limit_however_its_name_is_written(other: str) -> None:
    assert name_key(other) == name_key("anna")
    attempts = Attempts(lambda: 0.0)
    for number in range(10):
        attempts.begin(other if number % 2 else "anna", f"10.0.0.{number}")
    for name in ("anna", other):
        with pytest.raises(TooManyError):
            attempts.begin(name, "10.0.0.99")
    attempts.succeeded(other)
    attempts.begin("anna", "10.0.0.99")


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:0:0:1", True),
        ("2001:db8::1", "2001:0DB8:0:0:1::", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("::ffff:10.0.0.1", "10.0.0.1", True),
        ("::ffff:10.0.0.1", "::ffff:10.0.0.2", False),
        ("10.0.0.1", "10.0.0.2", False),
        ("", "not an address", False),
    ],
)
def test_an_ipv6_network_of_64_bits_counts_as_one_address(first: str, second: str, same: bool) -> None:
    attempts = Attempts(lambda: 0.0)
    for number in range(50):
        attempts.begin(f"name {number}", first)
    with pytest.raises(TooManyError) if same else nullcontext():
        attempts.begin("another", second)


def test_an_address_tries_fifty_names() -> None:
    attempts = Attempts(lambda: 0.0)
    for number in range(50):
        attempts.begin(f"name {number}", "10.0.0.1")
    with pytest.raises(TooManyError, match="wait 300 seconds"):
        attempts.begin("another", "10.0.0.1")
    attempts.begin("another", "10.0.0.2")


def test_a_right_one_takes_its_names_tries_back() -> None:
    attempts = Attempts(lambda: 0.0)
    for _ in range(3):
        for _ in range(10):
            attempts.begin("anna", "10.0.0.1")
        attempts.succeeded("anna")
    attempts.begin("anna", "10.0.0.1")


def test_what_is_refused_is_not_counted_again() -> None:
    now = [0.0]
    attempts = Attempts(lambda: now[0])
    for _ in range(10):
        attempts.begin("anna", "a")
    for _ in range(100):
        now[0] += 1
        with pytest.raises(TooManyError):
            attempts.begin("anna", "a")
    now[0] = 300.0
    attempts.begin("anna", "a")


def test_it_does_not_grow_without_end() -> None:
    attempts = Attempts(lambda: 0.0)
    for number in range(30_000):
        attempts.begin(f"name {number}", f"address {number}")
    assert len(attempts._tries) == 20_000
