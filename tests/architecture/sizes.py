"""How long a file and a function may be: one reason to open it, one screen to read it."""

import ast
from collections.abc import Iterator

from tests.architecture.source import WITH_HELPERS, Rule, Source, Violation

FILE_LINES = 400
FUNCTION_LINES = 60


def _file_length(source: Source) -> Iterator[Violation]:
    lines = len(source.text.splitlines())
    if lines > FILE_LINES:
        yield source.violation(lines, f"has {lines} lines, more than {FILE_LINES}")


def _function_length(source: Source) -> Iterator[Violation]:
    for node in source.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = _code_lines(node)
            if lines > FUNCTION_LINES:
                text = f"{node.name}() has {lines} lines, more than {FUNCTION_LINES}"
                yield source.violation(node.lineno, text)


def _code_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """From `def` to the end without the docstring, which may be as long as it needs to be."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    if ast.get_docstring(node) is not None:
        docstring = node.body[0]
        lines -= (docstring.end_lineno or docstring.lineno) - docstring.lineno + 1
    return lines


SIZES: tuple[Rule, ...] = (
    Rule("file-size", "no file past 400 lines", _file_length, WITH_HELPERS),
    Rule("function-size", "no function past 60 lines", _function_length),
)
