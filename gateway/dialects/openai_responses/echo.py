"""What a response repeats of its request, as OpenAI's do."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from gateway.dialects import wire
from gateway.dialects.openai_responses.ids import Ids
from gateway.dialects.openai_responses.request_decode import tools_of
from gateway.dialects.openai_responses.tools import Names
from gateway.errors import DialectError

Wire = dict[str, Any]

_AS_ASKED = (
    "instructions",
    "max_output_tokens",
    "max_tool_calls",
    "metadata",
    "parallel_tool_calls",
    "prompt_cache_key",
    "safety_identifier",
    "service_tier",
    "temperature",
    "text",
    "tool_choice",
    "tools",
    "top_logprobs",
    "top_p",
    "truncation",
    "user",
)
_READ = (*_AS_ASKED, "model", "reasoning")
_HEAVY = ("instructions", "tools")
_DEFAULTS: Wire = {
    "instructions": None,
    "max_output_tokens": None,
    "max_tool_calls": None,
    "metadata": {},
    "parallel_tool_calls": True,
    "service_tier": "default",
    "temperature": 1.0,
    "text": {"format": {"type": "text"}},
    "tool_choice": "auto",
    "tools": [],
    "top_logprobs": 0,
    "top_p": 1.0,
    "truncation": "disabled",
    "user": None,
}


@dataclass(frozen=True, slots=True)
class KeptAs:
    """What a response says of being kept: ``ident`` is its id, '' for one like the upstream's."""

    ident: str = ""
    previous: str = ""

    @property
    def kept(self) -> bool:
        return bool(self.ident)


class Echo:
    """One request, as far as its response repeats it; read when it is first needed.

    ``names`` are the tools' names, to tell namespaces and custom tools in calls.
    """

    def __init__(self, request: bytes = b"", kept: KeptAs | None = None) -> None:
        self._request = request
        self._kept = kept or KeptAs()
        self.ids = Ids(self._kept.ident)
        self._names: Names | None = None
        self._members: Wire | None = None

    @property
    def names(self) -> Names:
        if self._names is None:
            self._names = Names(tools_of(self._request))
        return self._names

    @property
    def model(self) -> str:
        """The model that was asked for."""
        model = self._read().get("model")
        return model if isinstance(model, str) else ""

    def response(
        self,
        response_id: str,
        model: str,
        *,
        created: int = 0,
        status: str = "in_progress",
        whole: bool = False,
    ) -> Wire:
        """A response without output. Instructions and tools are repeated in a ``whole`` one only:
        in a stream they would travel three times, and coding agents have 40 KB of them.
        """
        asked = self._read()
        body: Wire = {
            "id": self._kept.ident or response_id,
            "object": "response",
            "created_at": created or int(time.time()),
            "status": status,
            "background": False,
            "completed_at": int(time.time()) if status == "completed" else None,
            "error": None,
            "incomplete_details": None,
            "model": model,
            "output": [],
            "previous_response_id": self._kept.previous or None,
            "reasoning": _reasoning(asked.get("reasoning")),
            "store": self._kept.kept,
            "usage": None,
            **_DEFAULTS,
        }
        for name in _AS_ASKED:
            value = asked.get(name)
            if value is not None and (whole or name not in _HEAVY):
                body[name] = value
        if body["service_tier"] == "auto":
            body["service_tier"] = "default"
        return body

    def whole(self, response: Wire) -> Wire:
        """A streamed response with what only whole ones repeat."""
        asked = self._read()
        return {**response, **{name: asked[name] for name in _HEAVY if asked.get(name)}}

    def _read(self) -> Wire:
        """The members that are repeated; the input, which may hold pictures, is not decoded."""
        if self._members is None:
            try:
                found = wire.members(self._request) if self._request else {}
                self._members = {name: wire.loads(found[name]) for name in _READ if name in found}
            except DialectError:
                self._members = {}
        return self._members


def _reasoning(asked: Any) -> Wire:
    known = asked if isinstance(asked, dict) else {}
    return {"effort": known.get("effort"), "summary": known.get("summary")}
