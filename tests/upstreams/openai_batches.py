"""OpenAI's files and batches, after its API reference (files, batch).

A key is an account: another key does not find what this one put there. Batches stand still until
the test says :meth:`Batches.finish`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.parser import BytesParser
from typing import Any

from aiohttp import web

from tests.upstreams.call import Call
from tests.upstreams.mock import Route
from tests.upstreams.openai_errors import refusal

_PURPOSES = ("assistants", "batch", "fine-tune", "vision", "user_data", "evals")
_NOW = 1_790_000_000


@dataclass(slots=True)
class _File:
    key: str
    shown: dict[str, Any]
    data: bytes


@dataclass(slots=True)
class _Batch:
    key: str
    shown: dict[str, Any]
    lines: list[dict[str, Any]] = field(default_factory=list)


class Batches:
    """The state behind the paths of one mock."""

    def __init__(self) -> None:
        self.files: dict[str, _File] = {}
        self.batches: dict[str, _Batch] = {}

    def route(self, call: Call) -> Route | None:
        method, path = call.exchange.method, call.exchange.path
        if path == "/v1/files":
            found = {"POST": self.upload, "GET": self.list_files}.get(method)
        elif re.fullmatch(r"/v1/files/[^/]+", path):
            found = {"GET": self.show_file, "DELETE": self.delete_file}.get(method)
        elif re.fullmatch(r"/v1/files/[^/]+/content", path):
            found = {"GET": self.content}.get(method)
        elif path == "/v1/batches":
            found = {"POST": self.create}.get(method)
        elif re.fullmatch(r"/v1/batches/[^/]+", path):
            found = {"GET": self.show_batch}.get(method)
        elif re.fullmatch(r"/v1/batches/[^/]+/cancel", path):
            found = {"POST": self.cancel}.get(method)
        else:
            return None
        json_only = path == "/v1/batches"
        return None if found is None else Route(found, scripted=False, json_only=json_only)

    # Files.

    async def upload(self, call: Call) -> web.StreamResponse:
        fields = _form(call)
        if "file" not in fields:
            raise refusal("'file' is a required property", "file")
        purpose = fields.get("purpose", ("", b""))[1].decode()
        if purpose not in _PURPOSES:
            raise refusal(f"'{purpose}' is not one of {list(_PURPOSES)} - 'purpose'", "purpose")
        name, data = fields["file"]
        file = self._keep(call, call.id("file-"), name, data, purpose)
        return await call.send(200, file.shown)

    def _keep(self, call: Call, ident: str, name: str, data: bytes, purpose: str) -> _File:
        shown = {
            "object": "file",
            "id": ident,
            "purpose": purpose,
            "filename": name,
            "bytes": len(data),
            "created_at": _NOW,
            "expires_at": None,
            "status": "processed",
            "status_details": None,
        }
        self.files[ident] = _File(call.key or "", shown, data)
        return self.files[ident]

    async def list_files(self, call: Call) -> web.StreamResponse:
        data = [file.shown for file in self.files.values() if file.key == call.key]
        return await call.send(200, {"object": "list", "data": data, "has_more": False})

    async def show_file(self, call: Call) -> web.StreamResponse:
        return await call.send(200, self._file(call).shown)

    async def content(self, call: Call) -> web.StreamResponse:
        return await call.send(200, self._file(call).data, "application/octet-stream")

    async def delete_file(self, call: Call) -> web.StreamResponse:
        file = self._file(call)
        del self.files[file.shown["id"]]
        return await call.send(200, {"object": "file", "deleted": True, "id": file.shown["id"]})

    def _file(self, call: Call) -> _File:
        ident = call.exchange.path.split("/")[3]
        file = self.files.get(ident)
        if file is None or file.key != call.key:
            raise refusal(f"No such File object: {ident}", "id", status=404)
        return file

    # Batches.

    async def create(self, call: Call) -> web.StreamResponse:
        body = call.body
        file = self.files.get(body.get("input_file_id", ""))
        if file is None or file.key != call.key or file.shown["purpose"] != "batch":
            raise refusal("Invalid input_file_id", "input_file_id")
        if body.get("completion_window") != "24h":
            raise refusal("Invalid value for 'completion_window'", "completion_window")
        lines = [json.loads(line) for line in file.data.splitlines() if line.strip()]
        moments = ("in_progress", "finalizing", "completed", "failed", "expired", "cancelling")
        shown = {
            "id": call.id("batch_"),
            "object": "batch",
            "endpoint": body.get("endpoint"),
            "errors": None,
            "input_file_id": body["input_file_id"],
            "completion_window": "24h",
            "status": "validating",
            "output_file_id": None,
            "error_file_id": None,
            "created_at": _NOW,
            "expires_at": _NOW + 86_400,
            **{f"{moment}_at": None for moment in (*moments, "cancelled")},
            "request_counts": {"total": len(lines), "completed": 0, "failed": 0},
            "metadata": body.get("metadata"),
        }
        self.batches[shown["id"]] = _Batch(call.key or "", shown, lines)
        return await call.send(200, shown)

    async def show_batch(self, call: Call) -> web.StreamResponse:
        return await call.send(200, self._batch(call).shown)

    async def cancel(self, call: Call) -> web.StreamResponse:
        batch = self._batch(call)
        if batch.shown["status"] in ("completed", "failed", "expired", "cancelled"):
            raise refusal(f"Cannot cancel a batch with status '{batch.shown['status']}'.", None)
        batch.shown |= {"status": "cancelling", "cancelling_at": _NOW + 1}
        return await call.send(200, batch.shown)

    def _batch(self, call: Call) -> _Batch:
        ident = call.exchange.path.split("/")[3]
        batch = self.batches.get(ident)
        if batch is None or batch.key != call.key:
            raise refusal(f"No batch found with id '{ident}'.", None, status=404)
        return batch

    def finish(
        self,
        answers: Mapping[str, Mapping[str, Any] | None],
        status: str = "completed",
        ident: str | None = None,
    ) -> None:
        """Ends a batch, the latest unless said. ``answers``: custom id to an answer's body, None
        for a request that failed; those that are not named were never asked.
        """
        batch = self.batches[ident] if ident else list(self.batches.values())[-1]
        good, bad = [], []
        for number, line in enumerate(batch.lines):
            if line["custom_id"] not in answers:
                continue
            answer = answers[line["custom_id"]]
            failed = {"error": {"message": "Bad", "type": "invalid_request_error", "code": None}}
            response = {
                "status_code": 400 if answer is None else 200,
                "request_id": f"req_{number:032x}",
                "body": failed if answer is None else dict(answer),
            }
            (bad if answer is None else good).append(
                {
                    "id": f"batch_req_{number:024x}",
                    "custom_id": line["custom_id"],
                    "response": response,
                    "error": None,
                }
            )
        name = batch.shown["id"]
        for found, which in ((good, "output"), (bad, "error")):
            if found:
                data = "".join(json.dumps(each) + "\n" for each in found).encode()
                ident = f"file-{name[6:]}{which}"
                shown = {
                    **{"object": "file", "id": ident, "purpose": "batch_output"},
                    **{"filename": f"{name}_{which}.jsonl", "bytes": len(data)},
                    **{"created_at": _NOW, "status": "processed"},
                }
                self.files[ident] = _File(batch.key, shown, data)
                batch.shown[f"{which}_file_id"] = ident
        batch.shown["status"] = status
        batch.shown["request_counts"] |= {"completed": len(good), "failed": len(bad)}


def _form(call: Call) -> dict[str, tuple[str, bytes]]:
    """Fields by name: their file's name and their value, read by the standard library."""
    kind = call.headers.get("content-type", "")
    if not kind.startswith("multipart/form-data"):
        raise refusal("Missing multipart/form-data", None)
    head = f"Content-Type: {kind}\r\n\r\n".encode()
    message = BytesParser().parsebytes(head + call.exchange.body)
    fields: dict[str, tuple[str, bytes]] = {}
    for part in message.get_payload():
        name = part.get_param("name", header="content-disposition")
        value = part.get_payload(decode=True)
        fields[str(name)] = (part.get_filename() or "", value)
    return fields
