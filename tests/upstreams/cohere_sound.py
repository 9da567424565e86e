"""POST /v2/audio/transcriptions of the Cohere mock.

After https://docs.cohere.com/reference/create-audio-transcription and the types of cohere 7.3.
"""

from __future__ import annotations

from aiohttp import web

from tests.upstreams.call import Call
from tests.upstreams.cohere_vectors import MODELS, refuse

SAID = "Ahoj, 世界."
_FILES = ("flac", "mp3", "mpeg", "mpga", "ogg", "wav")


async def hear(call: Call) -> web.StreamResponse:
    """What is heard, and nothing else; in a language that has to be said."""
    body, files = call.body, call.exchange.files.get("file")
    if unknown := body.keys() - {"model", "language", "temperature"}:
        refuse(f"unknown field: parameter '{min(unknown)}' is not a valid field", 422)
    if "transcribe" not in MODELS.get(body.get("model", ""), ()):
        refuse(f"model '{body.get('model')}' not found, make sure the correct model ID", 404)
    if len(body.get("language", "")) != 2:
        refuse("invalid request: language must be an ISO-639-1 code")
    if not files or files[0].name.rsplit(".", 1)[-1] not in _FILES:
        refuse("invalid request: file must be flac, mp3, mpeg, mpga, ogg or wav")
    call.accept()
    return await call.send(200, {"text": SAID})
