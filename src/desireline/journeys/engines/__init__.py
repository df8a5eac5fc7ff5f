"""Spark in place of this machine's threads: the same slices, views and kernels, on the processors of a cluster."""
