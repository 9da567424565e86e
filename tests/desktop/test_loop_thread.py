"""The selector that the loop's thread and a waiting thread share."""

import asyncio
import os
import selectors
import socket
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desktop.loop_thread import LentSelector
from tests.desktop import loops


class Shared:
    """A lent selector with the self-pipe of a loop, and a bell that counts."""

    def __init__(self) -> None:
        self.pipe, self.waker = socket.socketpair()
        self.rings = threading.Semaphore(0)
        self.selector = LentSelector(selectors.SelectSelector(), self.rings.release)
        self.selector.register(self.pipe, selectors.EVENT_READ)
        self.selector.start(lambda: self.waker.send(b"x"))

    def rang(self) -> bool:
        """Wait for the thread to park after a select; False if it goes on waiting."""
        return self.rings.acquire(timeout=10)

    def ready(self) -> set[object]:
        """What a poll finds, the self-pipe aside."""
        return {key.fileobj for key, _events in self.selector.select()} - {self.pipe}


@pytest.fixture
def shared() -> Iterator[Shared]:
    """A selector with its thread, parked."""
    shared = Shared()
    yield shared
    shared.selector.stop()
    shared.selector.close()
    shared.pipe.close()
    shared.waker.close()


def test_the_thread_rings_when_something_is_ready(shared: Shared) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        shared.selector.register(ours, selectors.EVENT_READ)
        shared.selector.lend()
        assert shared.ready() == set(), "the thread has it and waits"
        theirs.send(b"x")
        assert shared.rang()
        assert shared.ready() == {ours}
        shared.selector.unregister(ours)


@pytest.mark.parametrize("change", ["register", "unregister", "modify"])
def test_every_change_parks_the_thread_first(shared: Shared, change: str) -> None:
    """Windows' select does not notice what is added, and fails at what is closed."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        if change != "register":
            shared.selector.register(ours, selectors.EVENT_READ)
        shared.selector.lend()
        changes: dict[str, Callable[[], object]] = {
            "register": lambda: shared.selector.register(ours, selectors.EVENT_READ),
            "unregister": lambda: shared.selector.unregister(ours),
            "modify": lambda: shared.selector.modify(ours, selectors.EVENT_READ, "other data"),
        }
        changes[change]()
        assert shared.rang()
        theirs.send(b"x")
        assert shared.ready() == (set() if change == "unregister" else {ours})


def test_an_answer_is_forgotten_once_something_changes(shared: Shared) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        shared.selector.register(ours, selectors.EVENT_READ)
        shared.selector.lend()
        theirs.send(b"x")
        assert shared.rang()
        shared.selector.unregister(ours)
        assert shared.ready() == set()


def test_the_thread_survives_an_error_and_the_loop_reports_it(shared: Shared) -> None:
    ours, theirs = socket.socketpair()
    shared.selector.register(ours, selectors.EVENT_READ)
    ours.close()
    theirs.close()
    shared.selector.lend()
    assert shared.rang()
    with pytest.raises(OSError, match="Bad file descriptor"):
        shared.selector.select()
    shared.selector.unregister(ours)
    shared.selector.lend()
    shared.waker.send(b"x")
    assert shared.rang()
    assert shared.ready() == set()


@pytest.mark.parametrize("name", ["asyncio", "thread over select"])
def test_an_error_of_select_ends_the_run_as_in_asyncio(name: str, qapp: QApplication) -> None:
    """A descriptor that was closed behind the loop's back must not make it spin or hang."""
    if name in loops.OURS:
        loop: asyncio.AbstractEventLoop = loops.OURS[name](qapp)
    else:
        loop = asyncio.SelectorEventLoop(selectors.SelectSelector())
    reading, writing = os.pipe()
    with socket.socket() as other, loops.closing(loop):
        loop.add_reader(reading, print)
        loop.call_later(0.001, os.close, reading)
        loop.call_later(0.002, loop.add_reader, other, print)
        with pytest.raises(OSError, match="Bad file descriptor"):
            loop.run_forever()
        loop.remove_reader(reading)
        loop.remove_reader(other)
        os.close(writing)


def test_the_thread_ends_with_the_run(qapp: QApplication) -> None:
    loop = loops.OURS["thread"](qapp)
    with loops.closing(loop):
        names = loop.run_until_complete(_thread_names())
        assert "loop-select" in names
        assert "loop-select" not in {thread.name for thread in threading.enumerate()}


async def _thread_names() -> set[str]:
    return {thread.name for thread in threading.enumerate()}
