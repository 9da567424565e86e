"""What the bundle carries beside code comes whole: resources, translations, all licences."""

from importlib import metadata
from pathlib import Path

from PySide6.QtCore import QTranslator

from tools import bundle, bundle_files

ROOT = Path(__file__).resolve().parents[2]


def test_every_resource_goes_where_the_program_looks_for_it() -> None:
    found = {f"{place}/{Path(path).name}" for path, place in bundle_files.resources(ROOT)}
    resources = (path for path in (ROOT / "resources").rglob("*") if path.is_file())
    wanted = {path.relative_to(ROOT).as_posix() for path in resources}
    left_out = {path for path in wanted if path.endswith((".ts", ".qm"))}
    assert found == wanted - left_out | {"resources/licenses/LICENSE"}


def test_translations_are_compiled_beside_the_checkout_not_in_it(tmp_path: Path) -> None:
    before = sorted((ROOT / "resources" / "i18n").iterdir())
    compiled = bundle_files.translations(ROOT, tmp_path)
    assert sorted((ROOT / "resources" / "i18n").iterdir()) == before
    names = [Path(path).name for path, _ in compiled]
    assert names == [f"desktop_{each}.qm" for each in bundle_files.languages(ROOT)]
    for path, place in compiled:
        assert place == "resources/i18n"
        translator = QTranslator()
        assert translator.load(path)
        assert not translator.isEmpty()


def test_python_and_every_package_bring_their_licence(tmp_path: Path) -> None:
    made = {Path(path).stem for path, _ in bundle_files.package_notices(ROOT, tmp_path)}
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {line.partition("==")[0] for line in lock.splitlines() if line[:1].isalpha()}
    # A lock is for every system and Python, an environment for one.
    here = {bundle.canonical(each.name) for each in metadata.distributions()}
    names = locked & here
    assert {"aiohttp", "cryptography", "keyring"} < names
    # Qt's wheels bring none; lgpl-3.0.txt and THIRD-PARTY.md speak for them.
    elsewhere = {"pyside6-essentials", "shiboken6"}
    assert made == names - elsewhere | {"python", "pyinstaller"}
    assert "PYTHON SOFTWARE FOUNDATION LICENSE" in (tmp_path / "python.txt").read_text("utf-8")
    assert "Bootloader Exception" in (tmp_path / "pyinstaller.txt").read_text("utf-8")
    assert "Apache License" in (tmp_path / "aiohttp.txt").read_text("utf-8")


def test_each_system_gets_its_own_icon(tmp_path: Path) -> None:
    windows = bundle_files.icon(ROOT, tmp_path, "win32")
    mac = bundle_files.icon(ROOT, tmp_path, "darwin")
    assert windows is not None
    assert mac is not None
    assert Path(windows).read_bytes()[:4] == b"\0\0\1\0"
    assert Path(mac).read_bytes()[:4] == b"icns"
    assert bundle_files.icon(ROOT, tmp_path, "linux") is None
