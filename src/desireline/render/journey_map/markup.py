"""Markup that cannot be broken by what people wrote: text goes in escaped, and only through here."""

from html import escape
from typing import NewType

from desireline.base.text import plain

__all__ = ["Markup", "join", "number", "piece", "tag", "words"]

Markup = NewType("Markup", str)
"""Text that is already well-formed markup."""

Value = str | float | None


def words(text: str) -> Markup:
    """Return a text as markup: escaped, on one line, without characters that XML does not allow."""
    return Markup(escape(plain(text), quote=True))


def piece(text: str) -> Markup:
    """Return a piece of a text that `plain` has seen as markup, spaces at its ends kept."""
    return Markup(escape(text, quote=True))


def number(value: float) -> str:
    """Return a coordinate: two decimals at most, no needless zeros.

    Example:
        >>> number(12.50), number(3.0), number(-0.001)
        ('12.5', '3', '0')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def join(*parts: Markup) -> Markup:
    """Return pieces of markup as one."""
    return Markup("".join(parts))


def tag(element: str, /, *children: Markup, **attributes: Value) -> Markup:
    """Return an element.

    An underscore in an attribute's name stands for a hyphen, at its end for nothing. None leaves an attribute out.
    """
    shown = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{words(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{element}{shown}>{''.join(children)}</{element}>" if children else f"<{element}{shown}/>")
