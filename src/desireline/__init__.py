"""Desireline: journey maps from what customers really do.

You draw the map. Your customers draw the desire line.
"""

__all__ = ["__version__"]

__version__ = "0.1.0"
