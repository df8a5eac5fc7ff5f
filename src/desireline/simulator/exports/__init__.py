"""One file = one tool's export."""
