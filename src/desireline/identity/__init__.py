"""From identifiers to customers, with evidence."""
