"""What the bundle holds is decided by pure functions over PyInstaller's tables."""

import plistlib
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from tools import bundle

ROOT = Path(__file__).resolve().parents[2]
QT = "PySide6/Qt"
Entry = bundle.Entry


def at(*places: str, kind: str = "BINARY") -> list[Entry]:
    return [(place, f"/site/{place}", kind) for place in places]


def places(entries: Iterable[Entry]) -> list[str]:
    return [entry[0] for entry in entries]


@pytest.mark.parametrize(
    "place",
    [
        f"{QT}/lib/libQt6Qml.so.6",
        f"{QT}/lib/libQt6QuickWidgets.so.6",
        f"{QT}/lib/libQt6EglFSDeviceIntegration.so.6",
        "PySide6/Qt6VirtualKeyboard.dll",
        "PySide6\\opengl32sw.dll",
        f"{QT}/plugins/platforms/libqvnc.so",
        f"{QT}/plugins/platforms/libqminimalegl.so",
        "PySide6/plugins/platforms/qminimal.dll",
        f"{QT}/plugins/platformthemes/libqgtk3.so",
        f"{QT}/plugins/imageformats/libqtiff.so",
        f"{QT}/plugins/sqldrivers/libqsqlite.so",
        f"{QT}/plugins/generic/libqevdevkeyboardplugin.so",
        f"{QT}/translations/qtbase_fr.qm",
        f"{QT}/translations/qt_help_zh_CN.qm",
    ],
)
def test_what_nothing_here_asks_of_qt_is_left_out(place: str) -> None:
    assert bundle.trim(at(place), ["zh_CN"]) == []


@pytest.mark.parametrize(
    "place",
    [
        f"{QT}/lib/libQt6Gui.so.6",
        f"{QT}/lib/libQt6Network.so.6",
        f"{QT}/lib/libQt6OpenGL.so.6",  # the X11 platform links to it
        f"{QT}/plugins/platforms/libqxcb.so",
        f"{QT}/plugins/platforms/libqwayland.so",
        f"{QT}/plugins/platforms/libqoffscreen.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/plugins/styles/qmodernwindowsstyle.dll",
        f"{QT}/plugins/imageformats/libqsvg.so",
        f"{QT}/plugins/iconengines/libqsvgicon.so",
        f"{QT}/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
        f"{QT}/plugins/xcbglintegrations/libqxcb-egl-integration.so",
        f"{QT}/translations/qtbase_zh_CN.qm",
        "resources/i18n/desktop_zh_CN.qm",
        "PySide6/QtSvg.abi3.so",
        "gateway/quick_start.so",
    ],
)
def test_what_the_program_uses_stays(place: str) -> None:
    assert places(bundle.trim(at(place), ["zh_CN"])) == [place]


def test_the_gateway_alone_has_no_modules_of_the_window() -> None:
    modules = [(name, f"/{name}", "PYMODULE") for name in ("gateway.app", "desktop.app", "segno")]
    assert bundle.modules_of(modules, qt=True) == modules
    assert bundle.modules_of(modules, qt=False) == modules[:1]


def test_libraries_that_nothing_links_to_any_more_are_swept_out() -> None:
    needs = {
        "/site/PySide6/QtGui.abi3.so": ["libQt6Gui.so.6", "libc.so.6"],
        "/site/libQt6Gui.so.6": ["libglib-2.0.so.0"],
        "/site/libglib-2.0.so.0": ["libpcre2-8.so.0"],
        "/site/libgtk-3.so.0": ["libgdk-3.so.0", "libglib-2.0.so.0"],
        f"/site/{QT}/plugins/platforms/libqxcb.so": ["libxcb-cursor.so.0"],
    }
    kept = [
        "PySide6/QtGui.abi3.so",
        "libQt6Gui.so.6",
        "libglib-2.0.so.0",
        "libpcre2-8.so.0",
        f"{QT}/plugins/platforms/libqxcb.so",
        "libxcb-cursor.so.0",
        "libpython3.11.so.1.0",
        "resources/prices.json",
    ]
    entries = at(*kept[:-1], "libgtk-3.so.0", "libgdk-3.so.0") + at(kept[-1], kind="DATA")
    swept = bundle.sweep(entries, lambda path: needs.get(path, []))
    assert sorted(places(swept)) == sorted(kept)


def test_two_libraries_that_need_only_each_other_go_together() -> None:
    needs = {"/site/liba.so.1": ["libb.so.1"], "/site/libb.so.1": ["liba.so.1"]}
    assert bundle.sweep(at("liba.so.1", "libb.so.1"), lambda path: needs[path]) == []


def test_a_link_stays_with_the_library_it_leads_to() -> None:
    module = at("PySide6/QtCore.abi3.so", kind="EXTENSION")
    library = at(f"{QT}/lib/libQt6Core.so.6", f"{QT}/lib/libQt6Old.so.6")
    links = [
        ("libQt6Core.so.6", f"{QT}/lib/libQt6Core.so.6", "SYMLINK"),
        ("libQt6Old.so.6", f"{QT}/lib/libQt6Old.so.6", "SYMLINK"),
    ]
    needs = {module[0][1]: ["libQt6Core.so.6"]}
    swept = bundle.sweep([*module, *library, *links], lambda path: needs.get(path, []))
    assert swept == [*module, library[0], links[0]]


def test_each_executable_starts_its_own_half_and_the_gateway_no_qt() -> None:
    scripts = at("pyi_rth_inspect", "pyi_rth_pyside6", "homeport", "homeport_gateway")
    both = ("homeport", "homeport_gateway")
    window = bundle.scripts_of(scripts, "homeport", both, qt=True)
    gateway = bundle.scripts_of(scripts, "homeport_gateway", both, qt=False)
    assert places(window) == ["pyi_rth_inspect", "pyi_rth_pyside6", "homeport"]
    assert places(gateway) == ["pyi_rth_inspect", "homeport_gateway"]


def test_modules_of_development_are_those_that_no_run_time_package_brings() -> None:
    brought = {
        "pytest": ["pytest"],
        "aiohttp": ["aiohttp"],
        "backports": ["backports.tarfile"],
        "_pytest": ["pytest"],
        "shared": ["aiohttp", "pytest"],
    }
    runtime = ["aiohttp", "backports-tarfile"]
    assert bundle.development_modules(brought, runtime) == ["_pytest", "pytest"]


def test_a_lock_tells_its_packages() -> None:
    lock = "aiohttp==3.14.5 \\\n    --hash=sha256:00\npywin32-ctypes==0.2 ; sys_platform == 'win32'"
    assert bundle.locked_names(lock) == ["aiohttp", "pywin32-ctypes"]


def test_nothing_that_is_used_is_excluded() -> None:
    """An excluded name is a module of the standard library or no dependency of ours."""
    locked = bundle.locked_names((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    assert {bundle.canonical(name) for name in bundle.EXCLUDED_MODULES} & set(locked) == set()
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for package in ("gateway", "desktop")
        for path in (ROOT / package).rglob("*.py")
    )
    imported = set(re.findall(r"(?m)^\s*(?:import|from) (\w+)", source))
    assert imported & set(bundle.EXCLUDED_MODULES) == set()


def test_every_keyring_that_the_vault_knows_is_brought_along() -> None:
    from gateway.vault.keyring_store import BACKENDS

    modules = {path.rpartition(".")[0] for path in BACKENDS.values()}
    assert modules <= set(bundle.HIDDEN_IMPORTS)


def test_macos_is_told_what_it_asks() -> None:
    plist = plistlib.loads(plistlib.dumps(bundle.info_plist("1.2.3")))
    assert plist["CFBundleShortVersionString"] == "1.2.3"
    assert plist["LSAppNapIsDisabled"] is True
    assert plist["NSHighResolutionCapable"] is True
    assert "network" in plist["NSLocalNetworkUsageDescription"]
    assert plist["CFBundleExecutable"] == "homeport"
    assert plist["LSBackgroundOnly"] is False
    # The policy is switched while it runs: a menu-bar program could not show a window in the Dock.
    assert "LSUIElement" not in plist


def test_windows_is_told_who_made_it() -> None:
    made: dict[str, object] = {}

    def remember(kind: str) -> object:
        return lambda *given, **named: made.setdefault(f"{kind}{given[:1]}", (given, named))

    kinds = ("VSVersionInfo", "FixedFileInfo", "StringFileInfo", "StringTable", "StringStruct")
    names = {kind: remember(kind) for kind in (*kinds, "VarFileInfo", "VarStruct")}
    eval(bundle.version_resource("0.2.1", "It's Homeport", "homeport"), names)  # noqa: S307
    assert made["FixedFileInfo()"][1]["filevers"] == (0, 2, 1, 0)
    assert made["StringStruct('FileDescription',)"][0][1] == "It's Homeport"
    assert made["StringStruct('OriginalFilename',)"][0][1] == "homeport.exe"
