"""What a provider keeps for a token between requests: files and batches."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ObjectKind(StrEnum):
    FILE = "file"
    BATCH = "batch"
    MESSAGE_BATCH = "message_batch"


@dataclass(frozen=True, slots=True)
class UpstreamObject:
    """One of them. ``object_id`` is the provider's, ``created_at`` in Unix milliseconds.

    ``models`` are those a batch asks, by the names clients use; ``endpoint`` the path its requests
    are for. ``object_json`` is the object as the client saw it last. ``settled``: a batch is booked
    (a file always is: it costs nothing).
    """

    kind: ObjectKind
    object_id: str
    token_id: int
    channel_id: int
    key_id: int
    created_at: int
    object_json: bytes
    models: tuple[str, ...] = ()
    endpoint: str = ""
    settled: bool = True
    id: int = 0
