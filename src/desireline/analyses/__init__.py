"""One file, one question to the journeys."""
