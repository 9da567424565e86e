"""Certificate authorities are found on systems that keep them elsewhere than the builder's did."""

import ssl
import subprocess
import sys
from pathlib import Path

import certifi
import pytest

from gateway import certificates

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows asks the system itself")


def places(cafile: Path | None, capath: Path | None) -> ssl.DefaultVerifyPaths:
    """What ssl tells: None for what is not there."""
    return ssl.DefaultVerifyPaths(
        cafile and str(cafile), capath and str(capath), "SSL_CERT_FILE", "", "SSL_CERT_DIR", ""
    )  # type: ignore[arg-type]


@pytest.fixture
def system_file(tmp_path: Path) -> Path:
    path = tmp_path / "ca-bundle.crt"
    path.write_text("the system's authorities")
    return path


def test_where_openssl_finds_a_file_nothing_is_changed(system_file: Path) -> None:
    environ: dict[str, str] = {}
    certificates.ensure(environ, places(system_file, None), [])
    assert environ == {}


def test_where_openssl_finds_a_directory_nothing_is_changed(system_file: Path) -> None:
    environ: dict[str, str] = {}
    certificates.ensure(environ, places(None, system_file.parent), [])
    assert environ == {}


def test_an_empty_directory_is_none(tmp_path: Path, system_file: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    environ: dict[str, str] = {}
    certificates.ensure(environ, places(None, empty), [str(system_file)])
    assert environ == {"SSL_CERT_FILE": str(system_file)}


def test_the_systems_own_come_first(tmp_path: Path, system_file: Path) -> None:
    environ: dict[str, str] = {}
    certificates.ensure(environ, places(None, None), [f"{tmp_path}/none.pem", str(system_file)])
    assert environ == {"SSL_CERT_FILE": str(system_file)}


def test_without_any_there_are_those_that_were_brought_along(tmp_path: Path) -> None:
    environ: dict[str, str] = {}
    certificates.ensure(environ, places(None, tmp_path / "gone"), [f"{tmp_path}/none.pem"])
    assert environ == {"SSL_CERT_FILE": certifi.where()}


@pytest.mark.parametrize("variable", certificates.VARIABLES)
def test_what_the_user_says_stands(variable: str, system_file: Path) -> None:
    environ = {variable: "/mine"}
    certificates.ensure(environ, places(None, None), [str(system_file)])
    assert environ == {variable: "/mine"}


def test_python_takes_what_was_chosen() -> None:
    """In a process of its own: the environment is read when a context is made."""
    code = (
        "import os, ssl; from gateway import certificates;"
        "nothing = ssl.DefaultVerifyPaths(None, None, '', '', '', '');"
        "certificates.ensure(os.environ, nothing, []);"
        "print(ssl.get_default_verify_paths().cafile)"
    )
    environment = {"PATH": "/usr/bin", "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    said = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == certifi.where()
