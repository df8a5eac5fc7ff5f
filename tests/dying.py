"""Processes that are killed (`kill -9`) at one of their file operations, each in turn."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

__all__ = ["die_at", "ran_to_its_end"]

_WATCHED = ("open", "os.", "shutil.", "sqlite3.connect")


def die_at(number: int, folder: Path) -> None:
    """From now on, kill this process just before its `number`th operation on files in a folder (counted from 0)."""
    prefix = str(folder)
    real_fsync = os.fsync
    left = number

    def count() -> None:
        nonlocal left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event.startswith(_WATCHED) and arguments and str(arguments[0]).startswith(prefix):
            count()

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
