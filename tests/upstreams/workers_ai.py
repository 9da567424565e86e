"""Workers AI's models beyond chat, at POST /ai/run/{model}.

After each model's page below https://developers.cloudflare.com/workers-ai/models/ and the types of
@cloudflare/workers-types 4.20251118. What a page does not name is refused here.
"""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from tests.upstreams.call import Call
from tests.upstreams.forms import read_form
from tests.upstreams.workers_ai_bodies import json_of, refused, result
from tests.upstreams.workers_ai_speech import AURA, AURA_2, MELO, SPANISH, aura, melo

FLUX = "@cf/black-forest-labs/flux-1-schnell"
FLUX_2 = "@cf/black-forest-labs/flux-2-klein-9b"
SDXL = "@cf/stabilityai/stable-diffusion-xl-base-1.0"
INPAINTING = "@cf/runwayml/stable-diffusion-v1-5-inpainting"
RERANKER = "@cf/baai/bge-reranker-base"
WHISPER = "@cf/openai/whisper"
WHISPER_TURBO = "@cf/openai/whisper-large-v3-turbo"
NOVA = "@cf/deepgram/nova-3"

JPEG = b"\xff\xd8\xff\xe0 a picture of FLUX"
PNG = b"\x89PNG\r\n\x1a\n a picture of SDXL"
SAID = "Ahoj, 世界."
HEARD_S = 2.5
_VTT = "WEBVTT\n\n00.000 --> 01.200\nAhoj,\n\n00:01.200 --> 00:02.500\n世界.\n"
_WORDS = [
    {"word": "Ahoj,", "start": 0.0, "end": 1.2},
    {"word": "世界.", "start": 1.2, "end": 2.5},
]


async def _flux(call: Call) -> web.StreamResponse:
    body = json_of(call, {"prompt", "steps", "seed"}, "prompt")
    if body.get("steps", 4) > 8:
        raise refused("Bad input: '/steps' must be <= 8")
    return await result(call, {"image": base64.b64encode(JPEG).decode()})


async def _flux_2(call: Call) -> web.StreamResponse:
    if not read_form(call.exchange) or not call.body.get("prompt"):
        raise refused("Bad input: required properties at '/' are 'multipart'")
    for name, files in call.exchange.files.items():
        known = name in [f"input_image_{at}" for at in range(4)]
        if not known or not files[0].content_type.startswith("image/") or not files[0].data:
            raise refused(f"Bad input: '/{name}' is no picture")
    return await result(call, {"image": base64.b64encode(JPEG).decode()})


async def _sdxl(call: Call) -> web.StreamResponse:
    known = {"prompt", "negative_prompt", "height", "width", "num_steps", "guidance", "seed"}
    body = json_of(call, known | {"image", "image_b64", "mask", "strength"}, "prompt")
    for side in ("width", "height"):
        if not 256 <= body.get(side, 1024) <= 2048:
            raise refused(f"Bad input: '/{side}' must be >= 256 and <= 2048")
    if "image_b64" in body:
        base64.b64decode(body["image_b64"], validate=True)
    return await call.send(200, PNG, "image/png")


async def _inpaint(call: Call) -> web.StreamResponse:
    mask = call.body.get("mask")
    numbers = isinstance(mask, list) and all(type(each) is int and each < 256 for each in mask)
    if not mask or not numbers or "image_b64" not in call.body:
        raise refused("Bad input: an image and a mask of numbers are needed")
    return await _sdxl(call)


async def _rerank(call: Call) -> web.StreamResponse:
    body = json_of(call, {"query", "contexts", "top_k"}, "contexts")
    texts = [each["text"] for each in body["contexts"]]
    words = set(body["query"].lower().split())
    scored = [
        {"id": at, "score": len(words & set(text.lower().split())) / 10}
        for at, text in enumerate(texts)
    ]
    scored.sort(key=lambda each: -each["score"])
    return await result(call, {"response": scored[: body.get("top_k", len(scored))]})


async def _whisper(call: Call) -> web.StreamResponse:
    if not call.exchange.body or call.headers.get("content-type") == "application/json":
        raise refused("Bad input: audio is needed")
    heard = {"text": SAID, "word_count": 2, "words": _WORDS, "vtt": _VTT}
    return await result(call, heard)


async def _whisper_turbo(call: Call) -> web.StreamResponse:
    known = {
        *("audio", "task", "language", "vad_filter", "initial_prompt", "prefix", "beam_size"),
        *("condition_on_previous_text", "no_speech_threshold", "compression_ratio_threshold"),
        *("log_prob_threshold", "hallucination_silence_threshold"),
    }
    body = json_of(call, known, "audio")
    base64.b64decode(body["audio"], validate=True)
    if body.get("task", "transcribe") not in ("transcribe", "translate"):
        raise refused("Bad input: '/task' is not supported")
    info = {"language": body.get("language", "cs"), "language_probability": 0.9}
    segments = [
        {
            **{"start": word["start"], "end": word["end"], "text": f" {word['word']}"},
            **{"temperature": 0.0, "avg_logprob": -0.2, "compression_ratio": 1.1},
            **{"no_speech_prob": 0.01, "words": [word]},
        }
        for word in _WORDS
    ]
    return await result(
        call,
        {
            "transcription_info": {**info, "duration": HEARD_S, "duration_after_vad": HEARD_S},
            **{"text": SAID, "word_count": 2, "segments": segments, "vtt": _VTT},
        },
    )


async def _nova(call: Call) -> web.StreamResponse:
    if not call.headers.get("content-type", "").startswith("audio/"):
        raise refused("Bad input: contentType is needed")
    words = [{**each, "confidence": 0.9} for each in _WORDS]
    best = {"transcript": SAID, "confidence": 0.9, "words": words}
    channels = [{"alternatives": [best], "detected_language": "cs"}]
    return await result(call, {"results": {"channels": channels}})


MODELS: Mapping[str, Callable[[Call], Awaitable[web.StreamResponse]]] = {
    FLUX: _flux,
    FLUX_2: _flux_2,
    SDXL: _sdxl,
    INPAINTING: _inpaint,
    RERANKER: _rerank,
    WHISPER: _whisper,
    WHISPER_TURBO: _whisper_turbo,
    NOVA: _nova,
    AURA: aura,
    AURA_2: aura,
    SPANISH: aura,
    MELO: melo,
}
