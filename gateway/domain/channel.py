"""Channels: connections to providers, with their keys and how requests find them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from gateway.domain.balance import Balance
from gateway.domain.budget import Budget
from gateway.domain.credentials import hint_of
from gateway.domain.hours import Hours
from gateway.domain.overrides import NO_OVERRIDES, Overrides, PromptMode


class Secret:
    """A credential in memory. Its value never shows in repr, str, formatting or pickles."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        return self._value

    @property
    def hint(self) -> str:
        """The last four characters, or fewer of a short secret: never more than a quarter of it.

        Of a composite one, those of the part that names it.
        """
        return hint_of(self._value)

    def __repr__(self) -> str:
        return "Secret(••••)"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __reduce__(self) -> Any:
        raise TypeError("a Secret is not serialised")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __bool__(self) -> bool:
        return bool(self._value)


class KeyState(StrEnum):
    """What a channel key can do. ``OFF`` is the owner's choice and is never overridden."""

    READY = "ready"
    OFF = "off"
    REJECTED = "rejected"
    NO_MONEY = "no_money"
    LOCKED = "locked"
    """Its secret cannot be opened now (vault locked or lost)."""


@dataclass(frozen=True, slots=True)
class ChannelKey:
    """One credential of a channel. ``rest_until`` in Unix milliseconds, 0 when it does not rest."""

    id: int
    channel_id: int
    hint: str
    state: KeyState = KeyState.READY
    reason: str = ""
    rest_until: int = 0
    name: str = ""
    """What its owner calls it; the hint alone may not tell whose account it is."""
    balance: Balance | None = None
    """What was left on its account when that was last read; None for never."""
    secret: Secret | None = field(default=None, compare=False)
    """None while the vault is locked."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A connection to a provider.

    Times in Unix milliseconds (UTC); ``priority``: higher is tried first.
    """

    id: int
    name: str
    provider: str
    base_url: str
    enabled: bool = True
    models: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    """What clients ask for -> the name that is sent. The asked-for name must be in ``models``."""
    groups: tuple[str, ...] = ("default",)
    priority: int = 0
    weight: int = 1
    keys: tuple[ChannelKey, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    """Typed by the provider (``num_ctx``, ``organization``, ...); unknown keys are kept."""
    headers: Mapping[str, str] = field(default_factory=dict)
    connect_timeout_s: float = 10.0
    first_token_timeout_s: float = 120.0
    idle_timeout_s: float = 120.0
    rpm: int = 0
    """Requests it may be sent in any minute; 0 for no limit."""
    concurrency: int = 0
    """Requests it may answer at once; 0 for no limit."""
    tpm: int = 0
    """Tokens of text, in and out, in any minute; 0 for no limit."""
    budgets: tuple[Budget, ...] = ()
    cost_multiplier: Decimal = Decimal(1)
    """What its provider takes, against the price: 0.8 with a fifth off. The charge is not changed.
    """
    hours: Hours = ()
    """When it may be asked, by the local clock; empty for always."""
    daily_tokens: int = 0
    """Tokens of text, in and out, that each of its keys may use in a local day; 0 for no limit."""
    tag: str = ""
    test_model: str = ""
    """What a test asks for unless it is told otherwise; '' for the cheapest that converses."""
    test_models: Mapping[str, str] = field(default_factory=dict)
    """The same by what else a model is good for (a word of :class:`~.capability.Capability`)."""
    proxy: str = ""
    """As :func:`~gateway.domain.proxy.parse_proxy` reads it; '' for the one of the settings."""
    authority: str = field(default="", repr=False)
    """Certificates in PEM that are trusted beside the system's."""
    system_prompt: str = ""
    prompt_mode: PromptMode = PromptMode.REPLACE
    overrides: Overrides = NO_OVERRIDES
    created_at: int = 0
    tested_at: int = 0
    test_ms: int = 0
    """Time to first token of the last successful test; 0 if none."""
    test_error: str = ""
    used_nano: int = 0

    def sent_model(self, asked: str) -> str:
        return self.aliases.get(asked, asked)

    @property
    def cost_factor(self) -> Fraction:
        """:attr:`cost_multiplier` as exact sums take it."""
        return Fraction(self.cost_multiplier)


@dataclass(frozen=True, slots=True)
class ChannelDraft:
    """What a person or importer proposes:

    A channel before it has an id. ``keys`` are plain secrets.
    """

    provider: str
    name: str = ""
    base_url: str = ""
    keys: tuple[Secret, ...] = ()
    models: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    groups: tuple[str, ...] = ("default",)
    priority: int = 0
    weight: int = 1
    settings: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    rpm: int = 0
    concurrency: int = 0
    tpm: int = 0
    budgets: tuple[Budget, ...] = ()
    cost_multiplier: Decimal = Decimal(1)
    hours: Hours = ()
    daily_tokens: int = 0
    tag: str = ""
    test_model: str = ""
    test_models: Mapping[str, str] = field(default_factory=dict)
    proxy: str = ""
    authority: str = field(default="", repr=False)
    system_prompt: str = ""
    prompt_mode: PromptMode = PromptMode.REPLACE
    overrides: Overrides = NO_OVERRIDES
    connect_timeout_s: float = 10.0
    first_token_timeout_s: float = 120.0
    idle_timeout_s: float = 120.0
    enabled: bool = True
