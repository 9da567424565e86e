"""DashScope's speech and hearing by its own interface.

After Alibaba's pages on qwen-tts, CosyVoice and Qwen-Audio-TTS over HTTP, Qwen-ASR, and the package
dashscope 2.0. Sound lies at an address without a key.
"""

from __future__ import annotations

import base64
from typing import Any

from tests.upstreams.call import Call, Refused
from tests.upstreams.openai_audio import sound

SPEAKS, TOLD_HOW = "qwen3-tts-flash", "qwen3-tts-instruct-flash"
SYNTHESIZES, BY_TOKENS = "cosyvoice-v3-flash", "qwen-audio-3.1-tts-flash"
HEARS = "qwen3-asr-flash"
SAID = "Ahoj, 世界."
CONVERSES = frozenset({SPEAKS, TOLD_HOW, HEARS})
"""Models at multimodal-generation."""
SYNTHESIZER = "/api/v1/services/audio/tts/SpeechSynthesizer"
TYPES = {"wav": "audio/wav", "mp3": "audio/mpeg", "opus": "audio/ogg", "pcm": "audio/pcm"}
_VOICES = {
    SYNTHESIZES: {"longanyang", "longanhuan"},
    BY_TOKENS: {"longanhuan_v3.1", "longanyang_v3.1"},
}
_QWENS = {"Cherry", "Serena", "Ethan", "Chelsie"}
_MEMBERS = {"text", "voice", "language_type", "instructions", "optimize_instructions"}
_SYNTHESIS = {
    *("text", "voice", "format", "sample_rate", "rate", "pitch", "volume", "instruction", "seed"),
    *("language_hints", "enable_ssml", "word_timestamp_enabled"),
}
_HEAD = ("data:audio/wav;base64,", "data:audio/x-wav;base64,", "data:audio/mpeg;base64,")


def _invalid(said: str) -> Refused:
    return Refused(400, {"code": "InvalidParameter", "message": said, "request_id": "r-1"})


class Sounds:
    """What was spoken, at addresses below the mock's."""

    def __init__(self) -> None:
        self.made: list[tuple[str, bytes]] = []

    def answer(self, call: Call) -> dict[str, Any]:
        """The answer to one of CONVERSES."""
        if call.body["model"] == HEARS:
            return self._heard(call)
        body = call.body
        if body.keys() - {"model", "input", "parameters"} or body.get("parameters"):
            raise _invalid("unknown member")
        given, model = body["input"], body["model"]
        known = _MEMBERS - (set() if model == TOLD_HOW else {"instructions"})
        if given.keys() - known or given.get("voice") not in _QWENS or not given.get("text"):
            raise _invalid("input")
        usage = {"characters": len(given["text"])}
        return self._lies(call, "wav", given["text"], usage)

    def synthesize(self, call: Call) -> dict[str, Any]:
        """The answer to POST .../SpeechSynthesizer."""
        body = call.body
        model, given = body.get("model"), body.get("input") or {}
        if body.keys() != {"model", "input"} or given.keys() - _SYNTHESIS:
            raise _invalid("unknown member")
        if given.get("voice") not in _VOICES.get(model or "", ()) or not given.get("text"):
            raise _invalid("Engine return error code: 418")  # a voice of another version
        if not 0.5 <= given.get("rate", 1) <= 2 or given.get("format") not in TYPES:
            raise _invalid("rate or format")
        tokens = {"input_tokens": 7, "output_tokens": 90, "total_tokens": 97}
        usage = tokens if model == BY_TOKENS else {"characters": len(given["text"])}
        return self._lies(call, given["format"], given["text"], usage)

    def _lies(self, call: Call, kind: str, text: str, usage: dict[str, Any]) -> dict[str, Any]:
        call.accept()
        self.made.append((kind, sound(kind, len(text))))
        mock = call.mock
        url = f"{mock.origin}/{mock.name}/sounds/{len(self.made) - 1}.{kind}?Signature=x"
        audio = {"data": "", "expires_at": 1_795_800_000, "id": "audio_1", "url": url}
        output = {"audio": audio, "choices": None, "finish_reason": "stop"}
        return {"output": output, "usage": usage, "request_id": "r-1", "status_code": 200}

    def _heard(self, call: Call) -> dict[str, Any]:
        body = call.body
        options = (body.get("parameters") or {}).get("asr_options") or {}
        if body.keys() - {"model", "input", "parameters"} or options.keys() - {
            *("language", "enable_itn", "enable_lid"),
        }:
            raise _invalid("unknown member")
        *systems, user = body["input"]["messages"]
        for system in systems:
            if system.keys() != {"role", "content"} or system["role"] != "system":
                raise _invalid("messages")
            if not system["content"][0]["text"]:
                raise _invalid("messages")
        audio = user["content"][0]["audio"]
        head = next((each for each in _HEAD if audio.startswith(each)), None)
        if head is None or type(options.get("enable_itn", False)) is not bool:
            raise _invalid("The audio is no data")
        base64.b64decode(audio.removeprefix(head), validate=True)
        reply = call.accept()
        note = {"type": "audio_info", "language": options.get("language", "cs"), "emotion": "calm"}
        content = [{"text": SAID}] if reply.text != "" else []
        message = {"role": "assistant", "content": content, "annotations": [note]}
        told: dict[str, Any] = {
            "usage": {"seconds": 3, "output_tokens_details": {"text_tokens": 9}}
        }
        choice = {"finish_reason": "stop", "message": message}
        answer = {"output": {"choices": [choice]}, "request_id": "r-1"}
        return answer if reply.usage is None else {**answer, **told}
