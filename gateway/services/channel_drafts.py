"""What may be said about a channel, checked before it is stored."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from gateway.domain.budget import Budget
from gateway.domain.channel import Channel, ChannelDraft, ChannelKey, KeyState, Secret
from gateway.domain.credentials import document_of, split_keys
from gateway.domain.hours import Hours
from gateway.domain.overrides import Overrides, PromptMode
from gateway.domain.proxy import without_password
from gateway.providers.abilities import CheckingKeys
from gateway.providers.base import FieldSpec, Provider
from gateway.services.budget_checks import check_budgets
from gateway.services.channel_test_models import check_test_models
from gateway.services.channel_ways import (
    check_authority,
    check_overrides,
    check_proxy,
    invalid,
)
from gateway.services.token_drafts import clean_names

_LENGTHS = {
    "name": 128,
    "tag": 64,
    "test_model": 255,
    "base_url": 2_000,
    "key_name": 64,
    "system_prompt": 100_000,
}
_MOST_INT = 2**31 - 1
_MOST_TOKENS = 2**53 - 1
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_OURS = frozenset({"host", "content-length", "transfer-encoding", "connection", "content-encoding"})
_PRINTABLE = re.compile(r"[ -~]+")
_LONGEST_S = 3_600.0
MOST_MULTIPLIER = Decimal(1_000)
_MULTIPLIER_PLACES = 9


@dataclass(frozen=True, slots=True)
class KeyChange:
    """One key of a channel, added (no ``id``), replaced, switched, or removed."""

    id: int | None = None
    secret: Secret | None = None
    state: KeyState | None = None
    """``OFF`` or ``READY``; everything else is found out, not set."""
    remove: bool = False
    name: str | None = None
    """What its owner calls it; '' takes the name away."""

    @property
    def matters(self) -> bool:
        """Whether the key is to be tried anew: a name changes nothing of what it can do."""
        return self.remove or self.secret is not None or self.state is not None


@dataclass(frozen=True, slots=True)
class ChannelChanges:
    """Changes to a channel; None leaves a field as it is. Timeouts in seconds."""

    name: str | None = None
    provider: str | None = None
    base_url: str | None = None
    enabled: bool | None = None
    models: tuple[str, ...] | None = None
    aliases: Mapping[str, str] | None = None
    groups: tuple[str, ...] | None = None
    priority: int | None = None
    weight: int | None = None
    keys: tuple[KeyChange, ...] | None = None
    settings: Mapping[str, Any] | None = None
    headers: Mapping[str, str] | None = None
    connect_timeout_s: float | None = None
    first_token_timeout_s: float | None = None
    idle_timeout_s: float | None = None
    rpm: int | None = None
    concurrency: int | None = None
    tpm: int | None = None
    budgets: tuple[Budget, ...] | None = None
    cost_multiplier: Decimal | None = None
    hours: Hours | None = None
    daily_tokens: int | None = None
    tag: str | None = None
    test_model: str | None = None
    test_models: Mapping[str, str] | None = None
    proxy: str | None = None
    authority: str | None = None
    system_prompt: str | None = None
    prompt_mode: PromptMode | None = None
    overrides: Overrides | None = None

    @property
    def reconnects(self) -> bool:
        """Whether it changes where or how requests are sent: whatever rests may work now."""
        names = ("provider", "base_url", "settings", "headers", "proxy", "authority", "overrides")
        return any(getattr(self, name) is not None for name in names)


@dataclass(frozen=True, slots=True)
class DeletedChannel:
    """What :meth:`ChannelService.restore` needs to undo a deletion."""

    channel_id: int
    name: str


def checked_draft(draft: ChannelDraft, provider: Provider) -> ChannelDraft:
    """The draft in the form stored. Raises ServiceError ``invalid_channel``, ``invalid_base_url``.

    An empty list of models passes: the caller may fetch it.
    """
    keys = tuple(dict.fromkeys(check_secret(secret, provider) for secret in draft.keys if secret))
    if provider.needs_key and not keys:
        raise invalid("keys", "at least one key is needed")
    return replace(
        draft,
        name=_text("name", draft.name) or provider.name,
        base_url=_base_url(provider, draft.base_url),
        keys=keys,
        models=clean_names(draft.models),
        aliases=_aliases(draft.aliases),
        groups=clean_names(draft.groups) or ("default",),
        priority=_integer("priority", draft.priority, -_MOST_INT),
        weight=_integer("weight", draft.weight, 0),
        settings=check_settings(provider.fields, draft.settings),
        headers=_headers(draft.headers),
        rpm=_integer("rpm", draft.rpm, 0),
        concurrency=_integer("concurrency", draft.concurrency, 0),
        tpm=_integer("tpm", draft.tpm, 0),
        budgets=check_budgets(draft.budgets),
        cost_multiplier=_multiplier(draft.cost_multiplier),
        daily_tokens=_integer("daily_tokens", draft.daily_tokens, 0, _MOST_TOKENS),
        tag=_text("tag", draft.tag),
        test_model=_text("test_model", draft.test_model),
        test_models=check_test_models(draft.test_models),
        proxy=check_proxy(draft.proxy),
        authority=check_authority(draft.authority),
        system_prompt=_text("system_prompt", draft.system_prompt),
        overrides=check_overrides(draft.overrides),
        connect_timeout_s=_seconds("connect_timeout_s", draft.connect_timeout_s),
        first_token_timeout_s=_seconds("first_token_timeout_s", draft.first_token_timeout_s),
        idle_timeout_s=_seconds("idle_timeout_s", draft.idle_timeout_s),
    )


def changed_channel(channel: Channel, changes: ChannelChanges, provider: Provider) -> Channel:
    """``channel`` with ``changes`` but for its keys. ``provider`` is the one it will have.

    Raises ServiceError ``invalid_channel``, ``invalid_base_url``.
    """
    new: dict[str, Any] = {"provider": provider.id}
    if provider.id != channel.provider and changes.base_url is None:
        new["base_url"] = _base_url(provider, "")
    for name, check in _CHECKS.items():
        value = getattr(changes, name)
        if name == "proxy" and value == without_password(channel.proxy):
            continue  # sent back as it was shown
        if value is not None:
            new[name] = check(provider, value)
    return replace(channel, **new)


def as_channel(draft: ChannelDraft) -> Channel:
    """A checked draft as if it were saved, under the id 0."""
    return Channel(
        id=0,
        name=draft.name,
        provider=draft.provider,
        base_url=draft.base_url,
        models=draft.models,
        aliases=draft.aliases,
        keys=tuple(ChannelKey(0, 0, key.hint, secret=key) for key in draft.keys),
        settings=draft.settings,
        headers=draft.headers,
        cost_multiplier=draft.cost_multiplier,
        test_model=draft.test_model,
        test_models=draft.test_models,
        proxy=draft.proxy,
        authority=draft.authority,
        system_prompt=draft.system_prompt,
        prompt_mode=draft.prompt_mode,
        overrides=draft.overrides,
        connect_timeout_s=draft.connect_timeout_s,
        first_token_timeout_s=draft.first_token_timeout_s,
        idle_timeout_s=draft.idle_timeout_s,
    )


def copy_of(channel: Channel, name: str, secrets: Iterable[Secret]) -> ChannelDraft:
    """The same channel under another name, switched off."""
    return ChannelDraft(
        provider=channel.provider,
        name=name,
        base_url=channel.base_url,
        keys=tuple(secrets),
        models=channel.models,
        aliases=channel.aliases,
        groups=channel.groups,
        priority=channel.priority,
        weight=channel.weight,
        settings=channel.settings,
        headers=channel.headers,
        rpm=channel.rpm,
        concurrency=channel.concurrency,
        tpm=channel.tpm,
        budgets=channel.budgets,
        cost_multiplier=channel.cost_multiplier,
        hours=channel.hours,
        daily_tokens=channel.daily_tokens,
        tag=channel.tag,
        test_model=channel.test_model,
        test_models=channel.test_models,
        proxy=channel.proxy,
        authority=channel.authority,
        system_prompt=channel.system_prompt,
        prompt_mode=channel.prompt_mode,
        overrides=channel.overrides,
        connect_timeout_s=channel.connect_timeout_s,
        first_token_timeout_s=channel.first_token_timeout_s,
        idle_timeout_s=channel.idle_timeout_s,
        enabled=False,
    )


def check_secret(secret: Secret, provider: Provider) -> Secret:
    """A key that can be sent, in the provider's own form. Raises ServiceError ``invalid_channel``,
    ``invalid_key``.
    """
    value = secret.reveal().strip()
    if document_of(value) is not None:
        value = "".join(split_keys(value))  # a document may have lines
    if not _PRINTABLE.fullmatch(value):
        raise invalid("keys", "a key holds characters that no key has; copy it again")
    return Secret(provider.check_key(value) if isinstance(provider, CheckingKeys) else value)


def check_key_change(change: KeyChange) -> KeyChange:
    """A change of a key whose name fits. Raises ServiceError ``invalid_channel``."""
    if change.name is None:
        return change
    return replace(change, name=_text("key_name", " ".join(change.name.split())))


def check_settings(fields: Iterable[FieldSpec], settings: Mapping[str, Any]) -> dict[str, Any]:
    """Settings with the types of the provider's form; those it does not name are kept."""
    checked = dict(settings)
    for spec in fields:
        value = checked.get(spec.name)
        if value is None or value in ("", {}):
            checked.pop(spec.name, None)
            if spec.required:
                raise invalid(spec.name, "is needed")
            continue
        checked[spec.name] = _setting(spec, value)
    return checked


def _setting(spec: FieldSpec, value: Any) -> Any:
    if spec.kind == "bool":
        if not isinstance(value, bool):
            raise invalid(spec.name, "has to be true or false")
        return value
    if spec.kind == "int":
        try:
            number = int(value)
        except (TypeError, ValueError) as error:
            raise invalid(spec.name, "has to be a whole number") from error
        if spec.minimum is not None and number < spec.minimum:
            raise invalid(spec.name, f"is below {spec.minimum}")
        if spec.maximum is not None and number > spec.maximum:
            raise invalid(spec.name, f"is above {spec.maximum}")
        return number
    if spec.kind == "pairs":
        return _pairs(spec.name, value)
    text = str(value).strip()
    if spec.pattern and not re.fullmatch(spec.pattern, text):
        raise invalid(spec.name, "is not of the form that this provider uses")
    if spec.choices and text not in spec.choices:
        raise invalid(spec.name, f"is not one of {', '.join(spec.choices)}")
    return text


def _pairs(name: str, value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise invalid(name, "has to be names with their values")
    pairs = {str(left).strip(): str(right).strip() for left, right in value.items()}
    if not all(left and right for left, right in pairs.items()):
        raise invalid(name, "a pair needs both its sides")
    return pairs


def _base_url(provider: Provider, url: str) -> str:
    return provider.normalise_base_url(_text("base_url", url))


def _text(name: str, value: str) -> str:
    value = value.strip()
    if len(value) > _LENGTHS[name]:
        raise invalid(name, f"has more than {_LENGTHS[name]} characters")
    return value


def _integer(name: str, value: int, minimum: int, maximum: int = _MOST_INT) -> int:
    if not minimum <= value <= maximum:
        raise invalid(name, f"has to be between {minimum} and {maximum}")
    return value


def _seconds(name: str, value: float) -> float:
    if not 0 < value <= _LONGEST_S:
        raise invalid(name, f"has to be between 0 and {_LONGEST_S:g} seconds")
    return float(value)


def _multiplier(value: Decimal) -> Decimal:
    if not value.is_finite() or not 0 <= value <= MOST_MULTIPLIER:
        raise invalid("cost_multiplier", f"has to be between 0 and {MOST_MULTIPLIER}")
    if value != round(value, _MULTIPLIER_PLACES):
        raise invalid("cost_multiplier", f"has more than {_MULTIPLIER_PLACES} decimals")
    return value.normalize() + 0


def _aliases(aliases: Mapping[str, str]) -> dict[str, str]:
    pairs = {asked.strip(): sent.strip() for asked, sent in aliases.items()}
    for asked, sent in pairs.items():
        if not asked or not sent:
            raise invalid("aliases", "an alias needs both names")
    return pairs


def _headers(headers: Mapping[str, str]) -> dict[str, str]:
    for name, value in headers.items():
        if not _HEADER_NAME.fullmatch(name) or name.lower() in _OURS:
            raise invalid("headers", f"{name!r} cannot be set")
        if not value.isprintable():
            raise invalid("headers", f"the value of {name!r} holds characters no header may have")
    return dict(headers)


def _models(models: tuple[str, ...]) -> tuple[str, ...]:
    names = clean_names(models)
    if not names:
        raise invalid("models", "at least one model is needed")
    return names


_CHECKS: Mapping[str, Callable[[Provider, Any], Any]] = {
    "name": lambda provider, value: _text("name", value) or provider.name,
    "base_url": _base_url,
    "enabled": lambda provider, value: bool(value),
    "models": lambda provider, value: _models(value),
    "groups": lambda provider, value: clean_names(value) or ("default",),
    "aliases": lambda provider, value: _aliases(value),
    "priority": lambda provider, value: _integer("priority", value, -_MOST_INT),
    "weight": lambda provider, value: _integer("weight", value, 0),
    "settings": lambda provider, value: check_settings(provider.fields, value),
    "headers": lambda provider, value: _headers(value),
    "rpm": lambda provider, value: _integer("rpm", value, 0),
    "concurrency": lambda provider, value: _integer("concurrency", value, 0),
    "tpm": lambda provider, value: _integer("tpm", value, 0),
    "budgets": lambda provider, value: check_budgets(value),
    "cost_multiplier": lambda provider, value: _multiplier(value),
    "hours": lambda provider, value: value,
    "daily_tokens": lambda provider, value: _integer("daily_tokens", value, 0, _MOST_TOKENS),
    "tag": lambda provider, value: _text("tag", value),
    "test_model": lambda provider, value: _text("test_model", value),
    "test_models": lambda provider, value: check_test_models(value),
    "proxy": lambda provider, value: check_proxy(value),
    "authority": lambda provider, value: check_authority(value),
    "system_prompt": lambda provider, value: _text("system_prompt", value),
    "prompt_mode": lambda provider, value: value,
    "overrides": lambda provider, value: check_overrides(value),
    "connect_timeout_s": lambda provider, value: _seconds("connect_timeout_s", value),
    "first_token_timeout_s": lambda provider, value: _seconds("first_token_timeout_s", value),
    "idle_timeout_s": lambda provider, value: _seconds("idle_timeout_s", value),
}
