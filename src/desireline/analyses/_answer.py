"""A question answered: its result, its groups, what it is compared with; opened, drawn, told, and as a table."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

import msgspec

from desireline.analyses._base import Analysis, Result
from desireline.analyses._cells import Cell, has_count, no_such_cell, parse_cell
from desireline.analyses._comparing import Comparison, compare
from desireline.analyses._members import Members
from desireline.analyses._persons import rows_of_customers, without_customers
from desireline.analyses._tables import AnswerTable, tables
from desireline.base.errors import NotFoundError
from desireline.base.i18n import Language, Translator
from desireline.journeys import Journeys
from desireline.journeys.memory import give_back
from desireline.journeys.narrowing import during, only
from desireline.journeys.types import shown_value

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Answer", "Group", "ask"]

R = TypeVar("R", bound=Result)

_TOLD = 5


@dataclass(frozen=True)
class Group(Generic[R]):
    """The answer for one value of a dimension, for all other values, or for none; or for those one is compared with.

    Attributes:
        kind: which of these.
        value: the value, or the selection; None for all others and for none.
        counted: the journeys the answer rests on.
        result: the answer.
    """

    kind: Literal["value", "other", "none", "compared"]
    value: str | None
    counted: Journeys = field(repr=False)
    result: R

    def name(self, say: Translator, by: str | None = None) -> str:
        """Return what people call it.

        Args:
            say: the language.
            by: the dimension whose value it has.
        """
        if self.value is None:
            return say(f"ask.group.{self.kind}")
        return self.value if by is None else shown_value(self.counted.settings, by, self.value, say)


@dataclass(frozen=True)
class Answer(Generic[R]):
    """What a question gave. The result's own fields can be read from here: `answer.steps`.

    Attributes:
        question: as it was asked.
        counted: the journeys the answer rests on.
        result: the answer.
        groups: the same for each value of `by`; customers may be in several where `overlap` says so.
        overlap: whether a customer can be in more than one group.
        compared: the answer for those it is compared with, where there are any.
        comparison: the differences.
        customers_left_out: whether lists that name customers one by one are empty, because whoever asks may not see people.
    """

    question: Analysis[R]
    counted: Journeys = field(repr=False)
    result: R
    groups: list[Group[R]] = field(default_factory=list)
    overlap: bool = False
    compared: Group[R] | None = None
    comparison: Comparison | None = None
    customers_left_out: bool = False

    def __getattr__(self, name: str) -> Any:
        """Return a field of the result."""
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.result, name)

    def people(self, cell: str | Cell) -> Members:
        """Return exactly those whom a count counted.

        Args:
            cell: where the count stands: `/steps/1/customers`, `/groups/0/steps/1/customers`, `/compared/steps/1/customers`.

        Raises:
            NotFoundError: there is no such count.
        """
        path = parse_cell(cell) if isinstance(cell, str) else cell
        match path:
            case ("groups", int(place), *rest) if place < len(self.groups):
                asked: tuple[Journeys, R] = (self.groups[place].counted, self.groups[place].result)
            case ("compared", *rest) if self.compared is not None:
                asked = (self.compared.counted, self.compared.result)
            case ("groups" | "compared", *_):
                raise NotFoundError(f"the answer has no '{path[0]}' of that place: ask with by or compare")
            case _:
                asked, rest = (self.counted, self.result), list(path)
        counted, result = asked
        if not has_count(result, tuple(rest)):
            raise no_such_cell(tuple(rest), result)
        members = self.question.open(counted, result, tuple(rest))
        counted.forget()
        give_back()
        return members

    def customers_named(self) -> int:
        """Return how many rows of the answer, its groups and its other side name a customer."""
        others = [*self.groups, *([self.compared] if self.compared else [])]
        return sum(rows_of_customers(result) for result in (self.result, *(other.result for other in others)))

    def without_customers(self) -> "Answer[R]":
        """Return the answer for whoever may not see people: with all its numbers, and no row that names a customer."""
        if not self.customers_named():
            return self
        return replace(
            self,
            result=without_customers(self.result),
            groups=[replace(group, result=without_customers(group.result)) for group in self.groups],
            compared=self.compared and replace(self.compared, result=without_customers(self.compared.result)),
            customers_left_out=True,
        )

    def table(self) -> "pa.Table":
        """Return the answer's rows as an Arrow table, with a column `group` where there are groups."""
        import pyarrow as pa

        rows = [
            ({"group": group.value or f"({group.kind})"} if self.groups else {}) | _flat(msgspec.to_builtins(row))
            for group in self.groups or [Group("value", None, self.counted, self.result)]
            for row in self.question.rows(group.result)
        ]
        names = list(dict.fromkeys(name for row in rows for name in row))
        return pa.table({name: [row.get(name) for row in rows] for name in names})

    def tables(self, language: Language | None = None, *, most: int | None = None) -> list[AnswerTable]:
        """Return the answer as people read it: each list as a table with titles, and what stands in none; every count with its cell.

        Args:
            language: of titles and words; the project's where None.
            most: how many rows a table gives at most; None: all.
        """
        return tables(self, self._say(language), most=most)

    def chart(self, language: Language | None = None) -> dict[str, Any] | None:
        """Return the answer drawn, a Vega-Lite spec; a drawing for each group, all for the one and the other where they are compared."""
        say = self._say(language)
        if self.groups:
            return _stacked(
                [
                    (group.name(say, self.question.by), f"/groups/{place}", self.question.chart(group.result, say))
                    for place, group in enumerate(self.groups)
                ]
            )
        drawn = self.question.chart(self.result, say)
        if self.compared is None:
            return drawn
        return _stacked(
            [
                (self.question.where or say("ask.everybody"), "", drawn),
                (self.compared.name(say), "/compared", self.question.chart(self.compared.result, say)),
            ]
        )

    def story(self, language: Language | None = None) -> list[str]:
        """Return the answer in plain sentences."""
        say = self._say(language)
        told = self.question.story(self.result, say)
        told += [
            f"{group.name(say, self.question.by)}: {self.question.story(group.result, say)[0]}"
            for group in self.groups[:_TOLD]
        ]
        if self.groups and self.overlap:
            told.append(say("ask.groups.overlap"))
        if self.comparison is not None:
            told += self.comparison.story(self.question.name(), say)
        if self.customers_left_out:
            told.append(say("ask.customers_left_out"))
        return told

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain values: the result's fields, and `groups`, `compared`, `comparison` where they were asked for."""
        content: dict[str, Any] = msgspec.to_builtins(self.result)
        if self.question.by is not None:
            content["groups"] = [
                {"kind": group.kind, "value": group.value} | msgspec.to_builtins(group.result) for group in self.groups
            ]
            content["groups_overlap"] = self.overlap
        if self.compared is not None:
            content["compared"] = msgspec.to_builtins(self.compared.result)
            content["comparison"] = msgspec.to_builtins(self.comparison)
        if self.customers_left_out:
            content["customers_left_out"] = True
        return content

    def _say(self, language: Language | None) -> Translator:
        settings = self.counted.settings
        return Translator(language or settings.language, settings.time_zone)

    def _repr_html_(self) -> str:
        """Show the story and the table in a notebook."""
        from html import escape

        table = self.table()
        head = "".join(f"<th>{escape(name)}</th>" for name in table.column_names)
        body = "".join(
            f"<tr>{''.join(f'<td>{escape(str(value))}</td>' for value in row.values())}</tr>"
            for row in table.to_pylist()
        )
        told = "".join(f"<p>{escape(sentence)}</p>" for sentence in self.story())
        return f"{told}<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def ask(question: Analysis[R], journeys: Journeys) -> Answer[R]:
    """Answer a question about journeys: narrowed, grouped and compared as it says.

    Raises:
        InputError: a parameter is not allowed.
        NotFoundError: it names something that does not exist.
    """
    within = during(journeys, question.period)
    chosen = only(within, question.where, journeys)
    result = question.run(chosen)
    groups: list[Group[R]] = []
    overlap = False
    if question.by is not None:
        parted = chosen.by(question.by)
        overlap = parted.overlaps
        at_once = question.run_groups(chosen, parted)
        for place, part in enumerate(parted.groups):
            own = chosen.only(part.keep)
            groups.append(Group(part.kind, part.value, own, question.run(own) if at_once is None else at_once[place]))
            own.forget()
    other = comparison = None
    if question.compare is not None:
        own = only(within, question.compare, journeys)
        other = Group("compared", question.compare, own, question.run(own))
        comparison = compare(question, (chosen, result), (own, other.result))
        own.forget()
    chosen.forget()
    give_back()
    return Answer(question, chosen, result, groups, overlap, other, comparison)


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """Put what lies within a value beside it: `bounce` becomes `bounce_share`, `bounce_low` and so on; of listed shares, the shares."""
    flat: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, dict):
            flat |= {(inner if inner == name else f"{name}_{inner}"): part for inner, part in value.items()}
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            flat[name] = [part.get("share") for part in value]
        else:
            flat[name] = value
    return flat


def _stacked(drawn: Sequence[tuple[str, str, dict[str, Any] | None]]) -> dict[str, Any] | None:
    """Return drawings under each other, each under its name, with cells that begin with its path."""
    shown = [(name, _moved(chart, path)) for name, path, chart in drawn if chart is not None]
    if not shown:
        return None
    outer = {key: shown[0][1][key] for key in ("$schema", "config")}
    inner = [
        {"title": name} | {key: value for key, value in chart.items() if key not in outer} | {"width": 520}
        for name, chart in shown
    ]
    return outer | {"vconcat": inner}


def _moved(chart: dict[str, Any], path: str) -> dict[str, Any]:
    """Return a drawing whose cells begin with a path."""
    rows = [row | {"cell": f"{path}{row['cell']}"} if "cell" in row else row for row in chart["data"]["values"]]
    return chart | {"data": {"values": rows}}
