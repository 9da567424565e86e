"""Apps that speak and hear beside their chats, for OpenAI's clients: in words of their own.

An app knows its own models, so none is named. https://docs.dify.ai/en/api-reference/audio
(convert-text-to-audio, convert-audio-to-text, and the accepted types of its openapi_service.json),
https://www.coze.cn/open/docs/developer_guides/text_to_speech and cozepy 0.20 (audio.speech,
audio.transcriptions).
"""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gateway.errors import DialectError, GatewayError, Unconvertible
from gateway.providers.abilities import OwnForms, Tasking, TaskStep
from gateway.providers.apps import App
from gateway.providers.base import Endpoint, Fields, Operation, UpstreamRequest
from gateway.providers.bodies import dumped
from gateway.providers.headers import assemble
from gateway.providers.media import packed, spoken, transcripts
from gateway.providers.media.picture_answers import request_of, said
from gateway.providers.urls import join

_USER = "homeport"
_DIFY_KINDS = ("mp3", "wav")
"""Which of them it is says the app's own setting, and the answer's type."""
_DIFY_TYPES = {
    **{"mp3": "audio/mp3", "mpeg": "audio/mpga", "mpga": "audio/mpga"},
    **{"m4a": "audio/m4a", "mp4": "audio/m4a", "wav": "audio/wav", "amr": "audio/amr"},
}
"""As Dify calls them: ``audio/mpeg`` is none of its types."""
_COZE_KINDS = {"mp3": "mp3", "wav": "wav", "pcm": "pcm", "opus": "ogg_opus"}
_COZES = ("voice_id", "emotion", "emotion_scale", "loudness_rate", "context_texts", "sample_rate")
_VOICE = "voice-"
"""Before a voice's id in the name of a Coze model, as ``bot-`` is before a bot's."""


class Sounding(App, OwnForms, Tasking):
    """See Provider, OwnForms and Tasking. A request whose answer is put in other words keeps what
    was ``asked``.
    """

    operations = frozenset({Operation.CHAT, Operation.SPEECH, Operation.TRANSCRIPTIONS})
    speech_path: str
    hearing_path: str

    def speech(self, endpoint: Endpoint, body: bytes) -> UpstreamRequest:
        """The request for speech. Raises Unconvertible for what the vendor has not."""
        asked = request_of(body)
        own = dumped(self._speech(asked, endpoint.model))
        headers = assemble(endpoint, self._auth(endpoint), {"Accept": "*/*"}, body=own)
        url = join(endpoint.base_url, self.speech_path)
        kept = body if self._waits(asked) else b""
        return UpstreamRequest("POST", url, headers, own, asked=kept, operation=Operation.SPEECH)

    def form_request(
        self, operation: Operation, endpoint: Endpoint, form: Fields
    ) -> UpstreamRequest | None:
        """See OwnForms: the file, and no times in its transcript."""
        if operation is not Operation.TRANSCRIPTIONS:
            raise GatewayError("not_implemented", f"{self.name} has no {operation.value}")
        asked = request_of(form.summary)
        transcripts.check_format(asked, transcripts.WITHOUT_TIMES)
        part, file = packed.file_of(form)
        body = packed.PackedForm(self._heard_beside(asked), part, file, self._file_type(part))
        kind = {"Content-Type": body.content_type}
        headers = assemble(endpoint, self._auth(endpoint), kind)
        request = UpstreamRequest("POST", join(endpoint.base_url, self.hearing_path), headers)
        return replace(request, pieces=body, asked=form.summary, operation=operation)

    def sounded(self, request: UpstreamRequest, body: bytes) -> TaskStep:
        """What answers a request for sound, or with it. Raises DialectError for neither sound nor
        text, where no error is told either.
        """
        value = _object(body)
        if request.operation is Operation.TRANSCRIPTIONS:
            text = self._text_heard(value or {})
            if text is not None:
                asked = request_of(request.asked)
                return transcripts.told(asked, transcripts.Transcript(text.strip()))
            if not value:
                raise DialectError("the answer holds no text")
        elif value is None and body:
            asked = request_of(request.asked)
            kind = self._kind(asked)
            usage = spoken.measured(asked, body, kind)
            return spoken.answered(asked, body, kind, usage)
        if not value:
            raise DialectError("the answer holds no sound")
        # Where errors are looked for, whatever type they came as; nothing was made.
        return TaskStep(answer=said(dumped({"error": value})), costs="later")

    @abstractmethod
    def _speech(self, asked: Mapping[str, Any], model: str) -> dict[str, Any]:
        """The vendor's request for speech."""

    @abstractmethod
    def _kind(self, asked: Mapping[str, Any]) -> str:
        """The form of sound that is wanted, by OpenAI's name. Raises Unconvertible."""

    @abstractmethod
    def _waits(self, asked: Mapping[str, Any]) -> bool:
        """Whether the sound is waited for; else it is carried as it comes."""

    @abstractmethod
    def _text_heard(self, value: Mapping[str, Any]) -> str | None:
        """What was heard; None where an answer does not say."""

    def _heard_beside(self, asked: Mapping[str, Any]) -> list[tuple[str, str]]:
        """The texts beside a file that is heard."""
        return []

    def _file_type(self, part: Any) -> str:
        return packed.file_type(part)


class DifySound(Sounding):
    """The form of sound and the voice are the app's, unless a client names a voice."""

    speech_path = "text-to-audio"
    hearing_path = "audio-to-text"

    def _speech(self, asked: Mapping[str, Any], model: str) -> dict[str, Any]:
        self._kind(asked)
        spoken.no_speed(asked)
        if asked.get("message_id") is not None:  # another text, which would not be paid
            raise Unconvertible("What is spoken is the input, and no message", "message_id")
        voice = spoken.voice_asked(asked, {}, "")
        named = {"voice": voice} if voice else {}
        return {"text": asked.get("input"), "user": _user(asked), **named}

    def _kind(self, asked: Mapping[str, Any]) -> str:
        return spoken.kind_asked(asked, _DIFY_KINDS)

    def _waits(self, asked: Mapping[str, Any]) -> bool:
        return asked.get("stream_format") == "sse"

    def _text_heard(self, value: Mapping[str, Any]) -> str | None:
        text = value.get("text")
        return text if isinstance(text, str) else None

    def _heard_beside(self, asked: Mapping[str, Any]) -> list[tuple[str, str]]:
        return [("user", _user(asked))]

    def _file_type(self, part: Any) -> str:
        ending = (part.filename or "").rpartition(".")[2].lower()
        return _DIFY_TYPES.get(ending) or packed.file_type(part)


class CozeSound(Sounding):
    """Sound is waited for: an error comes with 200 too, and which ``audio/<type>`` is which form is
    not documented.
    """

    speech_path = "v1/audio/speech"
    hearing_path = "v1/audio/transcriptions"

    def _speech(self, asked: Mapping[str, Any], model: str) -> dict[str, Any]:
        kind = self._kind(asked)
        # No other members: Go reads ``Input`` as ``input``, which is what is paid.
        own = {name: asked[name] for name in _COZES if asked.get(name) is not None}
        if kind == "pcm" and own.setdefault("sample_rate", spoken.PCM_RATE) != spoken.PCM_RATE:
            raise Unconvertible(f"pcm has {spoken.PCM_RATE} samples a second", "sample_rate")
        made = {"input": asked.get("input"), "response_format": _COZE_KINDS[kind]}
        if asked.get("speed") is not None:
            made["speed"] = asked["speed"]
        return {**made, **own, "voice_id": _coze_voice(asked, model)}

    def _kind(self, asked: Mapping[str, Any]) -> str:
        named = asked.get("response_format")
        kind = {**asked, "response_format": "opus"} if named == "ogg_opus" else asked
        return spoken.kind_asked(kind, tuple(_COZE_KINDS))

    def _waits(self, asked: Mapping[str, Any]) -> bool:
        return True

    def _text_heard(self, value: Mapping[str, Any]) -> str | None:
        data = value.get("data")
        text = data.get("text") if isinstance(data, dict) and not value.get("code") else None
        return text if isinstance(text, str) else None


def _coze_voice(asked: Mapping[str, Any], model: str) -> str:
    """The client's own id, else the one that the model is named by: OpenAI's have no counterpart.

    Raises Unconvertible where there is neither.
    """
    voice = asked.get("voice_id") or spoken.voice_asked(asked, {}, "")
    if isinstance(voice, str) and voice and voice.lower() not in spoken.OPENAI_VOICES:
        return voice
    if model.startswith(_VOICE):
        return model.removeprefix(_VOICE)
    raise Unconvertible("Coze has voices of its own: name one by its voice_id", "voice")


def _user(asked: Mapping[str, Any]) -> str:
    user = asked.get("user")
    return user if isinstance(user, str) and user else _USER


def _object(body: bytes) -> dict[str, Any] | None:
    """None for what is no JSON object: sound."""
    if body[:64].lstrip()[:1] != b"{":
        return {} if body.strip() == b"null" else None
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
