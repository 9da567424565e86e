"""Pictures, sound, moderation and ranking of vendors that have OpenAI's paths for them.

Paths and members are OpenAI's; what a vendor words otherwise stands in :data:`OWN`, after its API
reference (November 2026): https://docs.siliconflow.cn/cn/api-reference/rerank,
https://docs.bigmodel.cn/api-reference, https://docs.together.ai/reference,
https://docs.fireworks.ai/api-reference/rerank-documents, https://jina.ai/reranker,
https://cloud.baidu.com/doc/qianfan-api/s/rerank, https://help.aliyun.com/zh/model-studio/,
https://openrouter.ai/docs/api-reference, https://console.groq.com/docs/api-reference,
https://docs.mistral.ai/api, https://deepinfra.com/docs,
https://platform.stepfun.com/docs, https://www.volcengine.com/docs/82379.
"""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

from tests.upstreams.call import Call, Refused
from tests.upstreams.compose import count
from tests.upstreams.mock import Route
from tests.upstreams.openai_audio import TEXT, sound
from tests.upstreams.openai_images import PIXEL
from tests.upstreams.openai_models import OpenAIModel
from tests.upstreams.openai_small import CATEGORIES, ranked
from tests.upstreams.vendors import Vendor, VendorMock, with_message

Answer = Callable[[Call], Awaitable[web.StreamResponse]]
DRAWS, EDITS, VARIES = "images/generations", "images/edits", "images/variations"
SPEAKS, HEARS, TRANSLATES = "audio/speech", "audio/transcriptions", "audio/translations"
MODERATES, RANKS, EMBEDS = "moderations", "rerank", "embeddings"
FORMS = (EDITS, VARIES, HEARS, TRANSLATES)
_PICTURE = {"model", "prompt", "n", "size", "response_format", "user", "seed"}
_HEARD = {"model", "language", "prompt", "response_format", "temperature"}
_RANKED = {"model", "query", "documents", "top_n", "return_documents"}
MEMBERS: Mapping[str, set[str]] = {
    DRAWS: _PICTURE | {"quality"},
    EDITS: _PICTURE,
    VARIES: _PICTURE - {"prompt"},
    SPEAKS: {"model", "input", "voice", "response_format", "speed", "stream"},
    HEARS: _HEARD | {"stream"},
    TRANSLATES: _HEARD - {"language"},
    MODERATES: {"model", "input"},
    RANKS: _RANKED,
}
NEEDED: Mapping[str, tuple[str, ...]] = {
    **{DRAWS: ("prompt",), EDITS: ("prompt",), SPEAKS: ("input", "voice"), MODERATES: ("input",)},
    RANKS: ("query", "documents"),
}


async def _pictures(call: Call) -> web.StreamResponse:
    wanted = call.body.get("response_format") or "url"
    address = f"{call.mock.origin}/{call.mock.name}/pictures/0.png"
    packed = {"b64_json": base64.b64encode(PIXEL).decode()}
    made = packed if wanted == "b64_json" else {"url": address}
    number = int(call.body.get("n") or 1)
    return await call.send(200, {"created": 1_700_000_000, "data": [made] * number})


async def _packed(call: Call) -> web.StreamResponse:
    packed = {"b64_json": base64.b64encode(PIXEL).decode(), "revised_prompt": None}
    return await call.send(200, {"created": 1_700_000_000, "data": [packed]})


async def _zhipus(call: Call) -> web.StreamResponse:
    address = f"{call.mock.origin}/{call.mock.name}/pictures/0.png"
    checked = [{"role": "assistant", "level": 3}]
    told = {"created": 1_700_000_000, "id": "2026", "request_id": "2026"}
    return await call.send(200, {**told, "data": [{"url": address}], "content_filter": checked})


async def _arks(call: Call) -> web.StreamResponse:
    address = f"{call.mock.origin}/{call.mock.name}/pictures/0.png"
    usage = {"generated_images": 1, "output_tokens": 4096, "total_tokens": 4096}
    made = [{"url": address, "size": call.body.get("size") or "2048x2048"}]
    told = {"model": call.body["model"], "created": 1_700_000_000, "data": made, "usage": usage}
    return await call.send(200, told)


async def _speech(call: Call) -> web.StreamResponse:
    kind = call.body.get("response_format") or "mp3"
    types = {"mp3": "audio/mpeg", "wav": "audio/wav"}
    return await call.send(200, sound(kind, len(call.body["input"])), types[kind])


async def _heard(call: Call) -> web.StreamResponse:
    return await call.send(200, {"text": TEXT})


async def _groq_heard(call: Call) -> web.StreamResponse:
    return await call.send(200, {"text": TEXT, "x_groq": {"id": call.id("req_", 26)}})


async def _zhipu_heard(call: Call) -> web.StreamResponse:
    told = {"id": "2026", "created": 1_700_000_000, "request_id": "2026"}
    return await call.send(200, {**told, "model": call.body["model"], "text": TEXT})


async def _moderated(call: Call) -> web.StreamResponse:
    names = {name: False for name in CATEGORIES}
    scores = {name: 0.01 for name in CATEGORIES}
    one = {"flagged": False, "categories": names, "category_scores": scores}
    told = {"id": call.id("modr-"), "model": call.body["model"], "results": [one]}
    return await call.send(200, told)


async def _mistral_moderated(call: Call) -> web.StreamResponse:
    names = ("sexual", "hate_and_discrimination", "violence_and_threats", "selfharm", "pii")
    one = {"categories": dict.fromkeys(names, False), "category_scores": dict.fromkeys(names, 0.01)}
    told = {"id": call.id("", 32), "model": call.body["model"], "results": [one]}
    return await call.send(200, told)


def _ranking(form: str) -> Answer:
    async def rank(call: Call) -> web.StreamResponse:
        body = call.body
        rows = ranked(body["query"], body["documents"], body.get("top_n"))
        tokens = sum(count(body["query"]) + count(text) for text in body["documents"])
        return await call.send(200, _told(form, body["model"], rows, tokens))

    return rank


def _told(form: str, model: str, rows: list[dict[str, Any]], tokens: int) -> dict[str, Any]:
    both = {"prompt_tokens": tokens, "total_tokens": tokens}
    match form:
        case "siliconflow":
            billed = {"tokens": {"input_tokens": tokens, "output_tokens": 0}}
            return {"id": "018c-rank", "results": rows, "meta": billed}
        case "fireworks":
            return {"object": "list", "model": model, "data": rows, "usage": both}
        case "together":
            told = {"id": "o3LiXw4-62bZhn", "object": "rerank", "model": model}
            return {**told, "results": rows, "usage": {**both, "completion_tokens": 0}}
        case "dashscope":
            told = {"object": "list", "model": model, "id": "r-1"}
            return {**told, "results": rows, "usage": {"total_tokens": tokens}}
        case "openrouter":
            usage = {"search_units": 1, "cost": 0.002}
            return {"id": "gen-rerank-1", "model": model, "results": rows, "usage": usage}
        case _:
            return {"model": model, "object": "list", "results": rows, "usage": both}


_ANSWERS: Mapping[str, Answer] = {
    **{DRAWS: _pictures, EDITS: _pictures, VARIES: _pictures, SPEAKS: _speech, HEARS: _heard},
    **{TRANSLATES: _heard, MODERATES: _moderated, RANKS: _ranking("jina")},
}
OWN: Mapping[str, Mapping[str, Answer]] = {
    "zhipu": {DRAWS: _zhipus, HEARS: _zhipu_heard},
    "zai": {DRAWS: _zhipus, HEARS: _zhipu_heard},
    "doubao": {DRAWS: _arks},
    "mistral": {MODERATES: _mistral_moderated},
    "groq": {HEARS: _groq_heard, TRANSLATES: _groq_heard},
    "deepinfra": {DRAWS: _packed, EDITS: _packed, VARIES: _packed},
    **{name: {RANKS: _ranking(name)} for name in ("together", "fireworks", "openrouter")},
    **{f"siliconflow{at}": {RANKS: _ranking("siliconflow")} for at in ("", "_intl")},
    **{f"dashscope{at}": {RANKS: _ranking("dashscope")} for at in ("", "_intl")},
}
_PLACES: Mapping[str, str] = {"/compatible-api/v1/reranks": RANKS}
"""Paths from the host on, of those who do not have it below their base URL."""


class MediaMock(VendorMock):
    """``serves`` says which of the vendor's models is asked at which of the paths."""

    whole_host = True

    def __init__(self, vendor: Vendor, serves: Mapping[str, str], name: str) -> None:
        super().__init__(vendor, name=name)
        self.serves = serves
        if model := serves.get(EMBEDS):
            made = OpenAIModel(model, model, kind="embedding", dimensions=4, shortens=True)
            self.models = {**self.models, model: made}

    def route(self, call: Call) -> Route:
        path = call.exchange.path
        below = _PLACES.get(path) or path.removeprefix(self.prefix).lstrip("/")
        inside = path in _PLACES or path.startswith(self.prefix)
        if call.exchange.method == "POST" and inside and below in self.serves and below != EMBEDS:
            form = below in FORMS
            return Route(lambda call: self._serve(call, below), form=form, takes_json=not form)
        return super().route(call)

    async def _serve(self, call: Call, path: str) -> web.StreamResponse:
        body = call.body
        if body.get("model") != self.serves[path]:
            self._unknown(str(body.get("model")))
        unknown = sorted(body.keys() - MEMBERS[path])
        missing = [name for name in NEEDED.get(path, ()) if not body.get(name)]
        if path in FORMS and not call.exchange.files:
            missing.append("file")
        if unknown or missing:
            status, words = self.vendor.errors["bad_request"]
            raise Refused(status, with_message(words, f"{unknown or missing}: not as documented"))
        call.accept()
        return await OWN.get(self.name, {}).get(path, _ANSWERS[path])(call)
