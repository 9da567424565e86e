"""xAI: OpenAI's interface; edits of pictures as JSON where OpenAI takes a form, and sound in words
of its own (``xai_sound.py``).

https://docs.x.ai/developers/model-capabilities/images/editing
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gateway.providers.abilities import TaskStep
from gateway.providers.base import Endpoint, Fields, Operation, UpstreamRequest
from gateway.providers.media import packed, transcripts
from gateway.providers.media.json_edits import JsonEdits
from gateway.providers.media.own_transcripts import OwnTranscripts
from gateway.providers.media.picture_answers import request_of
from gateway.providers.openai_compatible import OPENAI_CHAT
from gateway.providers.xai import sound as xai_sound


class XAI(JsonEdits, OwnTranscripts):
    """See Provider."""

    def request(
        self,
        operation: Operation,
        dialect: str,
        endpoint: Endpoint,
        body: bytes,
        client_headers: Mapping[str, str],
        *,
        stream: bool,
    ) -> UpstreamRequest:
        if operation is not Operation.SPEECH:
            return super().request(
                operation, dialect, endpoint, body, client_headers, stream=stream
            )
        own = xai_sound.speech_body(body)
        made = self.sent(xai_sound.SPEAKS, OPENAI_CHAT, endpoint, own, {}, stream=False)
        waits = xai_sound.whole(request_of(body))
        headers = {**made.headers, "Accept": "*/*"}
        return replace(made, headers=headers, asked=body if waits else b"", operation=operation)

    def form_request(
        self, operation: Operation, endpoint: Endpoint, form: Fields
    ) -> UpstreamRequest | None:
        """See OwnForms."""
        if operation is not Operation.TRANSCRIPTIONS:
            return None
        transcripts.check_format(request_of(form.summary))
        texts = xai_sound.hearing_texts(packed.texts_of(form))
        return self.sent_form(operation, endpoint, form, texts, xai_sound.HEARS)

    def follow(
        self, request: UpstreamRequest, endpoint: Endpoint, body: bytes, *, stream: bool
    ) -> TaskStep | None:
        """See Tasking. What holds neither sound nor text is the answer: an error."""
        if request.operation is Operation.SPEECH:
            return xai_sound.speech_step(request.asked, body)
        return super().follow(request, endpoint, body, stream=stream)
