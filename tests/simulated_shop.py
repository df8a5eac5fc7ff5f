"""A simulated shop, read with nothing but the standard library."""

import csv
import io
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from desireline.simulator import Simulated, Truth


@dataclass(frozen=True)
class Shop:
    folder: Path
    simulated: Simulated
    truth: Truth

    @cached_property
    def lines(self) -> list[str]:
        """Every line of the web tracking."""
        return [
            line for path in sorted((self.folder / "web").iterdir()) for line in path.read_text("utf-8").splitlines()
        ]

    @cached_property
    def events(self) -> list[dict[str, Any]]:
        """The web tracking without repeated lines."""
        decoder = msgspec.json.Decoder()
        return [decoder.decode(line) for line in dict.fromkeys(self.lines)]

    def table(self, name: str, delimiter: str = ",", *, repeated: bool = False) -> list[dict[str, str]]:
        """The rows of a table, without repeated ones unless they are asked for."""
        rows = list(csv.DictReader(io.StringIO((self.folder / name).read_text("utf-8")), delimiter=delimiter))
        assert all(None not in row and None not in row.values() for row in rows), (
            f"{name}: a row has another number of cells"
        )
        return rows if repeated else [dict(row) for row in dict.fromkeys(tuple(row.items()) for row in rows)]
