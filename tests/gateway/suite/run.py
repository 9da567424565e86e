"""The basic suite: every kind of client over every provider, and a word for how each thing went."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gateway.providers.registry import PROVIDERS
from tests.gateway.house import House, house
from tests.gateway.server.cloud_channels import redirect_tokens
from tests.gateway.suite import asks
from tests.gateway.suite.stands import LEFT_OUT, Stand, stand
from tests.upstreams import Reply, ToolCall, Upstreams, Usage, faults

SAID = "Ahoj, 世界: one two"
COUNTS = (1000, 300)
YES, REFUSED, LEFT, COUNTED = "✓", "refused", "left out", "counted here"
FEATURES = ("plain", "streamed", "system", "tool", "image", "usage", "error")
Words = Mapping[str, str]
SUITE = tuple(ident for ident in PROVIDERS if ident not in LEFT_OUT)


def asked_as(ident: str) -> str:
    """The name that clients know a provider's model by here."""
    return f"suite-{ident}"


class Suite:
    """A gateway with a channel to every provider."""

    def __init__(self, home: House, stands: Mapping[str, Stand]) -> None:
        self.home = home
        self.stands = stands

    async def words(self, ident: str) -> dict[str, Words]:
        """How each feature goes over one provider, by client. Raises AssertionError for what is
        neither done nor refused in words.
        """
        return {client: await self._over(ident, client) for client in asks.CLIENTS}

    async def _over(self, ident: str, client: str) -> Words:
        plain, system, counted = await self._plain(ident, client)
        streamed, counted_too = await self._streamed(ident, client)
        return {
            "plain": plain,
            "streamed": streamed,
            "system": system,
            "tool": await self._tool(ident, client),
            "image": await self._image(ident, client),
            "usage": counted if counted == counted_too else f"{counted}, streamed {counted_too}",
            "error": await self._error(ident, client),
        }

    def _script(self, ident: str, reply: Reply) -> Any:
        mock = self.stands[ident].mock
        mock.reset()
        mock.always(replace(reply, **self.stands[ident].reply))
        return mock

    async def _ask(self, ident: str, client: str, **wanted: bool) -> tuple[int, bytes]:
        path, body = asks.request(client, asked_as(ident), **wanted)
        status, _, answer = await self.home.post(path, body)
        return status, answer

    async def _plain(self, ident: str, client: str) -> tuple[str, str, str]:
        mock = self._script(ident, Reply(text=SAID, usage=Usage(*COUNTS)))
        status, body = await self._ask(ident, client, system=True)
        assert status == 200, (ident, client, body)
        text, counts = asks.heard(client, body)
        assert text == SAID, (ident, client, body)
        told = asks.SYSTEM in mock.last.body.decode() or asks.SYSTEM in repr(mock.last.json)
        return YES, YES if told else LEFT, YES if counts == COUNTS else COUNTED

    async def _streamed(self, ident: str, client: str) -> tuple[str, str]:
        self._script(ident, Reply(text=SAID, usage=Usage(*COUNTS)))
        status, body = await self._ask(ident, client, stream=True)
        assert status == 200, (ident, client, body)
        text, counts = asks.heard_stream(client, body)
        assert text == SAID, (ident, client, body)
        return YES, YES if counts == COUNTS else COUNTED

    async def _tool(self, ident: str, client: str) -> str:
        call = ToolCall(asks.TOOL, {"city": "Rome"})
        mock = self._script(ident, Reply(tool_calls=[call]))
        status, body = await self._ask(ident, client, tool=True)
        if status == 400 and not mock.requests:
            assert "tools" in asks.failed(client, body)
            return REFUSED
        assert status == 200, (ident, client, body)
        assert asks.called(client, body) == (asks.TOOL, {"city": "Rome"}), (ident, client, body)
        return YES

    async def _image(self, ident: str, client: str) -> str:
        mock = self._script(ident, Reply(text=SAID))
        status, body = await self._ask(ident, client, image=True)
        if status == 400 and not mock.requests:
            assert any(word in asks.failed(client, body).lower() for word in ("image", "than text"))
            return REFUSED
        assert status == 200, (ident, client, body)
        shown = asks.PIXEL in mock.last.body.decode()
        return YES if shown or getattr(mock, "seen", []) == [b64decode(asks.PIXEL)] else LEFT

    async def _error(self, ident: str, client: str) -> str:
        self._script(ident, faults.failing("rate_limit"))
        status, body = await self._ask(ident, client)
        assert status == 429, (ident, client, status, body)
        assert asks.failed(client, body)
        gateway = self.home.gateway
        for channel in gateway.planner.snapshot.channels:
            if asked_as(ident) in channel.models:
                gateway.rests.resume(channel.id, tuple(key.id for key in channel.keys))
        return YES


@asynccontextmanager
async def suite(folder: Path) -> AsyncIterator[Suite]:
    """Everybody there is, for as long as the block lasts."""
    up = Upstreams()
    stands = {ident: stand(up, ident) for ident in SUITE}
    with pytest.MonkeyPatch.context() as patch:
        redirect_tokens(up, patch)
        async with up, house(folder) as home:
            for ident, each in stands.items():
                asked = asked_as(ident)
                fields = {"aliases": {asked: each.model}, **each.fields}
                await home.channel(each.base or each.mock, asked, provider=ident, **fields)
            yield Suite(home, stands)


def cells(words: Mapping[str, Words]) -> list[str]:
    """A word for each feature: one for all clients, or those that differ by name."""
    row = []
    for feature in FEATURES:
        found = {client: words[client][feature] for client in asks.CLIENTS}
        common = max(found.values(), key=list(found.values()).count)
        others = [f"{TITLES[c]}: {word}" for c, word in found.items() if word != common]
        row.append("; ".join([common, *others]))
    return row


TITLES = {
    "openai_chat": "Chat",
    "openai_responses": "Responses",
    "anthropic": "Anthropic",
    "gemini": "Gemini",
}
