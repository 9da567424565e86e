"""Providers as lists and forms show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gateway.providers.abilities import TellingBalance
from gateway.providers.base import Endpoint, FieldSpec, Operation, Provider
from gateway.providers.terms import TERMS

_RETIRED = frozenset({"palm"})


@dataclass(frozen=True, slots=True)
class ProviderView:
    """Who a channel may lead to. ``key_hint`` is how its keys begin, '' for any form;
    ``key_example`` how a key is written that has several parts.
    """

    id: str
    name: str
    tile: str
    base_url: str
    needs_key: bool
    local: bool
    key_url: str
    key_hint: str
    key_example: str
    lists_models: bool
    tells_balance: bool
    """It may be asked what is left on a key's account."""
    fields: tuple[FieldSpec, ...]
    numeric_type: int
    """one-api's channel type, 0 where it has none."""
    terms_url: str
    """Where it says what a key may be used for, '' where nobody looked."""
    retired: bool
    """Its vendor has switched it off."""


def provider_view(provider: Provider) -> ProviderView:
    preset = getattr(provider, "preset", None)
    return ProviderView(
        id=provider.id,
        name=provider.name,
        tile=provider.tile,
        base_url=provider.base_url,
        needs_key=provider.needs_key,
        local=provider.local,
        key_url=provider.key_url,
        key_hint=preset.key_hint if preset is not None else "",
        key_example=getattr(provider, "key_example", ""),
        lists_models=Operation.MODELS in provider.operations,
        tells_balance=_tells_balance(provider),
        fields=provider.fields,
        numeric_type=provider.numeric_types[0] if provider.numeric_types else 0,
        terms_url=TERMS.get(provider.id, ""),
        retired=provider.id in _RETIRED,
    )


def _tells_balance(provider: Provider) -> bool:
    if not isinstance(provider, TellingBalance):
        return False
    return bool(provider.balance_inquiries(Endpoint("https://localhost"), date(2026, 1, 1)))
