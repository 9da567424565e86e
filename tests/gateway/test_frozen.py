"""From its bundle the program leaves others alone: what it starts is free of its libraries."""

import sys
from pathlib import Path

import pytest

from gateway import frozen


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As PyInstaller's start leaves things."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path.parent / "homeport"))
    return tmp_path


def test_children_get_the_library_path_that_was_there_before(bundle: Path) -> None:
    environ = {
        "LD_LIBRARY_PATH": f"{bundle}:/opt/lib",
        "LD_LIBRARY_PATH_ORIG": "/opt/lib",
        "QT_PLUGIN_PATH": f"{bundle}/PySide6/Qt/plugins",
        "QML2_IMPORT_PATH": f"{bundle}/PySide6/Qt/qml",
        "PATH": "/usr/bin",
    }
    assert frozen.inherited(environ) == ["LD_LIBRARY_PATH", "QML2_IMPORT_PATH", "QT_PLUGIN_PATH"]
    frozen.free_children(environ)
    assert environ == {"LD_LIBRARY_PATH": "/opt/lib", "PATH": "/usr/bin"}
    assert frozen.inherited(environ) == []


def test_children_get_no_library_path_where_there_was_none(bundle: Path) -> None:
    environ = {"LD_LIBRARY_PATH": str(bundle), "_PYI_ARCHIVE_FILE": f"{bundle}/homeport"}
    frozen.free_children(environ)
    assert environ == {"_PYI_ARCHIVE_FILE": f"{bundle}/homeport"}
    assert frozen.inherited(environ) == []


def test_from_a_checkout_the_environment_stays_as_it_is() -> None:
    environ = {"LD_LIBRARY_PATH": "/opt/lib", "QT_PLUGIN_PATH": "/opt/plugins"}
    frozen.free_children(environ)
    assert environ == {"LD_LIBRARY_PATH": "/opt/lib", "QT_PLUGIN_PATH": "/opt/plugins"}
    assert frozen.inherited({"PATH": "/anything"}) == []


def test_the_program_is_called_by_its_own_name(bundle: Path) -> None:
    assert frozen.program_name("desktop") == "homeport"


def test_from_a_checkout_it_is_called_as_a_module() -> None:
    assert frozen.program_name("gateway") == "python -m gateway"


def test_without_a_console_there_is_still_somewhere_to_write(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    frozen.ensure_streams()
    with sys.stdout, sys.stderr:
        assert sys.stdout.write("nobody reads this")
        assert sys.stderr.write("nor this")
