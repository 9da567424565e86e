"""The table of a whole run, for docs/clients.md."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.clients.installing import npm_folder
from tests.clients.programs import Program

PAGE = Path(__file__).resolve().parents[2] / "docs" / "clients.md"
_BEGIN, _END = "<!-- the last run -->", "<!-- its end -->"
_VENDORS_BEGIN = "<!-- the last run of the vendors' packages -->"
_TITLES = {
    "openai_chat": "OpenAI chat",
    "openai_responses": "Responses",
    "anthropic": "Anthropic",
    "gemini": "Gemini",
}
_SDKS = ("openai", "@anthropic-ai/sdk", "@google/genai")


NOT_INSTALLABLE = "not installable"


@dataclass(frozen=True)
class Row:
    """One program's words, a channel each."""

    name: str
    version: str
    speaks: str
    words: Sequence[str]


@dataclass(frozen=True)
class Judged:
    """A vendor's Python package at its vendor's mock: each step's word, or the trouble before."""

    name: str
    version: str
    steps: Sequence[str]
    told: Mapping[str, str]
    trouble: str

    @property
    def failed(self) -> list[str]:
        """What went wrong, a line each; nothing where it could not be installed."""
        if self.trouble:
            return [] if self.trouble.startswith(NOT_INSTALLABLE) else [self.trouble]
        words = {step: self.told.get(step, "it was not judged") for step in self.steps}
        return [f"{step}: {word}" for step, word in words.items() if word != "ok"]

    @property
    def word(self) -> str:
        """'ok', or what failed, for a table."""
        if self.trouble:
            return self.trouble.partition(":")[0]
        steps = [each.partition(":")[0] for each in self.failed]
        return f"failed: {', '.join(steps)}" if steps else "ok"


def npm_version(build: Path, folder: str, package: str) -> str:
    """As installed; '' for a package that is not."""
    path = npm_folder(build, folder) / "node_modules" / package / "package.json"
    return str(json.loads(path.read_bytes())["version"]) if path.exists() else ""


def version(build: Path, program: Program) -> str:
    """What of a program is installed, with its version."""
    if program.pip:
        return pip_version(build, program.venv, program.pip)
    folder, *packages = program.npm or ("sdks", "ai")
    named = [package for package in packages if package not in ("@langchain/core", "zod")]
    return ", ".join(f"{each} {npm_version(build, folder, each)}" for each in named)


def pip_version(build: Path, venv: str, packages: Sequence[str]) -> str:
    """The packages of an environment with the versions installed there."""
    names = [re.split(r"[=\[]", each)[0] for each in packages]
    infos = (build / venv).glob("lib/*/site-packages/*.dist-info")
    parts = [path.name.removesuffix(".dist-info").rpartition("-") for path in infos]
    installed = {name: number for name, _, number in parts}
    told = [name for name in names if name not in ("ipykernel", "langchain-core")]
    return ", ".join(f"{name} {installed.get(name.replace('-', '_'), '')}" for name in told)


def write(
    build: Path, features: int, failed: int, rows: Sequence[Row], judged: Sequence[Judged]
) -> None:
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
    _put(_BEGIN, lines)
    write_vendors(judged)


def write_vendors(judged: Sequence[Judged]) -> None:
    """Puts the vendors' Python packages between their marks in the page."""
    today = datetime.datetime.now(datetime.UTC).date()
    rows = [
        f"| {each.name} | {each.version} | {', '.join(each.steps)} | {each.word} |"
        for each in judged
    ]
    head = [f"{today}.", "", "| vendor | package | judged | |", "|---|---|---|---|"]
    _put(_VENDORS_BEGIN, [*head, *rows])


def _put(begin: str, lines: Sequence[str]) -> None:
    before, _, rest = PAGE.read_text().partition(begin)
    after = rest.partition(_END)[2]
    PAGE.write_text(f"{before}{begin}\n" + "\n".join(lines) + f"\n{_END}{after}")
