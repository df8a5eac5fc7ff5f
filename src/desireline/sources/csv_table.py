"""Delimited text as a table: short rows are filled up, rows with too many fields noted."""

from desireline.events import quote_text
from desireline.sources.delimited import Dialect, sniff
from desireline.sources.files import SourceFile
from desireline.sources.tables import Table, TableColumn, path_list
from desireline.sources.texts import HEAD_BYTES, MAX_LINE_BYTES, decoded, open_bytes

__all__ = ["csv_dialect", "csv_table", "row_text"]


def csv_dialect(file: SourceFile) -> Dialect:
    """Tell how a delimited file is written, from its beginning."""
    with open_bytes(file.path, file.compression) as stream:
        head = stream.read(HEAD_BYTES)
        whole = len(head) < HEAD_BYTES
    text = decoded(file.path, head, file.encoding)
    return sniff(text.replace("\r\n", "\n").replace("\r", "\n"), whole=whole, separator=file.separator)


def csv_table(files: list[SourceFile], ready: list[SourceFile], dialect: Dialect) -> Table:
    """Return the rows of delimited files that are written alike.

    Args:
        files: as they were given.
        ready: the same as UTF-8 with like line ends.
        dialect: how all of them are written.
    """
    names = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(len(dialect.names)))
    spans = dialect.quote != '"' or dialect.escape != '"' or any(file.text and file.text.spans for file in ready)
    options = {
        "auto_detect": "false",
        "columns": f"{{{names}}}",
        "header": str(dialect.header).lower(),
        "skip": str(dialect.skip),
        "delim": quote_text(dialect.delimiter),
        "quote": quote_text(dialect.quote),
        "escape": quote_text(dialect.escape),
        "nullstr": "''",
        "max_line_size": str(MAX_LINE_BYTES),
        "compression": quote_text(ready[0].compression),
        "filename": "true",
        "hive_partitioning": "false",
        "strict_mode": "true",
        "null_padding": "true",
        # Reading in parallel loses rows where quoted fields run over lines, and cannot fill up short rows there.
        "parallel": str(not spans).lower(),
    }
    scan = f"read_csv({path_list(ready)}, " + ", ".join(f"{key} = {value}" for key, value in options.items())
    columns = [TableColumn(name, "text", f"c{number}", f"c{number}") for number, name in enumerate(dialect.names)]
    return Table(
        files=files,
        read=ready,
        columns=columns,
        scan=f"{scan}, ignore_errors = true)",
        counting=f"{scan}, store_rejects = true)",
        row_text=row_text(columns),
        dialect=dialect,
    )


def row_text(columns: list[TableColumn]) -> str:
    """Return SQL of a row's values as one text; an empty value and none are the same, in every format."""
    parts = ", ".join(f"coalesce({column.text}, '')" for column in columns)
    return f"concat_ws(chr(31), {parts})"
