"""python -m tests.clients [--write] [WORD ...]: everything, or what has a word in its name.

First the vendors' JavaScript packages, every pair of dialects and every feature of
tests/gateway/pairs; then real programs, headless, over a channel of every dialect. What judges is
the mock upstream, which refuses what its provider refuses, and what the program shows. Last the
vendors' Python packages, which judge the mocks themselves ("vendors" runs these alone). --write
puts a whole run, or all of the vendors' Python packages, into docs/clients.md.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from gateway.services.channel_drafts import ChannelChanges
from tests.clients import installing, report
from tests.clients.javascript import CLIENTS, node
from tests.clients.programs import PROGRAMS, PROOF, WORDS, Place, Program
from tests.clients.running import Ran, environment, run
from tests.clients.vendors import VENDORS, judge
from tests.conftest import isolate
from tests.gateway.house import ROOT_KEY
from tests.gateway.pairs.features import FEATURES
from tests.gateway.pairs.stage import KINDS, Pair, Stage, stage
from tests.gateway.pairs.table import TABLE
from tests.upstreams import Reply, ToolCall

BUILD = Path(__file__).resolve().parents[2] / "build" / "clients"
PACKAGES = "JavaScript packages"
PYTHON = "vendors"


def say(text: str) -> None:
    print(text, flush=True)


async def javascript(running: Stage) -> int:
    """Every pair and feature through Node; returns how many failed."""
    folder = await installing.sdks(BUILD)
    failed = 0
    say(f"\n{PACKAGES}: {len(FEATURES)} features, a column for each upstream dialect\n")
    async with node(folder, running.home.url) as process:
        sdks = dict.fromkeys(CLIENTS, process)
        there = Stage(running.home, running.up, sdks, CLIENTS)
        for inbound in CLIENTS:
            say(f"{inbound:32}" + "".join(f"{outbound:>18}" for outbound in KINDS))
            for feature in FEATURES:
                words = [await _word(there.pair(inbound, each), feature) for each in KINDS]
                failed += sum(word.startswith("FAILED") for word in words)
                say(f"  {feature:30}" + "".join(f"{word[:17]:>18}" for word in words))
    return failed


async def _word(pair: Pair, feature: str) -> str:
    try:
        word = await FEATURES[feature](pair)
    except Exception as error:
        say(f"    {pair.inbound} over {pair.outbound}: {type(error).__name__}: {error}"[:400])
        return "FAILED"
    return word if word == TABLE[feature][pair.inbound, pair.outbound] else f"FAILED: {word}"


async def program(running: Stage, each: Program) -> report.Row | None:
    """One program over every channel; None where it cannot be installed."""
    try:
        await installing.sdks(BUILD)
        if each.npm:
            await installing.npm(BUILD, *each.npm)
        if each.pip:
            await installing.pip(BUILD, each.venv, each.pip)
    except installing.NotInstallable as reason:
        say(f"{each.name:32} not run, it cannot be installed: {reason}")
        return None
    words = [await _over(running.pair(each.dialect, outbound), each) for outbound in KINDS]
    say(f"{each.name:32}" + "".join(f"{word[:12]:>18}" for word in words))
    for outbound, word in zip(KINDS, words, strict=True):
        if word != "ok":
            say(f"    over {outbound}: {word}")
    return report.Row(each.name, report.version(BUILD, each), each.dialect, words)


async def _over(pair: Pair, each: Program) -> str:
    """'ok', or what went wrong."""
    with tempfile.TemporaryDirectory(
        prefix="client-", dir=BUILD, ignore_cleanup_errors=True
    ) as home:
        return await _ask(pair, each, Path(home))


async def _ask(pair: Pair, each: Program, home: Path) -> str:
    # Claude Code asks names that it does not know for what only the newest Claude can do.
    known = each.dialect == pair.outbound == "anthropic"
    model = pair.kind.model if known else f"harbour-{pair.outbound}"
    place = Place(pair.stage.home.url, ROOT_KEY, model, home, BUILD)
    place.work.mkdir()
    mock = pair.mock()
    if each.tool:
        call = ToolCall(each.tool, each.arguments)
        thought = "Let me think." if each.thinks else None
        mock.script(Reply(reasoning=thought, text="A moment.", tool_calls=[call]),
                    offers=each.tool)  # fmt: skip
    mock.always(Reply(text=WORDS))
    before = await pair.stage.home.log(last=1)
    command, variables = each.start(place)
    ran = await run(
        command, cwd=place.work, env=environment(home, **variables), limit_s=each.limit_s
    )
    trouble = _trouble(pair, each, ran)
    rows = await pair.stage.home.log(last=60)
    mine = [row for row in rows if not before or row.request.id > before[-1].request.id]
    if each.streams and not any(row.request.stream for row in mine):
        trouble = trouble or "it never streamed"
    return trouble or "ok"


def _trouble(pair: Pair, each: Program, ran: Ran) -> str:
    asked = pair.mock().requests
    refused = [exchange for exchange in asked if exchange.status != 200]
    if refused:
        return f"the upstream answered {refused[0].status}: {ran.tail}"
    if not asked:
        return f"it never asked: {ran.tail}"
    if ran.status != 0:
        return f"it ended with {ran.status}: {ran.tail}"
    if WORDS not in ran.stdout:
        return f"it does not show the answer: {ran.tail}"
    if each.tool and not any(PROOF.encode() in exchange.body for exchange in asked):
        return "its tool's result never arrived"
    return ""


async def vendors(wanted: Callable[[str], bool]) -> list[report.Judged]:
    """The vendors' Python packages at their mocks."""
    chosen = [each for each in VENDORS if wanted(PYTHON) or wanted(f"{each.name} {each.venv}")]
    judged: list[report.Judged] = []
    if chosen:
        say("\nthe vendors' Python packages at the mocks of their vendors\n")
    for each in chosen:
        judged.append(await judge(BUILD, each))
        say(f"{each.name:14}{judged[-1].version:40}{', '.join(each.steps):78}{judged[-1].word}")
        for line in judged[-1].failed or filter(None, [judged[-1].trouble]):
            say(f"    {line}")
    return judged


async def programs(wanted: Callable[[str], bool]) -> tuple[int, list[report.Row]]:
    """What failed of the JavaScript packages, and a row for each program that was run."""
    chosen = [each for each in PROGRAMS if wanted(each.name)]
    in_packages = 0
    if not chosen and not wanted(PACKAGES):
        return 0, []
    with tempfile.TemporaryDirectory(prefix="homeport-clients-") as folder:
        async with stage(Path(folder)) as running:
            await _harbours(running)
            if wanted(PACKAGES):
                in_packages = await javascript(running)
            say(f"\n{'program':32}" + "".join(f"{outbound:>18}" for outbound in KINDS))
            ran = [await program(running, each) for each in chosen]
    return in_packages, [row for row in ran if row is not None]


async def main(arguments: list[str]) -> int:
    words = [each for each in arguments if each != "--write"]

    def wanted(name: str) -> bool:
        return not words or any(word.lower() in name.lower() for word in words)

    BUILD.mkdir(parents=True, exist_ok=True)
    in_packages, rows = await programs(wanted)
    judged = await vendors(wanted)
    if "--write" in arguments and not words:
        report.write(BUILD, len(FEATURES), in_packages, rows, judged)
    elif "--write" in arguments and words == [PYTHON]:
        report.write_vendors(judged)
    failed = in_packages + sum(word != "ok" for row in rows for word in row.words)
    failed += sum(len(each.failed) for each in judged)
    say(f"\n{failed} failed")
    return 1 if failed else 0


async def _harbours(running: Stage) -> None:
    """A neutral name for each channel's model: programs make something of names they know."""
    for channel in running.home.gateway.planner.snapshot.channels:
        for outbound, kind in KINDS.items():
            if kind.model in channel.models:
                aliases = {f"harbour-{outbound}": kind.model}
                changes = ChannelChanges(aliases=aliases)
                await running.home.gateway.channels.update(channel.id, changes)


if __name__ == "__main__":
    isolate(os.environ)
    sys.exit(asyncio.run(main(sys.argv[1:])))
