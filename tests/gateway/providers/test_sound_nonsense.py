"""Vendors' own forms of sound, given anything: what cannot be read is said to be so, and nothing
else is raised.
"""

from __future__ import annotations

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.dialects.media import Form
from gateway.errors import DialectError, GatewayError, Unconvertible
from gateway.providers.abilities import OwnForms, Tasking, TaskStep
from gateway.providers.base import Operation, UpstreamRequest
from gateway.providers.registry import provider
from tests.gateway.providers.test_media_nonsense import LEAVES, SAMPLES, endpoint, packed

SPEAKS = {
    "mistral": "voxtral-mini-tts-latest",
    "xai": "grok-tts",
    "workers_ai": "@cf/deepgram/aura-2-en",
    "dashscope": "qwen3-tts-flash",
    "dashscope_intl": "cosyvoice-v3-flash",
    **{"groq": "canopylabs/orpheus-v1-english", "together": "hexgrad/Kokoro-82M"},
    "gemini": "gemini-3.8-flash-tts",
    **{"openrouter": "hexgrad/kokoro-82m", "zhipu": "glm-tts", "minimax": "speech-2.6-hd"},
}
HEARS = {
    **{"mistral": "voxtral-mini-latest", "xai": "grok-voice-transcribe-2.0"},
    **{"cohere": "cohere-transcribe-03-2026", "dashscope": "qwen3-asr-flash"},
    **{"groq": "whisper-large-v3", "stepfun": "step-asr", "siliconflow": "SenseVoiceSmall"},
    **{"zhipu": "glm-asr-2512", "workers_ai": "@cf/openai/whisper"},
}
WORDS = (
    *("text", "segments", "words", "start", "end", "word", "language", "duration", "usage", "task"),
    *("seconds", "prompt_audio_seconds", "input_tokens", "output_tokens", "characters", "result"),
    *("output", "choices", "message", "content", "annotations", "audio", "url", "audio_data"),
    *("data", "error", "base_resp", "status_code", "extra_info", "usage_characters"),
)
TEXTS = ("https://x.aliyuncs.com/1.wav", "http://[", "http://h/1.wav", "AAAA", "?", "\ud800", "")
VALUES = st.recursive(
    LEAVES | st.sampled_from(TEXTS) | st.just(10**400) | st.just(1e308),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=5)
    ),
    max_leaves=14,
)
ANSWERS = st.dictionaries(st.sampled_from(WORDS), VALUES, max_size=6) | VALUES
KINDS = st.sampled_from(("mp3", "wav", "pcm", "opus", None))
SPOKEN = st.fixed_dictionaries(
    {"input": st.just("Ahoy") | VALUES, "voice": st.just("alloy") | VALUES},
    optional={
        "response_format": KINDS | VALUES,
        "speed": st.just(1.5) | VALUES,
        "instructions": VALUES,
        "stream_format": st.sampled_from(("sse", "audio")) | VALUES,
        "output_format": VALUES,
        "voice_id": VALUES,
        "with_timestamps": VALUES,
    },
)
FORMS = ("json", "text", "srt", "vtt", "verbose_json", "diarized_json", "x")


def follow(ident: str, request: UpstreamRequest, model: str, body: bytes) -> None:
    each = provider(ident)
    assert isinstance(each, Tasking)
    if not each.is_task(request):
        return
    try:
        step = each.follow(request, endpoint(ident, model), body, stream=False)
        assert isinstance(step, TaskStep | None)
        if step is not None:
            step.answer([b"RIFF"] * len(step.fetch))
    except DialectError:
        pass


@pytest.mark.parametrize("ident", SPEAKS)
@SAMPLES
@given(asked=SPOKEN, body=ANSWERS.map(packed) | st.binary(max_size=20))
def test_speech(ident: str, asked: dict[str, Any], body: bytes) -> None:
    model = SPEAKS[ident]
    sent = packed({"model": model, **asked})
    try:
        request = provider(ident).request(
            Operation.SPEECH, "openai_speech", endpoint(ident, model), sent, {}, stream=False
        )
    except (Unconvertible, GatewayError):
        return
    assert request.body.decode()
    if isinstance(provider(ident), Tasking):
        follow(ident, request, model, body)


@pytest.mark.parametrize("ident", HEARS)
@SAMPLES
@given(
    fields=st.dictionaries(
        st.sampled_from(("language", "prompt", "temperature", "enable_itn", "", "x[]")),
        st.text(max_size=5),
    ),
    form=st.sampled_from(FORMS),
    sound=st.binary(max_size=50),
    body=ANSWERS.map(packed) | st.binary(max_size=20),
)
def test_transcripts(
    ident: str, fields: dict[str, str], form: str, sound: bytes, body: bytes
) -> None:
    model = HEARS[ident]
    named = {"model": model, "response_format": form, **fields}
    head = b"".join(
        b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
        % (name.encode(), value.encode("utf-8", "replace"))
        for name, value in named.items()
    )
    file = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\n'
    each = provider(ident)
    assert isinstance(each, OwnForms)
    try:
        sent = Form(head + file + sound + b"\r\n--b--\r\n", "multipart/form-data; boundary=b")
        where = endpoint(ident, model)
        request = each.form_request(Operation.TRANSCRIPTIONS, where, sent)
    except (Unconvertible, GatewayError):
        return
    if request is None:
        return
    pieces = request.pieces
    made = request.body if pieces is None else b"".join(pieces)
    assert pieces is None or len(made) == len(pieces)
    assert sound in made or base64.b64encode(sound) in made
    follow(ident, request, model, body)
