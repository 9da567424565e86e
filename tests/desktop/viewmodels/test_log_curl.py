"""A request as curl, in the dialect it came in."""

from __future__ import annotations

import dataclasses
import json
import shlex
from typing import Any

import pytest

from desktop.viewmodels.log_curl import curl_command
from gateway.services.logs import LogRow

_KINDS = {"int": 0, "str": "", "bool": False}


def row(**fields: Any) -> LogRow:
    zero = {each.name: _KINDS.get(str(each.type), "") for each in dataclasses.fields(LogRow)}
    return LogRow(**{**zero, **fields})


def parsed(**fields: Any) -> tuple[list[str], Any]:
    """Headers and body of the command."""
    words = shlex.split(curl_command(row(**fields), "http://h:1", "4567").replace("\\\n", ""))
    headers = [words[at + 1] for at, word in enumerate(words) if word == "-H"]
    return headers, json.loads(words[words.index("-d") + 1])


@pytest.mark.parametrize(
    ("dialect", "endpoint", "member"),
    [
        ("openai_chat", "/v1/chat/completions", "messages"),
        ("anthropic", "/v1/messages", "messages"),
        ("openai_embeddings", "/v1/embeddings", "input"),
        ("openai_completions", "/v1/completions", "prompt"),
        ("openai_edits", "/v1/edits", "instruction"),
        ("openai_images", "/v1/images/generations", "prompt"),
        ("openai_speech", "/v1/audio/speech", "voice"),
        ("openai_moderations", "/v1/moderations", "input"),
        ("rerank", "/v2/rerank", "documents"),
        ("gemini", "/v1beta/models/m:generateContent", "contents"),
        ("gemini_embeddings", "/v1beta/models/m:embedContent", "content"),
        ("gemini_embeddings", "/v1beta/models/m:batchEmbedContents", "requests"),
    ],
)
def test_each_dialect_has_its_own_body_and_key(dialect: str, endpoint: str, member: str) -> None:
    headers, body = parsed(dialect_in=dialect, endpoint=endpoint, requested_model="m")
    assert member in body
    name = {"gemini": "x-goog-api-key", "anthropic": "x-api-key"}
    wanted = name.get(dialect.removesuffix("_embeddings"), "authorization")
    assert headers[0].startswith(f"{wanted}: ")
    assert headers[0].endswith("4567")


@pytest.mark.parametrize(
    ("endpoint", "field"),
    [
        ("/v1/audio/transcriptions", "file=@recording.mp3"),
        ("/v1/audio/translations", "file=@recording.mp3"),
        ("/v1/images/edits", "image=@picture.png"),
        ("/v1/images/variations", "image=@picture.png"),
    ],
)
def test_files_are_sent_as_a_form(endpoint: str, field: str) -> None:
    command = curl_command(row(endpoint=endpoint, requested_model="m"), "http://h:1", "4567")
    words = shlex.split(command.replace("\\\n", ""))
    fields = [words[at + 1] for at, word in enumerate(words) if word == "-F"]
    assert fields[:2] == ["model=m", field]
    assert "-d" not in words
    assert "application/json" not in command


def test_sound_goes_to_a_file() -> None:
    spoken = row(dialect_in="openai_speech", endpoint="/v1/audio/speech")
    assert curl_command(spoken, "http://h:1", "").endswith("-o speech.mp3")


def test_a_channels_test_has_none() -> None:
    assert curl_command(row(endpoint="test"), "http://h:1", "") == ""
