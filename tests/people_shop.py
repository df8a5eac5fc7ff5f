"""A shop with a handful of customers, each with a story that tests can tell by heart."""

from pathlib import Path

from desireline.project import Project, create_project, open_project
from logs import Batch, Happening, Json, add_batches
from made_once import made_once

__all__ = ["ANNA", "BELA", "DAY", "HOUR", "KIOSK", "START", "people_shop"]

HOUR = 3_600_000_000
DAY = 24 * HOUR
START = 1_767_258_000_000_000  # 2026-01-01 09:00 UTC
ANNA, BELA, KIOSK = "anna@example.hu", "bela@example.hu", "kiosk-1"

SETTINGS = """
name: Zöldség
language: en
time_zone: Europe/Budapest
currency: EUR
touchpoints:
  - {name: view, when: {name: view}, stage: awareness, label: {en: Page seen, hu: Oldal}}
  - {name: cart, when: {name: cart}, stage: consideration}
  - {name: order, when: {name: order}, stage: purchase}
  - {name: mail, when: {name: mail}, stage: retention}
journeys:
  purchase: {goal: order, gap: 30d}
dimensions:
  - {name: country, property: country, scope: customer}
segments:
  buyers: did("order")
  lost: did("cart") and not segment("buyers")
"""


@made_once
def people_shop(folder: Path, *, others: int = 30) -> Project:
    """Make it: Anna (three identifiers, two channels, one order), Béla (a cart and then silence), a kiosk two people share, and others."""
    project = create_project(folder / "shop")
    project.settings_file.write_text(SETTINGS)
    project.reload()
    web = [
        _at(0, "view", anonymous_id="a-1", country="HU"),
        _at(1, "cart", anonymous_id="a-1"),
        _at(26, "view", anonymous_id="a-1", user_id="u1"),
        _at(2, "view", anonymous_id="b-1", email="Bela@Example.hu "),
        _at(3, "cart", anonymous_id="b-1", email=BELA),
        _at(4, "cart", anonymous_id="b-1", email=BELA),
        _at(5, "view", anonymous_id=KIOSK, user_id="u1"),
        _at(6, "view", anonymous_id=KIOSK, user_id="u2"),
        _at(7, "view", user_id="null", email=BELA),
    ]
    for number in range(others):
        person = f"p{number:02}@other.example"
        web += [_at(10 + number, "view", email=person), _at(11 + number, "cart", email=person)]
        web += [_at(11 + number + 2 * (1 + number % 5), "order", email=person)] if number % 3 else []
    shop = [
        _at(30, "order", channel="store", email=ANNA, user_id="u1", value=(1_299, "EUR"), note="<b>gift</b>"),
        _at(31, "order", channel="store", email="p01@other.example", value=(700, "HUF")),
    ]
    add_batches(project.log, Batch("web", tuple(web)), Batch("till", tuple(shop)))
    late = [_at(24 * 60, "view", email="late@other.example")]
    add_batches(project.log, Batch("mail", tuple(late)))
    project.build()
    return open_project(project.folder)


def _at(
    hours: int,
    name: str,
    *,
    channel: str = "web",
    value: tuple[int, str] | None = None,
    country: str | None = None,
    note: str | None = None,
    **ids: str,
) -> Happening:
    said: dict[str, Json] = {"country": country, "note": note}
    properties: dict[str, Json] = {key: text for key, text in said.items() if text is not None}
    when = START + hours * HOUR
    return Happening(when, name, channel=channel, ids={**ids}, value=value, properties=properties or None)
