"""Connected components by union–find, and stable 64-bit hashes of texts."""

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel

__all__ = ["components", "hash_texts"]


@kernel
def _find(parent: NDArray[np.uint32], node: np.uint32) -> np.uint32:
    root = node
    while parent[root] != root:
        root = parent[root]
    while parent[node] != root:
        parent[node], node = root, parent[node]
    return root


@kernel
def components(nodes: int, left: NDArray[np.uint32], right: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return for each node the smallest node of its component.

    Args:
        nodes: how many nodes there are.
        left: one end of each edge, shape (edges,).
        right: the other end.
    """
    parent = np.arange(nodes).astype(np.uint32)
    for index in range(left.shape[0]):
        one = _find(parent, left[index])
        other = _find(parent, right[index])
        if one < other:
            parent[other] = one
        elif other < one:
            parent[one] = other
    for node in range(nodes):
        parent[node] = _find(parent, np.uint32(node))
    return parent


@kernel
def hash_texts(data: NDArray[np.uint8], offsets: NDArray[np.int64], seed: np.uint64) -> NDArray[np.uint64]:
    """Return a 64-bit hash of each text: FNV-1a, then the finaliser of SplitMix64. The same on every machine, for ever.

    Args:
        data: UTF-8 bytes of all texts, one after the other.
        offsets: where each starts; one more than there are texts.
        seed: starts the hash, so that equal values of two namespaces differ.
    """
    count = offsets.shape[0] - 1
    result = np.empty(count, dtype=np.uint64)
    for index in range(count):
        value = np.uint64(0xCBF29CE484222325) ^ seed
        for position in range(offsets[index], offsets[index + 1]):
            value = (value ^ np.uint64(data[position])) * np.uint64(0x100000001B3)
        value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        result[index] = value ^ (value >> np.uint64(31))
    return result
