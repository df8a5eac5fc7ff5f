"""Which option of `desireline import` says what a sentence asks for; the app has a field for each."""

from desireline.base.errors import InputError

__all__ = ["option_for", "option_to"]

_OF_FILES = {"encoding": "--encoding", "format": "--format", "separator": "--separator"}
_TO = {"at": "--at 2026-01-31", "mapping": "--mapping FILE"}


def option_for(error: Exception) -> str:
    """Return the option that an error's way out goes by, in brackets after a space; nothing where it goes by none."""
    place = error.place if isinstance(error, InputError) else ()
    last = str(place[-1]) if place else ""
    if place[:1] == ("files",):
        return f" ({_OF_FILES[last]})" if last in _OF_FILES else ""
    return option_to("mapping" if last == "columns" else last) if place[:1] == ("tables",) else ""


def option_to(cure: str | None) -> str:
    """Return the options that make a refused table readable, in brackets after a space; nothing where none does."""
    if cure == "at":
        return f" ({_TO['at']} · {_TO['mapping']})"
    return f" ({_TO[cure]})" if cure in _TO else ""
