"""The suite of what providers have beside conversations: each is asked once, and paid."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from gateway.providers.base import MEDIA, Operation
from gateway.providers.registry import PROVIDERS
from tests.gateway.house import House, house
from tests.gateway.server.cloud_channels import redirect_tokens
from tests.gateway.suite.exchanges import heard, upstream
from tests.gateway.suite.masking import Masker
from tests.gateway.suite.media_asks import HEADS, ask, check
from tests.gateway.suite.media_stands import MEDIA_SUITE, STANDS, MediaStand
from tests.gateway.suite.stands import like
from tests.gateway.suite.written import shortened
from tests.upstreams import Reply, Upstreams

SAID = "Ahoy, 母港"
YES, COUNTED, NONE = "✓", "✓ counted", ""
PRICE = {
    **{"input": 2, "output": 8, "per_image": 0.02, "per_second_in": 0.001, "per_query": 0.002},
    "per_char_in": 0.00001,
}
"""Dollars for whatever a vendor counts: tokens before all else."""
_PAUSES = (
    "gateway.providers.dashscope.images._ASK_EVERY_S",
    "gateway.providers.fireworks._AGAIN_S",
    "gateway.providers.huggingface.provider._AGAIN_S",
    "gateway.providers.modelscope._AGAIN_S",
    "gateway.providers.novita._AGAIN_S",
    "gateway.providers.replicate.provider._AGAIN_S",
    "gateway.providers.tencent.pictures.AGAIN_S",
)


def declared(ident: str) -> tuple[Operation, ...]:
    """What a provider says it has, in the order of the table."""
    operations = PROVIDERS[ident].operations
    assert not operations & MEDIA - HEADS.keys()
    return tuple(each for each in HEADS if each in operations)


def asked_as(ident: str, operation: Operation) -> str:
    """The name that clients know a model by here."""
    return f"suite-{ident}-{HEADS[operation]}"


class MediaSuite:
    """A gateway with channels to every provider that has more than conversations."""

    def __init__(self, home: House, stands: Mapping[str, Sequence[MediaStand]]) -> None:
        self.home = home
        self.stands = stands
        self._found: dict[str, tuple[list[str], dict[str, Any]]] = {}

    async def find(self, ident: str) -> tuple[list[str], dict[str, Any]]:
        """A word for each column, and the exchanges behind them; asked once. Raises AssertionError
        for what is declared and does not work, and for what works undeclared.
        """
        if ident not in self._found:
            self._found[ident] = await self._all_of(ident)
        return self._found[ident]

    async def golden(self, ident: str) -> dict[str, Any]:
        """Its exchanges, as they are written."""
        _, found = await self.find(ident)
        base = like(ident)
        if base not in self.stands:
            return found
        return shortened(found, (await self.find(base))[1], base)

    async def _all_of(self, ident: str) -> tuple[list[str], dict[str, Any]]:
        stood = {each for stand in self.stands[ident] for each in stand.models}
        assert stood == set(declared(ident)), (
            f"{ident} declares {sorted(declared(ident))} and stands for {sorted(stood)}: see "
            "tests/gateway/suite/media_stands.py"
        )
        words, exchanges = [NONE] * len(HEADS), {}
        for at, (each, name) in enumerate(HEADS.items()):
            if each in stood:
                words[at], exchanges[name] = await self._one(ident, each)
        return words, exchanges

    async def _one(self, ident: str, operation: Operation) -> tuple[str, dict[str, Any]]:
        (stand,) = (each for each in self.stands[ident] if operation in each.models)
        mock = stand.mock
        mock.reset()
        if operation in (Operation.TRANSCRIPTIONS, Operation.TRANSLATIONS):
            mock.always(Reply(text=SAID))
        wanted = ask(operation, asked_as(ident, operation))
        status, headers, body = await self.home.post(wanted.path, wanted.body, **wanted.headers)
        assert status == 200, (ident, operation, body[:500])
        check(operation, headers["content-type"], body)
        (row,) = await self.home.log(last=1)
        assert mock.requests, (ident, operation)
        billed = json.loads(row.request.price_json)["lines"]
        assert row.request.charge_nano > 0, (ident, operation, billed)
        mask = Masker(stand.secrets, ident)
        exchange = {
            "upstream": upstream(mock.requests, mask),
            "client": heard(status, headers, body, mask),
            "billed": {kind: amount for kind, amount, _ in billed},
        }
        return COUNTED if row.request.estimated else YES, exchange


@asynccontextmanager
async def media_suite(folder: Path) -> AsyncIterator[MediaSuite]:
    """Everybody who draws, speaks, hears, embeds, judges or ranks, as long as the block lasts."""
    up = Upstreams()
    stands = {ident: [make(up, ident) for make in STANDS[ident]] for ident in MEDIA_SUITE}
    with pytest.MonkeyPatch.context() as patch:
        redirect_tokens(up, patch)
        for pause in _PAUSES:
            patch.setattr(pause, 0.0)
        async with up, house(folder) as home:
            prices: dict[str, Any] = {}
            for ident, each in stands.items():
                for stand in each:
                    stand.mock.log.keeps_answers = True
                    aliases = {asked_as(ident, op): name for op, name in stand.models.items()}
                    where = stand.base or stand.mock
                    fields = {"name": ident, "aliases": aliases, **stand.fields}
                    await home.channel(where, *aliases, provider=ident, **fields)
                    prices |= dict.fromkeys(stand.models.values(), PRICE)
            await home.gateway.settings_service.set_option("ModelPrice", json.dumps(prices))
            yield MediaSuite(home, stands)
