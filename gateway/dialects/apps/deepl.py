"""DeepL's translation as a chat, one-api's way (https://developers.deepl.com/docs/api-reference).

The last thing said is translated; the model's name says into what: ``deepl-de``, ``deepl-zh``.
"""

from __future__ import annotations

from typing import Any

from gateway.dialects import failures, wire
from gateway.dialects.apps.events import object_of, text
from gateway.dialects.apps.transcript import check, last_text, refuse_images
from gateway.dialects.ollama.streams import OllamaDecoder
from gateway.domain.conversation import Answer, Choice, Conversation, Text
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import DialectError

_PREFIX = "deepl-"
_DEFAULT = "ZH"  # one-api's
_OLD = {"EN": "EN-US", "PT": "PT-PT"}
"""Targets that DeepL has only by their country now."""


class DeepL:
    """See :class:`~gateway.dialects.base.UpstreamDialect`; it never streams.

    A billed character counts as a token of input: prices are dollars per million characters.
    """

    name = "deepl"

    def encode_request(self, conversation: Conversation, model: str) -> bytes:
        check(conversation, self.name)
        refuse_images(conversation)
        lower = model.lower()
        target = lower.removeprefix(_PREFIX).upper() if lower.startswith(_PREFIX) else ""
        target = target or _DEFAULT
        return wire.dumps(
            {
                "text": [last_text(conversation)],
                "target_lang": _OLD.get(target, target),
                "show_billed_characters": True,
            }
        )

    def decode_answer(self, body: bytes) -> Answer:
        value = object_of(body)
        texts = _texts(value)
        if texts is None:
            raise DialectError(text(value.get("message")) or "The answer has no translation")
        return Answer("", "", [Choice([Text("\n".join(texts))])], _usage(value))

    def answer_usage(self, body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
        value = object_of(body)
        texts = _texts(value)
        if texts is None:
            return None, [], failures.from_error(value)
        return _usage(value), texts, None

    def stream_decoder(self) -> OllamaDecoder:
        return OllamaDecoder()


def _translations(value: dict[str, Any]) -> list[dict[str, Any]] | None:
    found = value.get("translations")
    if not isinstance(found, list) or not found:
        return None
    return [each for each in found if isinstance(each, dict)]


def _texts(value: dict[str, Any]) -> list[str] | None:
    found = _translations(value)
    return None if found is None else [text(each.get("text")) for each in found]


def _usage(value: dict[str, Any]) -> Usage | None:
    counts = [each.get("billed_characters") for each in _translations(value) or ()]
    if not counts or not all(isinstance(count, int) for count in counts):
        return None
    return Usage(input=sum(int(count or 0) for count in counts))
