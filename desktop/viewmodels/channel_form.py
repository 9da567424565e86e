"""What the editor of a channel holds: its values as they are typed, and what follows from them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from desktop.models.channel_list import Place
from desktop.viewmodels.budget_form import Entries, budgets_of, entries_of
from gateway.domain.channel import Channel, KeyState, Secret
from gateway.domain.hours import parse_hours, written_hours
from gateway.domain.overrides import Overrides, PromptMode, parse_overrides
from gateway.domain.proxy import without_password
from gateway.services.channels import ChannelChanges, FieldSpec, KeyChange

SETTING = "setting:"
"""Before the name of a provider's own setting, where fields are named."""
CONNECTION_SETTING = "connection-setting:"
"""The same, of one that says where requests go."""


@dataclass(frozen=True, slots=True)
class KeyEdit:
    """What is to happen to a key when the form is saved; ``id`` 0 is a new one."""

    id: int = 0
    secret: Secret | None = None
    state: KeyState | None = None
    remove: bool = False
    name: str | None = None
    """Another name for it; None keeps the one it has."""


@dataclass(frozen=True, slots=True)
class ChannelForm:
    """The values of the sheet. Numbers are text until they are saved: they may be half typed."""

    name: str
    provider: str
    base_url: str
    models: tuple[str, ...]
    aliases: tuple[tuple[str, str], ...]
    weight: str
    groups: tuple[str, ...]
    headers: tuple[tuple[str, str], ...]
    connect_timeout_s: str
    first_token_timeout_s: str
    idle_timeout_s: str
    rpm: str
    tpm: str
    concurrency: str
    daily_tokens: str
    budgets: Entries
    cost_multiplier: str
    hours: str
    settings: tuple[tuple[str, Any], ...]
    test_model: str
    test_models: tuple[tuple[str, str], ...]
    """By capability, in the words of :class:`~gateway.domain.capability.Capability`."""
    tag: str
    system_prompt: str
    prompt_mode: PromptMode
    overrides: str
    """JSON, as it is typed."""
    proxy: str
    """A saved one without its password, which need not be typed again."""
    authority: str
    place: Place | None = None
    """A new place among the others; None leaves the channel where it is."""
    keys: tuple[KeyEdit, ...] = ()


LIMITS = ("rpm", "tpm", "concurrency", "daily_tokens")
"""'' is no limit."""
TIMEOUTS = ("connect_timeout_s", "first_token_timeout_s", "idle_timeout_s")


def form_of(channel: Channel, specs: Iterable[FieldSpec]) -> ChannelForm:
    """The form of a channel without changes."""
    return ChannelForm(
        name=channel.name,
        provider=channel.provider,
        base_url=channel.base_url,
        models=channel.models,
        aliases=tuple(channel.aliases.items()),
        weight=str(channel.weight),
        groups=channel.groups,
        headers=tuple(channel.headers.items()),
        connect_timeout_s=f"{channel.connect_timeout_s:g}",
        first_token_timeout_s=f"{channel.first_token_timeout_s:g}",
        idle_timeout_s=f"{channel.idle_timeout_s:g}",
        rpm=str(channel.rpm or ""),
        tpm=str(channel.tpm or ""),
        budgets=entries_of(channel.budgets),
        concurrency=str(channel.concurrency or ""),
        daily_tokens=str(channel.daily_tokens or ""),
        cost_multiplier=f"{channel.cost_multiplier:f}",
        hours=written_hours(channel.hours),
        settings=tuple((spec.name, _shown(channel.settings, spec)) for spec in specs),
        test_model=channel.test_model,
        test_models=tuple(sorted(channel.test_models.items())),
        tag=channel.tag,
        system_prompt=channel.system_prompt,
        prompt_mode=channel.prompt_mode,
        overrides=written_overrides(channel.overrides),
        proxy=without_password(channel.proxy),
        authority=channel.authority.strip(),
    )


def written_overrides(overrides: Overrides) -> str:
    """As a person would write them: what to set alone, where nothing is removed."""
    value = overrides.as_object()
    value = value["set"] if set(value) == {"set"} else value
    return json.dumps(value, indent=2, ensure_ascii=False) if value else ""


def setting_field(spec: FieldSpec) -> str:
    """The name of the form's field for a provider's own setting."""
    return (CONNECTION_SETTING if spec.connects else SETTING) + spec.name


def is_setting(field: str) -> bool:
    return field.startswith((SETTING, CONNECTION_SETTING))


def typed_settings(settings: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Settings of a form as they are stored."""
    return {
        name: {left.strip(): right.strip() for left, right in value}
        if isinstance(value, tuple)
        else value
        for name, value in settings
    }


def _shown(settings: Mapping[str, Any], spec: FieldSpec) -> Any:
    value = settings.get(spec.name, spec.default)
    if spec.kind == "bool":
        return bool(value)
    if spec.kind == "pairs":
        return tuple(value.items()) if isinstance(value, Mapping) else ()
    return "" if value is None else str(value)


def rebased(form: ChannelForm, old: ChannelForm, new: ChannelForm) -> ChannelForm:
    """``form``, typed over ``old``, as changes to ``new``."""
    kept = {
        field.name: getattr(form, field.name)
        for field in fields(form)
        if getattr(form, field.name) != getattr(old, field.name)
    }
    return replace(new, **kept)


def changes_of(form: ChannelForm, saved: ChannelForm, channel: Channel) -> ChannelChanges:
    """What differs, as the service takes it. The form has to be free of errors."""
    changed = {
        field.name: getattr(form, field.name)
        for field in fields(form)
        if getattr(form, field.name) != getattr(saved, field.name)
    }
    changed.pop("place", None)
    given = {name: _read(name, value) for name, value in changed.items()}
    if "settings" in given:
        given["settings"] = {**channel.settings, **given["settings"]}
    return ChannelChanges(**given)


def _read(name: str, value: Any) -> Any:
    reader = _READERS.get(name)
    return reader(value) if reader is not None else value


def _stripped(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {left.strip(): right.strip() for left, right in pairs}


def _count(text: str) -> int:
    return int(text.strip() or 0)


def _key_changes(edits: Iterable[KeyEdit]) -> tuple[KeyChange, ...]:
    return tuple(
        KeyChange(edit.id or None, edit.secret, edit.state, edit.remove, edit.name)
        for edit in edits
    )


def multiplier_of(text: str) -> Decimal:
    """A factor as typed, with a point or a comma; nothing is 1. Raises ArithmeticError."""
    return Decimal(text.strip().replace(",", ".") or "1")


def seconds_of(text: str) -> float:
    """A duration as typed, with a point or a comma. Raises ValueError."""
    return float(text.strip().replace(",", "."))


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "aliases": _stripped,
    "headers": _stripped,
    "test_models": dict,
    "weight": int,
    "budgets": budgets_of,
    **dict.fromkeys(LIMITS, _count),
    **dict.fromkeys(("connect_timeout_s", "first_token_timeout_s", "idle_timeout_s"), seconds_of),
    "overrides": parse_overrides,
    "hours": parse_hours,
    "cost_multiplier": multiplier_of,
    "settings": typed_settings,
    "keys": _key_changes,
}
"""What is typed, as the service takes it, where that is something else."""
