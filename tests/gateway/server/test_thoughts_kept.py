"""Chat clients that drop what proves a thought: it goes back to its vendor all the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.gateway.house import ROOT_KEY, House, house
from tests.upstreams import Reply, ToolCall, Upstreams
from tests.upstreams.gemini_models import SKIPPED
from tests.upstreams.mock import Mock

TOOL: dict[str, Any] = {
    "type": "function",
    "function": {"name": "f", "parameters": {"type": "object", "properties": {}}},
}
QUESTION = {"role": "user", "content": "Weather?"}
THOUGHT = Reply(reasoning="Rome it is.", text="Hm.", tool_calls=[ToolCall("f", {"a": 1})])


@dataclass(frozen=True)
class Kind:
    """A vendor whose models prove their thoughts, and the proof's member in its requests."""

    model: str
    provider: str
    mock: Callable[[Upstreams], Mock]
    proof: str

    async def open(self, home: House, up: Upstreams, **fields: Any) -> Any:
        return await home.channel(self.mock(up), self.model, provider=self.provider, **fields)

    def proofs(self, mock: Mock) -> list[str]:
        """Every proof in the latest request; Google's word for a missing one is none."""
        found: list[str] = []

        def look(value: Any) -> None:
            if isinstance(value, dict):
                if isinstance(value.get(self.proof), str):
                    found.append(value[self.proof])
                for each in value.values():
                    look(each)
            elif isinstance(value, list):
                for each in value:
                    look(each)

        look(mock.last.json)
        return [proof for proof in found if proof != SKIPPED]


KINDS = {
    "claude-4.5": Kind("claude-sonnet-4-5", "anthropic", lambda up: up.anthropic, "signature"),
    "claude-5.5": Kind("claude-sonnet-5-5", "anthropic", lambda up: up.anthropic, "signature"),
    "codex": Kind("gpt-5.3-codex", "openai", lambda up: up.openai, "encrypted_content"),
    "gemini": Kind("gemini-3-pro-preview", "gemini", lambda up: up.gemini, "thoughtSignature"),
}
EACH = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))


async def chat(
    home: House, model: str, messages: list[Any], key: str = ROOT_KEY, *, stream: bool = False
) -> dict[str, Any]:
    """The answer as the plainest of clients knows it: its words and its calls, nothing else."""
    body = {
        "model": model, "messages": messages, "tools": [TOOL], "stream": stream,
        "reasoning_effort": "medium", "max_completion_tokens": 4000,
    }  # fmt: skip
    status, _, content = await home.post("/v1/chat/completions", body, key)
    assert status == 200, content
    if not stream:
        message = json.loads(content)["choices"][0]["message"]
        text, calls = message.get("content"), message.get("tool_calls") or []
        return _plain(text or "", [(c["id"], c["function"]) for c in calls])
    text, found = "", dict[int, tuple[str, dict[str, str]]]()
    for line in content.decode().split("\n"):
        if not line.startswith("data: {"):
            continue
        for choice in json.loads(line[6:])["choices"]:
            text += choice["delta"].get("content") or ""
            for call in choice["delta"].get("tool_calls") or ():
                blank = (call.get("id", ""), {"name": "f", "arguments": ""})
                known = found.setdefault(call["index"], blank)
                known[1]["arguments"] += call["function"].get("arguments") or ""
    return _plain(text, list(found.values()))


def _plain(text: str, calls: list[tuple[str, dict[str, str]]]) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": text}
    if calls:
        message["tool_calls"] = [
            {
                "id": ident,
                "type": "function",
                "function": {"name": call["name"], "arguments": call["arguments"]},
            }
            for ident, call in calls
        ]
    return message


def results(message: dict[str, Any]) -> list[Any]:
    return [
        {"role": "tool", "tool_call_id": call["id"], "content": "20C"}
        for call in message["tool_calls"]
    ]


@EACH
async def test_it_goes_back_to_its_own_after_a_restart_too(
    tmp_path: Path, up: Upstreams, kind: Kind
) -> None:
    mock = kind.mock(up)
    conversations: list[tuple[list[Any], list[str]]] = []
    async with house(tmp_path) as home:
        await kind.open(home, up)
        _, other = await home.token()
        for stream in (False, True):
            mock.script(THOUGHT, Reply(text="Warm."), Reply(text="Warm."))
            first = await chat(home, kind.model, [QUESTION], stream=stream)
            messages: list[Any] = [QUESTION, first, *results(first)]
            await chat(home, kind.model, messages, other, stream=stream)
            assert kind.proofs(mock) == []
            await chat(home, kind.model, messages, stream=stream)
            proofs = kind.proofs(mock)
            assert len(proofs) == 1
            conversations.append((messages, proofs))
    content = b"".join(f.read_bytes() for f in (tmp_path / "data").rglob("*") if f.is_file())
    async with house(tmp_path) as home:
        for messages, proofs in conversations:
            assert proofs[0].encode() not in content
            mock.script(Reply(text="Warm."))
            await chat(home, kind.model, messages)
            assert kind.proofs(mock) == proofs
        await home.check_ledger()


@pytest.mark.parametrize(
    ("name", "holds"), [("claude-5.5", True), ("codex", False), ("gemini", False)]
)
async def test_another_channel_of_the_same_model(
    home: House, up: Upstreams, name: str, holds: bool
) -> None:
    """Anthropic knows its signatures everywhere; the others only where they were made."""
    kind = KINDS[name]
    mock = kind.mock(up)
    first_channel = await kind.open(home, up)
    mock.script(THOUGHT, Reply(text="Warm."))
    first = await chat(home, kind.model, [QUESTION])
    await home.gateway.channels.set_enabled(first_channel.id, False)
    await kind.open(home, up)
    await chat(home, kind.model, [QUESTION, first, *results(first)])
    assert len(kind.proofs(mock)) == holds


@pytest.mark.parametrize("name", ["claude-5.5", "codex"])
async def test_an_answer_without_calls_is_known_by_its_words(
    home: House, up: Upstreams, name: str
) -> None:
    kind = KINDS[name]
    mock = kind.mock(up)
    await kind.open(home, up)
    for stream, question in ((False, QUESTION), (True, {"role": "user", "content": "Where?"})):
        mock.script(Reply(reasoning="Hm.", text="Rome."), Reply(text="Yes."))
        first = await chat(home, kind.model, [question], stream=stream)
        assert first == {"role": "assistant", "content": "Rome."}
        await chat(home, kind.model, [question, first, {"role": "user", "content": "Sure?"}])
        assert len(kind.proofs(mock)) == 1


async def test_switched_off_it_is_remembered_until_the_end_only(
    tmp_path: Path, up: Upstreams
) -> None:
    kind = KINDS["claude-5.5"]
    async with house(tmp_path) as home:
        await kind.open(home, up)
        await home.gateway.settings_service.set("keep_responses", False)
        up.anthropic.script(THOUGHT, Reply(text="Warm."), Reply(text="Warm."))
        first = await chat(home, kind.model, [QUESTION])
        messages: list[Any] = [QUESTION, first, *results(first)]
        await chat(home, kind.model, messages)
        assert len(kind.proofs(up.anthropic)) == 1
        await home.gateway.memory.keeper.drain()
        assert await home.gateway.memory.keeper.count() == 0
    async with house(tmp_path) as home:
        await chat(home, kind.model, messages)
        assert kind.proofs(up.anthropic) == []
