"""Sizes of images from the first bytes of their files, and the tokens that vendors count for them.

Token rules after OpenAI's, Anthropic's and Google's vision guides (facts: image tokens). An image
that is only named by a URL is never fetched to be counted: it counts as the largest.
"""

from __future__ import annotations

import base64
import binascii
import math
import re
from dataclasses import dataclass

_HEADER_BASE64 = 65536
"""Characters of base64 that are read: 48 KiB of the file, enough for a JPEG with a thumbnail."""


def size_of_base64(data: str) -> tuple[int, int] | None:
    """Width and height in pixels of a base64 image; None where they cannot be told."""
    head = data[:_HEADER_BASE64]
    head = head[: len(head) // 4 * 4]
    try:
        return size_of(base64.b64decode(head, validate=False))
    except (binascii.Error, ValueError):
        return None


def size_of(head: bytes) -> tuple[int, int] | None:
    """Width and height in pixels from an image file's first bytes: PNG, GIF, JPEG, WebP."""
    if head.startswith(b"\x89PNG\r\n\x1a\n") and len(head) >= 24:
        return _positive(int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big"))
    if head.startswith((b"GIF87a", b"GIF89a")) and len(head) >= 10:
        return _positive(int.from_bytes(head[6:8], "little"), int.from_bytes(head[8:10], "little"))
    if head.startswith(b"\xff\xd8"):
        return _jpeg(head)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP" and len(head) >= 30:
        return _webp(head)
    return None


def _positive(width: int, height: int) -> tuple[int, int] | None:
    return (width, height) if width > 0 and height > 0 else None


_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def _jpeg(head: bytes) -> tuple[int, int] | None:
    position = 2
    while position + 9 <= len(head):
        if head[position] != 0xFF:
            return None
        marker = head[position + 1]
        if marker == 0xFF:  # padding
            position += 1
        elif marker in _START_OF_FRAME:
            height = int.from_bytes(head[position + 5 : position + 7], "big")
            width = int.from_bytes(head[position + 7 : position + 9], "big")
            return _positive(width, height)
        elif 0xD0 <= marker <= 0xD9 or marker == 0x01:  # markers without a length
            position += 2
        else:
            position += 2 + int.from_bytes(head[position + 2 : position + 4], "big")
    return None


def _webp(head: bytes) -> tuple[int, int] | None:
    kind = head[12:16]
    if kind == b"VP8X":
        width = int.from_bytes(head[24:27], "little") + 1
        height = int.from_bytes(head[27:30], "little") + 1
    elif kind == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif kind == b"VP8 ":
        width = int.from_bytes(head[26:28], "little") & 0x3FFF
        height = int.from_bytes(head[28:30], "little") & 0x3FFF
    else:
        return None
    return _positive(width, height)


@dataclass(frozen=True, slots=True)
class _Patches:
    """32-pixel patches: (longest edge, most patches) for each detail, and tokens per patch."""

    factor: float
    high: tuple[int, int]
    low: tuple[int, int]
    original: tuple[int, int]
    auto: str = "high"


_NO_CAP = 1 << 30
_SMALL = (2048, 6144)
_HIGH = (2048, 2500)
_PATCH_MODELS: tuple[tuple[str, _Patches], ...] = (
    (r"gpt-6", _Patches(1.2, (65535, 2500), (512, _NO_CAP), (65535, _NO_CAP), "original")),
    (r"gpt-5\.6", _Patches(1.2, _HIGH, (512, _NO_CAP), (65535, _NO_CAP), "original")),
    (r"gpt-5\.5", _Patches(1.2, _HIGH, (512, _NO_CAP), (6000, 10000), "original")),
    (r"gpt-5\.4", _Patches(1.2, _HIGH, _SMALL, (6000, 10000))),
    (r"gpt-5\.2", _Patches(1.2, _SMALL, _SMALL, _SMALL)),
    (r"gpt-5-mini|gpt-4\.1-mini", _Patches(1.62, _SMALL, _SMALL, _SMALL)),
    (r"gpt-5-nano|gpt-4\.1-nano", _Patches(2.46, _SMALL, _SMALL, _SMALL)),
    (r"o4-mini", _Patches(1.72, (2048, 1536), (2048, 1536), (2048, 1536))),
)
_TILE_MODELS: tuple[tuple[str, int, int], ...] = (
    (r"gpt-4o-mini", 2833, 5667),
    (r"gpt-5", 70, 140),
    (r"o[13]", 75, 150),
)
_TILES = (85, 170)
_CLAUDE_NEW = re.compile(r"claude-(?:\w+-)?(?:4[-.](?:[7-9]|\d\d)|[5-9])(?!\d)")


def image_tokens(model: str, size: tuple[int, int] | None, detail: str = "") -> int:
    """Tokens of one image in a prompt to ``model``; ``size`` None counts as the largest.

    ``detail`` is OpenAI's ``low``, ``high``, ``auto`` or ``original``.
    """
    name = model.lower().rsplit("/", 1)[-1]
    if "claude" in name:
        return _claude(name, size)
    if "gemini" in name:
        return _gemini(name, size)
    for pattern, rule in _PATCH_MODELS:
        if re.match(pattern, name):
            return _patch_tokens(rule, size, detail or "auto")
    base, tile = _TILES
    for pattern, model_base, model_tile in _TILE_MODELS:
        if re.match(pattern, name):
            base, tile = model_base, model_tile
            break
    return base if detail == "low" else base + tile * _tiles(size)


def _tiles(size: tuple[int, int] | None) -> int:
    if size is None:
        return 8
    width, height = size
    scale = min(1.0, 2048 / max(width, height), 768 / min(width, height))
    return math.ceil(round(width * scale, 6) / 512) * math.ceil(round(height * scale, 6) / 512)


def _patch_tokens(rule: _Patches, size: tuple[int, int] | None, detail: str) -> int:
    if detail == "auto":
        detail = rule.auto
    limits = {"low": rule.low, "original": rule.original}
    longest, budget = limits.get(detail, rule.high)
    if size is None:
        size = (2048, 2048)
    width, height = float(size[0]), float(size[1])
    scale = min(1.0, longest / max(width, height))
    width, height = math.floor(width * scale) or 1, math.floor(height * scale) or 1
    patches = math.ceil(width / 32) * math.ceil(height / 32)
    if patches > budget:
        ratio = math.sqrt(1024 * budget / (width * height))
        across, down = width * ratio / 32, height * ratio / 32
        ratio *= min(
            math.floor(across) / across if across >= 1 else 1.0,
            math.floor(down) / down if down >= 1 else 1.0,
        )
        width, height = math.floor(width * ratio) or 1, math.floor(height * ratio) or 1
        patches = min(budget, math.ceil(width / 32) * math.ceil(height / 32))
    return math.ceil(patches * rule.factor)


def _claude(name: str, size: tuple[int, int] | None) -> int:
    longest, budget = (2576, 4784) if _CLAUDE_NEW.search(name) else (1568, 1568)
    if size is None:
        return budget
    width, height = size
    scale = min(1.0, longest / max(width, height))
    while True:
        across, down = math.ceil(width * scale / 28), math.ceil(height * scale / 28)
        if across * down <= budget:
            return max(1, across * down)
        # Each step shrinks to what the budget allows, at least by a hundredth.
        scale *= min(0.99, math.sqrt(budget / (across * down)))


def _gemini(name: str, size: tuple[int, int] | None) -> int:
    if not re.search(r"gemini-(?:1|2)", name):
        return 1120
    if size is None:
        return 258 * 6
    width, height = size
    if max(width, height) <= 384:
        return 258
    return 258 * math.ceil(width / 768) * math.ceil(height / 768)
