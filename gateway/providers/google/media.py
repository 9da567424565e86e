"""What Google's models make beside conversations, at AI Studio and at Vertex AI alike."""

from __future__ import annotations

from gateway.providers.abilities import TaskStep
from gateway.providers.base import Operation, UpstreamRequest
from gateway.providers.google import hearing as google_hearing
from gateway.providers.google import images as google_images
from gateway.providers.google import speech as google_speech

_HEARING = frozenset({Operation.TRANSCRIPTIONS, Operation.TRANSLATIONS})
FORMS = _HEARING | {Operation.IMAGE_EDITS}
"""What OpenAI takes as a form and Google's models in a conversation."""
OPERATIONS = FORMS | {Operation.IMAGES, Operation.SPEECH}


def own_body(operation: Operation, body: bytes, model: str) -> tuple[bytes, bytes]:
    """OpenAI's request as ``model`` takes it, and what of it the answer is read by.

    Raises Unconvertible.
    """
    if operation is Operation.SPEECH:
        return google_speech.own_body(body, model), body
    if operation in _HEARING:
        return google_hearing.own_body(operation, body)
    if operation is Operation.IMAGE_EDITS:
        return google_images.edit_body(body, model)
    return google_images.own_body(body, model), body


def method(operation: Operation, model: str) -> str:
    """How the model is asked."""
    makes = operation is Operation.IMAGES
    return google_images.method(model) if makes else google_images.CONVERSE


def step(request: UpstreamRequest, body: bytes) -> TaskStep:
    """The answer as OpenAI's. Raises DialectError."""
    if request.operation is Operation.SPEECH:
        return google_speech.step(request.asked, body)
    if request.operation in _HEARING:
        return google_hearing.step(request.asked, body)
    return google_images.step(request.asked, body)
