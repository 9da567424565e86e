"""The rules of docs/architecture.md as code: each reads a source file, yields its violations."""

from tests.architecture.bans import BANS
from tests.architecture.layers import LAYERS
from tests.architecture.sizes import SIZES
from tests.architecture.source import Rule, Source, Violation, sources

RULES: tuple[Rule, ...] = (*LAYERS, *BANS, *SIZES)

__all__ = ["RULES", "Rule", "Source", "Violation", "sources"]
