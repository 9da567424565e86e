"""What Bedrock's models do by InvokeModel beside conversing: pictures, edits and rankings.

Stability's models draw and edit; Amazon's own (Titan, Nova Canvas) ended in June and September
2026. https://docs.aws.amazon.com/bedrock/latest/userguide/stable-image-services.html and
.../model-parameters-stability-diffusion.html; rankings as Cohere's v2
(https://docs.cohere.com/reference/rerank), of which Amazon's own model takes query and documents.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gateway.domain.usage import Usage
from gateway.errors import DialectError, Unconvertible
from gateway.providers.abilities import TaskStep
from gateway.providers.bodies import dumped, number
from gateway.providers.media import rankings
from gateway.providers.media.picture_answers import (
    failed,
    nothing_drawn,
    object_of,
    only_one,
    own_members,
    packed,
    request_of,
)
from gateway.providers.media.picture_edits import data_of, masked_pictures
from gateway.providers.media.picture_sizes import nearest_ratio

_RATIOS = {
    **{"16:9": 16 / 9, "1:1": 1.0, "21:9": 21 / 9, "2:3": 2 / 3, "3:2": 1.5},
    **{"4:5": 0.8, "5:4": 1.25, "9:16": 9 / 16, "9:21": 9 / 21},
}
_STABILITY = re.compile(r"(?:^|[./])stability\.(?P<name>[\w-]+?)(?:-v\d+:\d+)?$")
_DRAWS = re.compile(r"sd3|stable-image-(?:core|ultra)|stable-diffusion")
_BOTH = re.compile(r"sd3")
"""What draws, and takes a picture to begin with as well."""
_WORDLESS = re.compile(r"erase|remove-background|fast-upscale")
_MASKED = re.compile(r"inpaint|erase")
_STYLED = re.compile(r"style-transfer")
_STRENGTH = 0.7
"""How far an edit may go from its picture, where nobody says: a model needs to be told."""
_WHOLE = frozenset({"seed", "left", "right", "up", "down", "grow_mask"})
_PARTS = frozenset(
    {
        *("strength", "creativity", "control_strength", "fidelity", "composition_fidelity"),
        *("style_strength", "change_strength"),
    }
)
_EDITS_ALONE = frozenset({"image", "images", "mask", "input_fidelity"})
_FILTERED = "filter"


def picture_body(body: bytes, model: str) -> bytes:
    """OpenAI's request for a picture. Raises Unconvertible where the model makes none."""
    asked = request_of(body)
    only_one(asked)
    name = _name(model)
    if not _DRAWS.search(name):
        raise Unconvertible("This model edits pictures, and draws none from words alone", "model")
    made: dict[str, Any] = {"prompt": asked.get("prompt") or "", **own_members(asked)}
    if (ratio := nearest_ratio(asked.get("size"), _RATIOS)) is not None:
        made.setdefault("aspect_ratio", ratio)
    return dumped({**made, **_format(asked)})


def edit_body(body: bytes, model: str) -> bytes:
    """OpenAI's request for an edit, as JSON.

    Raises Unconvertible for pictures by address, another number of them than the model takes, and
    a mask for a model that takes none.
    """
    asked = request_of(body)
    only_one(asked)
    name = _name(model)
    draws = _DRAWS.search(name) is not None
    if draws and not _BOTH.search(name):
        raise Unconvertible("This model draws from words alone", "model")
    made: dict[str, Any] = {}
    if not _WORDLESS.search(name) and asked.get("prompt"):
        made["prompt"] = asked["prompt"]
    made |= _pictures(asked, name)
    for member, value in own_members(asked).items():
        if member not in _EDITS_ALONE:
            made[member] = _typed(member, value)
    if draws:
        made |= {"mode": "image-to-image", "strength": made.get("strength", _STRENGTH)}
    return dumped({**made, **_format(asked)})


def _name(model: str) -> str:
    found = _STABILITY.search(model)
    if found is None:
        raise Unconvertible("On Bedrock only Stability's models make pictures", "model")
    return found["name"]


def _format(asked: Mapping[str, Any]) -> dict[str, Any]:
    told = asked.get("output_format")
    return {"output_format": told} if told else {}


def _pictures(asked: Mapping[str, Any], name: str) -> dict[str, str]:
    found, mask = masked_pictures(asked)
    given = [data_of(each)[1] for each in found]
    wanted = ("init_image", "style_image") if _STYLED.search(name) else ("image",)
    if len(given) != len(wanted):
        raise Unconvertible(f"This model takes {len(wanted)} pictures, not {len(given)}", "image")
    made = dict(zip(wanted, given, strict=True))
    if mask:
        if not _MASKED.search(name):
            raise Unconvertible("This model edits without a mask", "mask")
        made["mask"] = data_of(mask, "mask")[1]
    return made


def _typed(name: str, value: Any) -> Any:
    """What a form says in letters, as JSON has it."""
    kind: type[int] | type[float] | None = None
    kind = int if name in _WHOLE else float if name in _PARTS else None
    if kind is None or not isinstance(value, str):
        return value
    try:
        return kind(value)
    except ValueError:
        raise Unconvertible(f"{name} is no number", name) from None


def ranking_body(body: bytes, model: str) -> bytes:
    asked = request_of(body)
    made: dict[str, Any] = {
        "query": rankings.text(asked.get("query")),
        "documents": rankings.texts(asked.get("documents")),
        **rankings.own_members(asked),
    }
    if "cohere." in model:
        made["api_version"] = 2
        if asked.get("top_n"):
            made["top_n"] = asked["top_n"]
    return dumped(made)


def step(asked: bytes, body: bytes) -> TaskStep | None:
    """The answer as OpenAI's clients read it; None where ``body`` is an error.

    Raises DialectError.
    """
    wanted, value = request_of(asked), object_of(body)
    if "documents" in wanted:
        return _ranked(wanted, value)
    reasons = [str(each) for each in _listed(value.get("finish_reasons")) if each]
    if any(_FILTERED in each.lower() for each in reasons):
        return failed(400, "content_policy_violation", "; ".join(reasons))
    if reasons:
        return failed(502, "generation_failed", "; ".join(reasons))
    made = [each for each in _listed(value.get("images")) if isinstance(each, str) and each]
    return packed(asked, made) if made else nothing_drawn(value)


def _ranked(wanted: Mapping[str, Any], value: Mapping[str, Any]) -> TaskStep | None:
    if "results" not in value:
        return None
    rows = [each for each in _listed(value["results"]) if isinstance(each, dict)]
    scores = [(each.get("index"), each.get("relevance_score")) for each in rows]
    made = rankings.ranked(wanted, scores)
    if made is None:
        raise DialectError("the answer holds no ranking")
    meta = value.get("meta")
    billed = meta.get("billed_units") if isinstance(meta, dict) else None
    searches = billed.get("search_units") if isinstance(billed, dict) else None
    count = int(number(searches) or 0)
    return replace(made, usage=Usage(units=(("queries", count),))) if count > 0 else made


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
