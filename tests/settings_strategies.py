"""Random settings, and random documents that look like settings."""

import re

import msgspec
from hypothesis import strategies as st

from desireline.base.errors import SettingsError
from desireline.base.settings.edit import settings_text
from desireline.base.settings.load import parse_settings
from desireline.base.settings.model import (
    CHANNELS,
    DimensionRule,
    IdentityRules,
    JourneyType,
    NamespaceRule,
    Settings,
    Stage,
    Touchpoint,
    When,
)

__all__ = ["all_settings", "documents"]

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=12)
names = words.map(lambda word: re.sub(r"[/\s]", "_", word))
durations = st.sampled_from(["45m", "1h30m", "7d", "2w"])
labels = st.one_of(st.none(), words, st.dictionaries(st.sampled_from(["en", "zh-Hant", "ru", "hu"]), words))
whens = st.builds(
    When,
    name=st.one_of(words, st.lists(words, min_size=1, max_size=3)),
    channel=st.one_of(
        st.none(), st.sampled_from(CHANNELS), st.lists(st.sampled_from(CHANNELS), min_size=1, max_size=3)
    ),
    properties=st.dictionaries(
        words,
        st.one_of(words, st.integers(-99, 99), st.booleans(), st.lists(words, min_size=1, max_size=2)),
        max_size=2,
    ),
)


@st.composite
def all_settings(draw: st.DrawFn) -> Settings:
    stages = draw(
        st.lists(st.builds(Stage, name=names, label=labels), min_size=1, max_size=4, unique_by=lambda s: s.name)
    )
    stage = st.one_of(st.none(), st.sampled_from([each.name for each in stages]))
    made = Settings(
        name=draw(st.one_of(st.none(), words)),
        currency=draw(st.sampled_from(["EUR", "HUF", "TWD"])),
        visit_gap=draw(st.sampled_from(["30m", "10m"])),
        stages=stages,
        touchpoints=draw(
            st.lists(
                st.builds(Touchpoint, name=names, when=whens, stage=stage, label=labels),
                max_size=4,
                unique_by=lambda t: t.name,
            )
        ),
        journeys=draw(
            st.dictionaries(
                names,
                st.builds(
                    JourneyType,
                    goal=st.one_of(names, st.lists(names, min_size=1, max_size=2)),
                    gap=durations,
                    label=labels,
                ),
                max_size=2,
            )
        ),
        dimensions=draw(
            st.lists(
                st.builds(DimensionRule, name=names, property=words, scope=st.sampled_from(["event", "customer"])),
                max_size=3,
                unique_by=lambda d: d.name,
            )
        ),
        identity=draw(
            st.builds(
                IdentityRules,
                limit=st.integers(1, 9),
                namespaces=st.dictionaries(
                    words, st.builds(NamespaceRule, links=st.booleans(), ignore=st.lists(words, max_size=2)), max_size=2
                ),
            )
        ),
    )
    try:
        parse_settings(settings_text(made))
    except SettingsError as error:
        if (
            "can never match" not in str(error)
            and "names no touchpoint" not in str(error)
            and "a journey is called" not in str(error)
        ):
            raise
        return msgspec.structs.replace(made, touchpoints=[], journeys={})
    return made


_values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-5, 5),
        st.floats(-1, 1),
        st.sampled_from(["a", "a/b", "30m", "EUR", *CHANNELS]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2),
        st.dictionaries(
            st.sampled_from(["name", "when", "stage", "label", "goal", "gap", "en", "limit", "x"]), inner, max_size=3
        ),
    ),
    max_leaves=6,
)
documents = st.dictionaries(st.sampled_from([*Settings.__struct_fields__, "x"]), _values, max_size=3)
