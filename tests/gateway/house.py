"""A whole gateway in a temporary directory, on real sockets, with mock providers behind it."""

from __future__ import annotations

import io
import json
import os
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import tzinfo
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp

from gateway.app import Gateway
from gateway.config import Config, Settings
from gateway.domain.channel import Channel, ChannelDraft, Secret
from gateway.domain.sharing import Place
from gateway.domain.token import Token
from gateway.parts import wall_ms
from gateway.services.token_drafts import TokenDraft
from gateway.store import ledger_rows, request_log
from tests.gateway.template import lay_out
from tests.upstreams.mock import Mock

ACCESS_TOKEN = "test-access-token-0123456789abcdef0123"
ROOT_KEY = "sk-" + "Root0123" * 6
ZERO_PRICE = {"input": 0, "output": 0}


class House:
    """A running gateway and shorthand for what tests do with it."""

    def __init__(self, gateway: Gateway, session: aiohttp.ClientSession) -> None:
        self.gateway = gateway
        self.session = session

    @property
    def url(self) -> str:
        bound = self.gateway.bound
        assert bound is not None
        return f"http://127.0.0.1:{bound.port}"

    async def channel(
        self, mock: Mock | str, *models: str, provider: str = "", **fields: Any
    ) -> Channel:
        """A channel to a mock; its provider is the mock's family unless said."""
        base_url, keys = (
            (mock, ("sk-upstream-key-0000",))
            if isinstance(mock, str)
            else (
                mock.base_url,
                (mock.key,),
            )
        )
        if not provider:
            kind = type(mock).__name__
            provider = {
                "AnthropicMock": "anthropic",
                "OllamaMock": "ollama",
                "GeminiMock": "gemini",
                "AzureMock": "azure_openai",
                "BedrockMock": "aws_bedrock",
                "VertexMock": "vertex_ai",
            }.get(kind, "openai_compatible")
        keys = fields.pop("keys", keys)
        draft = ChannelDraft(
            provider=provider,
            name=fields.pop(
                "name", f"{provider} {len(self.gateway.planner.snapshot.channels) + 1}"
            ),
            base_url=base_url,
            keys=tuple(Secret(key) for key in keys if key),
            models=models,
            **fields,
        )
        return await self.gateway.channels.create(draft)

    async def price(self, **models: dict[str, Any]) -> None:
        """Dollars per million tokens; ``gpt_4o`` means ``gpt-4o``."""
        prices = {name.replace("_", "-"): price for name, price in models.items()}
        await self.gateway.settings_service.set_option("ModelPrice", json.dumps(prices))

    async def token(self, balance_nano: int | None = None, **fields: Any) -> tuple[Token, str]:
        """A token and its key: unlimited, or with a balance."""
        created = await self.gateway.tokens.create(
            TokenDraft(
                name=fields.pop("name", "test"),
                unlimited=balance_nano is None,
                balance_nano=balance_nano or 0,
                **fields,
            )
        )
        return created.token, created.key

    async def post(
        self, path: str, body: Any, key: str = ROOT_KEY, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, lower-case headers and body of one request."""
        data = body if isinstance(body, bytes | io.BytesIO) else None
        async with self.session.post(
            self.url + path,
            data=data,
            json=None if data is not None else body,
            headers={"Authorization": f"Bearer {key}", **headers},
        ) as answer:
            content = await answer.read()
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, content

    async def chat(
        self, model: str, text: str = "Hi", key: str = ROOT_KEY, **fields: Any
    ) -> tuple[int, dict[str, str], bytes]:
        body = {"model": model, "messages": [{"role": "user", "content": text}], **fields}
        return await self.post("/v1/chat/completions", body, key)

    async def settled(self) -> None:
        """Until every request has ended and is booked."""
        await self.gateway.pipeline.drain()

    async def log(self, last: int = 1000) -> Sequence[Any]:
        """The ``last`` requests of the log, oldest first, with attempts."""
        await self.settled()

        def read() -> list[Any]:
            rows = request_log.page(request_log.LogFilter(), limit=last)
            return [request_log.get(row.id) for row in reversed(rows)]

        return await self.gateway.database.read(read)

    def balance(self, token: Token) -> int:
        from gateway.ledger.accounts import AccountKind

        return self.gateway.ledger.account(AccountKind.TOKEN, token.id).balance

    def reserved(self, token: Token) -> int:
        from gateway.ledger.accounts import AccountKind

        return self.gateway.ledger.account(AccountKind.TOKEN, token.id).reserved

    async def check_ledger(self) -> None:
        """The sum of entries is every balance, nothing is open, memory and store agree."""
        await self.settled()
        differences = await self.gateway.database.read(ledger_rows.check)
        assert not differences, differences
        assert self.gateway.ledger.open_reservations == 0
        database = self.gateway.database
        now = partial(ledger_rows.open_intents, database.node, database.epoch + 1)
        assert await database.read(now) == []


def no_networks() -> Sequence[Place]:
    """A computer that is alone: what this machine really has is no test's business."""
    return ()


def make_config(
    folder: Path, environ: Mapping[str, str] | None = None, **command_line: Any
) -> Config:
    return Config(
        data_dir=folder / "data",
        log_dir=folder / "log",
        settings=Settings(environ or {}, {"port": 0, **command_line}),
        database_path=folder / "data" / "homeport.db",
        root_access_token=ACCESS_TOKEN,
        root_token=ROOT_KEY,
    )


@asynccontextmanager
async def house(
    folder: Path,
    *,
    networks: Callable[[], Sequence[Place]] = no_networks,
    environ: Mapping[str, str] | None = None,
    now_ms: Callable[[], int] = wall_ms,
    zone: tzinfo | None = None,
    **command_line: Any,
) -> AsyncIterator[House]:
    """Starts a gateway in ``folder``; stops it with the block."""
    os.environ["HOMEPORT_KEYRING"] = "off"
    config = make_config(folder, environ, **command_line)
    lay_out(config.database_path)
    gateway = Gateway(config, networks=networks, now_ms=now_ms, zone=zone)
    await gateway.start()
    try:
        connector = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(connector=connector) as session:
            yield House(gateway, session)
    finally:
        await gateway.stop(drain_s=2.0)
