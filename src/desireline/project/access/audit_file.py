"""The audit trail as a table for spreadsheets."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from desireline.project.access.audit import AuditRow

__all__ = ["audit_csv"]

_COLUMNS = ("id", "at", "who", "role", "via", "what", "about", "address")
_START = datetime(1970, 1, 1, tzinfo=UTC)


def audit_csv(rows: Iterable[AuditRow]) -> bytes:
    """Return rows as CSV: times as ISO 8601 in UTC, what a row is about as JSON; no text is taken for a formula."""
    import pyarrow as pa

    from desireline.render.tables import written

    columns: dict[str, list[object]] = {name: [] for name in _COLUMNS}
    for row in rows:
        at = (_START + timedelta(microseconds=row.at_us)).isoformat(timespec="microseconds")
        about = json.dumps(row.about, ensure_ascii=False)
        for name, value in zip(
            _COLUMNS, (row.id, at, row.who, row.role, row.via, row.what, about, row.address), strict=True
        ):
            columns[name].append(value)
    kinds = {name: pa.int64() if name == "id" else pa.string() for name in _COLUMNS}
    return written(pa.table({name: pa.array(columns[name], kinds[name]) for name in _COLUMNS}), "csv")
