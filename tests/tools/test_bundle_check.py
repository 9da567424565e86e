"""What must not be in a bundle is found wherever it hides."""

from pathlib import Path

import pytest
from PyInstaller.archive.writers import CArchiveWriter, ZlibArchiveWriter

from tools import bundle_check

CHECKOUT = "/home/somebody/homeport-checkout"


def put(folder: Path, name: str, content: bytes = b"") -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def test_size_counts_files_and_no_links(tmp_path: Path) -> None:
    put(tmp_path, "a/library.so", b"x" * 1_500_000)
    put(tmp_path, "b", b"x" * 500_000)
    (tmp_path / "link.so").symlink_to(tmp_path / "a" / "library.so")
    assert bundle_check.size_mb(tmp_path) == 2.0


@pytest.mark.parametrize(
    "name",
    [
        "_internal/.env",
        "_internal/tests/conftest.py",
        "_internal/first-run.txt",
        "_internal/homeport.db",
        "_internal/resources/i18n/desktop_zh_CN.ts",
        "_internal/gateway/app.py",
        "_internal/libreadline.so.8",
        "_internal/libgdbm.so.6",
        "requirements.lock",
    ],
)
def test_files_of_builders_and_users_are_named(tmp_path: Path, name: str) -> None:
    put(tmp_path, "_internal/libsqlite3.so.0")
    put(tmp_path, "_internal/resources/i18n/desktop_zh_CN.qm")
    put(tmp_path, "_internal/certifi/cacert.pem")
    assert bundle_check.forbidden(tmp_path) == []
    put(tmp_path, name)
    assert bundle_check.forbidden(tmp_path) == [name]


def test_a_path_in_a_file_is_found(tmp_path: Path) -> None:
    put(tmp_path, "clean.so", b"\x7fELF /usr/lib")
    put(tmp_path, "deep/dirty.so", b"\x7fELF\0" + CHECKOUT.encode() + b"/.venv\0")
    assert bundle_check.files_naming(tmp_path, [CHECKOUT]) == ["deep/dirty.so"]


def make_executable(folder: Path) -> Path:
    """An archive as PyInstaller appends it to an executable, with compressed modules in it."""
    codes = {
        "gateway": compile("x = 1", "gateway/__init__.py", "exec"),
        "gateway.app": compile(f"WHERE = {CHECKOUT!r}", "gateway/app.py", "exec"),
        "pytest": compile("x = 2", "pytest.py", "exec"),
    }
    entries = [(name, f"{name}.py", "PYMODULE") for name in codes]
    modules = folder / "PYZ.pyz"
    ZlibArchiveWriter(str(modules), entries, codes)
    made = folder / "program"
    CArchiveWriter(str(made), [("PYZ.pyz", str(modules), False, "z")], "libpython3.so")
    return made


def test_modules_are_looked_into_although_they_are_compressed(tmp_path: Path) -> None:
    executable = make_executable(tmp_path)
    assert CHECKOUT.encode() not in executable.read_bytes()
    content = bundle_check.modules(executable)
    assert sorted(content) == ["gateway", "gateway.app", "pytest"]
    assert bundle_check.modules_naming(content, [CHECKOUT]) == ["gateway.app"]
    assert bundle_check.modules_of(content, ["pytest", "hypothesis"]) == ["pytest"]
