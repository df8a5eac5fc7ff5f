"""Versions of answers and of what is changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar.testing import RequestFactory

from desireline.server.versions import VersionNeededError, asked_version, tagged, unchanged, version_of


@pytest.mark.parametrize("header", ['"3"', 'W/"3"', "3", ' "3" '])
def test_a_change_says_which_version_it_was_made_to(header: str) -> None:
    assert asked_version(RequestFactory().put(headers={"if-match": header})) == "3"


def test_a_change_to_any_version_says_so() -> None:
    assert asked_version(RequestFactory().put(headers={"if-match": "*"})) is None
    with pytest.raises(VersionNeededError, match="If-Match"):
        asked_version(RequestFactory().put())


@given(st.lists(st.text()), st.lists(st.text()))
def test_a_version_tells_apart_what_differs(one: list[str], other: list[str]) -> None:
    assert (version_of(*one) == version_of(*other)) is (one == other)


def test_only_the_version_that_the_asker_has_is_not_sent_again() -> None:
    version = version_of("42", "lang=hu")
    sent = tagged({"a": 1}, version)
    known = unchanged(RequestFactory().get(headers={"if-none-match": sent.headers["etag"]}), version)
    assert known is not None
    assert (known.status_code, known.content, known.headers) == (304, b"", sent.headers)
    assert unchanged(RequestFactory().get(headers={"if-none-match": sent.headers["etag"]}), version_of("43")) is None
    assert unchanged(RequestFactory().get(), version) is None
