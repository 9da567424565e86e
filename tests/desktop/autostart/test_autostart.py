"""Start at login on the three systems: idempotent, and true to what was changed elsewhere."""

from __future__ import annotations

import os
import plistlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import desktop
from desktop.autostart import Autostart, AutostartError, own_command
from desktop.autostart.linux import FILE, DesktopEntry, config_home, quote_exec, unquote_exec
from desktop.autostart.macos import LABEL, LaunchAgent
from desktop.autostart.windows import APPROVED, NAME, RUN, RunKey, Value

COMMAND = ("/opt/Home port/homeport", "--background")


class MemoryRegistry:
    """A person's registry in memory, with what Windows does when it refuses."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], Value] = {}
        self.writes = 0
        self.refuses = False

    def get(self, key: str, name: str) -> Value | None:
        return self.values.get((key, name))

    def set(self, key: str, name: str, value: Value) -> None:
        self._allowed()
        self.writes += 1
        self.values[(key, name)] = value

    def delete(self, key: str, name: str) -> None:
        self._allowed()
        self.values.pop((key, name), None)

    def _allowed(self) -> None:
        if self.refuses:
            raise PermissionError(13, "Access is denied")


Make = Callable[[Path, tuple[str, ...]], Autostart]
_registry = MemoryRegistry()


def on_windows(_folder: Path, command: tuple[str, ...]) -> Autostart:
    return RunKey(_registry, command)


@pytest.fixture(params=[DesktopEntry, LaunchAgent, on_windows])
def make(request: pytest.FixtureRequest) -> Make:
    _registry.__init__()  # type: ignore[misc]
    found: Make = request.param
    return found


def test_on_and_off_twice(tmp_path: Path, make: Make) -> None:
    start = make(tmp_path / "made when needed", COMMAND)
    assert not start.enabled()
    start.set_enabled(False)
    for _ in range(2):
        start.set_enabled(True)
        assert start.enabled()
    for _ in range(2):
        start.set_enabled(False)
        assert not start.enabled()


def test_a_start_of_another_place_is_not_ours_and_is_replaced(tmp_path: Path, make: Make) -> None:
    make(tmp_path, ("/old/place/homeport", "--background")).set_enabled(True)
    start = make(tmp_path, COMMAND)
    assert not start.enabled()
    start.set_enabled(True)
    assert start.enabled()
    assert not make(tmp_path, ("/old/place/homeport", "--background")).enabled()


@pytest.mark.parametrize("make", [DesktopEntry, LaunchAgent])
def test_a_file_that_is_there_is_not_written_again(tmp_path: Path, make: Make) -> None:
    make(tmp_path, COMMAND).set_enabled(True)
    (file,) = tmp_path.iterdir()
    before = file.stat().st_ino
    make(tmp_path, COMMAND).set_enabled(True)
    assert file.stat().st_ino == before


@pytest.mark.parametrize("make", [DesktopEntry, LaunchAgent])
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, make: Make) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(AutostartError):
        make(tmp_path / "file" / "folder", COMMAND).set_enabled(True)


@pytest.mark.parametrize("make", [DesktopEntry, LaunchAgent])
@pytest.mark.parametrize("junk", [b"", b"\xff\xfe\x00", b"[Desktop Entry\nExec", b"<plist><dict>"])
def test_junk_is_off_and_is_replaced(tmp_path: Path, make: Make, junk: bytes) -> None:
    start = make(tmp_path, COMMAND)
    start.set_enabled(True)
    (file,) = tmp_path.iterdir()
    file.write_bytes(junk)
    assert not start.enabled()
    start.set_enabled(True)
    assert start.enabled()


class TestLinux:
    def test_the_entry_is_what_the_specification_wants(self, tmp_path: Path) -> None:
        DesktopEntry(tmp_path, COMMAND).set_enabled(True)
        lines = (tmp_path / FILE).read_text().splitlines()
        assert lines[0] == "[Desktop Entry]"
        assert 'Exec="/opt/Home port/homeport" --background' in lines
        assert "Type=Application" in lines

    @pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
    def test_what_desktops_switch_off_is_off(self, tmp_path: Path, line: str) -> None:
        start = DesktopEntry(tmp_path, COMMAND)
        start.set_enabled(True)
        file = tmp_path / FILE
        file.write_text(file.read_text() + line + "\n")
        assert not start.enabled()
        start.set_enabled(True)
        assert start.enabled()

    @pytest.mark.parametrize(
        "word", ["/a b", 'a"b', "a'b", "a`b", "a$b", "a\\b", "100%", "%f", "a;b", "小 港", "", "~"]
    )
    def test_words_come_back_from_exec(self, word: str) -> None:
        assert unquote_exec(quote_exec((word, "--background"))) == [word, "--background"]

    def test_no_line_break_gets_into_an_entry(self, tmp_path: Path) -> None:
        with pytest.raises(AutostartError):
            DesktopEntry(tmp_path, ("/a\nExec=evil",)).set_enabled(True)
        assert not (tmp_path / FILE).exists()

    def test_where_configuration_lies(self) -> None:
        assert config_home({"XDG_CONFIG_HOME": "/c"}) == Path("/c")
        assert config_home({"XDG_CONFIG_HOME": "relative"}) == Path.home() / ".config"
        assert config_home({}) == Path.home() / ".config"


class TestMac:
    def test_the_agent_starts_at_login_and_is_not_kept_alive(self, tmp_path: Path) -> None:
        LaunchAgent(tmp_path, COMMAND).set_enabled(True)
        agent = plistlib.loads((tmp_path / f"{LABEL}.plist").read_bytes())
        assert agent["Label"] == LABEL
        assert agent["ProgramArguments"] == list(COMMAND)
        assert (agent["RunAtLoad"], agent["KeepAlive"]) == (True, False)

    @pytest.mark.parametrize("change", [{"Disabled": True}, {"RunAtLoad": False}])
    def test_an_agent_switched_off_is_off(self, tmp_path: Path, change: dict[str, bool]) -> None:
        start = LaunchAgent(tmp_path, COMMAND)
        start.set_enabled(True)
        file = tmp_path / f"{LABEL}.plist"
        file.write_bytes(plistlib.dumps(plistlib.loads(file.read_bytes()) | change))
        assert not start.enabled()


class TestWindows:
    def test_the_path_is_quoted(self) -> None:
        registry = MemoryRegistry()
        command = ("C:\\Program Files\\Homeport\\homeport.exe", "--background")
        RunKey(registry, command).set_enabled(True)
        line = '"C:\\Program Files\\Homeport\\homeport.exe" --background'
        assert registry.values == {(RUN, NAME): line}
        RunKey(registry, command).set_enabled(True)
        assert registry.writes == 1

    def test_task_manager_s_off_shows_and_is_taken_back(self) -> None:
        registry = MemoryRegistry()
        start = RunKey(registry, COMMAND)
        start.set_enabled(True)
        registry.values[(APPROVED, NAME)] = b"\x02" + bytes(11)
        assert start.enabled()
        registry.values[(APPROVED, NAME)] = b"\x03" + bytes(11)
        assert not start.enabled()
        start.set_enabled(True)
        assert start.enabled()

    def test_a_registry_that_refuses_is_told(self) -> None:
        registry = MemoryRegistry()
        registry.refuses = True
        start = RunKey(registry, COMMAND)
        with pytest.raises(AutostartError, match="Access is denied"):
            start.set_enabled(True)
        assert not start.enabled()


class TestCommand:
    def test_an_appimage_is_the_file_not_its_mount(self) -> None:
        environ = {"APPIMAGE": "/home/me/Homeport.AppImage"}
        command = own_command("/tmp/.mount_Home/usr/bin/homeport", True, environ)
        assert command == ("/home/me/Homeport.AppImage", "--background")
        # Python itself may come from an AppImage.
        assert own_command("/usr/bin/python3", False, environ)[0] == "/usr/bin/python3"

    def test_a_bundle_is_its_program(self) -> None:
        assert own_command("/opt/homeport", True, {}) == ("/opt/homeport", "--background")

    def test_windows_starts_without_a_console(self, tmp_path: Path) -> None:
        python = tmp_path / "python.exe"
        assert own_command(str(python), False, {})[0] == str(python)
        (tmp_path / "pythonw.exe").touch()
        assert own_command(str(python), False, {})[0] == str(tmp_path / "pythonw.exe")

    def test_a_checkout_starts_from_anywhere(self, tmp_path: Path) -> None:
        *command, background = own_command(sys.executable, False, {})
        assert background == "--background"
        assert Path(command[1]) == Path(desktop.__file__).parent
        environ = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
        done = subprocess.run(
            [*command, "--version"],
            cwd=tmp_path,
            env=environ,
            capture_output=True,
            text=True,
            timeout=50,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip()
