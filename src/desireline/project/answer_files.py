"""Answers, and the people behind their counts, as the content of files."""

from typing import TYPE_CHECKING

import msgspec

from desireline.base.errors import InputError
from desireline.base.i18n import Language, Translator
from desireline.render.tables import AnswerFile

if TYPE_CHECKING:
    from desireline.analyses import Answer, Members, Result

__all__ = ["answer_file", "people_file"]


def answer_file(answer: "Answer[Result]", kind: AnswerFile, lang: Language) -> bytes:
    """Return an answer as the content of a file of a kind.

    Raises:
        InputError: it has no chart, and a picture was asked for.
        MissingExtraError: the kind needs the extra `render`.
    """
    from desireline.render import tables
    from desireline.render.charts import chart_html, chart_picture

    if kind == "json":
        return msgspec.json.format(msgspec.json.encode(answer.to_dict()), indent=2)
    if kind in ("csv", "parquet", "xlsx"):
        return tables.written(answer.table(), kind)
    chart = answer.chart(lang)
    if kind == "html":
        title = Translator(lang)(f"ask.{answer.question.name()}.title")
        return chart_html(title, answer.story(lang), answer.table(), chart, lang).encode()
    if chart is None:
        raise InputError(f"the answer to {answer.question.name()} has no chart: write .json, .csv or .html instead")
    return chart_picture(chart, kind)


def people_file(members: "Members", say: Translator) -> bytes:
    """Return all members of a count as CSV: customer, and when each journey, visit or event began and ended where they are such."""
    import pyarrow as pa

    from desireline.render import tables

    rows = members.page(0, len(members))
    columns: dict[str, list[str]] = {"customer": [row.customer for row in rows]}
    if members.first_us is not None:
        for name in ("first_us", "last_us"):
            moments = (getattr(row, name) for row in rows)
            columns[name.removesuffix("_us")] = [_moment(us, say) for us in moments]
    return tables.written(pa.table(columns), "csv")


def _moment(us: int, say: Translator) -> str:
    from desireline.base.times import from_us, zone

    return from_us(us, zone(say.time_zone)).isoformat()
