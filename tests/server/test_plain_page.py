"""Plain pages speak the language that the browser asks for."""

import pytest

from desireline.server.plain_page import accepted


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("", "en"),
        ("hu-HU,hu;q=0.9,en;q=0.8", "hu"),
        ("en;q=0.5, ru; q=0.7", "ru"),
        ("zh-TW,zh;q=0.9", "zh-Hant"),
        ("de,fr;q=0.9,ru;q=0.1", "ru"),
        ("hu;q=0,de", "en"),
        ("hu;q=much,*", "en"),
        (";;;,,q=", "en"),
    ],
)
def test_the_language_liked_best_of_ours_is_taken(header: str, lang: str) -> None:
    assert accepted(header) == lang
