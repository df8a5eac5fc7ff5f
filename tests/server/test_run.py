"""Serving: this machine only, and an address that works when it is told."""

import contextlib
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request

import pytest
import uvicorn

from desireline.base.errors import BusyError, InputError
from desireline.server import run, serve
from example_maps import Shop


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.com", "", "localhost.example.com"])
def test_a_host_that_others_reach_is_refused(host: str) -> None:
    with pytest.raises(InputError, match=r"there are no accounts yet; use 127\.0\.0\.1, ::1 or localhost"):
        serve(Shop(), host, 0)


def test_a_taken_port_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(BusyError, match="choose another with --port"):
        serve(Shop(), "127.0.0.1", taken.getsockname()[1])


def test_it_answers_when_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    running: list[uvicorn.Server] = []
    real = uvicorn.Server.startup

    async def startup(self: uvicorn.Server, sockets: list[socket.socket] | None = None) -> None:
        running.append(self)
        await real(self, sockets)

    monkeypatch.setattr(uvicorn.Server, "startup", startup)
    ready, addresses = threading.Event(), list[str]()

    def on_ready(address: str) -> None:
        addresses.append(address)
        ready.set()

    thread = threading.Thread(target=serve, args=(Shop(), "127.0.0.1", 0, on_ready))
    thread.start()
    try:
        assert ready.wait(20)
        address = addresses[0]
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor())
        with pytest.raises(urllib.error.HTTPError, match=r"HTTP Error 401"):
            opener.open(address.split("/sign-in")[0] + "/api/map")
        base = address.split("/sign-in")[0]
        _sign_in(opener, address)
        with opener.open(base + "/api/map") as answer:
            assert b'"Greenfield Garden"' in answer.read()
    finally:
        running[0].should_exit = True
        thread.join(20)
    assert not thread.is_alive()


def test_ctrl_c_ends_it_in_order() -> None:
    program = "from desireline.server import serve\nserve(object(), port=0, on_ready=lambda at: print(at, flush=True))\nprint('ended')"
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert "/sign-in?token=" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        said, complaints = process.communicate(timeout=20)
    assert (said, complaints, process.returncode) == ("ended\n", "", 0)


def _sign_in(opener: urllib.request.OpenerDirector, address: str) -> None:
    """Open the address; without a built app the page behind it is an error, and the cookie is set all the same."""
    with contextlib.suppress(urllib.error.HTTPError):
        opener.open(address).close()


def test_small_answers_do_not_wait_for_the_other_side() -> None:
    with run._listen("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname()):
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
