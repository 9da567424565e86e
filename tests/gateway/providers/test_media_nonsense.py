"""Vendors' own forms of pictures, rankings and transcripts, given anything: what cannot be read is
said to be so, and nothing else is raised.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.dialects.media import Form
from gateway.errors import DialectError, GatewayError, Unconvertible
from gateway.providers.abilities import OwnForms, Tasking, TaskStep
from gateway.providers.base import Endpoint, Operation, UpstreamRequest
from gateway.providers.registry import provider

PICTURES = {
    "workers_ai": "@cf/black-forest-labs/flux-2-dev",
    "replicate": "black-forest-labs/flux-schnell",
    "fireworks": "accounts/fireworks/models/flux-kontext-pro",
    "huggingface": "black-forest-labs/FLUX.1-schnell",
    **{"siliconflow": "Qwen/Qwen-Image", "minimax": "image-01", "qianfan": "qwen-image"},
}
ASKED_ONLY = {"xai": "grok-imagine-image", "dashscope": "wan2.2-t2i-plus", "gemini": "imagen-4"}
EDITORS = {
    **{"workers_ai": "@cf/black-forest-labs/flux-2-dev", "fireworks": "flux-kontext-pro"},
    **{"replicate": "google/nano-banana", "huggingface": "black-forest-labs/FLUX.1-Kontext-dev"},
    **{"xai": "grok-imagine-image", "together": "black-forest-labs/FLUX.2-dev"},
    **{"siliconflow": "Qwen/Qwen-Image-Edit-2509", "minimax": "image-01"},
    **{"doubao": "doubao-seedream-4-5-251128", "qianfan": "ernie-irag-edit"},
    **{"dashscope": "wanx2.1-imageedit", "dashscope_intl": "qwen-image-edit-plus"},
    **{"gemini": "gemini-2.5-flash-image"},
}
RANKERS = {"workers_ai": "@cf/baai/bge-reranker-base", "nvidia": "nvidia/rerank"}
WORDS = (
    *("result", "image", "response", "id", "score", "text", "segments", "words", "vtt", "results"),
    *("channels", "alternatives", "transcript", "start", "end", "word", "transcription_info"),
    *("status", "output", "urls", "get", "error", "rankings", "index", "logit", "usage"),
    *("request_id", "sample", "base64", "finishReason", "data", "images", "url", "b64_json"),
    *("response_url", "outputs", "audio", "chunks", "timestamp", "txt_file", "transcription"),
    *("_id", "inferenceProviderMapping", "provider", "providerId", "task", "language", "duration"),
)
TEXTS = (
    *("succeeded", "failed", "Ready", "Pending", "live", "text-to-image", "hf-inference", "fal-ai"),
    *("https://x.example/1.png", "http://[", "data:image/png;base64,AA==", "00:01.0 --> 00:02.0"),
    *("text-to-speech", "automatic-speech-recognition", "replicate", "deepinfra"),
    *("IN_QUEUE", "COMPLETED", "created", "completed", "image-to-image", "wavespeed"),
    *("SUCCESS", "CONTENT_FILTERED", "1024x1024", "0x0", "auto", "", "\ud800", "nan"),
)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 10**20),
    st.floats(allow_nan=False),
    st.sampled_from(TEXTS),
    st.text(max_size=8),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=5)
    ),
    max_leaves=14,
)
ANSWERS = st.dictionaries(st.sampled_from(WORDS), VALUES, max_size=5) | VALUES
ASKED = st.dictionaries(
    st.sampled_from(("prompt", "size", "n", "output_format", "response_format", "seed", "top_n")),
    VALUES,
    max_size=6,
)
DATA = "data:image/png;base64,iVBORw0KGgo="
SOUND = "data:audio/wav;base64,UklGRiQAAABXQVZF"
SAMPLES = settings(max_examples=40, deadline=None)


def packed(value: Any) -> bytes:
    return json.dumps(value).encode()


def endpoint(ident: str, model: str) -> Endpoint:
    return Endpoint(provider(ident).base_url, "key", {"account_id": "a"}, model=model)


def follow(
    ident: str, model: str, asked: bytes, body: bytes, operation: Operation = Operation.IMAGES
) -> None:
    each = provider(ident)
    assert isinstance(each, Tasking)
    where = endpoint(ident, model)
    request = UpstreamRequest("POST", f"{where.base_url}/x", {}, asked=asked, operation=operation)
    try:
        step = each.follow(request, where, body, stream=False)
        if step is not None and step.ask is None and not step.fetch:
            step.answer(())
        assert isinstance(step, TaskStep | None)
        each.cancel(request, where, body)
    except DialectError:
        pass


CHUNKS = st.fixed_dictionaries(
    {},
    optional={name: VALUES for name in ("text", "timestamp", "start", "end", "words", "word")},
)
PREDICTED = ANSWERS | st.fixed_dictionaries(
    {"segments": st.lists(CHUNKS, max_size=2), "chunks": st.lists(CHUNKS, max_size=2)},
    optional={name: VALUES for name in ("text", "transcription", "translation")},
)


@pytest.mark.parametrize("ident", PICTURES)
@SAMPLES
@given(body=ANSWERS, form=st.sampled_from(("url", "b64_json", None, 7)))
def test_answers_with_pictures(ident: str, body: Any, form: Any) -> None:
    asked = packed({"prompt": "x", "response_format": form})
    follow(ident, PICTURES[ident], asked, packed(body))


@SAMPLES
@given(body=ANSWERS, form=st.sampled_from(("url", "b64_json")))
def test_answers_with_edited_pictures(body: Any, form: str) -> None:
    asked = packed({"prompt": "x", "image": DATA, "response_format": form})
    model = EDITORS["huggingface"]
    follow("huggingface", model, asked, packed(body), Operation.IMAGE_EDITS)


@pytest.mark.parametrize("operation", [Operation.SPEECH, Operation.TRANSCRIPTIONS])
@SAMPLES
@given(body=ANSWERS, form=st.sampled_from(("mp3", "srt", "verbose_json", "pcm", None)))
def test_answers_with_sound(operation: Operation, body: Any, form: Any) -> None:
    kind = form if (form in ("mp3", "pcm")) is (operation is Operation.SPEECH) else None
    asked = packed({"input": "x", "file": SOUND, "response_format": kind})
    follow("huggingface", "hexgrad/Kokoro-82M", asked, packed(body), operation)


@pytest.mark.parametrize("ident", RANKERS)
@SAMPLES
@given(body=ANSWERS, more=ASKED)
def test_answers_with_rankings(ident: str, body: Any, more: dict[str, Any]) -> None:
    asked = packed({**more, "query": "x", "documents": ["a", {"text": "b"}, 7]})
    follow(ident, RANKERS[ident], asked, packed(body))


@SAMPLES
@given(body=ANSWERS, form=st.sampled_from(("json", "text", "srt", "vtt", "verbose_json")))
def test_answers_with_transcripts(body: Any, form: str) -> None:
    asked = packed(
        {"file": {"ms": 1}, "response_format": form, "timestamp_granularities": ["word"]}
    )
    follow("workers_ai", "@cf/openai/whisper", asked, packed({"result": body}))


@pytest.mark.parametrize(
    "model",
    [
        *("openai/whisper", "vaibhavs10/incredibly-fast-whisper", "victor-upmeet/whisperx"),
        "openai/gpt-4o-transcribe",
    ],
)
@SAMPLES
@given(body=PREDICTED, form=st.sampled_from(("json", "text", "srt", "vtt", "verbose_json")))
def test_predictions_of_transcripts(model: str, body: Any, form: str) -> None:
    asked = packed(
        {"file": {"ms": 1}, "response_format": form, "timestamp_granularities": ["word"]}
    )
    told = packed({"status": "succeeded", "output": body})
    follow("replicate", model, asked, told, Operation.TRANSCRIPTIONS)


@SAMPLES
@given(body=ANSWERS, metrics=VALUES)
def test_predictions_of_speech(body: Any, metrics: Any) -> None:
    asked = packed({"input": "x", "voice": "alloy"})
    told = packed({"status": "succeeded", "output": body, "metrics": metrics})
    follow("replicate", "minimax/speech-2.6-turbo", asked, told, Operation.SPEECH)


@pytest.mark.parametrize("ident", {**PICTURES, **RANKERS, **ASKED_ONLY})
@SAMPLES
@given(asked=ASKED)
def test_requests(ident: str, asked: dict[str, Any]) -> None:
    drawing = {**PICTURES, **ASKED_ONLY}
    for operation, models in ((Operation.IMAGES, drawing), (Operation.RERANK, RANKERS)):
        if ident not in models:
            continue
        where = endpoint(ident, models[ident])
        try:
            made = provider(ident).request(
                operation, operation.value, where, packed(asked), {}, stream=False
            )
            made.url.encode("ascii")
        except (Unconvertible, GatewayError):
            pass


@pytest.mark.parametrize("ident", EDITORS)
@SAMPLES
@given(
    asked=ASKED,
    images=st.lists(st.sampled_from((DATA, "https://x.example/1.png")) | VALUES, max_size=3),
    mask=st.one_of(st.none(), st.just(DATA), VALUES),
)
def test_edits(ident: str, asked: dict[str, Any], images: list[Any], mask: Any) -> None:
    body = packed({**asked, "model": EDITORS[ident], "images": images, "mask": mask})
    try:
        made = provider(ident).request(
            Operation.IMAGE_EDITS,
            "openai_images",
            endpoint(ident, EDITORS[ident]),
            body,
            {},
            stream=False,
        )
        made.url.encode("ascii")
    except (Unconvertible, GatewayError):
        pass


@SAMPLES
@given(fields=st.dictionaries(st.sampled_from(("language", "beam_size", "x")), st.text(max_size=5)))
def test_forms(fields: dict[str, str]) -> None:
    head = b"".join(
        b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
        % (name.encode(), value.encode("utf-8", "replace"))
        for name, value in fields.items()
    )
    file = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\nRIFF\r\n'
    each = provider("workers_ai")
    assert isinstance(each, OwnForms)
    for model in ("@cf/openai/whisper-large-v3-turbo", "@cf/deepgram/nova-3", "@cf/openai/whisper"):
        try:
            form = Form(head + file + b"--b--\r\n", "multipart/form-data; boundary=b")
            made = each.form_request(Operation.TRANSCRIPTIONS, endpoint("workers_ai", model), form)
        except (Unconvertible, DialectError):
            continue
        assert made is not None
        assert made.pieces is not None
        assert len(b"".join(made.pieces)) == len(made.pieces)
