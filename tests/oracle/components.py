"""Connected components by walking."""

from collections import defaultdict, deque
from collections.abc import Iterable

__all__ = ["connected"]


def connected(nodes: int, edges: Iterable[tuple[int, int]]) -> list[int]:
    """Return for each node the smallest node it can reach."""
    beside: dict[int, list[int]] = defaultdict(list)
    for one, other in edges:
        beside[one].append(other)
        beside[other].append(one)
    root = [-1] * nodes
    for start in range(nodes):
        if root[start] >= 0:
            continue
        root[start] = start
        waiting = deque([start])
        while waiting:
            for other in beside[waiting.popleft()]:
                if root[other] < 0:
                    root[other] = start
                    waiting.append(other)
    return root
