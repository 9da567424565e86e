"""Runs what was built, as a stranger would: its self-test, the gateway alone, the window."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

from tools import bundle
from tools.say import Stop, say

ROOT_TOKEN = "sk-" + "Bundle00" * 6
ACCESS_TOKEN = "bundle-access-" + "0123456789abcdef" * 2
_KEYRING = ["-m", "tests.gateway.vault.secret_service"]
_START_S = 60.0
_END_S = 30.0


def executable(folder: Path, name: str) -> Path:
    return folder / (f"{name}.exe" if os.name == "nt" else name)


def self_test(folder: Path) -> dict[str, Any]:
    """The window's report on itself, within a keyring of its own where there can be one."""
    command = [str(executable(folder, bundle.NAME)), "--self-test"]
    with_keyring = all(map(shutil.which, ("dbus-daemon", "gnome-keyring-daemon")))
    if with_keyring:
        command = [sys.executable, *_KEYRING, *command]
    answer = subprocess.run(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        report: dict[str, Any] = json.loads(answer.stdout)
    except ValueError:
        raise Stop(f"The self-test gave no report; it ended with {answer.returncode}.") from None
    if answer.returncode != 0 or not report["ok"]:
        raise Stop(f"The self-test failed:\n{answer.stdout}")
    kept = {check["name"]: check for check in report["checks"]}["keyring"]
    if with_keyring and kept["keyring"] != "secret-service":
        raise Stop(f"The bundle did not find the keyring that was there: {kept}")
    return report


def version(folder: Path, name: str) -> str:
    command = [str(executable(folder, name)), "--version"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def gateway(folder: Path) -> None:
    """Starts the gateway alone, asks for its health and for an answer of Echo's, ends it."""
    with _home() as (home, environment):
        command = [str(executable(folder, bundle.GATEWAY_NAME)), "--port", "0"]
        with _program([*command, "--data-dir", str(home / "data")], environment) as program:
            assert program.stdout is not None  # noqa: S101 - narrows for the type checker
            url = program.stdout.readline().strip().rpartition(" ")[2]
            if not url.startswith("http"):
                raise Stop(f"The gateway did not start; it ended with {program.wait(_END_S)}.")
            health = _ask(f"{url}/health")
            if health["status"] != "ok":
                raise Stop(f"/health says {health}.")
            channel = {"provider": "echo", "name": "Echo", "models": "echo"}
            made = _ask(f"{url}/api/channel/", channel, ACCESS_TOKEN)
            if not made["success"]:
                raise Stop(f"No channel: {made['message']}")
            chat = {"model": "echo", "messages": [{"role": "user", "content": "Ahoy"}]}
            answer = _ask(f"{url}/v1/chat/completions", chat, f"Bearer {ROOT_TOKEN}")
            said = answer["choices"][0]["message"]["content"]
            if said != "Ahoy":
                raise Stop(f"Echo said {said!r}.")
            _end(program, "the gateway")


def window(folder: Path) -> None:
    """Starts the window on a screen where there is one, starts it again, ends it."""
    with _home() as (home, environment), _screen() as display:
        port = _free_port()
        command = [str(executable(folder, bundle.NAME)), "--port", str(port)]
        command += ["--data-dir", str(home / "data")]
        environment |= display
        with _program(command, environment) as program:
            _wait_healthy(f"http://127.0.0.1:{port}/health", program)
            again = subprocess.run(command, env=environment, timeout=_START_S)
            if again.returncode != 0:
                raise Stop(f"A second start ended with {again.returncode} instead of 0.")
            _end(program, "the window")


@contextlib.contextmanager
def _home() -> Iterator[tuple[Path, dict[str, str]]]:
    """A stranger's home, and an environment that leads to nobody's session."""
    with TemporaryDirectory(prefix="homeport-bundle-", ignore_cleanup_errors=True) as folder:
        kept = ("PATH", "LANG", "SYSTEMROOT", "TEMP", "USERPROFILE", "LOGNAME", "USER")
        environment = {name: os.environ[name] for name in kept if name in os.environ}
        environment |= {
            "HOME": folder,
            "XDG_RUNTIME_DIR": folder,
            "HOMEPORT_KEYRING": "off",
            "INITIAL_ROOT_TOKEN": ROOT_TOKEN,
            "INITIAL_ROOT_ACCESS_TOKEN": ACCESS_TOKEN,
        }
        yield Path(folder), environment


@contextlib.contextmanager
def _program(command: list[str], environment: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A program that is ended in any case; what it said on stderr is shown if that was early."""
    with TemporaryFile("w+", encoding="utf-8") as errors:
        program = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True
        )
        try:
            yield program
        except BaseException:
            errors.seek(0)
            say(errors.read())
            raise
        finally:
            if program.poll() is None:
                program.kill()
            program.wait()
            if program.stdout is not None:
                program.stdout.close()


@contextlib.contextmanager
def _screen() -> Iterator[dict[str, str]]:
    """A screen of our own, so that the real platform plugin is loaded; else none at all."""
    server = shutil.which("Xvfb")
    if server is None:
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    read, write = os.pipe()
    command = [server, "-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp"]
    screen = subprocess.Popen(
        command, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(write)
    try:
        with os.fdopen(read) as said:
            yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{said.readline().strip()}"}
    finally:
        screen.terminate()
        screen.wait(_END_S)


def _end(program: subprocess.Popen[str], name: str) -> None:
    """SIGTERM, and exit code 0; Windows has no such signal and knows only the hard end."""
    if os.name == "nt":
        program.kill()
        return
    program.send_signal(signal.SIGTERM)
    try:
        code = program.wait(_END_S)
    except subprocess.TimeoutExpired:
        raise Stop(f"After SIGTERM {name} did not end.") from None
    if code != 0:
        raise Stop(f"After SIGTERM {name} ended with {code} instead of 0.")


def _wait_healthy(url: str, program: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + _START_S
    while time.monotonic() < deadline:
        if program.poll() is not None:
            raise Stop(f"The window did not start; it ended with {program.returncode}.")
        try:
            _ask(url)
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise Stop(f"{url} did not answer.")


def _ask(url: str, body: object = None, authorization: str = "") -> Any:
    data = None if body is None else json.dumps(body).encode()
    headers = {"Authorization": authorization, "Content-Type": "application/json"}
    request = urllib.request.Request(url, data, headers)  # noqa: S310 - our own address
    without_proxy = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with without_proxy.open(request, timeout=20) as answer:
        return json.loads(answer.read())


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])
