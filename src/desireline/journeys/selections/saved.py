"""Saved selections: what is wrong with them, before there are any data."""

from collections.abc import Iterator

import msgspec

from desireline.base.errors import InputError
from desireline.base.settings.model import Settings
from desireline.base.settings.shape import nearest
from desireline.journeys.selections.model import Segment, Selection
from desireline.journeys.selections.syntax import parse_selection

__all__ = ["segment_faults", "segments_in"]


def segment_faults(settings: Settings) -> list[str]:
    """Return what is wrong with the segments of the settings: texts that cannot be read, segments that are not there or need themselves.

    Whether touchpoints and values exist, only the data know.
    """
    faults: list[str] = []
    needs: dict[str, list[str]] = {}
    for name, text in settings.segments.items():
        try:
            needs[name] = list(segments_in(parse_selection(text)))
        except InputError as error:
            faults.append(f"segments.{name}: {error}")
    for name, others in needs.items():
        for other in others:
            if other not in settings.segments:
                close = nearest(other, settings.segments)
                faults.append(f"segments.{name} names the segment '{other}', which is not among segments{close}")
        if _needs_itself(name, needs):
            faults.append(f"segments.{name} needs itself, by way of {', '.join(others)}: take one of them out")
    return faults


def segments_in(selection: Selection) -> Iterator[str]:
    """Give the segments a selection names."""
    if isinstance(selection, Segment):
        yield selection.name
        return
    for field in selection.__struct_fields__:
        value = getattr(selection, field)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, msgspec.Struct) and part.__struct_config__.tag is not None:
                yield from segments_in(part)  # type: ignore[arg-type]  # only conditions have tags


def _needs_itself(name: str, needs: dict[str, list[str]]) -> bool:
    waiting, seen = list(needs[name]), set[str]()
    while waiting:
        other = waiting.pop()
        if other == name:
            return True
        if other not in seen:
            seen.add(other)
            waiting += needs.get(other, [])
    return False
