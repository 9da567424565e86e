"""What the relay asks of a provider: where, with which headers, what its errors mean. No I/O."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal, Protocol, runtime_checkable

from gateway.domain.balance import Balance
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


@runtime_checkable
class Paged(Protocol):
    """A provider whose model list may come in pages."""

    def next_page(self, request: UpstreamRequest, body: bytes) -> UpstreamRequest | None:
        """The request for the page behind the one that ``request`` got; None behind the last."""
        ...


@runtime_checkable
class KeepsResponses(Protocol):
    """A provider that keeps responses of its own."""

    def delete_response(self, endpoint: Endpoint, response_id: str) -> UpstreamRequest:
        """The request that deletes one."""
        ...


@runtime_checkable
class Keeper(Protocol):
    """A provider that may keep things between requests, at paths of its own."""

    keeps: frozenset[str]
    """Of ``files``, ``batches``, ``message_batches``, and ``realtime`` sessions."""
    batch_share: int
    """What a batch costs of its requests' price, in hundredths."""

    def plain_request(
        self,
        method: str,
        path: str,
        endpoint: Endpoint,
        client_headers: Mapping[str, str],
        body: bytes = b"",
        content_type: str = "",
    ) -> UpstreamRequest:
        """A request to ``path`` (``files/file-1``) as it is, with the channel's authentication."""
        ...


@runtime_checkable
class Signing(Protocol):
    """A provider whose requests carry a signature of the moment they are sent."""

    def sign(self, request: UpstreamRequest, endpoint: Endpoint, now: datetime) -> UpstreamRequest:
        """The whole request with its signature; nothing of it may change afterwards."""
        ...


@dataclass(frozen=True, slots=True)
class AccessToken:
    value: str = field(repr=False)
    expires_in_s: float


@runtime_checkable
class Exchanging(Protocol):
    """A provider that takes tokens of a limited life, for which keys are exchanged."""

    def token_identity(self, endpoint: Endpoint) -> str:
        """The same for whatever yields the same token, and no secret; '' where the endpoint's key
        is sent as it is. Asked for every request.
        """
        ...

    def grant(self, endpoint: Endpoint, now: datetime) -> UpstreamRequest:
        """The request that exchanges the key. Raises ServiceError ``invalid_key``."""
        ...

    def parse_grant(self, body: bytes) -> AccessToken:
        """Raises DialectError for what is no token."""
        ...

    def refused_grant(
        self, status: int, headers: Mapping[str, str], body: bytes, endpoint: Endpoint
    ) -> Failure:
        """What it means that there is no token; as :meth:`Provider.classify`."""
        ...


def invalid_key(example: str) -> ServiceError:
    """The refusal of a credential that is none of a provider's; ``example`` is how one looks."""
    why = f"this is no key of this provider; one looks like {example}"
    return ServiceError("invalid_key", why, {"keys": why, "example": example})


@runtime_checkable
class CheckingKeys(Protocol):
    """A provider that can tell a credential of its own from something else."""

    def check_key(self, key: str) -> str:
        """The key in the form stored. Raises ServiceError ``invalid_key``, whose message says what
        a key of this provider looks like.
        """
        ...


@runtime_checkable
class Reframing(Protocol):
    """A provider that wraps streams of a known dialect in a framing of its own."""

    def framing(self, dialect: str, content_type: str) -> str:
        """Its name among the dialects' reframers; '' where the answer is read as it comes."""
        ...


@runtime_checkable
class OwnEmbeddings(Protocol):
    """A provider whose embeddings follow from more than its dialects of chat."""

    def embeddings_dialect(self, endpoint: Endpoint) -> str:
        """The name of the dialect in which this endpoint's model takes texts."""
        ...


@dataclass(frozen=True, slots=True)
class BalanceInquiry:
    """Requests that are all sent; ``read`` makes a balance of their answers' bodies, in order, and
    raises DialectError for what is none.
    """

    requests: tuple[UpstreamRequest, ...]
    read: Callable[[Sequence[bytes]], Balance]


def _nothing(made: Sequence[bytes]) -> bytes:
    return b""


@dataclass(frozen=True, slots=True)
class TaskStep:
    """``ask`` again as long as it is there. Else ``fetch`` what the task made; ``answer`` makes the
    dialect's body of it, which counts as an answer of this ``status``.
    """

    ask: UpstreamRequest | None = None
    fetch: tuple[UpstreamRequest, ...] = ()
    status: int = 200
    answer: Callable[[Sequence[bytes]], bytes] = _nothing


@runtime_checkable
class Tasking(Protocol):
    """A provider that answers some requests with the name of a task."""

    ask_every_s: float

    def is_task(self, request: UpstreamRequest) -> bool:
        """Whether this request's answer names one."""
        ...

    def follow(self, request: UpstreamRequest, body: bytes) -> TaskStep:
        """What follows an answer's body, of the request or of a question. Raises DialectError."""
        ...


@runtime_checkable
class TellingBalance(Protocol):
    """A provider that may say what is left on a key's account."""

    def balance_inquiries(self, endpoint: Endpoint, today: date) -> Sequence[BalanceInquiry]:
        """Candidates in order: whatever one fails with means the next. Empty: not told."""
        ...


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
