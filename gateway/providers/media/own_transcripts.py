"""Vendors who take OpenAI's forms with sound and answer in some of its forms of transcripts alone:
the others are made of those here.

The types of openrouter 1.3 (STTRequest), together 3.1, groq 1.7 and the vendors' API references;
what each has is in its preset.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from gateway.errors import DialectError, Unconvertible
from gateway.providers.abilities import OwnForms, Tasking, TaskStep
from gateway.providers.base import Endpoint, Fields, Operation, UpstreamRequest
from gateway.providers.media import packed, transcripts
from gateway.providers.media.picture_answers import object_of, request_of
from gateway.providers.openai_compatible import OPENAI_CHAT, OpenAICompatible

HEARS = frozenset({Operation.TRANSCRIPTIONS, Operation.TRANSLATIONS})
_MADE = frozenset({"json", "text", "srt", "verbose_json", "vtt"})
_ERRORS = frozenset({"error", "code", "message"})
_TIMED = frozenset({"srt", "verbose_json", "vtt"})


class OwnTranscripts(OpenAICompatible, OwnForms, Tasking):
    """See Provider."""

    def form_request(
        self, operation: Operation, endpoint: Endpoint, form: Fields
    ) -> UpstreamRequest | None:
        """See OwnForms: None where the vendor has the form of transcript that is wanted."""
        had = self.preset.transcripts
        if operation not in HEARS or not had:
            return None
        asked = request_of(form.summary)
        wanted = asked.get("response_format") or "json"
        unsaid = self.preset.transcripts_named and not asked.get("response_format")
        if wanted not in _MADE or (wanted in had and not unsaid):
            return None
        return self.sent_form(operation, endpoint, form, self.form_texts(asked, form))

    def form_texts(self, asked: Mapping[str, Any], form: Fields) -> list[tuple[str, str]]:
        """The form's texts but for its model, so that what is wanted can be made of the answer.

        Raises Unconvertible where the vendor does not tell enough for that.
        """
        wanted = asked.get("response_format")
        if wanted in _TIMED and "verbose_json" not in self.preset.transcripts:
            raise Unconvertible(f"{self.name} does not tell when what is said", "response_format")
        kept = [each for each in packed.texts_of(form) if each[0] != "response_format"]
        if wanted in _TIMED:
            return [*kept, ("response_format", "verbose_json")]
        return [*kept, ("response_format", "json")] if self.preset.transcripts_named else kept

    def sent_form(
        self,
        operation: Operation,
        endpoint: Endpoint,
        form: Fields,
        texts: Iterable[tuple[str, str]],
        path: str = "",
    ) -> UpstreamRequest:
        """The form's file behind these texts and the endpoint's model, below the base URL."""
        part, file = packed.file_of(form)
        named = [each for each in texts if each[0] != "model"]
        body = packed.PackedForm([("model", endpoint.model), *named], part, file)
        made = self.sent(path or operation.value, OPENAI_CHAT, endpoint, b"", {}, stream=False)
        headers = {name: value for name, value in made.headers.items() if name != "Content-Type"}
        return replace(
            made,
            headers={**headers, "Content-Type": body.content_type},
            pieces=body,
            asked=form.summary,
            operation=operation,
        )

    def is_task(self, request: UpstreamRequest) -> bool:
        """What is put in other words keeps what was asked."""
        return bool(request.asked)

    def follow(
        self, request: UpstreamRequest, endpoint: Endpoint, body: bytes, *, stream: bool
    ) -> TaskStep | None:
        """See Tasking. An error inside an answer is the answer."""
        value = object_of(body)
        heard = transcripts.read(value)
        if heard is not None:
            return transcripts.told(request_of(request.asked), heard)
        if value.keys().isdisjoint(_ERRORS):
            raise DialectError("the answer holds no text")
        return None
