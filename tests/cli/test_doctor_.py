"""What the doctor says, in each language."""

import json
from pathlib import Path

from cli.running import desireline

SAID = {
    "en": ("free disk", "1 customer, whole and up to date", "1 in 1 part", "out of date: run desireline build"),
    "hu": ("szabad lemezhely", "1 ügyfél, ép és naprakész", "1, 1 részben", "elavult"),
    "ru": ("свободно на диске", "1 клиент, всё цело и актуально", "1 в 1 части", "устарело"),
    "zh-Hant": ("磁碟可用空間", "1 位顧客，完整且為最新", "1 個，分為 1 個部分", "已過時"),
}


def test_the_doctor_speaks_four_languages(tmp_path: Path) -> None:
    (tmp_path / "clicks.csv").write_text("timestamp,user_id,event\n2024-01-05T10:00:00,u1,view\n")
    assert desireline("init", "shop", cwd=tmp_path).returncode == 0
    shop = tmp_path / "shop"
    assert desireline("import", "../clicks.csv", cwd=shop).returncode == 0
    assert desireline("doctor", cwd=shop).returncode == 1  # not built yet
    assert desireline("build", cwd=shop).returncode == 0
    for lang, words in SAID.items():
        done = desireline("doctor", "--lang", lang, cwd=shop)
        assert done.returncode == 0
        assert [one for one in words[:3] if one not in done.stdout] == []
    settings = shop / "desireline.yaml"
    settings.write_text(settings.read_text() + "identity: {limit: 7}\n")
    for lang, words in SAID.items():
        done = desireline("doctor", "--lang", lang, cwd=shop)
        assert (done.returncode, words[3] in done.stdout) == (1, True)
        facts = json.loads(desireline("doctor", "--lang", lang, "--json", cwd=shop).stdout)
        assert facts["journeys"] == SAID["en"][3]  # data are the same in every language


def test_the_doctor_without_a_project(tmp_path: Path) -> None:
    done = desireline("doctor", "--lang", "ru", cwd=tmp_path)
    assert done.returncode == 0
    assert "проект" in done.stdout
