"""Anthropic's Message Batches, after its API reference (messages/batches).

Batches stand still until the test says :meth:`MessageBatches.finish`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.upstreams.call import Call, Refused
from tests.upstreams.mock import Route

_CREATED, _EXPIRES = "2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z"
_COUNTS = ("processing", "succeeded", "errored", "canceled", "expired")


@dataclass(slots=True)
class _Batch:
    key: str
    shown: dict[str, Any]
    requests: list[dict[str, Any]]
    results: bytes = b""


class MessageBatches:
    """The state behind the paths of one mock."""

    def __init__(self) -> None:
        self.batches: dict[str, _Batch] = {}

    def route(self, call: Call) -> Route | None:
        method, path = call.exchange.method, call.exchange.path
        if path == "/v1/messages/batches":
            found = {"POST": self.create}.get(method)
        elif re.fullmatch(r"/v1/messages/batches/[^/]+", path):
            found = {"GET": self.show, "DELETE": self.delete}.get(method)
        elif re.fullmatch(r"/v1/messages/batches/[^/]+/(cancel|results)", path):
            kind = path.rpartition("/")[2]
            found = {("POST", "cancel"): self.cancel, ("GET", "results"): self.fetch}.get(
                (method, kind)
            )
        else:
            return None
        json_only = path == "/v1/messages/batches"
        return None if found is None else Route(found, scripted=False, json_only=json_only)

    async def create(self, call: Call) -> web.StreamResponse:
        requests = call.body.get("requests")
        if not isinstance(requests, list) or not requests:
            raise _refused(400, "invalid_request_error", "requests: Field required")
        names = [request.get("custom_id") for request in requests]
        if len(set(names)) != len(names):
            raise _refused(400, "invalid_request_error", "custom_id: must be unique")
        for request in requests:
            if not request.get("params", {}).get("max_tokens"):
                message = "requests.0.params.max_tokens: Field required"
                raise _refused(400, "invalid_request_error", message)
        shown = {
            "id": call.id("msgbatch_"),
            "type": "message_batch",
            "processing_status": "in_progress",
            "request_counts": {**dict.fromkeys(_COUNTS, 0), "processing": len(requests)},
            "ended_at": None,
            "created_at": _CREATED,
            "expires_at": _EXPIRES,
            "archived_at": None,
            "cancel_initiated_at": None,
            "results_url": None,
        }
        self.batches[shown["id"]] = _Batch(call.key or "", shown, requests)
        return await call.send(200, shown)

    async def show(self, call: Call) -> web.StreamResponse:
        return await call.send(200, self._batch(call).shown)

    async def cancel(self, call: Call) -> web.StreamResponse:
        batch = self._batch(call)
        if batch.shown["processing_status"] != "ended":
            batch.shown |= {"processing_status": "canceling", "cancel_initiated_at": _CREATED}
        return await call.send(200, batch.shown)

    async def delete(self, call: Call) -> web.StreamResponse:
        batch = self._batch(call)
        if batch.shown["processing_status"] != "ended":
            message = "Message Batches can only be deleted once they've finished processing"
            raise _refused(400, "invalid_request_error", message)
        del self.batches[batch.shown["id"]]
        return await call.send(200, {"id": batch.shown["id"], "type": "message_batch_deleted"})

    async def fetch(self, call: Call) -> web.StreamResponse:
        batch = self._batch(call)
        if not batch.shown["results_url"]:
            raise _refused(404, "not_found_error", "No results are available")
        return await call.send(200, batch.results, "application/x-jsonl")

    def _batch(self, call: Call) -> _Batch:
        ident = call.exchange.path.split("/")[4]
        batch = self.batches.get(ident)
        if batch is None or batch.key != call.key:
            raise _refused(404, "not_found_error", f"Batch {ident} not found")
        return batch

    def finish(self, answers: Mapping[str, Mapping[str, Any] | None]) -> None:
        """Ends the latest batch. ``answers``: custom id to a message, None for an error."""
        batch = list(self.batches.values())[-1]
        lines = []
        for name, message in answers.items():
            result: dict[str, Any] = {"type": "succeeded", "message": message}
            if message is None:
                error = {"type": "invalid_request_error", "message": "Bad"}
                result = {"type": "errored", "error": {"type": "error", "error": error}}
            lines.append({"custom_id": name, "result": result})
        batch.results = "".join(json.dumps(line) + "\n" for line in lines).encode()
        good = sum(message is not None for message in answers.values())
        counts = {"processing": 0, "succeeded": good, "errored": len(answers) - good}
        batch.shown["request_counts"] |= counts
        name = batch.shown["id"]
        batch.shown |= {
            "processing_status": "ended",
            "ended_at": _CREATED,
            "results_url": f"https://api.anthropic.com/v1/messages/batches/{name}/results",
        }


def _refused(status: int, kind: str, message: str) -> Refused:
    error = {"type": kind, "message": message}
    return Refused(status, {"type": "error", "error": error, "request_id": "req_mock"})
