"""What was found in a pasted text, before it is decided whose it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from gateway.providers.pasting.key_shapes import shape_of

LONGEST = 1 << 17
"""Characters that are looked at; a key, a curl command or a settings file is far shorter."""
MOST_KEYS = 200

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "：": ":", "＝": "="})
_COMMENT = re.compile(r"[ \t]*(?:#|//|::|(?i:rem)[ \t])[^\n]*")
_URL = re.compile(r"""(?i)\bhttps?://[^\s"'`<>()（）,，。；、|\\]{3,2000}""")
_TOKEN = re.compile(r"(?<![A-Za-z0-9._~+/-])[A-Za-z0-9][A-Za-z0-9._~+/=-]{11,4095}")
_COMPOSITE = re.compile(r"(?<!\S)[A-Za-z0-9+/=]{6,64}(?:\|[A-Za-z0-9+/=]{6,64}){1,2}(?!\S)")
_BEARER = re.compile(r"(?i)\A(?:bearer|basic|token)[ \t]+")


@dataclass(slots=True)
class Finding:
    """One set of credentials: what belongs together in the text, as it stands there.

    ``provider`` is what a name next to them says (a variable, a class), '' for nothing;
    ``dialect`` what is spoken there by some sign.
    """

    keys: list[str] = field(default_factory=list, repr=False)
    base_url: str = field(default="", repr=False)
    model: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    provider: str = ""
    dialect: str = ""
    placeholder: bool = False
    settings: dict[str, Any] = field(default_factory=dict, repr=False)

    def add_key(self, key: str) -> None:
        if key and len(self.keys) < MOST_KEYS and key not in self.keys:
            self.keys.append(key)

    @property
    def is_empty(self) -> bool:
        return not (self.keys or self.base_url or self.placeholder)


def tidy(text: str) -> str:
    """``text`` as typed on a keyboard: plain quotes and colons, no invisible characters."""
    text = text[:LONGEST].translate(_QUOTES).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        " " if c == "\u00a0" else c for c in text if unicodedata.category(c) != "Cf"
    ).strip()


def without_comments(text: str) -> str:
    """``text`` without lines that are comments in a shell, .env, Python, JavaScript or batch."""
    return "\n".join(line for line in text.split("\n") if not _COMMENT.fullmatch(line))


def without_bearer(value: str) -> str:
    return _BEARER.sub("", value.strip()).strip()


def urls_in(text: str) -> list[str]:
    return [found.rstrip(".;:!?*]}") for found in _URL.findall(text)]


def tokens_in(text: str) -> Iterator[str]:
    """Words of ``text`` that are long enough for a key, outside URLs."""
    rest = _URL.sub(" ", text)
    for found in _COMPOSITE.finditer(rest):
        if shape_of(found[0]) is not None:
            yield found[0]
            rest = rest.replace(found[0], " ")
    for found in _TOKEN.finditer(rest):
        yield found[0].rstrip("./~")
