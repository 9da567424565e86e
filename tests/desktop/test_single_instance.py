"""A second start finds the first window, however the first one's socket was left or is abused."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PySide6.QtWidgets import QApplication

from desktop import single_instance
from desktop.single_instance import VERSION, InstanceServer, show_running, socket_name
from tests.desktop.pages.in_loop import in_qt_loop
from tests.desktop.pages.stage import until

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="speaks to a Unix socket")


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder whose path leaves room for a socket's."""
    with TemporaryDirectory(prefix="hp-") as folder:
        yield Path(folder)


@pytest.fixture(autouse=True)
def _own_runtime(tmp_path: Path, short: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runtime = short / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    (tmp_path / "data").mkdir(mode=0o700)


@contextmanager
def serving(data: Path) -> Iterator[tuple[InstanceServer, list[bool]]]:
    """A first window, and how often it was asked to show itself."""
    server = InstanceServer(data)
    shown: list[bool] = []
    server.show_requested.connect(lambda: shown.append(True))
    try:
        assert server.listening
        yield server, shown
    finally:
        server.close()


async def start_again(data: Path, *, background: bool = False) -> bool:
    """A second start in a process of its own: whether it found the first one."""
    code = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "from desktop.single_instance import show_running; app = QCoreApplication([]);"
        f"sys.exit(7 if show_running(Path({str(data)!r}), background={background}) else 8)"
    )
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", code, cwd=ROOT)
    ended = await process.wait()
    assert ended in (7, 8)
    return ended == 7


async def say(data: Path, line: bytes) -> bytes:
    """What the first window answers to ``line``; nothing where it hangs up."""
    reader, writer = await asyncio.open_unix_connection(socket_name(data))
    try:
        writer.write(line)
        await writer.drain()
        return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


@in_qt_loop
async def test_a_second_start_shows_the_first(tmp_path: Path, qapp: QApplication) -> None:
    data = tmp_path / "data"
    assert not show_running(data)
    with serving(data) as (_, shown):
        assert await start_again(data)
        await until(lambda: shown == [True])
        assert await start_again(tmp_path / "data" / ".." / "data")
        await until(lambda: shown == [True, True])
        other = tmp_path / "other"
        other.mkdir()
        assert not await start_again(other)
    assert not show_running(data)


@in_qt_loop
async def test_a_start_in_the_background_shows_nothing(tmp_path: Path, qapp: QApplication) -> None:
    data = tmp_path / "data"
    with serving(data) as (_, shown):
        assert await start_again(data, background=True)
        assert await start_again(data)
        await until(lambda: shown)
        assert shown == [True]


@in_qt_loop
async def test_a_socket_left_by_a_crash_is_taken_over(tmp_path: Path, qapp: QApplication) -> None:
    data = tmp_path / "data"
    left = socket.socket(socket.AF_UNIX)
    left.bind(socket_name(data))
    left.close()
    assert Path(socket_name(data)).exists()
    assert not show_running(data)
    with serving(data):
        assert await start_again(data)


@pytest.mark.parametrize(
    "line",
    [
        b"\n",
        b"show\n",
        b"[]\n",
        b"null\n",
        b'{"cmd": "show"}\n',
        b'{"v": 0, "cmd": "show"}\n',
        b'{"v": "1", "cmd": "show"}\n',
        b'{"v": 1, "cmd": "rm"}\n',
        b'{"v": 1, "cmd": ["show"]}\n',
        b"[" * 3000 + b"\n",
        b"\xff\xfe\n",
    ],
)
def test_what_is_not_understood_shows_nothing_and_is_answered(
    tmp_path: Path, qapp: QApplication, line: bytes
) -> None:
    @in_qt_loop
    async def run() -> None:
        with serving(tmp_path / "data") as (_, shown):
            answer = json.loads(await say(tmp_path / "data", line))
            assert answer == {"v": VERSION, "ok": False}
            assert shown == []

    run()


@in_qt_loop
async def test_a_later_version_is_understood_where_it_says_the_same(
    tmp_path: Path, qapp: QApplication
) -> None:
    with serving(tmp_path / "data") as (_, shown):
        answer = await say(tmp_path / "data", b'{"v": 7, "cmd": "show", "more": {}}\n')
        assert json.loads(answer) == {"v": VERSION, "ok": True}
        await until(lambda: shown == [True])


@in_qt_loop
async def test_who_floods_or_says_nothing_is_hung_up_on(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "_IDLE_MS", 50)
    data = tmp_path / "data"
    with serving(data) as (server, shown):
        assert await say(data, b"x" * 100_000) == b""
        silent = [await asyncio.open_unix_connection(socket_name(data)) for _ in range(40)]
        for reader, writer in silent:
            assert await reader.read() == b""
            writer.close()
        await until(lambda: not server._callers)
        assert await start_again(data)
        await until(lambda: shown == [True])


def test_a_window_that_hangs_is_none(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "_TIMEOUT_MS", 20)
    hung = socket.socket(socket.AF_UNIX)
    hung.bind(socket_name(tmp_path / "data"))
    hung.listen()
    assert not show_running(tmp_path / "data")
    hung.close()


def test_the_socket_is_this_person_s_alone(tmp_path: Path, short: Path, qapp: QApplication) -> None:
    data = tmp_path / "data"
    assert Path(socket_name(data)).parent == short / "run" / "homeport"
    with serving(data):
        assert Path(socket_name(data)).stat().st_mode & 0o077 == 0


def test_a_place_that_others_can_enter_is_not_used(
    short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, temp = short / "data", short / "t"
    temp.mkdir()
    data.mkdir(mode=0o700)
    monkeypatch.setattr("tempfile.tempdir", str(temp))
    open_to_all = short / "run" / "homeport"
    open_to_all.mkdir()
    open_to_all.chmod(0o777)
    mine = temp / f"homeport-{os.getuid()}"
    assert Path(socket_name(data)).parent == mine
    # A link that another person laid there leads to a place of theirs.
    mine.rmdir()
    mine.symlink_to(short / "data")
    assert Path(socket_name(data)).parent == data
    data.chmod(0o755)
    assert socket_name(data) == ""
    assert not show_running(data)


def test_a_path_too_long_for_a_socket_is_not_used(tmp_path: Path) -> None:
    long = tmp_path / ("x" * 90)
    long.mkdir()
    name = socket_name(tmp_path / "data", {"XDG_RUNTIME_DIR": str(long)})
    assert name
    assert len(name) <= 100
    assert not name.startswith(str(long))
