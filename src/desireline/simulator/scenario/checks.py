"""What must fit together within a scenario, beyond the type of each key."""

from collections import Counter
from collections.abc import Iterable

from desireline.base.durations import parse_duration
from desireline.base.errors import InputError
from desireline.base.times import zone
from desireline.simulator.scenario.model import Scenario
from desireline.simulator.scenario.persona import Persona
from desireline.simulator.scenario.plant import FailingCoupon, IdleAds, LongWaits, Plant, ReloadingCheckout, SlowCarrier
from desireline.simulator.scenario.struct import DURATIONS, Struct
from desireline.simulator.words.events import EVENT_NAMES

__all__ = ["Fault", "check"]

_LONGEST_DAYS = 5 * 366
_NEEDS: dict[type, tuple[str, ...]] = {
    ReloadingCheckout: ("web",),
    FailingCoupon: ("web",),
    LongWaits: ("phone",),
    IdleAds: ("web", "ads"),
}


class Fault(Exception):  # noqa: N818 - never seen by people: the reader turns it into a SettingsError
    """Something does not fit: the key it is about, and the sentence."""

    def __init__(self, at: str, words: str) -> None:
        super().__init__(f"{at}: {words}")
        self.at = at
        self.words = words


def check(scenario: Scenario) -> None:
    """Find the first thing that does not fit.

    Raises:
        Fault: names the key.
    """
    first, last = scenario.period.start, scenario.period.end
    days = (last - first).days
    if not 0 <= days <= _LONGEST_DAYS:
        raise Fault(
            "period",
            f"it goes from {first} to {last}: it must not end before it starts, and last five years at most",
        )
    try:
        zone(scenario.time_zone)
    except InputError as error:
        raise Fault("time_zone", str(error)) from error
    _durations("", scenario)
    _once("personas", (persona.name for persona in scenario.personas))
    _once("coupons", (coupon.code for coupon in scenario.coupons))
    _once("carriers", (carrier.name for carrier in scenario.carriers))
    _once("planted", (plant.name for plant in scenario.planted))
    _stages(scenario)
    for index, persona in enumerate(scenario.personas):
        _persona(f"personas[{index}]", persona, scenario)
    for index, carrier in enumerate(scenario.carriers):
        _ordered(f"carriers[{index}].days", carrier.days, 0, 60)
    _ordered("phone_line.hours", scenario.phone_line.hours, 0, 24, strictly=True)
    if not scenario.phone_line.weekdays:
        raise Fault("phone_line.weekdays", "the line must be open on one day at least")
    for index, plant in enumerate(scenario.planted):
        _plant(f"planted[{index}]", plant, scenario)


def _durations(at: str, part: Struct) -> None:
    """Check all durations, wherever they stand: `0s` looks like one and is none."""
    for name in part.__struct_fields__:
        value, where = getattr(part, name), f"{at}.{name}".lstrip(".")
        if isinstance(value, Struct):
            _durations(where, value)
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, Struct):
                    _durations(f"{where}[{index}]", item)
        elif name in DURATIONS:
            try:
                parse_duration(value)
            except InputError as error:
                raise Fault(where, str(error)) from error


def _stages(scenario: Scenario) -> None:
    for stage, names in scenario.stages.items():
        for name in names:
            if name not in EVENT_NAMES:
                known = ", ".join(EVENT_NAMES)
                raise Fault(f"stages.{stage}", f"'{name}' is not a web event that is written: choose of {known}")


def _persona(at: str, persona: Persona, scenario: Scenario) -> None:
    _ordered(f"{at}.age", persona.age, 14, 110)
    places = {name: getattr(persona.places, name) for name in ("web", "store", "phone") if name in scenario.channels}
    for key, weights in (
        ("places", places.values()),
        ("devices", _weights(persona.devices)),
        ("sources", _weights(persona.sources)),
        ("contact_by", _weights(persona.contact_by)),
    ):
        if sum(weights) <= 0:
            raise Fault(
                f"{at}.{key}", "the weights are all zero (those of absent channels do not count): give one at least"
            )


def _weights(struct: object) -> list[float]:
    return [getattr(struct, name) for name in struct.__struct_fields__]  # type: ignore[attr-defined]


def _plant(at: str, plant: Plant, scenario: Scenario) -> None:
    if plant.start and plant.end and plant.end < plant.start:
        raise Fault(f"{at}.end", f"{plant.end} lies before {plant.start}: it must not end before it starts")
    for channel in _NEEDS.get(type(plant), ()):
        if channel not in scenario.channels:
            raise Fault(at, f"'{plant.name}' needs the channel '{channel}', which 'channels' does not name")
    if isinstance(plant, SlowCarrier):
        _one_of(f"{at}.carrier", plant.carrier, [carrier.name for carrier in scenario.carriers])
    elif isinstance(plant, FailingCoupon):
        _one_of(f"{at}.code", plant.code, [coupon.code for coupon in scenario.coupons])
    elif isinstance(plant, ReloadingCheckout):
        _ordered(f"{at}.reloads", plant.reloads, 1, 50)
    elif isinstance(plant, LongWaits):
        _ordered(f"{at}.hours", plant.hours, 0, 24, strictly=True)


def _once(at: str, names: Iterable[str]) -> None:
    for name, count in Counter(names).items():
        if count > 1:
            raise Fault(at, f"'{name}' stands there {count} times: each name may stand once")


def _one_of(at: str, value: str, allowed: list[str]) -> None:
    if value not in allowed:
        raise Fault(at, f"'{value}' is not among {', '.join(allowed) or 'any: there are none'}")


def _ordered(at: str, pair: tuple[float, float], least: float, most: float, *, strictly: bool = False) -> None:
    low, high = pair
    if not least <= low <= high <= most or (strictly and low == high):
        raise Fault(
            at,
            f"[{low}, {high}] is not a range: the first must not be above the second, both between {least} and {most}",
        )
