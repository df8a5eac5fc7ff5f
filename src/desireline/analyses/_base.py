"""What every question has."""

import importlib
import pkgutil
from functools import cache
from typing import ClassVar, Generic, TypeVar

import msgspec

from desireline.journeys import Journeys

__all__ = ["Analysis", "Result", "registry"]


class Result(msgspec.Struct, frozen=True, kw_only=True, rename={"from_": "from"}):
    """The typed answer of an analysis."""


R = TypeVar("R", bound=Result)


class Analysis(msgspec.Struct, Generic[R], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One question: parameters in, result out. Its name is its file's."""

    title: ClassVar[str]
    result: ClassVar[type[Result]]

    @classmethod
    def name(cls) -> str:
        """Return the name by which it is asked."""
        return cls.__module__.rpartition(".")[2]

    def run(self, journeys: Journeys) -> R:
        """Answer the question.

        Raises:
            InputError: a parameter is not allowed, or names something that does not exist.
        """
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
