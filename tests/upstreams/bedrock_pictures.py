"""What Bedrock's models take by InvokeModel for pictures and rankings, and what they answer.

After AWS's user guide (Stability AI models, Stability AI Image Services) and the requests of
bedrock-image-mcp-server 0.5, which were tried at AWS; rankings after Cohere's reference (v2).
"""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Mapping
from typing import Any

from tests.upstreams.bedrock_rules import refuse
from tests.upstreams.call import Call

PICTURE = b"\x89PNG\r\n\x1a\n a picture"
CORE, ULTRA = "stability.stable-image-core-v1:1", "stability.stable-image-ultra-v1:1"
LARGE = "stability.sd3-5-large-v1:0"
RANKERS = ("cohere.rerank-v3-5:0", "amazon.rerank-v1:0")
SEARCH_UNITS = 1
_EDITS = "stability.stable-image-"
_COMMON = {"seed", "output_format"}
_WORDS = {*_COMMON, "prompt", "negative_prompt"}
_STYLE = {*_WORDS, "style_preset"}
# Of each model: what it may be told, and what it must.
_MEMBERS: Mapping[str, tuple[set[str], set[str]]] = {
    CORE: ({*_WORDS, "aspect_ratio"}, {"prompt"}),
    ULTRA: ({*_WORDS, "aspect_ratio"}, {"prompt"}),
    LARGE: ({*_WORDS, "aspect_ratio", "mode", "image", "strength"}, {"prompt"}),
    f"{_EDITS}inpaint-v1:0": ({*_STYLE, "image", "mask", "grow_mask"}, {"prompt", "image"}),
    f"{_EDITS}erase-object-v1:0": ({*_COMMON, "image", "mask", "grow_mask"}, {"image"}),
    f"{_EDITS}remove-background-v1:0": ({"output_format", "image"}, {"image"}),
    f"{_EDITS}search-replace-v1:0": (
        {*_STYLE, "image", "search_prompt", "grow_mask"},
        {"prompt", "image", "search_prompt"},
    ),
    f"{_EDITS}control-sketch-v1:0": ({*_STYLE, "image", "control_strength"}, {"prompt", "image"}),
    "stability.stable-style-transfer-v1:0": (
        {
            *(*_WORDS, "init_image", "style_image", "composition_fidelity", "style_strength"),
            "change_strength",
        },
        {"init_image", "style_image"},
    ),
    "stability.stable-outpaint-v1:0": (
        {*_STYLE, "image", "left", "right", "up", "down", "creativity"},
        {"image"},
    ),
    "stability.stable-fast-upscale-v1:0": ({"output_format", "image"}, {"image"}),
}
MODELS = tuple(_MEMBERS)
PROFILED = frozenset(each for each in MODELS if each not in (CORE, ULTRA, LARGE))
"""Image services have no on-demand throughput: they are asked by a profile (``us.``)."""
_RATIOS = ("16:9", "1:1", "21:9", "2:3", "3:2", "4:5", "5:4", "9:16", "9:21")
_NUMBERS = {
    **{"seed": int, "left": int, "right": int, "up": int, "down": int, "grow_mask": int},
    **{"strength": float, "creativity": float, "control_strength": float, "fidelity": float},
    **{"composition_fidelity": float, "style_strength": float, "change_strength": float},
}


def check_picture(body: Mapping[str, Any], model: str) -> None:
    """Refuse what a model of Stability's does not take."""
    known, needed = _MEMBERS[model]
    if unknown := sorted(set(body) - known):
        refuse(f"Malformed input request: #: extraneous key [{unknown[0]}] is not permitted")
    if missing := sorted(each for each in needed if not body.get(each)):
        refuse(f"Malformed input request: #: required key [{missing[0]}] not found")
    for name, kind in _NUMBERS.items():
        if name in body and type(body[name]) not in (int, kind):
            refuse(f"Malformed input request: #/{name}: expected type: Number, found: String")
    for name in ("image", "mask", "init_image", "style_image"):
        if name in body:
            base64.b64decode(body[name], validate=True)
    if body.get("aspect_ratio", "1:1") not in _RATIOS:
        refuse("Malformed input request: #/aspect_ratio: is not a valid enum value")
    if body.get("mode") == "image-to-image" and not {"image", "strength"} <= set(body):
        refuse("Malformed input request: image and strength are required")
    if "image" in body and model == LARGE and body.get("mode") != "image-to-image":
        refuse("Malformed input request: mode is text-to-image")
    formats = ("png", "jpeg") if model in (CORE, ULTRA) else ("png", "jpeg", "webp")
    if body.get("output_format", "png") not in formats:
        refuse("Malformed input request: #/output_format: is not a valid enum value")


def picture(call: Call, reason: str) -> dict[str, Any]:
    """The answer; ``reason`` for a picture that was stopped."""
    if reason:
        return {"finish_reasons": [reason]}
    made = base64.b64encode(PICTURE).decode()
    return {"seeds": [2130420379], "finish_reasons": [None], "images": [made]}


def ranking(body: Mapping[str, Any], model: str, *, billed: bool) -> dict[str, Any]:
    """Documents by how many of the query's words they have."""
    cohere = model.startswith("cohere.")
    known = {"query", "documents"}
    known |= {"top_n", "max_tokens_per_doc", "api_version"} if cohere else set()
    if unknown := sorted(set(body) - known):
        refuse(f"Malformed input request: #: extraneous key [{unknown[0]}] is not permitted")
    if cohere and body.get("api_version", 1) < 2:
        refuse("Malformed input request: #/api_version: 1 is not greater or equal to 2")
    documents = body.get("documents")
    if not isinstance(documents, list) or not all(isinstance(each, str) for each in documents):
        refuse("Malformed input request: #/documents: expected type: JSONArray of String")
    words = set(body["query"].lower().split())
    rows = [
        {"index": at, "relevance_score": len(words & set(each.lower().split())) / 10}
        for at, each in enumerate(documents)
    ]
    rows.sort(key=lambda each: -each["relevance_score"])
    told: dict[str, Any] = {"results": rows[: body.get("top_n", len(rows))]}
    if billed:
        told["meta"] = {"billed_units": {"search_units": SEARCH_UNITS}}
    return told


def grey_rows(png: bytes) -> list[bytes]:
    """The pixels of a PNG in grey without filters, which masks are made as."""
    width, height, depth, colour = struct.unpack_from(">IIBB", png, 16)
    assert (depth, colour) == (8, 0)
    at, packed = 8, b""
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert struct.unpack_from(">I", png, at + 8 + length)[0] == zlib.crc32(kind + data)
        packed += data if kind == b"IDAT" else b""
        at += length + 12
    raw = zlib.decompress(packed)
    rows = [raw[start : start + width + 1] for start in range(0, len(raw), width + 1)]
    assert len(rows) == height
    assert all(row[0] == 0 for row in rows)
    return [row[1:] for row in rows]
