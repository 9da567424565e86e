"""``/images/generations``, ``/images/edits`` and ``/images/variations``.

After OpenAI's API reference (Images, 2026-08). GPT image models report tokens; DALL-E and most
others are paid by the image.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
from msgspec import Raw, Struct

from gateway.dialects import wire
from gateway.dialects.base import Peek
from gateway.dialects.media.base import MediaDialect, no_answer
from gateway.dialects.openai_chat.usage import count, decode_usage
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.errors import DialectError

_MOST = 128
_SIZE = "1024x1024"
_CLASSES = frozenset({"1k", "2k", "4k"})
_QUALITIES = frozenset({"hd", "low", "medium"})
"""Those that have prices of their own by the picture."""
_TOKENS = {
    "low": (272, 408),
    "medium": (1056, 1584),
    "high": (4160, 6240),
}
"""Output tokens of a square and of an oblong picture, by quality (OpenAI's image guide)."""
_PARTIAL_TOKENS = 100
_READ_TOKENS, _READ_TOKENS_FAITHFUL = 600, 6_300
"""Input tokens of a picture, also with ``input_fidelity: high``, for estimates."""


class Head(Struct):
    model: str | None = None
    prompt: Any = None
    n: int | None = None
    size: str | None = None
    quality: str | None = None
    resolution: Any = None
    stream: bool | None = None
    partial_images: int | None = None
    input_fidelity: str | None = None
    image: Any = None
    images: Any = None


class _Answer(Struct):
    data: list[Raw] | None = None
    images: list[Raw] | None = None
    size: Any = None
    quality: Any = None
    usage: Any = None


class _Entry(Struct):
    error: Any = None


# A form's fields are texts: "2" and "true" are read as what they say.
_head: msgspec.json.Decoder[Head] = msgspec.json.Decoder(Head, strict=False)
_answer: msgspec.json.Decoder[_Answer] = msgspec.json.Decoder(_Answer)
_entry: msgspec.json.Decoder[_Entry] = msgspec.json.Decoder(_Entry)


class Images(MediaDialect):
    name = "openai_images"
    default_model = "dall-e-2"

    def peek(self, body: bytes) -> Peek:
        head = wire.decode(_head, body)
        number = 1 if head.n is None else head.n
        if not 1 <= number <= _MOST:
            raise DialectError(f"n must be between 1 and {_MOST}", "n")
        tokens = number * _tokens(head)
        return Peek(
            model=self._model(head.model),
            stream=bool(head.stream),
            max_output=0,
            likely=Usage(
                output=tokens,
                image_in=_read_tokens(head),
                image_out=tokens,
                units=(("images", number), ("images_in", _inputs(head))),
                made=_made(head.quality, head.resolution or head.size),
            ),
        )

    def prompt_texts(self, body: bytes) -> tuple[list[str], int]:
        head = wire.decode(_head, body)
        return [head.prompt] if isinstance(head.prompt, str) else [], _read_tokens(head)

    def answer_usage(self, body: bytes) -> tuple[Usage | None, list[str], Failure | None]:
        answer = wire.decode(_answer, body)
        pictures = answer.data if answer.data is not None else answer.images
        if pictures is None:
            return None, [], no_answer(body, "data")
        asked = wire.decode(_head, self._body)
        said = self.event_usage(answer.usage) or Usage()
        number = sum(map(_is_made, pictures))
        units = (("images", number), ("images_in", _inputs(asked)))
        size = answer.size or asked.resolution or asked.size
        made = _made(answer.quality or asked.quality, size)
        return replace(said, units=units, made=made), [], None

    def edit_answer(self, body: bytes, model: str) -> bytes:
        """Nothing to rename: answers with pictures name no model, and are large."""
        return body

    def event_usage(self, usage: Any) -> Usage | None:
        said = decode_usage(usage)
        if said is None:
            return None
        read = usage.get("input_tokens_details")
        written = usage.get("output_tokens_details")
        words = count(written, "text_tokens") if isinstance(written, dict) else 0
        seen = count(read, "image_tokens") if isinstance(read, dict) else 0
        return Usage(
            input=said.input,
            output=said.output,
            cache_read=said.cache_read,
            image_in=min(seen, said.input - said.cache_read),
            image_out=max(0, said.output - words),
        )


def _is_made(entry: Raw) -> bool:
    """Whether a picture stands there; Ark puts an error in the place of one that it stopped."""
    try:
        return not _entry.decode(entry).error
    except msgspec.DecodeError:
        return True


def _made(quality: Any, size: Any) -> str:
    """Quality and size as prices name them; a size in pixels, or a class of them (``2k``)."""
    known = isinstance(size, str) and ("x" in size or size.lower() in _CLASSES)
    named = size.lower() if known else _SIZE
    return f"{quality} {named}" if quality in _QUALITIES else named


def _tokens(head: Head) -> int:
    """What a picture is likely to cost a model that is paid by tokens; ``auto`` as the dearest."""
    square, oblong = _TOKENS.get(head.quality or "", _TOKENS["high"])
    width, _, height = (head.size or _SIZE).partition("x")
    return (square if width == height else oblong) + _PARTIAL_TOKENS * (head.partial_images or 0)


def _inputs(head: Head) -> int:
    given = head.image if head.image is not None else head.images
    return len(given) if isinstance(given, list) else int(given is not None)


def _read_tokens(head: Head) -> int:
    faithful = head.input_fidelity == "high"
    return _inputs(head) * (_READ_TOKENS_FAITHFUL if faithful else _READ_TOKENS)
