"""A parsed source file, what it imports, and what a rule about it is."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ("gateway", "desktop")
WITH_HELPERS = (*PROGRAM, "tests", "tools")


@dataclass(frozen=True)
class Import:
    """One imported name, whole: `from a import b` is `a.b`, relative imports are resolved."""

    name: str
    line: int

    def is_under(self, *packages: str) -> bool:
        return any(self.name == p or self.name.startswith(p + ".") for p in packages)


@dataclass(frozen=True)
class Violation:
    path: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


class Source:
    """One Python file; `path` is relative to the checkout, with slashes."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.tree = ast.parse(text, path)

    @property
    def module(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def is_in(self, *packages: str) -> bool:
        return any(self.module == p or self.module.startswith(p + ".") for p in packages)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))

    @cached_property
    def imports(self) -> list[Import]:
        return list(self._imports())

    def _imports(self) -> Iterator[Import]:
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from (Import(alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                origin = self._origin(node)
                yield from (Import(f"{origin}.{a.name}", node.lineno) for a in node.names)
            elif isinstance(node, ast.Call) and last_name(node.func) in _IMPORTERS and node.args:
                name = node.args[0]
                if isinstance(name, ast.Constant) and isinstance(name.value, str):
                    yield Import(name.value, node.lineno)

    def _origin(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = self.module.split(".")
        package = parts if self.path.endswith("/__init__.py") else parts[:-1]
        package = package[: len(package) - (node.level - 1)]
        return ".".join([*package, *([node.module] if node.module else [])])

    def violation(self, line: int, text: str) -> Violation:
        return Violation(self.path, line, text)


_IMPORTERS = {"import_module", "__import__"}


@dataclass(frozen=True)
class Rule:
    """What holds for every source file in `packages`: a short name, the sentence, the check."""

    name: str
    sentence: str
    check: Callable[[Source], Iterator[Violation]]
    packages: tuple[str, ...] = PROGRAM

    def violations(self, source: Source) -> list[Violation]:
        return list(self.check(source)) if source.is_in(*self.packages) else []


def sources() -> Iterator[Source]:
    """Every Python file of the program, its tests and its tools."""
    for path in sorted(path for top in WITH_HELPERS for path in (ROOT / top).rglob("*.py")):
        yield Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))


def last_name(node: ast.expr) -> str:
    """`c` of `a.b.c`, `c` of `c`, nothing of anything else."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def dotted_name(node: ast.expr) -> str:
    """`a.b.c` as text; an expression that is more than names becomes `?`."""
    if isinstance(node, ast.Attribute):
        return f"{dotted_name(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"
