"""OpenAI's package over Responses, nothing kept at OpenAI."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import openai

from tests.gateway.pairs.said import TOOLS, Called, Client, Heard, Tokens, Wish


class ResponsesClient(Client):
    failures = (openai.APIError,)

    def user(self, text: str, *, png: str = "", url: str = "") -> None:
        parts: list[Any] = [{"type": "input_text", "text": text}]
        if png or url:
            address = url or f"data:image/png;base64,{png}"
            parts.append({"type": "input_image", "image_url": address, "detail": "auto"})
        self.history.append({"role": "user", "content": parts})

    def assistant(self, text: str) -> None:
        self.history.append({"role": "assistant", "content": text})

    def results(self, found: Mapping[str, str], calls: list[Called]) -> None:
        self.history += [
            {"type": "function_call_output", "call_id": call.id, "output": found[call.id]}
            for call in calls
        ]

    async def ask(self, wish: Wish) -> Heard:
        heard = Heard()
        body = self._body(wish)
        if wish.stream:
            answer: Any = None
            async for event in await self.sdk.responses.create(**body, stream=True):
                heard.pieces += event.type == "response.output_text.delta"
                answer = getattr(event, "response", answer)
        else:
            answer = await self.sdk.responses.create(**body)
        return self._hear(answer, heard)

    def _body(self, wish: Wish) -> dict[str, Any]:
        body: dict[str, Any] = {"model": self.model, "input": self.history, "store": False}
        if wish.system:
            body["instructions"] = wish.system
        if wish.tools:
            body["tools"] = [
                {"type": "function", "name": name, "description": name, "parameters": schema}
                | {"strict": False}
                for name, schema in TOOLS.items()
            ]
        if wish.forced:
            body["tool_choice"] = {"type": "function", "name": wish.forced}
        if wish.schema is not None:
            wanted = {"name": "answer", "schema": wish.schema, "strict": True}
            body["text"] = {"format": {"type": "json_schema", **wanted}}
        if wish.thinks:
            body["reasoning"] = {"effort": "low", "summary": "auto"}
            body["include"] = ["reasoning.encrypted_content"]
        if wish.limit is not None:
            body["max_output_tokens"] = wish.limit
        return body

    def _hear(self, answer: Any, heard: Heard) -> Heard:
        assert answer.status in ("completed", "incomplete"), answer.status
        for item in answer.output:
            self.history.append(
                item.model_dump(exclude_none=True, exclude={"parsed_arguments", "status"})
            )
            if item.type == "reasoning":
                heard.thought += "".join(part.text for part in item.summary)
            elif item.type == "function_call":
                heard.calls.append(Called(item.call_id, item.name, json.loads(item.arguments)))
            else:
                for part in item.content:
                    heard.text += getattr(part, "text", "")
                    heard.refusal += getattr(part, "refusal", "")
        heard.finish = "calls" if heard.calls else "stop"
        if answer.status == "incomplete":
            reason = answer.incomplete_details.reason
            heard.finish = {"max_output_tokens": "limit", "content_filter": "refused"}[reason]
        if heard.refusal:
            heard.finish = "refused"
        usage = answer.usage
        heard.usage = Tokens(
            usage.input_tokens,
            usage.output_tokens,
            usage.input_tokens_details.cached_tokens,
            usage.output_tokens_details.reasoning_tokens,
        )
        return heard

    @staticmethod
    def status(failure: Exception) -> int:
        return int(getattr(failure, "status_code", 0))
