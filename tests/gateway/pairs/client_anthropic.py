"""Anthropic's package."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import anthropic

from tests.gateway.pairs.said import TOOLS, Called, Client, Heard, Tokens, Wish

_FINISH = {
    "end_turn": "stop",
    "stop_sequence": "stop",
    "max_tokens": "limit",
    "tool_use": "calls",
    "refusal": "refused",
}
_UNSET_LIMIT = 4096


class AnthropicClient(Client):
    failures = (anthropic.APIError,)

    def user(self, text: str, *, png: str = "", url: str = "") -> None:
        content: list[Any] = [{"type": "text", "text": text}]
        if url:
            content.append({"type": "image", "source": {"type": "url", "url": url}})
        elif png:
            source = {"type": "base64", "media_type": "image/png", "data": png}
            content.append({"type": "image", "source": source})
        self.history.append({"role": "user", "content": content})

    def assistant(self, text: str) -> None:
        self.history.append({"role": "assistant", "content": text})

    def results(self, found: Mapping[str, str], calls: list[Called]) -> None:
        content = [
            {"type": "tool_result", "tool_use_id": call.id, "content": found[call.id]}
            for call in calls
        ]
        self.history.append({"role": "user", "content": content})

    async def ask(self, wish: Wish) -> Heard:
        heard = Heard()
        body = self._body(wish)
        if wish.stream:
            async with self.sdk.messages.stream(**body) as stream:
                async for event in stream:
                    heard.pieces += event.type == "text"
                answer: Any = await stream.get_final_message()
        else:
            answer = await self.sdk.messages.create(**body)
        return self._hear(answer, heard)

    def _body(self, wish: Wish) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self.model,
            "messages": self.history,
            "max_tokens": _UNSET_LIMIT if wish.limit is None else wish.limit,
        }
        if wish.system:
            body["system"] = wish.system
        if wish.tools:
            body["tools"] = [
                {"name": name, "description": name, "input_schema": schema}
                for name, schema in TOOLS.items()
            ]
        if wish.forced:
            body["tool_choice"] = {"type": "tool", "name": wish.forced}
        if wish.schema is not None:
            body["output_config"] = {"format": {"type": "json_schema", "schema": wish.schema}}
        if wish.thinks:
            body["thinking"] = {"type": "enabled", "budget_tokens": 1024}
        if wish.stop:
            body["stop_sequences"] = [wish.stop]
        return body

    def _hear(self, answer: Any, heard: Heard) -> Heard:
        said = []
        for block in answer.content:
            said.append(block.model_dump(exclude_none=True, exclude={"parsed_output", "caller"}))
            if block.type == "text":
                heard.text += block.text
            elif block.type == "thinking":
                heard.thought += block.thinking
            elif block.type == "tool_use":
                heard.calls.append(Called(block.id, block.name, block.input))
        self.history.append({"role": "assistant", "content": said})
        heard.finish = _FINISH[answer.stop_reason]
        if heard.finish == "refused":
            details = answer.stop_details
            heard.refusal = (details and details.explanation) or heard.text
        usage = answer.usage
        cached = usage.cache_read_input_tokens or 0
        details = usage.output_tokens_details
        heard.usage = Tokens(
            usage.input_tokens + cached + (usage.cache_creation_input_tokens or 0),
            usage.output_tokens,
            cached,
            (details and details.thinking_tokens) or 0,
        )
        return heard

    @staticmethod
    def status(failure: Exception) -> int:
        return int(getattr(failure, "status_code", 0))
