"""Work shared between threads: nothing is lost, nothing waits for ever."""

import os
import threading

import pytest

from desireline.journeys.processors import on_all_processors, processors


def test_results_come_in_the_order_of_pieces() -> None:
    assert on_all_processors(lambda piece: piece * piece, range(500)) == [number * number for number in range(500)]
    assert on_all_processors(lambda piece: piece, []) == []


def test_work_within_work_ends() -> None:
    def inner(piece: int) -> int:
        return sum(on_all_processors(lambda own: own + piece, range(9)))

    assert on_all_processors(inner, range(40)) == [36 + 9 * piece for piece in range(40)]


def test_an_error_ends_the_work_and_is_told() -> None:
    done: list[int] = []

    def kernel(piece: int) -> None:
        if piece == 3:
            raise ValueError("three")
        done.append(piece)

    with pytest.raises(ValueError, match="three"):
        on_all_processors(kernel, range(100_000))
    assert len(done) < 100_000
    assert on_all_processors(lambda piece: piece, range(3)) == [0, 1, 2]


def test_many_may_ask_at_once() -> None:
    found: dict[int, int] = {}

    def ask(number: int) -> None:
        found[number] = sum(on_all_processors(lambda piece: piece + number, range(100)))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert found == {number: 4950 + 100 * number for number in range(8)}


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_process_works_by_itself() -> None:
    on_all_processors(lambda piece: piece, range(8))
    child = os.fork()
    if not child:
        os._exit(sum(on_all_processors(lambda piece: piece, range(8))) == 28)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1


@pytest.mark.skipif(processors() < 2, reason="one processor has nobody to make way for")
def test_helpers_keep_off_the_processor_of_the_thread_that_asks() -> None:
    own = os.sched_getaffinity(0)
    meet = threading.Barrier(2)
    asking = threading.get_ident()

    def mask(_: int) -> tuple[bool, set[int]]:
        meet.wait(30)  # both are at work
        return threading.get_ident() == asking, os.sched_getaffinity(0)

    on_all_processors(mask, range(2))  # a helper is there now
    masks = dict(on_all_processors(mask, range(2)))
    assert masks[True] == own
    assert masks[False] < own
    assert len(masks[False]) == len(own) - 1
