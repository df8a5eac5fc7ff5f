"""The immutable log of what happened: Parquet parts and their manifest."""
