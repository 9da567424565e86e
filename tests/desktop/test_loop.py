"""What asyncio promises about callbacks, timers and threads, kept by every loop alike."""

import asyncio
import contextvars
import random
import socket
import threading
from collections.abc import Callable

import pytest

Loop = asyncio.AbstractEventLoop
place = contextvars.ContextVar("place", default="outside")


def run_for(loop: Loop, seconds: float = 0.0) -> None:
    """Run a loop for a while, or for the few rounds that two zero sleeps take."""

    async def wait() -> None:
        await asyncio.sleep(0)
        await asyncio.sleep(seconds)

    loop.run_until_complete(wait())


# Order.


def test_callbacks_run_in_the_order_they_were_scheduled(loop: Loop) -> None:
    seen: list[int] = []
    for number in range(100):
        loop.call_soon(seen.append, number)
    run_for(loop)
    assert seen == list(range(100))


def test_a_callback_scheduled_by_a_callback_waits_for_the_next_round(loop: Loop) -> None:
    seen: list[str] = []

    def first() -> None:
        seen.append("first")
        loop.call_soon(seen.append, "scheduled by first")

    loop.call_soon(first)
    loop.call_soon(seen.append, "second")
    run_for(loop)
    assert seen == ["first", "second", "scheduled by first"]


def test_threadsafe_callbacks_keep_their_place_among_the_others(loop: Loop) -> None:
    seen: list[int] = []
    for number in range(0, 100, 2):
        loop.call_soon(seen.append, number)
        loop.call_soon_threadsafe(seen.append, number + 1)
    run_for(loop)
    assert seen == list(range(100))


def test_every_round_looks_at_the_sockets_once(loop: Loop) -> None:
    """A chain of callbacks and a socket that stays readable take turns, one by one."""
    ours, theirs = socket.socketpair()
    seen: list[str] = []

    def chain(left: int) -> None:
        seen.append("callback")
        if left:
            loop.call_soon(chain, left - 1)
        else:
            loop.stop()

    with ours, theirs:
        ours.setblocking(False)
        theirs.send(b"never read")
        loop.add_reader(ours, seen.append, "socket")
        loop.call_soon(chain, 4)
        loop.run_forever()
        loop.remove_reader(ours)
    assert seen == ["callback", "socket"] * 5


# Timers.


def test_timers_are_never_early(loop: Loop) -> None:
    chance = random.Random(7)
    early: list[float] = []
    resolution = 2e-9  # of the monotonic clock, by which asyncio may round down

    def fire(when: float) -> None:
        if loop.time() < when - resolution:
            early.append(when - loop.time())

    async def many() -> None:
        now = loop.time()
        for _ in range(400):
            when = now + chance.random() * 0.08
            loop.call_at(when, fire, when)
        for _ in range(20):
            before, delay = loop.time(), chance.random() * 0.005
            await asyncio.sleep(delay)
            fire(before + delay)

    loop.run_until_complete(many())
    run_for(loop, 0.1)
    assert not early


def test_timers_run_in_the_order_of_their_deadlines(loop: Loop) -> None:
    seen: list[int] = []
    now = loop.time()
    for number in random.Random(1).sample(range(50), 50):
        loop.call_at(now + number * 1e-4, seen.append, number)
    run_for(loop, 0.05)
    assert seen == list(range(50))


def test_equal_deadlines_all_come_before_a_later_one(loop: Loop) -> None:
    seen: list[int] = []
    when = loop.time() + 0.01
    loop.call_at(when + 1e-6, seen.append, 99)
    for number in range(10):
        loop.call_at(when, seen.append, number)
    run_for(loop, 0.03)
    assert sorted(seen[:10]) == list(range(10))
    assert seen[10:] == [99]


def test_a_deadline_that_has_passed_is_due_at_once(loop: Loop) -> None:
    seen: list[str] = []
    loop.call_at(loop.time() - 5, seen.append, "past")
    loop.call_later(-1, seen.append, "negative")
    loop.call_later(0, seen.append, "zero")
    run_for(loop)
    assert sorted(seen) == ["negative", "past", "zero"]


def test_an_earlier_timer_overtakes_the_one_that_is_waited_for(loop: Loop) -> None:
    seen: list[str] = []

    async def both() -> None:
        late = loop.call_later(60, seen.append, "late")
        await asyncio.sleep(0.01)
        loop.call_later(0.01, seen.append, "early")
        await asyncio.sleep(0.03)
        late.cancel()

    loop.run_until_complete(both())
    assert seen == ["early"]


def test_cancelled_timers_are_swept_out(loop: Loop) -> None:
    """An HTTP server sets and cancels a timeout a request: they must not pile up for minutes."""
    heap: list[asyncio.TimerHandle] = vars(loop)["_scheduled"]
    kept: list[str] = []
    first = loop.call_later(100, kept.append, "never")
    for _ in range(20_000):
        loop.call_later(300, kept.append, "never").cancel()
    loop.call_later(0.01, kept.append, "kept")
    assert len(heap) > 20_000
    run_for(loop, 0.03)
    assert len(vars(loop)["_scheduled"]) <= 100
    assert kept == ["kept"]
    assert not first.cancelled()


def test_whoever_is_cancelled_does_not_run(loop: Loop) -> None:
    seen: list[str] = []
    handles = [
        loop.call_soon(seen.append, "soon"),
        loop.call_soon_threadsafe(seen.append, "threadsafe"),
        loop.call_later(0.005, seen.append, "later"),
        loop.call_at(loop.time(), seen.append, "at"),
    ]
    for handle in handles:
        handle.cancel()
    run_for(loop, 0.01)
    assert seen == []
    assert all(handle.cancelled() for handle in handles)


# Context.


@pytest.mark.parametrize("method", ["call_soon", "call_soon_threadsafe", "call_later", "call_at"])
@pytest.mark.parametrize("given", [True, False], ids=["given", "current"])
def test_callbacks_run_in_their_context(loop: Loop, method: str, given: bool) -> None:
    """In the one that is given, else in a copy of the caller's."""
    other = contextvars.copy_context()
    other.run(place.set, "given")
    seen: list[str] = []

    def note() -> None:
        seen.append(place.get())
        place.set("changed inside")

    def schedule() -> None:
        place.set("current")
        time = {"call_later": (0.0,), "call_at": (loop.time(),)}.get(method, ())
        call: Callable[..., asyncio.Handle] = getattr(loop, method)
        call(*time, note, **({"context": other} if given else {}))
        call(*time, note, **({"context": other} if given else {}))

    contextvars.copy_context().run(schedule)
    run_for(loop)
    assert seen == (["given", "changed inside"] if given else ["current", "current"])
    assert place.get() == "outside"


def test_a_thread_hands_its_context_over(loop: Loop) -> None:
    seen: list[str] = []

    def elsewhere() -> None:
        place.set("in the thread")
        loop.call_soon_threadsafe(lambda: seen.append(place.get()))

    loop.run_until_complete(asyncio.wait_for(loop.run_in_executor(None, elsewhere), 5))
    run_for(loop)
    assert seen == ["in the thread"]


# Threads.


def test_nothing_that_many_threads_schedule_is_lost(loop: Loop) -> None:
    threads, each = 8, 2_000
    seen: dict[int, list[int]] = {number: [] for number in range(threads)}
    done = asyncio.Event()

    def schedule(number: int) -> None:
        for count in range(each):
            loop.call_soon_threadsafe(seen[number].append, count)
        loop.call_soon_threadsafe(finished.append, number)
        loop.call_soon_threadsafe(check)

    def check() -> None:
        if len(finished) == threads:
            done.set()

    finished: list[int] = []
    workers = [threading.Thread(target=schedule, args=(number,)) for number in range(threads)]
    for worker in workers:
        worker.start()
    loop.run_until_complete(asyncio.wait_for(done.wait(), 30))
    for worker in workers:
        worker.join()
    assert all(numbers == list(range(each)) for numbers in seen.values())


def test_a_thread_wakes_an_idle_loop_each_time(loop: Loop) -> None:
    """Ping-pong: the thread waits for the loop, the loop for nothing but the thread."""
    turns = 300

    async def play() -> int:
        served = 0
        ball = threading.Semaphore(0)
        played = asyncio.Event()

        def ping() -> None:
            for _ in range(turns):
                loop.call_soon_threadsafe(pong)
                ball.acquire()

        def pong() -> None:
            nonlocal served
            served += 1
            ball.release()
            if served == turns:
                played.set()

        thread = threading.Thread(target=ping)
        thread.start()
        await asyncio.wait_for(played.wait(), 20)
        thread.join()
        return served

    assert loop.run_until_complete(play()) == turns


def test_a_thread_may_schedule_before_the_loop_runs_and_after_it_closed(loop: Loop) -> None:
    seen: list[str] = []
    thread = threading.Thread(target=lambda: loop.call_soon_threadsafe(seen.append, "before"))
    thread.start()
    thread.join()
    run_for(loop)
    assert seen == ["before"]
    loop.close()
    with pytest.raises(RuntimeError, match="closed"):
        loop.call_soon_threadsafe(seen.append, "after")


def test_blocking_work_goes_to_a_thread_pool(loop: Loop) -> None:
    async def work() -> set[str]:
        names = [loop.run_in_executor(None, lambda: threading.current_thread().name) for _ in "123"]
        return {name.split("_")[0] for name in await asyncio.gather(*names)}

    assert loop.run_until_complete(work()) == {"asyncio"}
    loop.run_until_complete(loop.shutdown_default_executor())
    with pytest.raises(RuntimeError, match="shutdown"):
        loop.run_in_executor(None, work)
