"""What must not be in a bundle: more megabytes than promised, the builder's paths, their files."""

import marshal
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import CodeType

# What a checkout or a user leaves lying about; libraries under the GPL, which would bind the rest.
_FORBIDDEN = [
    r"(^|/)(\.env|\.git|\.venv|first-run\.txt|tests?|conftest\.py)(/|$)",
    r"\.(db|sqlite3?|log|ts|pyc?|pyi|spec|lock)$",
    r"(^|/)(lib(readline|gdbm|db-\d)[^/]*\.so[^/]*)$",
]
FORBIDDEN = re.compile("|".join(_FORBIDDEN))


def size_mb(folder: Path) -> float:
    """Megabytes (of 1,000,000 bytes) of all files; links count nothing."""
    return sum(path.stat().st_size for path in _files(folder)) / 1e6


def forbidden(folder: Path) -> list[str]:
    """Files whose name alone says that they do not belong there."""
    names = (path.relative_to(folder).as_posix() for path in _files(folder))
    return sorted(name for name in names if FORBIDDEN.search(name))


def files_naming(folder: Path, texts: Iterable[str]) -> list[str]:
    """Files in which one of these texts stands: a checkout's path, say."""
    wanted = [text.encode() for text in texts]
    return sorted(
        path.relative_to(folder).as_posix()
        for path in _files(folder)
        if any(text in content for content in [path.read_bytes()] for text in wanted)
    )


def modules(executable: Path) -> dict[str, bytes]:
    """The compiled modules inside an executable of PyInstaller's, which are compressed there."""
    from PyInstaller.archive.readers import CArchiveReader

    found: dict[str, bytes] = {}
    archive = CArchiveReader(str(executable))
    for name in archive.toc:
        if not name.endswith((".pyz", ".pyz_extracted")):
            continue
        inner = archive.open_embedded_archive(name)
        for module in inner.toc:
            code = inner.extract(module)
            found[module] = marshal.dumps(code) if isinstance(code, CodeType) else b""
    return found


def modules_naming(content: dict[str, bytes], texts: Iterable[str]) -> list[str]:
    """Modules in whose code one of these texts stands."""
    wanted = [text.encode() for text in texts]
    return sorted(name for name, code in content.items() if any(text in code for text in wanted))


def modules_of(content: Iterable[str], packages: Iterable[str]) -> list[str]:
    """The top-level packages among ``packages`` that are there."""
    return sorted({name.partition(".")[0] for name in content} & set(packages))


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
