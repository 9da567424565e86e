"""The list of channels: rows as they are shown, in tiers of equal priority, and moves between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from urllib.parse import urlsplit

from desktop.models.channel_status import ChannelStatus, word_status
from gateway.domain.balance import Balance


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """One channel in the list; ``requests`` and ``cost_nano`` are today's."""

    id: int
    name: str
    provider_name: str
    tile_name: str
    tile: str
    base_url: str
    local: bool
    enabled: bool
    priority: int
    weight: int
    keys: int
    keys_refused: int
    status: ChannelStatus
    requests: int = 0
    cost_nano: int = 0
    resumable: bool = False
    unsaved: bool = False
    models: tuple[str, ...] = ()
    tag: str = ""
    groups: tuple[str, ...] = ()
    balances: tuple[Balance, ...] = ()
    """What is left on the accounts of its keys, one sum for each currency."""
    tells_balance: bool = False

    @property
    def host(self) -> str:
        """Where it leads, as short as it stays true: ``api.deepseek.com``, ``127.0.0.1:11434``."""
        return urlsplit(self.base_url).netloc or self.base_url


class Sharing(StrEnum):
    """How the channels of a tier share its requests."""

    ALONE = "alone"
    EVENLY = "evenly"
    WEIGHTED = "weighted"


@dataclass(frozen=True, slots=True)
class Tier:
    """Channels of one priority; ``number`` counts from 1, the tier that is tried first."""

    number: int
    priority: int
    rows: tuple[ChannelRow, ...]

    @property
    def local(self) -> bool:
        return all(row.local for row in self.rows)

    @property
    def weights(self) -> tuple[int, ...]:
        """Of the channels that are on."""
        return tuple(row.weight for row in self.rows if row.enabled)

    @property
    def sharing(self) -> Sharing:
        if len(self.weights) < 2:
            return Sharing.ALONE
        # Where all weigh nothing, all are as likely.
        return Sharing.EVENLY if len(set(self.weights)) == 1 else Sharing.WEIGHTED


def tiers(rows: Iterable[ChannelRow]) -> tuple[Tier, ...]:
    """Rows by priority, highest first, oldest first within one."""
    ordered = sorted(rows, key=lambda row: (-row.priority, row.id))
    groups = groupby(ordered, key=lambda row: row.priority)
    return tuple(
        Tier(number, priority, tuple(found)) for number, (priority, found) in enumerate(groups, 1)
    )


def matching(rows: Iterable[ChannelRow], text: str) -> tuple[ChannelRow, ...]:
    """Rows in which every word of ``text`` is found: name, provider, address, tag, model, state.

    ``tag:home`` and ``model:gpt`` look in that alone.
    """
    words = text.casefold().split()
    return tuple(row for row in rows if all(_holds(row, word) for word in words))


def _holds(row: ChannelRow, word: str) -> bool:
    field, colon, rest = word.partition(":")
    if colon and field == "tag":
        return rest in row.tag.casefold()
    if colon and field == "model":
        return any(rest in model.casefold() for model in row.models)
    state, _, _ = word_status(row.status)
    told = (row.name, row.provider_name, row.host, row.tag, state, *row.models)
    return any(word in each.casefold() for each in told)


# Moves


@dataclass(frozen=True, slots=True)
class Place:
    """A priority to take: beside the channels of ``tier``, or a tier of one's own before it.

    Tiers count from 1, without the channel that moves; one past the last is after all others.
    """

    tier: int
    own: bool = False


class Side(StrEnum):
    """Where a channel is let go, seen from the tier it is let go at."""

    ABOVE = "above"
    INTO = "into"
    BELOW = "below"


def drop_place(
    priorities: Mapping[int, int], channel_id: int, level: int, side: Side
) -> Place | None:
    """The place that a drop beside or into the tier of priority ``level`` means.

    None where it changes nothing.
    """
    others = _levels(priorities, channel_id)
    above = sum(other > level for other in others)
    if side is Side.INTO:
        place = Place(above + 1) if level in others else None
    elif side is Side.ABOVE:
        place = Place(above + 1, own=True)
    else:
        place = Place(above + (level in others) + 1, own=True)
    return None if place == place_of(priorities, channel_id) else place


def place_of(priorities: Mapping[int, int], channel_id: int) -> Place:
    """Where a channel stands among the others (``priorities`` by channel id)."""
    mine = priorities[channel_id]
    others = _levels(priorities, channel_id)
    if mine in others:
        return Place(others.index(mine) + 1)
    return Place(sum(level > mine for level in others) + 1, own=True)


def step(priorities: Mapping[int, int], channel_id: int, up: bool) -> Place | None:
    """One step: out of a shared tier into one of its own, from there into the next.

    None where there is nowhere to go.
    """
    place = place_of(priorities, channel_id)
    if not place.own:
        return Place(place.tier if up else place.tier + 1, own=True)
    beside = place.tier - 1 if up else place.tier
    if 1 <= beside <= len(_levels(priorities, channel_id)):
        return Place(beside)
    return None


def priorities_after(
    priorities: Mapping[int, int], channel_id: int, place: Place
) -> dict[int, int]:
    """The priorities that change when a channel takes its place, in the order to write them.

    Others move up by one where there is no number left between two tiers; written top down, so
    that their order holds at every step.
    """
    others = _levels(priorities, channel_id)
    if not place.own:
        return _changed(priorities, {channel_id: others[place.tier - 1]})
    above = others[place.tier - 2] if place.tier > 1 else None
    below = others[place.tier - 1] if place.tier <= len(others) else None
    if below is None:
        return _changed(priorities, {channel_id: 0 if above is None else above - 1})
    if above is None or above - below > 1:
        return _changed(priorities, {channel_id: below + 1})
    lifted = sorted(
        (ident for ident, level in priorities.items() if level >= above and ident != channel_id),
        key=lambda ident: -priorities[ident],
    )
    return {ident: priorities[ident] + 1 for ident in lifted} | {channel_id: above}


def _levels(priorities: Mapping[int, int], channel_id: int) -> Sequence[int]:
    """The priorities of the others, highest first."""
    return sorted({p for ident, p in priorities.items() if ident != channel_id}, reverse=True)


def _changed(priorities: Mapping[int, int], wanted: Mapping[int, int]) -> dict[int, int]:
    return {ident: level for ident, level in wanted.items() if priorities[ident] != level}
