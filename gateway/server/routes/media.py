"""The client API of pictures, sound, moderation and ranking."""

from __future__ import annotations

from aiohttp import web

from gateway.dialects.media import Images, Moderations, Rerank, Speech, Transcriptions
from gateway.errors import GatewayError
from gateway.providers.base import Operation
from gateway.server.routes import relay
from gateway.server.visit import Visit


async def images(visit: Visit) -> web.StreamResponse:
    return await relay.carry(visit, Operation.IMAGES, Images)


async def image_edits(visit: Visit) -> web.StreamResponse:
    """A form, or JSON as for GPT image models."""
    return await _with_form(visit, Operation.IMAGE_EDITS, Images, form_only=False)


async def image_variations(visit: Visit) -> web.StreamResponse:
    return await _with_form(visit, Operation.IMAGE_VARIATIONS, Images)


async def speech(visit: Visit) -> web.StreamResponse:
    return await relay.carry(visit, Operation.SPEECH, Speech)


async def transcriptions(visit: Visit) -> web.StreamResponse:
    return await _with_form(visit, Operation.TRANSCRIPTIONS, Transcriptions)


async def translations(visit: Visit) -> web.StreamResponse:
    return await _with_form(visit, Operation.TRANSLATIONS, Transcriptions)


async def moderations(visit: Visit) -> web.StreamResponse:
    return await relay.carry(visit, Operation.MODERATIONS, Moderations)


async def rerank(visit: Visit) -> web.StreamResponse:
    return await relay.carry(visit, Operation.RERANK, Rerank)


async def _with_form(
    visit: Visit, operation: Operation, spoken: relay.Spoken, *, form_only: bool = True
) -> web.StreamResponse:
    relay.check_open(visit)
    await visit.caller()  # before anything large is read
    async with visit.form() as form:
        if form is None and form_only:
            raise GatewayError("invalid_request", "this endpoint takes multipart/form-data")
        return await relay.carry(visit, operation, spoken, form=form)
