"""Sentences name no options; the command line adds the one that helps."""

import pytest

from desireline.base.errors import InputError, Place, StorageError
from desireline.cli._ways_out import option_for, option_to


@pytest.mark.parametrize(
    ("place", "option"),
    [
        (("files", "a.csv", "encoding"), " (--encoding)"),
        (("files", "a.csv", "separator"), " (--separator)"),
        (("files", "a.csv", "format"), " (--format)"),
        (("files", "a.csv"), ""),
        (("tables", "a", "at"), " (--at 2026-01-31 · --mapping FILE)"),
        (("tables", "a", "mapping"), " (--mapping FILE)"),
        (("tables", "a", "mapping", "time", "format"), ""),
        (("tables", "a", "mapping", "time"), ""),
        (("at",), ""),
        ((), ""),
    ],
)
def test_the_option_is_named_where_the_fault_lies(place: Place, option: str) -> None:
    assert option_for(InputError("wrong", place=place)) == option


def test_other_errors_name_none() -> None:
    assert option_for(StorageError("the disk is full")) == ""
    assert [option_to(cure) for cure in (None, "else")] == ["", ""]
