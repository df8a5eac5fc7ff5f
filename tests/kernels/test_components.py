"""Components against walking; hashes against values that may never change."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from desireline.kernels.components import components, hash_texts
from oracle.components import connected


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, list[tuple[int, int]]]:
    nodes = draw(st.integers(1, 30))
    node = st.integers(0, nodes - 1)
    return nodes, draw(st.lists(st.tuples(node, node), max_size=40))


@given(graphs())
def test_smallest_node_of_each_component(graph: tuple[int, list[tuple[int, int]]]) -> None:
    nodes, edges = graph
    ends = np.array(edges, dtype=np.uint32).reshape(-1, 2)
    found = components(nodes, np.ascontiguousarray(ends[:, 0]), np.ascontiguousarray(ends[:, 1]))
    assert found.tolist() == connected(nodes, edges)


def test_a_long_chain_in_the_worst_order() -> None:
    nodes = 100_000
    left = np.arange(nodes - 1, dtype=np.uint32)[::-1].copy()
    assert not components(nodes, left, left + np.uint32(1)).any()


def hashes(texts: list[str], seed: int) -> list[int]:
    array = pa.array(texts, pa.large_string())
    _, offsets, data = array.buffers()
    starts = np.frombuffer(offsets, dtype=np.int64)[: len(texts) + 1]
    content = np.frombuffer(data, dtype=np.uint8) if data is not None else np.empty(0, dtype=np.uint8)
    return [int(value) for value in hash_texts(content, starts, np.uint64(seed))]


def naive_hash(text: str, seed: int) -> int:
    mask = 2**64 - 1
    value = 0xCBF29CE484222325 ^ seed
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) & mask
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & mask
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & mask
    return value ^ (value >> 31)


def test_hashes_never_change() -> None:
    """Customers' ids are made of them: a change here breaks every address that names a customer."""
    assert hashes(["", "a", "17850", "anna@example.hu", "客戶"], 0) == [
        17665956581633026203,
        198367012849983736,
        464510840512452674,
        6766204158728366511,
        7775464264987431653,
    ]


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=20), min_size=1, max_size=5), st.integers(0, 2**64 - 1))
def test_hashes_equal_the_plain_computation(texts: list[str], seed: int) -> None:
    assert hashes(texts, seed) == [naive_hash(text, seed) for text in texts]
