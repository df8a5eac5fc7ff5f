"""Journey maps. `map_from_data` draws the desire line: what customers really did, on the stages of the settings."""

from desireline.maps.from_data import map_from_data

__all__ = ["map_from_data"]
