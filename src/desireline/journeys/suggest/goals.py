"""Which touchpoint is a goal: by its words, its amounts, and where customers end."""

from typing import Literal

import msgspec

from desireline.journeys.suggest.group import Group

__all__ = ["Goal", "find_goals"]

_LEAST_REACH, _MOST_REACH = 0.02, 0.9
_RARE = 0.002
_EARLIER = 0.02
_SALES = {"sale", "order_completed", "payment_done"}
_AS_MANY = 0.9
_ENGAGEMENTS = 3
_NO_AIM = {"noise", "record", "landing", "account", "advert", "email_sent", "email_opened", "cart_removed"}
_OFFLINE = {"store": "store", "phone": "phone", "sales": "phone"}


class Goal(msgspec.Struct, frozen=True, kw_only=True):
    """The goal of one journey type.

    Attributes:
        journey: the journey type: purchase, lead, engagement, retention, support, or main where nothing says which.
        groups: the touchpoints that are the goal, the best first.
        others: touchpoints that could have been it.
        by: what it was known by.
        sure: False where people should look.
    """

    journey: str
    groups: list[Group]
    others: list[Group]
    by: Literal["words", "value", "data"]
    sure: bool = True


def find_goals(groups: list[Group]) -> list[Goal]:
    """Return the goals that names and numbers speak of, at most one a journey type, the main one first."""
    everyone = max((group.customers for group in groups), default=0)
    ranked: dict[str, list[Group]] = {}
    for group in sorted(groups, key=lambda group: (-_score(group, groups, everyone), group.touchpoint)):
        if group.reading and group.reading.concept.kind == "goal" and group.customers:
            ranked.setdefault(group.reading.concept.journey or "purchase", []).append(group)
    found = [
        _purchase(_common(ranked.get("purchase", []), everyone)),
        *(_one(journey, _within(ranked.get(journey, []), everyone)) for journey in ("lead", "engagement")),
        _one("retention", ranked.get("retention", [])),
        _one("support", _common(ranked.get("support", []), everyone)),
    ]
    goals = _in_order([goal for goal in found if goal])
    if any(goal.journey != "engagement" for goal in goals):
        return goals
    guess = _by_value(groups) or _by_data(groups, everyone)
    return [*([guess] if guess else []), *goals]


def _score(group: Group, groups: list[Group], everyone: int) -> float:
    """Rank a candidate: its words' weight, amounts (where few names carry any), reach, and how often it comes last."""
    weight = float(group.reading.concept.weight) if group.reading else 0.0
    telling = sum(each.valued > 0.5 for each in groups) <= len(groups) / 2  # noqa: PLR2004 - half
    reach = group.customers / max(1, everyone)
    return (
        weight
        + (15 * group.valued if telling else 0)
        + (10 if _LEAST_REACH <= reach <= _MOST_REACH else 0)
        + 10 * group.last_share
        + 5 * (group.position or 0)
        - (40 if reach < _RARE else 0)
    )


def _common(groups: list[Group], everyone: int) -> list[Group]:
    return [group for group in groups if group.customers / max(1, everyone) >= _RARE]


def _within(groups: list[Group], everyone: int) -> list[Group]:
    """Keep what some customers reach and others do not: what all reach, or almost none, is no aim."""
    return [group for group in groups if _RARE <= group.customers / max(1, everyone) <= _MOST_REACH]


def _purchase(groups: list[Group]) -> Goal | None:
    """Take the best purchase of each place of sale: the same sale told by two tools must not count twice.

    Of two tools, the one that tells of more purchases is taken: web tracking is often blocked, the shop's list is not.
    """
    best: dict[str, Group] = {}
    for group in groups:
        place = _OFFLINE.get(group.channel, "online")
        if not best or (group.concept in _SALES and (place not in best or _is_fuller(group, best[place]))):
            best[place] = group
    chosen = list(best.values())
    others = [group for group in groups if group not in chosen]
    return Goal(journey="purchase", groups=chosen, others=others, by="words") if chosen else None


def _is_fuller(group: Group, rival: Group) -> bool:
    """Say whether another tool tells of more purchases by about as many customers, with amounts as often."""
    return (
        not group.sources & rival.sources
        and group.events > rival.events
        and group.customers >= _AS_MANY * rival.customers
        and group.valued >= _AS_MANY * rival.valued
    )


def _one(journey: str, groups: list[Group]) -> Goal | None:
    if not groups:
        return None
    several = _ENGAGEMENTS if journey == "engagement" else 1
    return Goal(journey=journey, groups=groups[:several], others=groups[several:], by="words")


def _in_order(goals: list[Goal]) -> list[Goal]:
    """Leave out a lead that comes no earlier than the purchase: it is the same moment under another name."""
    purchase = next((goal.groups[0].position for goal in goals if goal.journey == "purchase"), None)
    kept: list[Goal] = []
    for goal in goals:
        place = goal.groups[0].position
        late = purchase is not None and place is not None and place > purchase - _EARLIER
        if not (goal.journey == "lead" and late):
            kept.append(goal)
    return kept


def _by_value(groups: list[Group]) -> Goal | None:
    valued = sorted((g for g in groups if g.valued > 0.5 and g.customers), key=lambda g: (-g.customers, g.touchpoint))  # noqa: PLR2004
    valued = [group for group in valued if not (group.reading and group.reading.concept.kind == "pain")]
    if not valued or len(valued) > max(1, len(groups) / 2):
        return None
    return Goal(journey="purchase", groups=valued[:1], others=valued[1:], by="value", sure=len(valued) == 1)


def _by_data(groups: list[Group], everyone: int) -> Goal | None:
    """Guess: what many customers end with, that some reach and others do not; known ways in and noise are not it."""
    possible = [
        group
        for group in groups
        if _LEAST_REACH <= group.customers / max(1, everyone) <= _MOST_REACH
        and group.last_share > 0
        and group.concept not in _NO_AIM
        and not (group.reading and group.reading.concept.kind == "pain")
    ]
    possible.sort(
        key=lambda group: (-group.last_share * (0.5 + (group.position or 0)), -group.customers, group.touchpoint)
    )
    return Goal(journey="main", groups=possible[:1], others=possible[1:4], by="data", sure=False) if possible else None
