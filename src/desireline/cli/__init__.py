"""The command line: each command parses, calls the project, and shows."""

from desireline.cli._main import main

__all__ = ["main"]
