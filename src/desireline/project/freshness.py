"""How fresh the data are: by source, against this moment and against the newest event of all."""

from typing import Annotated

import msgspec
from msgspec import Meta

from desireline.journeys import Journeys
from desireline.project.project import Project

__all__ = ["Freshness", "SourceFreshness", "freshness_of"]


class SourceFreshness(msgspec.Struct, frozen=True, kw_only=True):
    """What one source has brought."""

    source: str
    events: int
    first_us: int | None
    last_us: Annotated[
        int | None, Meta(description="Its newest event; null where all lie after the end of the data, in the future.")
    ]
    age_s: Annotated[float | None, Meta(description="From its newest event to now.")]
    behind_s: Annotated[float | None, Meta(description="From its newest event to the newest of all sources.")]
    imported_us: Annotated[int | None, Meta(description="When it was last imported.")]


class Freshness(msgspec.Struct, frozen=True, kw_only=True):
    """How fresh the data are."""

    now_us: Annotated[int, Meta(description="The moment that ages are counted to.")]
    last_us: Annotated[int | None, Meta(description="When the data end; null without any.")]
    age_s: Annotated[float | None, Meta(description="From then to now.")]
    sources: Annotated[list[SourceFreshness], Meta(description="The one with the newest event first.")]


def freshness_of(project: Project, journeys: Journeys | None, now_us: int) -> Freshness:
    """Return how fresh a project's data are, anonymous events included; what lies in the future makes nothing fresher.

    Args:
        project: whose.
        journeys: as they were opened; None where nothing was built.
        now_us: the moment that ages are counted to.
    """
    imported = {record.id: record.at_us for record in project.log.imports()}
    parts = project.log.parts()
    known = [part.last_us for part in parts if part.last_us is not None and part.last_us <= now_us]
    end = journeys.end_us if journeys is not None and journeys.events else max(known, default=None)
    rows = []
    for source in dict.fromkeys(part.source for part in parts):
        own = [part for part in parts if part.source == source]
        firsts = [part.first_us for part in own if part.first_us is not None]
        lasts = [min(part.last_us, end) for part in own if part.last_us is not None and end is not None]
        first, last = min(firsts, default=None), max(lasts, default=None)
        if first is not None and last is not None and first > last:
            last = None
        rows.append(
            SourceFreshness(
                source=source,
                events=sum(part.rows for part in own),
                first_us=first,
                last_us=last,
                age_s=_seconds(last, now_us),
                behind_s=_seconds(last, end),
                imported_us=max((imported[part.import_id] for part in own if part.import_id in imported), default=None),
            )
        )
    rows.sort(key=lambda row: (-(row.last_us or 0), row.source))
    return Freshness(now_us=now_us, last_us=end, age_s=_seconds(end, now_us), sources=rows)


def _seconds(begin: int | None, end: int | None) -> float | None:
    return None if begin is None or end is None else max(0, end - begin) / 1e6
