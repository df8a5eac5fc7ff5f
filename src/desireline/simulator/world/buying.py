"""The way to a purchase, on the web, in the store and by phone, and what stops people on it."""

import numpy as np

from desireline.base.money import exponent
from desireline.simulator.clock import HOUR, MINUTE
from desireline.simulator.draws import Bools, Ints, pick
from desireline.simulator.scenario.plant import FailingCoupon, HelpfulAction, ReloadingCheckout
from desireline.simulator.world.line import ring
from desireline.simulator.world.state import CART, DEVICES, PHONE, STEPS, STORE, WEB, Ground, World
from desireline.simulator.world.trips import seconds

__all__ = ["buy"]

_SHIPPING = 3.9
_FREE_FROM = 40


def buy(ground: Ground, world: World, turn: int) -> None:
    """Decide who buys on this trip, and what."""
    happens, place, at = world.happens[turn], world.place[turn], world.at[turn]
    draws = ground.draws
    _price(ground, world, turn)
    on_web = _on_web(ground, world, turn, happens & (place == WEB))
    quickly = at + (4 * MINUTE + draws.uniform("buy.minutes", turn) * 20 * MINUTE).astype(np.int64)
    in_store = happens & (place == STORE) & (draws.uniform("store.buy", turn) < ground.steps["store"])
    calls = happens & (place == PHONE)
    call = ring(ground, world, turn, at, who=calls, purpose="order")
    by_phone = calls & ~call.gave_up & (draws.uniform("phone.buy", turn) < ground.steps["phone"])
    world.called_at[turn], world.waited[turn], world.talked[turn], world.gave_up[turn] = (
        call.at,
        call.waited,
        call.talked,
        call.gave_up,
    )
    later = _reminded(ground, world, turn, happens & (place == WEB) & (world.step[turn] >= CART) & ~on_web)
    world.recovered[turn] = later > 0
    ordered_at = np.where(
        on_web, quickly, np.where(in_store, at, np.where(by_phone, call.at + call.waited + call.talked, later))
    )
    world.ordered[turn] = (on_web | in_store | by_phone | (later > 0)) & (ordered_at < ground.clock.end)
    world.recovered[turn] &= world.ordered[turn]
    world.ordered_at[turn] = ordered_at
    parcel = world.ordered[turn] & ~in_store
    discounted = parcel & (world.coupon[turn] >= 0) & ~world.denied[turn] & (place == WEB)
    world.discount[turn] = np.where(discounted, world.discount[turn], 0)
    world.shipping[turn] = np.where(parcel, world.shipping[turn], 0)


def _price(ground: Ground, world: World, turn: int) -> None:
    """Fill in what everybody would buy, before it is known whether they do."""
    draws, unit = ground.draws, 10 ** exponent(ground.scenario.currency)
    spread = draws.normal("buy.value", turn) * ground.trait(lambda persona: persona.basket_spread)
    goods = np.maximum(ground.trait(lambda persona: persona.basket) * np.exp(spread), 1 / unit)
    world.goods[turn] = np.round(goods * unit)
    codes = ground.scenario.coupons
    if codes and ground.channel("web"):
        enters = draws.uniform("coupon.enter", turn) < ground.trait(lambda persona: persona.coupon)
        which = pick(np.array([coupon.share for coupon in codes]), draws.uniform("coupon.code", turn))
        world.coupon[turn] = np.where(enters, which, -1)
        rates = np.array([coupon.discount for coupon in codes])[which]
        world.discount[turn] = np.round(world.goods[turn] * rates)
    world.shipping[turn] = np.where(world.goods[turn] < _FREE_FROM * unit, round(_SHIPPING * unit), 0)


def _on_web(ground: Ground, world: World, turn: int, here: Bools) -> Bools:
    """Take people through the steps of the web shop; return who paid."""
    at = world.at[turn]
    for number, step in enumerate(STEPS, 1):
        likely = ground.steps[step]
        for plant in world.plants:
            if isinstance(plant, HelpfulAction) and plant.step == step:
                helped = here & ground.clock.within(at, plant.start, plant.end)
                world.met[plant.name][turn] = helped
                world.promoted[turn] |= helped
                likely = np.where(helped, likely + plant.points / 100, likely)
        here = here & (ground.draws.uniform(f"web.{step}", turn) < likely)
        world.step[turn][here] = number
        if step == "checkout":
            here = _reload(ground, world, turn, here)
        elif step == "delivery":
            here = _enter_coupon(ground, world, turn, here)
    return here


def _reload(ground: Ground, world: World, turn: int, here: Bools) -> Bools:
    draws = ground.draws
    for plant in world.plants:
        if not isinstance(plant, ReloadingCheckout):
            continue
        hurt = np.array([name in plant.devices for name in DEVICES])[world.device[turn]]
        met = here & hurt & ground.clock.within(world.at[turn], plant.start, plant.end)
        met &= draws.uniform(f"reload.{plant.name}", turn) < plant.share
        least, most = plant.reloads
        times = least + (draws.uniform(f"reload.times.{plant.name}", turn) * (most - least + 1)).astype(np.int64)
        world.reloads[turn] = np.where(met, times, world.reloads[turn])
        world.met[plant.name][turn] = met
        here = here & ~(met & (draws.uniform(f"reload.abandon.{plant.name}", turn) < plant.abandon))
    return here


def _enter_coupon(ground: Ground, world: World, turn: int, here: Bools) -> Bools:
    world.coupon[turn] = np.where(here, world.coupon[turn], -1)
    draws = ground.draws
    for plant in world.plants:
        if not isinstance(plant, FailingCoupon):
            continue
        code = [coupon.code for coupon in ground.scenario.coupons].index(plant.code)
        met = here & (world.coupon[turn] == code) & ground.clock.within(world.at[turn], plant.start, plant.end)
        met &= draws.uniform(f"coupon.{plant.name}", turn) < plant.share
        world.denied[turn] |= met
        world.met[plant.name][turn] = met
        here = here & ~(met & (draws.uniform(f"coupon.abandon.{plant.name}", turn) < plant.abandon))
    return here


def _reminded(ground: Ground, world: World, turn: int, left: Bools) -> Ints:
    """Send the reminder to subscribers who left a cart; return when they bought after all, 0 for the others."""
    reminder, draws, at = ground.scenario.reminder, ground.draws, world.at[turn]
    if not ground.channel("email"):
        return np.zeros(len(ground), dtype=np.int64)
    sent = left & (world.subscribed_at < at)
    world.reminded[turn] = sent
    world.opened[turn] = sent & (draws.uniform("reminder.open", turn) < reminder.opened)
    world.clicked[turn] = world.opened[turn] & (draws.uniform("reminder.click", turn) < reminder.clicked)
    buys = world.clicked[turn] & (draws.uniform("reminder.buy", turn) < reminder.bought)
    later = (
        at
        + round(seconds(reminder.after))
        + HOUR
        + (draws.exponential("reminder.hours", turn) * 3 * HOUR).astype(np.int64)
    )
    return np.where(buys, later, 0)
