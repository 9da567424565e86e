"""Requests that only load or unload a model, and the names clients give models.

Ollama answers a chat without messages, or a prompt without text, as soon as the model is loaded
(https://docs.ollama.com/api/chat); clients send that before the first question.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gateway.dialects import wire
from gateway.dialects.members import Members
from gateway.dialects.ollama.answer import encode_time
from gateway.errors import DialectError

_LATEST = ":latest"


@dataclass(frozen=True, slots=True)
class Loaded:
    model: str
    reason: str

    def members(self, chat: bool) -> dict[str, Any]:
        """The answer, of ``/api/chat`` or of ``/api/generate``."""
        said: dict[str, Any] = {"response": ""}
        if chat:
            said = {"message": {"role": "assistant", "content": ""}}
        head = {"model": self.model, "created_at": encode_time(0)}
        return {**head, **said, "done": True, "done_reason": self.reason}


def answer(body: bytes) -> Loaded | None:
    """None for a request that asks something. Never raises: its dialect will."""
    try:
        members = wire.loads(body)
    except DialectError:
        return None
    if not isinstance(members, dict):
        return None
    asked = ("messages", "prompt", "images")
    model = members.get("model")
    if any(members.get(name) for name in asked) or not isinstance(model, str) or not model:
        return None
    if any(not isinstance(members.get(name), str | list | None) for name in asked):
        return None
    unload = members.get("keep_alive") in (0, "0", "0s", "0m")
    return Loaded(model, "unload" if unload else "load")


def model_of(body: bytes) -> str:
    """The model of a ``/api/show`` request, which older clients call ``name``. DialectError."""
    members = Members(wire.loads(body))
    found = members.text("model") or members.text("name")
    if not found:
        raise DialectError("The request names no model", "model")
    return found


def named(model: str, known: Callable[[str], bool]) -> str:
    """``model`` as it is known here: Ollama's clients add ``:latest`` to names without a tag."""
    if not known(model) and model.endswith(_LATEST) and known(model.removesuffix(_LATEST)):
        return model.removesuffix(_LATEST)
    return model
