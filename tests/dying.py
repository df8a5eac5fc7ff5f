"""Processes that are killed (`kill -9`) at one of their file operations, each in turn."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

__all__ = ["die_at", "ran_to_its_end"]

_WATCHED = ("open", "os.", "shutil.", "sqlite3.connect")


def die_at(number: int, folder: Path) -> None:
    """From now on, kill this process at the `number`th operation on files in a folder (counted from 0).

    A file opened to be written anew counts twice: before it is emptied, and after, before anything is written.
    """
    prefix = str(folder)
    real_fsync = os.fsync
    left = number

    def count(last_deed: Callable[[], object] = lambda: None) -> None:
        nonlocal left
        left -= 1
        if left == -1:
            last_deed()
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if not event.startswith(_WATCHED) or not arguments or not str(arguments[0]).startswith(prefix):
            return
        count()
        if event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_TRUNC:
            count(lambda: os.close(os.open(arguments[0], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)))

    def fsync(handle: int) -> None:
        count()
        real_fsync(handle)

    os.fsync = fsync  # type: ignore[assignment]  # the hook does not hear of it
    sys.addaudithook(watch)


def ran_to_its_end(work: Callable[[], None]) -> bool:
    """Do something in a process of its own and say whether it ended by itself; False: it was killed.

    Raises:
        RuntimeError: it failed.
    """
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work()
            status = 0
        except BaseException as error:  # noqa: BLE001 - a child must never return into the parent's tests
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
        finally:
            os._exit(status)
    _, how = os.waitpid(child, 0)
    if os.WIFSIGNALED(how) and os.WTERMSIG(how) == signal.SIGKILL:
        return False
    if os.WEXITSTATUS(how):
        raise RuntimeError("the process failed: see its error above")
    return True
