"""The environment is filled from its lock, checked by hash, and left alone while it is current."""

import base64
import hashlib
import subprocess
import zipfile
from pathlib import Path

import pytest

from tools import bootstrap
from tools.say import Stop

pytestmark = pytest.mark.slow  # a real .venv, made and filled by the real pip


def wheel(folder: Path, version: str) -> str:
    """Builds a wheel of the package `harbour`; returns the lock that pins it, by hash, offline."""
    folder.mkdir(exist_ok=True)
    path = folder / f"harbour-{version}-py3-none-any.whl"
    about = f"harbour-{version}.dist-info"
    files = {
        "harbour.py": f"version = {version!r}\n",
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: harbour\nVersion: {version}\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    rows = []
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode()
            rows.append(f"{name},sha256={digest.rstrip('=')},{len(text)}")
            archive.writestr(name, text)
        archive.writestr(f"{about}/RECORD", "\n".join([*rows, f"{about}/RECORD,,"]) + "\n")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return f"--no-index\n--find-links {folder}\nharbour=={version} --hash=sha256:{digest}\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout whose environment was made once, for the tests of what happens to it later."""
    root = tmp_path_factory.mktemp("checkout")
    for lock in bootstrap.LOCKS.values():
        (root / lock).write_text(wheel(root / "wheels", "1.0"))
    assert bootstrap.ensure("dev", root)
    return root


def harbour(root: Path) -> str:
    python = bootstrap.venv_python(root)
    command = [str(python), "-c", "import harbour; print(harbour.version)"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_the_lock_decides_what_is_in_the_environment(made: Path) -> None:
    assert harbour(made) == "1.0"


def test_an_environment_that_is_current_is_left_alone(made: Path) -> None:
    assert not bootstrap.ensure("dev", made)


def test_the_development_environment_serves_the_program(made: Path) -> None:
    assert not bootstrap.ensure("runtime", made)


def test_a_changed_lock_is_installed_into_the_same_environment(made: Path) -> None:
    kept = made / ".venv" / "kept"
    kept.touch()
    (made / "requirements-dev.lock").write_text(wheel(made / "wheels", "2.0"))
    assert bootstrap.ensure("dev", made)
    assert harbour(made) == "2.0"
    assert kept.exists()


def test_a_package_with_another_hash_is_refused(made: Path) -> None:
    right = wheel(made / "wheels", "3.0")
    (made / "requirements-dev.lock").write_text(
        right[:-3] + ("00\n" if right[-3:] != "00\n" else "11\n")
    )
    with pytest.raises(Stop, match="could not install"):
        bootstrap.ensure("dev", made)
    assert not bootstrap.is_current("dev", made)
    (made / "requirements-dev.lock").write_text(right)
    assert bootstrap.ensure("dev", made)


def test_a_moved_checkout_makes_its_environment_anew(made: Path, tmp_path: Path) -> None:
    moved = tmp_path / "moved"
    moved.mkdir()
    (moved / ".venv").symlink_to(made / ".venv")
    assert bootstrap.is_usable(made)
    assert not bootstrap.is_usable(moved)


def test_an_environment_without_pip_is_not_usable(tmp_path: Path) -> None:
    command = [bootstrap.base_interpreter(), "-m", "venv", "--without-pip", str(tmp_path / ".venv")]
    subprocess.run(command, check=True)
    assert not bootstrap.is_usable(tmp_path)


def test_another_python_makes_another_stamp(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = bootstrap.stamp("dev", made)
    monkeypatch.setattr(bootstrap, "python_version", lambda: "3.99")
    assert bootstrap.stamp("dev", made) != before
