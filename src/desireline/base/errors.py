"""The errors people see. Each is one sentence: what, which value, what is allowed, what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

__all__ = [
    "BusyError",
    "ChangedError",
    "ConflictError",
    "DesirelineError",
    "ForbiddenError",
    "InputError",
    "MissingExtraError",
    "NotFoundError",
    "Place",
    "SettingsError",
    "SignInNeededError",
    "StorageError",
    "TooManyError",
    "UnreadableError",
    "placed",
]

Place = tuple[str | int, ...]
"""The way to a value within what was given: keys, and places in lists from 0."""


class DesirelineError(Exception):
    """Base of all errors that Desireline raises on purpose.

    Attributes:
        code: stable name of the kind of error, for programs.
        status: the HTTP status the server answers with.
        exit_code: what the command line ends with (2: wrong usage or input, 3: the system failed).
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 3


class InputError(DesirelineError, ValueError):
    """What was given cannot be used: a file, a value, an option.

    Attributes:
        place: where in what was given it lies, in steps: keys, and places in lists from 0; empty where that is not known.
    """

    code = "bad-input"
    status = 400
    exit_code = 2

    def __init__(self, *said: object, place: Place = ()) -> None:
        super().__init__(*said)
        self.place = place


@contextmanager
def placed(*steps: str | int) -> Iterator[None]:
    """Say of errors raised within (or by a function this decorates) where they lie: at these steps, then at those they name."""
    try:
        yield
    except InputError as error:
        error.place = (*steps, *error.place)
        raise


class UnreadableError(InputError):
    """A text that people write by rules, a selection or a pattern, cannot be read.

    Attributes:
        at: the character where it goes wrong, counted from 0; the text's length where something is missing at its end.
    """

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


class SettingsError(InputError):
    """`desireline.yaml` (or another settings file) holds something that is not allowed."""

    code = "bad-settings"


class NotFoundError(InputError, LookupError):
    """Something named does not exist; the message lists what does."""

    code = "not-found"
    status = 404

    def __str__(self) -> str:
        """Return the sentence as written (LookupError alone would quote it)."""
        return str(self.args[0]) if self.args else ""


class StorageError(DesirelineError, OSError):
    """The disk, or a file the program itself wrote, failed."""

    code = "storage"


class BusyError(DesirelineError, OSError):
    """Another process is writing to the same project."""

    code = "busy"
    status = 409


class ConflictError(InputError):
    """What was asked for would break something else: a name that is taken, or one that is in use."""

    code = "conflict"
    status = 409


class ChangedError(InputError):
    """Somebody else has changed what is to be changed since it was looked at."""

    code = "changed"
    status = 412


class MissingExtraError(DesirelineError, ImportError):
    """A part of Desireline that is installed on request is missing."""

    code = "missing-extra"
    status = 501
    exit_code = 2

    def __init__(self, extra: str, purpose: str) -> None:
        super().__init__(
            f"{purpose} needs the extra '{extra}', which is not installed: pip install 'desireline[{extra}]'"
        )


class SignInNeededError(DesirelineError):
    """Whoever asks has not signed in, or no longer is."""

    code = "sign-in-needed"
    status = 401
    exit_code = 2


class ForbiddenError(DesirelineError, PermissionError):
    """Whoever asks is known, and may not do it."""

    code = "forbidden"
    status = 403
    exit_code = 2


class TooManyError(DesirelineError):
    """Asked too often in too short a time.

    Args:
        message: the sentence.
        wait_s: after how many seconds it is worth asking again.
    """

    code = "too-many"
    status = 429
    exit_code = 2

    def __init__(self, message: str, wait_s: int) -> None:
        super().__init__(message)
        self.wait_s = wait_s
