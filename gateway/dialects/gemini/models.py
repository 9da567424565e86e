"""What a Gemini model can do, as far as its name tells (facts: Gemini, request).

Names that are no Gemini's (an alias of a proxy, Gemma) are given only what every model takes.
"""

from __future__ import annotations

import re

from gateway.dialects.efforts import base_name

_VERSION = re.compile(r"gemini-(\d+)(?:[.-](\d)(?!\d))?")
_NEWEST = (99, 0)
UNSIGNED = "skip_thought_signature_validator"
"""Google's word for "this call's thought cannot be proved", where Gemini 3 demands a signature."""


def version(model: str) -> tuple[int, int]:
    """(2, 5) for ``gemini-2.5-pro``; a Gemini that names no version is the newest."""
    name = base_name(model)
    if "gemini" not in name:
        return (0, 0)
    found = _VERSION.search(name)
    return (int(found[1]), int(found[2] or 0)) if found else _NEWEST


def takes_json_schema(model: str) -> bool:
    """``parametersJsonSchema`` and ``responseJsonSchema``."""
    return version(model) >= (2, 5)


def fetches_web_addresses(model: str) -> bool:
    """``fileData`` with a public address."""
    return version(model) >= (2, 5)


def numbers_calls(model: str) -> bool:
    """Whether a ``functionCall`` may have an id, and thoughts behind calls must be proved.

    Models before Gemini 3 answer 400 to the first.
    """
    return version(model) >= (3, 0)


def formats_beside_tools(model: str) -> bool:
    """Whether JSON output and function calls go together."""
    return version(model) >= (3, 0)


def has_tiers(model: str) -> bool:
    """Whether a ``serviceTier`` may be asked for."""
    return version(model) >= (2, 5)


def takes_penalties(model: str) -> bool:
    return version(model) < (3, 0)


def takes_instructions(model: str) -> bool:
    """Whether there is a ``systemInstruction``; Gemma answers 400 to one."""
    return not base_name(model).startswith("gemma")
