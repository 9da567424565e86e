"""Whose usage the sums are: names of channels, tokens and people, deleted ones included.

Runs inside :meth:`Database.read`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gateway.store import schema


@dataclass(frozen=True, slots=True)
class ChannelName:
    name: str
    provider: str
    deleted: bool


@dataclass(frozen=True, slots=True)
class TokenName:
    name: str
    person_id: int
    deleted: bool


@dataclass(frozen=True, slots=True)
class PersonName:
    name: str
    deleted: bool


@dataclass(frozen=True, slots=True)
class Names:
    """By id."""

    channels: Mapping[int, ChannelName]
    tokens: Mapping[int, TokenName]
    people: Mapping[int, PersonName]


def read() -> Names:
    """Everything that ever had a name."""
    channel, token, person = schema.Channel, schema.Token, schema.Person
    channels: Any = channel.select(
        channel.id, channel.name, channel.provider, channel.deleted_at
    ).tuples()
    tokens: Any = token.select(token.id, token.name, token.person, token.deleted_at).tuples()
    people: Any = person.select(
        person.id, person.display_name, person.username, person.deleted_at
    ).tuples()
    return Names(
        {key: ChannelName(name, provider, bool(gone)) for key, name, provider, gone in channels},
        {key: TokenName(name, owner, bool(gone)) for key, name, owner, gone in tokens},
        {key: PersonName(shown or name, bool(gone)) for key, shown, name, gone in people},
    )
