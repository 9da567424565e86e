"""one-api's charges to the unit: its own ratios imported, its own quotas expected.

The vectors were computed as one-api v0.6.11 computes them: float64, rounded up for text, down for
images and speech. Whatever its tables have in them, a price that is no price included, is here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gateway.domain.money import QUOTA_UNIT, nano_to_units, to_fraction
from gateway.domain.price import Price
from gateway.domain.usage import Usage
from gateway.relay.prices import PriceBook
from gateway.services.overrides import decode_json
from gateway.services.ratio_files import read_ratios

VECTORS = Path(__file__).parents[2] / "golden" / "one_api_quota.json"
TYPED = re.compile(r"(.+)\((\d+)\)")


@cache
def vectors() -> dict[str, Any]:
    found: dict[str, Any] = msgspec.json.decode(VECTORS.read_bytes())
    return found


@cache
def _price() -> Callable[[str], Price]:
    raw = decode_json(VECTORS.read_bytes())
    maps = read_ratios({key: raw[key] for key in ("ModelRatio", "CompletionRatio")}).maps
    # A channel's provider stands for its numeric type: what one-api looks up by ``model(type)``.
    book = PriceBook({}, lambda _: False, lambda kind: (int(kind),) if kind else ())
    exact = {
        option: {name: to_fraction(number) for name, number in numbers.items()}
        for option, numbers in maps.items()
    }
    book.set_overrides({}, exact, {})

    def price(name: str) -> Price:
        typed = TYPED.fullmatch(name)
        found = book.price(typed[2], typed[1]) if typed else book.price("", name)
        assert found is not None, name
        return found

    return price


def units(name: str, usage: Usage, group: float) -> int:
    nano = _price()(name).nano(usage, to_fraction(group))
    assert nano % QUOTA_UNIT == 0, "whole units, nothing in between"
    return nano_to_units(nano)


def test_every_model_of_its_table_is_charged_to_the_unit() -> None:
    rows = vectors()["chat"]
    assert {name for name, *_ in rows} == set(vectors()["ModelRatio"])
    wrong = [
        (row, found)
        for row in rows
        if (found := units(row[0], Usage(input=row[1], output=row[2]), row[3])) != row[4]
    ]
    assert not wrong, wrong[:5]


def test_cached_and_reasoning_tokens_count_as_all_others() -> None:
    whole = Usage(input=900, output=80)
    parts = Usage(input=900, output=80, cache_read=700, cache_write=100, reasoning=60)
    assert units("gpt-4o", parts, 1) == units("gpt-4o", whole, 1) == 3050


def test_images_cost_by_size_and_quality_and_are_rounded_down_each() -> None:
    for name, size, quality, number, group, quota in vectors()["images"]:
        made = f"{quality} {size}".strip()
        usage = Usage(units=(("images", number), ("images_in", 0)), made=made)
        assert units(name, usage, group) == quota, (name, made, number, group)


def test_speech_costs_by_the_character_and_is_rounded_down() -> None:
    for name, characters, group, quota in vectors()["speech"]:
        usage = Usage(units=(("characters", characters),))
        assert units(name, usage, group) == quota, (name, characters, group)


@pytest.mark.parametrize(
    ("model", "ratio"),
    [("qwen-max-internet", "qwen-max"), ("command-r-internet", "command-r")],
)
def test_a_model_that_searches_costs_what_it_does_otherwise(model: str, ratio: str) -> None:
    usage = Usage(input=1000)
    assert units(model, usage, 1) == units(ratio, usage, 1)


def test_what_no_map_names_has_no_price_rather_than_sixty_dollars() -> None:
    book = PriceBook({}, lambda _: False)
    book.set_overrides({}, {"ModelRatio": {"a": Fraction(1)}}, {})
    assert book.price("", "b") is None
