"""The scenario file: its structs, and reading it with errors that name the key."""
