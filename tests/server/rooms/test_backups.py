"""Backups over HTTP."""

import threading
from pathlib import Path

import pytest

from desireline.project import Project
from desireline.project.backups import restore_backup
from desireline.project.jobs import Job
from desireline.project.jobs.work import Watch
from server.served_demo import done
from signing_in import sign_in_as
from team import PASSWORD, Client


def test_made_listed_fetched_restored_and_deleted(team_app: Client, team: Project, tmp_path: Path) -> None:
    sign_in_as(team_app, "admin", PASSWORD)
    told: list[Job] = []
    team_app.app.state.jobs.listen(told.append)
    asked = team_app.post("/api/backups")
    assert (asked.status_code, asked.json()["request"]["kind"]) == (202, "backup")
    job = done(team_app, asked.json())
    assert (job["state"], job["by"]) == ("done", "admin")
    steps = [one.step for one in told if one.step]
    assert {(step.name, step.number, step.of) for step in steps} == {("pack", 1, 1)}
    assert (steps[0].part, steps[-1].part) == (0, 1)
    name = job["outcome"]["backup"]
    (made,) = team_app.get("/api/backups").json()
    assert made["name"] == name
    fetched = team_app.get(f"/api/backups/{name}")
    assert (fetched.status_code, len(fetched.content)) == (200, made["bytes"])
    assert f'filename="{name}"' in fetched.headers["content-disposition"]
    (tmp_path / "fetched").write_bytes(fetched.content)
    assert restore_backup(tmp_path / "fetched", tmp_path / "again").log.imports() == team.log.imports()
    assert team_app.delete(f"/api/backups/{name}").status_code == 204
    assert team_app.get(f"/api/backups/{name}").status_code == 404
    assert team_app.get("/api/backups/..%2F..%2Fdesireline.yaml").status_code == 404
    trail = [row["what"] for row in team_app.get("/api/audit", params={"what": "backup"}).json()["rows"]]
    assert trail == ["backup.deleted", "backup.fetched", "backup.asked"]


def test_one_that_is_cancelled_leaves_nothing_and_can_be_asked_for_again(
    team_app: Client, team: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in_as(team_app, "admin", PASSWORD)
    packing, go_on = threading.Event(), threading.Event()

    def slowly(*_: object) -> None:
        packing.set()
        assert go_on.wait(20)

    with monkeypatch.context() as patch:
        patch.setattr(Watch, "packed", slowly)
        job = team_app.post("/api/backups").json()
        assert packing.wait(20)
        assert team_app.get("/api/map").status_code == 200
        sign_in_as(team_app, "editor", PASSWORD)
        assert team_app.delete(f"/api/jobs/{job['id']}").status_code == 403
        sign_in_as(team_app, "admin", PASSWORD)
        assert team_app.delete(f"/api/jobs/{job['id']}").json()["stopping"] is True
        go_on.set()
        ended = done(team_app, job)
    assert (ended["state"], ended["outcome"]) == ("cancelled", None)
    assert team_app.get("/api/backups").json() == []
    assert not (team.log.folder / "backing-up").exists()
    assert not (team.log.folder / "backups").exists()
    again = done(team_app, team_app.post(f"/api/jobs/{job['id']}/again").json())
    assert [row["name"] for row in team_app.get("/api/backups").json()] == [again["outcome"]["backup"]]
