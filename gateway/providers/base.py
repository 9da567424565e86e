"""What the relay asks of a provider: where, with which headers, what its errors mean. No I/O."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, Protocol

from gateway.domain.failure import Failure
from gateway.errors import ServiceError


class Operation(StrEnum):
    CHAT = "chat"
    EMBEDDINGS = "embeddings"
    COUNT_TOKENS = "count_tokens"
    COMPACT = "compact"
    """A long conversation as a short one that its own vendor can read (OpenAI Responses)."""
    MODELS = "models"
    COMPLETIONS = "completions"
    IMAGES = "images/generations"
    IMAGE_EDITS = "images/edits"
    IMAGE_VARIATIONS = "images/variations"
    SPEECH = "audio/speech"
    TRANSCRIPTIONS = "audio/transcriptions"
    TRANSLATIONS = "audio/translations"
    MODERATIONS = "moderations"
    RERANK = "rerank"


MEDIA = frozenset(
    {
        *(Operation.IMAGES, Operation.IMAGE_EDITS, Operation.IMAGE_VARIATIONS, Operation.SPEECH),
        *(Operation.TRANSCRIPTIONS, Operation.TRANSLATIONS, Operation.MODERATIONS),
        Operation.RERANK,
    }
)
"""What is spoken in OpenAI's way only, and never converted; the values are its paths."""


class Pieces(Protocol):
    """A body that is read as it leaves, as often as it is sent."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[bytes]: ...


class Field(Protocol):
    """One field of a form; ``filename`` is None for plain text."""

    @property
    def name(self) -> str: ...

    @property
    def filename(self) -> str | None: ...


class Fields(Protocol):
    """A form with files, as a client sent it."""

    @property
    def summary(self) -> bytes:
        """Its texts as a JSON object; files by their names and sizes."""
        ...

    def fields(self) -> Iterator[tuple[Field, Pieces]]:
        """Fields and their values, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A channel and one of its keys, as a provider needs them.

    ``key`` is the plain secret, '' for none; ``model`` the name that is sent, for vendors that want
    it in the path. ``access`` is the token that an :class:`Exchanging` provider's key was exchanged
    for, '' where the key itself is sent.
    """

    base_url: str
    key: str = field(default="", repr=False)
    settings: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    model: str = ""
    access: str = field(default="", repr=False)
    proxy: str = field(default="", repr=False)
    """The channel's own way out, and whom it trusts beside the system: the relay's business."""
    authority: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class UpstreamRequest:
    """One HTTP request, complete. ``url`` is already encoded."""

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(default=b"", repr=False)
    pieces: Pieces | None = field(default=None, repr=False)
    """What is sent instead of ``body``, where that would be too large to hold."""
    asked: bytes = field(default=b"", repr=False)
    """What the client asked, where a provider has to know it when it reads the answer."""
    operation: Operation = Operation.CHAT
    """Of what was ``asked``."""


@dataclass(frozen=True, slots=True)
class ModelInfo:
    id: str
    name: str = ""
    kind: str = "chat"
    """``chat``, ``embedding``, ``image``, ``audio``, ``rerank``, ``other``:

    As far as the provider tells.
    """


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One setting of a channel, from which the provider's form is drawn. Labels are message ids.

    ``pairs`` are texts by names (a deployment for a model). ``pattern`` is what a text has to match
    as a whole; ``example`` shows how one looks where there is no default.
    """

    name: str
    kind: Literal["text", "int", "bool", "choice", "pairs"]
    label: str
    default: Any = None
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    required: bool = False
    """Nothing can be sent without it, and it has no default."""
    connects: bool = False
    """It says where requests go: it stands beside address and keys, also in a new channel."""
    pattern: str = ""
    example: str = ""


def invalid_key(example: str) -> ServiceError:
    """The refusal of a credential that is none of a provider's; ``example`` is how one looks."""
    why = f"this is no key of this provider; one looks like {example}"
    return ServiceError("invalid_key", why, {"keys": why, "example": example})


class Provider(Protocol):
    """Who answers. Stateless; one instance per registered id."""

    id: str
    name: str
    tile: str
    """One or two letters that stand for it in lists."""
    base_url: str
    """The default; '' where the owner must give one."""
    needs_key: bool
    local: bool
    """Runs on the owner's machines: an unpriced model of it is free."""
    key_url: str
    """The page where its keys are made."""
    dialects: tuple[str, ...]
    """Chat dialects it speaks, preferred first."""
    operations: frozenset[Operation]
    fields: tuple[FieldSpec, ...]
    catalogue: tuple[str, ...]
    """Models to offer where listing is not supported."""
    numeric_types: tuple[int, ...]
    """one-api's channel types that mean this provider."""

    def normalise_base_url(self, url: str) -> str:
        """A base URL as people paste it (trailing slash, ``/v1``, a whole endpoint) in the form
        stored; '' gives the default. Idempotent. Raises ServiceError ``invalid_base_url``.
        """
        ...

    def dialects_for(self, endpoint: Endpoint) -> tuple[str, ...]:
        """Chat dialects this endpoint speaks, preferred first (settings may decide)."""
        ...

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
        """``client_headers`` has lower-case names; only those the dialect defines are passed on.

        Raises GatewayError ``not_implemented`` for an operation it does not have.
        """
        ...

    def adapt(self, dialect: str, endpoint: Endpoint, body: bytes) -> bytes:
        """Provider-specific edits of an encoded chat body (Ollama's num_ctx);

        Usually ``body`` itself.
        """
        ...

    def models_requests(self, endpoint: Endpoint) -> Sequence[UpstreamRequest]:
        """Candidates in order:

        404 and 405 mean the next one, any other failure stops. Empty: not supported.
        """
        ...

    def parse_models(self, body: bytes) -> list[ModelInfo]:
        """Raises DialectError for what is no model list."""
        ...

    def classify(
        self,
        status: int,
        headers: Mapping[str, str],
        body: bytes,
        endpoint: Endpoint | None = None,
    ) -> Failure:
        """What a refusal means, also one inside HTTP 200. ``headers`` has lower-case names.

        Secrets never reach the message: what looks like a key is masked, and whatever ``endpoint``
        (the one the request went to) holds, whose keys may look like anything.
        """
        ...
