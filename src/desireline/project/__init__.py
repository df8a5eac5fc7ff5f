"""The facade over one folder."""
