"""The app, asked over loopback."""

import http.client
import json
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from benchmarks.measure import environment

__all__ = ["Served"]


class Served:
    """A project behind `desireline serve`, in a process of its own, signed in to.

    Attributes:
        address: where it is, without a path.
        cookie: what signs in: name=value.
        questions: the kinds there are.
    """

    def __init__(self, project: Path) -> None:
        command = "from desireline.cli import main; main()"
        self._process = subprocess.Popen(
            [sys.executable, "-c", command, "serve", "--port", "0", "--project", str(project)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
        )
        address = urlsplit(self._printed())
        self.address = f"{address.scheme}://{address.netloc}"
        self._connection = http.client.HTTPConnection(address.netloc)
        self._connection.request("GET", f"{address.path}?{address.query}")
        answer = self._connection.getresponse()
        answer.read()
        self.cookie = (answer.getheader("set-cookie") or "").partition(";")[0]
        self._headers = {"cookie": self.cookie, "content-type": "application/json"}
        self._headers["x-desireline-csrf"] = self._get("/api/me")["csrf"]
        self.questions = [form["name"] for form in self._get("/api/analyses")]

    def _printed(self) -> str:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            found = [word for word in line.decode().split() if word.startswith("http://")]
            if found:
                return found[0]
        raise RuntimeError("the app did not start")

    def _get(self, path: str) -> Any:
        self._connection.request("GET", path, headers=self._headers)
        return json.loads(self._connection.getresponse().read())

    def ask(self, question: str, parameters: dict[str, object]) -> float:
        """Ask a question; return the seconds until the whole answer is there."""
        body = json.dumps(parameters)
        since = time.perf_counter()
        self._connection.request("POST", f"/api/analyses/{question}", body, self._headers)
        answer = self._connection.getresponse()
        content = answer.read()
        seconds = time.perf_counter() - since
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{question}: {answer.status} {content[:500].decode()}")
        return seconds

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the app."""
        self._connection.close()
        self._process.terminate()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()
