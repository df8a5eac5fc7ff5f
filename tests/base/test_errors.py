"""Faults say where they lie, step by step from the inside out."""

import pytest

from desireline.base.errors import InputError, NotFoundError, StorageError, UnreadableError, placed


def test_places_grow_from_the_inside_out() -> None:
    @placed("mapping", "time")
    def read() -> None:
        raise InputError("no such format", place=("format",))

    with pytest.raises(InputError) as told, placed("tables", "orders"):
        read()
    assert told.value.place == ("tables", "orders", "mapping", "time", "format")
    with pytest.raises(InputError) as again:
        read()
    assert again.value.place == ("mapping", "time", "format")


def test_every_error_of_input_can_have_a_place() -> None:
    for error in (NotFoundError("there is no such file"), UnreadableError("expected a name", 3)):
        assert error.place == ()
        with pytest.raises(InputError) as told, placed("where", 0):
            raise error
        assert (told.value.place, str(told.value)) == (("where", 0), str(error))


def test_failures_of_the_system_have_none() -> None:
    with pytest.raises(StorageError), placed("tables"):
        raise StorageError("the disk is full")
