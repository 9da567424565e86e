"""The basic suite: every kind of client over every provider, and a word for how each thing went.

What one of OpenAI's chat hears of a provider, and one that speaks the provider's own dialect, is
kept as exchanges, which are compared with golden files.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from gateway.domain.channel import Channel
from gateway.providers.base import Endpoint
from gateway.providers.registry import PROVIDERS
from tests.gateway.house import House, house
from tests.gateway.server.cloud_channels import redirect_tokens
from tests.gateway.suite import asks
from tests.gateway.suite.exchanges import heard, upstream
from tests.gateway.suite.failing import CHAT, Failing, share
from tests.gateway.suite.masking import Masker
from tests.gateway.suite.stands import LEFT_OUT, OTHER_WAYS, Stand, like, stand
from tests.gateway.suite.written import shortened
from tests.upstreams import Reply, ToolCall, Upstreams, Usage

SAID = "Ahoj, 世界: one two"
COUNTS = (1000, 300)
YES, REFUSED, LEFT, COUNTED = "✓", "refused", "left out", "counted here"
FEATURES = ("plain", "streamed", "system", "tool", "image", "usage", "error")
Words = Mapping[str, str]
SUITE = tuple(ident for ident in PROVIDERS if ident not in LEFT_OUT)
WAYS = (*SUITE, *OTHER_WAYS)
"""What has exchanges: every provider, and the other ways to some of them (``id.way``)."""


def asked_as(ident: str) -> str:
    """The name that clients know a provider's model by here."""
    return f"suite-{ident}"


def provider_of(way: str) -> str:
    """The provider's id."""
    return way.partition(".")[0]


@dataclass(slots=True)
class Found:
    """Of one provider: how each feature goes, by client; and its exchanges, by client."""

    words: dict[str, Words] = field(default_factory=dict)
    exchanges: dict[str, dict[str, Any]] = field(default_factory=dict)


class Suite:
    """A gateway with a channel to every provider."""

    def __init__(
        self, home: House, stands: Mapping[str, Stand], channels: Mapping[str, Channel]
    ) -> None:
        self.home = home
        self.stands = stands
        self._failing = Failing(home, channels)
        self._found: dict[str, Found] = {}

    async def find(self, ident: str) -> Found:
        """What there is to know of one provider; asked once. Raises AssertionError for what is
        neither done nor refused in words.
        """
        if ident not in self._found:
            found = Found({}, {client: {} for client in self._kept(ident)})
            for client in asks.CLIENTS:
                found.words[client] = await self._over(ident, client, found)
            self._found[ident] = found
        return self._found[ident]

    async def golden(self, ident: str) -> dict[str, Any]:
        """Its exchanges, as they are written."""
        found = (await self.find(ident)).exchanges
        base = like(ident)
        return shortened(found, (await self.find(base)).exchanges, base) if base else found

    def _kept(self, ident: str) -> list[str]:
        """The clients whose exchanges are golden: OpenAI chat's, and those who are understood."""
        each = self.stands[ident]
        where = Endpoint("", "", each.fields.get("settings", {}), model=each.model)
        own = PROVIDERS[provider_of(ident)].dialects_for(where)
        return [CHAT, *(client for client in asks.CLIENTS if client in own and client != CHAT)]

    async def _over(self, ident: str, client: str, found: Found) -> Words:
        plain, system, counted = await self._plain(ident, client, found)
        streamed, counted_too = await self._streamed(ident, client, found)
        return {
            "plain": plain,
            "streamed": streamed,
            "system": system,
            "tool": await self._tool(ident, client, found),
            "image": await self._image(ident, client, found),
            "usage": counted if counted == counted_too else f"{counted}, streamed {counted_too}",
            "error": await self._error(ident, client, found),
        }

    def _script(self, ident: str, reply: Reply) -> Any:
        mock = self.stands[ident].mock
        mock.reset()
        mock.always(replace(reply, **self.stands[ident].reply))
        return mock

    async def _ask(
        self, ident: str, client: str, found: Found, what: str, **wanted: bool
    ) -> tuple[int, bytes]:
        path, body = asks.request(client, asked_as(ident), **wanted)
        status, headers, answer = await self.home.post(path, body)
        if client in found.exchanges:
            each = self.stands[ident]
            mask = Masker(each.secrets, ident)
            found.exchanges[client][what] = {
                "upstream": upstream(each.mock.requests, mask),
                "client": heard(status, headers, answer, mask),
            }
        return status, answer

    async def _plain(self, ident: str, client: str, found: Found) -> tuple[str, str, str]:
        mock = self._script(ident, Reply(text=SAID, usage=Usage(*COUNTS)))
        status, body = await self._ask(ident, client, found, "plain", system=True)
        assert status == 200, (ident, client, body)
        text, counts = asks.heard(client, body)
        assert text == SAID, (ident, client, body)
        told = asks.SYSTEM in mock.last.body.decode() or asks.SYSTEM in repr(mock.last.json)
        return YES, YES if told else LEFT, YES if counts == COUNTS else COUNTED

    async def _streamed(self, ident: str, client: str, found: Found) -> tuple[str, str]:
        self._script(ident, Reply(text=SAID, usage=Usage(*COUNTS)))
        status, body = await self._ask(ident, client, found, "streamed", stream=True)
        assert status == 200, (ident, client, body)
        text, counts = asks.heard_stream(client, body)
        assert text == SAID, (ident, client, body)
        return YES, YES if counts == COUNTS else COUNTED

    async def _tool(self, ident: str, client: str, found: Found) -> str:
        call = ToolCall(asks.TOOL, {"city": "Rome"})
        mock = self._script(ident, Reply(tool_calls=[call]))
        status, body = await self._ask(ident, client, found, "tool", tool=True)
        if status == 400 and not mock.requests:
            assert "tools" in asks.failed(client, body)
            return REFUSED
        assert status == 200, (ident, client, body)
        assert asks.called(client, body) == (asks.TOOL, {"city": "Rome"}), (ident, client, body)
        if client == CHAT:
            await self._tool_result(ident, body, found)
        return YES

    async def _tool_result(self, ident: str, called: bytes, found: Found) -> None:
        """What the tool said goes back in the provider's words; the request alone is new of it."""
        self._script(ident, Reply(text=SAID))
        path, body = asks.with_result(asked_as(ident), called)
        status, _, answer = await self.home.post(path, body)
        assert status == 200, (ident, answer)
        assert asks.heard(CHAT, answer)[0] == SAID, (ident, answer)
        found.exchanges[CHAT]["tool result"] = self._request_alone(ident)

    def _request_alone(self, ident: str) -> dict[str, Any]:
        """What was sent last, where what came is what comes to all that is asked; and before it,
        what was sent and came to prepare it.
        """
        each = self.stands[ident]
        (*before, last) = upstream(each.mock.requests, Masker(each.secrets, ident))
        first = {"before": before} if before else {}
        return {**first, "sent": last["sent"], "body": last["body"]}

    async def _image(self, ident: str, client: str, found: Found) -> str:
        mock = self._script(ident, Reply(text=SAID))
        status, body = await self._ask(ident, client, found, "image", image=True)
        if status == 400 and not mock.requests:
            assert any(word in asks.failed(client, body).lower() for word in ("image", "than text"))
            return REFUSED
        assert status == 200, (ident, client, body)
        if client in found.exchanges:
            found.exchanges[client]["image"] = self._request_alone(ident)
        shown = asks.PIXEL in mock.last.body.decode()
        return YES if shown or getattr(mock, "seen", []) == [b64decode(asks.PIXEL)] else LEFT

    async def _error(self, ident: str, client: str, found: Found) -> str:
        """OpenAI chat's client hears every error its mock knows; the others a share of them."""
        errors = await self._failing.all_of(
            ident,
            client,
            asked_as(ident),
            self.stands[ident],
            None if client == CHAT else share(WAYS.index(ident), client),
        )
        if client == CHAT:
            found.exchanges["errors"] = errors
        return YES


@asynccontextmanager
async def suite(folder: Path) -> AsyncIterator[Suite]:
    """Everybody there is, for as long as the block lasts."""
    up = Upstreams()
    stands = {ident: stand(up, ident) for ident in WAYS}
    with pytest.MonkeyPatch.context() as patch:
        redirect_tokens(up, patch)
        async with up, house(folder) as home:
            channels = {}
            for ident, each in stands.items():
                asked = asked_as(ident)
                each.mock.log.keeps_answers = True
                fields = {"name": ident, "aliases": {asked: each.model}, **each.fields}
                where = each.base or each.mock
                provider = provider_of(ident)
                channels[ident] = await home.channel(where, asked, provider=provider, **fields)
            yield Suite(home, stands, channels)


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
