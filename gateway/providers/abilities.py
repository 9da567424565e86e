"""What some providers can do beyond what the relay asks of all.

A provider says what it can by deriving from these. They are classes and no protocols, because the
relay asks for every request, and comparing a protocol with a provider costs as much as the rest.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from gateway.domain.balance import Balance
from gateway.domain.failure import Failure
from gateway.domain.usage import Usage
from gateway.providers.base import Endpoint, Fields, Operation, Provider, UpstreamRequest


class Paged(ABC):
    """A provider whose model list may come in pages."""

    @abstractmethod
    def next_page(self, request: UpstreamRequest, body: bytes) -> UpstreamRequest | None:
        """The request for the page behind the one that ``request`` got; None behind the last."""


class KeepsResponses(ABC):
    """A provider that keeps responses of its own."""

    @abstractmethod
    def delete_response(self, endpoint: Endpoint, response_id: str) -> UpstreamRequest:
        """The request that deletes one."""


class Keeper(ABC):
    """A provider that may keep things between requests, at paths of its own."""

    keeps: frozenset[str]
    """Of ``files``, ``batches``, ``message_batches``, and ``realtime`` sessions."""
    batch_share: int
    """What a batch costs of its requests' price, in hundredths."""

    @abstractmethod
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


class Signing(ABC):
    """A provider whose requests carry a signature of the moment they are sent."""

    @abstractmethod
    def sign(self, request: UpstreamRequest, endpoint: Endpoint, now: datetime) -> UpstreamRequest:
        """The whole request with its signature; nothing of it may change afterwards."""


@dataclass(frozen=True, slots=True)
class AccessToken:
    value: str = field(repr=False)
    expires_in_s: float


class Exchanging(ABC):
    """A provider that takes tokens of a limited life, for which keys are exchanged."""

    @abstractmethod
    def token_identity(self, endpoint: Endpoint) -> str:
        """The same for whatever yields the same token, and no secret; '' where the endpoint's key
        is sent as it is. Asked for every request.
        """

    @abstractmethod
    def grant(self, endpoint: Endpoint, now: datetime) -> UpstreamRequest:
        """The request that exchanges the key. Raises ServiceError ``invalid_key``."""

    @abstractmethod
    def parse_grant(self, body: bytes) -> AccessToken:
        """Raises DialectError for what is no token."""

    @abstractmethod
    def refused_grant(
        self, status: int, headers: Mapping[str, str], body: bytes, endpoint: Endpoint
    ) -> Failure:
        """What it means that there is no token; as :meth:`Provider.classify`."""


class CheckingKeys(ABC):
    """A provider that can tell a credential of its own from something else."""

    @abstractmethod
    def check_key(self, key: str) -> str:
        """The key in the form stored. Raises ServiceError ``invalid_key``, whose message says what
        a key of this provider looks like.
        """


class Reframing(ABC):
    """A provider that wraps streams of a known dialect in a framing of its own."""

    @abstractmethod
    def framing(self, dialect: str, content_type: str) -> str:
        """Its name among the dialects' reframers; '' where the answer is read as it comes."""


class FormsAsJson(ABC):
    """A provider that takes as JSON what OpenAI takes as a form."""

    @abstractmethod
    def wants_json(self, operation: Operation, endpoint: Endpoint) -> bool:
        """Whether a form of this operation is asked for as OpenAI's JSON of the same request."""


class Naming(ABC):
    """A provider that knows models by other names than the channel does."""

    @abstractmethod
    def named_in_forms(self, endpoint: Endpoint) -> str:
        """What a form with files calls the endpoint's model."""


class OwnForms(ABC):
    """A provider that takes what OpenAI's clients send as forms with files otherwise."""

    @abstractmethod
    def form_request(
        self, operation: Operation, endpoint: Endpoint, form: Fields
    ) -> UpstreamRequest | None:
        """The whole request that stands for ``form``, with ``pieces``; None where the form itself
        is sent to where :meth:`Provider.request` says. Raises GatewayError and Unconvertible.
        """


class OwnEmbeddings(ABC):
    """A provider whose embeddings follow from more than its dialects of chat."""

    @abstractmethod
    def embeddings_dialect(self, endpoint: Endpoint) -> str:
        """The name of the dialect in which this endpoint's model takes texts."""


class Fronting(ABC):
    """A provider behind which stands another, as the channel's settings say."""

    @abstractmethod
    def operations_at(self, settings: Mapping[str, Any]) -> frozenset[Operation]:
        """What a channel with these settings has, of all that ``operations`` names."""


def operations_of(provider: Provider, settings: Mapping[str, Any]) -> frozenset[Operation]:
    """What a channel of this provider has: what it is asked for and tested with."""
    if isinstance(provider, Fronting):
        return provider.operations_at(settings)
    return provider.operations


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
    """``ask``, ``wait_s`` seconds later, as long as it is there: its answer may be the stream. Else
    ``fetch`` what the task made; ``answer`` makes the dialect's body of it, which counts as an
    answer of this ``status`` and ``content_type``. ``usage`` is what the vendor says it consumed,
    where the dialect's body has no place for that.
    """

    ask: UpstreamRequest | None = None
    wait_s: float = 0.0
    fetch: tuple[UpstreamRequest, ...] = ()
    status: int = 200
    answer: Callable[[Sequence[bytes]], bytes] = _nothing
    content_type: str = "application/json"
    usage: Usage | None = None
    again: bool = False
    """The last question is asked again, ``wait_s`` seconds later: its answer names no task."""
    costs: Literal["told", "asked", "later"] = "told"
    """What the vendor may charge for: the task that it has ``told`` of, whose question may be asked
    again; what is ``asked`` now; or what is asked ``later``. The last two are sent once.
    """
    instead: UpstreamRequest | None = None
    """What stands for the first request from here on, where the rest hangs on what was told."""


class Tasking(ABC):
    """A provider that answers some requests with the name of a task."""

    named_in_streams = False
    """Whether a stream that answers at once is a task too, which its beginning names."""

    @abstractmethod
    def is_task(self, request: UpstreamRequest) -> bool:
        """Whether this request's answer may name one."""

    @abstractmethod
    def follow(
        self, request: UpstreamRequest, endpoint: Endpoint, body: bytes, *, stream: bool
    ) -> TaskStep | None:
        """What follows an answer's body, of the request or of a question; None where ``body`` is
        the answer itself. ``request`` is the first one. Raises DialectError, also for an address
        that is not to be asked.
        """

    def cancel(
        self, request: UpstreamRequest, endpoint: Endpoint, body: bytes
    ) -> UpstreamRequest | None:
        """The request that ends the task of which ``body`` tells, because nobody waits for it any
        more; None where there is no such request. ``request`` is the first one. Of a stream,
        ``body`` is what came of it, its first kilobytes at most.
        """
        return None

    def again(self, question: UpstreamRequest, endpoint: Endpoint) -> UpstreamRequest:
        """The question once more: as it is, but for who signs its moment."""
        return question


class TellingUsage(ABC):
    """A provider that may tell beside an answer what it consumed."""

    @abstractmethod
    def told_usage(self, request: UpstreamRequest, headers: Mapping[str, str]) -> Usage | None:
        """What the headers of an answer to ``request`` say; None where that is nothing."""


class TellingBalance(ABC):
    """A provider that may say what is left on a key's account."""

    @abstractmethod
    def balance_inquiries(self, endpoint: Endpoint, today: date) -> Sequence[BalanceInquiry]:
        """Candidates in order: whatever one fails with means the next. Empty: not told."""
