"""Which channel answers: tier by tier, weighted inside a tier, never a candidate already tried."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from gateway.domain.channel import Channel, ChannelKey, KeyState
from gateway.domain.failure import Failure, FailureClass
from gateway.domain.hours import open_at
from gateway.relay.channel_gauges import ChannelGauges, ChannelSeat
from gateway.relay.choosing import Chooser
from gateway.relay.conditions import Conditions, local_now
from gateway.relay.daily import DailyTokens
from gateway.relay.rests import Rests, Trial

NO_KEY = ChannelKey(id=0, channel_id=0, hint="")
_SAME_CHANNEL = frozenset({FailureClass.BAD_KEY, FailureClass.NO_MONEY, FailureClass.RATE_LIMIT})
"""Failures after which another key of the same channel may do."""
_ANSWERS = (
    *("id", "enabled", "provider", "base_url", "settings", "headers", "models", "aliases"),
    *("groups", "system_prompt", "prompt_mode", "overrides"),
)
"""What of a channel decides its answers."""


@dataclass(frozen=True, slots=True)
class Candidate:
    channel: Channel
    key: ChannelKey
    sent_model: str


class Snapshot:
    """Channels by group and model, highest priority first. Immutable: a change makes a new one."""

    def __init__(self, channels: Iterable[Channel], needs_key: Callable[[str], bool]) -> None:
        self.channels = tuple(sorted(channels, key=lambda channel: (-channel.priority, channel.id)))
        self.needs_key = needs_key
        self._routes: dict[tuple[str, str], tuple[tuple[Channel, ...], ...]] = {}
        offered: dict[str, dict[str, None]] = {}
        buckets: dict[tuple[str, str], dict[int, list[Channel]]] = {}
        for channel in self.channels:
            for group in channel.groups:
                for model in dict.fromkeys((*channel.models, *channel.aliases)):
                    tiers = buckets.setdefault((group, model), {})
                    tiers.setdefault(channel.priority, []).append(channel)
                    if channel.enabled:
                        offered.setdefault(group, {})[model] = None
        self._models = {group: list(models) for group, models in offered.items()}
        for route, tiers in buckets.items():
            self._routes[route] = tuple(tuple(tiers[p]) for p in sorted(tiers, reverse=True))

    @cached_property
    def answers(self) -> bytes:
        """A digest of all that decides what its channels answer: not who is asked first, nor what
        it costs.
        """
        found = hashlib.blake2b(digest_size=16)
        for channel in self.channels:
            found.update(repr([getattr(channel, name) for name in _ANSWERS]).encode())
        return found.digest()

    def tiers(self, group: str, model: str) -> tuple[tuple[Channel, ...], ...]:
        return self._routes.get((group, model), ())

    def models(self, group: str) -> list[str]:
        """Models that enabled channels of a group offer, in channel order."""
        return self._models.get(group, [])

    def channel(self, channel_id: int) -> Channel | None:
        return next((c for c in self.channels if c.id == channel_id), None)


@dataclass(slots=True)
class Plan:
    """One request's walk over its candidates."""

    group: str
    model: str
    tiers: tuple[tuple[Channel, ...], ...]
    tried_keys: set[tuple[int, int]] = field(default_factory=set)
    closed_channels: set[int] = field(default_factory=set)
    pinned: bool = False
    tokens: int = 0
    """What the request is likely to read and write."""
    first: tuple[int, int] | None = None
    """Channel and key that are asked before all others, if they can be."""
    prefer: tuple[int, int] | None = None
    """Channel and key that go before others of their tier, if they do not rest."""
    chooser: Chooser | None = None
    """Who of a tier is asked first; None for by weight."""

    def failed(self, candidate: Candidate, failure: Failure) -> None:
        """After this failure the candidate, or its whole channel, is not chosen again."""
        self.tried_keys.add((candidate.channel.id, candidate.key.id))
        if failure.kind not in _SAME_CHANNEL:
            self.closed_channels.add(candidate.channel.id)

    def keep_to(self, channel_id: int) -> None:
        """No other channel may answer."""
        tiers = (tuple(c for c in tier if c.id == channel_id) for tier in self.tiers)
        self.tiers = tuple(tier for tier in tiers if tier)

    def skip(self, channel_id: int) -> None:
        self.closed_channels.add(channel_id)


class Planner:
    """Walks the snapshot. ``snapshot`` is replaced whole when channels change."""

    def __init__(
        self,
        rests: Rests,
        gauges: ChannelGauges,
        rng: random.Random | None = None,
        *,
        daily: DailyTokens | None = None,
        local: Callable[[], datetime] = local_now,
    ) -> None:
        self.snapshot = Snapshot((), lambda provider: True)
        self._rests = rests
        self._gauges = gauges
        self.conditions = Conditions(rests, gauges, daily, local)
        self._random = rng or random.Random()
        self.chooser: Callable[[str, str], Chooser | None] | None = None
        """The strategy of a group and a model, where any is configured."""

    def plan(self, group: str, model: str, pin: int = 0) -> Plan:
        """The candidates of ``model`` for ``group``; a pin bypasses both."""
        if pin:
            channel = self.snapshot.channel(pin)
            return Plan(group, model, ((channel,),) if channel else (), pinned=True)
        plan = Plan(group, model, self.snapshot.tiers(group, model))
        if self.chooser is not None:
            plan.chooser = self.chooser(group, model)
        return plan

    def next(self, plan: Plan) -> Candidate | None:
        """The next candidate: working ones in tier order, then those under a soft rest.

        Channels at one of their limits are passed over; :meth:`enter` follows without a pause.
        """
        first = self._first(plan)
        if first is not None:
            return first
        for soft in (False, True):
            for tier in plan.tiers:
                choices = [
                    (channel, keys)
                    for channel in tier
                    if (keys := self._keys(plan, channel, soft=soft))
                ]
                if choices:
                    return self._choose(plan, choices)
        return None

    def _first(self, plan: Plan) -> Candidate | None:
        """The candidate that was wished for; asked once."""
        wished, plan.first = plan.first, None
        if wished is None:
            return None
        for tier in plan.tiers:
            for channel in tier:
                if channel.id != wished[0]:
                    continue
                for key in self._keys(plan, channel, soft=True):
                    if key.id == wished[1]:
                        return Candidate(channel, key, channel.sent_model(plan.model))
        return None

    def _choose(self, plan: Plan, choices: list[tuple[Channel, list[ChannelKey]]]) -> Candidate:
        if plan.prefer is not None:
            for channel, keys in choices:
                for key in keys:
                    if (channel.id, key.id) == plan.prefer:
                        return Candidate(channel, key, channel.sent_model(plan.model))
        if len(choices) == 1:
            channel, keys = choices[0]
        elif plan.chooser is not None:
            channels = [channel for channel, _ in choices]
            channel, keys = choices[plan.chooser.choose(plan.model, channels, self._random)]
        else:
            weights = [max(0, channel.weight) for channel, _ in choices]
            if not any(weights):
                weights = [1] * len(choices)
            channel, keys = self._random.choices(choices, weights)[0]
        key = keys[0] if len(keys) == 1 else self._random.choice(keys)
        return Candidate(channel, key, channel.sent_model(plan.model))

    def _keys(self, plan: Plan, channel: Channel, *, soft: bool) -> list[ChannelKey]:
        if not channel.enabled or channel.id in plan.closed_channels:
            return []
        if self._gauges.full(channel, plan.tokens) is not None:
            return []
        if channel.hours and not open_at(channel.hours, self.conditions.local()):
            return []
        keys = channel.keys or (() if self.snapshot.needs_key(channel.provider) else (NO_KEY,))
        sent = channel.sent_model(plan.model)
        usable = []
        for key in keys:
            if (channel.id, key.id) in plan.tried_keys or not usable_state(key):
                continue
            if channel.daily_tokens and self.conditions.spent_today(channel, key):
                continue
            rest = self._rests.resting(channel.id, key.id, sent)
            if rest is None or (soft and not rest.hard):
                usable.append(key)
        return usable

    def enter(self, candidate: Candidate, tokens: int = 0) -> ChannelSeat | None:
        """Counts a request against its channel's limits, if it has any; leave it when it ends."""
        return self._gauges.enter(candidate.channel, tokens)

    async def room(self, plan: Plan, until: float) -> bool:
        """Waits for a limit of a channel that is in the way, to the loop's time ``until``; whether
        one gave way.
        """
        channels = [channel for tier in plan.tiers for channel in tier if channel.enabled]
        closed = plan.closed_channels
        full = [c for c in channels if c.id not in closed and self._gauges.full(c, plan.tokens)]
        return bool(full) and await self._gauges.room(full, plan.tokens, until)

    def pending(self, plan: Plan) -> Trial | None:
        """Another request's trial, after which one of the candidates may be asked again."""
        for tier in plan.tiers:
            for channel in tier:
                if not channel.enabled or channel.id in plan.closed_channels:
                    continue
                sent = channel.sent_model(plan.model)
                for key in channel.keys or (NO_KEY,):
                    if (channel.id, key.id) in plan.tried_keys or not usable_state(key):
                        continue
                    rest = self._rests.resting(channel.id, key.id, sent)
                    if rest is not None and rest.trial is not None:
                        return rest.trial
        return None


def usable_state(key: ChannelKey) -> bool:
    """Whether a key may be tried. Rejected and empty ones may, once their rest is over."""
    return key.state not in (KeyState.OFF, KeyState.LOCKED)
