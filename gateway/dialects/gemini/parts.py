"""Parts of a request's contents as neutral blocks."""

from __future__ import annotations

import base64
import binascii
from typing import Any
from urllib.parse import urlsplit

from gateway.dialects import custom_tools, wire
from gateway.dialects.gemini.fields import Fields
from gateway.domain.conversation import (
    Audio,
    Block,
    File,
    Image,
    Opaque,
    Reasoning,
    Text,
    ToolCall,
    ToolResult,
)
from gateway.errors import DialectError

NAME = "gemini"
_TEXT_TYPES = ("text/", "application/json", "application/xml", "application/yaml")
_SOUNDS = {"mpeg": "mp3", "x-wav": "wav", "wave": "wav"}
_FILMS = ("youtu.be", "www.youtube.com", "youtube.com")
_GOOGLES = ("generativelanguage.googleapis.com", "storage.googleapis.com")


def decode_part(part: Any, where: str) -> Block | None:
    """None for a part that says nothing (a signature alone, an empty text)."""
    fields = Fields(part, where)
    signature = fields.text("thoughtSignature")
    text = fields.take("text")
    if isinstance(text, str):
        thought = fields.take("thought") is True
        if not text:
            return None
        return Reasoning(text) if thought else Text(text)
    call = fields.object("functionCall")
    if call is not None:
        return _call(Fields(call, f"{where}.functionCall"), signature)
    response = fields.object("functionResponse")
    if response is not None:
        return _response(Fields(response, f"{where}.functionResponse"), where)
    inline = fields.object("inlineData")
    if inline is not None:
        return _inline(Fields(inline, f"{where}.inlineData"))
    stored = fields.object("fileData")
    if stored is not None:
        return _stored(Fields(stored, f"{where}.fileData"))
    for name in ("executableCode", "codeExecutionResult"):
        code = fields.object(name)
        if code is not None:
            told = code.get("code", code.get("output"))
            return Text(f"```\n{told}\n```") if isinstance(told, str) and told else None
    kind = next((name for name in fields.rest if name not in ("thought", "videoMetadata")), "")
    return Opaque(NAME, {"type": kind, **fields.rest}) if kind else None


def _call(fields: Fields, signature: str) -> ToolCall:
    name = fields.text("name")
    if not name:
        raise DialectError("A functionCall has no name", "contents")
    args = wire.dumps(fields.object("args") or {}).decode()
    text = custom_tools.unwrap(args)
    kind: Any = "function" if text is None else "custom"
    return ToolCall(fields.text("id"), name, text or args, kind, signature)


def _response(fields: Fields, where: str) -> ToolResult:
    """``response`` is an object always: a text in it is the text, anything else its JSON."""
    response = fields.object("response") or {}
    result = ToolResult(fields.text("id"), name=fields.text("name"))
    if len(response) == 1:
        key, value = next(iter(response.items()))
        result.is_error = key == "error"
        if isinstance(value, str) and key in ("result", "output", "error", "content"):
            result.content = [Text(value)] if value else []
            response = {}
    if response:
        result.content.append(Text(wire.dumps(response).decode()))
    for part in fields.objects("parts"):
        block = decode_part(part, where)
        if block is not None:
            result.content.append(block)
    return result


def _inline(fields: Fields) -> Block:
    mime, data = fields.text("mimeType").lower(), fields.text("data")
    kind, _, subtype = mime.partition("/")
    data = data.replace("-", "+").replace("_", "/")
    if kind == "image":
        return Image(mime=mime, data=data)
    if kind == "audio":
        subtype = subtype.partition(";")[0]
        return Audio(_SOUNDS.get(subtype, subtype), data)
    if kind == "video":
        return Opaque(NAME, {"type": "video"})
    name = fields.text("displayName")
    if mime.startswith(_TEXT_TYPES):
        try:
            told = base64.b64decode(data).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            raise DialectError("inlineData.data is not base64", "contents") from None
        return File(mime=mime, text=told, name=name)
    return File(mime=mime, data=data, name=name)


def _stored(fields: Fields) -> Block:
    """A file at a web address, or one that only Google holds."""
    mime, uri = fields.text("mimeType").lower(), fields.text("fileUri")
    parts = urlsplit(uri)
    if mime.startswith("video/") or parts.hostname in _FILMS:
        return Opaque(NAME, {"type": "video", "uri": uri, "mime": mime})
    public = parts.scheme in ("https", "http") and parts.hostname not in _GOOGLES
    url, file_id = (uri, "") if public else ("", uri)
    if mime.startswith("image/"):
        return Image(mime=mime, url=url, file_id=file_id)
    return File(mime=mime, url=url, file_id=file_id)
