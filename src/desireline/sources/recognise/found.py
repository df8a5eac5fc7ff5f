"""Everything that was found in a table, role by role, before it is written down as a mapping."""

from collections.abc import Collection, Sequence

import msgspec

from desireline.sources.recognise.amounts import Amount, amount
from desireline.sources.recognise.channels import ChannelGuess, channel
from desireline.sources.recognise.content import Column
from desireline.sources.recognise.event_names import EventNames, event_names
from desireline.sources.recognise.identifiers import identifiers
from desireline.sources.recognise.measures import MeasureGuess, measures
from desireline.sources.recognise.moments import MomentColumn, moment_columns
from desireline.sources.recognise.people import Identifier
from desireline.sources.recognise.scores import Score, score
from desireline.sources.recognise.subjects import Subject, subject_of
from desireline.sources.recognise.texts import Text, text
from desireline.sources.recognise.times import TimeColumn, time_columns

__all__ = ["Found", "look", "without"]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What was found in a table."""

    source: str
    columns: list[Column]
    subject: Subject
    times: list[TimeColumn]
    people: list[Identifier]
    names: EventNames | None
    moments: list[MomentColumn]
    amount: Amount | None
    score: Score | None
    text: Text | None
    channel: ChannelGuess
    measures: list[MeasureGuess]

    @property
    def happens(self) -> bool:
        """Whether something happens here: to a person, or with a name, a value, a score or words of its own."""
        told = self.names or self.amount or self.score or (self.text and self.text.named)
        return bool(self.people or (told and not self.subject.things))


def look(source: str, columns: list[Column], currency: str) -> Found:
    """Ask each role in turn; a column that one has taken is not offered to the next."""
    subject = subject_of(source, columns)
    times = time_columns(columns, subject)
    rest = without(columns, {name for time in times for name in time.columns})
    people = identifiers(rest, subject)
    rest = without(rest, {one.column for one in people})
    names = event_names(rest, subject)
    rest = without(rest, {column.name for column in names.columns} if names else ())
    words = text(rest, subject)
    rest = without(rest, (words.rule.column,) if words else ())
    answer = score(rest, subject)
    rest = without(rest, (answer.rule.column,) if answer else ())
    return Found(
        source=source,
        columns=columns,
        subject=subject,
        times=times,
        people=people,
        names=names,
        moments=[] if names else moment_columns(times, columns, subject),
        amount=amount(rest, subject, currency, named=names is not None),
        score=answer,
        text=words,
        channel=channel(source, columns, subject, names=names.columns[0] if names else None),
        measures=[] if names or people else measures(rest, subject),
    )


def without(columns: Sequence[Column], taken: Collection[str]) -> list[Column]:
    """Return the columns that are not taken."""
    return [column for column in columns if column.name not in taken]
