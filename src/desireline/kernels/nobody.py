"""The number that stands where a customer's would."""

import numpy as np

__all__ = ["NOBODY"]

NOBODY = np.uint32(0xFFFFFFFF)
"""The customer of an event, or of an identifier, that is nobody's."""
