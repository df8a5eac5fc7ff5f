"""Hungarian speaks to people formally, everywhere; and no text stands twice in one file, where the last would win."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCALES = ROOT / "src" / "desireline" / "base" / "locales"
WORDS = ROOT / "frontend" / "src" / "words"
HUNGARIAN = [LOCALES / "hu.json", LOCALES / "errors" / "hu.json", *sorted((WORDS / "hu").glob("*.json"))]
PAGES = [ROOT / "docs" / "readme" / "hu.md", ROOT / "README.hu.md"]

PRONOUNS = (
    "te téged neked tőled veled rólad nálad hozzád rád benned érted melletted magad magadnak tied tiéd tieid ti tiétek"
)
VERBS = (
    "szeretnél akarsz akarod tudod látod kéred használod találod vagyok legyél vidd vedd tedd edd hidd gyere menj "
    "állj várj kezdj maradj nyiss zárj keress vess tégy végy vigyél tegyél vegyél lásd"
)
INFORMAL = re.compile(
    rf"""(?:
        {"|".join((PRONOUNS + " " + VERBS).split())}
        | \w+[ae]id(?:dal|del|at|et|[bn]an|[bn]en|r[aeóő]l?|n[ae]k|h[oe]z)?   # your things: fájljaid, ügyfeleiddel
        | \w+(?:lod|löd|led|rod|tod|ged|zed|tad|ted|ttál|ttél)   # fájlod, törlöd, projekted, nézed, megnyitottad
        | \w*[bcdfghklmprstvz]j      # say to one: írj, adj, kérj
        | \w+[aáeéiíoóöőuúüű]lj      # importálj
        | \w*(?:[dlrsyzj]|gy|ny)d    # nézd, add, írd, futtasd, importáld, hagyd
        | \w+(?:ass|ess|uss|üss|zz|íts|olts|ölts|assz|essz)   # futtass, nézz, indíts, válassz
        | \w+(?:[dtklr]sz|hatsz|hetsz)   # tudsz, használsz, választhatsz
        | \w+n[áé]d                  # szeretnéd
    )""",
    re.VERBOSE | re.IGNORECASE,
)
"""Endings that speak to one person as a friend."""

FORMAL = {
    *("majd", "kezd", "küld", "old", "föld", "zöld", "csend", "trend", "rend"),
    *("and", "build", "end", "lead", "password", "record", "standard", "word", "zstd"),
}
"""Words of the texts that only look like those: third person, or other languages."""


def texts_of(file: Path) -> Iterator[tuple[str, str]]:
    """Yield each text of a file after what names it: its key, or its line."""
    content = file.read_text(encoding="utf-8")
    if file.suffix == ".md":
        prose = re.sub("```.*?```", lambda block: "\n" * block[0].count("\n"), content, flags=re.DOTALL)
        yield from ((f"line {number}", line) for number, line in enumerate(prose.splitlines(), 1))
        return
    for key, text in json.loads(content).items():
        yield from ((key, form) for form in (text.values() if isinstance(text, dict) else [text]))


def informal(text: str) -> list[str]:
    """Return the words of a Hungarian text that address the reader informally; names, commands and places are none."""
    said = re.sub(r"`[^`]*`|{[^}]*}|\bdesireline(?: [a-z-]+){,2}|\([^()]*\.md[^()]*\)|https?://\S+", " ", text)
    return [word for word in re.findall(r"[^\W\d_]+", said) if INFORMAL.fullmatch(word) and word.lower() not in FORMAL]


@pytest.mark.parametrize("file", [*HUNGARIAN, *PAGES], ids=lambda file: str(file.relative_to(ROOT)))
def test_hungarian_is_formal(file: Path) -> None:
    """A word that is formal after all (a noun, the third person) belongs into FORMAL."""
    found = {f"{name}: {text}": words for name, text in texts_of(file) if (words := informal(text))}
    assert not found


@pytest.mark.parametrize(
    "text",
    [
        "Nézz bele",
        "importáld újra a fájljait",
        "Ha vissza szeretnéd kapni",
        "Szerkeszd a tetszésed szerint",
        "Törlöd ezt az ügyfelet?",
        "Add meg a célt",
        "indíts építést",
        "válassz egyet",
        "Ahol először megnyitottad",
        "Kérdezd az adatokat",
        "kérdezz valamit",
        "Írj számot",
        "a fájlod nem olvasható",
        "Az ügyfeleid kitapossák az ösvényt.",
        "A saját fájljaiddal",
        "A tiéd.",
        "vesd össze magad",
        "itt választhatsz",
    ],
)
def test_informal_words_are_found(text: str) -> None:
    assert informal(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nézze meg, majd importálja újra a fájljait",
        "Ha szeretné, válasszon mindegyik közül",
        "Itt megmarad minden sorrend, és az út csend után véget ér",
        "az ügyfélnél, a másodiknál, hossz szerint",
        "A `add` parancs: {tied}",
    ],
)
def test_formal_words_are_none(text: str) -> None:
    assert not informal(text)


@pytest.mark.parametrize(
    "file", sorted([*LOCALES.rglob("*.json"), *WORDS.rglob("*.json")]), ids=lambda file: str(file.relative_to(ROOT))
)
def test_no_text_stands_twice(file: Path) -> None:
    twice: list[str] = []

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        keys = [key for key, _ in pairs]
        twice.extend(sorted({key for key in keys if keys.count(key) > 1}))
        return dict(pairs)

    json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=once)
    assert not twice
