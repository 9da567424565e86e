"""What an export holds is named so that a person knows what a tick would bring."""

from __future__ import annotations

import pytest

from desktop.models.data_words import item_detail, item_name, kind_word
from gateway.services.transfer import ImportItem


@pytest.mark.parametrize(
    ("item", "name", "detail"),
    [
        (ImportItem("limits", 0, "root", "new", of="owner"), "root, the owner", ""),
        (ImportItem("limits", 0, "mei", "same", of="person"), "mei", ""),
        (
            ImportItem("limits", 0, "kids", "different", ("rpm", "budgets"), of="group"),
            "Group kids",
            "Differs in: requests a minute, budgets",
        ),
        (
            ImportItem("rule", 0, "kids", "new", of="group", values=("cheapest",)),
            "Group kids",
            "The cheapest",
        ),
        (
            ImportItem("rule", 0, "gpt-5", "different", of="model", values=("round_robin",)),
            "gpt-5",
            "Each in turn",
        ),
        (
            ImportItem("rule", 0, "gpt-5", "new", of="fallback", values=("o3", "too_long")),
            "gpt-5 → o3",
            "If the prompt is too long",
        ),
        (
            ImportItem("rule", 0, "x", "blocked", reason="unknown_rule", of="weekday"),
            "x",
            "This Homeport does not know it.",
        ),
        (
            ImportItem("limits", 0, "us", "blocked", reason="unknown_limits", of="household"),
            "us",
            "This Homeport does not know it.",
        ),
    ],
)
def test_limits_and_rules_are_named(item: ImportItem, name: str, detail: str) -> None:
    assert (item_name(item), item_detail(item)) == (name, detail)
    assert kind_word(item.kind) in ("Budgets and rates", "Routing rules")
