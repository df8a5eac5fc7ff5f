"""The settings file: its structs, reading with places of errors, editing that keeps comments, the schema."""
