"""POST /completions of the OpenAI mock. After OpenAI's API reference (Completions, legacy)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.upstreams.call import Call, dumps
from tests.upstreams.compose import Answer, Ask, answer
from tests.upstreams.openai_errors import refuse
from tests.upstreams.openai_frames import wire_usage
from tests.upstreams.openai_rules import check_range
from tests.upstreams.wire import SSE, Frame, sse

if TYPE_CHECKING:
    from tests.upstreams.openai import OpenAIMock

_FIELDS = {
    *("model", "prompt", "best_of", "echo", "frequency_penalty", "logit_bias", "logprobs"),
    *("max_tokens", "n", "presence_penalty", "seed", "stop", "stream", "stream_options"),
    *("suffix", "temperature", "top_p", "user"),
}
DEFAULT_TOKENS = 16


async def complete(mock: OpenAIMock, call: Call) -> web.StreamResponse:
    """Every prompt and every choice gets the same text."""
    body = call.body
    model = mock.model(body, "completion")
    _check(body)
    prompts = body["prompt"] if isinstance(body["prompt"], list) else [body["prompt"]]
    if prompts and isinstance(prompts[0], int):
        prompts = [prompts]
    stop = body.get("stop") or ()
    texts = [prompt if isinstance(prompt, str) else dumps(prompt) for prompt in prompts]
    ask = Ask(
        model=model.id,
        texts=texts,
        limit=body.get("max_tokens") or DEFAULT_TOKENS,
        stops=(stop,) if isinstance(stop, str) else tuple(stop),
    )
    reply = call.accept()
    said = answer(ask, reply)
    head = {
        "id": call.id("cmpl-"),
        "object": "text_completion",
        "created": 1_700_000_000,
        "model": model.snapshot,
    }
    number = len(prompts) * (body.get("n") or 1)
    usage = wire_usage(said.usage)
    if reply.whole or not body.get("stream"):
        choices = [_choice(index, said.text, _finish(said)) for index in range(number)]
        told = {} if usage is None else {"usage": usage}
        return await call.send(200, {**head, "choices": choices, **told})
    wants_usage = bool((body.get("stream_options") or {}).get("include_usage"))
    chunks = list(_chunks(said, number, usage if wants_usage else None))
    if not reply.finish_chunk:
        chunks = [chunk for chunk in chunks if not _finishes(chunk)]
    frames = [Frame(dumps({**head, **chunk})) for chunk in chunks]
    frames += [Frame("[DONE]")] if reply.done else []
    return await call.stream(
        [sse(frame, reply) for frame in frames], SSE, [sse(mock.in_band(call), reply)]
    )


def _chunks(said: Answer, number: int, usage: Any) -> Iterator[dict[str, Any]]:
    rest: dict[str, Any] = {} if usage is None else {"usage": None}
    for index in range(number):
        for piece in said.pieces:
            yield {"choices": [_choice(index, piece, None)], **rest}
        yield {"choices": [_choice(index, "", _finish(said))], **rest}
    if usage is not None:
        yield {"choices": [], "usage": usage}


def _choice(index: int, text: str, finish: str | None) -> dict[str, Any]:
    return {"text": text, "index": index, "logprobs": None, "finish_reason": finish}


def _finish(said: Answer) -> str:
    return "length" if said.cut_by_limit else "stop"


def _finishes(chunk: Mapping[str, Any]) -> bool:
    return any(choice["finish_reason"] for choice in chunk["choices"])


def _check(body: Mapping[str, Any]) -> None:
    for name in body:
        if name not in _FIELDS:
            refuse(f"Unrecognized request argument supplied: {name}", name)
    if "prompt" not in body:
        refuse("Missing required parameter: 'prompt'.", "prompt", "missing_required_parameter")
    for name, low, high in (("n", 1, 128), ("best_of", 1, 20), ("logprobs", 0, 5)):
        if body.get(name) is not None:
            check_range(body[name], name, low, high, whole=True)
    if body.get("max_tokens") is not None:
        check_range(body["max_tokens"], "max_tokens", 0, 4096, whole=True)
    if body.get("best_of") is not None and body["best_of"] < (body.get("n") or 1):
        refuse("best_of must be greater than or equal to n", "best_of")
    if body.get("stream_options") and not body.get("stream"):
        refuse("'stream_options' is only allowed when 'stream' is enabled.", "stream_options")
