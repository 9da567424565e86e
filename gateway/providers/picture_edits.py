"""The pictures of a request to edit some, as OpenAI's JSON has them.

https://platform.openai.com/docs/api-reference/images/createEdit: ``images`` of ``{"image_url"}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from gateway.errors import Unconvertible

_DATA = re.compile(r"data:([^;,]+);base64,(.*)", re.DOTALL)


def pictures_given(asked: Mapping[str, Any]) -> list[str]:
    """Their addresses, data mostly.

    Raises Unconvertible for none, for files kept at OpenAI, and for a mask: no vendor beside OpenAI
    takes one.
    """
    if asked.get("mask"):
        raise Unconvertible("This model edits by words alone, without a mask", "mask")
    found = list(_addresses(asked.get("images"))) or list(_addresses(asked.get("image")))
    if not found:
        raise Unconvertible("The request has no picture", "image")
    return found


def _addresses(given: Any) -> Iterator[str]:
    for each in given if isinstance(given, list) else [given]:
        told = each.get("image_url", each.get("url")) if isinstance(each, dict) else each
        if isinstance(told, str) and told:
            yield told
        elif each is not None:
            raise Unconvertible("Pictures are taken as data or by their address", "image")


def data_of(address: str) -> tuple[str, str]:
    """The type and the base64 of a picture. Raises Unconvertible for one that lies elsewhere."""
    found = _DATA.fullmatch(address)
    if found is None:
        raise Unconvertible("This model takes pictures as data alone", "image")
    return found[1], found[2]
