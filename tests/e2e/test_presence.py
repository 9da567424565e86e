"""The real program in the background: hidden, brought back, closed, asked, ended."""

from __future__ import annotations

import json
import threading
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.e2e import programs
from tests.e2e.programs import ROOT_KEY, Program
from tests.e2e.screen import Screen
from tests.e2e.test_desktop import until

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.timeout(150)]

MODEL = "gpt-4o"


def desktop(stack: ExitStack, folder: Path, screen: Screen, port: int, *options: str) -> Program:
    """A start; not yet one that answers."""
    arguments = ["-m", "desktop", "--port", str(port), "--data-dir", str(folder / "data")]
    arguments += ["--log-dir", str(folder / "log"), *options]
    program = Program(arguments, programs.environment(folder, **screen.env), folder)
    stack.callback(program.close)
    program.url = f"http://127.0.0.1:{port}"
    return program


def running(stack: ExitStack, folder: Path, screen: Screen, port: int, *options: str) -> Program:
    program = desktop(stack, folder, screen, port, *options)
    programs.wait_healthy(program.url, program)
    return program


class Stream(threading.Thread):
    """A client that reads a stream to its end."""

    def __init__(self, program: Program) -> None:
        super().__init__()
        body = {"model": MODEL, "stream": True, "messages": [{"role": "user", "content": "Hi"}]}
        self._request = urllib.request.Request(
            f"{program.url}/v1/chat/completions",
            data=json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {ROOT_KEY}", "Content-Type": "application/json"},
        )
        self.read = b""

    def run(self) -> None:
        with urllib.request.urlopen(self._request, timeout=60) as answer:
            self.read = answer.read()


def add_channel(program: Program, mock: dict[str, Any]) -> None:
    body = {"provider": "openai", "name": "OpenAI", "base_url": mock["base_url"]}
    programs.manage(program, "POST", "/api/channel/", {**body, "key": mock["key"], "models": MODEL})


def script(mock: dict[str, Any], verb: str, body: Any = None) -> None:
    """One request to the mock's side channel."""
    root, _, _ = mock["base_url"].partition("/openai")
    request = urllib.request.Request(
        f"{root}/_control/openai/{verb}",
        data=json.dumps(body or {}).encode(),
        headers={"Content-Type": "application/json"},
        method="POST",
    )
    urllib.request.urlopen(request, timeout=10).close()


def test_hidden_found_closed_and_found_again(tmp_path: Path) -> None:
    with ExitStack() as stack:
        screen = Screen(stack, tmp_path)
        port = programs.free_port()
        program = running(stack, tmp_path, screen, port, "--background")
        assert screen.windows("Homeport") == [], "it starts hidden"

        for options in (("--background",), ()):
            again = desktop(stack, tmp_path, screen, port, *options)
            assert again.process.wait(30) == 0
            assert bool(screen.shown("Homeport")) is not bool(options), options
        window = screen.window("Homeport")
        screen.focus(window)

        # There is no tray on this screen: the first close asks, and Return keeps it running.
        screen.keys("ctrl+w")
        asked = screen.window("Close the window")
        screen.focus(asked)
        screen.keys("Return")
        until("the window is hidden", lambda: not screen.windows("Homeport"), program)
        programs.wait_healthy(program.url, program)

        assert desktop(stack, tmp_path, screen, port).process.wait(30) == 0
        window = screen.window("Homeport")
        screen.focus(window)
        screen.keys("ctrl+w")
        until("it is hidden at once", lambda: not screen.windows("Homeport"), program)
        assert screen.windows("Close the window") == [], "it was asked once"

        assert program.stop() == 0
        assert "Traceback" not in program.stderr
        assert (tmp_path / "log" / "crash.log").read_text() == ""


def test_sigterm_drains_a_hidden_program_and_asks_nothing(tmp_path: Path) -> None:
    with ExitStack() as stack:
        mock = programs.upstreams(stack, tmp_path)["openai"]
        screen = Screen(stack, tmp_path)
        program = running(stack, tmp_path, screen, programs.free_port(), "--background")
        add_channel(program, mock)
        script(mock, "script", {"replies": [{"text": "one two three", "stall_after": 1}]})
        client = Stream(program)
        client.start()
        until("the stream", lambda: in_flight(mock), program)
        program.process.terminate()
        until("it drains", lambda: is_draining(program), program)
        assert program.process.poll() is None
        script(mock, "release")
        assert program.process.wait(20) == 0
        client.join()
        assert b"three" in client.read
        assert b"[DONE]" in client.read
        assert "Task was destroyed" not in program.stderr


def test_quit_with_a_live_stream_asks_once_and_drains(tmp_path: Path) -> None:
    with ExitStack() as stack:
        mock = programs.upstreams(stack, tmp_path)["openai"]
        screen = Screen(stack, tmp_path)
        program = running(stack, tmp_path, screen, programs.free_port())
        add_channel(program, mock)
        script(mock, "script", {"replies": [{"text": "one two three", "stall_after": 1}]})
        client = Stream(program)
        client.start()
        until("the stream", lambda: in_flight(mock), program)
        window = screen.window("Homeport")
        screen.focus(window)
        screen.keys("ctrl+q")
        asked = screen.window("Quit Homeport")
        screen.focus(asked)
        screen.keys("Return")
        until("it drains", lambda: is_draining(program), program)
        script(mock, "release")
        assert program.process.wait(20) == 0
        client.join()
        assert b"[DONE]" in client.read
        assert "Task was destroyed" not in program.stderr
        assert "Traceback" not in program.stderr


def in_flight(mock: dict[str, Any]) -> bool:
    root, _, _ = mock["base_url"].partition("/openai")
    with urllib.request.urlopen(f"{root}/_control", timeout=10) as answer:
        return bool(json.loads(answer.read())["openai"]["open_streams"])


def is_draining(program: Program) -> bool:
    """New connections are refused, or told so."""
    try:
        urllib.request.urlopen(f"{program.url}/health", timeout=2).close()
    except urllib.error.HTTPError as refused:
        return refused.code == 503
    except OSError:
        return True
    time.sleep(0.05)
    return False
