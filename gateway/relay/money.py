"""What a request may cost before it runs, while it runs and when it has run."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import msgspec

from gateway.domain.money import NANO
from gateway.domain.price import ONE, ModelPrice, Price, RatioPrice
from gateway.domain.usage import NO_USAGE, Usage
from gateway.ledger.accounts import Reservation
from gateway.ledger.ledger import Ledger
from gateway.relay.exchange import Exchange

_ENCODER = msgspec.json.Encoder()

OUTPUT_AHEAD = 1024
"""Output tokens that are reserved before they are produced."""
_CHARS_PER_TOKEN = 2.0
"""While a stream runs its tokens are guessed high, until a real count says how many they are."""
ANSWER_UNKNOWN = 200_000
"""Output tokens no model exceeds unasked; a payer who can pay for as many needs no lowered limit.
"""
COMPLETION_UNKNOWN = 4_096
"""The same of a legacy completion: their models refuse a limit beyond their small contexts."""


def reserve_output(exchange: Exchange, output_ahead: int = OUTPUT_AHEAD) -> int:
    """The output tokens a candidate is reserved for."""
    peek = exchange.peek
    limit = exchange.lowered or peek.max_output
    output = output_ahead if limit is None else min(output_ahead, limit)
    return output * peek.choices + peek.likely.output


def reserve_usage(exchange: Exchange, output_ahead: int = OUTPUT_AHEAD) -> Usage:
    """The usage a candidate is reserved for: the prompt's estimate and the first of the output."""
    written = reserve_output(exchange, output_ahead)
    likely = exchange.peek.likely
    if likely is NO_USAGE:
        return Usage(input=exchange.prompt_tokens, output=written)
    return replace(likely, input=exchange.prompt_tokens, output=written)


def reserve_nano(exchange: Exchange, price: Price, multiplier: Fraction) -> int:
    """What a request is likely to cost, by its tokens or by what else it asks for: the dearer."""
    usage = reserve_usage(exchange)
    if not usage.units:
        return price.nano(usage, multiplier)
    by_unit = Usage(units=usage.units, made=usage.made)
    return max(price.nano(replace(usage, units=()), multiplier), price.nano(by_unit, multiplier))


def at_tier(price: Price, exchange: Exchange) -> Price:
    """The price of the service tier that a request asks for, where it has one."""
    tier = exchange.peek.likely.tier
    return price.at(tier) if tier and isinstance(price, ModelPrice) else price


def covers(price: Price, exchange: Exchange) -> bool:
    """Whether a price says anything about a request of this kind: one by the image does not about
    a chat. Where it says nothing, the request has no price.
    """
    by_unit_only = isinstance(price, ModelPrice) and price.units and not price.input
    return not by_unit_only or reserve_nano(exchange, price, ONE) > 0


def output_nano(price: Price, multiplier: Fraction) -> Fraction:
    """The dearest an output token can be, in nano-dollars, at its plain service tier."""
    if isinstance(price, RatioPrice):
        return price.model_ratio * price.completion_ratio * multiplier * 2000
    parts = (price.reasoning, price.audio_out, price.image_out)
    kinds = [price.output, *(part for part in parts if part is not None)]
    kinds += [long.output for _, long in price.long_context]
    return max(kinds) * multiplier * NANO / 1_000_000


class StreamBudget:
    """Tops a reservation up while a stream is metered, so that it never runs ahead of its payer."""

    def __init__(
        self,
        ledger: Ledger,
        reservation: Reservation,
        price: Price,
        multiplier: Fraction,
        input_tokens: int,
        cost_factor: Fraction = ONE,
    ) -> None:
        self._ledger = ledger
        self._reservation = reservation
        self._price = price
        self._multiplier = multiplier
        self._input = input_tokens
        self._cost_factor = cost_factor
        self._chars_per_token = _CHARS_PER_TOKEN
        self.grew = False
        """The reservation rose since this was last set to False."""
        self._covered = self._tokens_covered(reservation.nano)

    @property
    def reaches(self) -> float:
        """Characters of output that are covered, as far as they were ever counted."""
        return self._covered * self._chars_per_token

    def calibrate(self, chars: int, tokens: int) -> None:
        """Takes a real count of what came so far; later guesses follow it, a little high."""
        self._chars_per_token = max(0.5, 0.95 * chars / max(1, tokens))

    def _tokens_covered(self, nano: int) -> int:
        per_token = output_nano(self._price, self._multiplier)
        base = self._price.nano(Usage(input=self._input), self._multiplier)
        covered = int(max(0, nano - base) / per_token) if per_token else 1 << 62
        if self._reservation.budgeted:
            covered = min(covered, max(0, self._reservation.tokens - self._input))
        return covered

    def covers(self, chars: int) -> bool:
        """Whether output of ``chars`` characters is paid for, after topping up if needed.

        False once the payer cannot follow; then what is reserved is all there is.
        """
        tokens = int(chars / self._chars_per_token) + 1
        if tokens <= self._covered:
            return True
        ahead = (tokens + OUTPUT_AHEAD, tokens + OUTPUT_AHEAD // 8, tokens)
        for wanted in ahead:
            usage = Usage(input=self._input, output=wanted)
            nano, cost = self._price.nano(usage, self._multiplier), 0
            if self._reservation.channel is not None:
                cost = self._price.nano(usage, self._cost_factor)
            if self._ledger.top_up(self._reservation, nano, usage.total, cost):
                self._covered = wanted
                self.grew = True
                return True
        return False


def applied_price(price: Price, multiplier: Fraction, usage: Usage) -> str:
    """The arithmetic of a charge as JSON for the log:

    Kind, tokens and dollars per million, line by line.
    """
    tier = usage.tier
    if not tier or not isinstance(price, ModelPrice) or price.at(tier) is price:
        tier = ""
    return _json(
        {
            "source": price.source,
            **({"tier": tier} if tier else {}),
            "unit": "ratio" if isinstance(price, RatioPrice) else "mtok",
            "multiplier": str(multiplier),
            "lines": [[line.kind, line.tokens, str(line.per_mtok)] for line in price.lines(usage)],
        }
    )


def price_json(price: Price, multiplier: Fraction) -> str:
    """A price by itself, for an intent: what recovery would book at."""
    if isinstance(price, ModelPrice):
        rates = {"input": str(price.input), "output": str(price.output)}
    else:
        rates = {"ratio": str(price.model_ratio), "completion": str(price.completion_ratio)}
    return _json({"source": price.source, "multiplier": str(multiplier), **rates})


def _json(value: Any) -> str:
    return _ENCODER.encode(value).decode()
