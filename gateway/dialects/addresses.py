"""Which upstreams take an image only as its data, never by its web address."""

from __future__ import annotations

from collections.abc import Iterator

from gateway.dialects.base import Dialect
from gateway.dialects.gemini import models
from gateway.dialects.spark import LOOKS, SparkSocket
from gateway.domain.conversation import Block, Conversation, Image, ToolResult
from gateway.errors import DialectError

_NEVER = frozenset(("ollama", "bedrock"))
_SCHEMES = ("https://", "http://")


def wants_data(dialect: str, model: str) -> bool:
    """Whether an image's address means nothing to ``model`` behind ``dialect``."""
    if dialect == "gemini":
        return not models.fetches_web_addresses(model)
    if dialect == SparkSocket.name:
        return model == LOOKS
    return dialect in _NEVER


def image_addresses(spoken: Dialect, body: bytes) -> list[str]:
    """The web addresses of a request's images; none for a body that cannot be read."""
    if b"http" not in body:
        return []
    try:
        return [image.url for image in addressed_images(spoken.decode_request(body))]
    except DialectError:
        return []  # told where the request is converted


def addressed_images(conversation: Conversation) -> Iterator[Image]:
    """The images that are only named by a web address, those in tools' results included."""
    for turn in conversation.turns:
        yield from _addressed(turn.blocks)


def _addressed(blocks: list[Block]) -> Iterator[Image]:
    for block in blocks:
        if isinstance(block, ToolResult):
            yield from _addressed(block.content)
        elif isinstance(block, Image) and not block.data and block.url.startswith(_SCHEMES):
            yield block
