"""No answer of any kind names a customer to whoever may not see people, on no way out of the server; whoever may gets all."""

import json
import re
from typing import Any

import msgspec
import pytest

from conformance.questions import ASKED
from desireline.analyses import Analysis, registry
from desireline.identity import spelled
from desireline.project import Project
from desireline.project.access import ApiKeys, Right
from desireline.project.access.audit import AuditFilter, AuditTrail
from signing_in import Client

Keys = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def keys(shop: Project) -> Keys:
    """Keys that see numbers alone, and people too."""
    made = ApiKeys(shop.log.folder)
    scopes = {"numbers": [Right.READ], "people": [Right.READ, Right.PEOPLE]}
    return {name: {"authorization": f"Bearer {made.add(name, rights)[1]}"} for name, rights in scopes.items()}


@pytest.fixture(scope="module")
def customers(shop: Project) -> frozenset[str]:
    shards = shop.journeys().store.shards
    found = frozenset(spelled(int(each)) for shard in shards for each in shard.customer_id)
    assert len(found) > 100
    return found


def _named(text: str, customers: frozenset[str]) -> set[str]:
    return set(re.findall(r"\b[0-9a-f]{16}\b", text)) & customers


def _compared(shop: Project, name: str) -> tuple[str, Analysis[Any], bytes]:
    """Return where to ask, a question with groups and another side, and the question as it is sent."""
    question = msgspec.structs.replace(
        ASKED[name](shop.journeys()), compare='not did("order created")', by="channel", period="2025-08.."
    )
    return f"/api/analyses/{name}", question, msgspec.json.encode(question)


@pytest.mark.parametrize("name", sorted(registry()))
def test_no_answer_names_a_customer_to_who_sees_numbers_alone(
    shop: Project, client: Client, keys: Keys, customers: frozenset[str], name: str
) -> None:
    path, question, body = _compared(shop, name)
    full = client.post(path, content=body, headers=keys["people"])
    assert full.status_code == 200, full.text
    assert bool(_named(full.text, customers)) == registry()[name].names_customers()
    assert full.json()["result"] == json.loads(msgspec.json.encode(shop.ask(question).result))
    trail = AuditTrail(shop.log.folder)
    before = trail.count(AuditFilter())
    bare = client.post(path, content=body, headers=keys["numbers"] | {"if-none-match": full.headers["etag"]})
    assert (bare.status_code, _named(bare.text, customers)) == (200, set())
    assert bare.json()["customers_left_out"] == registry()[name].names_customers()
    for kind in ("json", "csv", "html"):
        file = client.post(f"{path}/file?file_kind={kind}", content=body, headers=keys["numbers"])
        assert (file.status_code, _named(file.text, customers)) == (200, set()), kind
    assert trail.count(AuditFilter()) == before
    again = client.post(path, content=body, headers=keys["people"] | {"if-none-match": bare.headers["etag"]})
    assert again.content == full.content


@pytest.mark.parametrize("name", sorted(name for name, kind in registry().items() if kind.names_customers()))
def test_who_sees_people_gets_them_and_is_taken_down(
    shop: Project, client: Client, keys: Keys, customers: frozenset[str], name: str
) -> None:
    path, question, body = _compared(shop, name)
    full = client.post(path, content=body, headers=keys["people"])
    kept = client.post(path, content=body, headers=keys["people"] | {"if-none-match": full.headers["etag"]})
    file = client.post(f"{path}/file?file_kind=json", content=body, headers=keys["people"])
    assert kept.status_code == 304
    assert _named(file.text, customers) == _named(full.text, customers)
    bare = client.post(path, content=body, headers=keys["numbers"]).json()
    numbers = full.json()
    for side, other in ((numbers["result"], bare["result"]), (numbers["compared"], bare["compared"])):
        assert {**side, "rows": []} == other
    assert bare["story"][:-1] == numbers["story"]
    assert "your role shows numbers, not single customers" in bare["story"][-1]
    newest = AuditTrail(shop.log.folder).page(AuditFilter(), 0, 3)
    count = shop.ask(question).customers_named()
    assert [(row.what, {**row.about, "key": None}) for row in newest] == [
        ("people.exported", {"analysis": name, "count": count, "key": None}),
        ("people.seen", {"analysis": name, "key": None}),
        ("people.seen", {"analysis": name, "count": count, "key": None}),
    ]


def test_nothing_else_that_shows_numbers_names_a_customer(
    client: Client, keys: Keys, customers: frozenset[str]
) -> None:
    paths = {
        route.path
        for route in client.app.routes
        for handler in getattr(route, "route_handlers", [])
        if "GET" in handler.http_methods and handler.opt.get("right") == Right.READ and "{" not in route.path
    } - {"/api/changes"}
    assert len(paths) > 15
    for path in sorted(paths):
        answer = client.get(path, params={"dimension": "channel"}, headers=keys["numbers"])
        assert answer.status_code in (200, 404), f"{path}: {answer.text}"
        assert _named(answer.text, customers) == set(), path
