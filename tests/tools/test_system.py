"""What the system lacks is found by looking, and named with the one command that brings it."""

from pathlib import Path

import pytest

from tools import system
from tools.say import Stop
from tools.system import Need

C_LIBRARY = Need("library", "libc.so.6", "libc6")
NO_LIBRARY = Need("library", "libharbour.so.7", "libharbour7")
NO_PROGRAM = Need("program", "harbourmaster", "harbour-tools")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH of its own, for package managers that only write down what they were asked."""
    monkeypatch.setenv("PATH", f"{tmp_path}")
    return tmp_path


def manager(path: Path, name: str, then: str = "") -> Path:
    asked = path / "asked"
    program = path / name
    program.write_text(f'#!/bin/sh\necho "$*" >> {asked}\n{then}\n')
    program.chmod(0o755)
    return asked


def test_a_library_is_there_when_it_loads() -> None:
    assert C_LIBRARY.is_met()
    assert not NO_LIBRARY.is_met()


def test_a_program_is_there_when_it_is_on_the_path(path: Path) -> None:
    assert not NO_PROGRAM.is_met()
    manager(path, "harbourmaster")
    assert NO_PROGRAM.is_met()


def test_a_part_of_python_is_there_when_it_can_be_found() -> None:
    assert Need("module", "zipfile", "python3").is_met()
    assert not Need("module", "harbour_of_python", "python3").is_met()


def test_nothing_is_asked_of_a_system_that_has_everything(path: Path) -> None:
    asked = manager(path, "apt-get")
    system.ensure([C_LIBRARY], "the test")
    assert not asked.exists()


def test_root_on_debian_gets_it_installed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "is_root", lambda: True)
    asked = manager(path, "apt-get", f"/bin/cp {path}/apt-get {path}/harbourmaster")
    system.ensure([C_LIBRARY, NO_PROGRAM], "the test")
    update, install = asked.read_text().splitlines()
    assert update == "update -qq"
    assert install.startswith("install -qq -y ")
    assert install.endswith(" harbour-tools")


def test_an_installation_that_brings_nothing_is_no_success(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "is_root", lambda: True)
    manager(path, "apt-get")
    with pytest.raises(Stop, match=r"still missing: libharbour\.so\.7"):
        system.ensure([NO_LIBRARY], "the test")


def test_apt_that_fails_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "is_root", lambda: True)
    manager(path, "apt-get", "exit 100")
    with pytest.raises(Stop, match="could not install harbour-tools"):
        system.ensure([NO_PROGRAM], "the test")


def test_anybody_else_is_told_what_to_type(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "is_root", lambda: False)
    asked = manager(path, "apt-get")
    with pytest.raises(Stop) as stopped:
        system.ensure([NO_PROGRAM, NO_LIBRARY], "the test", "Or do without.")
    assert str(stopped.value).splitlines() == [
        "The system lacks, for the test: harbourmaster, libharbour.so.7.",
        "Type:  sudo apt-get update && sudo apt-get install -y harbour-tools libharbour7",
        "Or do without.",
    ]
    assert not asked.exists()


def test_rpm_systems_find_packages_by_what_they_hold(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "is_root", lambda: True)
    manager(path, "dnf")
    told = system.what_to_type([NO_LIBRARY, NO_PROGRAM])
    assert told == "Type:  dnf install -y 'libharbour.so.7()(64bit)' /usr/bin/harbourmaster"


@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_each_way_to_show_a_window_is_a_display(variable: str) -> None:
    assert system.has_display({variable: "anything"})


def test_a_chinese_font_is_one_that_fontconfig_lists(path: Path) -> None:
    assert not system.has_chinese_font()
    manager(path, "fc-list", "echo 'Noto Sans CJK SC'")
    assert system.has_chinese_font()


def test_qt_needs_no_more_of_debian_than_the_lists_say() -> None:
    """A package in one list only once, so that the command to type stays readable."""
    for needs in (system.QT_WINDOW, system.TEST_PROGRAMS):
        names = [need.name for need in needs]
        assert len(names) == len(set(names))
    assert set(system.QT_OFFSCREEN) < set(system.QT_WINDOW)
