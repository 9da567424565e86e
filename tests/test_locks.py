"""The locks say the same of a package everywhere: one version, its hashes, and no address."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ["requirements.lock", "requirements-dev.lock"]


def pins(lock: str) -> dict[str, frozenset[str]]:
    """Each requirement as `name==version ; marker`, with its hashes."""
    text = re.sub(r"(?m)^\s*#.*\n", "", (ROOT / lock).read_text()).replace("\\\n", "")
    found = {}
    for line in text.splitlines():
        requirement, *hashes = line.split(" --hash=")
        found[" ".join(requirement.split())] = frozenset(h.strip() for h in hashes)
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_and_hashed(lock: str) -> None:
    assert pins(lock)
    for requirement, hashes in pins(lock).items():
        assert re.match(r"[a-z0-9-]+==\S+", requirement), requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", h) for h in hashes), requirement


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_holds_an_address(lock: str) -> None:
    assert not re.findall(r"\S*(?:://|--index|--find-links)\S*", (ROOT / lock).read_text())


def test_the_lock_of_the_javascript_packages_is_no_different() -> None:
    """npm writes addresses unless told: npm install --omit-lockfile-registry-resolved."""
    text = (ROOT / "tests" / "clients" / "package-lock.json").read_text()
    packages = json.loads(text)["packages"]
    assert len(packages) > 10
    for name, package in packages.items():
        assert not name or package["integrity"].startswith("sha512-"), name
    assert not re.findall(r"\S*://\S*", text)


def test_a_development_environment_serves_the_program_too() -> None:
    runtime, development = (pins(lock) for lock in LOCKS)
    versions = {requirement.split(" ;")[0]: hashes for requirement, hashes in development.items()}
    for requirement, hashes in runtime.items():
        assert versions[requirement.split(" ;")[0]] == hashes, requirement


def test_every_direct_dependency_has_a_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    direct = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["desktop"],
        *project["dependency-groups"]["dev"],
    ]
    names = [re.split(r"[<>=~! ]", requirement)[0] for requirement in direct]
    told = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    reasons = re.findall(r"(?m)^\| ([^|]+) \|", told.partition("\n## Dependencies")[2])
    explained = {name for cell in reasons for name in cell.split(", ")}
    assert [name for name in names if name not in explained] == []
