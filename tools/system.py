"""What Homeport needs from the system: found by looking, installed with apt by root, else named.

Libraries are looked for by loading them, as Qt will: which package brought them does not matter.
Usage: python -m tools.system
"""

import ctypes
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tools.say import Stop, run_main, say


@dataclass(frozen=True)
class Need:
    """One thing the system must bring, and the Debian package that does."""

    kind: Literal["library", "program", "module"]
    name: str
    debian: str

    def is_met(self) -> bool:
        if self.kind == "program":
            return shutil.which(self.name) is not None
        if self.kind == "module":
            importlib.invalidate_caches()
            return importlib.util.find_spec(self.name) is not None
        try:
            ctypes.CDLL(self.name)
        except OSError:
            return False
        return True

    def rpm_capability(self) -> str:
        """What dnf and zypper take in place of a package name."""
        capabilities = {
            "library": f"{self.name}()(64bit)",
            "program": f"/usr/bin/{self.name}",
            "module": "python3-libs",
        }
        return capabilities[self.kind]


def _libraries(*pairs: str) -> list[Need]:
    return [Need("library", *pair.split()) for pair in pairs]


# What the Qt modules in use link to beyond the C library: enough for Qt without a screen.
QT_OFFSCREEN = _libraries(
    "libEGL.so.1 libegl1",
    "libGL.so.1 libgl1",
    "libX11.so.6 libx11-6",
    "libbrotlidec.so.1 libbrotli1",
    "libdbus-1.so.3 libdbus-1-3",
    "libfontconfig.so.1 libfontconfig1",
    "libfreetype.so.6 libfreetype6",
    "libglib-2.0.so.0 libglib2.0-0",
    "libgssapi_krb5.so.2 libgssapi-krb5-2",
    "libxkbcommon.so.0 libxkbcommon0",
    "libz.so.1 zlib1g",
    "libzstd.so.1 libzstd1",
)
# What the X11 and Wayland platform plugins add.
QT_WINDOW = QT_OFFSCREEN + _libraries(
    "libX11-xcb.so.1 libx11-xcb1",
    "libwayland-client.so.0 libwayland-client0",
    "libwayland-cursor.so.0 libwayland-cursor0",
    "libwayland-egl.so.1 libwayland-egl1",
    "libxcb.so.1 libxcb1",
    "libxcb-cursor.so.0 libxcb-cursor0",
    "libxcb-glx.so.0 libxcb-glx0",
    "libxcb-icccm.so.4 libxcb-icccm4",
    "libxcb-image.so.0 libxcb-image0",
    "libxcb-keysyms.so.1 libxcb-keysyms1",
    "libxcb-randr.so.0 libxcb-randr0",
    "libxcb-render.so.0 libxcb-render0",
    "libxcb-render-util.so.0 libxcb-render-util0",
    "libxcb-shape.so.0 libxcb-shape0",
    "libxcb-shm.so.0 libxcb-shm0",
    "libxcb-sync.so.1 libxcb-sync1",
    "libxcb-util.so.1 libxcb-util1",
    "libxcb-xfixes.so.0 libxcb-xfixes0",
    "libxcb-xkb.so.1 libxcb-xkb1",
    "libxkbcommon-x11.so.0 libxkbcommon-x11-0",
)
# What the tests start for themselves: a screen, a session bus, a keyring, two validators.
TEST_PROGRAMS = [
    Need("program", "Xvfb", "xvfb"),
    Need("program", "dbus-daemon", "dbus"),
    Need("program", "gnome-keyring-daemon", "gnome-keyring"),
    Need("program", "xdotool", "xdotool"),
    Need("program", "xclip", "xclip"),
    Need("program", "desktop-file-validate", "desktop-file-utils"),
    Need("program", "appstreamcli", "appstream"),
]


def venv_package() -> Need:
    """Debian's package with ensurepip, for the Python that runs this."""
    own = f"python{sys.version_info.major}.{sys.version_info.minor}"
    default = Path("/usr/bin/python3").resolve().name == own
    return Need("module", "ensurepip", "python3-venv" if default else f"{own}-venv")


def ensure(needs: Sequence[Need], purpose: str, instead: str = "") -> None:
    """Returns with every need met, or raises Stop with the one command that would meet them.

    `instead` is a last line for that message: what can be done without them.

    Only Linux leaves these to the system's packages: elsewhere Qt's wheels bring all they need.
    """
    if sys.platform != "linux":
        return
    lacking = [need for need in needs if not need.is_met()]
    if not lacking:
        return
    names = ", ".join(need.name for need in lacking)
    if not (is_root() and shutil.which("apt-get")):
        lines = [f"The system lacks, for {purpose}: {names}.", what_to_type(lacking), instead]
        raise Stop("\n".join(line for line in lines if line))
    packages = sorted({need.debian for need in lacking})
    say(f"The system lacks things for {purpose}; installing with apt: {' '.join(packages)}")
    apt_install(packages)
    still = [need.name for need in lacking if not need.is_met()]
    if still:
        raise Stop(f"apt is done, but these are still missing: {', '.join(still)}.")


def what_to_type(lacking: Sequence[Need]) -> str:
    """The one command that installs what is lacking, for this system's package manager."""
    if shutil.which("apt-get"):
        packages = " ".join(sorted({need.debian for need in lacking}))
        return f"Type:  {as_root('apt-get update')} && {as_root(f'apt-get install -y {packages}')}"
    for manager in ("dnf", "zypper"):
        if shutil.which(manager):
            wanted = shlex.join(need.rpm_capability() for need in lacking)
            return f"Type:  {as_root(f'{manager} install -y {wanted}')}"
    return "Install the packages that hold them; your system's package search knows which."


def is_root() -> bool:
    return os.name == "posix" and os.geteuid() == 0


def as_root(command: str) -> str:
    return command if is_root() else f"sudo {command}"


def apt_install(packages: Sequence[str]) -> None:
    """Installs packages as root, without questions; raises Stop when apt fails."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # A stale list names files that are gone; where the update fails, the install says why.
    subprocess.run(["apt-get", "update", "-qq"], env=environment, stdout=sys.stderr)
    command = ["apt-get", "install", "-qq", "-y", "--no-install-recommends"]
    command += ["-o", "Dpkg::Use-Pty=0", *packages]
    if subprocess.run(command, env=environment, stdout=sys.stderr).returncode != 0:
        raise Stop(f"apt-get could not install {' '.join(packages)}; the lines above say why.")


def has_display(environment: Mapping[str, str]) -> bool:
    """Whether a window can be shown; a Qt platform asked for by name counts as a display."""
    if sys.platform != "linux":
        return True
    return any(environment.get(k) for k in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def has_chinese_font() -> bool:
    """Whether fontconfig knows a font with Chinese; other systems bring one."""
    if sys.platform != "linux":
        return True
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    answer = subprocess.run([lister, ":lang=zh", "family"], capture_output=True, text=True)
    return bool(answer.stdout.strip())


def name_missing_fonts() -> None:
    """Says so when Chinese text would show as boxes, which is ugly and no reason to stop."""
    if has_chinese_font():
        return
    say("No Chinese font was found: Chinese text in the window will show as boxes.")
    if shutil.which("apt-get"):
        say(f"To add one, type:  {as_root('apt-get install -y fontconfig fonts-noto-cjk')}")


def main(arguments: list[str]) -> int:
    if arguments:
        raise Stop("usage: python -m tools.system")
    ensure(QT_WINDOW, "Qt")
    return 0


if __name__ == "__main__":
    run_main(main)
