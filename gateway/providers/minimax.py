"""MiniMax: OpenAI's interface for conversations, and forms of its own for pictures and speech.

https://platform.minimax.io/docs/api-reference/speech-t2a-http
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gateway.domain.usage import Usage
from gateway.errors import DialectError
from gateway.providers.abilities import TaskStep
from gateway.providers.base import Endpoint, Operation, UpstreamRequest
from gateway.providers.bodies import dumped
from gateway.providers.media import spoken
from gateway.providers.media.own_pictures import OwnPictures
from gateway.providers.openai_compatible import OPENAI_CHAT

KINDS = ("mp3", "wav", "flac", "pcm")
_PATH = "t2a_v2"
_VOICES = dict(
    zip(
        spoken.OPENAI_VOICES,
        (
            *("male-qn-qingse", "male-qn-daxuesheng", "audiobook_male_1", "female-chengshu"),
            *("male-qn-jingying", "female-shaonv", "male-qn-badao", "female-yujie"),
            *("presenter_female", "female-tianmei", "presenter_male", "audiobook_female_1"),
            "audiobook_male_2",
        ),
        strict=True,
    )
)


class MiniMax(OwnPictures):
    """See Provider. Speech comes whole, in hexadecimal digits."""

    def request(
        self,
        operation: Operation,
        dialect: str,
        endpoint: Endpoint,
        body: bytes,
        client_headers: Mapping[str, str],
        *,
        stream: bool,
    ) -> UpstreamRequest:
        if operation is not Operation.SPEECH:
            return super().request(
                operation, dialect, endpoint, body, client_headers, stream=stream
            )
        made = self.sent(
            _PATH, OPENAI_CHAT, endpoint, _own_body(body), client_headers, stream=False
        )
        return replace(made, asked=body, operation=operation)

    def follow(
        self, request: UpstreamRequest, endpoint: Endpoint, body: bytes, *, stream: bool
    ) -> TaskStep | None:
        """See Tasking. What holds no sound is the answer: a refusal."""
        if request.operation is not Operation.SPEECH:
            return super().follow(request, endpoint, body, stream=stream)
        value, asked = _object(body), _object(request.asked)
        data = value.get("data")
        digits = data.get("audio") if isinstance(data, dict) else None
        if not isinstance(digits, str) or not digits:
            return None
        try:
            sound = bytes.fromhex(digits)
        except ValueError:
            raise DialectError("the sound is not in hexadecimal digits") from None
        told = value.get("extra_info")
        usage = _usage(told if isinstance(told, dict) else {}, asked)
        return spoken.answered(asked, sound, _kind(asked), usage)


def _own_body(body: bytes) -> bytes:
    """The request as MiniMax takes it; what a client says in MiniMax's own words stays.

    Raises Unconvertible for a form of sound it does not make, and for voices kept at OpenAI.
    """
    asked = _object(body)
    kind = _kind(asked)
    voice: dict[str, Any] = {"voice_id": spoken.voice_asked(asked, _VOICES, _VOICES["alloy"])}
    if asked.get("speed") is not None:
        voice["speed"] = asked["speed"]
    sound: dict[str, Any] = {"format": kind}
    if kind == "pcm":
        sound |= {"sample_rate": spoken.PCM_RATE, "channel": 1}
    made = {
        "model": asked.get("model"),
        **spoken.own_members(asked),
        "text": asked.get("input"),
        "stream": False,
        "output_format": "hex",
        "voice_setting": voice | _own(asked, "voice_setting"),
        "audio_setting": sound | _own(asked, "audio_setting"),
    }
    return dumped(made)


def _kind(asked: Mapping[str, Any]) -> str:
    own = _own(asked, "audio_setting").get("format")
    return spoken.kind_asked({**asked, "response_format": own} if own else asked, KINDS)


def _usage(told: Mapping[str, Any], asked: Mapping[str, Any]) -> Usage:
    """Characters as MiniMax bills them: an ideograph is two."""
    letters = _count(told, "usage_characters") or spoken.letters(asked)
    return Usage(units=(("characters", letters), ("ms_out", _count(told, "audio_length"))))


def _own(asked: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = asked.get(name)
    return value if isinstance(value, dict) else {}


def _count(told: Mapping[str, Any], name: str) -> int:
    value = told.get(name)
    return value if type(value) is int and value > 0 else 0


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise DialectError("the answer is not JSON") from None
    if not isinstance(value, dict):
        raise DialectError("the answer is no JSON object")
    return value
