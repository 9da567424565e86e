"""Counting tokens with bundled tokenizers, loaded off the loop and dropped when idle.

Our own table chooses the encoding: tiktoken's ``encoding_for_model`` may download and knows few
names.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from gateway import resources
from gateway.domain.money import ceil_fraction

if TYPE_CHECKING:
    import tiktoken

IDLE_S = 600.0
_OFF_LOOP_CHARS = 20_000
"""Longer texts are encoded in a thread: about a millisecond of work."""

_ENCODINGS: tuple[tuple[str, str, Fraction], ...] = (
    ("gpt-4o", "o200k_base", Fraction(1)),
    ("gpt-4.1", "o200k_base", Fraction(1)),
    ("gpt-4.5", "o200k_base", Fraction(1)),
    ("gpt-4", "cl100k_base", Fraction(1)),
    ("gpt-3.5", "cl100k_base", Fraction(1)),
    ("gpt-35", "cl100k_base", Fraction(1)),
    ("text-embedding-", "cl100k_base", Fraction(1)),
    ("davinci-002", "cl100k_base", Fraction(1)),
    ("babbage-002", "cl100k_base", Fraction(1)),
    # Claude's own tokenizer yields 10 to 25 % more than o200k.
    ("claude", "o200k_base", Fraction(6, 5)),
)
_DEFAULT = ("o200k_base", Fraction(1))


def encoding_name(model: str) -> tuple[str, Fraction]:
    """The bundled encoding for a model and the factor its count is multiplied by."""
    bare = model.rpartition("/")[2].removeprefix("ft:")
    for prefix, name, factor in _ENCODINGS:
        if bare.startswith(prefix):
            return name, factor
    return _DEFAULT


def rough(texts: Sequence[str]) -> int:
    """An instant estimate without a tokenizer: 4 ASCII characters, or 1.25 others, are a token."""
    return sum(-(-len(text) // 4) if text.isascii() else -(-len(text) * 4 // 5) for text in texts)


class TokenCounter:
    """Counts tokens. The first count of an encoding loads it in a thread (about half a second)."""

    def __init__(self) -> None:
        self._encodings: dict[str, tiktoken.Encoding] = {}
        self._loading: dict[str, asyncio.Future[tiktoken.Encoding]] = {}
        self._drop: asyncio.TimerHandle | None = None

    @property
    def loaded(self) -> tuple[str, ...]:
        return tuple(self._encodings)

    async def count(self, texts: Sequence[str], model: str) -> int:
        """Tokens of ``texts`` for ``model``, each text counted by itself."""
        name, factor = encoding_name(model)
        encoding = self._encodings.get(name) or await self._load(name)
        self._touch()
        if sum(map(len, texts)) > _OFF_LOOP_CHARS:
            tokens = await asyncio.to_thread(_count, encoding, tuple(texts))
        else:
            tokens = _count(encoding, texts)
        return ceil_fraction(tokens * factor)

    async def _load(self, name: str) -> tiktoken.Encoding:
        loading = self._loading.get(name)
        if loading is None:
            loop = asyncio.get_running_loop()
            loading = self._loading[name] = loop.run_in_executor(None, _construct, name)
            loading.add_done_callback(lambda _: self._loading.pop(name, None))
        encoding = await asyncio.shield(loading)
        self._encodings[name] = encoding
        return encoding

    def _touch(self) -> None:
        loop = asyncio.get_running_loop()
        if self._drop is None or self._drop.when() - loop.time() < IDLE_S / 2:
            if self._drop is not None:
                self._drop.cancel()
            self._drop = loop.call_later(IDLE_S, self.drop)

    def drop(self) -> None:
        """Lets the encodings go; the next count loads them again."""
        self._encodings.clear()
        if self._drop is not None:
            self._drop.cancel()
            self._drop = None


def _construct(name: str) -> tiktoken.Encoding:
    os.environ.setdefault("TIKTOKEN_CACHE_DIR", str(resources.root() / "tokenizers"))
    import tiktoken
    from tiktoken_ext import openai_public

    # Not get_encoding: its registry would keep the 70 MB for the life of the process.
    return tiktoken.Encoding(**getattr(openai_public, name)())


def _count(encoding: tiktoken.Encoding, texts: Sequence[str]) -> int:
    return sum(len(encoding.encode_ordinary(text)) for text in texts)
