"""Channels in one-api's fields, then ours. No secret is among them."""

from __future__ import annotations

import base64
from typing import Any

import msgspec

from gateway.domain.balance import Balance, totals
from gateway.domain.channel import Channel, ChannelKey, KeyState
from gateway.domain.hours import written_hours
from gateway.domain.money import nano_to_units
from gateway.domain.proxy import without_password
from gateway.server.routes.management import units
from gateway.services.channels import ProviderView, TestResult

NUMERIC_TYPE = "one_api_type"
"""The setting that keeps which of several one-api types a channel was made with."""


def channel_view(
    channel: Channel, provider: ProviderView | None, budgets: list[dict[str, Any]]
) -> dict[str, Any]:
    settings = dict(channel.settings)
    numeric_type = settings.pop(NUMERIC_TYPE, provider.numeric_type if provider else 0)
    return {
        "id": channel.id,
        "type": numeric_type,
        "key": "",
        "status": _status(channel),
        "name": channel.name,
        "weight": channel.weight,
        "created_time": units.seconds(channel.created_at),
        "test_time": units.seconds(channel.tested_at),
        "response_time": channel.test_ms,
        "base_url": channel.base_url,
        "other": "",
        **balance_view(channel),
        "models": ",".join(channel.models),
        "group": ",".join(channel.groups),
        "used_quota": nano_to_units(channel.used_nano),
        "model_mapping": msgspec.json.encode(dict(channel.aliases)).decode(),
        "priority": channel.priority,
        "config": "",
        "system_prompt": channel.system_prompt,
        "provider": channel.provider,
        "enabled": channel.enabled,
        "aliases": dict(channel.aliases),
        "keys": [_key_view(key) for key in channel.keys],
        "settings": settings,
        "header_names": sorted(channel.headers),
        "tag": channel.tag,
        "test_model": channel.test_model,
        "test_models": dict(channel.test_models),
        "test_error": channel.test_error,
        "used": units.dollars(channel.used_nano),
        "connect_timeout_s": channel.connect_timeout_s,
        "first_token_timeout_s": channel.first_token_timeout_s,
        "idle_timeout_s": channel.idle_timeout_s,
        "proxy": without_password(channel.proxy),
        "authority": channel.authority,
        "prompt_mode": channel.prompt_mode.value,
        "overrides": channel.overrides.as_object(),
        "rpm": channel.rpm,
        "concurrency": channel.concurrency,
        "tpm": channel.tpm,
        "budgets": budgets,
        "cost_multiplier": float(channel.cost_multiplier),
        "hours": written_hours(channel.hours),
        "daily_tokens": channel.daily_tokens,
    }


def _key_view(key: ChannelKey) -> dict[str, Any]:
    return {
        "id": key.id,
        "hint": key.hint,
        "state": key.state.value,
        "reason": key.reason,
        "rest_until": key.rest_until,
        "name": key.name,
        "balance": _balance(key.balance),
    }


def balance_view(channel: Channel) -> dict[str, Any]:
    """one-api's ``balance`` is the sum of the keys' in the first currency; ours name each."""
    sums = totals(key.balance for key in channel.keys if key.balance is not None)
    first = sums[0] if sums else Balance(0, "")
    return {
        "balance": 0 if first.unlimited else first.amount,
        "balance_updated_time": units.seconds(first.at),
        "balance_currency": first.currency,
        "balances": [_balance(each) for each in sums],
    }


def _balance(balance: Balance | None) -> dict[str, Any] | None:
    if balance is None:
        return None
    return {
        "amount": None if balance.unlimited else balance.amount,
        "currency": balance.currency,
        "unlimited": balance.unlimited,
        "at": balance.at,
    }


def _status(channel: Channel) -> int:
    if not channel.enabled:
        return units.DISABLED
    refused = (KeyState.REJECTED, KeyState.NO_MONEY, KeyState.LOCKED, KeyState.OFF)
    if channel.keys and all(key.state in refused for key in channel.keys):
        return units.REFUSED_KEYS
    return units.ENABLED


def test_view(result: TestResult) -> dict[str, Any]:
    """What a test found; the envelope has one-api's ``time`` and ``modelName`` beside it.

    ``picture`` is base64, ``order`` the documents as they were ranked.
    """
    failure = result.failure
    return {
        "ok": result.ok,
        "model": result.model,
        "capability": result.capability.value,
        "first_token_ms": result.first_token_ms,
        "duration_ms": result.duration_ms,
        "reply": result.reply,
        "dimensions": result.dimensions,
        "picture": base64.b64encode(result.picture).decode(),
        "sound_ms": result.sound_ms,
        "order": list(result.order),
        "prompt_tokens": result.usage.input,
        "completion_tokens": result.usage.output,
        "cost": None if result.cost_nano is None else units.dollars(result.cost_nano),
        "error_class": failure.kind.value if failure else "",
        "error": failure.message if failure else "",
        "http_status": failure.status if failure else 200,
        "remedy": result.remedy.value,
    }
