"""What every question has."""

import importlib
import pkgutil
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Generic, Self, TypeVar

import msgspec
from msgspec import Meta, inspect

from desireline.analyses._cells import Cell, SharePlace, no_such_cell, shares
from desireline.analyses._members import Members, all_customers, all_events
from desireline.analyses._parameters import DimensionName, Parameter, PeriodText, SelectionText, parameters
from desireline.analyses._persons import lists_of_customers
from desireline.base.i18n import Translator
from desireline.journeys import Journeys

if TYPE_CHECKING:
    from desireline.journeys.groups import Groups

__all__ = ["Analysis", "Result", "registry"]


class Result(msgspec.Struct, frozen=True, kw_only=True, rename={"from_": "from"}):
    """The typed answer of an analysis."""


R = TypeVar("R", bound=Result)


class Analysis(msgspec.Struct, Generic[R], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One question: parameters in, result out. Its name is its file's.

    A question says how it is counted (`run`), whom each count counted (`open`), what its main table is (`rows`), how it is drawn
    (`chart`) and told (`story`). What narrows and compares (`where`, `period`, `by`, `compare`) is done for all questions alike by
    `ask`: `run` and `open` are given the journeys they shall count, and need not know.
    """

    title: ClassVar[str]
    result: ClassVar[type[Result]]

    where: Annotated[
        SelectionText | None,
        Meta(description='A selection: what is counted, such as country = "HU" and did("checkout").'),
    ] = None
    period: Annotated[
        PeriodText | None, Meta(description="Only events of these days: 2026-03, 2026-01-01..2026-03-31 or last 30d.")
    ] = None
    by: Annotated[DimensionName | None, Meta(description="A dimension: one answer for each of its values.")] = None
    compare: Annotated[SelectionText | None, Meta(description="Another selection to compare with.")] = None

    @classmethod
    def name(cls) -> str:
        """Return the name by which it is asked."""
        return cls.__module__.rpartition(".")[2]

    @classmethod
    def names_customers(cls) -> bool:
        """Say whether its answers have rows that name customers one by one: those are for whoever may see people."""
        return bool(lists_of_customers(cls.result))

    @classmethod
    def parameters(cls, say: Translator) -> list[Parameter]:
        """Return the parameters as a form needs them, those that all questions have last."""
        return parameters(cls, cls.name(), frozenset(Analysis.__struct_fields__), say)

    @classmethod
    def example(cls, journeys: Journeys) -> Self | None:  # noqa: ARG003 - questions with parameters that are needed look
        """Return a question to begin with, which shows something of these data; None where they hold nothing to ask of.

        Without parameters where it needs none.
        """
        return cls()

    def run(self, journeys: Journeys) -> R:
        """Answer the question.

        Raises:
            InputError: a parameter is not allowed, or names something that does not exist.
        """
        raise NotImplementedError

    def run_groups(self, journeys: Journeys, parted: "Groups") -> list[R] | None:  # noqa: ARG002 - some questions look
        """Answer the question for all groups of a dimension in one pass, with what `run` would answer for each.

        Args:
            journeys: those that are grouped.
            parted: their groups.

        Returns:
            The answers in the order of groups; None where there is no such way, and each group is to be counted by itself.
        """
        return None

    def open(self, journeys: Journeys, result: R, cell: Cell) -> Members:
        """Return exactly those that a count of the result counted.

        Args:
            journeys: those that were counted.
            result: the answer.
            cell: where the count stands in it.

        Raises:
            NotFoundError: no count stands there.
        """
        match cell:
            case ("customers",):
                return all_customers(journeys)
            case ("events",):
                return all_events(journeys)
        raise no_such_cell(cell, result)

    def rows(self, result: R) -> Sequence[msgspec.Struct]:
        """Return the rows of the answer's table: its first list of structs, or the answer itself where it has none."""
        described = inspect.type_info(type(result))
        assert isinstance(described, inspect.StructType)
        for field in described.fields:
            kind = field.type.type if isinstance(field.type, inspect.Metadata) else field.type
            if isinstance(kind, inspect.ListType) and isinstance(kind.item_type, inspect.StructType):
                rows: Sequence[msgspec.Struct] = getattr(result, field.name)
                return rows
        return [result]

    def shares(self, result: R) -> Iterable[tuple[str, SharePlace]]:
        """Return the shares that are compared with those of another answer, each with a name that both give it."""
        return shares(result)

    def absent(self, result: R) -> SharePlace | None:  # noqa: ARG002 - some questions look
        """Return the share of what has no row in the result, where that is known to be zero; None where it is not."""
        return None

    def chart(self, result: R, say: Translator) -> dict[str, Any] | None:
        """Return the answer drawn: a Vega-Lite spec; None where there is nothing to draw.

        A row of its data that shows a count names its cell as `cell`, so that marks open too.
        """
        raise NotImplementedError

    def story(self, result: R, say: Translator) -> list[str]:
        """Return the answer in plain sentences."""
        raise NotImplementedError


@cache
def registry() -> dict[str, type[Analysis[Result]]]:
    """Return all questions by name."""
    package = importlib.import_module("desireline.analyses")
    found: dict[str, type[Analysis[Result]]] = {}
    for module_info in pkgutil.iter_modules(package.__path__):
        if module_info.name.startswith("_"):
            continue
        module = importlib.import_module(f"desireline.analyses.{module_info.name}")
        for item in vars(module).values():
            if isinstance(item, type) and issubclass(item, Analysis) and item.__module__ == module.__name__:
                found[item.name()] = item
    return found
