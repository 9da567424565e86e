"""``python -m gateway`` as scripts and services rely on it."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path

import anthropic
import openai
import pytest

from gateway.version import __version__
from tests.e2e import programs
from tests.e2e.programs import ROOT_KEY

pytestmark = pytest.mark.e2e


def run(folder: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """A start that is expected to end by itself."""
    return subprocess.run(
        [sys.executable, "-m", "gateway", *arguments],
        env={**os.environ, **programs.environment(folder, **env)},
        capture_output=True,
        text=True,
        timeout=60,
    )


def options(folder: Path, port: int = 0) -> list[str]:
    return [
        "--port",
        str(port),
        "--data-dir",
        str(folder / "data"),
        "--log-dir",
        str(folder / "log"),
    ]


def test_first_start_prints_one_line_and_keeps_its_secrets_in_a_private_file(
    tmp_path: Path,
) -> None:
    with ExitStack() as stack:
        program = programs.gateway(
            stack, tmp_path, INITIAL_ROOT_ACCESS_TOKEN="", INITIAL_ROOT_TOKEN=""
        )
        note = tmp_path / "data" / "first-run.txt"
        assert stat.S_IMODE(note.stat().st_mode) == 0o600
        assert str(note) in program.stderr
        text = note.read_text()
        key = next(word for word in text.split() if word.startswith("sk-"))
        request = urllib.request.Request(
            f"{program.url}/v1/models", headers={"Authorization": f"Bearer {key}"}
        )
        with urllib.request.urlopen(request, timeout=5) as answer:
            assert json.loads(answer.read())["data"] == []
        with urllib.request.urlopen(f"{program.url}/health", timeout=5) as answer:
            assert json.loads(answer.read()) == {"status": "ok", "version": __version__}
        assert program.stop() == 0
        assert program.process.stdout is not None
        assert program.process.stdout.read() == "", "nothing else is on stdout"
        again = programs.gateway(
            stack, tmp_path, INITIAL_ROOT_ACCESS_TOKEN="", INITIAL_ROOT_TOKEN=""
        )
        assert str(note) not in again.stderr, "the second start makes no second owner"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--port", "abc"], "port"),
        (["--port", "70000"], "port"),
        (["--nonsense"], "nonsense"),
    ],
)
def test_bad_arguments_end_with_2(tmp_path: Path, arguments: list[str], words: str) -> None:
    ended = run(tmp_path, *arguments)
    assert ended.returncode == 2
    assert words in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1
    assert ended.stdout == ""


@pytest.mark.parametrize("name", ["SQL_DSN", "REDIS_CONN_STRING", "NODE_TYPE"])
def test_variables_that_cannot_be_honoured_stop_the_start(tmp_path: Path, name: str) -> None:
    ended = run(tmp_path, *options(tmp_path), **{name: "something"})
    assert ended.returncode == 2
    assert name in ended.stderr
    assert not (tmp_path / "data").exists()


def test_help_and_version(tmp_path: Path) -> None:
    assert run(tmp_path, "--version").stdout.strip() == __version__
    helped = run(tmp_path, "serve", "--help")
    assert helped.returncode == 0
    assert "--data-dir" in helped.stdout


def test_a_data_directory_in_use_ends_with_3(tmp_path: Path) -> None:
    with ExitStack() as stack:
        program = programs.gateway(stack, tmp_path)
        second = run(tmp_path, *options(tmp_path))
        assert second.returncode == 3
        assert str(program.process.pid) in second.stderr
        assert len(second.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("damage", ["not a database at all, but long enough to be read" * 99, ""])
def test_a_database_that_cannot_be_opened_ends_with_4(tmp_path: Path, damage: str) -> None:
    (tmp_path / "data").mkdir()
    database = tmp_path / "data" / "homeport.db"
    if damage:
        database.write_text(damage)
    else:
        connection = sqlite3.connect(database)
        connection.execute("CREATE TABLE migrations (name TEXT, applied_at INTEGER)")
        connection.execute("INSERT INTO migrations VALUES ('m9999_from_the_future', 0)")
        connection.commit()
        connection.close()
    before = database.read_bytes()
    ended = run(tmp_path, *options(tmp_path))
    assert ended.returncode == 4, ended.stderr
    assert "homeport.db" in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1
    assert database.read_bytes() == before, "a file that is not ours is left as it was"


def test_a_taken_port_ends_with_5_and_names_the_holder(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        ended = run(tmp_path, *options(tmp_path, port))
    assert ended.returncode == 5
    assert str(port) in ended.stderr
    assert f"pid {os.getpid()}" in ended.stderr


def test_it_listens_on_both_loopbacks_and_nowhere_else(tmp_path: Path) -> None:
    port = programs.free_port()
    with ExitStack() as stack:
        programs.gateway(stack, tmp_path, port=port)
        for host in ("127.0.0.1", "[::1]", "localhost"):
            urllib.request.urlopen(f"http://{host}:{port}/health", timeout=5).close()
        others = {
            info[4][0]
            for info in socket.getaddrinfo(socket.gethostname(), None)
            if not str(info[4][0]).startswith("127.") and info[4][0] != "::1"
        }
        for address in others:
            with socket.socket(socket.AF_INET6 if ":" in str(address) else socket.AF_INET) as probe:
                probe.settimeout(1)
                assert probe.connect_ex((str(address), port)) != 0


def test_foreign_hosts_and_origins_cannot_manage(tmp_path: Path) -> None:
    with ExitStack() as stack:
        program = programs.gateway(stack, tmp_path)
        for name, value in (("Host", "evil.example"), ("Origin", "http://evil.example")):
            request = urllib.request.Request(
                f"{program.url}/api/user/self",
                headers={"Authorization": programs.ACCESS_TOKEN, name: value},
            )
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(request, timeout=5)
            assert refused.value.code == 403
            refused.value.close()
        assert programs.manage(program, "GET", "/api/user/self")["username"] == "root"


def test_two_vendors_packages_are_answered_and_booked(tmp_path: Path) -> None:
    with ExitStack() as stack:
        mocks = programs.upstreams(stack, tmp_path)
        program = programs.gateway(stack, tmp_path)
        programs.manage(
            program,
            "POST",
            "/api/channel/",
            {
                "name": "mock",
                "type": 8,
                "base_url": mocks["openai"]["base_url"],
                "key": mocks["openai"]["key"],
                "models": "gpt-4o",
                "group": "default",
            },
        )
        price = {"gpt-4o": {"input": 2.5, "output": 10}}
        programs.manage(
            program, "PUT", "/api/option/", {"key": "ModelPrice", "value": json.dumps(price)}
        )
        client = openai.OpenAI(base_url=f"{program.url}/v1", api_key=ROOT_KEY, max_retries=0)
        stack.callback(client.close)
        text, usage = "", None
        with client.chat.completions.create(
            model="gpt-4o",
            messages=[{"role": "user", "content": "Hello"}],
            stream=True,
            stream_options={"include_usage": True},
        ) as stream:
            for chunk in stream:
                usage = chunk.usage or usage
                text += chunk.choices[0].delta.content or "" if chunk.choices else ""
        assert text
        assert usage is not None
        other = anthropic.Anthropic(base_url=program.url, api_key=ROOT_KEY, max_retries=0)
        stack.callback(other.close)
        with other.messages.stream(
            model="gpt-4o", max_tokens=50, messages=[{"role": "user", "content": "Hello"}]
        ) as stream2:
            message = stream2.get_final_message()
        rows = programs.manage(program, "GET", "/api/log/?p=0")
        charges = [usage.prompt_tokens * 2500 + usage.completion_tokens * 10_000]
        charges.append(message.usage.input_tokens * 2500 + message.usage.output_tokens * 10_000)
        booked = [round(Decimal(str(row["charge"])) * 10**9) for row in reversed(rows)]
        assert booked == charges
        assert program.stop() == 0
        checked = run(tmp_path, "check", "--data-dir", str(tmp_path / "data"))
        assert checked.returncode == 0, checked.stdout


def test_sigterm_drains_what_runs_and_takes_nothing_new(tmp_path: Path) -> None:
    with ExitStack() as stack:
        mocks = programs.upstreams(stack, tmp_path)
        program = programs.gateway(stack, tmp_path)
        programs.manage(
            program,
            "POST",
            "/api/channel/",
            {
                "name": "slow",
                "provider": "openai_compatible",
                "base_url": mocks["fast"]["base_url"],
                "key": "sk-upstream",
                "models": "bench-50-20ms",
                "group": "default",
            },
        )
        client = openai.OpenAI(base_url=f"{program.url}/v1", api_key=ROOT_KEY, max_retries=0)
        stack.callback(client.close)
        chunks = 0
        with client.chat.completions.create(
            model="bench-50-20ms", messages=[{"role": "user", "content": "Hi"}], stream=True
        ) as stream:
            for chunk in stream:
                if chunks == 0:
                    program.process.send_signal(signal.SIGTERM)
                chunks += bool(chunk.choices and chunk.choices[0].delta.content)
        assert chunks >= 50, "the stream that ran was carried to its end"
        assert program.process.wait(15) == 0


def test_a_planted_key_stands_nowhere_in_clear(tmp_path: Path) -> None:
    planted = "sk-planted-9f8e7d6c5b4a39281706f5e4d3c2b1a0"
    with ExitStack() as stack:
        mocks = programs.upstreams(stack, tmp_path)
        program = programs.gateway(stack, tmp_path)
        created = programs.manage(
            program,
            "POST",
            "/api/channel/",
            {
                "name": "leaky",
                "provider": "openai_compatible",
                "base_url": mocks["openai"]["base_url"],
                "key": planted,
                "models": "gpt-4o",
                "group": "default",
            },
        )
        heard = [json.dumps(created)]
        request = urllib.request.Request(
            f"{program.url}/v1/chat/completions",
            data=json.dumps(
                {"model": "gpt-4o", "messages": [{"role": "user", "content": planted}]}
            ).encode(),
            headers={"Authorization": f"Bearer {ROOT_KEY}", "Content-Type": "application/json"},
        )
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=10)
        heard.append(refused.value.read().decode())
        refused.value.close()
        paths = ("/api/channel/?p=0", "/api/log/?p=0", "/api/option/", "/api/channel/1")
        heard += [json.dumps(programs.manage(program, "GET", path)) for path in paths]
        assert program.stop() == 0
        heard.append(program.stderr)
    for file in tmp_path.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert planted.encode() not in content, f"in {file.name}"
            if file.suffix in (".db", ".db-wal"):
                assert ROOT_KEY.removeprefix("sk-").encode() not in content, f"in {file.name}"
    assert planted not in "".join(heard)
