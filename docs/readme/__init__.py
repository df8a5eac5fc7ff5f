"""The README in four languages, with what the demo really finds put into it."""
