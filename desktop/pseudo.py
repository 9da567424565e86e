"""A language for testing: every text in accents and 40 % longer.

What is not translated stays plain, what has no room for a longer language is cut off; both can be
seen at once. `HOMEPORT_PSEUDO_LOCALE=1` makes the program speak it.
"""

from __future__ import annotations

import math
import re
from typing import Final

from PySide6.QtCore import QTranslator

PSEUDO: Final = "pseudo"
LONGER: Final = 1.4
_ACCENTS: Final = str.maketrans(
    "AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpRrSsTtUuVvWwYyZz",
    "ÀàßƀĆćĎďÉéƑƒĞğĤĥÎîĴĵĶķĹĺṀṁÑñÖöƤƥŔŕŠšŤťÛûṼṽŴŵÝýŽž",
)
_VOWELS: Final = frozenset("aeiouyAEIOUY")
# Replacement fields, tags, entities and Qt's placeholders mean something to the program.
_KEPT: Final = re.compile(r"(\{[^{}]*\}|<[^<>]+>|&\w+;|%L?\d|%n)")


def stretch(text: str) -> str:
    """``text`` as it might be in a language with longer words."""
    parts = _KEPT.split(text)
    words = sum(len(part) for part in parts[::2])
    owed = math.ceil(words * (LONGER - 1))
    vowels = sum(character in _VOWELS for part in parts[::2] for character in part)
    said: list[str] = []
    for number, part in enumerate(parts):
        if number % 2:
            said.append(part)
            continue
        for character in part:
            accented = character.translate(_ACCENTS)
            if character in _VOWELS and vowels:
                more = math.ceil(owed / vowels)
                owed, vowels = owed - more, vowels - 1
                accented *= 1 + more
            said.append(accented)
    return "".join(said) + "~" * owed


class PseudoTranslator(QTranslator):
    """Translates whatever is asked, Qt's own texts included."""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return stretch(text)
