"""OpenAI's request for speech in the words of vendors that have its path and not all its forms.

Whose words is by the name a preset gives (``speech``); a client that knows the vendor's own keeps
them. https://openrouter.ai/docs/guides/overview/multimodal/tts,
https://console.groq.com/docs/text-to-speech, https://docs.together.ai/docs/text-to-speech and
https://docs.bigmodel.cn/api-reference (text to speech).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from gateway.providers.bodies import dumped
from gateway.providers.media.spoken import OPENAI_VOICES

_ZHIPU_VOICE = "tongtong"


def worded(name: str, body: bytes) -> bytes:
    """The body as the vendor takes it; as it came where it is no object."""
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError):
        return body
    if name not in _WORDS or not isinstance(asked, dict):
        return body
    made = _WORDS[name](asked)
    return body if made == asked else dumped(made)


def _openrouter(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Without a form its models answer in bare samples, which OpenAI's clients take for MP3."""
    return _in_form(asked, "mp3")


def _groq(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Orpheus speaks in WAV alone."""
    return _in_form(asked, "wav")


def _together(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Bare samples are called ``raw``."""
    made = _in_form(asked, "mp3")
    if made["response_format"] == "pcm":
        made["response_format"] = "raw"
    return made


def _zhipu(asked: Mapping[str, Any]) -> dict[str, Any]:
    """``wav`` and ``pcm`` alone, and voices of its own."""
    made = _in_form(asked, "wav")
    if str(made.get("voice") or "alloy").lower() in OPENAI_VOICES:
        made["voice"] = _ZHIPU_VOICE
    return made


def _in_form(asked: Mapping[str, Any], kind: str) -> dict[str, Any]:
    return {**asked, "response_format": asked.get("response_format") or kind}


_WORDS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "groq": _groq,
    "openrouter": _openrouter,
    "together": _together,
    "zhipu": _zhipu,
}
