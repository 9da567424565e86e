"""OpenAI's endpoints beyond chat, as routes of the OpenAI mock; and reranking, which others add."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from aiohttp import web

from tests.upstreams.call import Call
from tests.upstreams.mock import Route
from tests.upstreams.openai_audio import speak, transcribe, translate
from tests.upstreams.openai_completions import complete
from tests.upstreams.openai_images import draw, edit, vary
from tests.upstreams.openai_small import moderate, rerank

if TYPE_CHECKING:
    from tests.upstreams.openai import OpenAIMock

Handler = Callable[["OpenAIMock", Call], Awaitable[web.StreamResponse]]


def media_routes(mock: OpenAIMock) -> dict[str, Route]:
    """Paths to routes; models decide what each is good for."""

    def route(handler: Handler, *, form: bool = False, takes_json: bool = True) -> Route:
        return Route(lambda call: handler(mock, call), form=form, takes_json=takes_json)

    return {
        "/v1/completions": route(complete),
        "/v1/images/generations": route(draw),
        "/v1/images/edits": route(edit, form=True),
        "/v1/images/variations": route(vary, form=True, takes_json=False),
        "/v1/audio/speech": route(speak),
        "/v1/audio/transcriptions": route(transcribe, form=True, takes_json=False),
        "/v1/audio/translations": route(translate, form=True, takes_json=False),
        "/v1/moderations": route(moderate),
        "/v1/rerank": route(rerank),
    }
