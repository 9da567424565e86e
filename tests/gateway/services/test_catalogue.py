"""Prices from a file: checked whole, shown before they apply, in force at once, taken back."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gateway.domain.usage import Usage
from gateway.errors import ServiceError
from gateway.relay.prices import PriceBook
from gateway.services.catalogue import CatalogueService, PriceChange

OWN = {"_meta": {"date": "2026-12-01"}}
GPT = {"provider": "openai", "mode": "chat", "input_per_mtok": 2, "output_per_mtok": 10}
SHIPPED = {"_meta": {"date": "2026-11-22"}, "gpt-x": GPT}
LITELLM = {
    "sample_spec": {"litellm_provider": "one of", "max_tokens": "LEGACY", "mode": "one of"},
    "gpt-x": {
        "litellm_provider": "openai",
        "mode": "chat",
        "input_cost_per_token": 1.25e-06,
        "output_cost_per_token": 1e-05,
        "cache_read_input_token_cost": 1.25e-07,
        "input_cost_per_token_above_200k_tokens": 2.5e-06,
        "output_cost_per_token_above_200k_tokens": 1.5e-05,
        "max_input_tokens": 1_000_000,
        "max_output_tokens": 64_000,
        "supports_reasoning": True,
        "supports_vision": False,
    },
    "draw": {"litellm_provider": "openai", "output_cost_per_image": 0.04},
}


async def service(folder: Path, shipped: dict[str, Any] = SHIPPED) -> CatalogueService:
    path = folder / "shipped.json"
    path.write_text(json.dumps(shipped))
    book = PriceBook({}, lambda provider: False)
    made = CatalogueService(book, path, folder / "data", lambda: 1_796_000_000_000)
    await made.load()
    return made


def dump(value: object) -> bytes:
    return json.dumps(value).encode()


def nano(made: CatalogueService, model: str = "gpt-x", **usage: Any) -> int:
    price = made._prices.price("openai", model)
    assert price is not None
    return price.nano(Usage(**(usage or {"input": 1_000})))


async def test_litellms_floats_become_exact_and_are_shown_first(tmp_path: Path) -> None:
    made = await service(tmp_path)
    update = await made.preview(dump(LITELLM))
    assert nano(made) == 2_000_000, "nothing is in force before it is applied"
    assert update.new == ("draw",)
    assert update.changed == (
        PriceChange("gpt-x", "above_200k.input_per_mtok", None, Decimal("2.5")),
        PriceChange("gpt-x", "above_200k.output_per_mtok", None, Decimal(15)),
        PriceChange("gpt-x", "cache_read_per_mtok", None, Decimal("0.125")),
        PriceChange("gpt-x", "input_per_mtok", Decimal(2), Decimal("1.25")),
    )
    assert (await made.apply(update)).source == "updated"
    assert nano(made, input=1_000, cache_read=400, output=3) == 750_000 + 50_000 + 30_000
    # what the file does not say of reading the cache above the threshold rises with the input
    assert nano(made, input=200_001, cache_read=1) == 200_000 * 2_500 + 250
    assert nano(made, "draw", units=(("images", 2),)) == 80_000_000
    entry = made._prices.entry("openai", "gpt-x")
    assert entry is not None
    assert (entry.context, entry.supports, entry.refuses) == (
        1_000_000,
        ("reasoning",),
        ("vision",),
    )


async def test_it_outlives_the_program_and_can_be_taken_back(tmp_path: Path) -> None:
    made = await service(tmp_path)
    for price in (3, 4):
        file = {**OWN, "gpt-x": {**GPT, "input_per_mtok": price}}
        await made.apply(await made.preview(dump(file)))
    again = await service(tmp_path)
    assert (again.view.source, again.view.date, nano(again)) == ("updated", "2026-12-01", 4_000_000)
    assert ((await again.revert()).source, nano(again)) == ("updated", 3_000_000)
    assert ((await again.revert()).source, nano(again)) == ("shipped", 2_000_000)
    assert nano(await service(tmp_path)) == 2_000_000


async def test_a_catalogue_that_ships_later_stands_above_it(tmp_path: Path) -> None:
    made = await service(tmp_path)
    await made.apply(await made.preview(dump({**OWN, "gpt-x": {**GPT, "input_per_mtok": 3}})))
    later = await service(tmp_path, {**SHIPPED, "_meta": {"date": "2027-01-05"}})
    assert (later.view.source, nano(later)) == ("shipped", 2_000_000)


async def test_a_damaged_update_is_not_used(tmp_path: Path) -> None:
    made = await service(tmp_path)
    await made.apply(await made.preview(dump({**OWN, "gpt-x": {**GPT, "input_per_mtok": 3}})))
    (tmp_path / "data" / "catalogue" / "prices.json").write_bytes(b"{")
    again = await service(tmp_path)
    assert (again.view.source, nano(again)) == ("shipped", 2_000_000)


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"[]",
        b"\xff",
        b"{}",
        dump({"_meta": {}}),
        dump({"m": 1}),
        dump({"m": {"input_per_mtok": "2"}}),
        dump({"m": {"input_per_mtok": -1}}),
        dump({"m": {"input_per_mtok": True}}),
        dump({"m": {"input_per_mtok": 1_000_000}}),
        b'{"m":{"input_per_mtok":NaN}}',
        dump({"m": {"context": 10**12}}),
        dump({"m": {"supports": "x"}}),
        dump({"m": {"long_context": {"above_2k": {"input_per_mtok": -1}}}}),
        dump({"m": {"tiered": [{"input_per_mtok": 1}]}}),
        dump({"m" * 256: GPT}),
        dump({"m": {"litellm_provider": "x", "input_cost_per_token": "0.1"}}),
        dump({"m": {"litellm_provider": "x", "input_cost_per_token": 2}}),
    ],
)
async def test_what_is_no_catalogue_changes_nothing(tmp_path: Path, file: bytes) -> None:
    made = await service(tmp_path)
    with pytest.raises(ServiceError) as refused:
        await made.preview(file)
    assert refused.value.code == "bad_prices"
    assert nano(made) == 2_000_000
