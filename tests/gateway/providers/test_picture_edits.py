"""What of a request to edit pictures is read the same for all vendors."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from gateway.errors import Unconvertible
from gateway.providers.media import packed
from gateway.providers.media.picture_edits import (
    bytes_of,
    data_of,
    masked_pictures,
    own_of_edit,
    pictures_given,
)
from tests.upstreams.openai_images import PIXEL

ADDRESS = "https://pictures.example/boat.png"


def png(colour_type: int) -> str:
    """The head of a PNG."""
    head = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\x0dIHDR" + b"\0" * 8 + bytes((8, colour_type, 0, 0, 0))
    return "data:image/png;base64," + base64.b64encode(head).decode()


@pytest.mark.parametrize(
    "asked",
    [
        {"images": [{"image_url": ADDRESS}]},
        {"image": ADDRESS},
        {"image": [ADDRESS]},
        {"image": {"url": ADDRESS}},
    ],
)
def test_clients_say_pictures_in_several_ways(asked: dict[str, Any]) -> None:
    assert pictures_given(asked) == [ADDRESS]


@pytest.mark.parametrize(
    ("asked", "most", "param"),
    [
        ({}, 0, "image"),
        ({"images": []}, 0, "image"),
        ({"images": [{"file_id": "file-1"}]}, 0, "image"),
        ({"image": [ADDRESS] * 3}, 2, "image"),
        ({"image": ADDRESS, "mask": ADDRESS}, 0, "mask"),
    ],
)
def test_what_is_not_given_so_is_refused(asked: dict[str, Any], most: int, param: str) -> None:
    with pytest.raises(Unconvertible) as refused:
        pictures_given(asked, most)
    assert refused.value.param == param


@pytest.mark.parametrize(
    ("mask", "taken"),
    [(png(0), True), (png(2), True), (png(3), True), (png(4), False), (png(6), False)],
)
def test_masks_with_transparency_are_read_and_others_stay(mask: str, taken: bool) -> None:
    asked = {"image": ADDRESS, "mask": {"image_url": mask}}
    if taken:
        assert masked_pictures(asked) == ([ADDRESS], mask)
        return
    with pytest.raises(Unconvertible) as refused:  # there is no pixel to read
        masked_pictures(asked)
    assert refused.value.param == "mask"


def test_a_mask_by_address_is_handed_on() -> None:
    assert masked_pictures({"image": ADDRESS, "mask": ADDRESS}) == ([ADDRESS], ADDRESS)


def test_a_forms_texts_are_what_they_look_like() -> None:
    told = {
        **{"model": "m", "prompt": "7", "image": "x", "mask": "y", "input_fidelity": "high"},
        **{"seed": "7", "strength": "0.5", "watermark": "false", "guidance": "-1"},
        **{"negative_prompt": "7", "aspect_ratio": "1", "megapixels": "1", "resolution": "2"},
        **{"steps": 8, "feature": "true", "long": "9" * 30},
    }
    assert own_of_edit(told) == {
        **{"seed": 7, "strength": 0.5, "watermark": False, "guidance": -1},
        **{"negative_prompt": "7", "aspect_ratio": "1", "megapixels": "1", "resolution": "2"},
        **{"steps": 8, "feature": "true", "long": "9" * 30},
    }


def test_pictures_as_data_are_unpacked_and_others_refused() -> None:
    address = "data:image/png;base64," + base64.b64encode(PIXEL).decode()
    assert bytes_of(address) == ("image/png", PIXEL)
    for other in (ADDRESS, "data:image/png;base64,%", "data:image/png\r\nX: y;base64,AAAA"):
        with pytest.raises(Unconvertible):
            bytes_of(other)
    assert data_of("data:image/svg+xml;base64,AAAA") == ("image/svg+xml", "AAAA")


def test_a_form_holds_files_and_its_boundary_is_in_none() -> None:
    body, kind = packed.as_form(
        {"prompt": 'a"\r\nb'}, packed.Attached('x"\r\n', 'x"\r\n', "image/png", PIXEL)
    )
    boundary = kind.partition("boundary=")[2].encode()
    assert body.count(b"--" + boundary) == 3
    assert boundary not in PIXEL
    assert b'name="x%22%0D%0A"; filename="x%22%0D%0A"\r\nContent-Type: image/png\r\n\r\n' in body
