"""Servers that may run on this computer: what to ask where, and how to know them. No I/O.

Asked of loopback only, all at once, within :data:`TIMEOUT_S`; a refused connection is the usual
answer and no failure.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gateway.errors import DialectError
from gateway.providers.base import Endpoint, ModelInfo, UpstreamRequest
from gateway.providers.model_list import parse_model_list
from gateway.providers.ollama import PORT as OLLAMA_PORT
from gateway.providers.registry import provider

TIMEOUT_S = 0.3


@dataclass(frozen=True, slots=True)
class LocalServer:
    """A server that was recognised. ``locked`` where it wants a key before it lists models."""

    provider: str
    base_url: str
    models: tuple[ModelInfo, ...] = ()
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Probe:
    """One question to one port of this computer."""

    provider: str
    port: int
    request: UpstreamRequest
    base_url: str
    _signs: Callable[[Mapping[str, str], Any], bool]

    def recognise(self, status: int, headers: Mapping[str, str], body: bytes) -> LocalServer | None:
        """The server that gave this answer; None where it is something else.

        ``headers`` has lower-case names. A model list in a shape that only looks right is not
        enough: other programs use the same ports.
        """
        try:
            value = json.loads(body)
        except (ValueError, RecursionError):
            value = None
        if not self._signs(headers, value):
            return None
        if status in (401, 403):
            return LocalServer(self.provider, self.base_url, locked=True)
        if status == 503:  # loading its model
            return LocalServer(self.provider, self.base_url)
        if status != 200:
            return None
        try:
            models = tuple(parse_model_list(body))
        except DialectError:
            return None
        return LocalServer(self.provider, self.base_url, models)


def _is_ollama(headers: Mapping[str, str], value: Any) -> bool:
    return (
        isinstance(value, dict) and "models" in value and isinstance(value["models"], list | None)
    )


def _is_lmstudio(headers: Mapping[str, str], value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    return isinstance(value.get("data"), list) or "error" in value


def _is_llamacpp(headers: Mapping[str, str], value: Any) -> bool:
    """By its Server header, or by the owner it names for its models."""
    if headers.get("server", "").lower().startswith("llama.cpp"):
        return True
    models = value.get("data") if isinstance(value, dict) else None
    return isinstance(models, list) and any(
        isinstance(each, dict) and each.get("owned_by") == "llamacpp" for each in models
    )


def _probe(ident: str, port: int, signs: Callable[[Mapping[str, str], Any], bool]) -> Probe:
    found = provider(ident)
    base_url = found.normalise_base_url(f"http://127.0.0.1:{port}")
    request = found.models_requests(Endpoint(base_url))[0]
    return Probe(ident, port, request, base_url, signs)


PROBES: tuple[Probe, ...] = (
    _probe("ollama", OLLAMA_PORT, _is_ollama),
    _probe("lmstudio", 1234, _is_lmstudio),
    _probe("llamacpp", 8080, _is_llamacpp),
    _probe("llamacpp", 9931, _is_llamacpp),
)
