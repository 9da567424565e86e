"""What a request consumed: tokens, or the images, seconds and queries that are counted instead."""

from __future__ import annotations

from dataclasses import dataclass, replace

UNITS = ("images", "images_in", "characters", "ms_in", "ms_out", "queries", "pages")
"""Images made and images read, characters spoken, milliseconds of sound heard and made, searches,
pages.
"""

_MOST = 10**9
"""No request has consumed more of anything: who tells more has made a mistake."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Token counts of one attempt.

    ``input`` is the whole prompt (cached and cache-writing tokens included); ``output`` is all that
    was produced (reasoning included). The other fields are parts of those two.
    """

    input: int = 0
    output: int = 0
    cache_read: int = 0
    cache_write: int = 0
    cache_write_1h: int = 0
    reasoning: int = 0
    audio_in: int = 0
    audio_out: int = 0
    image_in: int = 0
    image_out: int = 0
    estimated: bool = False
    """Counted here because the upstream did not say."""
    units: tuple[tuple[str, int], ...] = ()
    """What is counted beside tokens: kind (one of :data:`UNITS`) and how many."""
    tier: str = ""
    """The upstream's service tier where it said one that has prices of its own (``flex``,
    ``priority``).
    """
    made: str = ""
    """Quality and size of the images made (``hd 1024x1792``), where they decide the price."""

    @property
    def fresh_input(self) -> int:
        """Prompt tokens at the plain input price."""
        written = self.cache_write + self.cache_write_1h
        return max(0, self.input - self.cache_read - written - self.audio_in - self.image_in)

    @property
    def total(self) -> int:
        return self.input + self.output

    @property
    def believable(self) -> bool:
        """False for numbers that no request reaches, and that no ledger could hold."""
        counts = (self.input, self.output, *(count for _, count in self.units))
        return max(counts) <= _MOST

    def as_estimate(self) -> Usage:
        return replace(self, estimated=True)


NO_USAGE = Usage()


def believed(said: Usage | None) -> Usage | None:
    """What a vendor said, unless it cannot be."""
    return said if said is not None and said.believable else None
