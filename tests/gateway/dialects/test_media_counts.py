"""What requests for pictures are held for, and what their answers are paid for."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest

from gateway.dialects.media import Form, Images, Transcriptions
from gateway.domain.price import ModelPrice
from gateway.domain.usage import Usage, believed
from gateway.errors import DialectError

SIZES = ModelPrice(
    Fraction(),
    Fraction(),
    units=(("images", Fraction(1_000)),),
    sizes=(("1k", Fraction(1_000)), ("2k", Fraction(2_000)), ("4k", Fraction(4_000))),
)


def likely(**body: Any) -> Usage:
    return Images(b"").peek(json.dumps({"model": "m", **body}).encode()).likely


def counted(answer: Any, **body: Any) -> dict[str, int]:
    asked = Images(json.dumps({"model": "m", **body}).encode())
    usage, _, failure = asked.answer_usage(json.dumps(answer).encode())
    assert failure is None
    assert usage is not None
    return dict(usage.units)


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({}, 1),
        ({"n": 3}, 3),
        ({"num_outputs": 4}, 4),
        ({"n": 2, "samples": "8"}, 8),
        ({"batch_size": 4.0}, 4),
        ({"image_num": ["3"]}, 3),
        ({"samples": "many", "num_images": None, "max_images": {}}, 1),
        ({"samples": "nan", "batch_size": -3, "num_images": "1e999" * 20}, 1),
        ({"sequential_image_generation": "auto"}, 15),
        ({"sequential_image_generation": "disabled"}, 1),
        (
            {
                "sequential_image_generation": "auto",
                "sequential_image_generation_options": {"max_images": 6},
            },
            6,
        ),
    ],
)
def test_money_is_held_for_all_pictures_that_may_come(asked: dict[str, Any], number: int) -> None:
    assert dict(likely(**asked).units)["images"] == number


@pytest.mark.parametrize(
    "asked",
    [
        *({"partial_images": -1_000_000}, {"partial_images": 10**9}, {"n": 0}, {"n": -1}),
        *({"num_outputs": 1_000}, {"samples": 1e300}, {"batch_size": "inf"}),
    ],
)
def test_numbers_that_would_turn_a_price_around_are_refused(asked: dict[str, Any]) -> None:
    with pytest.raises(DialectError):
        likely(**asked)


@pytest.mark.parametrize(
    ("asked", "price"),
    [
        ({"size": "2048x2048"}, 2),
        ({"size": "2048x2048", "resolution": "1k"}, 2),
        ({"size": "1024x1024", "resolution": "4K"}, 4),
        ({"size": "4k", "resolution": [1]}, 4),
        ({"size": "auto"}, 1),
        ({"size": "9" * 5_000 + "x1"}, 1),
        ({"size": "xxx", "quality": "x" * 100}, 1),
    ],
)
def test_the_larger_of_two_sizes_is_paid(asked: dict[str, Any], price: int) -> None:
    assert SIZES.nano(likely(**asked)) == price * 1_000_000


@pytest.mark.parametrize(
    ("data", "number"),
    [
        ([], 0),
        ([{"error": {"code": "InputSensitive"}}], 0),
        ([None, {}, {"url": ""}, {"url": None, "b64_json": ""}], 0),
        ([{"b64_json": "AA=="}, {"url": "https://x.example"}, {"url": "", "b64_json": "AA=="}], 3),
        ([{"image": "AA=="}, "https://x.example", {"url": "x", "error": {}}], 3),
    ],
)
def test_pictures_that_are_there_are_counted(data: list[Any], number: int) -> None:
    units = counted({"data": data, "quality": [1], "size": {}}, n=3, image=["a", "b"])
    assert units == {"images": number, "images_in": 2 if number else 0}


def test_a_recording_that_claims_to_last_for_ages_is_not_believed() -> None:
    head = b"\0\0\0\x18ftyp" + b"isom" * 3 + b"mvhd\x01\0\0\0" + b"\0" * 16
    sound = head + (1).to_bytes(4, "big") + (2**64 - 1).to_bytes(8, "big")
    field = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n\r\n'
    summary = Form(field + sound + b"\r\n--b--", "multipart/form-data; boundary=b").summary
    units = dict(Transcriptions(summary).peek(summary).likely.units)
    assert units == {"ms_in": 100 * 3_600_000}


@pytest.mark.parametrize(
    "usage",
    [Usage(input=10**18), Usage(output=10**400), Usage(1, 1, units=(("ms_in", 10**303),))],
)
def test_what_cannot_have_been_consumed_counts_as_unsaid(usage: Usage) -> None:
    assert believed(usage) is None
    assert believed(Usage(10**6, 10**6)) == Usage(10**6, 10**6)
