"""Backups over HTTP."""

from pathlib import Path

from desireline.project import Project
from desireline.project.backups import restore_backup
from signing_in import sign_in_as
from team import PASSWORD, Client


def test_made_listed_fetched_restored_and_deleted(team_app: Client, team: Project, tmp_path: Path) -> None:
    sign_in_as(team_app, "admin", PASSWORD)
    made = team_app.post("/api/backups")
    assert made.status_code == 201
    name = made.json()["name"]
    assert team_app.get("/api/backups").json() == [made.json()]
    fetched = team_app.get(f"/api/backups/{name}")
    assert (fetched.status_code, len(fetched.content)) == (200, made.json()["bytes"])
    assert f'filename="{name}"' in fetched.headers["content-disposition"]
    (tmp_path / "fetched").write_bytes(fetched.content)
    assert restore_backup(tmp_path / "fetched", tmp_path / "again").log.imports() == team.log.imports()
    assert team_app.delete(f"/api/backups/{name}").status_code == 204
    assert team_app.get(f"/api/backups/{name}").status_code == 404
    assert team_app.get("/api/backups/..%2F..%2Fdesireline.yaml").status_code == 404
    trail = [row["what"] for row in team_app.get("/api/audit", params={"what": "backup"}).json()["rows"]]
    assert trail == ["backup.deleted", "backup.fetched", "backup.made"]
