"""Which channel things happened through."""

import pytest

from desireline.base.settings.model import CHANNELS
from desireline.sources.mapping import ChannelRule
from desireline.sources.recognise.channel_words import channel_named
from desireline.sources.recognise.channels import ChannelGuess, channel
from desireline.sources.recognise.content import Column
from desireline.sources.recognise.subjects import Subject
from table_samples import columns

_ANY = Subject(concept="", noun="event")


def _guess(
    values: dict[str, list[str | None]], subject: Subject = _ANY, source: str = "x", names: str | None = None
) -> ChannelGuess:
    read = columns(values)
    named: Column | None = next((column for column in read if column.name == names), None)
    return channel(source, read, subject, names=named)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("e-mail", "email"),
        ("Newsletter", "email"),
        ("in-store", "store"),
        ("WEB", "web"),
        ("iOS", "app"),
        ("organic", "search"),
        ("paid_social", "ads"),
        ("Call", "phone"),
        ("Facebook", "social"),
        ("hírlevél", "email"),
        ("звонок", "phone"),
        ("門市", "store"),
        ("微信", "chat"),
        ("zzz", None),
    ],
)
def test_values_in_four_languages(value: str, expected: str | None) -> None:
    assert channel_named(value) == expected


@pytest.mark.parametrize("name", CHANNELS)
def test_each_channel_names_itself(name: str) -> None:
    assert channel_named(name) == name


def test_a_column_of_channels() -> None:
    found = _guess({"Channel": ["E-mail", "Phone", "E-mail", "carrier pigeon"]})
    assert found.rule == ChannelRule(column="Channel", values={"E-mail": "email", "Phone": "phone"}, const="other")
    assert "'carrier pigeon' is none we know, taken as other" in found.reason
    assert not found.sure


def test_a_column_of_unknown_values_is_none() -> None:
    assert _guess({"channel": ["A", "B", "C"]}).column is None


def test_a_platform_tells_also_what_may_come_later() -> None:
    assert _guess({"platform": ["WEB", "WEB"]}).rule.values == {"WEB": "web", "IOS": "app", "ANDROID": "app"}


def test_the_medium_of_a_campaign_counts_for_visits_and_not_for_events() -> None:
    values: dict[str, list[str | None]] = {"event": ["a", "b"], "utm_medium": ["cpc", "email"]}
    assert _guess(values).column == "utm_medium"
    assert _guess(values, names="event").column is None


def test_a_purchase_at_a_numbered_store() -> None:
    sold = Subject(concept="transaction", noun="transaction", purchase=True)
    assert _guess({"store_id": ["1", "2"], "amount": ["1", "2"]}, sold).rule.const == "store"


@pytest.mark.parametrize(
    ("values", "source", "names", "expected"),
    [
        ({"page_url": ["/"], "referrer": ["x"]}, "x", None, "web"),
        ({"song": ["a"], "artist": ["b"]}, "x", None, "app"),
        ({"amount": ["1"]}, "online_retail", None, "web"),
        ({"amount": ["1"]}, "simple_shop", None, "other"),
        ({"action": ["open", "click"]}, "activity", "action", "email"),
        ({"event": ["catalog", "cart", "product1"]}, "x", "event", "web"),
        ({"event": ["a", "b"]}, "x", "event", "other"),
    ],
)
def test_one_channel_for_the_table(
    values: dict[str, list[str | None]], source: str, names: str | None, expected: str
) -> None:
    found = _guess(values, source=source, names=names)
    assert found.rule == ChannelRule(const=expected)  # type: ignore[arg-type]  # msgspec knows channels as literals
