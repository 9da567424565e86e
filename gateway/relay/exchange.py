"""The state of one request while it lives."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from gateway.dialects.base import Peek, StreamMeter
from gateway.domain.failure import Failure
from gateway.domain.price import ONE, Price
from gateway.domain.usage import Usage
from gateway.ledger.accounts import Reservation
from gateway.providers.base import Operation
from gateway.relay.call import Call
from gateway.relay.channel_gauges import ChannelSeat
from gateway.relay.limits import Seat
from gateway.relay.off_loop import off_loop
from gateway.relay.pictures import Picture
from gateway.relay.planner import Candidate, Plan
from gateway.relay.rests import Trial
from gateway.relay.signatures import Place
from gateway.relay.vendor_chats import VendorChat
from gateway.store.journal import AttemptRow


@dataclass(slots=True, eq=False)
class Attempt:
    """One try at one candidate."""

    number: int
    candidate: Candidate
    price: Price
    unpriced: bool
    dialect: str
    started: float
    multiplier: Fraction = ONE
    """The group's when the money was reserved; like the price, it stays this request's."""
    connect_ms: int = 0
    http_status: int = 0
    first_token_ms: int = 0
    upstream_id: str = ""
    converts: bool = False
    """Its upstream has no legacy completions: they are sent as a conversation."""
    content_type: str = ""
    """Of its answer, where that is passed on with it; '' for the dialect's own."""
    access: str = field(default="", repr=False)
    """The token its key was exchanged for, '' where the key itself is sent."""
    adapted: tuple[str, ...] = ()
    """What its request lost or had changed for its model, in words of a header."""
    body: bytes = field(default=b"", repr=False)
    """What was sent, where that was a conversation."""
    tries_before: int = 0
    """Attempts at the same candidate, with what it has refused since."""
    answered: bool = False
    """A 200 came: the upstream took the prompt and may charge for it."""
    owed: bool = False
    """What its vendor makes for nobody now is the owner's to pay."""
    place: Place | None = None
    """Where its proofs of thoughts are remembered, if there are any."""
    said_before: str = ""
    stops: Sequence[str] = ()
    """Stop texts that its upstream cannot be told: its answer is cut here."""
    chat: VendorChat | None = None
    """Its conversation where the upstream keeps such."""
    meter: StreamMeter = field(default_factory=StreamMeter)
    tier: str = ""
    """The service tier that its answer's headers name, where that has prices of its own."""
    told: Usage | None = None
    """What its vendor said beside an answer that has no place for it."""

    def again(self, number: int) -> Attempt:
        """The next one at the same candidate, with the same money held."""
        return Attempt(
            number,
            self.candidate,
            self.price,
            self.unpriced,
            "",
            time.monotonic(),
            self.multiplier,
            tries_before=self.tries_before + 1,
        )

    def at_tier(self, usage: Usage) -> Usage:
        """``usage`` with the tier that the answer's headers name, where it names none itself."""
        return replace(usage, tier=self.tier) if self.tier and not usage.tier else usage

    def cost_of(self, usage: Usage) -> int:
        """What the channel's provider takes for ``usage``, in nano-dollars."""
        return self.price.nano(usage, self.candidate.channel.cost_factor)

    @property
    def maker(self) -> tuple[int, int]:
        """Ids of the channel and the key that answer."""
        return self.candidate.channel.id, self.candidate.key.id


@dataclass(slots=True, eq=False)
class Entered:
    """A request's place at a candidate: taken in the step that chose it, so that requests at once
    cannot both take the last one, or both try what rests.
    """

    candidate: Candidate
    seat: ChannelSeat | None
    trial: Trial | None
    likely: int
    """Tokens it was let in with."""

    def leave(self, exchange: Exchange) -> None:
        if self.seat is not None:
            self.seat.leave(exchange.used_by(self.candidate, self.likely))
        if self.trial is not None:
            self.trial.end()


@dataclass(slots=True, eq=False)
class Exchange:
    """One request from admission to its entry in the log.

    ``estimate`` is the prompt in tokens as counted here; ``lowered`` the output limit that was
    forwarded instead of the client's, None if it was left alone.
    """

    call: Call
    peek: Peek
    plan: Plan
    estimate: int = 0
    summarises: bool = False
    """The running candidate cannot compact by itself: it is asked for a summary, in a chat."""
    forced: int = 0
    """Tokens that the running candidate's own system prompt adds to it."""
    reservation: Reservation | None = None
    admission: Seat | None = None
    """Its place among its token's limits, where there are any."""
    entered: Entered | None = None
    """The running candidate's limits and circuit, from the moment it was chosen."""
    attempt: Attempt | None = None
    attempts: list[AttemptRow] = field(default_factory=list)
    failures: list[tuple[Candidate, Failure]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    """Candidates that have no price, in words."""
    unserved: list[str] = field(default_factory=list)
    """Candidates whose provider lacks the endpoint, in words."""
    lowered: int | None = None
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """Images fetched for an upstream that takes only their data, by address."""
    first_token_ms: int = 0
    last_write: float = 0.0
    stood_in: tuple[str, ...] = ()
    """Models that stood in for the one that was asked for, the last of them serving."""
    conversation: bytes = b""
    """What its conversation is known by, where it may stay with a channel; b'' elsewhere."""
    verdict_by: float = 0.0
    """Until when it waits for others' trials, once it does."""
    prompt: tuple[list[str], int] | None = None
    """What :func:`read_prompt` found, until somebody is asked."""
    settled: bool = False
    served: str = ""
    """Whence its answer came where no channel was asked: ``cache``, ``replay``."""
    provider: str = ""
    dialect_out: str = ""
    write_keep_alive: Callable[[], None] | None = None
    on_content: Callable[[], None] | None = None
    """Told at the first content event."""
    cancel: Callable[[], object] | None = None
    ended_by_owner: bool = False
    time_limit: asyncio.Timeout | None = None
    """The running attempt's, where the owner set one."""

    @property
    def chats(self) -> bool:
        """Whether the running candidate is asked in a conversation."""
        return self.summarises or self.call.operation is Operation.CHAT

    def is_passed(self, attempt: Attempt) -> bool:
        """Whether both sides of an attempt speak the same, so that bytes pass."""
        return attempt.dialect == self.call.dialect.name and not self.summarises

    def cost_of(self, usage: Usage) -> int:
        """What the running attempt's provider takes for ``usage``; 0 where none runs."""
        return self.attempt.cost_of(usage) if self.attempt else 0

    @property
    def prompt_tokens(self) -> int:
        """The prompt as it is sent, estimated."""
        return self.estimate + self.forced

    @property
    def elapsed_ms(self) -> int:
        return int((time.monotonic() - self.call.started) * 1000)

    @property
    def asked_model(self) -> str:
        return self.peek.model

    def is_forgotten_by(self, candidate: Candidate, failure: Failure) -> bool:
        """Whether the candidate may be asked again, with the whole conversation."""
        continued = self.call.continued
        return continued is not None and continued.is_forgotten_by(
            candidate.channel.id, candidate.key.id, failure.error_code
        )

    def used_by(self, candidate: Candidate, likely: int) -> int:
        """Tokens that the last attempt used, at ``candidate``; ``likely`` where it still counts."""
        if self.attempt is not None and self.attempt.answered:
            return likely
        last = self.attempts[-1] if self.attempts else None
        if last is None or last.channel_id != candidate.channel.id:
            return 0
        return last.input_tokens + last.output_tokens

    def lift_time_limit(self) -> None:
        """The answer is whole: what is left is ours, and must not be tried again."""
        if self.time_limit is not None:
            self.time_limit.reschedule(None)

    def note_first_token(self) -> int:
        """Marks the first content event; milliseconds since the request's start."""
        if not self.first_token_ms:
            self.first_token_ms = max(1, self.elapsed_ms)
            if self.attempt is not None:
                since = time.monotonic() - self.attempt.started
                self.attempt.first_token_ms = max(1, int(since * 1000))
            if self.on_content is not None:
                self.on_content()
        return self.first_token_ms

    def end_attempt(
        self,
        status: str,
        *,
        usage: Usage,
        cost_nano: int,
        failure: Failure | None = None,
        why: str = "",
    ) -> None:
        """Writes the running attempt down; ``why`` it ended where it has not failed."""
        attempt = self.attempt
        if attempt is None:
            return
        now = time.monotonic()
        candidate = attempt.candidate
        self.attempts.append(
            AttemptRow(
                request_id=self.call.request_id,
                number=len(self.attempts) + 1,
                channel_id=candidate.channel.id,
                channel_name=candidate.channel.name,
                key_id=candidate.key.id,
                key_hint=candidate.key.hint,
                sent_model=candidate.sent_model,
                status=status,
                http_status=failure.status if failure else attempt.http_status,
                error_class=failure.kind.value if failure else "",
                error_message=failure.message if failure else why,
                start_ms=int((attempt.started - self.call.started) * 1000),
                connect_ms=attempt.connect_ms,
                first_token_ms=attempt.first_token_ms,
                duration_ms=int((now - attempt.started) * 1000),
                input_tokens=usage.input,
                output_tokens=usage.output,
                cost_nano=cost_nano,
                upstream_request_id=attempt.upstream_id,
            )
        )
        self.attempt = None


async def read_prompt(exchange: Exchange) -> tuple[list[str], int]:
    """See :meth:`Dialect.prompt_texts`; read once, whoever decides by it. Raises DialectError."""
    if exchange.prompt is None:
        call = exchange.call
        exchange.prompt = await off_loop(len(call.body), call.dialect.prompt_texts, call.body)
    return exchange.prompt
