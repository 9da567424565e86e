"""Starting other people's programs: with nothing of this person's, and nowhere beyond loopback."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_DEAD_END = "http://127.0.0.1:9"
"""The discard port, where nobody listens: what asks for another address gets nowhere."""
_QUIET = {
    "DO_NOT_TRACK": "1",
    "DISABLE_TELEMETRY": "1",
    "DISABLE_AUTOUPDATER": "1",
    "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
    "OTEL_SDK_DISABLED": "true",
    "OPENCODE_DISABLE_AUTOUPDATE": "1",
    "LITELLM_TELEMETRY": "False",
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "AI_SDK_TELEMETRY_DISABLED": "1",
    "LANGCHAIN_TRACING_V2": "false",
    "CI": "1",
    "NO_COLOR": "1",
    "TERM": "dumb",
}


@dataclass(frozen=True)
class Ran:
    """``status`` is None for a program that was ended because its time was up."""

    status: int | None
    stdout: str
    stderr: str

    @property
    def tail(self) -> str:
        """The last of what it said, for a report."""
        said = [line for line in (self.stdout + "\n" + self.stderr).splitlines() if line.strip()]
        return " / ".join(said[-4:])[-400:]


def environment(home: Path, **more: str) -> dict[str, str]:
    """An environment in which ``home`` is the person's, and loopback the world."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    proxies = {
        name: _DEAD_END
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy")
    }
    local = dict.fromkeys(("NO_PROXY", "no_proxy"), "127.0.0.1,localhost")
    places = {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_STATE_HOME": str(home / ".local" / "state"),
    }
    return {**kept, **proxies, **local, **_QUIET, **places, **more}


async def run(
    command: Sequence[str | Path],
    *,
    cwd: Path,
    env: Mapping[str, str],
    limit_s: float,
    stdin: bytes = b"",
) -> Ran:
    """Runs a program in a group of its own, which is ended with it."""
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=cwd,
        env=env,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    status: int | None = None
    talk = asyncio.ensure_future(process.communicate(stdin))
    try:
        out, err = await asyncio.wait_for(asyncio.shield(talk), limit_s)
        status = process.returncode
    except TimeoutError:
        _end(process.pid)
        out, err = await talk
    finally:
        _end(process.pid)
    return Ran(status, out.decode(errors="replace"), err.decode(errors="replace"))


def _end(group: int) -> None:
    """Ends what a program left running in its group."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return
