"""Delimited text in all the ways that tools and people write it."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from desireline.base.errors import InputError
from desireline.project import Project
from trial_imports import bring, count_by, events, import_text, made_project, times

MAPPING = "time: {columns: [when]}\nname: {columns: [what]}\nidentifiers: {user_id: [who]}\n"
PLAIN = [
    ("u1", "2024-01-01T10:00:00", "view"),
    ("u2", "2024-01-02T11:00:00", "cart"),
    ("u1", "2024-01-03T12:00:00", "buy"),
]
TIMES = ["2024-01-01T10:00:00", "2024-01-02T11:00:00", "2024-01-03T12:00:00"]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return made_project(tmp_path / "shop")


def written(delimiter: str = ",", ends: str = "\n", rows: Sequence[tuple[str, ...]] | None = None) -> str:
    return "".join(delimiter.join(row) + ends for row in [("who", "when", "what"), *(rows or PLAIN)])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "\x01"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(project: Project, delimiter: str, ends: str) -> None:
    import_text(project, written(delimiter, ends), mapping=MAPPING)
    assert times(project) == TIMES
    assert events(project, "name", "id:user_id") == [("view", "u1"), ("cart", "u2"), ("buy", "u1")]


@pytest.mark.parametrize("last", ["", "\n", "\n\n\n", "\r\n"])
def test_the_last_line_may_end_or_not(project: Project, last: str) -> None:
    import_text(project, written().rstrip("\n") + last, mapping=MAPPING)
    assert times(project) == TIMES


def test_ids_are_the_same_however_the_rows_are_written(project: Project) -> None:
    import_text(project, written(), name="a/one.csv".replace("a/", ""), source="shop", mapping=MAPPING)
    for number, text in enumerate(
        [written(";"), written("\t", "\r\n"), written("|", "\r"), written().replace("u1", '"u1"'), "\ufeff" + written()]
    ):
        (record,) = import_text(project, text, name=f"again{number}.csv", source="shop", mapping=MAPPING).records
        assert (record.events, record.known) == (0, 3)
    (record,) = import_text(
        project, gzip.compress(written().encode()), name="again.csv.gz", source="shop", mapping=MAPPING
    ).records
    assert (record.events, record.known) == (0, 3)


def test_mixed_line_ends_are_read_as_one_kind(project: Project) -> None:
    lines = written().splitlines()
    import_text(project, f"{lines[0]}\r\n{lines[1]}\n{lines[2]}\r\n{lines[3]}\n", mapping=MAPPING)
    assert times(project) == TIMES


def test_a_lone_carriage_return_within_a_field_stays_within_it(project: Project) -> None:
    import_text(project, written(rows=[("u1", "2024-01-01", "a\rb"), ("u2", "2024-01-02", '"c\rd"')]), mapping=MAPPING)
    assert events(project, "name") == ["a b", "c d"]


def test_quotes_hold_delimiters_line_ends_and_quotes(project: Project) -> None:
    rows = [("u1", "2024-01-01", '"a, b"'), ("u2", "2024-01-02", '"c\n\nd,e\n"'), ("u3", "2024-01-03", '"say ""hi"""')]
    import_text(project, written(rows=rows), mapping=MAPPING)
    assert events(project, "name") == ["a, b", "c\n\nd,e", 'say "hi"']


def test_quoted_line_ends_survive_in_long_files(project: Project) -> None:
    """The reader's pieces are cut at line ends, and some of these stand within quotes, before text that looks like rows."""
    text = ["who,when,what\n"]
    text += [
        f'u{n},2024-01-01T00:00:00,"note\nu{n},2024-01-01T00:00:00,no row{n % 7}\n{"x" * (n % 300)}"\n'
        for n in range(400_000)
    ]
    (record,) = import_text(project, "".join(text), mapping=MAPPING).records
    assert (record.rows, record.events, record.rejected) == (400_000, 400_000, 0)
    assert events(project, "id:user_id") == [f"u{n}" for n in range(400_000)]


def test_backslashes_escape_where_the_file_uses_them(project: Project) -> None:
    rows = [("u1", "2024-01-01", r'"say \"hi\", twice"'), ("u2", "2024-01-02", '"a\nb"')]
    import_text(project, written(rows=rows), mapping=MAPPING)
    assert events(project, "name") == ['say "hi", twice', "a\nb"]


def test_single_quotes(project: Project) -> None:
    rows = [("'u1'", "'2024-01-01'", "'a, b'"), ("'u2'", "'2024-01-02'", "'c'"), ("'u3'", "'2024-01-03'", "'d, e'")]
    import_text(project, written(rows=[*rows]).replace("who,when,what", "'who','when','what'"), mapping=MAPPING)
    assert events(project, "name") == ["a, b", "c", "d, e"]


def test_a_lone_quote_in_an_unquoted_field_is_a_letter(project: Project) -> None:
    rows = [("u1", "2024-01-01", 'screen 5"'), ("u2", "2024-01-02", "b"), ("u3", "2024-01-03", "c")]
    (record,) = import_text(project, written(rows=rows), mapping=MAPPING).records
    assert (record.events, record.rejected) == (3, 0)
    assert events(project, "name") == ['screen 5"', "b", "c"]


def test_short_rows_are_filled_up(project: Project) -> None:
    text = "when,who,what,note\n2024-01-01,u1,view,x\n2024-01-02,u2\n2024-01-03,u3,buy\n\n2024-01-04,u4,view,y\n"
    (record,) = import_text(project, text, mapping=MAPPING).records
    assert (record.rows, record.events, record.rejected) == (4, 4, 0)
    assert events(project, "name") == ["view", "events", "buy", "view"]


def test_short_rows_are_filled_up_beside_quoted_line_ends(project: Project) -> None:
    text = 'when,who,what,note\n2024-01-01,u1,"vi\new",x\n2024-01-02,u2\n2024-01-03,u3,"b\nuy"\n'
    (record,) = import_text(project, text, mapping=MAPPING).records
    assert (record.rows, record.events, record.rejected) == (3, 3, 0)
    assert events(project, "name") == ["vi\new", "events", "b\nuy"]


def test_rows_with_too_many_fields_are_rejected_with_their_line(project: Project) -> None:
    text = written(
        rows=[("u1", "2024-01-01", '"a\nb"'), ("u2", "2024-01-02", "b", "c", "d"), ("u3", "2024-01-03", "c")]
    )
    outcome = import_text(project, text, mapping=MAPPING)
    assert [record.events for record in outcome.records] == [2]
    (reject,) = outcome.outcomes[0].rejects
    assert (reject.line, reject.reason, reject.row) == (4, "more fields than columns", "u2,2024-01-02,b,c,d")
    assert reject.file.endswith("events.csv")


def test_empty_fields_at_the_end_of_rows_are_no_surplus(project: Project) -> None:
    (record,) = import_text(
        project, "who,when,what\n" + "".join(",".join(row) + ",\n" for row in PLAIN), mapping=MAPPING
    ).records
    assert (record.events, record.rejected) == (3, 0)


def test_a_header_without_its_last_name(project: Project) -> None:
    text = "who,when,what\nu1,2024-01-01,view,4\nu2,2024-01-02,buy,5\n"
    import_text(project, text, mapping=MAPPING)
    assert [json.loads(one)["column4"] for one in events(project, "properties")] == ["4", "5"]


def test_no_header(project: Project) -> None:
    mapping = "time: {columns: [column2]}\nname: {columns: [column3]}\nidentifiers: {user_id: [column1]}\n"
    outcome = import_text(project, written().split("\n", 1)[1], mapping=mapping)
    assert "no header" in outcome.tables[0].description
    assert times(project) == TIMES


def test_a_title_above_the_header_is_passed_over(project: Project) -> None:
    outcome = import_text(project, "Report of the shop\nexported 2024-02-01\n\n" + written(), mapping=MAPPING)
    assert "the table starts in line 4" in outcome.tables[0].description
    assert times(project) == TIMES


def test_empty_lines_above_the_header(project: Project) -> None:
    import_text(project, "\n\r\n\n".replace("\r", "") + written(), mapping=MAPPING)
    assert times(project) == TIMES


def test_names_twice_and_empty_ones_and_ours(project: Project) -> None:
    header = (
        'id,ID,id,,when,when,ts,name,filename,file,row,m,k,v,json,c0,value_minor,score,select,a b,a.b,it\'s,"say ""x"""'
    )
    row = (
        ",".join(str(number) for number in range(1, 5))
        + ",2024-01-01,"
        + ",".join(str(number) for number in range(6, 24))
    )
    mapping = (
        'time: {columns: [when]}\nname: {columns: ["it\'s"]}\nidentifiers: {user_id: [\'say "x"\'], email: [a b]}\n'
        "value: {columns: [value_minor]}\nscore: {column: score, min: 0, max: 100}\n"
    )
    import_text(project, f"{header}\n{row}\n{row}x\n", mapping=mapping)
    columns = ("ts", "name", "id:user_id", "id:email", "value_minor", "score", "score_max")
    first, second = events(project, *columns)
    assert first == (1_704_067_200_000_000, "22", "23", "20", 1_700, 18.0, 100.0)
    assert second == (*first[:2], "23x", *first[3:])
    found = json.loads(events(project, "properties")[0])
    assert {key: found[key] for key in ("id", "ID_2", "id_3", "column4", "when_2", "ts", "filename", "c0", "select", "a.b")} == {
        "id": "1", "ID_2": "2", "id_3": "3", "column4": "4", "when_2": "6", "ts": "7", "filename": "9", "c0": "16", "select": "19",
        "a.b": "21",
    }  # fmt: skip


def test_values_come_through_as_they_are(project: Project) -> None:
    odd = [
        "100%",
        "it's",
        'a "b" c',
        "tab\there",
        "nul\x00in",
        "bell\x07",
        "back\\slash",
        "émoji 🙂",
        "'; drop table x; --",
        "x" * 50_000,
    ]
    quoted = ['"' + value.replace('"', '""') + '"' for value in odd]
    text = "".join(f"{value},2024-01-{number:02d},{value},{value}\n" for number, value in enumerate(quoted, start=1))
    import_text(project, "who,when,what,note\n" + text, mapping=MAPPING)
    assert events(project, "id:user_id") == odd
    assert events(project, "name") == odd
    assert [json.loads(one)["note"] for one in events(project, "properties")] == odd


def test_white_space_around_identifiers_and_names_goes(project: Project) -> None:
    rows = [(" u1\t", "2024-01-01", "\u00a0view\u3000"), ("u2 ", " 2024-01-02 ", " "), ("\u00a0", "2024-01-03", "é ")]
    import_text(project, written(rows=rows), mapping=MAPPING)
    assert events(project, "id:user_id", "name") == [("u1", "view"), ("u2", "events"), (None, "é")]


def test_files_of_one_source_join_and_files_of_other_columns_part(project: Project) -> None:
    folder = project.folder.parent / "exports"
    folder.mkdir()
    (folder / "events-2024-01.csv").write_text(written())
    (folder / "events-2024-02.csv").write_text(written(rows=[("u9", "2024-02-01", "view")]))
    (folder / "events-2024-03.csv").write_text("who,when,what,more\nu9,2024-03-01,buy,x\n")
    outcome = bring(project, folder, mapping=MAPPING)
    assert [(record.source, len(record.files), record.events) for record in outcome.records] == [
        ("events", 2, 4),
        ("events", 1, 1),
    ]
    assert [part.seq for part in project.log.parts()] == [0, 4]
    assert count_by(project, "name") == {"view": 2, "cart": 1, "buy": 2}


def test_a_quote_that_is_never_closed_is_an_error_that_names_its_line(project: Project) -> None:
    rows = [(f"u{number}", "2024-01-01", "view") for number in range(1_000)]
    rows[300] = ("u300", "2024-01-01", '"view')
    with pytest.raises(InputError, match=r"opens a quote that is not closed|look for a quote"):
        import_text(project, written(rows=rows), mapping=MAPPING)
    assert project.log.parts() == []


def test_a_quote_closed_lines_later_is_no_silent_loss(project: Project) -> None:
    rows = [(f"u{number}", "2024-01-01", "view") for number in range(1_000)]
    rows[300] = ("u300", "2024-01-01", '"view')
    rows[310] = ("u310", "2024-01-01", '"view"')
    try:
        (record,) = import_text(project, written(rows=rows), mapping=MAPPING).records
    except InputError:
        assert project.log.parts() == []
    else:
        assert record.rows == record.events + record.rejected
        assert record.events >= 980


def test_a_mapping_with_a_wrong_column_names_the_nearest(project: Project) -> None:
    with pytest.raises(
        InputError, match=r"has no column 'wehn': did you mean 'when'\? its columns are who, when, what"
    ):
        import_text(project, written(), mapping=MAPPING.replace("when", "wehn"))
