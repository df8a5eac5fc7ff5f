"""The app and its API, over HTTP."""

from desireline.server.app import create_app
from desireline.server.provider import ProjectProvider
from desireline.server.run import serve

__all__ = ["ProjectProvider", "create_app", "serve"]
