"""Cycles die on the window's thread, whoever made the last allocation."""

from __future__ import annotations

import gc
import threading
import weakref

from desktop.garbage import Collector


class Cycle:
    """Garbage that only the cyclic collector finds; it keeps who destroyed it."""

    def __init__(self, died_in: list[int]) -> None:
        self.me = self
        weakref.finalize(self, lambda: died_in.append(threading.get_ident()))


def make_garbage(died_in: list[int]) -> None:
    for _ in range(5_000):
        Cycle(died_in)


def test_nothing_is_collected_in_another_thread() -> None:
    died_in: list[int] = []
    collector = Collector()
    try:
        other = threading.Thread(target=make_garbage, args=(died_in,))
        other.start()
        other.join()
        assert died_in == []
        for _ in range(3):
            collector.step()
        gc.collect()
        assert set(died_in) == {threading.get_ident()}
    finally:
        collector.close()


def test_step_collects_what_the_automatic_collector_would_have() -> None:
    died_in: list[int] = []
    collector = Collector()
    try:
        make_garbage(died_in)
        collector.step()
        assert died_in
    finally:
        collector.close()


def test_closing_hands_back() -> None:
    enabled = gc.isenabled()
    Collector().close()
    assert gc.isenabled()
    if not enabled:
        gc.disable()
