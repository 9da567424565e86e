"""An upstream's error body in whichever of its shapes, as one value."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_MESSAGE_MEMBERS = ("message", "msg", "detail", "error_msg", "err", "Message", "status_msg")
_CODE_MEMBERS = ("code", "Code", "error_code", "status_code")


@dataclass(frozen=True, slots=True)
class UpstreamError:
    """``names`` are the words that classify it; ``status`` the one it claims itself, 0 for none."""

    message: str = ""
    type: str = ""
    code: str = ""
    param: str = ""
    names: frozenset[str] = frozenset()
    status: int = 0
    details: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    """Lower-case names: what OpenRouter says of its limits in the body as in the answer's head."""


def read_error(body: bytes, vendor: str = "") -> UpstreamError | None:
    """The error in ``body``; None where it holds none (no JSON, or an ordinary answer).

    Knows OpenAI's and Anthropic's object, Google's array around it, bare strings (xAI, Ollama, LM
    Studio, SiliconFlow), FastAPI's ``detail``, flat objects (Mistral, Cohere, DashScope, Baidu,
    Novita, FastGPT) and the envelopes of MiniMax, Hunyuan, Spark, Cloudflare and ModelScope.
    ``vendor`` says whose numeric codes they are.
    """
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, str):
        return UpstreamError(message=value)
    return _of_object(value, vendor) if isinstance(value, dict) else None


def _of_object(value: dict[str, Any], vendor: str) -> UpstreamError | None:
    error = value.get("error")
    if isinstance(error, dict):
        return _of_member(error, vendor)
    if isinstance(error, str) and error:
        return _of_member({**value, "message": error}, vendor)
    resp = value.get("base_resp")
    if isinstance(resp, dict) and resp.get("status_code"):
        return _of_member(resp, "minimax")
    response = value.get("Response")
    if isinstance(response, dict) and isinstance(response.get("Error"), dict):
        return _of_member(response["Error"], vendor)
    header = value.get("header")
    if isinstance(header, dict) and header.get("code"):
        return _of_member(header, "spark")
    if value.get("success") is False and isinstance(value.get("errors"), list):
        first = next((each for each in value["errors"] if isinstance(each, dict)), {})
        return _of_member(first, "cloudflare")
    if isinstance(value.get("errors"), dict):
        return _of_member(value["errors"], vendor)
    if "error_code" in value:
        return _of_member(value, "baidu")
    if isinstance(value.get("title"), str) and type(value.get("status")) is int:
        # Problem details (RFC 9457), as NVIDIA's: the title where there is no detail.
        return _of_member({"message": value.get("detail") or value["title"], **value}, vendor)
    if _is_flat_error(value):
        return _of_member(value, vendor or ("siliconflow" if "data" in value else ""))
    return None


def _is_flat_error(value: dict[str, Any]) -> bool:
    if "choices" in value or "content" in value or isinstance(value.get("data"), list | dict):
        return False
    ollama_answer = isinstance(value.get("message"), dict) and "done" in value
    return not ollama_answer and any(name in value for name in _MESSAGE_MEMBERS)


def _of_member(error: dict[str, Any], vendor: str) -> UpstreamError:
    code = _first(error, _CODE_MEMBERS)
    kind = _word(error.get("type"))
    words = {_word(error.get(name)) for name in ("status", "reason", "statusText")}
    names = {kind, code, *words, *_detail_names(error)}
    if code.lstrip("-").isdigit():
        names.discard(code)
        names.add(f"{vendor}:{code}")
    number = int(code) if code.isdigit() and len(code) == 3 else 0
    return UpstreamError(
        message=_message(error),
        type=kind,
        code=code,
        param=_word(error.get("param")),
        names=frozenset(names - {""}),
        status=number if 400 <= number <= 599 else 0,
        details=error.get("details"),
        headers=_told_headers(error.get("metadata")),
    )


def _told_headers(metadata: Any) -> dict[str, str]:
    told = metadata.get("headers") if isinstance(metadata, dict) else None
    if not isinstance(told, dict):
        return {}
    return {name.lower(): _word(value) for name, value in list(told.items())[:32]}


def _message(error: dict[str, Any]) -> str:
    for member in _MESSAGE_MEMBERS:
        text = _text(error.get(member))
        if text:
            return text
    return ""


def _text(value: Any) -> str:
    """A text, or FastAPI's list of what was wrong where, perhaps in a ``detail`` of its own."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict):
        return _text(value.get("detail") or value.get("message") or value.get("error"))
    if isinstance(value, list):
        return "; ".join(filter(None, (_complaint(each) for each in value[:5])))
    return ""


def _complaint(value: Any) -> str:
    if not isinstance(value, dict):
        return value if isinstance(value, str) else ""
    where = value.get("loc")
    path = ".".join(str(part) for part in where) if isinstance(where, list) else ""
    what = str(value.get("msg") or value.get("message") or "")
    return f"{path}: {what}" if path and what else what


def _detail_names(error: dict[str, Any]) -> set[str]:
    """Anthropic's ``details.error_code``, Google's reasons, OpenRouter's sign of moderation."""
    found: set[str] = set()
    details = error.get("details")
    for detail in details if isinstance(details, list) else [details]:
        if isinstance(detail, dict):
            found.update(_word(detail.get(name)) for name in ("error_code", "reason"))
    metadata = error.get("metadata")
    if isinstance(metadata, dict) and ("flagged_input" in metadata or metadata.get("reasons")):
        found.add("moderation")
    return found


def _first(error: dict[str, Any], members: tuple[str, ...]) -> str:
    return next((word for member in members if (word := _word(error.get(member)))), "")


def _word(value: Any) -> str:
    """A short name as text; what is no name is ''."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value).strip()
