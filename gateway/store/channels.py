"""Channels and their sealed keys. The store never sees a plain secret: sealing is the vault's.

Every function runs inside :meth:`Database.write` or :meth:`Database.read`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gateway.domain.balance import Balance
from gateway.domain.channel import Channel, ChannelDraft, ChannelKey, KeyState
from gateway.domain.hours import parse_hours, written_hours
from gateway.domain.overrides import PromptMode, parse_overrides
from gateway.errors import NotFound
from gateway.store import fields, schema


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key to be stored. ``uid`` is random and part of what ``sealed`` is bound to."""

    uid: str
    sealed: bytes
    hint: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class SealedKey:
    """A stored key as the vault opens it."""

    id: int
    channel_id: int
    uid: str
    sealed: bytes


def list_all() -> list[Channel]:
    """All channels that are not deleted, oldest first, their keys without secrets."""
    keys: dict[int, list[ChannelKey]] = {}
    for row in schema.ChannelKey.select().order_by(schema.ChannelKey.id):
        keys.setdefault(row.channel_id, []).append(_key(row))
    rows = schema.Channel.select().where(schema.Channel.deleted_at == 0)
    return [_channel(row, keys.get(row.id, ())) for row in rows.order_by(schema.Channel.id)]


def get(channel_id: int) -> Channel:
    """One channel. Raises NotFound."""
    row = schema.Channel.get_or_none(
        (schema.Channel.id == channel_id) & (schema.Channel.deleted_at == 0)
    )
    if row is None:
        raise NotFound("channel", channel_id)
    keys = schema.ChannelKey.select().where(schema.ChannelKey.channel == channel_id)
    return _channel(row, [_key(key) for key in keys.order_by(schema.ChannelKey.id)])


def sealed_keys(channel_id: int | None = None) -> list[SealedKey]:
    """Sealed secrets of one channel, or of all that are not deleted."""
    key, channel = schema.ChannelKey, schema.Channel
    rows = key.select().join(channel).where(channel.deleted_at == 0)
    if channel_id is not None:
        rows = rows.where(key.channel == channel_id)
    return [SealedKey(row.id, row.channel_id, row.uid, row.sealed) for row in rows.order_by(key.id)]


def insert(draft: ChannelDraft, keys: Sequence[NewKey], now_ms: int) -> Channel:
    """A new channel from ``draft``, whose own plain keys are ignored, with ``keys``."""
    plain = Channel(
        id=0,
        name=draft.name,
        provider=draft.provider,
        base_url=draft.base_url,
        enabled=draft.enabled,
        models=draft.models,
        aliases=draft.aliases,
        groups=draft.groups,
        priority=draft.priority,
        weight=draft.weight,
        settings=draft.settings,
        headers=draft.headers,
        rpm=draft.rpm,
        concurrency=draft.concurrency,
        tpm=draft.tpm,
        budgets=draft.budgets,
        cost_multiplier=draft.cost_multiplier,
        hours=draft.hours,
        daily_tokens=draft.daily_tokens,
        tag=draft.tag,
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
    channel_id = schema.Channel.insert(
        **_columns(plain),
        created_at=now_ms,
        deleted_at=0,
        tested_at=0,
        test_ms=0,
        test_error="",
        used_nano=0,
        request_count=0,
    ).execute()
    add_keys(channel_id, keys)
    return get(channel_id)


def update(channel: Channel) -> Channel:
    """Stores what is configured of a channel: not its keys, its test, nor what it used.

    Raises NotFound.
    """
    where = (schema.Channel.id == channel.id) & (schema.Channel.deleted_at == 0)
    if not schema.Channel.update(_columns(channel)).where(where).execute():
        raise NotFound("channel", channel.id)
    return get(channel.id)


def delete(channel_id: int, now_ms: int) -> None:
    """Hides a channel, so that the log keeps its meaning and :func:`restore` can undo it."""
    _set_deleted(channel_id, 0, now_ms)


def restore(channel_id: int) -> Channel:
    """Brings a deleted channel back, with its keys unless they were purged."""
    row = schema.Channel.get_or_none(schema.Channel.id == channel_id)
    if row is None:
        raise NotFound("channel", channel_id)
    schema.Channel.update(deleted_at=0).where(schema.Channel.id == channel_id).execute()
    return get(channel_id)


def purge_keys(before_ms: int) -> int:
    """Erases the sealed keys of channels that were deleted before; returns how many."""
    gone = schema.Channel.select(schema.Channel.id).where(
        (schema.Channel.deleted_at > 0) & (schema.Channel.deleted_at < before_ms)
    )
    return int(schema.ChannelKey.delete().where(schema.ChannelKey.channel.in_(gone)).execute())


def add_keys(channel_id: int, keys: Iterable[NewKey]) -> list[ChannelKey]:
    """Adds keys to a channel, ready to be used."""
    added = []
    for key in keys:
        key_id = schema.ChannelKey.insert(
            channel=channel_id,
            uid=key.uid,
            sealed=key.sealed,
            hint=key.hint,
            state=KeyState.READY.value,
            reason="",
            rest_until=0,
            name=key.name,
        ).execute()
        added.append(ChannelKey(key_id, channel_id, key.hint, name=key.name))
    return added


def replace_secret(key_id: int, key: NewKey) -> None:
    """Another secret in the place of a key's own; the key is ready again. Raises NotFound."""
    change: dict[str, Any] = {
        "uid": key.uid,
        "sealed": key.sealed,
        "hint": key.hint,
        "state": KeyState.READY.value,
        "reason": "",
        "rest_until": 0,
        "balance_at": 0,
    }
    _change_key(key_id, change)


def set_key_state(key_id: int, state: KeyState, reason: str = "", rest_until: int = 0) -> None:
    """What a key can do now, why, and until when it rests (Unix ms). Raises NotFound."""
    _change_key(key_id, {"state": state.value, "reason": reason, "rest_until": rest_until})


def set_key_name(key_id: int, name: str) -> None:
    """What its owner calls a key. Raises NotFound."""
    _change_key(key_id, {"name": name})


def set_balance(key_id: int, balance: Balance) -> None:
    """What is left on a key's account. Raises NotFound."""
    change: dict[str, Any] = {
        "balance_nano": balance.nano,
        "balance_currency": balance.currency,
        "balance_unlimited": int(balance.unlimited),
        "balance_at": balance.at,
    }
    _change_key(key_id, change)


def delete_key(key_id: int) -> None:
    """Erases a key. Raises NotFound."""
    if not schema.ChannelKey.delete().where(schema.ChannelKey.id == key_id).execute():
        raise NotFound("channel key", key_id)


def set_test_result(channel_id: int, now_ms: int, first_token_ms: int, error: str = "") -> None:
    """The outcome of a test; a failed one keeps the time of the last that succeeded."""
    change: dict[str, Any] = {"tested_at": now_ms, "test_error": error}
    if not error:
        change["test_ms"] = first_token_ms
    schema.Channel.update(change).where(schema.Channel.id == channel_id).execute()


def _set_deleted(channel_id: int, was: int, now_ms: int) -> None:
    where = (schema.Channel.id == channel_id) & (schema.Channel.deleted_at == was)
    if not schema.Channel.update(deleted_at=now_ms).where(where).execute():
        raise NotFound("channel", channel_id)


def _change_key(key_id: int, change: dict[str, Any]) -> None:
    if not schema.ChannelKey.update(change).where(schema.ChannelKey.id == key_id).execute():
        raise NotFound("channel key", key_id)


def _columns(channel: Channel) -> dict[str, Any]:
    return {
        "name": channel.name,
        "provider": channel.provider,
        "base_url": channel.base_url,
        "enabled": channel.enabled,
        "models": fields.from_list(channel.models),
        "aliases": fields.from_map(channel.aliases),
        "groups": fields.from_list(channel.groups),
        "priority": channel.priority,
        "weight": channel.weight,
        "settings": fields.from_map(channel.settings),
        "headers": fields.from_map(channel.headers),
        "connect_timeout_s": channel.connect_timeout_s,
        "first_token_timeout_s": channel.first_token_timeout_s,
        "idle_timeout_s": channel.idle_timeout_s,
        "rpm": channel.rpm,
        "concurrency": channel.concurrency,
        "tpm": channel.tpm,
        "budgets": fields.from_budgets(channel.budgets),
        "cost_multiplier": f"{channel.cost_multiplier:f}",
        "hours": written_hours(channel.hours),
        "daily_tokens": channel.daily_tokens,
        "tag": channel.tag,
        "test_model": channel.test_model,
        "test_models": fields.from_map(channel.test_models),
        "proxy": channel.proxy,
        "authority": channel.authority,
        "system_prompt": channel.system_prompt,
        "prompt_mode": channel.prompt_mode.value,
        "overrides": fields.from_map(channel.overrides.as_object()),
    }


def _channel(row: Any, keys: Iterable[ChannelKey]) -> Channel:
    return Channel(
        id=row.id,
        name=row.name,
        provider=row.provider,
        base_url=row.base_url,
        enabled=row.enabled,
        models=fields.to_tuple(row.models),
        aliases=fields.to_text_map(row.aliases),
        groups=fields.to_tuple(row.groups),
        priority=row.priority,
        weight=row.weight,
        keys=tuple(keys),
        settings=fields.to_map(row.settings),
        headers=fields.to_text_map(row.headers),
        connect_timeout_s=row.connect_timeout_s,
        first_token_timeout_s=row.first_token_timeout_s,
        idle_timeout_s=row.idle_timeout_s,
        rpm=row.rpm,
        concurrency=row.concurrency,
        tpm=row.tpm,
        budgets=fields.to_budgets(row.budgets),
        cost_multiplier=Decimal(row.cost_multiplier),
        hours=parse_hours(row.hours or ""),
        daily_tokens=row.daily_tokens,
        tag=row.tag,
        test_model=row.test_model,
        test_models=fields.to_text_map(row.test_models or "{}"),
        proxy=row.proxy or "",
        authority=row.authority or "",
        system_prompt=row.system_prompt or "",
        prompt_mode=PromptMode(row.prompt_mode),
        overrides=parse_overrides(row.overrides or ""),
        created_at=row.created_at,
        tested_at=row.tested_at,
        test_ms=row.test_ms,
        test_error=row.test_error,
        used_nano=row.used_nano,
    )


def _key(row: Any) -> ChannelKey:
    balance = Balance(
        row.balance_nano, row.balance_currency, bool(row.balance_unlimited), row.balance_at
    )
    return ChannelKey(
        row.id,
        row.channel_id,
        row.hint,
        KeyState(row.state),
        row.reason,
        row.rest_until,
        row.name,
        balance if balance.at else None,
    )
