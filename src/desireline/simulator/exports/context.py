"""The surroundings of a web event: page, browser, device, language, campaign."""

import msgspec
import numpy as np

from desireline.simulator.draws import Bools, Ints
from desireline.simulator.exports.arrivals import Arrival
from desireline.simulator.words.events import EVENTS
from desireline.simulator.world.state import DEVICES, Ground

__all__ = ["Contexts", "contexts", "pages"]

_APPLE = "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5"
_CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0"
_BROWSERS: dict[str, tuple[str, ...]] = {
    "mobile": (
        f"Mozilla/5.0 (Linux; Android 14; K) {_CHROME} Mobile Safari/537.36",
        f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) {_APPLE} Mobile/15E148 Safari/604.1",
    ),
    "desktop": (
        f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_CHROME} Safari/537.36",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:141.0) Gecko/20100101 Firefox/141.0",
    ),
    "tablet": (
        f"Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) {_APPLE} Safari/604.1",
        f"Mozilla/5.0 (Linux; Android 14; SM-X200) {_CHROME} Safari/537.36",
    ),
}
_ZONES = {"HU": "Europe/Budapest", "GB": "Europe/London", "TW": "Asia/Taipei", "KZ": "Asia/Almaty"}
_LOCALES = {"hu": "hu-HU", "en": "en-GB", "ru": "ru-RU", "zh-Hant": "zh-TW"}


class Contexts:
    """Ready texts of browser, device and language, one a combination.

    Args:
        texts: by (language, abroad, device, browser), in this order.
        language: of each person.
        abroad: of each person.
        size: how many browsers there are of each device.
    """

    def __init__(self, texts: list[str], language: Ints, abroad: Bools, size: int) -> None:
        self.texts, self.language, self.abroad, self.size = texts, language, abroad, size

    def of(self, person: Ints, device: Ints) -> list[str]:
        """Return the text for each pair of person and device."""
        where = self.language[person] * 2 + self.abroad[person]
        index = (where * len(DEVICES) + device) * self.size + person % self.size
        return [self.texts[at] for at in np.asarray(index).tolist()]


def contexts(ground: Ground) -> Contexts:
    """Return the texts for the scenario's languages."""
    size = 2
    texts = [
        f'"userAgent":"{browser}","device":{{"type":"{device}"}},"locale":"{_LOCALES[mix.language]}",'
        f'"timezone":"{zone}","library":{{"name":"analytics.js","version":"next-1.84.3"}}'
        for mix in ground.scenario.languages
        for zone in (ground.scenario.time_zone, _ZONES[mix.country])
        for device in DEVICES
        for browser in _BROWSERS[device][:size]
    ]
    return Contexts(texts, ground.people.language, ground.people.abroad, size)


def pages(site: str, ways: list[Arrival]) -> dict[tuple[int, int], str]:
    """Return page and campaign for each kind of event and each way in."""
    address = f"https://{''.join(mark if mark.isalnum() and mark.isascii() else '-' for mark in site.lower())}.example"
    titles = {event.path: event.name for event in EVENTS if event.type == "page"}
    texts = {}
    for number, event in enumerate(EVENTS):
        for way, arrival in enumerate(ways):
            page = {"path": event.path, "referrer": arrival.referrer, "search": arrival.search}
            page |= {"title": titles.get(event.path, "Shop"), "url": f"{address}{event.path}{arrival.search}"}
            text = f'"page":{msgspec.json.encode(page).decode()}'
            if arrival.source:
                campaign = {"source": arrival.source, "medium": arrival.medium, "name": arrival.name}
                text += f',"campaign":{msgspec.json.encode(campaign).decode()}'
            texts[number, way] = text
    return texts
