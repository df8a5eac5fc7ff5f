"""A browser, and a small real business served to it."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, expect, sync_playwright

from demo_project import demo_project
from desireline.project import Project, ServedProject, open_project
from desireline.server import ProjectProvider, create_app
from desireline.server.pages import STATIC
from visiting import Serve

FLAGS = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = (
        os.environ.get("DESIRELINE_CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
    )
    if program is None:
        pytest.skip("no Chromium on this machine: install Debian's `chromium-headless-shell` or `chromium`")
    expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def browser(chromium: Browser, serve: Serve) -> Iterator[Browser]:
    """The browser; windows close when the test ends: open ones go on painting and listening, and slow all that follow."""
    yield chromium
    for context in chromium.contexts:
        context.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A small simulated business; for reading only."""
    return demo_project(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def own(demo: Project, tmp_path: Path) -> Project:
    """The same business, for a test that changes it."""
    shutil.copytree(demo.folder, tmp_path / "shop")
    return open_project(tmp_path / "shop")


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serve projects while the test runs; a call gives the address that signs in."""
    running: list[tuple[uvicorn.Server, threading.Thread, Callable[[], None]]] = []

    def start(provider: ProjectProvider) -> str:
        if not (STATIC / "index.html").is_file():
            pytest.skip("the app is not built: pip install . builds it")
        app = create_app(provider, token="once")
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, daemon=True)
        running.append((server, thread, app.state.let_go))
        thread.start()
        while not server.started:
            thread.join(0.01)
            assert thread.is_alive()
        port = server.servers[0].sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}/sign-in?token=once"

    yield start
    for server, thread, let_go in running:
        let_go()
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def address(serve: Serve, demo: Project) -> str:
    """The address that signs in to the small business."""
    return serve(ServedProject(demo))
