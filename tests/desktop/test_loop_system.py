"""Processes, pipes and signals: what asyncio's selector loops do on Unix, every loop does."""

import asyncio
import os
import signal
import sys
import threading

import pytest

Loop = asyncio.AbstractEventLoop
PIPE = asyncio.subprocess.PIPE


def test_a_process_is_fed_and_read(loop: Loop) -> None:
    program = "import sys; data = sys.stdin.read(); print(len(data)); sys.stderr.write(data[:3])"

    async def run() -> tuple[bytes, bytes, int | None]:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", program, stdin=PIPE, stdout=PIPE, stderr=PIPE
        )
        out, err = await process.communicate(b"abc" * 100_000)
        return out, err, process.returncode

    assert loop.run_until_complete(run()) == (b"300000\n", b"abc", 0)


def test_processes_end_by_themselves_or_are_ended(loop: Loop) -> None:
    async def run() -> tuple[int, int]:
        by_itself = await asyncio.create_subprocess_shell("exit 7")
        ended = await asyncio.create_subprocess_exec(
            sys.executable, "-c", "print('up', flush=True); input()", stdin=PIPE, stdout=PIPE
        )
        assert ended.stdout is not None
        assert await ended.stdout.readline() == b"up\n"
        ended.terminate()
        return await by_itself.wait(), await ended.wait()

    assert loop.run_until_complete(run()) == (7, -signal.SIGTERM)


def test_pipes_are_streams(loop: Loop) -> None:
    async def run() -> bytes:
        reading, writing = os.pipe()
        reader = asyncio.StreamReader()
        source, _ = await loop.connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(reading, "rb", 0)
        )
        sink, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, os.fdopen(writing, "wb", 0))
        sink.write(b"through the pipe")
        sink.close()
        received = await reader.read()
        source.close()
        return received

    assert loop.run_until_complete(run()) == b"through the pipe"


def test_a_signal_calls_its_handler_in_the_loop(loop: Loop) -> None:
    async def wait_for_signals() -> list[str]:
        seen: list[str] = []
        twice = asyncio.Event()

        def note(name: str) -> None:
            assert asyncio.get_running_loop() is loop
            seen.append(name)
            if len(seen) == 2:
                twice.set()

        loop.add_signal_handler(signal.SIGUSR1, note, "first")
        loop.add_signal_handler(signal.SIGUSR2, note, "second")
        loop.call_later(0.005, os.kill, os.getpid(), signal.SIGUSR1)
        # From a thread too, while the loop has nothing to do but wait.
        await asyncio.to_thread(os.kill, os.getpid(), signal.SIGUSR2)
        await asyncio.wait_for(twice.wait(), 10)
        assert loop.remove_signal_handler(signal.SIGUSR1)
        assert loop.remove_signal_handler(signal.SIGUSR2)
        assert not loop.remove_signal_handler(signal.SIGUSR2)
        return seen

    assert sorted(loop.run_until_complete(wait_for_signals())) == ["first", "second"]
    assert signal.getsignal(signal.SIGUSR1) == signal.SIG_DFL


def test_a_signal_between_two_runs_is_kept(loop: Loop) -> None:
    kept = asyncio.Event()

    async def prepare() -> None:
        loop.add_signal_handler(signal.SIGUSR1, kept.set)

    loop.run_until_complete(prepare())
    os.kill(os.getpid(), signal.SIGUSR1)
    loop.run_until_complete(kept.wait())
    loop.remove_signal_handler(signal.SIGUSR1)


def test_ctrl_c_can_have_a_handler_and_lose_it_again(loop: Loop) -> None:
    interrupt = threading.Timer(0.03, os.kill, (os.getpid(), signal.SIGINT))

    async def handle() -> None:
        handled = asyncio.Event()
        loop.add_signal_handler(signal.SIGINT, handled.set)
        os.kill(os.getpid(), signal.SIGINT)
        await handled.wait()
        loop.remove_signal_handler(signal.SIGINT)
        interrupt.start()
        await asyncio.sleep(30)

    with pytest.raises(KeyboardInterrupt):
        loop.run_until_complete(handle())
    interrupt.join()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert [task.cancel() for task in asyncio.all_tasks(loop)] == [True]
    with pytest.raises(asyncio.CancelledError):
        loop.run_until_complete(asyncio.gather(*asyncio.all_tasks(loop)))


def test_nothing_of_the_interpreter_s_is_kept_after_a_run(loop: Loop) -> None:
    def other(_number: int, _frame: object) -> None: ...

    before = signal.signal(signal.SIGINT, other)
    try:
        loop.run_until_complete(asyncio.sleep(0))
        assert signal.getsignal(signal.SIGINT) is other
        assert signal.set_wakeup_fd(-1) == -1
    finally:
        signal.signal(signal.SIGINT, before)
