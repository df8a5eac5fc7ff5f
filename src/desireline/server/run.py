"""Serving: on this machine, or for a team that has accounts."""

import contextlib
import secrets
import socket
from collections.abc import Callable

import uvicorn

from desireline.base.addresses import DEFAULT_HOST, DEFAULT_PORT
from desireline.base.errors import BusyError, InputError
from desireline.base.settings.model import Serve
from desireline.project import ServedProject
from desireline.project.access import Accounts
from desireline.project.jobs import JobRequest
from desireline.server.access import Hosts, is_loopback
from desireline.server.app import create_app
from desireline.server.provider import ProjectProvider

__all__ = ["serve"]

_ENDING_S = 5
_ALL = ("", "0.0.0.0", "::")  # noqa: S104 - listening there is what has to be allowed first


def serve(
    provider: ProjectProvider,
    host: str = DEFAULT_HOST,
    port: int = DEFAULT_PORT,
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the app for one project until the process is told to stop; a build that the project lacks is made meanwhile, as a job.

    Args:
        provider: where maps come from.
        host: the name or address to listen on; one that other machines reach only where there are accounts.
        port: 0 takes a free one.
        on_ready: called once the server answers, with the address: on this machine it signs in, once.

    Raises:
        InputError: other machines can reach the host, and there are no accounts.
        BusyError: the port is taken.
    """
    team = provider.project if isinstance(provider, ServedProject) else None
    rules = team.settings.serve if team else Serve()
    if not is_loopback(host) and not (team and Accounts(team.log.folder).exist()):
        raise InputError(
            f"cannot serve on '{host}': other machines could reach it, and there are no accounts yet; "
            "use 127.0.0.1, ::1 or localhost, or make an account first with `desireline accounts add`"
        )
    token = secrets.token_urlsafe(24) if is_loopback(host) else None
    with _listen(host, port) as listening:
        app = create_app(provider, token=token, hosts=_hosts(rules, host))
        if isinstance(provider, ServedProject) and provider.behind:
            app.state.jobs.submit(JobRequest(kind="build"), "local")
        address = _address(rules, host, listening.getsockname()[1], token)
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            forwarded_allow_ips=rules.proxies,
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


def _hosts(rules: Serve, host: str) -> Hosts:
    """Return under which names browsers may ask."""
    names = {name.lower() for name in (*rules.hosts, host)}
    return Hosts(names=frozenset(names), any_number=host in _ALL, address=rules.address)


def _address(rules: Serve, host: str, port: int, token: str | None) -> str:
    """Return what is printed: on this machine, what signs in; for a team, where the app is."""
    name = f"[{host}]" if ":" in host else host
    if token is not None:
        return f"http://{name}:{port}/sign-in?token={token}"
    return rules.address or f"http://{socket.gethostname() if host in _ALL else name}:{port}"


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
