"""What is never written, because it has cost somebody a day: each ban names why."""

import ast
import re
from collections.abc import Callable, Iterator

from tests.architecture.source import Rule, Source, Violation, dotted_name, last_name

TASK_MAKERS = {"create_task", "ensure_future"}
# Static conveniences of Qt that spin a loop of their own until the dialog closes.
MODAL_STATICS = {
    "QMessageBox": {"about", "aboutQt", "critical", "information", "question", "warning"},
    "QInputDialog": {"getDouble", "getInt", "getItem", "getMultiLineText", "getText"},
    "QFileDialog": {
        "getExistingDirectory",
        "getOpenFileName",
        "getOpenFileNames",
        "getSaveFileName",
    },
    "QColorDialog": {"getColor"},
    "QFontDialog": {"getFont"},
}
TRANSLATORS = {"tr", "translate", "QT_TRANSLATE_NOOP", "QT_TR_NOOP"}
LOOP_FILES = ("desktop/loop.py", "desktop/loop_")
NO_ZONE = {"utcnow", "utcfromtimestamp", "today"}


def on_nodes(
    name: str,
    sentence: str,
    describe: Callable[[ast.AST], str | None],
    except_in: tuple[str, ...] = (),
) -> Rule:
    """A rule that looks at one node at a time; `describe` says what is wrong, if anything is."""

    def check(source: Source) -> Iterator[Violation]:
        if source.path.startswith(except_in):
            return
        for node in source.nodes:
            wrong = describe(node)
            if wrong is not None:
                yield source.violation(getattr(node, "lineno", 1), wrong)

    return Rule(name, sentence, check)


def names(name: str, sentence: str, module: str, *banned: str) -> Rule:
    """A rule against names of a module, imported from it or reached through it."""

    def describe(node: ast.AST) -> str | None:
        if isinstance(node, ast.ImportFrom) and node.module == module:
            found = sorted({alias.name for alias in node.names} & set(banned))
            return f"imports {', '.join(found)}" if found else None
        if isinstance(node, ast.Attribute) and dotted_name(node.value) == module:
            return f"uses {module}.{node.attr}" if node.attr in banned else None
        return None

    return on_nodes(name, sentence, describe)


def _makes_task(node: ast.AST) -> str | None:
    if isinstance(node, ast.Call) and last_name(node.func) in TASK_MAKERS:
        return f"calls {last_name(node.func)}()"
    if isinstance(node, ast.ImportFrom) and {alias.name for alias in node.names} & TASK_MAKERS:
        return "imports a maker of tasks"
    return None


def _runs_at_import(source: Source) -> Iterator[Violation]:
    starters = TASK_MAKERS | {"spawn", "get_event_loop", "new_event_loop", "run_until_complete"}
    for node in _executed_at_import(source.tree):
        if isinstance(node, ast.Call):
            name = dotted_name(node.func)
            if last_name(node.func) in starters or name == "asyncio.run":
                yield source.violation(node.lineno, f"calls {name}() while it is imported")


def _executed_at_import(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and "__name__" in ast.dump(child.test):
            continue
        yield child
        yield from _executed_at_import(child)


def _nests_loop(node: ast.AST) -> str | None:
    if isinstance(node, ast.Attribute) and node.attr in {"exec", "exec_", "processEvents"}:
        return f"uses .{node.attr}: a nested Qt loop freezes the gateway; use open() and signals"
    return None


def _is_modal_static(node: ast.AST) -> str | None:
    if isinstance(node, ast.Attribute) and node.attr in MODAL_STATICS.get(
        last_name(node.value), ()
    ):
        return f"uses {last_name(node.value)}.{node.attr}, which spins a loop of its own"
    return None


def _is_qthread(node: ast.AST) -> str | None:
    if isinstance(node, ast.ImportFrom) and any(alias.name == "QThread" for alias in node.names):
        return "imports QThread; use an executor"
    if isinstance(node, ast.Attribute) and node.attr == "QThread":
        return "uses QThread; use an executor"
    return None


def _prints(node: ast.AST) -> str | None:
    is_print = isinstance(node, ast.Call) and dotted_name(node.func) == "print"
    return "prints; log it, or write to the stream that was promised" if is_print else None


def _translates_what_it_builds(node: ast.AST) -> str | None:
    if isinstance(node, ast.Call) and last_name(node.func) in TRANSLATORS:
        texts = [*node.args, *(keyword.value for keyword in node.keywords)]
        if any(_is_built_text(text) for text in texts):
            return "translates a text built at run time, which no translation matches"
    return None


def _is_built_text(node: ast.expr) -> bool:
    if isinstance(node, ast.BinOp):
        return _is_text(node.left) or _is_text(node.right)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr == "format" and _is_text(node.func.value)
    return isinstance(node, ast.JoinedStr)


def _is_text(node: ast.expr) -> bool:
    constant = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return constant or isinstance(node, ast.JoinedStr) or _is_built_text(node)


def _shows_while_it_is_made(node: ast.AST) -> str | None:
    if not isinstance(node, ast.FunctionDef) or node.name != "__init__":
        return None
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
            hides = [ast.unparse(each) for each in call.args] == ["False"]
            owner = ast.unparse(call.func.value)
            if call.func.attr == "setVisible" and owner.startswith("self.") and not hides:
                return f"shows {owner}, which may have no parent yet: hide_unless() does not"
    return None


def _keeps_time_zones(source: Source) -> Iterator[Violation]:
    # datetime.now().astimezone() is aware: the machine's own zone is attached at once.
    attached = {
        id(node.value)
        for node in source.nodes
        if isinstance(node, ast.Attribute) and node.attr == "astimezone"
    }
    for node in source.nodes:
        wrong = _forgets_time_zone(node)
        if isinstance(node, ast.Call) and wrong is not None and id(node) not in attached:
            yield source.violation(node.lineno, wrong)


def _forgets_time_zone(node: ast.AST) -> str | None:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return None
    if last_name(node.func.value) not in {"datetime", "date"}:
        return None
    given = len(node.args) + sum(keyword.arg in {"tz", "tzinfo"} for keyword in node.keywords)
    needed = {"now": 1, "fromtimestamp": 2}.get(node.func.attr)
    if node.func.attr in NO_ZONE or (needed is not None and given < needed):
        return f"calls {dotted_name(node.func)}() without a time zone"
    return None


def _is_unfinished(source: Source) -> Iterator[Violation]:
    for node in source.nodes:
        if isinstance(node, ast.Raise) and node.exc is not None:
            error = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            if last_name(error) == "NotImplementedError":
                yield source.violation(node.lineno, "raises NotImplementedError")
    for number, line in enumerate(source.text.splitlines(), start=1):
        if re.search(r"#.*\b(TODO|FIXME|XXX)\b", line):
            yield source.violation(number, "promises instead of doing")


BANS: tuple[Rule, ...] = (
    on_nodes(
        "tasks-in-one-place",
        "tasks are born in gateway/tasks.py, which keeps, names and logs them",
        _makes_task,
        ("gateway/tasks.py",),
    ),
    Rule("import-starts-nothing", "importing a module starts nothing", _runs_at_import),
    on_nodes("no-nested-loop", "no Qt loop inside a callback", _nests_loop, LOOP_FILES),
    on_nodes("no-modal-static", "no dialog with a loop of its own", _is_modal_static),
    names(
        "no-async-slot",
        "no coroutine that qasync alone holds: 0.28 lets it be collected while it waits",
        "qasync",
        *("asyncSlot", "asyncClose", "asyncWrap"),
    ),
    on_nodes("no-qthread", "threads are executors of the loop", _is_qthread),
    on_nodes("no-print", "stdout carries what was promised", _prints, ("gateway/__main__.py",)),
    names("no-sleep", "nothing sleeps in a thread that others wait for", "time", "sleep"),
    on_nodes("literal-tr", "tr() takes the text translators see", _translates_what_it_builds),
    on_nodes("no-stray-windows", "a widget without a place is not shown", _shows_while_it_is_made),
    Rule("aware-times", "every time has a zone", _keeps_time_zones),
    names(
        "no-model-guess",
        "an encoding is chosen by us: tiktoken's guess raises on any model it has not heard of",
        "tiktoken",
        "encoding_for_model",
    ),
    Rule("nothing-unfinished", "what cannot be finished is left out", _is_unfinished),
)
