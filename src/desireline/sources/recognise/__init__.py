"""What the columns of a table mean, by name in four languages and by content, each guess with its reason."""
