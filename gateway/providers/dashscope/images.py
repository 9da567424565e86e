"""DashScope's pictures: of older models by a task that is asked for until it is done, of newer
ones at once, as the answer of a conversation.

https://help.aliyun.com/zh/model-studio/text-to-image-v2-api-reference
"""

from __future__ import annotations

import base64
import ipaddress
import json
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from gateway.errors import DialectError
from gateway.providers.abilities import TaskStep
from gateway.providers.base import UpstreamRequest
from gateway.providers.bodies import dumped
from gateway.providers.headers import USER_AGENT
from gateway.providers.urls import is_local

ASYNC = "X-DashScope-Async"
_AS_TASK = "/api/v1/services/aigc/text2image/image-synthesis"
_AT_ONCE = "/api/v1/services/aigc/multimodal-generation/generation"
_CONVERSES = re.compile(r"^(?:qwen-image-(?:[2-9]|edit|max)|wan2\.[6-9]|wan[3-9])")
_TASKS = "/api/v1/tasks/"
_WAITING = "PENDING"
_RUNNING = (_WAITING, "RUNNING", "SUSPENDED")
_PASSED = ("seed", "negative_prompt", "prompt_extend", "watermark", "style", "ref_img")
_INPUT = ("negative_prompt", "ref_img")
_PACKED = "b64_json"


def converses(model: str) -> bool:
    """Whether a model answers at once."""
    return _CONVERSES.match(model.lower()) is not None


def path_of(model: str) -> str:
    return _AT_ONCE if converses(model) else _AS_TASK


def own_body(body: bytes, model: str) -> bytes:
    """OpenAI's request for pictures as DashScope's. Sizes are ``1024*1024`` there."""
    asked = _object(body)
    prompt = asked.get("prompt") or ""
    parameters = {name: asked[name] for name in _PASSED if name in asked}
    if converses(model):
        given: dict[str, Any] = {"messages": [{"role": "user", "content": [{"text": prompt}]}]}
    else:
        beside = {name: parameters.pop(name) for name in _INPUT if name in parameters}
        given = {"prompt": prompt, **beside}
    parameters["n"] = asked.get("n") or 1
    if size := own_size(asked):
        parameters["size"] = size
    task = {"model": asked.get("model"), "input": given, "parameters": parameters}
    return dumped(task)


def own_size(asked: Mapping[str, Any]) -> str:
    """``1024*1024``; '' where none is asked for."""
    size = asked.get("size")
    return size.replace("x", "*") if isinstance(size, str) and size != "auto" else ""


_ASK_EVERY_S = 2.0


def step(request: UpstreamRequest, body: bytes) -> TaskStep:
    """What follows an answer of a task: asking again, or what it made."""
    value = _object(body)
    output = value.get("output")
    if not isinstance(output, dict):
        raise DialectError("the answer names no task")
    status = output.get("task_status")
    if status is None and isinstance(output.get("choices"), list):
        return answer_with(request, _pictures(output["choices"]))
    if status in _RUNNING:
        ident = output.get("task_id")
        if not isinstance(ident, str) or not ident:
            raise DialectError("the answer names no task")
        return TaskStep(ask=_question(request, ident), wait_s=_ASK_EVERY_S)
    made = [each for each in _results(output) if isinstance(each.get("url"), str)]
    if status != "SUCCEEDED" or not made:
        failed = next((each for each in _results(output) if each.get("code")), output)
        error = {"code": failed.get("code") or "InternalError", "message": failed.get("message")}
        return TaskStep(status=400, answer=_said(json.dumps(error).encode()))
    return answer_with(request, made)


def ending(request: UpstreamRequest, body: bytes) -> UpstreamRequest | None:
    """The request that takes a task out of the queue; None for one that has begun, which goes on.

    https://help.aliyun.com/zh/model-studio/manage-asynchronous-tasks
    """
    told = _object(body).get("output")
    output: dict[str, Any] = told if isinstance(told, dict) else {}
    ident = output.get("task_id")
    if not isinstance(ident, str) or not ident or output.get("task_status") != _WAITING:
        return None
    question = _question(request, ident)
    return replace(question, method="POST", url=f"{question.url}/cancel")


def _pictures(choices: list[Any]) -> list[dict[str, Any]]:
    """The addresses in the messages of a conversation."""
    messages = (each.get("message") for each in choices if isinstance(each, dict))
    contents = (each.get("content") for each in messages if isinstance(each, dict))
    parts = (part for each in contents if isinstance(each, list) for part in each)
    found = (part.get("image") for part in parts if isinstance(part, dict))
    return [{"url": url} for url in found if isinstance(url, str)]


def answer_with(request: UpstreamRequest, made: Sequence[Mapping[str, Any]]) -> TaskStep:
    """The answer with pictures that lie at each ``url``, by address or packed as was asked."""
    urls = [str(each["url"]) for each in made]
    prompts = [each.get("actual_prompt") for each in made]
    if not urls:
        raise DialectError("the answer holds no picture")
    packed = _object(request.asked).get("response_format") == _PACKED
    if not packed:
        return TaskStep(answer=_said(_answer([{"url": url} for url in urls], prompts)))
    fetch = tuple(UpstreamRequest("GET", url, {"User-Agent": USER_AGENT}) for url in urls)
    if any(not may_fetch(request.url, url) for url in urls):
        raise DialectError("a picture lies where none is fetched from")
    return TaskStep(fetch=fetch, answer=partial(_packed, prompts))


def _question(request: UpstreamRequest, ident: str) -> UpstreamRequest:
    url = urlsplit(request.url)
    path = url.path.split("/api/v1/")[0] + _TASKS + quote(ident, safe="")
    headers = {
        name: value
        for name, value in request.headers.items()
        if name.lower() not in ("content-type", ASYNC.lower())
    }
    return UpstreamRequest("GET", urlunsplit(url._replace(path=path)), headers)


def may_fetch(api: str, url: str) -> bool:
    """Over TLS from the internet, or from the API's own origin: an answer is no order to look
    around at home.
    """
    try:
        there, here = urlsplit(url), urlsplit(api)
        host = (there.hostname or "").rstrip(".")
    except ValueError:
        return False
    if (there.scheme, there.netloc) == (here.scheme, here.netloc):
        return True
    return there.scheme == "https" and "@" not in there.netloc and _is_public(host)


def _is_public(host: str) -> bool:
    """Whether it is an address or a name of the internet's; a number is an address in disguise."""
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        last = host.rpartition(".")[2]
        named = "." in host and not last.isdecimal() and not last.startswith("0x")
        return named and not is_local(host)


def _results(output: dict[str, Any]) -> list[dict[str, Any]]:
    results = output.get("results")
    return [each for each in results if isinstance(each, dict)] if isinstance(results, list) else []


def _said(body: bytes) -> Callable[[Sequence[bytes]], bytes]:
    return lambda pictures: body


def _packed(prompts: Sequence[Any], pictures: Sequence[bytes]) -> bytes:
    data = [{_PACKED: base64.b64encode(each).decode()} for each in pictures]
    return _answer(data, prompts)


def _answer(data: list[dict[str, str]], prompts: Sequence[Any]) -> bytes:
    for entry, prompt in zip(data, prompts, strict=True):
        if isinstance(prompt, str):
            entry["revised_prompt"] = prompt
    return dumped({"created": int(time.time()), "data": data})


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise DialectError("the answer is not JSON") from None
    if not isinstance(value, dict):
        raise DialectError("the answer is no JSON object")
    return value
