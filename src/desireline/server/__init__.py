"""The app and its API, over HTTP."""
