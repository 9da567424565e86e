"""What Linux is told about the program is valid, and says the same everywhere."""

import configparser
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

from gateway.version import __version__
from tools import bundle

ROOT = Path(__file__).resolve().parent.parent
LINUX = ROOT / "resources" / "packaging" / "linux"
ENTRY = LINUX / "homeport.desktop"
METAINFO = LINUX / f"{bundle.IDENTIFIER}.metainfo.xml"


def entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(ENTRY, encoding="utf-8")
    return parser["Desktop Entry"]


def test_the_desktop_entry_is_valid() -> None:
    subprocess.run(["desktop-file-validate", ENTRY], check=True)


def test_the_metainfo_is_valid() -> None:
    command = ["appstreamcli", "validate", "--no-net", "--strict", METAINFO]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_entry_is_the_windows_own() -> None:
    """Wayland finds a window's entry by the name that the program sets."""
    source = (ROOT / "desktop" / "bootstrap.py").read_text(encoding="utf-8")
    assert f'setDesktopFileName("{ENTRY.stem}")' in source
    assert entry()["Exec"] == bundle.NAME
    assert entry()["Icon"] == "homeport"


def test_entry_and_metainfo_say_the_same() -> None:
    root = ET.parse(METAINFO).getroot()  # noqa: S314 - our own file
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    words = {(each.tag, each.get(language, "")): each.text for each in root}
    told = entry()
    assert words["id", ""] == bundle.IDENTIFIER
    assert words["name", ""] == told["Name"]
    assert words["name", "zh-CN"] == told["Name[zh_CN]"]
    assert words["summary", ""] == told["Comment"]
    assert words["summary", "zh-CN"] == told["Comment[zh_CN]"]
    assert words["launchable", ""] == ENTRY.name
    binaries = [each.text for each in root.iter("binary")]
    assert binaries == [bundle.NAME, bundle.GATEWAY_NAME]


def test_the_newest_release_is_this_version() -> None:
    root = ET.parse(METAINFO).getroot()  # noqa: S314 - our own file
    releases = [each.get("version") for each in root.iter("release")]
    assert releases[0] == __version__
