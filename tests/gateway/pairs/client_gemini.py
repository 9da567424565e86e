"""Google's package."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from google.genai import errors, types

from tests.gateway.pairs.said import TOOLS, Called, Client, Heard, Tokens, Wish

_FINISH = {"STOP": "stop", "MAX_TOKENS": "limit", "SAFETY": "refused"}


class GeminiClient(Client):
    failures = (errors.APIError,)

    def user(self, text: str, *, png: str = "", url: str = "") -> None:
        parts = [types.Part(text=text)]
        if url:
            parts.append(types.Part.from_uri(file_uri=url, mime_type="image/png"))
        elif png:
            parts.append(types.Part.from_bytes(data=base64.b64decode(png), mime_type="image/png"))
        self.history.append(types.Content(role="user", parts=parts))

    def assistant(self, text: str) -> None:
        self.history.append(types.Content(role="model", parts=[types.Part(text=text)]))

    def results(self, found: Mapping[str, str], calls: list[Called]) -> None:
        parts = [
            types.Part(
                function_response=types.FunctionResponse(
                    id=call.id or None, name=call.name, response={"result": found[call.id]}
                )
            )
            for call in calls
        ]
        self.history.append(types.Content(role="user", parts=parts))

    async def ask(self, wish: Wish) -> Heard:
        heard = Heard()
        asked: Any = {
            "model": self.model,
            "contents": list(self.history),
            "config": self._config(wish),
        }
        parts: list[types.Part] = []
        if wish.stream:
            answer: Any = None
            async for answer in await self.sdk.models.generate_content_stream(**asked):
                found = _parts(answer)
                heard.pieces += any(part.text and not part.thought for part in found)
                parts += found
        else:
            answer = await self.sdk.models.generate_content(**asked)
            parts = _parts(answer)
        self.history.append(types.Content(role="model", parts=_joined(parts)))
        return _hear(answer, parts, heard)

    def _config(self, wish: Wish) -> types.GenerateContentConfig:
        config = types.GenerateContentConfig(
            automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True)
        )
        if wish.system:
            config.system_instruction = wish.system
        if wish.tools:
            config.tools = [
                types.Tool(
                    function_declarations=[
                        types.FunctionDeclaration(
                            name=name, description=name, parameters_json_schema=schema
                        )
                        for name, schema in TOOLS.items()
                    ]
                )
            ]
        if wish.forced:
            calling = types.FunctionCallingConfig(
                mode=types.FunctionCallingConfigMode.ANY, allowed_function_names=[wish.forced]
            )
            config.tool_config = types.ToolConfig(function_calling_config=calling)
        if wish.schema is not None:
            config.response_mime_type = "application/json"
            config.response_json_schema = wish.schema
        if wish.thinks:
            config.thinking_config = types.ThinkingConfig(
                include_thoughts=True, thinking_level=types.ThinkingLevel.LOW
            )
        if wish.stop:
            config.stop_sequences = [wish.stop]
        if wish.limit is not None:
            config.max_output_tokens = wish.limit
        return config

    @staticmethod
    def status(failure: Exception) -> int:
        return int(getattr(failure, "code", 0) or 0)


def _parts(answer: Any) -> list[types.Part]:
    candidate = (answer.candidates or [None])[0]
    content = candidate and candidate.content
    return list((content and content.parts) or ())


def _joined(parts: list[types.Part]) -> list[types.Part]:
    """As Gemini CLI keeps an answer: pieces of text in one part, thoughts left out."""
    kept: list[types.Part] = []
    for part in parts:
        if part.thought:
            continue
        plain = bool(part.text) and part.thought_signature is None
        if plain and kept and kept[-1].text and kept[-1].thought_signature is None:
            kept[-1] = types.Part(text=kept[-1].text + (part.text or ""))
        else:
            kept.append(part)
    return kept


def _hear(answer: Any, parts: list[types.Part], heard: Heard) -> Heard:
    for part in parts:
        call = part.function_call
        if call is not None:
            heard.calls.append(Called(call.id or call.name or "", call.name or "", call.args or {}))
        elif part.thought:
            heard.thought += part.text or ""
        else:
            heard.text += part.text or ""
    feedback = answer.prompt_feedback
    if feedback is not None and feedback.block_reason:
        heard.refusal, heard.finish = str(feedback.block_reason), "refused"
    else:
        heard.finish = _FINISH[answer.candidates[0].finish_reason.value]
        heard.refusal = heard.text if heard.finish == "refused" else ""
        if heard.calls and heard.finish == "stop":
            heard.finish = "calls"
    usage = answer.usage_metadata
    thoughts = usage.thoughts_token_count or 0
    heard.usage = Tokens(
        usage.prompt_token_count or 0,
        (usage.candidates_token_count or 0) + thoughts,
        usage.cached_content_token_count or 0,
        thoughts,
    )
    return heard
