"""How a loop starts, stops, fails, is debugged and closed: asyncio's rules, kept by every loop."""

import asyncio
import gc
import logging
import os
import signal
import sys
import threading
import time
import warnings
from collections.abc import AsyncGenerator, Generator
from typing import Any

import pytest

from tests.desktop.loops import Factory

Loop = asyncio.AbstractEventLoop


@pytest.fixture
def reported(loop: Loop) -> list[dict[str, Any]]:
    """What the loop's exception handler is told."""
    contexts: list[dict[str, Any]] = []
    loop.set_exception_handler(lambda _loop, context: contexts.append(context))
    return contexts


# Running and stopping.


def test_the_loop_is_the_running_one_only_while_it_runs(loop: Loop) -> None:
    async def inside() -> bool:
        return asyncio.get_running_loop() is loop and loop.is_running()

    assert not loop.is_running()
    assert loop.run_until_complete(inside())
    assert not loop.is_running()
    with pytest.raises(RuntimeError):
        asyncio.get_running_loop()


def test_stop_lets_the_round_finish_and_keeps_the_next_one(loop: Loop) -> None:
    seen: list[str] = []

    def stopper() -> None:
        loop.stop()
        loop.call_soon(seen.append, "next round")

    loop.call_soon(stopper)
    loop.call_soon(seen.append, "same round")
    loop.run_forever()
    assert seen == ["same round"]
    loop.call_soon(loop.stop)
    loop.run_forever()
    assert seen == ["same round", "next round"]


def test_a_stop_before_the_start_allows_one_round(loop: Loop) -> None:
    seen: list[str] = []
    loop.call_soon(lambda: loop.call_soon(seen.append, "second round"))
    loop.call_soon(seen.append, "first round")
    loop.stop()
    loop.run_forever()
    assert seen == ["first round"]
    loop.call_soon(loop.stop)
    loop.run_forever()


def test_a_round_that_stops_late_still_finishes(loop: Loop) -> None:
    """A loop that breaks off long rounds must not break off the one that stops it."""
    seen: list[int] = []

    def slow(number: int) -> None:
        seen.append(number)
        if number == 0:
            loop.stop()
        end = time.monotonic() + 0.002
        while time.monotonic() < end:
            pass

    for number in range(20):
        loop.call_soon(slow, number)
    loop.run_forever()
    assert seen == list(range(20))


def test_a_thread_can_stop_the_loop(loop: Loop) -> None:
    thread = threading.Thread(target=lambda: loop.call_soon_threadsafe(loop.stop))
    loop.call_soon(thread.start)
    loop.run_forever()
    thread.join()
    assert not loop.is_running()


def test_results_and_exceptions_come_out_of_run_until_complete(loop: Loop) -> None:
    async def fail() -> None:
        await asyncio.sleep(0)
        raise LookupError("found nothing")

    assert loop.run_until_complete(asyncio.sleep(0.001, "result")) == "result"
    with pytest.raises(LookupError, match="found nothing"):
        loop.run_until_complete(fail())


def test_a_future_that_a_stop_leaves_open_is_an_error(loop: Loop) -> None:
    loop.call_soon(loop.stop)
    future = loop.create_future()
    with pytest.raises(RuntimeError, match=r"stopped before Future completed"):
        loop.run_until_complete(future)
    loop.call_soon(future.set_result, "later")
    assert loop.run_until_complete(future) == "later"


def test_a_loop_is_not_run_inside_a_loop(loop: Loop) -> None:
    async def again() -> None:
        with pytest.raises(RuntimeError, match="already running"):
            loop.run_until_complete(loop.create_future())
        with pytest.raises(RuntimeError, match="Cannot close a running"):
            loop.close()

    loop.run_until_complete(again())


def test_close_is_final_and_may_be_repeated(loop: Loop) -> None:
    loop.close()
    loop.close()
    assert loop.is_closed()
    with pytest.raises(RuntimeError, match="closed"):
        loop.call_soon(print)
    with pytest.raises(RuntimeError, match="closed"):
        loop.call_later(1, print)
    with pytest.raises(RuntimeError, match="closed"):
        loop.run_forever()


@pytest.mark.parametrize("closed", [True, False], ids=["closed", "forgotten"])
def test_only_a_loop_that_is_forgotten_open_warns(loop_factory: Factory, closed: bool) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        loop = loop_factory()
        loop.run_until_complete(asyncio.sleep(0))
        if closed:
            loop.close()
        del loop
        gc.collect()
    messages = [str(warning.message) for warning in caught]
    assert [message[:19] for message in messages] == ([] if closed else ["unclosed event loop"])


# Failures.


def test_an_exception_goes_to_the_handler_and_the_loop_goes_on(
    loop: Loop, reported: list[dict[str, Any]]
) -> None:
    seen: list[str] = []
    loop.call_soon(lambda: 1 // 0)
    loop.call_later(0.001, lambda: [][0])
    loop.call_soon(seen.append, "went on")
    loop.run_until_complete(asyncio.sleep(0.01))
    assert seen == ["went on"]
    assert [type(context["exception"]) for context in reported] == [ZeroDivisionError, IndexError]
    assert all("Exception in callback" in context["message"] for context in reported)


def test_without_a_handler_the_exception_is_logged(
    loop: Loop, caplog: pytest.LogCaptureFixture
) -> None:
    loop.call_soon(lambda: 1 // 0)
    loop.run_until_complete(asyncio.sleep(0))
    assert [record.name for record in caplog.records] == ["asyncio"]
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize("exit_by", [SystemExit, KeyboardInterrupt])
def test_exits_rise_out_of_the_loop_and_leave_it_usable(
    loop: Loop, exit_by: type[BaseException]
) -> None:
    def leave() -> None:
        raise exit_by

    async def leave_later() -> None:
        await asyncio.sleep(0.001)
        raise exit_by

    loop.call_soon(leave)
    with pytest.raises(exit_by):
        loop.run_forever()
    with pytest.raises(exit_by):
        loop.run_until_complete(leave_later())
    assert loop.run_until_complete(asyncio.sleep(0, "usable")) == "usable"


@pytest.mark.parametrize("state", ["idle", "busy", "stuck"])
def test_ctrl_c_interrupts_the_loop(loop: Loop, state: str) -> None:
    """Also while Qt waits in C++, where Python runs no signal handler by itself."""
    interrupted = threading.Event()

    def interrupt() -> None:
        interrupted.wait(0.03)  # for an idle loop to fall asleep
        os.kill(os.getpid(), signal.SIGINT)
        # Again, should the interpreter have been in a place from where no exception can rise.
        while not interrupted.wait(2):
            os.kill(os.getpid(), signal.SIGINT)

    def spin() -> None:
        loop.call_soon(spin)

    def get_stuck() -> None:
        while not interrupted.is_set():
            pass

    thread = threading.Thread(target=interrupt)
    loop.call_soon(thread.start)
    if state != "idle":
        loop.call_soon(spin if state == "busy" else get_stuck)
    with pytest.raises(KeyboardInterrupt):
        loop.run_forever()
    interrupted.set()
    thread.join()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_ctrl_c_cancels_what_a_runner_runs(loop_factory: Factory) -> None:
    seen: list[str] = []

    async def main() -> None:
        thread = threading.Thread(target=os.kill, args=(os.getpid(), signal.SIGINT))
        thread.start()
        try:
            await asyncio.sleep(30)
        except asyncio.CancelledError:
            seen.append("cancelled")
            thread.join()
            raise

    with asyncio.Runner(loop_factory=loop_factory) as runner, pytest.raises(KeyboardInterrupt):
        runner.run(main())
    assert seen == ["cancelled"]


# asyncio.Runner, asynchronous generators.


def test_a_runner_runs_several_times_and_cleans_up(loop_factory: Factory) -> None:
    seen: list[str] = []

    async def forever() -> None:
        try:
            await asyncio.sleep(3600)
        finally:
            seen.append("cancelled")

    async def main() -> asyncio.Task[None]:
        task = asyncio.create_task(forever())
        await asyncio.to_thread(seen.append, "in a thread")
        return task

    with asyncio.Runner(loop_factory=loop_factory) as runner:
        tasks = [runner.run(main()), runner.run(main())]
        loop = runner.get_loop()
    assert seen == ["in a thread", "in a thread", "cancelled", "cancelled"]
    assert all(task.cancelled() for task in tasks)
    assert loop.is_closed()


@pytest.mark.parametrize("abandoned", [True, False], ids=["abandoned", "kept"])
def test_asynchronous_generators_are_finished(loop: Loop, abandoned: bool) -> None:
    """One that nobody refers to any more at once, one that is kept by `shutdown_asyncgens`."""
    seen: list[str] = []

    async def numbers() -> AsyncGenerator[int, None]:
        try:
            yield 1
            yield 2
        finally:
            await asyncio.sleep(0)
            seen.append("finished")

    async def start() -> AsyncGenerator[int, None]:
        generator = numbers()
        assert await anext(generator) == 1
        return generator

    generator: AsyncGenerator[int, None] | None = loop.run_until_complete(start())
    if abandoned:
        del generator
        gc.collect()
        loop.run_until_complete(asyncio.sleep(0.01))
    else:
        loop.run_until_complete(loop.shutdown_asyncgens())
    assert seen == ["finished"]


def test_the_interpreter_s_hooks_are_given_back(loop: Loop) -> None:
    before = sys.get_asyncgen_hooks()
    loop.run_until_complete(asyncio.sleep(0))
    assert sys.get_asyncgen_hooks() == before


# Debug mode.


@pytest.fixture
def debugged(loop: Loop) -> Generator[Loop]:
    """A loop in debug mode."""
    loop.set_debug(True)
    yield loop
    loop.set_debug(False)


def test_debug_mode_logs_slow_callbacks(debugged: Loop, caplog: pytest.LogCaptureFixture) -> None:
    debugged.slow_callback_duration = 1e-9
    debugged.call_soon(sum, range(1000))
    debugged.run_until_complete(asyncio.sleep(0))
    slow = [record.getMessage() for record in caplog.records if record.name == "asyncio"]
    assert any("Executing <Handle sum(range(0, 1000))" in message for message in slow)
    assert all("seconds" in message for message in slow if message.startswith("Executing"))


def test_debug_mode_refuses_other_threads_and_coroutines(debugged: Loop) -> None:
    def schedule() -> None:
        with pytest.raises(RuntimeError, match="Non-thread-safe"):
            debugged.call_soon(print)
        with pytest.raises(RuntimeError, match="Non-thread-safe"):
            debugged.call_later(1, print)

    async def coroutine() -> None: ...

    with pytest.raises(TypeError, match="coroutines cannot be used"):
        debugged.call_soon(coroutine)
    debugged.run_until_complete(asyncio.to_thread(schedule))


def test_debug_mode_tells_where_a_callback_was_scheduled(
    debugged: Loop, reported: list[dict[str, Any]]
) -> None:
    handles = [debugged.call_soon(print), debugged.call_later(1, print), debugged.call_at(1, print)]
    for handle in handles:
        handle.cancel()
        assert f"created at {__file__}" in repr(handle)
    assert not reported


def test_debug_mode_may_be_switched_while_the_loop_runs(
    loop: Loop, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)

    async def switch() -> None:
        loop.set_debug(True)
        await asyncio.sleep(0.01)
        loop.set_debug(False)
        await asyncio.sleep(0.01)

    loop.run_until_complete(switch())
    assert sys.get_coroutine_origin_tracking_depth() == 0
