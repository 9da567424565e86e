"""What one-api and new-api take where their ratio maps say nothing: rules by a model's name.

one-api's are of its last release (relay/billing/ratio), new-api's of setting/ratio_setting. Both
know a model's answer to cost so many times its prompt, unless ``CompletionRatio`` names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from gateway.domain.price_line import ONE
from gateway.domain.ratio_price import RatioPrice

_Rules = tuple[tuple[re.Pattern[str], Fraction], ...]


def _rules(rows: Iterable[tuple[str, str]]) -> _Rules:
    return tuple((re.compile(pattern, re.DOTALL), Fraction(ratio)) for pattern, ratio in rows)


_ONE_API = _rules(
    (
        (r"llama3-8b-8192|command(-light)?(-nightly)?", "2"),
        (r"deepseek-reasoner", "219/55"),
        (r"whisper-1", "0"),
        (r"gpt-3\.5(-turbo|.*0125)", "3"),
        (r"gpt-3\.5.*1106", "2"),
        (r"gpt-3\.5.*", "4/3"),
        (r"gpt-4o-2024-05-13|chatgpt-4o-latest", "3"),
        (r"gpt-4o.*|o1.*", "4"),
        (r"gpt-4-turbo.*|gpt-4.*preview", "3"),
        (r"gpt-4.*|deepseek-.*", "2"),
        (r"claude-3.*", "5"),
        (r"(claude|mistral|gemini)-.*", "3"),
        (r"llama2-70b-4096", "5/4"),
        (r"llama3-70b-8192", "79/59"),
        (r"command-r|grok-beta", "3"),
        (r"command-r-plus|ibm-granite/granite-(20b-code|3\.0-8b)-instruct(-8k)?", "5"),
        (r"ibm-granite/granite-8b-code-instruct-128k", "5"),
        (r"ibm-granite/granite-3\.0-2b-instruct", "8.333333333333334"),
        (r"meta/(llama-2-(7|13)b(-chat)?|meta-llama-3-8b(-instruct)?)", "5"),
        (r"meta/(llama-2-70b(-chat)?|meta-llama-3-70b(-instruct)?)", "275/65"),
        (r"mistralai/mistral-7b-(instruct-v0\.2|v0\.1)", "5"),
        (r"mistralai/mixtral-8x7b-instruct-v0\.1", "10/3"),
    )
)
_ONE_API_TYPED = {"llama3-70b-8192(33)": Fraction(350, 265), "llama3-8b-8192(33)": Fraction(2)}
_NEW_API_FIXED = _rules(
    (
        (r"gpt-4o-2024-05-13|chatgpt-4o-latest", "3"),
        (r"gpt-5.*", "8"),
        (r"gpt-4\.5-preview.*", "2"),
        (r"gpt-4-turbo.*|gpt-.*gpt-4-110[56]", "3"),
        (r"o[13].*", "4"),
        (r".*claude-(3|(sonnet|opus|haiku)-4).*", "5"),
        (r".*claude-(instant-1|2).*|mistral-.*|command-r", "3"),
        (r"gemini-(1\.5|2\.0).*|command-r(-plus)?-08-2024", "4"),
        (r"command-r-plus", "5"),
        (r"ERNIE-(Speed-|Lite-|Character|Functions).*|llama3-8b-8192", "2"),
        (r"llama2-70b-4096", "5/4"),
        (r"llama3-70b-8192", "79/59"),
    )
)
_NEW_API_OTHERWISE = _rules(
    (
        (r".*-(all|gizmo-\*)", "2"),
        (r"gpt-4o-mini-tts.*", "20"),
        (r"gpt-4o.*", "4"),
        (r"gpt-.*", "2"),
        (r"gemini-2\.5-pro.*", "8"),
        (r"gemini-2\.5-flash-preview.*(?<!-nothinking)", "350/15"),
        (r"gemini-2\.5-flash(?!-lite|-preview).*|gemini-robotics-er-1\.5.*", "25/3"),
        (r"gemini-3-pro-image.*", "60"),
        (r"gemini-3-pro.*", "6"),
        (r"(gemini-|command).*", "4"),
    )
)
_RESERVED = re.compile(r".*-(all|gizmo-\*)")

IMAGE_SIZES: Mapping[str, tuple[tuple[str, Fraction], ...]] = {
    "dall-e-2": (
        ("256x256", ONE),
        ("512x512", Fraction(9, 8)),
        ("1024x1024", Fraction(5, 4)),
    ),
    "dall-e-3": (
        ("1024x1024", ONE),
        ("1024x1792", Fraction(2)),
        ("1792x1024", Fraction(2)),
        ("hd 1024x1024", Fraction(2)),
        ("hd 1024x1792", Fraction(3)),
        ("hd 1792x1024", Fraction(3)),
    ),
}
"""one-api's ratios of an image by its size, or by its quality and size."""
_INTERNET = re.compile(r"((?:qwen|command)-.*)-internet")


@lru_cache(maxsize=4096)
def one_api_completion(name: str) -> Fraction:
    found = _first(_ONE_API, name)
    return ONE if found is None else found


def new_api_completion(model: str, said: Fraction | None) -> Fraction:
    """``said`` is what the map says, which not every model heeds."""
    heeded = said is not None and "/" in model
    if not heeded and not _RESERVED.fullmatch(model):
        fixed = _first(_NEW_API_FIXED, model)
        if fixed is not None:
            return fixed
    if said is not None:
        return said
    found = _first(_NEW_API_OTHERWISE, model)
    return ONE if found is None else found


def _first(rules: _Rules, name: str) -> Fraction | None:
    return next((ratio for pattern, ratio in rules if pattern.fullmatch(name)), None)


RATIO_PARTS: Mapping[str, str] = {
    "CacheRatio": "cache_read",
    "CreateCacheRatio": "cache_write",
    "ImageRatio": "image_in",
    "AudioRatio": "audio_in",
    "AudioCompletionRatio": "audio_out",
}
"""new-api's maps beside one-api's, by their options' names, and what of a RatioPrice they are."""


class RatioTables:
    """one-api's maps as they are set, and new-api's beside them, by the names of their options."""

    def __init__(self, maps: Mapping[str, Mapping[str, Fraction]] | None = None) -> None:
        given = maps or {}
        self._ratios = given.get("ModelRatio", {})
        self._completion = given.get("CompletionRatio", {})
        self._parts = {part: given.get(option, {}) for option, part in RATIO_PARTS.items()}

    def price(self, model: str, types: Iterable[int]) -> RatioPrice | None:
        """By ``model(type)`` for one of a channel's numeric types, else by the model's name."""
        found = _INTERNET.fullmatch(model)
        bare = found.group(1) if found else model
        typed = [f"{bare}({number})" for number in types]
        for name in (*typed, bare):
            if name in self._ratios:
                parts = self._parts_of((name, bare))
                # one-api forgets what it searches on the internet with by one name, not the other.
                answered = bare if model.startswith("qwen-") else model
                completion = self._completion_of(answered, typed)
                sizes = IMAGE_SIZES.get(bare, ())
                price = RatioPrice(self._ratios[name], completion, sizes=sizes)
                return replace(price, **parts) if parts else price  # type: ignore[arg-type]
        return None

    def _parts_of(self, names: Iterable[str]) -> dict[str, Fraction]:
        parts: dict[str, Fraction] = {}
        for part, ratios in self._parts.items():
            for name in names:
                if name in ratios:
                    parts.setdefault(part, ratios[name])
        if "audio_out" in parts or "audio_in" in parts:
            # new-api takes the answer's sound to be twice the prompt's where it is not named.
            parts["audio_out"] = parts.get("audio_out", Fraction(2)) * parts.get("audio_in", ONE)
        return parts

    def _completion_of(self, model: str, typed: Iterable[str]) -> Fraction:
        for name in typed:
            if name in self._completion:
                return self._completion[name]
            if name in _ONE_API_TYPED:
                return _ONE_API_TYPED[name]
        return self._completion.get(model, one_api_completion(model))
