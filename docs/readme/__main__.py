"""Write README.md and its sisters, and their pictures: `python -m docs.readme`."""

from pathlib import Path
from tempfile import TemporaryDirectory

from docs.readme.making import ROOT, demo_project, made

with TemporaryDirectory() as folder:
    for path, content in made(demo_project(Path(folder) / "demo")).items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(content, encoding="utf-8")
        print(path)
