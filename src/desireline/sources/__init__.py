"""From files as tools give them to events: one file, one subject."""
