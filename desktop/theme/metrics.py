"""Sizes in em: token pixels times the height of the system font over 13."""

from __future__ import annotations

from typing import Final, TypeVar

import msgspec
from msgspec import Struct

from desktop.theme.tokens import FocusTokens, Height, Layout, Radius, Tokens

BASE_PX: Final = 13

S = TypeVar("S", bound=Struct)


def _scaled(struct: S, scale: float) -> S:
    """The same structure with every whole number multiplied, tuples included."""
    changes: dict[str, object] = {}
    for name in struct.__struct_fields__:
        value = getattr(struct, name)
        if isinstance(value, int):
            changes[name] = round(value * scale)
        elif isinstance(value, tuple):
            changes[name] = tuple(round(v * scale) for v in value)
    return msgspec.structs.replace(struct, **changes)


class Metrics:
    """Token sizes in logical pixels for the text size in force."""

    def __init__(self, tokens: Tokens, base_px: float) -> None:
        self.scale: Final = base_px / BASE_PX
        self.layout: Final[Layout] = _scaled(tokens.layout, self.scale)
        self.height: Final[Height] = _scaled(tokens.height, self.scale)
        self.radius: Final[Radius] = _scaled(tokens.radius, self.scale)
        self.focus: Final[FocusTokens] = _scaled(tokens.focus_ring, self.scale)
        self.hairline: Final = max(1, int(self.scale))

    def px(self, value: float) -> int:
        """A design pixel in logical pixels, never rounded to nothing."""
        return max(1, round(value * self.scale)) if value > 0 else round(value * self.scale)
