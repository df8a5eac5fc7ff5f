"""The surroundings of a web event: page, browser, device, language, campaign."""

import numpy as np

from desireline.simulator.draws import Ints
from desireline.simulator.exports.arrivals import Arrival
from desireline.simulator.words.events import EVENTS
from desireline.simulator.world.state import DEVICES, Ground

__all__ = ["Contexts", "contexts", "pages"]

_BROWSERS: dict[str, tuple[str, ...]] = {
    "mobile": (
        "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
    ),
    "desktop": (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:141.0) Gecko/20100101 Firefox/141.0",
    ),
    "tablet": (
        "Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 14; SM-X200) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36",
    ),
}
_LOCALES = {"hu": "hu-HU", "en": "en-GB", "ru": "ru-RU", "zh-Hant": "zh-TW"}


class Contexts:
    """Ready texts of browser, device and language, one a combination.

    Args:
        texts: by (language, device, browser), in this order.
        language: of each person.
        size: how many browsers there are of each device.
    """

    def __init__(self, texts: list[str], language: Ints, size: int) -> None:
        self.texts, self.language, self.size = texts, language, size

    def of(self, person: Ints, device: Ints) -> list[str]:
        """Return the text for each pair of person and device."""
        index = (self.language[person] * len(DEVICES) + device) * self.size + person % self.size
        return [self.texts[at] for at in np.asarray(index).tolist()]


def contexts(ground: Ground) -> Contexts:
    """Return the texts for the scenario's languages."""
    size = 2
    texts = [
        f'"userAgent":"{browser}","device":{{"type":"{device}"}},"locale":"{_LOCALES[mix.language]}",'
        f'"timezone":"{ground.scenario.time_zone}","library":{{"name":"analytics.js","version":"next-1.84.3"}}'
        for mix in ground.scenario.languages
        for device in DEVICES
        for browser in _BROWSERS[device][:size]
    ]
    return Contexts(texts, ground.people.language, size)


def pages(site: str, ways: list[Arrival]) -> dict[tuple[int, int], str]:
    """Return page and campaign for each kind of event and each way in."""
    address = f"https://{''.join(mark if mark.isalnum() and mark.isascii() else '-' for mark in site.lower())}.example"
    texts = {}
    for number, event in enumerate(EVENTS):
        for way, arrival in enumerate(ways):
            text = (
                f'"page":{{"path":"{event.path}","referrer":"{arrival.referrer}","search":"{arrival.search}",'
                f'"title":"{event.name or "Account"}","url":"{address}{event.path}{arrival.search}"}}'
            )
            if arrival.source:
                text += (
                    f',"campaign":{{"source":"{arrival.source}","medium":"{arrival.medium}","name":"{arrival.name}"}}'
                )
            texts[number, way] = text
    return texts
