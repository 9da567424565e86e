"""Limits of tokens and channels at work: how full each of them is, and the words for it."""

from __future__ import annotations

from collections.abc import Callable

from gateway.domain.channel import Channel
from gateway.domain.limits import Admission, Full, Gauge, LimitKind, Limits
from gateway.domain.token import Token
from gateway.errors import GatewayError

OUTPUT_HELD = 1024
"""Tokens of an answer that a request holds of its token's minute until it is known, at most."""
_NEVER_S = 60.0


class TokenGauge:
    """A token's limits with what it has under way; requests see a change of the limits at once."""

    __slots__ = ("_gauge", "limits", "name")

    def __init__(self, clock: Callable[[], float]) -> None:
        self._gauge = Gauge(clock)
        self.limits = Limits()
        self.name = ""

    @property
    def running(self) -> int:
        return self._gauge.running

    def check(self) -> None:
        """Before a request's prompt is counted. Raises GatewayError ``rate_limit_exceeded``."""
        full = self._gauge.full(self.limits)
        if full is not None:
            raise _refusal(self.name, full)

    def enter(self, prompt: int, output: int | None) -> Admission:
        """Takes a request in, or raises GatewayError ``rate_limit_exceeded``: one step.

        ``prompt`` is counted or estimated; ``output`` the answer's limit if the client set one.
        """
        tokens = 0
        if self.limits.tpm:
            answer = min(OUTPUT_HELD, OUTPUT_HELD if output is None else output)
            # An answer that may be longer than the whole minute allows must not stop its request.
            tokens = max(prompt, min(prompt + answer, self.limits.tpm))
        full = self._gauge.full(self.limits, tokens)
        if full is not None:
            raise _refusal(self.name, full)
        return self._gauge.enter(tokens)


class TokenGauges:
    """Gauges of tokens that have limits, or had some since the program began."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._gauges: dict[int, TokenGauge] = {}

    def of(self, token: Token) -> TokenGauge | None:
        """None without limits, so that requests of such a token count nothing."""
        limits = Limits(token.rpm, token.tpm, token.concurrency)
        gauge = self._gauges.get(token.id)
        if not limits:
            if gauge is not None:
                gauge.limits = limits
            return None
        if gauge is None:
            gauge = self._gauges[token.id] = TokenGauge(self._clock)
        gauge.limits, gauge.name = limits, token.name
        return gauge


class ChannelGauges:
    """How full channels with limits are. Others cost a look at two numbers."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._gauges: dict[int, Gauge] = {}

    def full(self, channel: Channel) -> Full | None:
        """What forbids this channel one more request now."""
        if not (channel.rpm or channel.concurrency):
            return None
        gauge = self._gauges.get(channel.id)
        return None if gauge is None else gauge.full(_limits(channel))

    def enter(self, channel: Channel) -> Admission | None:
        """Counts a request that is about to be sent; None where nothing is limited."""
        if not (channel.rpm or channel.concurrency):
            return None
        gauge = self._gauges.get(channel.id)
        if gauge is None:
            gauge = self._gauges[channel.id] = Gauge(self._clock)
        return gauge.enter()

    def running(self, channel_id: int) -> int:
        """Requests under way that count against the channel's limit."""
        gauge = self._gauges.get(channel_id)
        return 0 if gauge is None else gauge.running


def _limits(channel: Channel) -> Limits:
    return Limits(rpm=channel.rpm, concurrency=channel.concurrency)


def _refusal(name: str, full: Full) -> GatewayError:
    if full.kind is LimitKind.CONCURRENCY:
        text = f"the key '{name}' may have {full.limit} requests at once, and has; wait for one"
    elif full.kind is LimitKind.REQUESTS:
        text = f"the key '{name}' may send {full.limit} requests a minute, and did"
    elif full.wait_s is None:
        text = (
            f"the key '{name}' may use {full.limit} tokens a minute, "
            "and this request alone would need more"
        )
    else:
        text = f"the key '{name}' may use {full.limit} tokens a minute, and did"
    never = full.wait_s is None
    return GatewayError(
        "rate_limit_exceeded",
        text,
        retry_after_s=_NEVER_S if full.wait_s is None else full.wait_s,
        should_retry=False if never else None,
    )
