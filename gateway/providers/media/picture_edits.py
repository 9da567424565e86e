"""The pictures of a request to edit some, as OpenAI's JSON has them, and what else such a request
says.

https://platform.openai.com/docs/api-reference/images/createEdit: ``images`` and ``mask`` of
``{"image_url"}``. An address is handed on, and never asked here: it may lie in the owner's house.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from typing import Any

from gateway.errors import Unconvertible
from gateway.providers.bodies import dumped
from gateway.providers.media.picture_answers import own_members
from gateway.providers.media.png_masks import white_where_clear

_DATA = re.compile(r"data:([\w.+/-]+);base64,(.*)", re.DOTALL | re.ASCII)
_GIVEN = ("image", "images", "mask")
_OPENAIS = (*_GIVEN, "input_fidelity")
_WORDS = re.compile(r"prompt|size|ratio|pixels|resolution|format|style|feature|function")
"""Members that are texts, whatever they look like; Replicate's ``megapixels`` are."""
_INTEGER = re.compile(r"-?\d{1,18}")
_NUMBER = re.compile(r"-?\d{1,18}\.\d{1,18}")


def pictures_given(asked: Mapping[str, Any], most: int = 0) -> list[str]:
    """Their addresses, data mostly; ``most`` is how many the model takes, 0 for any number.

    Raises Unconvertible for none, too many, files kept at OpenAI, and a mask.
    """
    if asked.get("mask"):
        raise Unconvertible("This model edits by words alone, without a mask", "mask")
    return masked_pictures(asked, most)[0]


def masked_pictures(asked: Mapping[str, Any], most: int = 0) -> tuple[list[str], str]:
    """The same, and the mask's address, '' for none.

    Every vendor that takes a mask repaints where it is white, and OpenAI's clients make clear what
    is to change: one of theirs becomes white there. Nobody looks at what lies at an address.
    """
    found = list(_addresses(asked.get("images"), "image"))
    found = found or list(_addresses(asked.get("image"), "image"))
    if not found:
        raise Unconvertible("The request has no picture", "image")
    if most and len(found) > most:
        taken = "one picture" if most == 1 else f"{most} pictures"
        raise Unconvertible(f"This model edits {taken} at most", "image")
    mask = next(_addresses(asked.get("mask") or None, "mask"), "")
    return found, _white(mask) if mask.startswith("data:") else mask


def own_of_edit(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The vendor's own members of a request to edit, which a form has as texts alone."""
    own = {name: value for name, value in own_members(asked).items() if name not in _OPENAIS}
    return {name: typed(name, value) for name, value in own.items()}


def without_pictures(asked: Mapping[str, Any]) -> bytes:
    """The request as it is kept for reading its answer."""
    return dumped({name: value for name, value in asked.items() if name not in _GIVEN})


def data_of(address: str, param: str = "image") -> tuple[str, str]:
    """The type and the base64 of a picture. Raises Unconvertible for one that lies elsewhere."""
    found = _DATA.fullmatch(address)
    if found is None:
        raise Unconvertible("This model takes pictures as data alone", param)
    return found[1], found[2]


def bytes_of(address: str, param: str = "image") -> tuple[str, bytes]:
    """The type of a picture, and it itself. Raises Unconvertible as :func:`data_of`, and for what
    is no base64.
    """
    kind, data = data_of(address, param)
    try:
        return kind, base64.b64decode("".join(data.split()), validate=True)
    except ValueError:
        raise Unconvertible("The picture is no base64", param) from None


def typed(name: str, value: Any) -> Any:
    """A form's text: what looks like a number or a switch is one, unless its name says no."""
    if not isinstance(value, str) or _WORDS.search(name):
        return value
    if value in ("true", "false"):
        return value == "true"
    if _INTEGER.fullmatch(value):
        return int(value)
    return float(value) if _NUMBER.fullmatch(value) else value


def _addresses(given: Any, param: str) -> Iterator[str]:
    for each in given if isinstance(given, list) else [given]:
        told = each.get("image_url", each.get("url")) if isinstance(each, dict) else each
        if isinstance(told, str) and told:
            yield told
        elif each is not None:
            raise Unconvertible("Pictures are taken as data or by their address", param)


def _white(mask: str) -> str:
    _, given = bytes_of(mask, "mask")
    made = white_where_clear(given)
    return mask if made is given else f"data:image/png;base64,{base64.b64encode(made).decode()}"
