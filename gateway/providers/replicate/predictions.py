"""A prediction's beginning and end, whatever its model makes.

https://replicate.com/docs/reference/http
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from gateway.errors import DialectError
from gateway.providers.abilities import TaskStep
from gateway.providers.bodies import dumped
from gateway.providers.media.picture_answers import failed

_BLOCKED = re.compile(r"nsfw|flagged as sensitive|\bE005\b|content policy", re.IGNORECASE)
_REFUSED = re.compile(r"input validation error|invalid input", re.IGNORECASE)


def with_inputs(given: Mapping[str, Any], model: str) -> bytes:
    """The prediction with these inputs; ``model`` with a version is named by that alone."""
    _, _, version = model.partition(":")
    return dumped({"version": version, "input": given} if version else {"input": given})


def refused(value: Mapping[str, Any]) -> TaskStep | None:
    """Why a prediction that is over failed; None where it did not.

    Raises DialectError for what is no prediction.
    """
    if not isinstance(value.get("status"), str):
        raise DialectError("the answer tells of no prediction")
    if value["status"] == "succeeded":
        return None
    # Whose fault a failure was stands in its text alone; where it does not, it is the model's.
    why = str(value.get("error") or "")
    if _BLOCKED.search(why):
        return failed(400, "content_policy_violation", why)
    if _REFUSED.search(why):
        return failed(400, "invalid_value", why)
    return failed(502, "prediction_failed", why or "the prediction was not done")
