"""The money of a Realtime session: each response is held for, topped up, settled and logged."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from gateway.dialects import realtime
from gateway.dialects.base import Peek
from gateway.dialects.realtime import CHARS_A_TOKEN, OpenAIRealtime, Said
from gateway.domain.budget import Scope
from gateway.domain.price import FREE, Price
from gateway.domain.usage import Usage
from gateway.errors import GatewayError
from gateway.events import EventBus, RequestStarted
from gateway.ledger.accounts import Reservation
from gateway.ledger.ledger import NO_TERMS, Ledger, Terms
from gateway.ledger.tally import Tallies
from gateway.providers.base import Operation
from gateway.relay.call import Call
from gateway.relay.callers import Caller
from gateway.relay.exchange import Attempt, Exchange
from gateway.relay.live import Live
from gateway.relay.money import OUTPUT_AHEAD
from gateway.relay.planner import Candidate, Plan
from gateway.relay.prices import PriceBook
from gateway.relay.settling import Outcome, Settler

_DIALECT = OpenAIRealtime()
_STATUSES = {"cancelled": "cancelled", "failed": "failed", "incomplete": "cut_short"}


@dataclass(frozen=True, slots=True)
class TurnTools:
    """What a session's money works with. ``new_id`` makes a request's id."""

    ledger: Ledger
    tallies: Tallies
    settler: Settler
    prices: PriceBook
    live: Live
    events: EventBus
    now_ms: Callable[[], int]
    new_id: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whose session it is. ``admit`` raises GatewayError once it may not go on.

    ``asked`` is the model as the client calls it.
    """

    caller: Caller
    asked: str
    admit: Callable[[], object]
    endpoint: str = "/v1/realtime"
    client: str = ""
    user_agent: str = ""
    address: str = ""


@dataclass(slots=True, eq=False)
class _Turn:
    """One response under way. ``covered`` output tokens are paid for."""

    exchange: Exchange
    input: Usage
    chars: int = 0
    audio_bytes: int = 0
    covered: int = 0


class Turns:
    """A session's responses, by id. ``end`` is called by the owner to stop one, and so all."""

    def __init__(
        self, tools: TurnTools, visitor: Visitor, home: Candidate, end: Callable[[], object]
    ) -> None:
        self._tools = tools
        self._visitor = visitor
        self._home = home
        self._end = end
        self._price, self._unpriced = self._priced(home.sent_model)
        self._multiplier: Fraction = tools.prices.multiplier(visitor.caller.group)
        self._standby: Reservation | None = None
        self._running: dict[str, _Turn] = {}
        self._text_tokens = 0
        self._audio_tokens = 0
        self._heard_bytes = 0
        self._input_bytes = realtime.bytes_a_token({}, "input")
        self._output_bytes = realtime.bytes_a_token({}, "output")
        self.transcriber = ""

    def _priced(self, model: str) -> tuple[Price, bool]:
        """A model's price, and whether it has none. Raises GatewayError for a limited payer."""
        price = self._tools.prices.price(self._home.channel.provider, model)
        if price is None and self._visitor.caller.payer.limited:
            raise GatewayError(
                "model_unpriced",
                f"'{model}' has no price, so a key with a limited balance cannot use it",
                param="model",
            )
        return (FREE, True) if price is None else (price, False)

    # What is said before a response

    def note_client(self, said: Said) -> None:
        """Adds to the context what the client sent. Raises GatewayError for what it may not."""
        if said.transcriber and said.transcriber != self.transcriber:
            caller = self._visitor.caller
            if not caller.token.allows_model(said.transcriber):
                raise GatewayError(
                    "model_not_allowed", f"this key may not use '{said.transcriber}'", param="model"
                )
            self._priced(said.transcriber)
            self.transcriber = said.transcriber
        self._text_tokens += said.tokens
        self._heard_bytes += said.audio_bytes

    def note_session(self, session: dict[str, object]) -> None:
        self._input_bytes = realtime.bytes_a_token(session, "input")
        self._output_bytes = realtime.bytes_a_token(session, "output")

    def _context(self) -> Usage:
        """What the next response reads, as far as it was seen here."""
        sound = self._audio_tokens + self._heard_bytes // self._input_bytes
        return Usage(input=self._text_tokens + sound, audio_in=sound)

    # Responses

    def open(self) -> None:
        """Holds what the next response needs at least. Raises GatewayError."""
        if self._standby is None:
            needed = self._nano(self._context(), OUTPUT_AHEAD)
            terms = self._terms(self._tools.now_ms(), self._context(), OUTPUT_AHEAD)
            self._standby = self._tools.ledger.reserve(self._visitor.caller.payer, needed, terms)

    def begin(self, response_id: str) -> None:
        """A response has begun. Raises GatewayError where its payer cannot follow or may not."""
        if response_id in self._running:
            return
        visitor, tools = self._visitor, self._tools
        exchange = self._exchange(visitor.asked)
        exchange.reservation, self._standby = self._standby, None
        if exchange.reservation is None:
            exchange.reservation = tools.ledger.owing(visitor.caller.payer, exchange.call.at)
        turn = _Turn(exchange, self._context())
        exchange.estimate = turn.input.input
        exchange.cancel = self._end
        self._running[response_id] = turn
        tools.live.add(exchange)
        visitor.admit()
        if visitor.caller.gauge is not None:
            exchange.admission = visitor.caller.gauge.enter(exchange.estimate, None)
        tools.ledger.change(
            exchange.reservation,
            max(exchange.reservation.nano, self._nano(turn.input, OUTPUT_AHEAD)),
            self._terms(exchange.call.at, turn.input, OUTPUT_AHEAD),
        )
        turn.covered = OUTPUT_AHEAD
        self._intend(exchange)
        if tools.events.watched:
            call = exchange.call
            token = visitor.caller.token
            tools.events.publish(
                RequestStarted(
                    call.request_id, call.at, visitor.asked, token.id, token.name, call.client, True
                )
            )

    def grow(self, response_id: str, chars: int, audio_bytes: int) -> None:
        """More of a response has come. Raises GatewayError at its payer's last cent."""
        turn = self._running.get(response_id)
        if turn is None:
            return
        turn.chars += chars
        turn.audio_bytes += audio_bytes
        turn.exchange.note_first_token()
        attempt = turn.exchange.attempt
        if attempt is not None:
            attempt.meter.chars = turn.chars
        output = self._output(turn)
        if output.output <= turn.covered:
            return
        reservation = turn.exchange.reservation
        assert reservation is not None  # noqa: S101 - begin made it
        for ahead in (OUTPUT_AHEAD, OUTPUT_AHEAD // 8, 0):
            more = self._needed(turn.input, output.output + ahead)
            if self._tools.ledger.top_up(reservation, *more):
                turn.covered = output.output + ahead
                self._tools.settler.rise(turn.exchange, self._price, self._multiplier)
                return
        # The precise refusal says whose balance it is.
        self._tools.ledger.grow(reservation, *self._needed(turn.input, output.output))

    async def done(self, response_id: str, usage: Usage | None, status: str) -> None:
        """Settles a response. Raises GatewayError ``store_unavailable``."""
        if response_id not in self._running:
            self.begin(response_id)
        turn = self._running[response_id]
        nothing = usage is None and not (turn.chars or turn.audio_bytes)
        if usage is None:
            usage = Usage() if nothing and status == "failed" else self._guess(turn)
        self._text_tokens = max(0, usage.input + usage.output - usage.audio_in - usage.audio_out)
        self._audio_tokens = usage.audio_in + usage.audio_out
        self._heard_bytes = 0
        settled = self._close(response_id, usage, _STATUSES.get(status, "done"))
        await self._tools.settler.settle(*settled)

    async def transcribed(self, told: object) -> None:
        """What was heard has been written down, by a model with a price of its own."""
        usage = realtime.transcription_usage(told)
        if not (usage.total or usage.units):
            return
        model = self.transcriber or "transcription"
        price, unpriced = self._priced(model) if self.transcriber else (FREE, True)
        exchange = self._exchange(model, model, price, unpriced)
        exchange.reservation = self._tools.ledger.owing(
            self._visitor.caller.payer, exchange.call.at
        )
        exchange.end_attempt("done", usage=usage, cost_nano=exchange.cost_of(usage))
        outcome = Outcome("done", 200, usage, price, self._multiplier, unpriced)
        await self._tools.settler.settle(exchange, outcome)

    def abandon(self, status: str, message: str) -> None:
        """The session is over: what still runs is paid for as far as it came."""
        for response_id in tuple(self._running):
            usage = self._guess(self._running[response_id])
            exchange, outcome = self._close(response_id, usage, status, message)
            self._tools.settler.submit(exchange, outcome)
        if self._standby is not None:
            self._tools.ledger.release(self._standby)
            self._standby = None

    def _close(
        self, response_id: str, usage: Usage, status: str, message: str = ""
    ) -> tuple[Exchange, Outcome]:
        exchange = self._running.pop(response_id).exchange
        self._tools.live.remove(exchange)
        if exchange.admission is not None:
            exchange.admission.leave()
        if exchange.attempt is not None:
            exchange.attempt.upstream_id = response_id
        exchange.end_attempt(status, usage=usage, cost_nano=exchange.cost_of(usage))
        http_status = 499 if status == "cancelled" else 200
        outcome = Outcome(status, http_status, usage, self._price, self._multiplier, self._unpriced)
        if message:
            outcome = Outcome(
                *(status, http_status, usage, self._price, self._multiplier, self._unpriced),
                error_message=message,
            )
        return exchange, outcome

    def _exchange(
        self,
        model: str,
        sent: str = "",
        price: Price | None = None,
        unpriced: bool | None = None,
    ) -> Exchange:
        visitor, tools = self._visitor, self._tools
        home = self._home
        call = Call(
            request_id=tools.new_id(),
            operation=Operation.CHAT,
            dialect=_DIALECT,
            endpoint=visitor.endpoint,
            body=b"",
            caller=visitor.caller,
            at=tools.now_ms(),
            started=time.monotonic(),
            client=visitor.client,
            user_agent=visitor.user_agent,
            address=visitor.address,
        )
        plan = Plan(visitor.caller.group, model, ())
        exchange = Exchange(call, Peek(model, stream=True), plan)
        exchange.provider, exchange.dialect_out = home.channel.provider, _DIALECT.name
        exchange.attempt = Attempt(
            1,
            Candidate(home.channel, home.key, sent or home.sent_model),
            self._price if price is None else price,
            self._unpriced if unpriced is None else unpriced,
            _DIALECT.name,
            call.started,
            self._multiplier,
        )
        exchange.attempt.http_status = 200
        exchange.attempt.answered = True
        return exchange

    def _intend(self, exchange: Exchange) -> None:
        nano = exchange.reservation.nano if exchange.reservation else 0
        self._tools.settler.intend(exchange, self._price, self._multiplier, nano)

    def _nano(self, read: Usage, output: int) -> int:
        """The price of ``output`` tokens behind ``read``; all of it spoken, which is dearest."""
        whole = Usage(input=read.input, audio_in=read.audio_in, output=output, audio_out=output)
        return self._price.nano(whole, self._multiplier)

    def _needed(self, read: Usage, output: int) -> tuple[int, int, int]:
        """What a response needs in all: nano-dollars, tokens, and what it costs its channel."""
        whole = Usage(input=read.input, audio_in=read.audio_in, output=output, audio_out=output)
        cost = self._price.nano(whole, self._home.channel.cost_factor)
        return self._price.nano(whole, self._multiplier), whole.total, cost

    def _terms(self, at: int, read: Usage, output: int) -> Terms:
        """What budgets are asked for: a response counts in the period it begins in."""
        channel = self._home.channel
        tally = self._tools.tallies.get(Scope.CHANNEL, channel.id) if channel.budgets else None
        if tally is None and not self._visitor.caller.payer.tallies:
            return NO_TERMS
        _, tokens, cost = self._needed(read, output)
        return Terms(at, tokens, tally, cost)

    def _output(self, turn: _Turn) -> Usage:
        spoken = -(-turn.audio_bytes // self._output_bytes)
        return Usage(output=spoken + int(turn.chars / CHARS_A_TOKEN), audio_out=spoken)

    def _guess(self, turn: _Turn) -> Usage:
        output = self._output(turn)
        return Usage(
            input=turn.input.input,
            audio_in=turn.input.audio_in,
            output=output.output,
            audio_out=output.audio_out,
            estimated=True,
        )
