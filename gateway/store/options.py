"""Settings that were changed, price overrides, and what else is a name with a value.

Every function runs inside :meth:`Database.write` or :meth:`Database.read`.
"""

from __future__ import annotations

from gateway.store.schema import Option, PriceOverride


def get_all() -> dict[str, str]:
    return {row.name: row.value for row in Option.select()}


def get(name: str) -> str | None:
    """The value of ``name``, None if it was never set."""
    row = Option.get_or_none(Option.name == name)
    return None if row is None else str(row.value)


def set_value(name: str, value: str) -> None:
    """Sets ``name``, which may exist."""
    if not Option.update(value=value).where(Option.name == name).execute():
        Option.insert(name=name, value=value).execute()


def delete(name: str) -> None:
    Option.delete().where(Option.name == name).execute()


def price_overrides() -> dict[str, str]:
    """The owner's own prices: model -> JSON as it was given."""
    return {row.model: row.price_json for row in PriceOverride.select()}


def set_price_override(model: str, price_json: str, now_ms: int) -> None:
    """Sets the owner's price of ``model``, which may have one."""
    change = {"price_json": price_json, "updated_at": now_ms}
    if not PriceOverride.update(change).where(PriceOverride.model == model).execute():
        PriceOverride.insert(model=model, **change).execute()


def delete_price_override(model: str) -> None:
    PriceOverride.delete().where(PriceOverride.model == model).execute()
