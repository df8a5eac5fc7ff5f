"""Whatever goes into the audit trail says which thing it was about."""

from typing import Any

import pytest
from litestar import Litestar

from signing_in import sign_in_as
from team import PASSWORD, Client

_QUESTION = {"question": {}, "cell": "/customers"}
_VISITS = "/api/analyses/visits/people"


@pytest.fixture
def admin(team_app: Client) -> Client:
    return sign_in_as(team_app, "admin", PASSWORD)


def _audited(app: Litestar) -> set[tuple[str, str]]:
    """Return method and path of all routes that are taken down and whose path names nothing; of questions one kind for all."""
    found = {
        (method, route.path)
        for route in app.routes
        for handler in getattr(route, "route_handlers", [])
        for method in handler.http_methods - {"OPTIONS"}
        if handler.opt.get("audit") and "{" not in route.path
    }
    return {
        one for one in found if not one[1].startswith("/api/analyses/") or one[1].startswith("/api/analyses/visits/")
    }


def test_no_route_whose_path_names_nothing_is_taken_down_without_a_word(admin: Client) -> None:
    upload = admin.post(
        "/api/uploads", params={"name": "one.csv"}, content=b"email,event,when\nc@x.example,view,2026-02-01\n"
    )
    question = admin.post("/api/questions", json={"title": "Visits", "question": "visits"}).json()["id"]
    asked: dict[tuple[str, str], dict[str, Any]] = {
        ("POST", _VISITS): {"json": _QUESTION},
        ("POST", f"{_VISITS}/file"): {"json": _QUESTION},
        ("POST", "/api/map/people"): {"json": {"cell": "/customers"}},
        ("GET", "/api/people"): {"params": {"text": "a@x.example"}},
        ("GET", "/api/events"): {"params": {"text": "a@x.example"}},
        ("POST", "/api/touchpoints/events"): {"json": {"when": {"name": "view"}}},
        ("GET", "/api/identity/left-out"): {},
        ("GET", "/api/identity/customers"): {},
        ("POST", "/api/accounts"): {"json": {"name": "zoé", "password": PASSWORD}},
        ("POST", "/api/keys"): {"json": {"name": "k", "scopes": ["read"]}},
        ("POST", "/api/segments"): {"json": {"name": "viewers", "text": "did(view)"}},
        ("POST", "/api/questions"): {"json": {"title": "More", "question": "visits"}},
        ("PUT", "/api/pins"): {"json": {"questions": [question]}},
        ("POST", "/api/uploads"): {"params": {"name": "two.csv"}, "content": b"email,event,when\n"},
        ("POST", "/api/imports"): {"json": {"upload": upload.json()["id"]}},
        ("POST", "/api/builds"): {"json": {}},
        ("PUT", "/api/settings"): {"json": {"sections": {"visit_gap": "2h"}}},
        ("POST", "/api/suggestion/accept"): {"json": {"ids": []}},
        ("GET", "/api/audit/file"): {},
        ("POST", "/api/backups"): {},
        ("PUT", "/api/me/password"): {"json": {"current": PASSWORD, "password": "another password"}},
    }
    assert set(asked) == _audited(admin.app)
    told: dict[str, dict[str, Any]] = {}
    for (method, path), content in asked.items():
        answer = admin.request(method, path, headers={"if-match": "*"}, **content)
        assert answer.status_code < 300, f"{method} {path}: {answer.text}"
        if method == "PUT" and path.endswith("password"):
            sign_in_as(admin, "admin", "another password")
        admin.app.state.jobs.join(60)
        audit = admin.get("/api/audit").json()["rows"]
        newest = next(row for row in audit if row["what"] not in ("signed.in", "audit.seen"))
        told[f"{method} {path}"] = newest["about"]
        assert newest["about"], f"{method} {path}"
    assert "x.example" not in str(told)
    assert told[f"POST {_VISITS}/file"] == told[f"POST {_VISITS}"]
    assert told[f"POST {_VISITS}"] == {"analysis": "visits", "cell": "/customers", "unit": "customers", "count": 2}
    assert told["GET /api/people"] == {"asked": ["text"], "count": 1, "shown": 1}
    assert told["GET /api/events"] == {"asked": ["text"], "count": None, "shown": 2}
    assert told["PUT /api/settings"] == {"sections": ["visit_gap"]}
    assert told["PUT /api/pins"] == {"questions": [question]}
    assert told["POST /api/suggestion/accept"] == {"ids": []}
    assert told["POST /api/imports"]["upload"] == upload.json()["id"]
