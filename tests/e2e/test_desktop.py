"""The real window on a real screen: a key is pasted, two vendors' packages answered and booked."""

from __future__ import annotations

import time
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any

import anthropic
import openai
import psutil
import pytest

from tests.e2e import programs
from tests.e2e.programs import ROOT_KEY, Program
from tests.e2e.screen import Screen

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.timeout(150)]

MODEL = "gpt-4o"
IN_NANO, OUT_NANO = 2_500, 10_000  # the catalogue's price of MODEL: $2.50 and $10 a million


def desktop(stack: ExitStack, folder: Path, screen: Screen, port: int) -> Program:
    arguments = ["-m", "desktop", "--port", str(port), "--data-dir", str(folder / "data")]
    arguments += ["--log-dir", str(folder / "log")]
    program = Program(arguments, programs.environment(folder, **screen.env), folder)
    stack.callback(program.close)
    program.url = f"http://127.0.0.1:{port}"
    programs.wait_healthy(program.url, program)
    return program


def until(what: str, holds: Any, program: Program, seconds: float = 30.0) -> Any:
    """The first true value of ``holds()``."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := holds():
            return value
        time.sleep(0.1)
    raise AssertionError(f"{what} did not happen: {program.stderr}")


def test_a_key_is_pasted_and_two_clients_are_answered_and_booked(tmp_path: Path) -> None:
    with ExitStack() as stack:
        mock = programs.upstreams(stack, tmp_path)["openai"]
        screen = Screen(stack, tmp_path)
        program = desktop(stack, tmp_path, screen, programs.free_port())
        window = screen.window("Homeport")
        assert screen.title(window).startswith("Homeport")

        screen.focus(window)
        screen.copy(f"OPENAI_BASE_URL={mock['base_url']}\nOPENAI_API_KEY={mock['key']}\n")
        screen.keys("ctrl+v")
        time.sleep(3)  # a person reads what was found; models come, the test request runs
        screen.keys("Return")
        until(
            "adding the channel",
            lambda: programs.manage(program, "GET", "/api/channel/?p=0"),
            program,
        )

        charges = [chat_with_openai(stack, program), chat_with_anthropic(stack, program)]
        rows = until(
            "the log",
            lambda: (
                [
                    row
                    for row in programs.manage(program, "GET", "/api/log/?p=0")
                    if row["token_name"]
                ][1:2]
                and programs.manage(program, "GET", "/api/log/?p=0")
            ),
            program,
        )
        booked = [
            round(Decimal(str(row["charge"])) * 10**9)
            for row in reversed(rows)
            if row["token_name"]
        ]
        assert booked == charges

        screen.keys("ctrl+4")  # Logs: the page opens over real rows
        programs.wait_healthy(program.url, program)
        again = Program(
            [*program.process.args[1:]],  # type: ignore[index]
            programs.environment(tmp_path, **screen.env),
            tmp_path,
        )
        stack.callback(again.close)
        assert again.process.wait(30) == 0, "a second start shows the first window and ends"

        family = psutil.Process(program.process.pid).children(recursive=True)
        assert program.stop() == 0
        assert not any(child.is_running() for child in family)
        assert "Task was destroyed" not in program.stderr
        assert "Traceback" not in program.stderr


def chat_with_openai(stack: ExitStack, program: Program) -> int:
    """A streamed chat; what it must have been charged, in nano-dollars."""
    client = openai.OpenAI(base_url=f"{program.url}/v1", api_key=ROOT_KEY, max_retries=0)
    stack.callback(client.close)
    text, usage = "", None
    with client.chat.completions.create(
        model=MODEL,
        messages=[{"role": "user", "content": "Hello from the harbour"}],
        stream=True,
        stream_options={"include_usage": True},
    ) as stream:
        for chunk in stream:
            usage = chunk.usage or usage
            text += (chunk.choices[0].delta.content or "") if chunk.choices else ""
    assert text
    assert usage is not None
    return usage.prompt_tokens * IN_NANO + usage.completion_tokens * OUT_NANO


def chat_with_anthropic(stack: ExitStack, program: Program) -> int:
    client = anthropic.Anthropic(base_url=program.url, api_key=ROOT_KEY, max_retries=0)
    stack.callback(client.close)
    with client.messages.stream(
        model=MODEL, max_tokens=60, messages=[{"role": "user", "content": "Hello again"}]
    ) as stream:
        message = stream.get_final_message()
    assert message.content
    return message.usage.input_tokens * IN_NANO + message.usage.output_tokens * OUT_NANO
