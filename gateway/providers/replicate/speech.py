"""OpenAI's request for speech as the input of a prediction, whose sound lies at an address.

Every model calls its inputs otherwise: those are known here whose schema is published, at
https://replicate.com/minimax/speech-2.6-turbo/api and its kin's, .../jaaari/kokoro-82m/api,
.../resemble-ai/chatterbox/api, .../elevenlabs/v3/api, .../elevenlabs/v2-multilingual/api and
.../elevenlabs/flash-v2.5/api.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from gateway.domain.usage import Usage
from gateway.errors import DialectError, Unconvertible
from gateway.providers.abilities import TaskStep
from gateway.providers.base import UpstreamRequest
from gateway.providers.dashscope.images import may_fetch
from gateway.providers.headers import USER_AGENT
from gateway.providers.media import spoken, transcripts
from gateway.providers.media.picture_answers import object_of, request_of
from gateway.providers.replicate.predictions import refused, with_inputs

_MOST_CHARACTERS = 10_000_000
"""More than any model speaks: such a count is none."""


@dataclass(frozen=True, slots=True)
class _Speaks:
    """What a model calls the ``text``, the ``voice`` and the ``form`` of sound, '' for what it has
    not. Of ``kinds``, the first comes where nobody says. It ``counts`` characters itself.
    """

    text: str
    kinds: tuple[str, ...]
    voice: str = ""
    voices: Mapping[str, str] | None = None
    default: str = ""
    form: str = ""
    paced: bool = True
    counts: bool = False


def _voices(*own: str) -> Mapping[str, str]:
    return dict(zip(spoken.OPENAI_VOICES, own, strict=True))


_MINIMAX = _Speaks(
    "text",
    ("mp3", "wav", "flac", "pcm"),
    "voice_id",
    _voices(
        *("Friendly_Person", "Casual_Guy", "Patient_Man", "Lively_Girl", "Decent_Boy"),
        *("Elegant_Man", "Deep_Voice_Man", "Inspirational_girl", "Calm_Woman", "Sweet_Girl_2"),
        *("Young_Knight", "Wise_Woman", "Determined_Man"),
    ),
    "Wise_Woman",
    "audio_format",
    counts=True,
)
_KOKORO = _Speaks(
    "text",
    ("wav",),
    "voice",
    _voices(
        *("af_alloy", "am_michael", "bm_george", "af_bella", "am_echo", "bm_fable", "am_onyx"),
        *("af_nova", "af_sarah", "af_sky", "am_puck", "af_river", "am_liam"),
    ),
    "af_bella",
)
_ELEVENLABS = _Speaks(
    "prompt", ("mp3",), "voice", dict.fromkeys(spoken.OPENAI_VOICES, "Rachel"), "Rachel"
)
_KNOWN: Mapping[str, _Speaks] = {
    **{
        f"minimax/speech-{version}-{kind}": _MINIMAX
        for version in ("02", "2.6", "2.8")
        for kind in ("hd", "turbo")
    },
    "jaaari/kokoro-82m": _KOKORO,
    "resemble-ai/chatterbox": _Speaks("prompt", ("wav",), paced=False),
    **{f"elevenlabs/{name}": _ELEVENLABS for name in ("v3", "v2-multilingual", "flash-v2.5")},
}


def prediction_of(body: bytes, model: str) -> bytes:
    """The prediction. Raises Unconvertible for a model whose inputs are not known here, for forms
    it does not speak in, and for a voice or a speed that it has not.
    """
    asked = request_of(body)
    known = _known(model)
    kind = _kind(known, asked)
    given: dict[str, Any] = {known.text: asked.get("input")}
    if known.voices is not None:
        given[known.voice] = spoken.voice_asked(asked, known.voices, known.default)
    elif asked.get("voice") not in (None, "", *spoken.OPENAI_VOICES):
        raise Unconvertible("This model has one voice, or that of a recording", "voice")
    if not known.paced:
        spoken.no_speed(asked)
    elif asked.get("speed") is not None:
        given["speed"] = asked["speed"]
    if known.form:
        given[known.form] = kind
        if kind == "pcm":
            given |= {"sample_rate": spoken.PCM_RATE, "channel": "mono"}
    return with_inputs({**given, **spoken.own_members(asked)}, model)


def step(request: UpstreamRequest, model: str, value: Mapping[str, Any]) -> TaskStep:
    """The sound that a prediction made, fetched where it lies, or why it failed.

    Raises DialectError for neither, and for an address that nothing is fetched from.
    """
    if (refusal := refused(value)) is not None:
        return refusal
    known, asked = _known(model), object_of(request.asked)
    kind, usage = _kind(known, asked), _told(known, value)
    output = value.get("output")
    url = output[0] if isinstance(output, list) and len(output) == 1 else output
    if not isinstance(url, str) or not url:
        raise DialectError("the prediction made no sound")
    head, comma, data = url.partition(";base64,")
    if comma and head.startswith("data:"):
        return _answered(asked, spoken.unpacked(data), kind, usage)
    if not may_fetch(request.url, url):
        raise DialectError("the sound lies where none is fetched from")
    made = _answered(asked, b"", kind, usage)
    fetch = (UpstreamRequest("GET", url, {"User-Agent": USER_AGENT}),)
    return replace(made, fetch=fetch, answer=partial(_fetched, asked, kind, usage))


def _fetched(
    asked: Mapping[str, Any], kind: str, usage: Usage | None, fetched: Sequence[bytes]
) -> bytes:
    return _answered(asked, fetched[0], kind, usage).answer(())


def _answered(asked: Mapping[str, Any], sound: bytes, kind: str, usage: Usage | None) -> TaskStep:
    """What is not told is counted of the answer itself."""
    return replace(spoken.answered(asked, sound, kind, usage or Usage()), usage=usage)


def _told(known: _Speaks, value: Mapping[str, Any]) -> Usage | None:
    """Characters as MiniMax bills them here: each is a token."""
    metrics = value.get("metrics")
    count = metrics.get("input_token_count") if isinstance(metrics, dict) else None
    characters = int(transcripts.number(count)) if known.counts else 0
    if not 0 < characters <= _MOST_CHARACTERS:
        return None
    return Usage(units=(("characters", characters),))


def _known(model: str) -> _Speaks:
    known = _KNOWN.get(model.partition(":")[0].lower())
    if known is None:
        why = f"How this model speaks is not known here; known are {', '.join(_KNOWN)}"
        raise Unconvertible(why, "model")
    return known


def _kind(known: _Speaks, asked: Mapping[str, Any]) -> str:
    own = asked.get(known.form) if known.form else None
    return spoken.kind_asked({**asked, "response_format": own} if own else asked, known.kinds)
