"""Ids: the same whatever files the rows come in, in whatever order; true repeats stay."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desireline.project import Project
from trial_imports import bring, event_ids, events, import_text, made_project, times

MAPPING = "time: {columns: [when]}\nname: {columns: [what]}\nidentifiers: {user_id: [who]}\n"
Row = tuple[str, str, str]
ROWS = st.tuples(
    st.sampled_from(["u1", "u2", ""]),
    st.sampled_from(["2024-01-01", "2024-06-01T10:00:00Z", "2025-01-01", "never"]),
    st.sampled_from("ab"),
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return made_project(tmp_path / "shop")


def text(rows: list[Row]) -> str:
    return "who,when,what\n" + "".join(",".join(row) + "\n" for row in rows)


@settings(max_examples=15)
@given(
    files=st.lists(st.lists(ROWS, min_size=1, max_size=8), min_size=1, max_size=5),
    again=st.lists(st.integers(min_value=0, max_value=4), max_size=3),
    data=st.data(),
)
def test_any_files_in_any_order_give_the_same_events(
    tmp_path_factory: pytest.TempPathFactory, files: list[list[Row]], again: list[int], data: st.DataObject
) -> None:
    """An event is a row and its number among the identical rows of its file."""
    files = [[*rows, ("u3", "2024-02-02", "c")] for rows in files]  # a file without any time is an error
    expected = Counter[Row]()
    for rows in files:
        expected |= Counter(row for row in rows if row[1] != "never")
    found = []
    for _ in range(2):
        folder = tmp_path_factory.mktemp("files")
        project = made_project(folder / "shop")
        order = data.draw(st.permutations([*range(len(files)), *(number for number in again if number < len(files))]))
        cuts = data.draw(st.lists(st.integers(min_value=1, max_value=len(order)), max_size=3))
        bounds = sorted({0, *cuts, len(order)})
        for batch, (start, end) in enumerate(pairwise(bounds)):
            paths = []
            for place, number in enumerate(order[start:end]):
                path = folder / f"{batch}" / f"{place}" / f"events-{place}.csv"
                path.parent.mkdir(parents=True)
                path.write_text(text(files[number]))
                paths.append(path)
            (record,) = bring(project, *paths, mapping=MAPPING).records
            in_all = sum(len(files[number]) for number in order[start:end])
            assert record.rows == in_all == record.events + record.known + record.rejected
        kept = Counter((who or "", what, when[:10]) for who, what, when in zip(*_columns(project), strict=True))
        assert kept == Counter({(who, what, when[:10]): count for (who, when, what), count in expected.items()})
        found.append(event_ids(project))
    assert found[0] == found[1]
    assert len(set(found[0])) == len(found[0])


def _columns(project: Project) -> tuple[list[str | None], list[str], list[str]]:
    return events(project, "id:user_id"), events(project, "name"), times(project)


def test_true_repeats_stay_and_are_counted(project: Project) -> None:
    rows = [("u1", "2024-01-01", "a")] * 3 + [("u2", "2024-01-01", "a")]
    (record,) = import_text(project, text(rows), mapping=MAPPING).records
    assert (record.events, record.repeats, record.known) == (4, 2, 0)
    (record,) = import_text(project, text([*rows, rows[0]]), mapping=MAPPING).records
    assert (record.events, record.repeats, record.known) == (1, 1, 4)


def test_rows_keep_their_order_where_some_are_left_out(project: Project) -> None:
    """Long enough to be read by several threads."""
    rows = [(f"u{number}", "2024-01-01", "a") for number in range(300_000)]
    import_text(project, text(rows[:5]), name="e-1.csv", mapping=MAPPING)
    mixed = [*rows[:100_000], rows[7], *rows[100_000:], rows[5]]
    (record,) = import_text(project, text(mixed), name="e-2.csv", mapping=MAPPING).records
    assert (record.events, record.repeats, record.known) == (299_997, 2, 5)
    assert events(project, "id:user_id") == [row[0] for row in [*rows[:5], *mixed[5:]]]


def test_the_client_s_id_goes_before_the_row(project: Project) -> None:
    rows = "id,when,what\n1,2024-01-01,a\n2,2024-01-01,a\n1,2024-01-05,b\n,2024-01-01,a\n,2024-01-01,a\n"
    mapping = "time: {columns: [when]}\nname: {columns: [what]}\nid: id\n"
    (record,) = import_text(project, rows, mapping=mapping).records
    assert (record.events, record.repeats, record.known) == (4, 1, 1)
    later = "id,when,what\n2,2030-01-01,changed\n3,2030-01-01,a\n,2024-01-01,a\n"
    (record,) = import_text(project, later, name="events-2.csv", mapping=mapping).records
    assert (record.events, record.repeats, record.known) == (1, 0, 2)


def test_rows_known_by_another_reading_of_their_time_are_known(project: Project) -> None:
    rows = [("u1", "01/02/2024", "a"), ("u2", "03/04/2024", "b")]
    for pattern, events_added in (("%d/%m/%Y", 2), ("%m/%d/%Y", 0)):
        mapping = MAPPING.replace("[when]", f"[when], format: '{pattern}'")
        (record,) = import_text(project, text(rows), mapping=mapping).records
        assert record.events == events_added
    assert len(set(event_ids(project))) == 2


def test_rows_known_by_another_day_are_known(project: Project) -> None:
    for day in (0, 10**15):
        import_text(project, "what,n\nview,1\nview,2\n", mapping="name: {columns: [what]}", at_us=day)
    assert events(project, "ts") == [0, 0]


MOMENTS = """
moments:
- {name: opened, time: {columns: [opened]}}
- {name: solved, time: {columns: [solved]}, carries: [score]}
identifiers: {user_id: [who]}
score: {column: stars, min: 1, max: 5}
"""


def test_several_moments_of_a_row(project: Project) -> None:
    tickets = "who,opened,solved,stars\nu1,2024-01-01,2024-01-02,5\nu2,2024-01-03,,\nu3,,,\nu4,2024-01-04,later,2\n"
    outcome = import_text(project, tickets + "u1,2024-01-01,2024-01-02,5\n", mapping=MOMENTS)
    (record,) = outcome.records
    assert (record.rows, record.events, record.repeats, record.rejected) == (5, 6, 2, 2)
    assert events(project, "id:user_id", "name", "score") == [
        ("u1", "opened", None),
        ("u1", "solved", 5),
        ("u2", "opened", None),
        ("u4", "opened", None),
        ("u1", "opened", None),
        ("u1", "solved", 5),
    ]
    assert [(one.line, one.reason) for one in outcome.outcomes[0].rejects] == [
        (4, "no time"),
        (5, "unreadable time 'later'"),
    ]


def test_moments_keep_the_order_of_the_rows(project: Project) -> None:
    """Long enough to be read by several threads."""
    many = 400_000
    tickets = "".join(f"u{n},2024-01-01,{'2024-01-02' if n % 3 else ''},,{'x' * 30}\n" for n in range(many))
    (record,) = import_text(project, "who,opened,solved,stars,note\n" + tickets, mapping=MOMENTS).records
    assert record.rows == many
    told = [(f"u{n}", name) for n in range(many) for name in ("opened", "solved") if name == "opened" or n % 3]
    assert events(project, "id:user_id", "name") == told


def test_moments_in_another_order_are_the_same_events(project: Project) -> None:
    tickets = "who,opened,solved,stars\nu1,2024-01-01,2024-01-02,5\nu2,2024-01-03,,\n"
    import_text(project, tickets, mapping=MOMENTS)
    turned = MOMENTS.replace("opened", "@").replace("solved", "opened").replace("@", "solved")
    (record,) = import_text(project, tickets, mapping=turned).records
    assert (record.events, record.known) == (0, 3)
    (record,) = import_text(
        project, tickets.replace("u2,2024-01-03,,", "u2,2024-01-03,2024-01-09,4"), mapping=MOMENTS
    ).records
    assert (record.events, record.known) == (2, 2)


def test_measures(project: Project) -> None:
    rows = 'day,campaign,spend,clicks\n2024-01-01,a,"1,234.50",7\n2024-01-02,a,,8\n2024-01-03,a,n/a,\nnever,a,1,1\n2024-01-01,a,"1,234.50",7\n'
    mapping = """
kind: measures
time: {columns: [day]}
measures: [{column: spend, name: spend, unit: money}, {column: clicks, name: clicks}]
"""
    outcome = import_text(project, rows, name="ads.csv", mapping=mapping)
    (record,) = outcome.records
    assert (record.rows, record.measures, record.events, record.repeats, record.rejected) == (5, 5, 0, 2, 2)
    assert [(one.line, one.reason) for one in outcome.outcomes[0].rejects] == [
        (4, "no number in spend, clicks"),
        (5, "unreadable time 'never'"),
    ]
    assert outcome.outcomes[0].unreadable_values == 1
    (record,) = import_text(project, rows, name="ads-2.csv", mapping=mapping).records
    assert (record.measures, record.known) == (0, 5)


def test_a_source_in_several_forms_is_one(project: Project) -> None:
    """The same rows plain, packed, in another encoding and with other delimiters, in one import."""
    import gzip

    folder = project.folder.parent / "mixed"
    folder.mkdir()
    rows = [("u1", "2024-01-01", "é"), ("u2", "2024-01-02", "b")]
    (folder / "events-1.csv").write_text(text(rows))
    (folder / "events-2.csv.gz").write_bytes(gzip.compress(text(rows).encode()))
    (folder / "events-3.csv").write_bytes(text([*rows, ("u3", "2024-01-03", "ű")]).encode("cp1250"))
    (folder / "events-4.csv").write_text(text(rows).replace(",", ";"))
    records = bring(project, folder, mapping=MAPPING).records
    assert sum(record.events for record in records) == 3
    assert sum(record.known for record in records) == 6
    assert len(set(event_ids(project))) == 3
