"""What a pasted text turned out to be, in a form that shows no secret."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from gateway.domain.channel import Secret


class Kind(StrEnum):
    """What was pasted."""

    EMPTY = "empty"
    KEYS = "keys"
    URL = "url"
    CURL = "curl"
    SETTINGS = "settings"
    """Names and values: .env, exports, YAML, a snippet of code."""
    JSON = "json"
    TEXT = "text"


class Confidence(StrEnum):
    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


class Code(StrEnum):
    """Why there is no candidate, or what is missing. The window words them."""

    OK = ""
    EMPTY = "empty"
    UNKNOWN_TEXT = "unknown_text"
    UNKNOWN_KEY = "unknown_key"
    """A key by its looks, of nobody we know: the provider is to be chosen."""
    PLACEHOLDER = "placeholder"
    """``$OPENAI_API_KEY`` or ``sk-...`` stood where the key belongs."""
    ADMIN_KEY = "admin_key"
    SUBSCRIPTION_TOKEN = "subscription_token"  # noqa: S105 - a reason code


@dataclass(frozen=True, slots=True)
class Candidate:
    """``reason``: ``key``, ``host``, ``port``, ``path``, ``url``, ``key_page``, ``name``,
    ``mentioned``.
    """

    provider: str
    confidence: Confidence
    reason: str


@dataclass(frozen=True, slots=True, repr=False)
class Detection:
    """One connection found in a text; ``others`` are further ones in the same text.

    ``base_url`` is in its stored form, '' where the provider's default is meant. ``recognised``
    names what ``code`` speaks of (``openai``, ``anthropic``). With
    ``ambiguous``, a person must choose among ``candidates``, ranked.
    """

    kind: Kind
    candidates: tuple[Candidate, ...] = ()
    keys: tuple[Secret, ...] = ()
    base_url: str = ""
    model: str = ""
    name: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    ambiguous: bool = False
    code: Code = Code.OK
    recognised: str = ""
    others: tuple[Detection, ...] = ()

    @property
    def provider(self) -> str:
        """The provider that is meant; '' where there is none or a choice is to be made."""
        return self.candidates[0].provider if self.candidates and not self.ambiguous else ""

    def __repr__(self) -> str:
        """Without anything that was pasted: any part of it might be a secret."""
        idents = ", ".join(candidate.provider for candidate in self.candidates)
        return f"Detection({self.kind}, [{idents}], keys={len(self.keys)}, code={self.code!s})"
