"""Journey maps."""
