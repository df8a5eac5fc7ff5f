"""Journey maps.

`map_from_data` draws the desire line: what customers really did, on the stages of the settings. `open_map` tells who stands behind a
number of it.
"""

from desireline.maps.from_data import map_from_data
from desireline.maps.opening import open_map

__all__ = ["map_from_data", "open_map"]
