"""Tables as files: CSV, Parquet, XLSX."""

import io
from typing import TYPE_CHECKING, Literal

from desireline.base.errors import MissingExtraError

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["ANSWER_FILES", "AnswerFile", "written"]

AnswerFile = Literal["json", "csv", "parquet", "xlsx", "html", "svg", "png"]
"""The kinds of file an answer can be written as; pictures and pages are drawn elsewhere."""
ANSWER_FILES: tuple[AnswerFile, ...] = AnswerFile.__args__  # type: ignore[attr-defined]  # Literal keeps its values there

_STEERING = ("=", "+", "-", "@", "\t", "\r")


def written(table: "pa.Table", kind: str) -> bytes:
    """Return a table as the content of a file of a kind: `csv`, `parquet` or `xlsx`.

    In CSV and XLSX a text that a spreadsheet would take for a formula stands behind an apostrophe; lists are joined by ` > `.

    Raises:
        MissingExtraError: XLSX, and the extra `render` is not installed.
    """
    if kind == "parquet":
        import pyarrow.parquet as pq

        content = io.BytesIO()
        pq.write_table(table, content)
        return content.getvalue()
    rows = [[_cell(value) for value in row.values()] for row in table.to_pylist()]
    return _csv(table.column_names, rows) if kind == "csv" else _xlsx(table.column_names, rows)


def _csv(names: list[str], rows: list[list[object]]) -> bytes:
    import csv

    content = io.StringIO()
    writer = csv.writer(content, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)
    return content.getvalue().encode()


def _xlsx(names: list[str], rows: list[list[object]]) -> bytes:
    try:
        import xlsxwriter  # an extra
    except ImportError as error:
        raise MissingExtraError("render", "writing a spreadsheet") from error
    content = io.BytesIO()
    with xlsxwriter.Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, names)
        for place, row in enumerate(rows, start=1):
            sheet.write_row(place, 0, ["" if value is None else value for value in row])
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    return content.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, list):
        value = " > ".join("" if part is None else str(part) for part in value)
    if isinstance(value, str) and value.startswith(_STEERING):
        return f"'{value}"
    return value
