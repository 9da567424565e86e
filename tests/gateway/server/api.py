"""A client of the management API, as a script of one-api's would be."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from tests.gateway.house import ACCESS_TOKEN, House


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: Any

    @property
    def data(self) -> Any:
        """What a success carries."""
        assert self.status == 200, self
        assert self.body["success"] is True, self
        return self.body["data"]

    @property
    def refusal(self) -> str:
        """Why a use case was refused: HTTP 200, success false."""
        assert self.status == 200, self
        assert self.body["success"] is False, self
        assert self.body["message"], self
        return str(self.body["message"])


class Api:
    """Sends requests with the owner's access token."""

    def __init__(self, home: House, access_token: str = ACCESS_TOKEN) -> None:
        self.home = home
        self.access_token = access_token

    async def send(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> Answer:
        sent = {"Authorization": self.access_token} if self.access_token else {}
        raw = body if isinstance(body, bytes | io.IOBase) else None
        async with self.home.session.request(
            method,
            self.home.url + path,
            data=raw,
            json=body if raw is None and body is not None else None,
            headers=sent | (headers or {}),
        ) as answer:
            assert answer.content_type == "application/json", await answer.text()
            return Answer(answer.status, await answer.json())

    async def get(self, path: str) -> Answer:
        return await self.send("GET", path)

    async def post(self, path: str, body: Any) -> Answer:
        return await self.send("POST", path, body)

    async def put(self, path: str, body: Any) -> Answer:
        return await self.send("PUT", path, body)

    async def delete(self, path: str) -> Answer:
        return await self.send("DELETE", path)
