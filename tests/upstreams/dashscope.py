"""DashScope's own interface: generation with and without pictures, embeddings; sound stands beside
it.

After Alibaba's API reference and the dashscope package 2.0. The compatible one beside it is
``vendors_more.DASHSCOPE``.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.upstreams import dashscope_sound
from tests.upstreams.call import Call, Refused, WireError, dumps
from tests.upstreams.compose import Answer, Ask, answer, fragments
from tests.upstreams.embeddings import vector
from tests.upstreams.mock import Mock, Route
from tests.upstreams.script import ErrorKind, Reply, Usage

MODELS = ("qwen-plus", "qwen3-32b", "qwen-vl-max")
_TEXT = "/api/v1/services/aigc/text-generation/generation"
_SEEING = "/api/v1/services/aigc/multimodal-generation/generation"
_PICTURES = "/api/v1/services/aigc/text2image/image-synthesis"
_EDITS = "/api/v1/services/aigc/image2image/image-synthesis"
PAINTERS = ("qwen-image-2.0", "qwen-image-max")
EDITORS: dict[str, int] = {
    **{"qwen-image-edit": 3, "qwen-image-edit-plus": 3, "qwen-image-2.0-pro": 3},
    **{"wan2.6-image": 4, "wan2.7-image": 9},
}
"""Models that edit in a conversation, and how many pictures they take."""
EDITOR_BY_TASK, REPAINTER = "wan2.5-i2i-preview", "wanx2.1-imageedit"
_TASKS = "/api/v1/tasks/"
_SIZE = re.compile(r"\d{3,4}\*\d{3,4}")
_EMBEDDINGS = "/api/v1/services/embeddings/text-embedding/text-embedding"
_ERRORS: dict[ErrorKind, tuple[int, str, str]] = {
    "bad_request": (400, "InvalidParameter", "The parameter is wrong."),
    "bad_key": (401, "InvalidApiKey", "Invalid API-key provided."),
    "permission": (403, "Model.AccessDenied", "Model access denied."),
    "not_found": (404, "ModelNotFound", "Model can not be found."),
    "model": (404, "ModelNotFound", "Model can not be found."),
    "money": (400, "Arrearage", "Access denied, your account is overdue."),
    "rate_limit": (429, "Throttling.RateQuota", "Requests rate limit exceeded."),
    "overloaded": (503, "ModelUnavailable", "Model is unavailable."),
    "server": (500, "InternalError", "An internal error has occured."),
    "content_filter": (400, "DataInspectionFailed", "Input data may be inappropriate."),
    "context": (400, "InvalidParameter", "Range of input length should be [1, 30720]"),
}


class DashScopeMock(Mock):
    """An account in one region."""

    prefix = "/compatible-mode/v1"
    default_key = "sk-mock0123456789abcdef0123456789abcd"

    def __init__(self, name: str = "dashscope-own", keys: Iterable[str] | None = None) -> None:
        super().__init__(name, keys)
        self.tasks: dict[str, Task] = {}
        self.queued = False
        """Whether tasks are still to begin."""
        self.cancelled: list[str] = []
        self.told = asyncio.Event()
        """Set once a task was cancelled."""
        self.sounds = dashscope_sound.Sounds()

    def route(self, call: Call) -> Route:
        routes = {
            _TEXT: self.chat,
            _SEEING: self.chat,
            _EMBEDDINGS: self.embed,
            _PICTURES: self.submit,
            dashscope_sound.SYNTHESIZER: self.synthesize,
            _EDITS: self.submit_edit,
        }
        path, method = call.exchange.path, call.exchange.method
        if method == "GET" and path.startswith(_TASKS):
            return Route(self.task, scripted=False)
        if method == "POST" and path.startswith(_TASKS) and path.endswith("/cancel"):
            return Route(self.cancel, scripted=False, json_only=False)
        if method == "GET" and path.startswith("/pictures/"):
            return Route(self.picture, scripted=False)
        if method == "GET" and path.startswith("/sounds/"):
            return Route(self.sound, scripted=False)
        handler = routes.get(path)
        if method != "POST" or handler is None:
            raise self._refused("not_found")
        return Route(handler)

    def authenticate(self, call: Call) -> str | None:
        if call.exchange.path.startswith(("/pictures/", "/sounds/")):
            if "authorization" in call.headers:  # a storage's signed address takes no other key
                raise self._refused("bad_request")
            return None
        scheme, _, key = call.headers.get("authorization", "").partition(" ")
        if scheme != "Bearer" or key not in self.keys:
            raise self._refused("bad_key")
        return key

    def bad_json(self, call: Call) -> Refused:
        return self._refused("bad_request")

    def error(self, kind: ErrorKind, call: Call, status: int | None = None) -> WireError:
        own, code, message = _ERRORS.get(kind, _ERRORS["server"])
        return WireError(status or own, {"code": code, "message": message, "request_id": "r-1"}, {})

    def _refused(self, kind: ErrorKind, message: str = "") -> Refused:
        status, code, text = _ERRORS[kind]
        return Refused(status, {"code": code, "message": message or text, "request_id": "r-1"})

    async def chat(self, call: Call) -> web.StreamResponse:
        """POST .../generation."""
        body, seeing = call.body, call.exchange.path == _SEEING
        if seeing and body.get("model") in (*PAINTERS, *EDITORS):
            return await self.draw(call)
        if seeing and body.get("model") in dashscope_sound.CONVERSES:
            return await call.send(200, self.sounds.answer(call))
        streams = call.headers.get("x-dashscope-sse") == "enable"
        self._check(body, seeing, streams)
        reply = call.accept()
        said = answer(_ask(body), reply)
        if not streams:
            message = {"role": "assistant", "content": _content(said.text, seeing)}
            if said.reasoning:
                message["reasoning_content"] = said.reasoning
            if said.tool_calls:
                message["tool_calls"] = [_call(said, at) for at in range(len(said.tool_calls))]
            choice = {"finish_reason": _finish(said, reply), "message": message}
            whole = {"output": {"choices": [choice]}, **_usage(said), "request_id": "r-1"}
            return await call.send(200, whole)
        chunks = list(_chunks(said, reply, seeing, body["parameters"]))
        frames = [_frame(at, "result", 200, dumps(each)) for at, each in enumerate(chunks, 1)]
        error = self.scripted_error(call)
        broken = _frame(99, "error", error.status, error.raw.decode())
        return await call.stream(frames, "text/event-stream;charset=UTF-8", [broken])

    def _check(self, body: dict[str, Any], seeing: bool, streams: bool) -> None:
        parameters = body.get("parameters") or {}
        model = body.get("model")
        if model not in MODELS:
            raise self._refused("model")
        if set(body) != {"model", "input", "parameters"} or "stream" in parameters:
            raise self._refused("bad_request", "unknown member")
        if ("vl" in model) != seeing:
            raise self._refused("bad_request", "url error, please check url")
        for message in body["input"]["messages"]:
            if isinstance(message["content"], list) != seeing:
                raise self._refused("bad_request", "the content's type is wrong")
        if not seeing and parameters.get("result_format") != "message":
            raise self._refused("bad_request", "tools need result_format message")
        if not 0 < parameters.get("top_p", 0.5) < 1:
            raise self._refused("bad_request", "Range of top_p should be (0.0, 1.0)")
        if parameters.get("tool_choice") == "required":
            raise self._refused("bad_request", "tool_choice")
        thinks = parameters.get("enable_thinking", model == "qwen3-32b")
        if thinks and not (streams and parameters.get("incremental_output")):
            raise self._refused("bad_request", "enable_thinking must be set to false")

    async def embed(self, call: Call) -> web.StreamResponse:
        """POST .../text-embedding."""
        texts = call.body["input"]["texts"]
        size = (call.body.get("parameters") or {}).get("dimension", 8)
        call.accept()
        found = [{"embedding": vector(t, size), "text_index": at} for at, t in enumerate(texts)]
        body = {"output": {"embeddings": found[::-1]}, "usage": {"total_tokens": 7}}
        return await call.send(200, {**body, "request_id": "r-1"})

    # Pictures.

    async def submit(self, call: Call) -> web.StreamResponse:
        """POST .../image-synthesis: a task."""
        body = call.body
        if call.headers.get("x-dashscope-async") != "enable":
            raise self._refused("permission", "current user api does not support synchronous calls")
        parameters = body.get("parameters") or {}
        if body.get("model") != "wanx2.1-t2i-turbo" or not body["input"].get("prompt"):
            raise self._refused("model")
        if not _SIZE.fullmatch(parameters.get("size", "1024*1024")):
            raise self._refused("bad_request", "size must be like 1024*1024")
        return await self._taken(call, parameters)

    async def submit_edit(self, call: Call) -> web.StreamResponse:
        """POST .../image2image/image-synthesis: a task for pictures that are edited."""
        body = call.body
        if call.headers.get("x-dashscope-async") != "enable":
            raise self._refused("permission", "current user api does not support synchronous calls")
        given = body["input"]
        if body.get("model") == EDITOR_BY_TASK:
            pictures, known = given.get("images"), {"prompt", "images", "negative_prompt"}
        elif body.get("model") == REPAINTER:
            masked = given.get("function") == "description_edit_with_mask"
            known = {"prompt", "function", "base_image_url", *(["mask_image_url"] * masked)}
            pictures = [given.get(name) for name in known if name.endswith("_url")]
        else:
            raise self._refused("model")
        if not given.get("prompt") or set(given) - known or not _are_pictures(pictures, 3):
            raise self._refused("bad_request", "the input is wrong")
        return await self._taken(call, body.get("parameters") or {})

    async def _taken(self, call: Call, parameters: dict[str, Any]) -> web.StreamResponse:
        reply = call.accept()
        ident = call.id("", 16)
        failed = reply.finish == "FAILED"
        self.tasks[ident] = Task(parameters.get("n", 1), failed)
        output = {"task_id": ident, "task_status": "PENDING"}
        return await call.send(200, {"output": output, "request_id": "r-1"})

    async def draw(self, call: Call) -> web.StreamResponse:
        """POST .../multimodal-generation/generation of a model that draws: no task."""
        body = call.body
        (message,) = body["input"]["messages"]
        *pictures, words = message["content"]
        if message["role"] != "user" or not words.get("text"):
            raise self._refused("bad_request")
        most = EDITORS.get(body["model"], 0)
        if most and not _are_pictures([each.get("image") for each in pictures], most):
            raise self._refused("bad_request", f"num_images must be between 1 and {most}")
        if not most and pictures:
            raise self._refused("bad_request", "this model takes no images")
        if body["model"] == "qwen-image-edit" and "size" in body["parameters"]:
            raise self._refused("bad_request", "size is not supported")
        if "x-dashscope-async" in call.headers or "result_format" in body["parameters"]:
            raise self._refused("bad_request")
        call.accept()
        number = body["parameters"].get("n", 1)
        contents = [
            {"image": f"{self.origin}/{self.name}/pictures/{at}.png"} for at in range(number)
        ]
        said = {"role": "assistant", "content": contents}
        output = {"choices": [{"finish_reason": "stop", "message": said}]}
        usage = {"image_count": number}
        return await call.send(200, {"output": output, "usage": usage, "request_id": "r-1"})

    async def cancel(self, call: Call) -> web.StreamResponse:
        """POST /tasks/{id}/cancel, of one that nobody has begun with."""
        ident = call.exchange.path.removeprefix(_TASKS).removesuffix("/cancel")
        if ident not in self.tasks or not self.queued:
            raise self._refused("bad_request", "Failed to cancel the task, please confirm")
        self.cancelled.append(ident)
        self.told.set()
        return await call.send(200, {"request_id": "r-1"})

    async def task(self, call: Call) -> web.StreamResponse:
        """GET /tasks/{id}: running once, a busy server once, then done."""
        ident = call.exchange.path.removeprefix(_TASKS)
        task = self.tasks[ident]
        if self.queued:
            waits = {"task_id": ident, "task_status": "PENDING"}
            return await call.send(200, {"output": waits, "request_id": "r-1"})
        task.asked += 1
        output: dict[str, Any] = {"task_id": ident, "task_status": "RUNNING"}
        if task.asked == 2:
            raise self._refused("overloaded")
        if task.asked > 2 and not task.endless:
            output["task_status"] = "FAILED" if task.failed else "SUCCEEDED"
            output |= {"code": "DataInspectionFailed", "message": "no"} if task.failed else {}
            urls = [f"{self.origin}/{self.name}/pictures/{at}.png" for at in range(task.number)]
            output["results"] = [] if task.failed else [{"url": url} for url in urls]
        usage = {"image_count": 0 if task.failed else task.number}
        return await call.send(200, {"output": output, "usage": usage, "request_id": "r-1"})

    async def picture(self, call: Call) -> web.StreamResponse:
        """GET of a storage's address."""
        return await call.send(200, b"\x89PNG picture", "image/png")

    # Sound.

    async def synthesize(self, call: Call) -> web.StreamResponse:
        """POST .../SpeechSynthesizer."""
        return await call.send(200, self.sounds.synthesize(call))

    async def sound(self, call: Call) -> web.StreamResponse:
        """GET of a storage's address."""
        number = call.exchange.path.removeprefix("/sounds/").partition(".")[0]
        kind, data = self.sounds.made[int(number)]
        return await call.send(200, data, dashscope_sound.TYPES[kind])


def _are_pictures(given: Any, most: int) -> bool:
    heads = ("data:image/", "https://", "http://")
    return (
        isinstance(given, list)
        and 0 < len(given) <= most
        and all(isinstance(each, str) and each.startswith(heads) for each in given)
    )


@dataclass(slots=True)
class Task:
    """A task for some pictures, and how often it was asked for."""

    number: int
    failed: bool
    asked: int = 0
    endless: bool = False


def _ask(body: dict[str, Any]) -> Ask:
    parameters = body["parameters"]
    texts = []
    for message in body["input"]["messages"]:
        content = message["content"]
        texts.append(
            content if isinstance(content, str) else "".join(p.get("text", "") for p in content)
        )
    choice = parameters.get("tool_choice")
    return Ask(
        model=body["model"],
        texts=texts,
        limit=parameters.get("max_tokens"),
        tools={
            each["function"]["name"]: each["function"].get("parameters")
            for each in parameters.get("tools") or ()
        },
        forced_tool=choice["function"]["name"] if isinstance(choice, dict) else None,
        thinks=bool(parameters.get("enable_thinking")),
    )


def _content(text: str, seeing: bool) -> Any:
    return [{"text": text}] if seeing else text


def _call(said: Answer, at: int) -> dict[str, Any]:
    call = said.tool_calls[at]
    function = {"name": call.name, "arguments": call.json}
    return {"id": f"call_{at}", "index": at, "type": "function", "function": function}


def _finish(said: Answer, reply: Reply) -> str:
    limited = "length" if said.cut_by_limit else "stop"
    return reply.finish or ("tool_calls" if said.tool_calls else limited)


def _usage(said: Answer) -> dict[str, Any]:
    usage = said.usage
    if not isinstance(usage, Usage):
        return {"usage": usage} if usage else {}
    return {
        "usage": {
            "input_tokens": usage.prompt,
            "output_tokens": usage.completion,
            "total_tokens": usage.prompt + usage.completion,
            "prompt_tokens_details": {"cached_tokens": usage.cached},
            "output_tokens_details": {"reasoning_tokens": usage.reasoning},
        }
    }


def _chunks(
    said: Answer, reply: Reply, seeing: bool, parameters: dict[str, Any]
) -> Iterable[dict[str, Any]]:
    """Pieces where they were asked for; else every frame repeats what came before."""
    empty = _content("", seeing)
    deltas: list[dict[str, Any]] = [
        {"content": empty, "reasoning_content": text} for text in fragments(said.reasoning or "", 9)
    ]
    so_far = ""
    for piece in said.pieces:
        so_far += piece
        shown = piece if parameters.get("incremental_output") else so_far
        deltas.append({"content": _content(shown, seeing), "reasoning_content": ""})
    for at, call in enumerate(said.tool_calls):
        for number, text in enumerate(["", *fragments(call.json, reply.argument_size)]):
            function = {"arguments": text} if number else {"name": call.name, "arguments": ""}
            ident = "" if number else f"call_{at}"
            part = {"id": ident, "index": at, "type": "function", "function": function}
            deltas.append({"content": empty, "tool_calls": [part]})
    for delta in deltas:
        choice = {"message": {"role": "assistant", **delta}, "finish_reason": "null"}
        yield {"output": {"choices": [choice]}, **_usage(said), "request_id": "r-1"}
    if reply.finish_chunk:
        last = empty if parameters.get("incremental_output") else _content(so_far, seeing)
        message = {"role": "assistant", "content": last}
        choice = {"message": message, "finish_reason": _finish(said, reply)}
        yield {"output": {"choices": [choice]}, **_usage(said), "request_id": "r-1"}


def _frame(ident: int, event: str, status: int, data: str) -> bytes:
    return f"id:{ident}\nevent:{event}\n:HTTP_STATUS/{status}\ndata:{data}\n\n".encode()
