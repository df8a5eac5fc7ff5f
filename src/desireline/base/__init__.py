"""What every room may use: errors, time and durations, money, words in four languages, files, settings."""
