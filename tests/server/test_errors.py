"""Errors are told in the language the request asks for."""

from litestar import Litestar, get
from litestar.testing import TestClient

from desireline.base.errors import InputError
from desireline.server.errors import HANDLERS, LANGUAGE_HEADER

SENTENCE = "'xml' is not a format: use csv, jsonl, json, parquet or xlsx"


@get("/wrong")
async def wrong() -> None:
    raise InputError(SENTENCE)


def told(query: str = "", header: str = "") -> dict[str, str]:
    with TestClient(Litestar([wrong], exception_handlers=HANDLERS)) as client:
        answer = client.get(f"/wrong{query}", headers={LANGUAGE_HEADER: header} if header else {})
    assert answer.status_code == 400
    content: dict[str, str] = answer.json()
    return content


def test_programs_read_english() -> None:
    assert told() == {"code": "bad-input", "message": SENTENCE}


def test_the_app_says_its_readers_language_with_each_request() -> None:
    assert told(header="zh-Hant")["message"].startswith("「xml」不是可用的格式")


def test_what_the_query_asks_for_goes_first() -> None:
    assert told("?lang=hu", "ru")["message"].startswith("„xml” nem formátum")


def test_a_language_that_is_none_of_ours_is_passed_over() -> None:
    assert told("?lang=tlh", "ru")["message"].startswith("«xml» не является форматом")
    assert told("?lang=tlh", "'; drop")["message"] == SENTENCE
