"""A form can be made of every question from its declaration alone: kinds, words in each language, and a question to begin with."""

import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desireline.analyses import Parameter, ask, counts, faulty_parameter, registry
from desireline.analyses._parameters import KINDS
from desireline.base.i18n import LANGUAGES, Language, Translator
from desireline.base.settings.model import Settings
from desireline.journeys import Journeys
from desireline.project import Project
from logs import Batch, built, small_pieces
from signing_in import Client
from strategies import batches, settings_of_logs

WRONG = ["", " ", "<script>alert(1)</script>", "'; drop table events; --", "\x00\x1b[2J", "🧨" * 50, "no such thing ("]
SHARED = ["where", "period", "by", "compare"]


@pytest.mark.parametrize("name", sorted(registry()))
def test_every_parameter_has_a_kind(name: str) -> None:
    kind = registry()[name]
    found = kind.parameters(Translator())
    assert [parameter.name for parameter in found if parameter.shared] == SHARED
    assert {parameter.name for parameter in found} == {field.encode_name for field in msgspec.structs.fields(kind)}
    for parameter in found:
        assert parameter.kind in KINDS
        assert (parameter.kind == "choice") == bool(parameter.choices)
        assert (parameter.kind == "value") == (parameter.of is not None)
        assert parameter.of is None or parameter.of in {other.name for other in found}
        assert parameter.required or isinstance(parameter.default, list) == parameter.many


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", sorted(registry()))
def test_everything_is_said_in_each_language(name: str, lang: Language) -> None:
    said = said_of(name, lang)
    assert all(text.strip() for text in said)
    if lang != "en":
        assert [own for own, english in zip(said, said_of(name, "en"), strict=True) if own == english] == []


def said_of(name: str, lang: Language) -> list[str]:
    say = Translator(lang)
    said = [say(f"ask.{name}.title"), say(f"ask.{name}.about")]
    for parameter in registry()[name].parameters(say):
        said += [parameter.title, parameter.about, *(choice.title for choice in parameter.choices)]
    return said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_words_are_left_over(lang: Language) -> None:
    texts = json.loads((files("desireline.base") / "locales" / f"{lang}.json").read_text("utf-8"))
    known = {
        f"ask.{what}.{before}{parameter.name}"
        for name, kind in registry().items()
        for parameter in kind.parameters(Translator())
        for what in ("field", "help")
        for before in ("", f"{name}.")
    }
    assert {key for key in texts if key.startswith(("ask.field.", "ask.help."))} <= known


@pytest.mark.parametrize("name", sorted(registry()))
def test_a_question_to_begin_with_shows_something(shop: Project, client: Client, name: str) -> None:
    answer = client.get(f"/api/analyses/{name}/example").json()["question"]
    question = registry()[name].example(shop.journeys())
    assert question is not None
    assert answer == msgspec.to_builtins(question)
    assert any(count.value for count in counts(shop.ask(question).result))
    assert faulty_parameter(question, shop.journeys()) is None


def test_a_question_to_begin_with_follows_the_stages_to_the_goal(shop: Project) -> None:
    settings_now, kind = shop.settings, shop.journeys().kind()
    question = registry()["funnel"].example(shop.journeys())
    assert question is not None
    steps = msgspec.to_builtins(question)["steps"]
    stage = {each.name: each.stage for each in settings_now.touchpoints}
    order = [each.name for each in settings_now.stages]
    places = [order.index(stage[step] or "") for step in steps]
    assert places == sorted(places)
    assert steps[-1] in kind.goals
    assert not set(steps[:-1]) & set(kind.goals)


@given(log=st.lists(batches(most_events=20), min_size=1, max_size=2), rules=settings_of_logs(), data=st.data())
@settings(max_examples=15)
def test_a_question_to_begin_with_can_be_asked_of_any_log(
    tmp_path_factory: pytest.TempPathFactory, log: list[Batch], rules: Settings, data: st.DataObject
) -> None:
    with small_pieces(shard_events=20):
        journeys = built(tmp_path_factory.mktemp("shop"), rules, *log)
        kind = registry()[data.draw(st.sampled_from([name for name in sorted(registry()) if name != "attribution"]))]
        question = kind.example(journeys)
        if question is None:
            assert journeys.events == 0  # nobody's events name no touchpoint to ask about
            return
        assert ask(question, journeys).story()
        assert faulty_parameter(question, journeys) is None


def given_of(kind: str, journeys: Journeys) -> str | int | bool:
    """Return what somebody picks in a form for a parameter of this kind."""
    named: dict[str, Callable[[], str | int | bool]] = {
        "touchpoint": lambda: journeys.touchpoints[0],
        "value": lambda: journeys.channels[0],
        "pattern": lambda: "any, any within 1h",
        "dimension": lambda: "channel",
        "selection": lambda: 'channel = "web"',
        "period": lambda: "last 90d",
        "duration": lambda: "2h",
        "journey": lambda: next(iter(journeys.settings.journeys)),
        "number": lambda: 3,
        "yes_no": lambda: True,
    }
    return named[kind]()


@pytest.mark.parametrize("name", sorted(registry()))
def test_every_parameter_works_in_the_form(shop: Project, client: Client, name: str) -> None:
    start = client.get(f"/api/analyses/{name}/example").json()["question"]
    for parameter in registry()[name].parameters(Translator()):
        for value in picked(parameter, shop.journeys()):
            more = {"within": "journey"} if (name, parameter.name) == ("paths", "journey") else {}
            response = client.post(f"/api/analyses/{name}", json=start | {parameter.name: value} | more)
            assert response.status_code == 200, (parameter.name, value, response.text)


def picked(parameter: Parameter, journeys: Journeys) -> list[Any]:
    if parameter.kind == "choice":
        return [choice.value for choice in parameter.choices]
    one = given_of(parameter.kind, journeys)
    return [[one] * max(1, parameter.least or 1)] if parameter.many else [one, *(["none"] if parameter.endless else [])]


@pytest.mark.parametrize("name", sorted(registry()))
def test_a_mistake_is_told_at_its_parameter(client: Client, name: str) -> None:
    start = client.get(f"/api/analyses/{name}/example").json()["question"]
    for parameter in registry()[name].parameters(Translator()):
        if parameter.kind in ("number", "yes_no", "choice"):
            continue
        more = {"within": "journey"} if (name, parameter.name) == ("paths", "journey") else {}
        for text in WRONG:
            wrong = [text] * max(1, parameter.least or 1) if parameter.many else text
            response = client.post(f"/api/analyses/{name}", json=start | {parameter.name: wrong} | more)
            assert response.status_code in {400, 404}, (parameter.name, text, response.text)
            assert response.json().get("field") == parameter.name, (text, response.text)
