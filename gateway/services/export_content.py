"""What an export holds, and how it is read from what is in force. Described in docs/export.md.

Channels and tokens are written field by field, by the names of ``ChannelChanges`` and
``TokenChanges``: a field that is added there moves along by itself, one that a version does not
know is passed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, get_type_hints

import msgspec

from gateway.domain.channel import Channel, KeyState
from gateway.domain.overrides import Overrides
from gateway.domain.person import OWNER_ID, Person
from gateway.domain.token import Token
from gateway.errors import ServiceError
from gateway.services.channel_drafts import ChannelChanges
from gateway.services.export_rules import ExportedLimits, ExportedRule, plain_budgets
from gateway.services.overrides import RATIO_MAPS
from gateway.services.token_drafts import TokenChanges

CHANNEL_FIELDS = tuple(f.name for f in fields(ChannelChanges) if f.name != "keys")
TOKEN_FIELDS = tuple(f.name for f in fields(TokenChanges) if f.name != "balance_nano")
OPTIONS = ("ModelPrice", *RATIO_MAPS, "GroupRatio")
"""Prices and ratios, as one-api and new-api write them: JSON maps."""


class ExportedKey(msgspec.Struct, frozen=True):
    secret: str
    name: str = ""
    off: bool = False

    def __repr__(self) -> str:
        return "ExportedKey(••••)"


class ExportedChannel(msgspec.Struct, frozen=True):
    fields: dict[str, Any]
    keys: list[ExportedKey] = []

    @property
    def name(self) -> str:
        return str(self.fields.get("name", ""))


class ExportedToken(msgspec.Struct, frozen=True):
    """``key`` whole; ``person`` by user name, '' for the owner's."""

    key: str
    fields: dict[str, Any]
    person: str = ""
    balance_nano: int = 0
    purpose: str = ""

    @property
    def name(self) -> str:
        return str(self.fields.get("name", ""))

    def __repr__(self) -> str:
        return f"ExportedToken({self.name!r})"


class ExportedPerson(msgspec.Struct, frozen=True):
    """Somebody, without what they sign in with; limits are in ``Content.limits``."""

    username: str
    display_name: str = ""
    role: int = 1
    group: str = "default"
    enabled: bool = True
    unlimited: bool = True
    balance_nano: int = 0


class Content(msgspec.Struct, frozen=True):
    """``limits`` and ``rules`` are empty in files from before there were any in exports."""

    settings: dict[str, str] = {}
    options: dict[str, str] = {}
    people: list[ExportedPerson] = []
    limits: list[ExportedLimits] = []
    rules: list[ExportedRule] = []
    channels: list[ExportedChannel] = []
    tokens: list[ExportedToken] = []


def encode(content: Content) -> bytes:
    return msgspec.json.encode(content)


def decode(data: bytes) -> Content:
    """Raises ServiceError ``export_damaged``."""
    try:
        return msgspec.json.decode(data, type=Content)
    except msgspec.DecodeError as error:
        raise ServiceError("export_damaged", "the file holds what no Homeport wrote") from error


def exported_channel(channel: Channel) -> ExportedChannel:
    """Raises ServiceError ``vault_locked`` if a secret cannot be opened now."""
    keys = []
    for key in channel.keys:
        if key.secret is None:
            raise ServiceError("vault_locked", f"a key of {channel.name} cannot be opened now")
        name = str(getattr(key, "name", ""))
        keys.append(ExportedKey(key.secret.reveal(), name, key.state is KeyState.OFF))
    return ExportedChannel(plain_fields(channel, CHANNEL_FIELDS), keys)


def exported_token(token: Token, key: str, person: Person | None) -> ExportedToken:
    return ExportedToken(
        key,
        plain_fields(token, TOKEN_FIELDS),
        "" if person is None or person.id == OWNER_ID else person.username,
        token.balance_nano,
        token.purpose,
    )


def exported_person(person: Person) -> ExportedPerson:
    return ExportedPerson(
        person.username,
        person.display_name,
        int(person.role),
        person.group,
        person.enabled,
        person.unlimited,
        person.balance_nano,
    )


def plain_fields(subject: object, names: tuple[str, ...]) -> dict[str, Any]:
    """Fields as JSON has them: lists for tuples, dicts for maps."""
    found: dict[str, Any] = msgspec.to_builtins(
        {name: _plain(getattr(subject, name)) for name in names}
    )
    if "budgets" in found:
        found["budgets"] = plain_budgets(found["budgets"])
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Overrides):
        return value.as_object()
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value


def channel_fields(exported: ExportedChannel) -> dict[str, Any]:
    """The fields that this version knows, typed. Raises ServiceError ``export_damaged``."""
    return _typed(exported.fields, _CHANNEL)


def token_fields(exported: ExportedToken) -> dict[str, Any]:
    """As :func:`channel_fields`."""
    return _typed(exported.fields, _TOKEN)


def _typed(values: Mapping[str, Any], kind: type[msgspec.Struct]) -> dict[str, Any]:
    try:
        typed = msgspec.convert(values, kind)
    except msgspec.ValidationError as error:
        raise ServiceError(
            "export_damaged", f"a field is not what it should be: {error}"
        ) from error
    pairs = msgspec.structs.asdict(typed)
    return {name: value for name, value in pairs.items() if value is not None}


def _struct(source: type, names: tuple[str, ...]) -> type[msgspec.Struct]:
    hints = get_type_hints(source)
    return msgspec.defstruct(source.__name__, [(name, hints[name], None) for name in names])


_CHANNEL = _struct(ChannelChanges, CHANNEL_FIELDS)
_TOKEN = _struct(TokenChanges, TOKEN_FIELDS)
