"""Browsers and accounts: which anonymous id a visit has, and whether the site knows who it is."""

from dataclasses import dataclass

import numpy as np

from desireline.simulator.draws import Bools, Ints
from desireline.simulator.world.state import DEVICES, TRIPS, WEB, Ground, World

__all__ = ["Accounts", "open_accounts"]

_FORGETS = 0.12
_SIGNS_IN = 0.55
_COOKIES = TRIPS + 1


@dataclass(frozen=True)
class Accounts:
    """Arrays of shape (trips, persons).

    Attributes:
        device: number of the browser; a browser that lost its cookies is a new one.
        known: whether the site knows the account from the first page on.
        signs_in: whether they sign in on this visit.
        signs_up: whether they open the account with this visit's purchase.
        opened: per person, the turn in which the account was opened; TRIPS where never.
        size: how many numbers of browsers there may be.
    """

    device: Ints
    known: Bools
    signs_in: Bools
    signs_up: Bools
    opened: Ints
    size: int


def open_accounts(ground: Ground, world: World) -> Accounts:
    """Decide who has an account, and where it is signed in."""
    size, draws = len(ground), ground.draws
    everybody = np.arange(size)
    shape = (TRIPS, size)
    device = np.zeros(shape, dtype=np.int64)
    known, signs_in, signs_up = (np.zeros(shape, dtype=np.bool_) for _ in range(3))
    cookies = np.zeros((len(DEVICES), size), dtype=np.int64)
    signed_in = np.full((len(DEVICES), size), -1)
    opened = np.full(size, TRIPS)
    opens = ground.trait(lambda persona: persona.registers)
    for turn in range(TRIPS):
        visits = world.happens[turn] & (world.place[turn] == WEB)
        kind = world.device[turn].astype(np.int64)
        lost = visits & (draws.uniform("cookie", turn) < _FORGETS)
        cookies[kind, everybody] += lost
        cookie = cookies[kind, everybody]
        device[turn] = (everybody * len(DEVICES) + kind) * _COOKIES + cookie
        has = visits & (opened < turn)
        known[turn] = has & (signed_in[kind, everybody] == cookie)
        signs_in[turn] = has & ~known[turn] & (draws.uniform("sign in", turn) < _SIGNS_IN)
        bought = visits & world.ordered[turn] & ~world.recovered[turn]
        signs_up[turn] = bought & (opened == TRIPS) & (draws.uniform("sign up", turn) < opens)
        opened = np.where(signs_up[turn], turn, opened)
        now = known[turn] | signs_in[turn] | signs_up[turn]
        signed_in[kind, everybody] = np.where(now, cookie, signed_in[kind, everybody])
    return Accounts(device, known, signs_in, signs_up, opened, size * len(DEVICES) * _COOKIES)
