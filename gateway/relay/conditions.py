"""What keeps a channel or one of its keys from being asked at this moment, and for how long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from gateway.domain.channel import Channel, ChannelKey, KeyState
from gateway.domain.hours import opens_in_s, written_hours
from gateway.domain.limits import LimitKind
from gateway.domain.route import Bar, Barred
from gateway.relay.channel_gauges import ChannelGauges
from gateway.relay.daily import DailyTokens
from gateway.relay.rests import Rest, Rests

_TRIAL_S = 1.0
_PROBE_S = 30.0
"""When to ask again where somebody else finds out."""
_KEY_STATES = {KeyState.OFF: Bar.KEY_OFF, KeyState.LOCKED: Bar.KEY_LOCKED}


_OF = {
    LimitKind.CONCURRENCY: "requests at once",
    LimitKind.REQUESTS: "requests a minute",
    LimitKind.TOKENS: "tokens a minute",
}


def local_now() -> datetime:
    """The computer's own clock and zone."""
    return datetime.now().astimezone()


class Conditions:
    """Looks, and changes nothing. The planner decides by the same parts, faster."""

    def __init__(
        self,
        rests: Rests,
        gauges: ChannelGauges,
        daily: DailyTokens | None,
        local: Callable[[], datetime],
    ) -> None:
        self._rests = rests
        self._gauges = gauges
        self._daily = daily
        self.local = local
        """The local clock."""

    def spent_today(self, channel: Channel, key: ChannelKey) -> bool:
        """Whether a key has used its channel's tokens of a day."""
        cap, daily = channel.daily_tokens, self._daily
        return bool(cap and daily and daily.used(channel.id, key.id) >= cap)

    def of_channel(self, channel: Channel, tokens: int = 0) -> Barred | None:
        """What keeps the whole channel from being asked for a request of about so many tokens, but
        for its keys.
        """
        if not channel.enabled:
            return Barred(Bar.OFF)
        wait = opens_in_s(channel.hours, self.local()) if channel.hours else 0.0
        if wait:
            return Barred(Bar.HOURS, wait, detail=written_hours(channel.hours))
        full = self._gauges.full(channel, tokens)
        if full is None:
            return None
        if full.kind is LimitKind.BUDGET:
            return Barred(Bar.BUDGET, full.wait_s, detail=full.words)
        return Barred(Bar.FULL, full.wait_s, detail=f"{full.limit} {_OF[full.kind]}")

    def of_key(
        self, channel: Channel, key: ChannelKey, sent_model: str
    ) -> tuple[Barred | None, bool]:
        """What keeps a key from being asked for a model, and whether only for as long as others
        can be asked.
        """
        if key.state in _KEY_STATES:
            return Barred(_KEY_STATES[key.state]), False
        if self._daily is not None and self.spent_today(channel, key):
            cap = f"{channel.daily_tokens:,}"
            return Barred(Bar.DAILY_CAP, self._daily.left_s, detail=cap), False
        rest = self._rests.resting(channel.id, key.id, sent_model)
        return (None, False) if rest is None else (self._of_rest(rest), not rest.hard)

    def _of_rest(self, rest: Rest) -> Barred:
        left, failure = self._rests.left(rest), rest.failure
        if rest.by_owner:
            return Barred(Bar.SPARED, left)
        if rest.learned:
            return Barred(Bar.USED_UP, left, failure.kind)
        bar, wait = Bar.RESTING, left
        if rest.trial is not None:
            bar, wait = Bar.TRYING, _TRIAL_S
        elif rest.held:
            bar, wait = Bar.PROBED, left or _PROBE_S
        return Barred(bar, wait, failure.kind, failure.message, failure.status)
