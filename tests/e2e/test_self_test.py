"""``python -m desktop --self-test``: the program tries itself out and touches nobody's data."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop.i18n import LANGUAGES
from tests.e2e.programs import environment
from tests.gateway.vault import secret_service

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.timeout(200)]

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "desktop", "--self-test"]


def self_test(folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Started from a folder with a ``.env`` that leads to somebody's database."""
    (folder / ".env").write_text(f"SQLITE_PATH={folder / 'precious.db'}\nPORT=1\n")
    return subprocess.run(
        COMMAND,
        cwd=folder,
        env={**os.environ, **environment(folder, **env), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def checks(report: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {check["name"]: check for check in report["checks"]}


def test_everything_is_tried_with_a_keyring_and_nothing_is_left(tmp_path: Path) -> None:
    with secret_service.running() as keyring:
        done = self_test(tmp_path, **{**keyring.environment, "HOMEPORT_KEYRING": ""})
        assert done.returncode == 0, done.stdout + done.stderr
        assert keyring.items() == [], "the vault's own key never went to the keyring"
    report = json.loads(done.stdout)
    assert report["ok"]
    assert not report["frozen"]
    found = checks(report)
    assert all(check["ok"] for check in found.values())
    assert found["keyring"]["keyring"] == "secret-service"
    assert found["request"]["status"] == 200
    assert found["settlement"]["status"] == "done"
    pages = found["pages"]
    assert {"overview", "welcome", "channels", "tokens", "logs", "settings"} <= set(pages["pages"])
    assert {"channels 1", "tokens new", "logs 1"} <= set(pages["states"])
    assert pages["pictures"] == len(pages["states"]) * 2 * len(LANGUAGES)
    left = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {".env"}, "it wrote to its home"


def test_it_fails_where_nobody_can_be_trusted(tmp_path: Path) -> None:
    nowhere = {"SSL_CERT_FILE": "/nonexistent", "SSL_CERT_DIR": "/nonexistent"}
    done = self_test(tmp_path, **nowhere)
    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert not report["ok"]
    assert [name for name, check in checks(report).items() if not check["ok"]] == ["certificates"]
    assert checks(report)["keyring"]["keyring"] == "no keyring"
