"""asyncio and Qt share one thread: neither starves the other, and nested Qt loops do no harm."""

import asyncio
import logging
import socket
import threading
from collections.abc import Callable, Iterator
from time import monotonic

import pytest
from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.loop_pump import SLICE, QtLoop
from tests.desktop import loops


def spin(seconds: float) -> None:
    """Be busy, as a callback that computes."""
    end = monotonic() + seconds
    while monotonic() < end:
        pass


@pytest.fixture
def ticks() -> Iterator[list[float]]:
    """When a QTimer of 1 ms fired."""
    times: list[float] = []
    timer = QTimer()
    timer.timeout.connect(lambda: times.append(monotonic()))
    timer.start(1)
    yield times
    timer.stop()


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    """Two connected sockets that do not block."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.setblocking(False)
        theirs.setblocking(False)
        yield ours, theirs


# From Qt into asyncio.


def test_a_slot_is_inside_the_running_loop(qt_loop: QtLoop) -> None:
    async def work() -> str:
        await asyncio.sleep(0.001)
        return "done"

    async def main() -> str:
        made: asyncio.Future[asyncio.Task[str]] = qt_loop.create_future()

        def slot() -> None:
            assert asyncio.get_running_loop() is qt_loop
            assert asyncio.current_task() is None
            made.set_result(asyncio.create_task(work()))

        QTimer.singleShot(0, slot)
        return await (await made)

    assert qt_loop.run_until_complete(main()) == "done"


@pytest.mark.parametrize("schedule", ["call_soon", "call_soon_threadsafe", "call_later", "call_at"])
def test_whatever_a_slot_schedules_wakes_asyncio(qt_loop: QtLoop, schedule: str) -> None:
    """Even while asyncio waits for something much later."""
    time = {"call_later": (0.001,), "call_at": (qt_loop.time(),)}.get(schedule, ())
    method: Callable[..., asyncio.Handle] = getattr(qt_loop, schedule)
    late = qt_loop.call_later(60, print)
    QTimer.singleShot(5, lambda: method(*time, qt_loop.stop))
    qt_loop.run_forever()
    late.cancel()


def test_a_slot_may_stop_the_loop(qt_loop: QtLoop) -> None:
    QTimer.singleShot(5, qt_loop.stop)
    qt_loop.run_forever()
    assert not qt_loop.is_running()


def test_a_thread_may_stop_the_loop(qt_loop: QtLoop) -> None:
    """Without `call_soon_threadsafe`: unlike asyncio's, these loops notice."""
    thread = threading.Thread(target=qt_loop.stop)
    QTimer.singleShot(5, thread.start)
    qt_loop.run_forever()
    thread.join()


def test_a_slot_may_change_what_is_watched(
    qt_loop: QtLoop, pair: tuple[socket.socket, socket.socket]
) -> None:
    """While a thread of the loop waits for the sockets, perhaps."""
    ours, theirs = pair
    seen: list[bytes] = []

    def read() -> None:
        seen.append(ours.recv(100))
        QTimer.singleShot(5, remove)

    def add() -> None:
        qt_loop.add_reader(ours, read)
        theirs.send(b"seen")

    def remove() -> None:
        qt_loop.remove_reader(ours)
        theirs.send(b"not seen")
        QTimer.singleShot(10, qt_loop.stop)

    QTimer.singleShot(5, add)
    qt_loop.run_forever()
    assert seen == [b"seen"]


def test_asyncio_waits_until_it_runs(qt_loop: QtLoop, qapp: QApplication) -> None:
    """Qt may process events before and between runs; that is no reason to call anything."""
    seen: list[str] = []
    qt_loop.run_until_complete(asyncio.sleep(0))
    qt_loop.call_soon(seen.append, "soon")
    qt_loop.call_soon_threadsafe(seen.append, "threadsafe")
    qt_loop.call_later(0, seen.append, "later")
    qapp.processEvents()
    assert seen == []
    qt_loop.run_until_complete(asyncio.sleep(0.001))
    assert seen == ["soon", "threadsafe", "later"]


# Neither starves the other.


def test_callbacks_without_end_starve_neither_qt_nor_sockets(
    qt_loop: QtLoop, ticks: list[float], pair: tuple[socket.socket, socket.socket]
) -> None:
    ours, theirs = pair
    received = bytearray()
    running = True

    def again() -> None:
        if running:
            qt_loop.call_soon(again)

    async def main() -> None:
        nonlocal running
        again()
        qt_loop.add_reader(ours, lambda: received.extend(ours.recv(1)))
        while len(ticks) < 5 or len(received) < 5:
            theirs.send(b"x")
            await asyncio.sleep(0.002)
        qt_loop.remove_reader(ours)
        running = False

    qt_loop.run_until_complete(main())


def test_sockets_without_pause_starve_neither_qt_nor_timers(
    qt_loop: QtLoop, ticks: list[float], pair: tuple[socket.socket, socket.socket]
) -> None:
    ours, theirs = pair
    enough = asyncio.Event()
    ours.send(b"ping")

    def look() -> None:
        if len(ticks) >= 10:
            enough.set()
        else:
            qt_loop.call_later(0.002, look)

    def answer(mine: socket.socket) -> None:
        mine.send(mine.recv(100))

    async def main() -> None:
        qt_loop.add_reader(ours, answer, ours)
        qt_loop.add_reader(theirs, answer, theirs)
        look()
        await enough.wait()
        qt_loop.remove_reader(ours)
        qt_loop.remove_reader(theirs)

    qt_loop.run_until_complete(main())


def test_qt_gets_its_turn_in_the_middle_of_a_long_round(
    qt_loop: QtLoop, ticks: list[float]
) -> None:
    """However many callbacks are ready at once, they are broken off for Qt, and kept in order."""
    seen: list[int] = []
    turns: list[int] = []

    def work(number: int) -> None:
        spin(SLICE / 8)
        seen.append(number)
        turns.append(len(ticks))

    for number in range(80):
        qt_loop.call_soon(work, number)
    qt_loop.call_soon(qt_loop.stop)
    qt_loop.run_forever()
    assert seen == list(range(80))
    # 80 callbacks fill ten slices; a slice holds fewer where the machine is slow.
    assert len(set(turns)) >= 9


def test_an_idle_loop_sleeps(qt_loop: QtLoop, pair: tuple[socket.socket, socket.socket]) -> None:
    async def quiet() -> int:
        qt_loop.add_reader(pair[0], print)
        for _ in range(10):
            qt_loop.call_later(60, print).cancel()
        await asyncio.sleep(0.01)
        before = qt_loop.wakeups
        await asyncio.sleep(0.3)
        qt_loop.remove_reader(pair[0])
        return qt_loop.wakeups - before

    # One for the end of the sleep; Qt may round a timer down and need another.
    assert 1 <= qt_loop.run_until_complete(quiet()) <= 3


def test_many_calls_from_a_thread_wake_a_busy_loop_once(qt_loop: QtLoop) -> None:
    seen: list[int] = []

    def schedule() -> None:
        for number in range(5_000):
            qt_loop.call_soon_threadsafe(seen.append, number)

    async def main() -> int:
        await asyncio.sleep(0.01)
        before = qt_loop.wakeups
        thread = threading.Thread(target=schedule)
        thread.start()
        thread.join()
        await asyncio.sleep(0.02)
        return qt_loop.wakeups - before

    # One for the thread, one for the timer; as many again where 5,000 calls outlast a slice.
    assert qt_loop.run_until_complete(main()) <= 50
    assert seen == list(range(5_000))


# Nested Qt loops.


def test_a_qt_loop_nested_in_a_slot_leaves_asyncio_running(qt_loop: QtLoop) -> None:
    nested = QEventLoop()
    seen: list[str] = []

    async def work() -> None:
        await asyncio.sleep(0.005)
        await asyncio.to_thread(seen.append, "in a thread, while nested")
        nested.quit()

    def slot() -> None:
        qt_loop.create_task(work())
        nested.exec()
        seen.append("nested loop has ended")
        qt_loop.stop()

    QTimer.singleShot(0, slot)
    qt_loop.run_forever()
    assert seen == ["in a thread, while nested", "nested loop has ended"]


def test_a_qt_loop_nested_in_a_task_holds_asyncio_back(
    qt_loop: QtLoop, caplog: pytest.LogCaptureFixture, pair: tuple[socket.socket, socket.socket]
) -> None:
    """No task is entered twice, nothing is lost, and the wait is not spent spinning."""
    caplog.set_level(logging.ERROR)
    ours, theirs = pair
    seen: list[str] = []
    was_read = asyncio.Event()
    nested = QEventLoop()

    async def other() -> None:
        while "nested loop has ended" not in seen:
            seen.append("other")
            await asyncio.sleep(0.002)

    def read() -> None:
        seen.append(ours.recv(100).decode())
        was_read.set()

    def slot() -> None:
        theirs.send(b"read")
        qt_loop.call_soon(seen.append, "from a slot")
        seen.append("slot")

    async def modal() -> None:
        other_one = asyncio.create_task(other())
        await asyncio.sleep(0.005)
        assert seen.count("other") >= 1
        qt_loop.add_reader(ours, read)
        QTimer.singleShot(5, slot)
        QTimer.singleShot(40, nested.quit)
        seen.clear()
        calls = qt_loop.wakeups
        nested.exec()
        assert seen == ["slot"]
        assert qt_loop.wakeups - calls <= 3
        seen.append("nested loop has ended")
        await other_one
        await was_read.wait()
        qt_loop.remove_reader(ours)

    qt_loop.run_until_complete(modal())
    assert sorted(seen) == ["from a slot", "nested loop has ended", "read", "slot"]
    assert not caplog.records


def test_stopping_inside_a_nested_loop_ends_both(qt_loop: QtLoop) -> None:
    nested = QEventLoop()
    qt_loop.call_later(0.01, qt_loop.stop)
    QTimer.singleShot(0, nested.exec)
    qt_loop.run_forever()
    assert not nested.isRunning()


# Quitting.


@pytest.mark.parametrize("inside", [True, False], ids=["in a callback", "in a slot"])
@pytest.mark.parametrize("how", ["quit", "exit"])
def test_quitting_the_application_ends_the_run(qt_loop: QtLoop, how: str, inside: bool) -> None:
    """As a `stop()` does: an error for whoever waits, and the loop can go on afterwards."""
    leave: Callable[[], None] = getattr(QCoreApplication, how)
    if inside:
        qt_loop.call_later(0.001, leave)
    else:
        QTimer.singleShot(1, leave)
    future = qt_loop.create_future()
    with pytest.raises(RuntimeError, match="Event loop stopped before Future completed"):
        qt_loop.run_until_complete(future)
    qt_loop.call_later(0.001, future.set_result, "later")
    assert qt_loop.run_until_complete(future) == "later"


# A Qt loop that somebody else runs.


@pytest.fixture(params=loops.OURS)
def joined(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[QtLoop]:
    """A loop inside whatever Qt loop the test runs."""
    loop = loops.OURS[request.param](qapp, already_running=True)
    yield loop
    loop.stop()
    assert not loop.is_running()
    # From now on it is a loop like any other.
    loop.run_until_complete(loop.shutdown_default_executor())
    loop.close()


def test_a_joined_loop_runs_whenever_qt_does(joined: QtLoop, qtbot: QtBot) -> None:
    async def serve() -> bytes:
        async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(await asyncio.to_thread(lambda: b"answer"))
            writer.close()

        async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
            address = server.sockets[0].getsockname()
            reader, writer = await asyncio.open_connection(*address)
            received = await reader.read()
            writer.close()
            return received

    assert joined.is_running()
    assert asyncio.get_running_loop() is joined
    task = joined.create_task(serve())
    qtbot.waitUntil(task.done)
    assert task.result() == b"answer"


def test_a_joined_loop_lets_go_of_qt(joined: QtLoop, qtbot: QtBot) -> None:
    joined.call_soon(joined.stop)
    qtbot.waitUntil(lambda: not joined.is_running())
    with pytest.raises(RuntimeError):
        asyncio.get_running_loop()
    assert "loop-select" not in {thread.name for thread in threading.enumerate()}


def test_a_joined_loop_ends_with_the_application(joined: QtLoop, qapp: QApplication) -> None:
    QTimer.singleShot(0, qapp.quit)
    qapp.exec()
    assert not joined.is_running()


def test_an_interrupt_in_a_joined_loop_reaches_qt(joined: QtLoop, qtbot: QtBot) -> None:
    """There is no `run_forever` to raise it; what comes of it is up to whoever runs Qt."""

    def interrupt() -> None:
        raise KeyboardInterrupt

    joined.call_soon(interrupt)
    with qtbot.captureExceptions() as raised:
        qtbot.waitUntil(lambda: not joined.is_running())
    assert [kind for kind, _exception, _traceback in raised] == [KeyboardInterrupt]
