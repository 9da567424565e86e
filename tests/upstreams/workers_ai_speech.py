"""Workers AI's speech: Deepgram's Aura as bytes, MeloTTS in JSON.

After the models' pages below https://developers.cloudflare.com/ai/models/ and the types of
@cloudflare/workers-types 5.
"""

from __future__ import annotations

import base64

from aiohttp import web

from tests.upstreams.call import Call
from tests.upstreams.openai_audio import sound
from tests.upstreams.workers_ai_bodies import json_of, refused, result

AURA, AURA_2 = "@cf/deepgram/aura-1", "@cf/deepgram/aura-2-en"
SPANISH = "@cf/deepgram/aura-2-es"
MELO = "@cf/myshell-ai/melotts"
_SPEAKERS = {
    AURA: {
        *("angus", "asteria", "arcas", "orion", "orpheus", "athena", "luna", "zeus", "perseus"),
        *("helios", "hera", "stella"),
    },
    AURA_2: {
        *("amalthea", "andromeda", "apollo", "arcas", "aries", "asteria", "athena", "atlas"),
        *("aurora", "callista", "cora", "cordelia", "delia", "draco", "electra", "harmonia"),
        *("helena", "hera", "hermes", "hyperion", "iris", "janus", "juno", "jupiter", "luna"),
        *("mars", "minerva", "neptune", "odysseus", "ophelia", "orion", "orpheus", "pandora"),
        *("phoebe", "pluto", "saturn", "thalia", "theia", "vesta", "zeus"),
    },
    SPANISH: {
        *("sirio", "nestor", "carina", "celeste", "alvaro", "diana", "aquila", "selena"),
        *("estrella", "javier"),
    },
}
_CONTAINERS = {
    "linear16": ("wav", "none"),
    **{"mulaw": ("wav", "none"), "alaw": ("wav", "none"), "opus": ("ogg",)},
}
_RATED = ("linear16", "mulaw", "alaw", "flac")


async def aura(call: Call) -> web.StreamResponse:
    """The sound; a container and a rate where an encoding has them to choose."""
    model = call.exchange.path.partition("/ai/run/")[2]
    known = {"text", "speaker", "encoding", "container", "sample_rate", "bit_rate"}
    body = json_of(call, known, "text")
    if body.get("speaker", "luna") not in _SPEAKERS[model]:
        raise refused("Bad input: '/speaker' must be one of the voices")
    encoding = body.get("encoding", "mp3")
    held = body.get("container", "")
    if held and held not in _CONTAINERS.get(encoding, ()):
        raise refused(f"Bad input: {encoding} has no container {held}")
    if "sample_rate" in body and encoding not in _RATED:
        raise refused(f"Bad input: {encoding} has no sample rate to choose")
    call.accept()
    kind = {"none": "pcm", "wav": "wav"}.get(held, encoding)
    return await call.send(200, sound(kind, len(body["text"])), "audio/mpeg")


async def melo(call: Call) -> web.StreamResponse:
    """MP3 in base64."""
    body = json_of(call, {"prompt", "lang"}, "prompt")
    if body.get("lang", "en") not in ("en", "fr", "es", "zh", "jp", "kr"):
        raise refused("Bad input: '/lang' is not supported")
    call.accept()
    return await result(call, {"audio": base64.b64encode(sound("mp3", 8)).decode()})
