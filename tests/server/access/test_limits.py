"""Tries at passwords: few a name, some an address, and how long to wait."""

import pytest

from desireline.base.errors import TooManyError
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
