"""Arrays in, arrays out: NumPy and Numba, no files, no project types."""
