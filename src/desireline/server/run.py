"""Serving on this machine."""

import contextlib
import secrets
import socket
from collections.abc import Callable

import uvicorn

from desireline.base.addresses import DEFAULT_HOST, DEFAULT_PORT
from desireline.base.errors import BusyError, InputError
from desireline.server.access import is_loopback
from desireline.server.app import create_app
from desireline.server.provider import ProjectProvider

__all__ = ["serve"]

_ENDING_S = 5


def serve(
    provider: ProjectProvider,
    host: str = DEFAULT_HOST,
    port: int = DEFAULT_PORT,
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the app for one project until the process is told to stop.

    Args:
        provider: where maps come from.
        host: a loopback name or address.
        port: 0 takes a free one.
        on_ready: called once the server answers, with the address that signs in.

    Raises:
        InputError: the host can be reached from other machines.
        BusyError: the port is taken.
    """
    if not is_loopback(host):
        raise InputError(
            f"cannot serve on '{host}': other machines could reach it, and there are no accounts yet; "
            "use 127.0.0.1, ::1 or localhost"
        )
    token = secrets.token_urlsafe(24)
    with _listen(host, port) as listening:
        name = f"[{host}]" if ":" in host else host
        address = f"http://{name}:{listening.getsockname()[1]}/sign-in?token={token}"
        app = create_app(provider, token=token)
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_ENDING_S,
        )
        with contextlib.suppress(KeyboardInterrupt):  # Ctrl+C is how it is told to stop
            _Server(config, lambda: on_ready(address) if on_ready else None, app.state.let_go).run(sockets=[listening])


class _Server(uvicorn.Server):
    """Tells when it is ready, and when it is about to end."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None], let_go: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready
        self._let_go = let_go

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._let_go()  # pages that listen for changes would keep it waiting
        await super().shutdown(sockets)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        raise BusyError(
            f"port {port} of {host} cannot be used ({error}): choose another with --port, or --port 0"
        ) from error
    # asyncio sees to this only for sockets it made itself; small answers would wait 40 ms for the other side's word
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening
