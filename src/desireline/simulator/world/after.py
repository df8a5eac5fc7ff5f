"""After the purchase: the parcel, the questions, the mood, and who comes back."""

import numpy as np

from desireline.simulator.clock import DAY, HOUR, MINUTE
from desireline.simulator.draws import Bools, Floats, Ints, pick
from desireline.simulator.scenario.plant import FailingCoupon, LongWaits, Pain, ReloadingCheckout, SlowCarrier
from desireline.simulator.world.line import ring
from desireline.simulator.world.state import STORE, TOPICS, WEB, Ground, World
from desireline.simulator.world.trips import seconds

__all__ = ["REFUND_AFTER", "ask", "deliver", "feel"]

_REFUNDS = 0.03
REFUND_AFTER = 2 * DAY
"""How long after the delivery the money is back, in seconds."""
_ASKS_ABOUT_RETURN = 0.6
_LEAST_DELAY = 2 * DAY
_CONTACTS = ("email", "chat", "phone")
_MOOD, _MOOD_SPREAD = 8.3, 1.3


def deliver(ground: Ground, world: World, turn: int) -> None:
    """Send what was ordered from afar."""
    draws, carriers = ground.draws, ground.scenario.carriers
    parcel = world.ordered[turn] & (world.place[turn] != STORE)
    which = pick(np.array([carrier.share for carrier in carriers]), draws.uniform("parcel.carrier", turn))
    world.carrier[turn] = np.where(parcel, which, -1)
    shipped = _at_hour(ground, world.ordered_at[turn] + DAY, 14 + draws.uniform("parcel.handling", turn) * 4)
    shortest, longest = (np.array([carrier.days[end] for carrier in carriers])[which] for end in (0, 1))
    way = shortest + draws.uniform("parcel.way", turn) * (longest - shortest)
    hour = 9 + draws.uniform("parcel.hour", turn) * 9
    usual = _at_hour(ground, shipped + np.maximum(way * DAY, DAY).astype(np.int64), hour)
    arrives = usual
    for plant in world.plants:
        if isinstance(plant, SlowCarrier):
            slow = which == [carrier.name for carrier in carriers].index(plant.carrier)
            late = parcel & slow & ground.clock.within(shipped, plant.start, plant.end)
            late &= draws.uniform(f"late.{plant.name}", turn) < plant.share
            more = np.maximum(draws.exponential(f"late.days.{plant.name}", turn) * seconds(plant.delay), _LEAST_DELAY)
            arrives = np.where(late, usual + (more // DAY * DAY).astype(np.int64), arrives)
            world.met[plant.name][turn] = late
    world.shipped_at[turn], world.usual_at[turn], world.delivered_at[turn] = shipped, usual, arrives
    in_time = arrives + REFUND_AFTER < ground.clock.end
    world.refunded[turn] = parcel & in_time & (draws.uniform("refund", turn) < _REFUNDS)


def _at_hour(ground: Ground, at: Ints, hour: Floats) -> Ints:
    """Return the same local day, at that hour."""
    day = ground.clock.local(at) // DAY
    return ground.clock.utc(day * DAY + (hour * HOUR).astype(np.int64))


def ask(ground: Ground, world: World, turn: int) -> None:
    """Let people ask for help: about the gravest thing that moves them."""
    draws = ground.draws
    online = world.ordered[turn] & (world.place[turn] != STORE)
    asked_at = world.ordered_at[turn] + (draws.exponential("ask.hours", turn) * 20 * HOUR).astype(np.int64)
    topic = np.zeros(len(ground), dtype=np.int64)
    about = {
        "question": online & (draws.uniform("ask.question", turn) < ground.trait(lambda persona: persona.contacts))
    }
    about["return"] = world.refunded[turn] & (draws.uniform("ask.return", turn) < _ASKS_ABOUT_RETURN)
    when = {"question": asked_at, "return": world.delivered_at[turn] + 5 * HOUR}
    for plant in world.plants:
        if not isinstance(plant, ReloadingCheckout | FailingCoupon | SlowCarrier):
            continue
        name = {ReloadingCheckout: "checkout", FailingCoupon: "coupon", SlowCarrier: "late"}[type(plant)]
        moved = world.met[plant.name][turn] & (draws.uniform(f"ask.{plant.name}", turn) < plant.contact)
        about[name] = about.get(name, np.False_) | moved
        soon = world.at[turn] + 15 * MINUTE + (draws.exponential("ask.hours", turn) * HOUR).astype(np.int64)
        overdue = world.usual_at[turn] + ((0.5 + draws.uniform("ask.overdue", turn)) * DAY).astype(np.int64)
        when[name] = overdue if name == "late" else soon
    for name in TOPICS[1:]:
        if name in about:
            topic = np.where(about[name], TOPICS.index(name), topic)
            asked_at = np.where(about[name], when[name], asked_at)
    _reach(ground, world, turn, topic, asked_at)


def _reach(ground: Ground, world: World, turn: int, topic: Ints, asked_at: Ints) -> None:
    """Decide how they ask: by e-mail, chat or phone."""
    weights = ground.weights(lambda persona: persona.contact_by, _CONTACTS)
    weights *= [ground.channel("support"), ground.channel("support"), ground.channel("phone")]
    can = weights.sum(axis=1) > 0
    weights[~can] = 1
    by = pick(weights, ground.draws.uniform("ask.by", turn), ground.people.persona)
    topic = np.where(can[ground.people.persona], topic, 0)
    calls = (topic > 0) & (by == _CONTACTS.index("phone"))
    call = ring(ground, world, turn, asked_at, who=calls, purpose="ask")
    world.topic[turn], world.asked_by[turn] = topic, by
    world.asked_at[turn] = np.where(calls, call.at, asked_at)
    world.asked_waited[turn], world.asked_talked[turn] = call.waited, call.talked
    world.asked_gave_up[turn] = call.gave_up


def feel(ground: Ground, world: World, turn: int) -> Bools:
    """Decide how the trip is remembered, who leaves for good, and who takes the newsletter; return who comes again."""
    draws = ground.draws
    mood = _MOOD + draws.normal("mood", turn) * _MOOD_SPREAD
    impatience = 1 - ground.trait(lambda persona: persona.patience)
    for plant in world.plants:
        if isinstance(plant, Pain):
            hurt, when = _hurt(world, turn, plant)
            mood = mood - np.where(hurt, plant.score_drop, 0)
            leaves = hurt & (draws.uniform(f"leave.{plant.name}", turn) < plant.leaves * impatience)
            world.gone_at = np.where(leaves, np.minimum(world.gone_at, when), world.gone_at)
    world.mood[turn] = np.clip(mood, 0, 10)
    beyond = world.happens[turn] & (world.place[turn] == WEB) & (world.step[turn] > 0)
    if ground.channel("email"):
        takes = beyond & (draws.uniform("subscribe", turn) < ground.trait(lambda persona: persona.subscribes))
        world.subscribed_at = np.where(takes, np.minimum(world.subscribed_at, world.at[turn]), world.subscribed_at)
    after = ground.trait(lambda persona: persona.returns_after_purchase)
    likely = np.where(world.ordered[turn], after, ground.trait(lambda persona: persona.returns))
    again: Bools = world.happens[turn] & (draws.uniform("return", turn) < likely)
    return again


def _hurt(world: World, turn: int, pain: Pain) -> tuple[Bools, Ints]:
    """Return whom the pain hurt on this trip, and when: waiting hurts those who hung up."""
    met = world.met[pain.name][turn]
    if isinstance(pain, LongWaits):
        asked = met & world.asked_gave_up[turn]
        return met & (world.gave_up[turn] | world.asked_gave_up[turn]), np.where(
            asked, world.asked_at[turn], world.called_at[turn]
        )
    if isinstance(pain, SlowCarrier):
        return met, world.usual_at[turn] + 2 * DAY
    return met, world.at[turn]
