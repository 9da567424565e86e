"""The route explainer: whom a request would be sent to, in which order, and why nobody else."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from gateway.domain.channel import Channel
from gateway.domain.route import Bar, Barred, KeyRoute, Route, RouteBarred, RouteStep
from gateway.relay.choosing import ByWeight, Chooser
from gateway.relay.conditions import Conditions
from gateway.relay.planner import NO_KEY, Plan, Planner, Snapshot

Forbids = Callable[[Channel, str], Barred | None]
"""Why the payer cannot be served by a channel's model."""


BY_WEIGHT = ByWeight()


def allowed(channel: Channel, sent_model: str) -> Barred | None:
    """Nobody is forbidden anything."""
    return None


def explain(
    snapshot: Snapshot,
    conditions: Conditions,
    group: str,
    model: str,
    *,
    strategy: str = "weighted",
    chooser: Chooser = BY_WEIGHT,
    forbids: Forbids = allowed,
    tiers: Sequence[Sequence[Channel]] | None = None,
    tried: Collection[tuple[int, int]] = (),
    closed: Collection[int] = (),
    tokens: int = 0,
) -> Route:
    """The route of ``model`` for ``group`` as everything is now; pure.

    ``tiers`` are the plan's own, where it has others (a pinned channel); ``tried`` and ``closed``
    are the keys and channels that have failed in the request that is explained, ``tokens`` what it
    is likely to read and write.
    """
    if tiers is None:
        tiers = snapshot.tiers(group, model)
    looked = [
        (
            number,
            channel,
            _look(snapshot, conditions, channel, model, forbids, tried, closed, tokens),
        )
        for number, tier in enumerate(tiers, 1)
        for channel in tier
    ]
    barred = [
        RouteBarred(channel.id, channel.name, why, keys)
        for _, channel, (why, keys) in looked
        if why is not None
    ]
    steps: list[RouteStep] = []
    for soft in (False, True):
        for number in range(1, len(tiers) + 1):
            here = [
                (channel, keys)
                for at, channel, (why, keys) in looked
                if at == number and why is None and _soft(keys) is soft
            ]
            steps += _steps(here, number, model, chooser, soft=soft)
    serving = {channel.id for tier in tiers for channel in tier}
    barred += _elsewhere(snapshot, serving, group, model)
    return Route(model, group, strategy, tuple(steps), tuple(barred))


def explain_plan(planner: Planner, plan: Plan) -> Route:
    """Why nobody is left to ask for a request."""
    return explain(
        planner.snapshot,
        planner.conditions,
        plan.group,
        plan.model,
        tiers=plan.tiers,
        tried=plan.tried_keys,
        closed=plan.closed_channels,
        tokens=plan.tokens,
    )


def _steps(
    here: Sequence[tuple[Channel, tuple[KeyRoute, ...]]],
    tier: int,
    model: str,
    chooser: Chooser,
    *,
    soft: bool,
) -> list[RouteStep]:
    if not here:
        return []
    divided = chooser.shares(model, [channel for channel, _ in here])
    steps = [
        RouteStep(channel.id, channel.name, tier, share, channel.sent_model(model), keys, soft)
        for (channel, keys), share in zip(here, divided, strict=True)
    ]
    return sorted(steps, key=lambda step: -step.share)


def _look(
    snapshot: Snapshot,
    conditions: Conditions,
    channel: Channel,
    model: str,
    forbids: Forbids,
    tried: Collection[tuple[int, int]],
    closed: Collection[int],
    tokens: int,
) -> tuple[Barred | None, tuple[KeyRoute, ...]]:
    """Why a channel that offers the model is not asked, and how its keys are."""
    sent = channel.sent_model(model)
    needs_key = snapshot.needs_key(channel.provider)
    keys = tuple(
        _key(conditions, channel, at, sent, tried)
        for at in range(len(channel.keys) or (0 if needs_key else 1))
    )
    if channel.id in closed:
        return Barred(Bar.TRIED), keys
    why = conditions.of_channel(channel, tokens)
    if why is None and not keys:
        why = Barred(Bar.NO_KEY)
    if why is None:
        why = forbids(channel, sent)
    if why is None and all(key.barred is not None and not key.soft for key in keys):
        why = min((key.barred for key in keys if key.barred), key=_soonest)
    return why, keys


def _key(
    conditions: Conditions,
    channel: Channel,
    at: int,
    sent: str,
    tried: Collection[tuple[int, int]],
) -> KeyRoute:
    key = channel.keys[at] if channel.keys else NO_KEY
    if (channel.id, key.id) in tried:
        return KeyRoute(key.id, key.hint, key.name, Barred(Bar.TRIED))
    why, soft = conditions.of_key(channel, key, sent)
    return KeyRoute(key.id, key.hint, key.name, why, soft)


def _soft(keys: Sequence[KeyRoute]) -> bool:
    """Whether no key is left but those that failed lately."""
    return all(key.barred is not None for key in keys)


def _soonest(why: Barred) -> tuple[bool, float]:
    return why.wait_s is None, why.wait_s or 0.0


def _elsewhere(
    snapshot: Snapshot, serving: Collection[int], group: str, model: str
) -> Iterator[RouteBarred]:
    """The channels that are not on this way at all."""
    for channel in snapshot.channels:
        if channel.id in serving:
            continue
        if model not in channel.models and model not in channel.aliases:
            yield RouteBarred(channel.id, channel.name, Barred(Bar.MODEL))
        elif group not in channel.groups:
            detail = ", ".join(channel.groups)
            yield RouteBarred(channel.id, channel.name, Barred(Bar.GROUP, detail=detail))
