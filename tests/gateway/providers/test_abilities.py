"""What some providers can do beyond the rest is what they say they can."""

from __future__ import annotations

from abc import ABC

import pytest

from gateway.providers import abilities
from gateway.providers.registry import PROVIDERS

ABILITIES = [
    each for each in vars(abilities).values() if isinstance(each, type) and ABC in each.__bases__
]


@pytest.mark.parametrize("ability", ABILITIES, ids=lambda each: str(each.__name__))
def test_a_provider_with_all_of_it_derives_from_it(ability: type) -> None:
    asked = sorted(getattr(ability, "__abstractmethods__", ()))
    assert asked
    able = [each for each in PROVIDERS.values() if isinstance(each, ability)]
    assert able, "nobody can"
    looking_so = [each for each in PROVIDERS.values() if all(hasattr(each, name) for name in asked)]
    assert able == looking_so
