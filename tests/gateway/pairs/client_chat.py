"""OpenAI's package over chat completions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import openai
from openai.lib.streaming.chat import ChatCompletionStreamState

from tests.gateway.pairs.said import TOOLS, Called, Client, Heard, Tokens, Wish

_FINISH = {"stop": "stop", "length": "limit", "tool_calls": "calls", "content_filter": "refused"}


class ChatClient(Client):
    failures = (openai.APIError,)

    def user(self, text: str, *, png: str = "", url: str = "") -> None:
        content: Any = text
        if png or url:
            address = url or f"data:image/png;base64,{png}"
            content = [
                {"type": "text", "text": text},
                {"type": "image_url", "image_url": {"url": address}},
            ]
        self.history.append({"role": "user", "content": content})

    def assistant(self, text: str) -> None:
        self.history.append({"role": "assistant", "content": text})

    def results(self, found: Mapping[str, str], calls: list[Called]) -> None:
        self.history += [
            {"role": "tool", "tool_call_id": call.id, "content": found[call.id]} for call in calls
        ]

    async def ask(self, wish: Wish) -> Heard:
        heard = Heard()
        body = self._body(wish)
        if wish.stream:
            state: ChatCompletionStreamState[Any] = ChatCompletionStreamState()
            async for chunk in await self.sdk.chat.completions.create(
                **body, stream=True, stream_options={"include_usage": True}
            ):
                state.handle_chunk(chunk)
                heard.pieces += bool(chunk.choices and chunk.choices[0].delta.content)
            answer: Any = state.current_completion_snapshot
        else:
            answer = await self.sdk.chat.completions.create(**body)
        return self._hear(answer, heard)

    def _body(self, wish: Wish) -> dict[str, Any]:
        system = [{"role": "system", "content": wish.system}] if wish.system else []
        body: dict[str, Any] = {"model": self.model, "messages": system + self.history}
        if wish.tools:
            body["tools"] = [
                {
                    "type": "function",
                    "function": {"name": name, "description": name, "parameters": schema},
                }
                for name, schema in TOOLS.items()
            ]
        if wish.forced:
            body["tool_choice"] = {"type": "function", "function": {"name": wish.forced}}
        if wish.schema is not None:
            wanted = {"name": "answer", "schema": wish.schema, "strict": True}
            body["response_format"] = {"type": "json_schema", "json_schema": wanted}
        if wish.thinks:
            body["reasoning_effort"] = "low"
        if wish.stop:
            body["stop"] = [wish.stop]
        if wish.limit is not None:
            body["max_completion_tokens"] = wish.limit
        return body

    def _hear(self, answer: Any, heard: Heard) -> Heard:
        choice = answer.choices[0]
        message = choice.message
        self.history.append(message.model_dump(exclude_none=True, exclude={"parsed"}))
        for call in self.history[-1].get("tool_calls", ()):
            call["function"].pop("parsed_arguments", None)
            call.pop("index", None)
        heard.text, heard.refusal = message.content or "", message.refusal or ""
        heard.thought = getattr(message, "reasoning_content", None) or ""
        heard.calls = [
            Called(call.id, call.function.name, json.loads(call.function.arguments))
            for call in message.tool_calls or ()
        ]
        heard.finish = "refused" if heard.refusal else _FINISH[choice.finish_reason]
        usage = answer.usage
        heard.usage = Tokens(
            usage.prompt_tokens,
            usage.completion_tokens,
            (usage.prompt_tokens_details and usage.prompt_tokens_details.cached_tokens) or 0,
            (usage.completion_tokens_details and usage.completion_tokens_details.reasoning_tokens)
            or 0,
        )
        return heard

    @staticmethod
    def status(failure: Exception) -> int:
        return int(getattr(failure, "status_code", 0))
