"""Encodings of texts: found out, said, and never mixed in silence."""

from pathlib import Path

import pytest

from data_sets import data_set
from desireline.base.errors import InputError
from desireline.project import Project
from desireline.sources.encodings import EncodingCheck
from desireline.sources.files import probe
from trial_imports import events, import_text, made_project

MAPPING = "time: {columns: [when]}\nidentifiers: {user_id: [who]}\ntext: {column: said}\n"
HUNGARIAN = [
    "Nagyon jó, köszönöm szépen a gyors ügyintézést",
    "Késett a csomag, de megérkezett",
    "Elégedett vagyok, bővebbet később",
]
RUSSIAN = ["Очень хорошо, спасибо за быструю доставку", "Заказ опоздал, но пришёл целым", "Довольна, закажу ещё"]
CHINESE = ["出貨很快，客服態度也很好，謝謝", "商品有瑕疵，希望可以退貨", "下次會再購買，推薦給大家"]
CZECH = ["Zboží dorazilo včas, děkuji za rychlé doručení", "Příště objednám znovu, řekla sousedka"]
POLISH = ["Bardzo szybka wysyłka, dziękuję", "Zamówię ponownie, świetny sklep, źródło"]
GERMAN = ["Schöne Grüße aus München", "Große Auswahl, schnelle Lieferung, höflich"]
SPANISH = ["El niño está aquí, señor", "Mañana llegará el envío"]
SIMPLIFIED = ["发货很快，客服态度也很好，谢谢", "商品有瑕疵，希望可以退货", "下次会再购买，推荐给大家"]
FRENCH = [
    "Très bien, livraison rapide à Besançon",
    "Colis arrivé abîmé, mais remboursé",
    "Où est ma commande ? Ça va être long",
]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return made_project(tmp_path / "shop")


def table(said: list[str]) -> str:
    return "who,when,said\n" + "".join(f'u{n},2024-01-0{n},"{text}"\n' for n, text in enumerate(said, start=1))


@pytest.mark.parametrize(
    ("said", "encoding"),
    [
        (HUNGARIAN, "utf-8"),
        (HUNGARIAN, "utf-8-sig"),
        (HUNGARIAN, "cp1250"),
        (HUNGARIAN, "iso8859_2"),
        (HUNGARIAN, "utf-16"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "utf-16"),
        (CHINESE, "big5"),
        (CHINESE, "utf-8"),
        (SIMPLIFIED, "gb18030"),
        (FRENCH, "cp1252"),
        (CZECH, "cp1250"),
        (POLISH, "cp1250"),
        (GERMAN, "cp1252"),
        (SPANISH, "cp1252"),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_encodings_are_found_out(project: Project, said: list[str], encoding: str, ends: str) -> None:
    outcome = import_text(project, table(said).replace("\n", ends).encode(encoding), mapping=MAPPING)
    assert events(project, "text") == said
    assert encoding in ("iso8859_2", "cp1252") or outcome.tables[0].description.endswith(
        encoding
    )  # may be the same bytes


def test_ids_do_not_hang_on_the_encoding(project: Project) -> None:
    import_text(project, table(HUNGARIAN), mapping=MAPPING)
    for number, encoding in enumerate(["cp1250", "utf-16", "utf-8-sig"]):
        (record,) = import_text(
            project, table(HUNGARIAN).encode(encoding), name=f"events-{number}.csv", mapping=MAPPING
        ).records
        assert (record.events, record.known) == (0, 3)


@pytest.mark.parametrize("line", [1, 2, 4])
def test_mixed_encodings_are_an_error_that_names_the_lines(project: Project, line: int) -> None:
    lines = table(HUNGARIAN).replace("who", "kicsodá", 1).splitlines(keepends=True)
    mixed = b"".join(text.encode("cp1250" if number == line else "utf-8") for number, text in enumerate(lines, start=1))
    other = 1 if line != 1 else 2
    with pytest.raises(InputError, match=f"mixes encodings: line {other} is UTF-8, line {line} is not"):
        import_text(project, mixed, mapping=MAPPING)


@pytest.mark.parametrize("text", [b"\xd5dv\xf6zlet", b"\xf5,b\n", b"a,b\n1,2\n3,\xf5", b"a,b\n\xf5,2"])
def test_one_letter_anywhere_is_enough(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(text)
    assert probe(path).encoding not in ("utf-8", "utf-8-sig")


def test_pieces_may_be_cut_anywhere(tmp_path: Path) -> None:
    text = ("x" * 97 + ",é\n").encode() * 30_000  # the pieces of 1 MiB end within letters
    path = tmp_path / "x.csv"
    path.write_bytes(text)
    assert probe(path).encoding == "utf-8"
    path.write_bytes(text + "é\n".encode("cp1252"))
    with pytest.raises(InputError, match="line 1 is UTF-8, line 30001 is not"):
        probe(path)


@pytest.mark.data
def test_a_long_big5_file_is_not_taken_for_a_mixture(tmp_path: Path) -> None:
    """Some of its short lines are valid UTF-8 by chance."""
    import gzip

    text = gzip.decompress(data_set("openrice_zh_hant/valid.tsv.gz").read_bytes()).decode()
    letters = [letter for letter in text if "\u4e00" <= letter <= "\u9fff"]
    words = [a + b for a, b in zip(letters[::2], letters[1::2], strict=False)]
    content = "\n".join(["word", *words]).encode("big5", errors="ignore")
    check = EncodingCheck(tmp_path)
    check.feed(content)
    assert check.result() == "big5"
    by_chance = sum(not line.isascii() and _valid(line) for line in content.split(b"\n"))
    assert by_chance > 0


def _valid(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def test_a_given_encoding_is_taken(project: Project) -> None:
    import_text(project, table(FRENCH).encode("cp1252"), mapping=MAPPING, encoding="cp1252")
    assert events(project, "text") == FRENCH


@pytest.mark.parametrize(
    ("encoding", "message"),
    [
        ("big5", "is not big5"),
        ("utf-8", r"line 2 of .* is not UTF-8"),
        ("utf-16", "is not utf-16"),
        ("latin-99", "'latin-99' is not an encoding"),
        ("base64", "'base64' is not an encoding of texts"),
        ("rot13", "'rot13' is not an encoding of texts"),
    ],
)
def test_a_wrong_encoding_is_an_error(project: Project, encoding: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        import_text(project, table(HUNGARIAN).encode("cp1250"), mapping=MAPPING, encoding=encoding)
