"""A logged request as a curl command: all that the log knows of it.

Requests are not recorded and neither are keys, so the text is a sentence to be replaced and the
key is masked.
"""

from __future__ import annotations

import json
import shlex
from typing import Any

from desktop.i18n import translate
from gateway.services.logs import LogRow

_ANTHROPIC_VERSION = "2023-06-01"
_MAX_TOKENS = 1024


def masked_key(hint: str) -> str:
    """A client key with all but its last characters hidden, in ASCII as headers want it."""
    return f"sk-********{hint}"


def curl_command(row: LogRow, base_url: str, hint: str) -> str:
    """For a POSIX shell; '' for what no client asked for (a channel's test)."""
    if row.test or not row.endpoint.startswith("/"):
        return ""
    url = f"{base_url}{row.endpoint}"
    key = masked_key(hint)
    headers = [f"authorization: Bearer {key}"]
    if row.dialect_in == "anthropic":
        headers = [f"x-api-key: {key}", f"anthropic-version: {_ANTHROPIC_VERSION}"]
    elif row.dialect_in.startswith("gemini"):
        headers = [f"x-goog-api-key: {key}"]
    lines = [f"curl {'-N ' if row.stream else ''}{shlex.quote(url)}"]
    lines += [f"  -H {shlex.quote(header)}" for header in headers]
    if form := _form(row):
        lines += [f"  -F {shlex.quote(field)}" for field in form]
    else:
        lines.append(f"  -H {shlex.quote('content-type: application/json')}")
        lines.append(f"  -d {shlex.quote(json.dumps(_body(row), ensure_ascii=False))}")
    if row.dialect_in == "openai_speech":
        lines.append("  -o speech.mp3")
    return " \\\n".join(lines)


def _form(row: LogRow) -> list[str]:
    """The fields of an endpoint that takes a file; [] for the others."""
    path, model = row.endpoint.rstrip("/"), f"model={row.requested_model}"
    if path.endswith(("/audio/transcriptions", "/audio/translations")):
        return [model, "file=@recording.mp3"]
    if path.endswith("/images/variations"):
        return [model, "image=@picture.png"]
    if path.endswith("/images/edits"):
        return [model, "image=@picture.png", f"prompt={_text()}"]
    return []


def _text() -> str:
    return translate("LogCurl", "Put your text here; the request's own was not recorded.")


def _body(row: LogRow) -> dict[str, Any]:
    text = _text()
    model, path = row.requested_model, row.endpoint.rstrip("/")
    if row.dialect_in == "gemini":
        return {"contents": [{"role": "user", "parts": [{"text": text}]}]}
    if row.dialect_in == "gemini_embeddings":
        one = {"content": {"parts": [{"text": text}]}}
        named = {"model": f"models/{model}", **one}
        return {"requests": [named]} if path.endswith(":batchEmbedContents") else one
    if path.endswith(("/embeddings", "/moderations")):
        return {"model": model, "input": text}
    if path.endswith("/audio/speech"):
        return {"model": model, "input": text, "voice": "alloy"}
    if path.endswith("/rerank"):
        return {"model": model, "query": text, "documents": [text]}
    if path.endswith("/edits"):
        return {"model": model, "input": text, "instruction": text}
    if "/images/" in path:
        return {"model": model, "prompt": text}
    if path.endswith("/responses"):
        return {"model": model, "input": text, "stream": row.stream}
    messages = [{"role": "user", "content": text}]
    if path.endswith("/completions") and not path.endswith("/chat/completions"):
        return {"model": model, "prompt": text, "stream": row.stream}
    limit = {"max_tokens": _MAX_TOKENS} if row.dialect_in == "anthropic" else {}
    return {"model": model, **limit, "messages": messages, "stream": row.stream}
