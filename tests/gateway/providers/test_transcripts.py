"""Transcripts of any vendor's JSON: what is none of its members breaks nothing."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from gateway.domain.usage import Usage
from gateway.providers.media.transcripts import read, told

_NONSENSE: tuple[Any, ...] = (
    *(
        None,
        7,
        -1,
        1e308,
        10**400,
        True,
        "",
        "x",
        "\ud800",
        [],
        {},
        [[]],
        [{}],
        [None],
        float("inf"),
    ),
    *([{"start": "a", "end": None, "text": 3}], {"seconds": -5}, {"prompt_tokens": "many"}),
)
_MEMBERS = ("text", "segments", "words", "usage", "duration", "language", "task")
_FORMS = ("json", "text", "srt", "vtt", "verbose_json")


@pytest.mark.parametrize(
    ("value", "usage"),
    [
        ({"duration": 2.5}, Usage(units=(("ms_in", 2500),))),
        ({"usage": {"seconds": 3}}, Usage(units=(("ms_in", 3000),))),
        ({"usage": {"input_tokens": 5, "output_tokens": 2}}, Usage(5, 2)),
        (
            {"usage": {"prompt_tokens": 4, "completion_tokens": 9, "prompt_audio_seconds": 3}},
            Usage(4, 9, units=(("ms_in", 3000),)),
        ),
        ({"usage": {"seconds": -3, "input_tokens": -1}, "duration": float("nan")}, None),
        ({}, None),
    ],
)
def test_what_a_vendor_says_it_consumed(value: dict[str, Any], usage: Usage | None) -> None:
    heard = read({"text": " Ahoj ", **value})
    assert heard is not None
    assert heard.text == "Ahoj"
    assert told({}, heard).usage == usage


def test_nonsense_breaks_nothing() -> None:
    chance = random.Random(20261127)
    for _ in range(3000):
        value = {name: chance.choice(_NONSENSE) for name in _MEMBERS if chance.random() < 0.7}
        heard = read(value)
        assert (heard is None) == (not isinstance(value.get("text"), str))
        if heard is None:
            continue
        granular = chance.choice([None, ["word"], ["segment", "word"], [7]])
        asked = {"response_format": chance.choice(_FORMS), "timestamp_granularities": granular}
        step = told(asked, heard)
        made = step.answer(())
        if asked["response_format"] in ("json", "verbose_json"):
            assert json.loads(made)["text"] == heard.text.encode("utf-8", "replace").decode()
        assert step.usage is None or all(count > 0 for _, count in step.usage.units)
