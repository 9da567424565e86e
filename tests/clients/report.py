"""The table of a whole run, for docs/clients.md."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.clients.installing import npm_folder
from tests.clients.programs import Program

PAGE = Path(__file__).resolve().parents[2] / "docs" / "clients.md"
_BEGIN, _END = "<!-- the last run -->", "<!-- its end -->"
_TITLES = {
    "openai_chat": "OpenAI chat",
    "openai_responses": "Responses",
    "anthropic": "Anthropic",
    "gemini": "Gemini",
}
_SDKS = ("openai", "@anthropic-ai/sdk", "@google/genai")


@dataclass(frozen=True)
class Row:
    """One program's words, a channel each."""

    name: str
    version: str
    speaks: str
    words: Sequence[str]


def npm_version(build: Path, folder: str, package: str) -> str:
    """As installed; '' for a package that is not."""
    path = npm_folder(build, folder) / "node_modules" / package / "package.json"
    return str(json.loads(path.read_bytes())["version"]) if path.exists() else ""


def version(build: Path, program: Program) -> str:
    """What of a program is installed, with its version."""
    if program.pip:
        return _pip_version(build, program)
    folder, *packages = program.npm or ("sdks", "ai")
    named = [package for package in packages if package not in ("@langchain/core", "zod")]
    return ", ".join(f"{each} {npm_version(build, folder, each)}" for each in named)


def _pip_version(build: Path, program: Program) -> str:
    names = [re.split(r"[=\[]", each)[0] for each in program.pip]
    infos = (build / program.venv).glob("lib/*/site-packages/*.dist-info")
    parts = [path.name.removesuffix(".dist-info").rpartition("-") for path in infos]
    installed = {name: number for name, _, number in parts}
    told = [name for name in names if name not in ("ipykernel", "langchain-core")]
    return ", ".join(f"{name} {installed.get(name.replace('-', '_'), '')}" for name in told)


def write(build: Path, features: int, failed: int, rows: Sequence[Row]) -> None:
    """Puts the run between the marks in the page."""
    packages = ", ".join(f"`{each}` {npm_version(build, 'sdks', each)}" for each in _SDKS)
    pairs = len(_TITLES) ** 2
    good = f"all {pairs * features}" if not failed else f"{pairs * features - failed} of them"
    today = datetime.datetime.now(datetime.UTC).date()
    lines = [
        f"{today}, Node {npm_version(build, 'sdks', 'node')}.",
        "",
        f"The vendors' JavaScript packages ({packages}), {features} features of "
        f"[conversions.md](conversions.md) in each of {pairs} pairs: {good} as that page says.",
        "",
        "| program | version | speaks | " + " | ".join(_TITLES.values()) + " |",
        "|---" * (3 + len(_TITLES)) + "|",
    ]
    for row in rows:
        words = " | ".join(word.partition(":")[0].replace("|", "/") for word in row.words)
        lines.append(f"| {row.name} | {row.version} | {_TITLES[row.speaks]} | {words} |")
    before, _, rest = PAGE.read_text().partition(_BEGIN)
    after = rest.partition(_END)[2]
    PAGE.write_text(f"{before}{_BEGIN}\n" + "\n".join(lines) + f"\n{_END}{after}")
