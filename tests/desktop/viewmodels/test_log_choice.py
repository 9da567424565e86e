"""Whether a running request belongs to what the log shows, judged as the store would."""

from __future__ import annotations

import pytest

from desktop.viewmodels.log_choice import Choices, Chosen
from gateway.domain.log_terms import Subject
from gateway.services.logs import LiveRequest

CHOICES = Choices(models=("gpt-4o",), served=("claude-opus-4-1", "gpt-4o"))


def running(sent_model: str) -> LiveRequest:
    return LiveRequest(
        *("req_1", 1, "gpt-4o", 1, "Anthropic", "anthropic", 1, "laptop", "Cursor", True),
        *(900, 300, 10, 0, 20, sent_model),
    )


@pytest.mark.parametrize(
    ("text", "belongs"),
    [
        ("served:opus", True),
        ("served:claude*", True),
        ("served:opus model:gpt-4o", True),
        ("served:gpt-4o", False),
        ("served:gpt-4o served:opus", True),
        ("served:cache", False),
        ("-served:opus", False),
        ("-served:gpt-4o", True),
    ],
)
def test_what_serves_a_running_request(text: str, belongs: bool) -> None:
    assert Chosen(text=text).matches(running("claude-opus-4-1"), CHOICES) is belongs


def test_who_is_not_asked_yet_is_served_by_nobody() -> None:
    assert not Chosen(text="served:gpt*").matches(running(""), CHOICES)


def test_models_that_answered_are_offered() -> None:
    offered = CHOICES.vocabulary[Subject.SERVED]
    assert offered == ("claude-opus-4-1", "gpt-4o", "cache", "replay")
