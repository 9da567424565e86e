"""What a model is good for, as far as channels are tested for it."""

from __future__ import annotations

from enum import StrEnum


class Capability(StrEnum):
    CHAT = "chat"
    EMBEDDING = "embedding"
    RERANK = "rerank"
    IMAGE = "image"
    SPEECH = "speech"
    """Text in, sound out."""
    TRANSCRIPTION = "transcription"
    """Sound in, text out."""

    @property
    def asks_first(self) -> bool:
        """Whether a test of it costs enough that nobody starts one unasked."""
        return self in _DEAR


_DEAR = frozenset({Capability.IMAGE, Capability.SPEECH, Capability.TRANSCRIPTION})
SCHEDULED = frozenset({Capability.CHAT, Capability.EMBEDDING})
"""What is tested by itself, without anybody who has asked for it."""
