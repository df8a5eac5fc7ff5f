"""Whatever the table, recognition answers: a mapping of its own columns, or a refusal."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from desireline.sources.mapping import Mapping, TimeRule
from desireline.sources.recognise import ColumnSample, TableSample, recognise
from desireline.sources.recognise.lexicon import CONCEPTS
from table_samples import table

_WORDS = sorted({phrase.strip() for text in CONCEPTS.values() for phrase in text.split(",")})
_NAMES = st.one_of(
    st.text(max_size=20),
    st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4).map(" ".join),
    st.lists(st.sampled_from(_WORDS), min_size=1, max_size=3).map("_".join),
)
_VALUES = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.integers().map(str),
    st.floats().map(str),
    st.datetimes().map(str),
    st.dates().map(lambda day: day.strftime("%d.%m.%Y")),
    st.times().map(lambda time: time.isoformat()),
    st.emails(),
    st.uuids().map(str),
    st.sampled_from(
        ["web", "app", "e-mail", "true", "0", "5", "+36 20 123 4567", "EUR", "UTC", "track", "page", "null", "12,50 €"]
    ),
)
_TYPES = st.sampled_from(["text", "integer", "float", "boolean", "timestamp", "timestamptz", "date", "json"])


@st.composite
def _tables(draw: st.DrawFn) -> TableSample:
    rows = draw(st.integers(0, 6))
    names = draw(st.lists(_NAMES, max_size=7, unique=True))
    return TableSample(
        source=draw(_NAMES),
        columns=[
            ColumnSample(name=name, type=draw(_TYPES), values=draw(st.lists(_VALUES, min_size=rows, max_size=rows)))
            for name in names
        ],
    )


def _named(mapping: Mapping) -> Iterator[str]:
    times: list[TimeRule] = [moment.time for moment in mapping.moments] + ([mapping.time] if mapping.time else [])
    for time in times:
        yield from time.columns
    yield from mapping.name.columns
    for columns in mapping.identifiers.values():
        yield from columns
    if mapping.value:
        yield from mapping.value.columns
        yield from [mapping.value.currency.column] if mapping.value.currency.column else []
    if mapping.text:
        yield from [mapping.text.column, *([mapping.text.language] if mapping.text.language else [])]
    yield from (rule.column for rule in mapping.measures)
    yield from (
        name for name in (mapping.channel.column, mapping.id, mapping.score.column if mapping.score else None) if name
    )


@given(_tables(), st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_table_gets_a_mapping_of_its_columns_or_a_refusal(sample: TableSample, at: bool) -> None:
    found = recognise(sample, currency="EUR", at=at)
    assert (found.mapping is None) != (found.refused is None)
    columns = {column.name for column in sample.columns}
    assert {name for guess in found.guesses for name in guess.columns} <= columns
    if found.mapping is not None:
        assert set(_named(found.mapping)) <= columns
        assert at or found.mapping.time or found.mapping.moments
        assert not (found.mapping.time and found.mapping.moments)
        assert not found.mapping.score or found.mapping.score.min < found.mapping.score.max
    assert recognise(sample, currency="EUR", at=at) == found


def test_every_part_of_the_mapping_has_its_reason() -> None:
    sample = table(
        "orders",
        {
            "order_id": ["1", "2"],
            "customer_id": ["7", "8"],
            "ordered_at": ["2024-01-15 10:00", "2024-01-16 10:00"],
            "total": ["5", "6"],
        },
    )
    found = recognise(sample, currency="HUF")
    assert [guess.role for guess in found.guesses] == [
        "time",
        "name",
        "identifier:customer_id",
        "value",
        "currency",
        "channel",
    ]
    reasons = {guess.role: guess.reason for guess in found.guesses}
    assert reasons["currency"] == "no column names a currency; amounts are read as HUF, the project's"
    assert reasons["identifier:customer_id"] == "column 'customer_id': its name says the number of a customer"
    assert reasons["time"].startswith("column 'ordered_at': ISO dates with the time of day, such as 2024-01-15 10:00")
    assert all(guess.sure for guess in found.guesses)
