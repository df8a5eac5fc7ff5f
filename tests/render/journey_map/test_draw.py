"""One door to all formats."""

import builtins
from types import ModuleType

import msgspec
import pytest

from desireline.base.errors import InputError, MissingExtraError
from desireline.base.i18n import LANGUAGES, Language
from desireline.base.settings.model import CHANNELS
from desireline.render.journey_map import FORMATS, draw
from desireline.render.journey_map.icons import CHANNEL_ICONS, ICONS
from desireline.render.journey_map.model import MapView
from desireline.render.journey_map.story import speaker
from desireline.render.journey_map.table import channel_name
from example_maps import empty, shop


def test_json_is_the_view() -> None:
    assert msgspec.json.decode(draw(shop("zh-Hant"), "json"), type=MapView) == shop("zh-Hant")


def test_an_unknown_format_is_named() -> None:
    with pytest.raises(InputError, match="cannot be drawn as 'gif': choose one of svg, html, png, pdf, json"):
        draw(shop(), "gif")


@pytest.mark.parametrize("format_", ["svg", "html", "json"])
def test_two_drawings_are_equal(format_: str) -> None:
    assert draw(shop(), format_) == draw(shop(), format_)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_png(lang: Language) -> None:
    pytest.importorskip("resvg_py")
    picture = draw(shop(lang), "png", theme="dark")
    assert isinstance(picture, bytes)
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20]) == 2880


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pdf(lang: Language) -> None:
    pytest.importorskip("typst")
    page = draw(shop(lang), "pdf")
    assert isinstance(page, bytes)
    assert page.startswith(b"%PDF")


@pytest.mark.parametrize("format_", FORMATS)
def test_empty(format_: str) -> None:
    if format_ in ("png", "pdf"):
        pytest.importorskip({"png": "resvg_py", "pdf": "typst"}[format_])
    assert draw(empty(), format_)


@pytest.mark.parametrize(("format_", "module"), [("png", "resvg_py"), ("pdf", "typst")])
def test_a_missing_extra_says_how_to_get_it(format_: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: object, **named: object) -> ModuleType:
        if name == module:
            raise ImportError(name)
        return real(name, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError, match=r"needs the extra 'render'.*pip install 'desireline\[render\]'"):
        draw(shop(), format_)


def test_every_channel_has_an_icon_and_a_word() -> None:
    assert set(CHANNELS) == CHANNEL_ICONS <= set(ICONS)
    for lang in LANGUAGES:
        assert {channel_name(channel, speaker(shop(lang))) for channel in CHANNELS}.isdisjoint({"ads", "phone"})
    assert channel_name("pigeon", speaker(shop())) == "pigeon"
